"""What got worse and what got better."""
