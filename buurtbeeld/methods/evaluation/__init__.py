"""Whether an approach helped: designs, their validity, and the verdict."""
