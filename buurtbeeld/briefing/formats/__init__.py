"""The page to bring in each of its forms, a module each."""
