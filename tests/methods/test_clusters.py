"""Getis–Ord Gi*: a documented example, agreement with esda, chance, edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from esda.getisord import G_Local
from libpysal.weights import W, lat2W

from buurtbeeld.methods import clusters


def pairs(weights: W) -> pd.DataFrame:
    found = [(area, other) for area, others in weights.neighbors.items() for other in others]
    return pd.DataFrame(found, columns=["area_id", "neighbour"])


def test_documented_example() -> None:
    # Six points, neighbours within 15: the example in the documentation of esda.getisord.G_Local, star, binary.
    near = pd.DataFrame([(0, 1), (0, 3), (1, 3), (1, 4), (2, 4), (3, 4), (4, 5)], columns=["area_id", "neighbour"])
    found = clusters.gi_star(pd.Series([2, 3, 3.2, 5, 8, 7]), near)
    documented = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
    assert found["z"].to_numpy() == pytest.approx(documented, abs=1e-8)
    assert found.loc[5, "p"] == pytest.approx(2 * 0.021473, abs=1e-5)  # two-sided; 0.0215 beyond 2.02424 by table
    assert set(found["label"]) == {"none"}


def test_agrees_with_esda() -> None:
    weights = lat2W(9, 11)
    rates = np.random.default_rng(4).gamma(4, 10, weights.n)
    theirs = G_Local(rates, weights, transform="B", star=True, permutations=0)
    found = clusters.gi_star(pd.Series(rates), pairs(weights))
    assert found["z"].to_numpy() == pytest.approx(theirs.Zs, abs=1e-9)
    assert found["p"].to_numpy() / 2 == pytest.approx(theirs.p_norm, abs=1e-9)


def test_a_high_corner_is_found_and_stays_where_it_is() -> None:
    weights = lat2W(12, 12)
    rates = pd.Series(np.random.default_rng(5).normal(50, 5, 144))
    corner = [row * 12 + column for row in range(3) for column in range(3)]
    rates[corner] += 40
    label = clusters.gi_star(rates, pairs(weights))["label"]
    assert (label[corner] == "high cluster").sum() >= 7
    assert (label.drop([row * 12 + column for row in range(5) for column in range(5)]) == "none").all()


def test_by_chance_few_towns_have_a_cluster() -> None:
    rng, weights = np.random.default_rng(6), lat2W(6, 6)
    near = pairs(weights)
    drawn = (rng.poisson(rng.gamma(12, 2, (400, 36))) for _ in range(1))
    any_label = [(clusters.gi_star(pd.Series(row.astype(float)), near)["label"] != "none").any() for row in next(drawn)]
    # 5 % is the aim for a whole town; the rates are skewed and the normal law is not, which costs a little.
    assert np.mean(any_label) <= 0.08


def test_edges_have_a_stated_outcome() -> None:
    near = pd.DataFrame({"area_id": ["a", "b", "b", "c"], "neighbour": ["b", "a", "c", "x"]})
    found = clusters.gi_star(pd.Series({"a": 1.0, "b": 2.0, "c": np.nan, "d": 5.0}), near)
    assert found["label"].to_dict() == {"a": "none", "b": "none", "c": "unknown", "d": "alone"}
    assert found.loc[["a", "b"], "z"].notna().all()
    assert clusters.gi_star(pd.Series({"a": 3.0}), near)["label"].tolist() == ["alone"]
    same = clusters.gi_star(pd.Series(2.0, index=["a", "b", "c"]), near)
    assert same["p"].tolist() == [1.0, 1.0, 1.0] and same["z"].tolist() == [0.0, 0.0, 0.0]
    assert clusters.gi_star(pd.Series(dtype=float), near).empty


def test_every_way_of_writing_a_pair_counts_once() -> None:
    rates = pd.Series([1.0, 2.0, 9.0, 4.0])
    once = pd.DataFrame([(0, 1), (1, 2)], columns=["area_id", "neighbour"])
    twice = pd.concat([once, once.set_axis(["neighbour", "area_id"], axis=1)])
    assert clusters.gi_star(rates, once).equals(clusters.gi_star(rates, twice))
