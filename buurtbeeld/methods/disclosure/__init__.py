"""Disclosure control: which counts stay hidden so that none can be worked out."""
