"""Did an approach help: comparison areas, results and their words."""
