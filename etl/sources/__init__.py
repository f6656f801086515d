"""Suppliers that are no file: each becomes deliveries and frames that the build treats like any other."""
