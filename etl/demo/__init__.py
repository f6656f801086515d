"""The demonstration corporation: made-up deliveries with known truths. Imitates no person and no real report."""

from etl.demo.corporation import generate
from etl.demo.known import SIGNALS

__all__ = ["SIGNALS", "generate"]
