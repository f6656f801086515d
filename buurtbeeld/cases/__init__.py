"""Dossiers: their progress and the panel that records steps."""
