"""Weekly warnings, and those that are already known."""
