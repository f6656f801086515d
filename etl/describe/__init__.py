"""How an unknown file is written and what its columns may mean: guesses, with doubts beside them. Loads nothing."""
