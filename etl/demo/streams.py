"""What each made-up source reports: its categories, how often, in which season. One list, no figures drawn."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from buurtbeeld.settings import ROOT

SUMMER, WINTER, SPRING, FLAT = (0.38, 7), (0.30, 1), (0.22, 5), (0.0, 1)
"""Height of the season above the mean, and the month of its peak."""

_SEASON = {
    "noise": SUMMER, "neighbour_dispute": (0.25, 7), "animals": (0.2, 6), "smell": (0.3, 7), "youth": (0.45, 7),
    "other_nuisance": (0.3, 7), "litter": SPRING, "vermin": (0.3, 8), "public_space": SPRING, "maintenance": WINTER,
    "burglary": (0.35, 12), "fire": (0.25, 12), "violence": (0.15, 7), "vandalism": (0.2, 10), "aggression": (0.15, 7),
    "drug_dealing": (0.1, 7),
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A supplier: its kind, its share of all signals, how far others' homes count, the most it makes, when it stops."""

    kind: str
    share: float
    others: float
    most: int = 10**9
    stops: int = 0


SOURCES = {
    "openbare_orde": Source("incident", 0.12, 0.45),
    "klachten": Source("complaint", 0.47, 0.0),
    "wijkbeheer": Source("observation", 0.17, 0.0, most=60_000),
    "openbare_ruimte": Source("complaint", 0.24, 0.5, stops=-14),
}

_ROWS = (
    ("openbare_orde", "Brand woning", "fire", 2.2),
    ("openbare_orde", "Brand berging/container", "fire", 2.0),
    ("openbare_orde", "Hennepkwekerij", "cannabis_farm", 2.4),
    ("openbare_orde", "Geweld", "violence", 10),
    ("openbare_orde", "Bedreiging", "aggression", 9),
    ("openbare_orde", "Inbraak woning", "burglary", 13),
    ("openbare_orde", "Vernieling", "vandalism", 23),
    ("openbare_orde", "Drugshandel", "drug_dealing", 10),
    ("openbare_orde", "Overlast jeugd", "youth", 28),
    ("klachten", "GEL", "noise", 17),
    ("klachten", "RUZ", "neighbour_dispute", 9),
    ("klachten", "DIE", "animals", 4),
    ("klachten", "STA", "smell", 3),
    ("klachten", "JEU", "youth", 6),
    ("klachten", "OVE", "other_nuisance", 6),
    ("klachten", "PSY", "mental_health", 3),
    ("klachten", "VER", "addiction", 2),
    ("klachten", "DRU", "drug_dealing", 4),
    ("klachten", "HEN", "cannabis_farm", 0.5),
    ("klachten", "ONR", "unlawful_occupation", 1.6),
    ("klachten", "BED", "business_use", 0.7),
    ("klachten", "VUIL", "litter", 12),
    ("klachten", "VUI", "litter", 12),
    ("klachten", "ONG", "vermin", 3),
    ("klachten", "KLI", "shared_space_misuse", 5),
    ("klachten", "HAN", "public_space", 5),
    ("klachten", "GEB", "maintenance", 9),
    ("klachten", "AGR", "aggression", 2.5),
    ("klachten", "ONV", "unsafe_shared_space", 3),
    ("klachten", "VAN", "vandalism", 3.5),
    ("wijkbeheer", "Zwerfvuil of bijplaatsing", "litter", 24),
    ("wijkbeheer", "Spullen in het portiek", "shared_space_misuse", 13),
    ("wijkbeheer", "Graffiti of vernieling", "vandalism", 11),
    ("wijkbeheer", "Gebrek gemeenschappelijke ruimte", "maintenance", 16),
    ("wijkbeheer", "Donker of onveilig portiek", "unsafe_shared_space", 9),
    ("wijkbeheer", "Hangplek", "youth", 9),
    ("wijkbeheer", "Vermoeden hennep", "cannabis_farm", 0.6),
    ("wijkbeheer", "Vermoeden onderhuur", "unlawful_occupation", 3),
    ("wijkbeheer", "Zorgelijke woonsituatie", "mental_health", 6),
    ("wijkbeheer", "Spanningen tussen buren", "neighbour_dispute", 6),
    ("wijkbeheer", "Ongedierte", "vermin", 3),
    ("openbare_ruimte", "afval", "litter", 38),
    ("openbare_ruimte", "wegen-verkeer-straatmeubilair", "public_space", 22),
    ("openbare_ruimte", "openbaar-groen-en-water", "public_space", 16),
    ("openbare_ruimte", "overlast-in-de-openbare-ruimte", "other_nuisance", 7),
    ("openbare_ruimte", "overlast-van-en-door-personen-of-groepen", "youth", 8),
    ("openbare_ruimte", "overlast-van-dieren", "animals", 4),
    ("openbare_ruimte", "overlast-bedrijven-en-horeca", "noise", 3),
    ("openbare_ruimte", "overig", "other_nuisance", 2),
)

GRAVE = {"fire": 5, "violence": 4, "cannabis_farm": 4, "aggression": 4, "burglary": 3, "drug_dealing": 3}


def streams() -> pd.DataFrame:
    """One row per source and category: source, category, theme, subtheme, weight, season, peak, severity."""
    table = pd.DataFrame(_ROWS, columns=["source", "category", "subtheme", "weight"])
    themes = pd.read_csv(ROOT / "data" / "reference" / "themes.csv").set_index("subtheme")["theme"]
    table["theme"] = table["subtheme"].map(themes)
    seasons = [_SEASON.get(name, FLAT) for name in table["subtheme"]]
    table["season"], table["peak"] = zip(*seasons, strict=True)
    table["severity"] = table["subtheme"].map(GRAVE).fillna(2).astype(int)
    return table
