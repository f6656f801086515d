"""Which areas lie among others as high, or as low? Calls them clusters; says nothing about why."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse, stats

FALSE_DISCOVERIES = 0.05
"""Among the areas called a cluster, the share expected to be so by chance (Benjamini, Hochberg 1995)."""


def gi_star(rates: pd.Series, neighbours: pd.DataFrame) -> pd.DataFrame:
    """Getis–Ord Gi*: the sum of an area and its neighbours against what chance gives, with false-discovery control.

    rates: indexed by area_id, any unit; missing ones are left out. neighbours: area_id, neighbour, in either or both
    directions; pairs with an area that has no rate are left out too.

    z = (Σj wij xj − x̄ Wi) / (s √((n Wi − Wi²) / (n − 1))), wij 1 for neighbours and the area itself, Wi their number,
    s² = Σx²/n − x̄²; p two-sided, normal. Returns, indexed and ordered like rates: z, p, label: high cluster · low
    cluster · none · alone (no neighbour with a rate) · unknown (no rate). z and p are missing for alone and unknown.
    Rates that do not differ, or neighbours that are everybody, give z 0 and p 1.

    Source: Ord, Getis (1995), Geographical Analysis 27, 286–306.
    """
    told = rates.dropna()
    if told.empty:
        return pd.DataFrame({"z": np.nan, "p": np.nan, "label": "unknown"}, index=rates.index)
    weights = _weights(told.index, neighbours)
    members = np.asarray(weights.sum(axis=1)).ravel()
    values, count = told.to_numpy(float), len(told)
    error = values.std() * np.sqrt(np.maximum(count * members - members**2, 0) / max(count - 1, 1))
    excess = weights @ (values - values.mean())
    z = np.where(error > 0, excess / np.where(error > 0, error, 1.0), 0.0)
    found = pd.DataFrame({"z": z, "p": 2 * stats.norm.sf(np.abs(z))}, index=told.index)
    found.loc[members < 2] = np.nan
    found["label"] = _labels(found)
    found = found.reindex(rates.index)
    return found.assign(label=found["label"].fillna("unknown"))


def _weights(areas: pd.Index, neighbours: pd.DataFrame) -> sparse.csr_array:
    """1 for the area itself and for every neighbour, whichever way the pair was written."""
    one, other = (areas.get_indexer(neighbours[name]) for name in ("area_id", "neighbour"))
    both = (one >= 0) & (other >= 0)
    itself = np.arange(len(areas))
    rows, columns = np.concatenate([[one[both], other[both]], [other[both], one[both]], [itself, itself]], axis=1)
    size = (len(areas), len(areas))
    linked = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=size).tocsr()
    linked.data[:] = 1.0  # a pair given twice is one pair
    return linked


def _labels(found: pd.DataFrame) -> pd.Series:
    judged = found["p"].notna()
    label = pd.Series("alone", index=found.index)
    label[judged] = "none"
    if judged.any():
        adjusted = stats.false_discovery_control(found.loc[judged, "p"].to_numpy())
        clear = pd.Series(adjusted <= FALSE_DISCOVERIES, index=found.index[judged]).reindex(
            found.index, fill_value=False
        )
        label[clear & (found["z"] > 0)] = "high cluster"
        label[clear & (found["z"] < 0)] = "low cluster"
    return label
