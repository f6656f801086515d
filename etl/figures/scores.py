"""Report marks of every month and places of the last one, kept as tall tables."""

from __future__ import annotations

import hashlib

import duckdb
import numpy as np
import pandas as pd

from buurtbeeld import codes
from buurtbeeld.methods.scores import inputs as score_inputs
from buurtbeeld.methods.scores import marks as score_marks
from buurtbeeld.methods.scores import rank_intervals
from buurtbeeld.methods.scores.settings import FILE, ScoreSettings, catalogue, score_run
from etl.figures.inputs import Evidence, keep

STOCK = "level indicator position mean spread sign counted reference"
PLACE = "area_id level place low high areas moved_by shift_data shift_weights shift_scale shift_sum"


def fill(con: duckdb.DuckDBPyConnection, evidence: Evidence, settings: ScoreSettings, code_version: str) -> None:
    """Makes score_run, score_stock, score_together, score_place, and the views score_value and score_mark."""
    _run(con, evidence, settings, code_version)
    _tall(con)
    stock, together, places = [], [], []
    for level, areas, own in evidence.groups(*codes.SCORE_LEVELS):
        readings = score_inputs.read(evidence.tables, areas, evidence.months, settings, catalogue())
        history = score_marks.history(readings, settings, areas, evidence.months.to_numpy())
        stock.append(_stock(level, history, evidence.months))
        together.append(
            pd.DataFrame({"level": level, "together": history.together}).rename_axis("position").reset_index()
        )
        places.append(rank_intervals.rank_intervals(history.at(-1), settings)[own].assign(level=level))
        numbers = evidence.areas.set_index("area_id")["area_no"].reindex(areas).to_numpy()
        _keep_values(con, history, numbers, own)
        _keep_marks(con, history, settings, numbers, own)
    keep(con, "score_stock", STOCK, stock)
    keep(con, "score_together", "level position together", together)
    keep(con, "score_place", PLACE, places)


def _run(con: duckdb.DuckDBPyConnection, evidence: Evidence, settings: ScoreSettings, code_version: str) -> None:
    digest = hashlib.sha256()
    for table in vars(evidence.tables).values():
        # A sum, so that the order of rows does not matter.
        digest.update(str(int(pd.util.hash_pandas_object(table, index=False).sum()) if len(table) else 0).encode())
    run = score_run(settings, code_version, digest.hexdigest()[:16])
    con.execute(
        "create or replace table score_run as"
        " select ? as code_version, ? as settings_hash, ? as data_hash, ? as settings,"
        " cast(? as date) as month",
        [
            run.code_version,
            run.settings_hash,
            run.data_hash,
            FILE.read_text(encoding="utf-8"),
            evidence.months[-1].date() if len(evidence.months) else None,
        ],
    )


def _tall(con: duckdb.DuckDBPyConnection) -> None:
    """Numbers in `tall`, and the views that say what they are of: millions of rows share a few hundred words."""
    _words(con, "score_reason", list(score_marks.MARK_REASONS))
    _words(con, "score_group", [" ".join(group) for group in score_marks.GROUPS])
    con.execute(
        """create or replace table tall.score_value
        (area_no integer, indicator varchar, month date, z float, sd float, reason utinyint)"""
    )
    con.execute(
        """create or replace table tall.score_mark (area_no integer, score_group utinyint, month date, mark float,
        low float, high float, known float, missing varchar, reason utinyint)"""
    )
    con.execute(
        """create or replace view score_value as
        select area.area_id, area.level, v.indicator, v.month, v.z, v.sd, r.word as reason
        from tall.score_value v
        join area on area.area_no = v.area_no
        join tall.score_reason r on r.position = v.reason"""
    )
    con.execute(
        f"""create or replace view score_mark as
        select area.area_id, area.level, split_part(g.word, ' ', 1) as lens, split_part(g.word, ' ', 2) as "column",
            m.month, m.mark, m.low, m.high, m.known, m.missing, r.word as reason,
            case when m.low > {score_marks.MIDDLE} then 'better' when m.high < {score_marks.MIDDLE} then 'worse'
                else '' end as told
        from tall.score_mark m
        join area on area.area_no = m.area_no
        join tall.score_group g on g.position = m.score_group
        join tall.score_reason r on r.position = m.reason"""
    )


def _words(con: duckdb.DuckDBPyConnection, name: str, words: list[str]) -> None:
    con.execute(f"create or replace table tall.{name} (position utinyint, word varchar)")
    con.executemany(f"insert into tall.{name} values (?, ?)", list(enumerate(words)))


def _stock(level: str, history: score_marks.History, months: pd.DatetimeIndex) -> pd.DataFrame:
    reference = [months[at] if at >= 0 else pd.NaT for at in history.reference.astype(int)]
    columns = {name: getattr(history, name) for name in ("mean", "spread", "sign", "counted")}
    rows = pd.DataFrame({"level": level, "indicator": history.keys} | columns)
    return rows.rename_axis("position").reset_index().assign(reference=pd.to_datetime(reference))


def _keep_values(
    con: duckdb.DuckDBPyConnection, history: score_marks.History, numbers: np.ndarray, own: np.ndarray
) -> None:
    for at, key in enumerate(history.keys):
        grids = {name: getattr(history, name)[at][own] for name in ("z", "sd", "reason")}
        con.register("value_rows", _spread(grids, numbers[own], history.months))
        con.execute(
            """insert into tall.score_value
            select area_no, ?, month, nullif(z, 'nan'::float), nullif(sd, 'nan'::float), reason from value_rows""",
            [key],
        )
        con.unregister("value_rows")


def _keep_marks(
    con: duckdb.DuckDBPyConnection,
    history: score_marks.History,
    settings: ScoreSettings,
    numbers: np.ndarray,
    own: np.ndarray,
) -> None:
    """Marks of all months; which indicators are missing is said of the last one."""
    marks = score_marks.marks(history, settings)
    last = (
        score_marks.mark_rows(history.at(-1), settings)["missing"]
        .to_numpy(object)
        .reshape(len(numbers), len(score_marks.GROUPS))
    )
    for group in range(len(score_marks.GROUPS)):
        grids = {name: getattr(marks, name)[group][own] for name in ("mark", "low", "high", "known_share", "reason")}
        missing = np.full(grids["mark"].shape, "", dtype=object)
        missing[:, -1] = last[own, group]
        con.register("mark_rows", _spread(grids | {"missing": missing}, numbers[own], history.months))
        con.execute(
            """insert into tall.score_mark
            select area_no, ?, month, nullif(mark, 'nan'::float), nullif(low, 'nan'::float), nullif(high, 'nan'::float),
                known_share,
                missing, reason from mark_rows""",
            [group],
        )
        con.unregister("mark_rows")


def _spread(grids: dict[str, np.ndarray], numbers: np.ndarray, months: np.ndarray) -> pd.DataFrame:
    """Grids (A, T) as rows."""
    columns = {"area_no": np.repeat(numbers.astype(np.int32), len(months)), "month": np.tile(months, len(numbers))}
    return pd.DataFrame(columns | {name: grid.ravel() for name, grid in grids.items()})
