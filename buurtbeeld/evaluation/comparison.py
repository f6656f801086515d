"""Which areas an approach can be compared with, and which lie around it: proposed from a build, before any result."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from buurtbeeld import codes
from buurtbeeld.approaches.plan import Running
from buurtbeeld.evaluation import case_counts
from buurtbeeld.evaluation.case_counts import Evidence
from buurtbeeld.methods import rates, similarity
from buurtbeeld.methods.evaluation import comparison_areas
from buurtbeeld.methods.evaluation import validity as evaluation_validity
from buurtbeeld.methods.evaluation.comparison_areas import Proposal
from buurtbeeld.methods.evaluation.difference_in_differences import FEWEST_AREAS
from buurtbeeld.methods.evaluation.plan import Plan

WITHIN = {"street": 75.0, "complex": 75.0}
"""How many metres from an area its ring begins; of larger levels they touch."""
MOST_AROUND, MOST_DONORS = 8, 40
"""The first areas around it, and the most alike ones that a synthetic control may be mixed from."""


@dataclass(frozen=True)
class ComparisonOffer:
    """What is proposed to freeze, and the reasons. comparison, ring, donors: area_ids; choices, around: every area that
    may be compared with, by likeness, and every area that lies around.

    areas: index area_id, the area itself first: name, homes, in_complexes, trend, rate (cases per 1,000 homes a year
    before, as counted), ratio (its rate over the area's), equally_high. proposal: what was refused, and why none is
    alike. no_outline: the ring must be chosen by hand.
    """

    proposal: Proposal
    areas: pd.DataFrame
    comparison: tuple[str, ...]
    ring: tuple[str, ...]
    donors: tuple[str, ...]
    choices: tuple[str, ...]
    around: tuple[str, ...]
    no_outline: bool


@functools.lru_cache(maxsize=128)
def propose(build: Path, plan: Plan, approach: str, running: tuple[Running, ...]) -> ComparisonOffer:
    """From the months before the start alone; what the plan already says of comparison and ring is not looked at.

    running: every approach that the register knows. Raises WarehouseError.
    """
    evidence = case_counts.evidence(build, plan, sealed=True)
    build_ground = case_counts.ground(build)
    here = similarity.related(plan.area, build_ground.inside)
    around, no_outline = _around(evidence.areas, plan.area, here)
    features, before = _features(evidence, plan)
    others = case_counts.others(running, approach)
    treated = evaluation_validity.treated(others, evidence.period, build_ground.inside)
    lived = [name for name in around if name in before.index]
    ring = tuple(lived[:MOST_AROUND])
    apart = dict.fromkeys(sorted(treated), "treated") | dict.fromkeys(ring, "ring") | dict.fromkeys(here, "here")
    offer = comparison_areas.propose(features, before, plan.area, apart)
    equally, unequal, unlike = _by_height(offer)
    # With fewer it is not known how areas drift apart by themselves: the most alike that stood otherwise fill up.
    chosen = [*equally, *unequal[: max(0, FEWEST_AREAS - len(equally))]]
    choices = (*equally, *unequal, *unlike)
    rows = _area_rows(features, before, evidence.areas, [plan.area, *choices, *lived])
    return ComparisonOffer(offer, rows, tuple(chosen), ring, choices[:MOST_DONORS], choices, tuple(lived), no_outline)


def _area_rows(features: pd.DataFrame, before: pd.DataFrame, areas: pd.DataFrame, shown: list[str]) -> pd.DataFrame:
    """What is said of each area; `shown` holds the area itself first."""
    rate = rates.per_1000_homes(before["cases"], before["homes"])
    own = float(rate.get(shown[0], 0.0))
    ratio = rate / own if own else rate * float("nan")
    equally = ratio.between(1 / comparison_areas.EQUALLY_HIGH, comparison_areas.EQUALLY_HIGH)
    name = areas.set_index("area_id")["name"].reindex(features.index)
    rows = features.drop(columns="level").assign(rate=rate, ratio=ratio, equally_high=equally, name=name)
    return rows.loc[[name for name in dict.fromkeys(shown) if name in rows.index]]


def _by_height(offer: Proposal) -> tuple[list[str], list[str], list[str]]:
    """Areas that stood equally high, that are alike but did not, and the others; each the most alike first."""
    refused = offer.refused.groupby("reason", sort=False)["area_id"].agg(list).to_dict()
    return list(offer.areas["area_id"]), refused.get("not_equally_high", []), refused.get("unlike", [])


def _features(evidence: Evidence, plan: Plan) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of areas with homes enough for a rate; the area itself always."""
    start = pd.Timestamp(plan.start)
    joined = evidence.areas.set_index("area_id")["in_complexes"]
    features, before = comparison_areas.features(evidence.months, joined, start)
    enough = features["homes"].ge(codes.FEWEST_HOMES) | (features.index == plan.area)
    return features[enough], before[enough]


def _around(areas: pd.DataFrame, area: str, here: set[str]) -> tuple[list[str], bool]:
    """Areas around this one, the longest shared border first, and whether it has no outline to look around from."""
    drawn = areas.dropna(subset=["geometry"])
    shapes = dict(zip(drawn["area_id"], _metres(drawn["geometry"]), strict=True))
    if area not in shapes:
        return [], True
    level = case_counts.level_of(area)
    return list(comparison_areas.ring(shapes, area, here, WITHIN.get(level, 0.0))["area_id"]), False


def _metres(geometry: pd.Series) -> np.ndarray:
    """GeoJSON in longitude and latitude as shapes in metres (EPSG:28992); what crosses itself is made valid."""
    shapes = shapely.make_valid(shapely.from_geojson(geometry.to_numpy(dtype=object)))
    to = _to_metres()
    return shapely.transform(shapes, lambda points: np.column_stack(to.transform(points[:, 0], points[:, 1])))


@functools.cache
def _to_metres() -> Transformer:
    return Transformer.from_crs("OGC:CRS84", "EPSG:28992", always_xy=True)
