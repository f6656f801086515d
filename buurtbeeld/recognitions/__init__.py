"""Whether people recognise the figures."""
