"""Draws what happens: how many reports of which kind, where, when, by whom. Writes nothing and spoils nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from etl.demo import scenario
from etl.demo.stock import Stock
from etl.demo.streams import SOURCES, streams

MINUTES = 24 * 60
FLARE = 0.2
"""Shape of the scatter of complaints by street, category and month: most are quiet, some flare up around one home."""
SAME_HOME, AT_MOST = 0.7, 4
QUIET_DAYS = 30
"""A further report about the same home and theme within so many days belongs to the same case."""


@dataclass(frozen=True)
class Calendar:
    """The months told about: `starts` has MONTHS + 1 first days, the last one is `until`."""

    starts: np.ndarray
    until: date

    @property
    def months(self) -> np.ndarray:
        """1 to 12 for each month told about."""
        return self.starts[:-1].astype(int) % 12 + 1


def calendar(until: date) -> Calendar:
    """MONTHS whole months before until, which is taken as the first day of its month."""
    last = np.datetime64(until, "M")
    return Calendar(np.arange(last - scenario.MONTHS, last + 1), date(until.year, until.month, 1))


def expected(source: str, table: pd.DataFrame, stock: Stock, when: Calendar, draw: np.random.Generator) -> np.ndarray:
    """Relative expectation, shape (streams of the source, streets, months); its sum means nothing."""
    rows = table[table["source"] == source]
    homes = stock.streets["homes"].to_numpy()[:, None] * in_stock(stock)
    exposure = homes + SOURCES[source].others * stock.streets["others"].to_numpy()[:, None]
    season = 1 + rows["season"].to_numpy()[:, None] * np.cos(
        (when.months[None] - rows["peak"].to_numpy()[:, None]) / 6 * np.pi
    )
    drift = 1.018 ** (np.arange(scenario.MONTHS) / 12)
    world = rows["weight"].to_numpy()[:, None, None] * exposure[None] * (season * drift)[:, None]
    world *= _unequal(rows, stock, draw)[:, :, None]
    world *= _restless(rows, stock, draw)
    if source == "klachten":
        scatter = draw.gamma(FLARE, 1 / FLARE, world.shape)
        # Blocks carry the scenario: one flare there would hide the drop that the truth promises.
        scatter[:, (stock.streets["block"] != "").to_numpy()] = 1.0
        world *= scatter
    for effect in scenario.effects():
        _apply(world, effect, source, rows, stock)
    return _delivered(world, rows, source)


def in_stock(stock: Stock) -> np.ndarray:
    """1.0 where a street's homes are in stock, shape (streets, months)."""
    offset = np.arange(-scenario.MONTHS, 0)[None]
    return (
        (offset >= stock.streets["since"].to_numpy()[:, None]) & (offset < stock.streets["until"].to_numpy()[:, None])
    ).astype(float)


def _unequal(rows: pd.DataFrame, stock: Stock, draw: np.random.Generator) -> np.ndarray:
    """Areas differ and stay different: by buurt, by buurt and theme, by street. Only the last depends on the seed."""
    themes = rows["theme"].astype("category").cat.codes.to_numpy()
    level = stock.streets["level"].to_numpy()
    buurt = stock.streets["buurt"].to_numpy()
    by_theme = np.exp(np.random.default_rng(7).normal(0, 0.16, (buurt.max() + 1, themes.max() + 1)))
    by_street = draw.gamma(6.0, 1 / 6.0, len(level))
    by_street[stock.streets["block"] != ""] = 1.0
    return (level * by_street)[None] * by_theme[buurt][:, themes].T


def _restless(rows: pd.DataFrame, stock: Stock, draw: np.random.Generator) -> np.ndarray:
    """More scatter than chance alone: months in which a theme flares up or dies down in a buurt."""
    themes = rows["theme"].astype("category").cat.codes.to_numpy()
    buurt = stock.streets["buurt"].to_numpy()
    noise = draw.gamma(14.0, 1 / 14.0, (themes.max() + 1, buurt.max() + 1, scenario.MONTHS))
    return noise[themes][:, buurt]


def _apply(world: np.ndarray, effect: scenario.Effect, source: str, rows: pd.DataFrame, stock: Stock) -> None:
    if effect.sources and source not in effect.sources:
        return
    named = rows["theme"].isin(effect.themes) | rows["subtheme"].isin(effect.themes)
    streams_hit = np.flatnonzero(named) if effect.themes else np.arange(len(rows))
    streets_hit = np.flatnonzero(streets_of(effect, stock))
    months_hit = np.arange(scenario.MONTHS + effect.since, scenario.MONTHS + effect.until)
    world[np.ix_(streams_hit, streets_hit, months_hit)] *= effect.factor


def streets_of(effect: scenario.Effect, stock: Stock) -> np.ndarray:
    """True per street that an effect touches."""
    if effect.level == "buurt":
        return (stock.streets["code"] == effect.area).to_numpy()
    return (stock.streets["block"] == effect.area).to_numpy()


def _delivered(world: np.ndarray, rows: pd.DataFrame, source: str) -> np.ndarray:
    """Nothing after a source stopped; one code until the recode, another from then on."""
    recode = scenario.MONTHS + scenario.RECODED
    world[(rows["category"] == "VUIL").to_numpy(), :, recode:] = 0
    world[(rows["category"] == "VUI").to_numpy(), :, :recode] = 0
    if SOURCES[source].stops:
        world[:, :, scenario.MONTHS + SOURCES[source].stops :] = 0
    return world


def totals(signals: int) -> dict[str, int]:
    """How many reports each source makes; staff can only see so much, the rest goes to complaints."""
    counts = {name: min(round(signals * source.share), source.most) for name, source in SOURCES.items()}
    counts["klachten"] += signals - sum(counts.values())
    return counts


def happenings(source: str, count: int, stock: Stock, when: Calendar, draw: np.random.Generator) -> pd.DataFrame:
    """One row per report in order of registration: stream, street, month, spot, at, closed, changed, reporter, case.

    at, closed and changed are minutes since 1970; closed is -1 while open. spot and reporter are rows of stock.spots.
    """
    table = streams()
    world = expected(source, table, stock, when, draw)
    cells = np.repeat(np.arange(world.size), draw.multinomial(count, (world / world.sum()).ravel()))
    stream, street, month = np.unravel_index(cells, world.shape)
    first = int(table.index[table["source"] == source][0])
    events = pd.DataFrame(
        {
            "stream": (stream + first).astype(np.int16),
            "street": street.astype(np.int16),
            "month": month.astype(np.int16),
        }
    )
    events["spot"] = _pick(stock, street, 0.9 if SOURCES[source].others == 0 else 0.5, SOURCES[source].others > 0, draw)
    if source == "klachten":
        events["spot"] = _again(events["spot"].to_numpy(), cells, draw)
    events["at"] = _moments(month, when, source, draw)
    events = events.sort_values(["at", "spot", "stream"], kind="stable", ignore_index=True)
    _close(events, when, draw)
    events["reporter"] = _reporters(events, stock, draw)
    events["case"] = _cases(events, table)
    return events


def _pick(stock: Stock, street: np.ndarray, tail: float, others: bool, draw: np.random.Generator) -> np.ndarray:
    """A spot of each row's street; some homes are reported far more often than others."""
    spots = stock.spots
    weight = np.exp(np.random.default_rng(11).normal(0, tail, len(spots)))
    bare = (stock.streets["homes"] == 0).to_numpy()[spots["street"]]
    weight *= np.where(spots["home"] | bare, 1.0, 0.45 if others else 0.0)
    reached = np.concatenate([[0.0], np.cumsum(weight)])
    begin = stock.streets["first"].to_numpy()
    end = begin + (stock.streets["homes"] + stock.streets["others"]).to_numpy()
    low, high = reached[begin][street], reached[end][street]
    spot = np.searchsorted(reached, low + draw.random(len(street)) * (high - low), side="right") - 1
    return np.clip(spot, begin[street], end[street] - 1).astype(np.int32)


def _again(spot: np.ndarray, cells: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Further reports about the same thing in the same street and month are often about the same home."""
    first = np.searchsorted(cells, cells)
    rank = np.arange(len(cells)) - first
    same = (rank > 0) & (rank < AT_MOST) & (draw.random(len(cells)) < SAME_HOME)
    return np.where(same, spot[first], spot)


_HOURS = {
    "openbare_orde": (5, 4, 3, 2, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 7, 7, 7, 6),
    "klachten": (0, 0, 0, 0, 0, 0, 0, 1, 7, 10, 10, 9, 6, 8, 9, 8, 6, 2, 1, 1, 1, 1, 1, 0),
    "wijkbeheer": (0, 0, 0, 0, 0, 0, 0, 3, 8, 10, 10, 8, 4, 9, 10, 8, 5, 1, 0, 0, 0, 0, 0, 0),
    "openbare_ruimte": (1, 0, 0, 0, 0, 0, 1, 3, 6, 7, 7, 7, 7, 7, 7, 7, 7, 6, 6, 6, 5, 4, 3, 2),
}


def _moments(month: np.ndarray, when: Calendar, source: str, draw: np.random.Generator) -> np.ndarray:
    starts = when.starts.astype("datetime64[D]").astype(np.int64)
    day = starts[month] + (draw.random(len(month)) * np.diff(starts)[month]).astype(np.int64)
    hours = np.cumsum(_HOURS[source]) / sum(_HOURS[source])
    hour = np.searchsorted(hours, draw.random(len(month)), side="right")
    return day * MINUTES + hour * 60 + draw.integers(0, 60, len(month))


def _close(events: pd.DataFrame, when: Calendar, draw: np.random.Generator) -> None:
    """Half are closed within nine days, some take months; what would close after `until` is still open."""
    closed = events["at"].to_numpy() + (np.exp(draw.normal(2.2, 1.1, len(events))) * MINUTES).astype(np.int64)
    end = int(np.datetime64(when.until, "D").astype(np.int64)) * MINUTES
    events["closed"] = np.where(closed < end, closed, -1)
    events["changed"] = np.where(closed < end, closed, events["at"])


def _reporters(events: pd.DataFrame, stock: Stock, draw: np.random.Generator) -> np.ndarray:
    """A neighbour in the same street, few of them very often; one person makes most reports of one street."""
    chosen = _pick(stock, events["street"].to_numpy(), 1.3, False, draw)
    street = stock.street_row(scenario.ONE_REPORTER)
    theirs = (events["street"] == street).to_numpy() & (draw.random(len(events)) < scenario.ONE_REPORTER_SHARE)
    theirs &= events["month"].to_numpy() >= scenario.MONTHS - 40
    chosen[theirs] = stock.streets["first"][street] + 3
    return np.where(draw.random(len(events)) < 0.12, -1, chosen)


def _cases(events: pd.DataFrame, table: pd.DataFrame) -> np.ndarray:
    """Number of the case of each row, counted in the order in which cases open."""
    theme = table["theme"].astype("category").cat.codes.to_numpy()[events["stream"]]
    order = np.lexsort((events["at"], theme, events["spot"]))
    spot, at = events["spot"].to_numpy()[order], events["at"].to_numpy()[order]
    same = (np.diff(spot) == 0) & (np.diff(theme[order]) == 0) & (np.diff(at) <= QUIET_DAYS * MINUTES)
    group = np.concatenate([[0], np.cumsum(~same)]) if len(events) else np.empty(0, int)
    case = np.empty(len(events), np.int64)
    case[order] = group
    return pd.factorize(case)[0] + 1
