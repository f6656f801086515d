"""Report marks per lens: tables, explanation, weights, overrides."""
