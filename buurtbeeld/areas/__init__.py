"""One area and areas beside each other: rates, key figures, timeline, similar areas."""
