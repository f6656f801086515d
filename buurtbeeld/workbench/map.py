"""An answer with a column of area_ids, laid on the outlines of those areas. Asks for none and draws nothing."""

from __future__ import annotations

import pandas as pd

from buurtbeeld import text


def first_rows(rows: pd.DataFrame, area: str, value: str, most: int) -> pd.DataFrame:
    """area_id, value of the first row of each of at most so many areas."""
    named = rows[[area, value]].rename(columns={area: "area_id", value: "value"})
    return named.dropna(subset=["area_id"]).drop_duplicates("area_id").head(most)


def on_outlines(outlines: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """The outlines with value (empty where the answer has none) and label, the value in words."""
    shaped = outlines.merge(values, on="area_id", how="left")
    return shaped.assign(label=[text.number(number, 1) for number in shaped["value"]])


def middle(shaped: pd.DataFrame) -> float | None:
    """The median size of the values; None where no area that can be drawn has one."""
    return None if shaped["value"].isna().all() else float(shaped["value"].abs().median())
