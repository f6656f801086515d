"""The library of closed approaches."""
