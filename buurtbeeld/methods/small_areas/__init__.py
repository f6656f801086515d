"""Small areas: shrinkage, funnels and relative change."""
