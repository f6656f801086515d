"""Which reports open a case: walks each matter from its first report to the next that opens one. Counts nothing."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from etl.sql_files import read, run


def mark_openers(con: duckdb.DuckDBPyConnection, case_days: int) -> None:
    """Makes opens_on_matter (report_row, opens) from queries/build/load/next_on_matter.sql.

    The next opener depends on the one before it, which SQL says only by asking again for every step.
    """
    line = run(con, read("build/load/next_on_matter"), case_days=case_days).to_arrow_table()
    first, following = (line[name].to_numpy() for name in ("is_first", "next_in_line"))
    rows = pa.table({"report_row": line["report_row"], "opens": openers(first.astype(bool), following)})
    con.register("walked_rows", rows)
    con.execute("create or replace temp table opens_on_matter as from walked_rows")
    con.unregister("walked_rows")


def openers(first: NDArray[np.bool_], following: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which reports open a case. first: whether it is its matter's first; following: index of the report that opens
    the next case if this one opens one, that of the next matter's first (or the length) when there is none."""
    opens = np.zeros(len(first), dtype=bool)
    at = np.flatnonzero(first)
    while at.size:
        opens[at] = True
        at = following[at]
        at = at[at < len(first)]
        at = at[~first[at]]
    return opens
