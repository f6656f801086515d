"""The scenario: what really happens in the made-up corporation, the same for every seed. Draws nothing at random.

Months are counted back from `until`, the first day that is not told about: -12 is the first of the last twelve months.
"""

from __future__ import annotations

from dataclasses import dataclass

MONTHS = 84
SIGNALS = 40_000
"""By default. It gives about 185 complaints and 50 incidents per 1,000 homes a year over all themes together."""

RECODED = -48


@dataclass(frozen=True)
class Block:
    """A street of its own with complexes of its own; months in and out of stock, None: always."""

    buurt: str
    street: str
    sizes: tuple[int, ...]
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Effect:
    """From month `since` up to `until` everything of these themes or subthemes in the area is multiplied by `factor`.

    `level` is buurt, street or complex (one that fills a street of its own and is named by it); () means all.
    """

    level: str
    area: str
    factor: float
    since: int = -MONTHS
    until: int = 0
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intervention:
    """Something that was done, and what it truly did: `effects` is empty where it did nothing."""

    name: str
    level: str
    area: str
    kind: str
    partners: tuple[str, ...]
    since: int
    until: int
    effects: tuple[Effect, ...]


GOYEN = "Van Goyenstraat"
SILENT = "Kastanjehof"
LOUD = "Zonnebloemplein"
ONE_REPORTER = "Vinkenstraat"
PORTICO = "Portieklaan"

BLOCKS = (
    Block("BU18830504", GOYEN, (96, 48)),
    Block("BU18830503", SILENT, (84,)),
    Block("BU18830200", LOUD, (66,)),
    Block("BU18830001", ONE_REPORTER, (58,)),
    Block("BU18830504", "Ceintuurstraat", (112,), until=-41),
    Block("BU18830101", "Barakkenweg", (64,), until=-38),
    Block("BU18830504", "Ochtendhof", (88,), since=-33),
    Block("BU18830202", "Zomerhof", (52,), since=-45),
    Block("BU18830603", "Oogsthof", (40,), since=-20),
    Block("BU18830503", "Galerijweg", (72,)),
    Block("BU18830503", PORTICO, (180,)),
)

CHANGES = (
    Effect("buurt", "BU18830101", 1.6, -12, themes=("nuisance", "safety")),
    Effect("buurt", "BU18830503", 1.35, -18),
    Effect("buurt", "BU18830202", 1.8, -10, themes=("surroundings",)),
    Effect("buurt", "BU18830501", 1.7, -9, themes=("youth", "vandalism")),
    Effect("buurt", "BU18830200", 0.6, -12),
    Effect("buurt", "BU18830001", 0.7, -20),
    Effect("buurt", "BU18830505", 0.65, -12, themes=("nuisance", "surroundings")),
)

_HARD = ("fire", "cannabis_farm")

APPROACHES = (
    Intervention(
        "Van Goyenstraat: samen optreden",
        "street",
        GOYEN,
        "across partners",
        ("gemeente", "politie", "handhaving", "brandweer", "zorg"),
        -30,
        -12,
        (
            Effect("street", GOYEN, 0.2, -30, themes=_HARD),
            Effect("street", GOYEN, 0.5, -30, themes=("nuisance", "safety", "drugs", "surroundings", "tenancy_fraud")),
        ),
    ),
    Intervention(
        "Jongerenwerk Baandert", "buurt", "BU18830201", "youth work", ("gemeente", "jongerenwerk"), -40, -28, ()
    ),
    Intervention(
        "Camera's Portieklaan",
        "complex",
        PORTICO,
        "cameras",
        ("politie",),
        -26,
        0,
        (Effect("complex", PORTICO, 0.55, -26, themes=("vandalism", "unsafe_shared_space", "burglary")),),
    ),
    Intervention(
        "Schone buurt Vrangendael",
        "buurt",
        "BU18830203",
        "clean-up with residents",
        ("gemeente", "huurdersorganisatie"),
        -24,
        -6,
        (Effect("buurt", "BU18830203", 0.7, -24, themes=("surroundings",)),),
    ),
    Intervention(
        "Buurtbemiddeling Ophoven",
        "buurt",
        "BU18830102",
        "mediation",
        ("buurtbemiddeling",),
        -22,
        0,
        (Effect("buurt", "BU18830102", 0.75, -22, themes=("neighbour_dispute", "noise")),),
    ),
    Intervention("Portiekgesprekken Limbricht", "buurt", "BU18830401", "stairwell talks", ("zorg",), -2, 0, ()),
)

LEVELS = (
    Effect("street", GOYEN, 16.0, themes=_HARD),
    Effect("street", GOYEN, 2.2, themes=("nuisance", "safety", "drugs", "surroundings", "tenancy_fraud")),
    Effect("street", SILENT, 0.12, sources=("klachten", "openbare_ruimte")),
    Effect("street", SILENT, 4.0, sources=("wijkbeheer",)),
    Effect("street", LOUD, 4.0, sources=("klachten",)),
    Effect("street", LOUD, 0.2, sources=("wijkbeheer",)),
    Effect("street", ONE_REPORTER, 2.5, -40, -4, sources=("klachten",)),
)
"""What is so without any news: the street that burns, the street that keeps silent, the street that complains."""

ONE_REPORTER_SHARE = 0.8
FOCUS_COMPLEXES = (PORTICO, "Galerijweg")
"""Two blocks of one complex each."""
FOCUS_BUURT = "BU18830101"
"""The third focus area is drawn: a ring of 350 metres around the centre of this buurt."""


def effects() -> tuple[Effect, ...]:
    """Everything that multiplies: levels, changes and what approaches truly did."""
    return LEVELS + CHANGES + tuple(effect for approach in APPROACHES for effect in approach.effects)
