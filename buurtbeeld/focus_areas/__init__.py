"""Areas that the corporation draws itself."""
