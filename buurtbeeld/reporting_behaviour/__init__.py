"""How people report, and when a trend says more about reporting than about an area."""
