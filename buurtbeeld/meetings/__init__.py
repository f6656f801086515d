"""Meetings with partners and what was promised there."""
