"""Who may work here, in which role."""
