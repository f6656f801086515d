"""How records of the register are shown: labels, values, refusals, roles."""
