"""Residents' own projects."""
