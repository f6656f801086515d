"""Approaches in an area: their plan, how they stand, and the panel that records them."""
