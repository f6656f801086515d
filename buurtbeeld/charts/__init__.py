"""The kit of specifications: charts, maps, captions, key figures, colours. Knows no subject."""
