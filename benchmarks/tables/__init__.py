"""Made-up tables after public layouts, with the right answer beside each. Holds nothing that anybody delivered."""
