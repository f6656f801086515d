"""Matters handed over to partners."""
