"""What a delivery says of itself: its descriptor, the canonical fields, kinds and categories."""
