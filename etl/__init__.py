"""From raw files to a published warehouse. Knows no page."""
