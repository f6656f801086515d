"""One area delivered in several parts becomes one outline; what contradicts itself is said. Reads no file."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

SAME_AREA = ("level", "code", "valid_from", "valid_to")
"""Rows of one file that agree in these are parts of one area: land and water, or a buurt on both sides of a canal."""


def joined(rows: pd.DataFrame, shape: NDArray[np.object_]) -> tuple[NDArray[np.object_], pd.DataFrame]:
    """The outlines, each part replaced by the union of all parts of its area; findings: kind, code, detail.

    rows: level, code, name … as text, one per outline. So whichever row of an area counts, it has the whole outline.
    """
    keys = [name for name in SAME_AREA if name in rows]
    part_of = rows[keys].fillna("").apply(lambda column: column.str.strip()).groupby(keys, sort=False).ngroup()
    shape, said = shape.copy(), []
    for _number, places in rows.groupby(part_of.to_numpy()).indices.items():
        if len(places) > 1:
            shape[places] = shapely.union_all(shape[places])
            code = str(rows["code"].iloc[places[0]]).strip()
            said.append(("joined", code, f"{code}: {len(places)} parts were joined into one outline"))
    return shape, pd.DataFrame([*said, *_contradictions(rows)], columns=["kind", "code", "detail"], dtype=object)


def _contradictions(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Codes that stand for more than one name or level in one file."""
    said = []
    codes = rows["code"].str.strip()
    for column in ("name", "level"):
        if column not in rows:
            continue
        values = rows[column].dropna().str.strip()
        for code, several in values.groupby(codes):
            different = list(dict.fromkeys(several))
            if len(different) > 1:
                shown = ", ".join(different[:3]) + (", …" if len(different) > 3 else "")
                said.append(
                    ("contradiction", str(code), f"{code}: stands for {len(different)} different {column}s: {shown}")
                )
    return said
