"""How long partners take, and what is overdue."""
