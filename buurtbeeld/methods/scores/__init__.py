"""Report marks: indicators, inputs, settings, marks, rank intervals."""
