"""What is true of the made-up corporation, as one object for tests and for the methods to be measured against."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from etl.demo import ground, ladders, paces, scenario, tried, words
from etl.demo.dirt import Tally
from etl.demo.happenings import Calendar, in_stock
from etl.demo.papers import month
from etl.demo.stock import Stock
from etl.demo.streams import SOURCES, streams
from etl.demo.town import Town


@dataclass(frozen=True)
class Made:
    """What was asked for, and where it happens."""

    seed: int
    signals: int
    when: Calendar
    town: Town
    stock: Stock


def truth(made: Made, tallies: dict[str, Tally], placed: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """The content of truth.json. Dates are ISO; `since` is the first month, `until` the first month after; null: none.

    made           seed, signals, first_month, until
    changes        buurten that worsen or improve: area, factor, since, until, themes (empty: all), sources (empty: all)
    approaches     name, level, area, kind, partners, since, until, effects (empty: it did nothing), each like a change
    levels         what differs from the start and stays: streets that burn, keep silent or complain
    stopped        source, last month delivered
    recoded        source, from code, to code, since
    silent_street  few reports, worried staff; loud_street the reverse; one_reporter: one person makes this share
    focus_areas    code: how it was delivered, and what it consists of
    stock          homes per buurt in the first month and in the last; complexes, streets, addresses
    dirt           per file: rows_in, loaded, duplicates, rejected, unplaced, unknown_category, faults (name: rows)
    outlines       the pair that overlaps and the one that crosses itself
    placed         per source and buurt code: reports that are loaded and lie there: all, last_12, previous_12
    van_goyen      fires and cannabis farms there (openbare_orde): before the approach, since its start
    ladders        what colleagues record of cases: share truly quiet 180 days after a rung, [light, grave]
    partners       what they record of hand-overs: who got slower, and of whom there are too few
    tried          small approaches and initiatives that changed nothing
    canaries       texts that no warehouse may hold
    """
    until = made.when.until
    stopped, recoded = month(until, SOURCES["openbare_ruimte"].stops - 1), month(until, scenario.RECODED)
    return {
        "made": {"seed": made.seed, "signals": made.signals} | _period(-scenario.MONTHS, 0, until, "first_month"),
        "changes": [_effect(effect, until) for effect in scenario.CHANGES],
        "approaches": [_approach(approach, until) for approach in scenario.APPROACHES],
        "levels": [_effect(effect, until) for effect in scenario.LEVELS],
        "stopped": {"source": "openbare_ruimte", "last_month": stopped.isoformat()},
        "recoded": {"source": "klachten", "from": "VUIL", "to": "VUI", "since": recoded.isoformat()},
        **_streets(),
        "focus_areas": _focus(made.stock),
        "stock": _stock(made.town, made.stock),
        "dirt": {name: asdict(tally) for name, tally in sorted(tallies.items())},
        "outlines": {"overlap": list(ground.OVERLAPPING), "crosses_itself": ground.CROSSED},
        "placed": {source: _placed(rows, made.town, made.stock) for source, rows in placed.items()},
        "van_goyen": _goyen(placed["openbare_orde"], made.stock),
        "ladders": ladders.truth(),
        "partners": paces.truth(),
        "tried": tried.truth(),
        "canaries": list(words.CANARIES),
    }


def _period(since: int, until: int, last: date, name: str = "since") -> dict[str, str | None]:
    """Months counted back, as dates; until is null where it lasts until the end, except for what was made."""
    end = month(last, until).isoformat() if until or name != "since" else None
    return {name: month(last, since).isoformat(), "until": end}


def _effect(effect: scenario.Effect, until: date) -> dict[str, Any]:
    return asdict(effect) | _period(effect.since, effect.until, until)


def _approach(approach: scenario.Intervention, until: date) -> dict[str, Any]:
    given = asdict(approach) | _period(approach.since, approach.until, until)
    return given | {"effects": [_effect(effect, until) for effect in approach.effects]}


def _streets() -> dict[str, Any]:
    towns = {"silent_street": (scenario.SILENT, "Geleen"), "loud_street": (scenario.LOUD, "Sittard")}
    streets: dict[str, Any] = {name: {"street": street, "town": town} for name, (street, town) in towns.items()}
    return streets | {
        "one_reporter": {"street": scenario.ONE_REPORTER, "town": "Sittard", "share": scenario.ONE_REPORTER_SHARE}
    }


def _focus(stock: Stock) -> dict[str, Any]:
    complexes = [ground.complex_of(stock, block) for block in scenario.FOCUS_COMPLEXES]
    return {
        "VGS": {"by": "street", "members": [scenario.GOYEN]},
        "POR": {"by": "complex", "members": complexes},
        "HSB": {"by": "outline", "members": [scenario.FOCUS_BUURT]},
    }


def _stock(town: Town, stock: Stock) -> dict[str, Any]:
    homes = stock.streets["homes"].to_numpy()[:, None] * in_stock(stock)
    by_buurt = np.zeros((len(town.facts), scenario.MONTHS))
    np.add.at(by_buurt, stock.streets["buurt"].to_numpy(), homes)
    codes = town.facts["buurtcode"]
    per_buurt = {code: {"first": int(row[0]), "last": int(row[-1])} for code, row in zip(codes, by_buurt, strict=True)}
    return {
        "homes": per_buurt,
        "complexes": len(stock.complexes),
        "streets": len(stock.streets),
        "addresses": len(stock.spots),
    }


def _placed(rows: pd.DataFrame, town: Town, stock: Stock) -> dict[str, dict[str, int]]:
    buurt = stock.streets["buurt"].to_numpy()[rows["street"]]
    month_number = rows["month"].to_numpy()
    windows = {
        "all": (0, scenario.MONTHS),
        "last_12": (scenario.MONTHS - 12, scenario.MONTHS),
        "previous_12": (scenario.MONTHS - 24, scenario.MONTHS - 12),
    }
    counts = {
        name: np.bincount(buurt[(month_number >= begin) & (month_number < end)], minlength=len(town.facts))
        for name, (begin, end) in windows.items()
    }
    return {
        code: {name: int(count[row]) for name, count in counts.items()}
        for row, code in enumerate(town.facts["buurtcode"])
    }


def _goyen(rows: pd.DataFrame, stock: Stock) -> dict[str, int]:
    hard = streams()["subtheme"].isin(("fire", "cannabis_farm")).to_numpy()[rows["stream"]]
    there = hard & (rows["street"] == stock.street_row(scenario.GOYEN)).to_numpy()
    start = scenario.MONTHS + scenario.APPROACHES[0].since
    return {
        "before": int((there & (rows["month"] < start)).sum()),
        "since": int((there & (rows["month"] >= start)).sum()),
    }
