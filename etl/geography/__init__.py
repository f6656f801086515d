"""Areas, outlines, homes and addresses, and the place of every report in them."""
