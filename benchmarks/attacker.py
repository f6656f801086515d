"""Who reads what was published and works out what was hidden. Uses only what was printed; guesses nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from buurtbeeld.methods.disclosure import linked_tables
from buurtbeeld.methods.disclosure.bounds import TOLERANCE, Equations
from buurtbeeld.methods.disclosure.control import HIDDEN, Tables, beyond_all, counts_shown, without_corrected


def attack(published: Tables, earlier: Sequence[pd.DataFrame] = (), sample: int | None = None) -> pd.DataFrame:
    """What a reader can work out: one row per hidden count of these tables and of earlier exports, with low and high.

    low and high are the least and most (whole numbers, high may be inf) that fit all sums, by two linear programmes per
    count. Columns: the dimensions, low, high. sample: so many of them, by chance.
    """
    numbered = linked_tables.grid(published.dims, [*earlier, published.cells], published.wholes)
    printed = counts_shown(numbered, [*earlier, published.cells[[*published.dims, "value"]]])
    lines = Equations(numbered.equations, beyond_all(printed))
    lines.know(without_corrected(numbered, printed, ~np.isnan(counts_shown(numbered, earlier))))
    hidden = [
        numbered.at(frame[frame["value"].isna() & (frame.get("state", HIDDEN) == HIDDEN)])
        for frame in [*earlier, published.cells]
    ]
    rows = np.unique(np.concatenate(hidden))
    if sample is not None and sample < len(rows):
        rows = np.sort(np.random.default_rng(sample).choice(rows, sample, replace=False))
    ends = np.array([[lines.farthest(int(row), up=up).value for up in (False, True)] for row in rows]).reshape(-1, 2)
    low, high = np.ceil(ends[:, 0] - TOLERANCE), np.floor(ends[:, 1] + TOLERANCE)
    return numbered.named(rows).assign(low=low + 0.0, high=np.where(high >= beyond_all(printed) / 2, np.inf, high))
