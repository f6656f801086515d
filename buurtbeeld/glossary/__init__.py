"""Terms and probabilities in plain words."""
