"""Partners, their norms, and whom to call for what."""
