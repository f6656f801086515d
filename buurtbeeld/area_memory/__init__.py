"""What a successor must know of an area: goals, notes, focus areas, mediation and placements."""
