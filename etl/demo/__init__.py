"""The demonstration corporation: made-up deliveries with known truths. Imitates no person and no real report."""
