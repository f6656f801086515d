"""Areas with few reports and worried staff or residents."""
