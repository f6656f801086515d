"""Cases per 1,000 homes a year, as queries/functions say it in SQL: every rate there is comes from here or there."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

HOMES = 1000.0
MONTHS = 12

Homes = TypeVar("Homes", float, np.ndarray, pd.Series)
PerHome = TypeVar("PerHome", float, np.ndarray, pd.Series, pd.DataFrame)


def home_years(home_months: Homes) -> Homes:
    """For how many homes a whole year was counted: homes, added up over the months that were counted."""
    return home_months / MONTHS


def per_1000_homes(cases: pd.Series, home_years: pd.Series) -> pd.Series:
    """Cases per 1,000 homes a year; unknown without homes."""
    return HOMES * cases / home_years.where(home_years != 0)


def per_1000(per_home: PerHome) -> PerHome:
    """The same of what is counted per home and year, as estimates are."""
    return HOMES * per_home


def per_home(per_1000_homes: float) -> float:
    """Cases per home and year, the way back."""
    return per_1000_homes / HOMES


def cases(per_1000_homes: pd.Series, home_years: pd.Series) -> pd.Series:
    """Cases that so many home-years have at this rate."""
    return per_1000_homes * home_years / HOMES


def interval(cases: float, level: float = 0.90) -> tuple[float, float]:
    """How many cases such a year has by chance: the exact interval of a Poisson mean (Garwood 1936, Biometrika 28)."""
    tail = (1 - level) / 2
    return float(gammaincinv(cases, tail)) if cases else 0.0, float(gammaincinv(cases + 1, 1 - tail))
