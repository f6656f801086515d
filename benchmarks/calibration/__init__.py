"""Simulations that measure what the methods claim; each prints its table."""
