"""Who did what in the register."""
