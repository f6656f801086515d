"""What was delivered and what became of every row."""
