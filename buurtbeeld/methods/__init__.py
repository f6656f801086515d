"""Every figure that is more than a count. Pure functions: numbers and frames in, numbers and frames out."""
