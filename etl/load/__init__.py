"""From rows of text to typed rows: loaded, duplicate or rejected with every reason."""
