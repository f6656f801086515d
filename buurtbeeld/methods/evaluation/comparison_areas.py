"""Which areas can an approach be compared with, and which lie around it? Proposes with reasons; freezes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from scipy.stats import binomtest
from shapely.geometry.base import BaseGeometry

from buurtbeeld.methods import rates, similarity
from buurtbeeld.methods.small_areas import empirical_bayes

EQUALLY_HIGH = 1.5
"""A rate of at most one and a half times the area's, and at least that much less, is equally high."""

FURTHEST, MOST = 1.5, 10
"""How unlike a comparison area may be (standard deviations), and how many are proposed."""


class Proposal(NamedTuple):
    """Areas to compare with, best first, with the reasons why each is, or why there is none.

    areas: area_id, distance, cases, homes, ratio (its rate before over the area's), p (of that ratio being 1),
    equally_high. features: area_id, feature, own, other, apart, as likeness gives them. refused: area_id, reason
    (as given in apart, or not_equally_high, or unlike: further than FURTHEST).
    reason: '' or no_area_alike, none_equally_high, zero_before.
    """

    areas: pd.DataFrame
    features: pd.DataFrame
    refused: pd.DataFrame
    reason: str


def features(
    months: pd.DataFrame, in_complexes: pd.Series, start: pd.Timestamp, window: int = 24
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What `propose` compares areas in, and their cases before: both from the `window` months before the start alone.

    months: as evaluation.monthly gives them; in_complexes: index area_id, share of homes. Features: homes let in the
    last month, in_complexes, level (cases per 1,000 homes a year, shrunk) and trend (the last year over the one before,
    both shrunk). Before: cases and homes (home-years), only of areas that held homes in every known month.
    """
    apart = (months["month"].dt.year - start.year) * 12 + months["month"].dt.month - start.month
    rows = months[apart.between(-window, -1)]
    months_in = rows["month"].nunique()
    whole = rows.groupby("area_id")["month"].transform("size").eq(months_in)
    rows, late = rows[whole], apart[rows.index][whole].ge(-12)
    before = rows.groupby("area_id").agg(cases=("cases", "sum"), homes=("homes", "sum"), last=("homes", "last"))
    before["homes"] = rates.home_years(before["homes"])
    years = [rows[part].groupby("area_id")[["cases", "homes"]].sum().reindex(before.index) for part in (late, ~late)]
    shrunk = [
        empirical_bayes.empirical_bayes(year["cases"], rates.home_years(year["homes"]))["shrunk"] for year in years
    ]
    level = rates.per_1000(empirical_bayes.empirical_bayes(before["cases"], before["homes"])["shrunk"])
    columns = {
        "homes": before["last"],
        "in_complexes": in_complexes.reindex(before.index),
        "level": level,
        "trend": shrunk[0] / shrunk[1],
    }
    return pd.DataFrame(columns, index=before.index), before[["cases", "homes"]]


def propose(
    features: pd.DataFrame,
    before: pd.DataFrame,
    area: str,
    apart: Mapping[str, str],
    *,
    furthest: float = FURTHEST,
    most: int = MOST,
) -> Proposal:
    """Areas alike in level, trend and stock that stood equally high before: those fall back by themselves as much.

    features: as likeness.alike wants them, of the months before the start only. before: index area_id, cases and homes
    (home-years) in the window before. apart: area_id → reason of areas never taken (itself, what lies in or around it,
    the ring, areas with an approach of their own, see `likeness.related`).
    Equally high: the rate is within a factor 1.5 of the area's. p is exact binomial, and said, not decided on: small
    areas would all pass.
    """
    own = before.loc[area] if area in before.index else pd.Series({"cases": 0.0, "homes": 0.0})
    likeness = similarity.alike(features, area, [*apart, area], furthest=np.inf, most=len(features))
    refused = [(name, why) for name, why in apart.items() if name != area]
    if not own["cases"] or not own["homes"]:
        return _proposal([], likeness.near, refused, "zero_before")
    near = likeness.near.drop_duplicates("area_id")[["area_id", "distance"]]
    rows = near.join(before, on="area_id").dropna(subset=["homes"])
    rows = rows[rows["homes"] > 0].assign(
        ratio=lambda each: each["cases"] / each["homes"] * own["homes"] / own["cases"]
    )
    rows["equally_high"] = rows["ratio"].between(1 / EQUALLY_HIGH, EQUALLY_HIGH)
    alike = rows["distance"].le(furthest)
    refused += [(name, "unlike") for name in rows.loc[~alike, "area_id"]]
    refused += [(name, "not_equally_high") for name in rows.loc[alike & ~rows["equally_high"], "area_id"]]
    chosen = rows[alike & rows["equally_high"]].head(most)
    each = zip(chosen["cases"], chosen["homes"], strict=True)
    chosen = chosen.assign(p=[_same(int(cases), homes, own) for cases, homes in each])
    reason = "" if len(chosen) else "none_equally_high" if alike.any() else "no_area_alike"
    return _proposal(chosen.to_dict("records"), likeness.near, refused, reason)


def _same(cases: int, homes: float, own: pd.Series) -> float:
    """Exact two-sided probability of a split this uneven, were both rates equal (Przyborowski and Wilenski 1940)."""
    total = cases + int(own["cases"])
    return float(binomtest(cases, total, homes / (homes + own["homes"])).pvalue) if total else 1.0


def _proposal(rows: list[dict], features: pd.DataFrame, refused: list[tuple[str, str]], reason: str) -> Proposal:
    columns = ["area_id", "distance", "cases", "homes", "ratio", "p", "equally_high"]
    areas = pd.DataFrame(rows, columns=columns).reset_index(drop=True)
    near = features[features["area_id"].isin(areas["area_id"])].drop(columns="distance").reset_index(drop=True)
    return Proposal(areas, near, pd.DataFrame(refused, columns=["area_id", "reason"]), reason)


def ring(
    outlines: Mapping[str, BaseGeometry], area: str, apart: Collection[str] = (), within: float = 0.0
) -> pd.DataFrame:
    """The areas around one, where a problem may move to: area_id, metres between the outlines, shared metres of border.

    outlines: area_id → outline in metres (EPSG:28992), of one level; within: how far apart they may lie, 0: they touch.
    apart: areas that are no ring, see `likeness.related`; an outline that overlaps the area by more than a tenth of its
    own ground is a part of it, not a neighbour. Longest shared border first, then nearest, then area_id.
    Raises ValueError where the area has no outline, or an outline is in degrees.
    """
    own = outlines.get(area)
    if own is None or own.is_empty:
        raise ValueError(f"Expected an outline of {area}, found none; choose the ring by hand.")
    if all(abs(bound) <= 180 for bound in own.bounds):
        raise ValueError(
            f"Expected outlines in metres (EPSG:28992), found degrees: {own.bounds}; transform them first."
        )
    names = np.array(sorted(name for name in outlines if name != area and name not in set(apart)), dtype=object)
    shapes = np.array([outlines[name] for name in names], dtype=object)
    if not len(names):
        return pd.DataFrame({"area_id": [], "metres": [], "border": []})
    metres = shapely.distance(shapes, own)
    # Two suppliers never draw one border in the same place; what lies within half a metre touches.
    overlap = shapely.area(shapely.intersection(shapes, own)) / np.maximum(shapely.area(shapes), 1e-9)
    border = shapely.length(shapely.intersection(shapely.boundary(shapes), shapely.buffer(own, 0.5)))
    rows = pd.DataFrame({"area_id": names, "metres": metres, "border": border})
    rows = rows[(metres <= max(within, 0.5)) & (overlap <= 0.1)]
    return rows.sort_values(["border", "metres", "area_id"], ascending=[False, True, True], ignore_index=True)
