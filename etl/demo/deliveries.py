"""Files of reports per supplier and year, dirt included, each with its descriptor. Draws no report itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.demo import faults, forms, papers, reports
from etl.demo.dirt import DirtyRows, Tally, lines, spoil
from etl.demo.stock import Stock
from etl.demo.streams import streams
from etl.demo.tables import DAY, glue

LATE = 0.004
"""Share of complaints that are open at the end of a year and come again, closed, with the next year's file."""


@dataclass
class Ledger:
    """What was delivered: a tally per file, and per source the rows that are loaded and placed well."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    placed: dict[str, pd.DataFrame] = field(default_factory=dict)

    def note(self, name: str, tally: Tally, source: str, rows: pd.DataFrame) -> None:
        """Adds one file and the reports of it that must be found in their buurt."""
        self.tallies[name] = tally
        before = [self.placed[source]] if source in self.placed else []
        self.placed[source] = pd.concat([*before, rows[["street", "month", "stream"]]], ignore_index=True)


def deliver(
    raw: Path, source: str, events: pd.DataFrame, stock: Stock, ledger: Ledger, draw: np.random.Generator
) -> None:
    """Writes everything of one source below raw/<source>."""
    folder = raw / source
    folder.mkdir(parents=True)
    forms.describe(folder, source, _years(events))
    table = streams()
    ours = table[table["source"] == source]
    rows = list(ours[["category", "theme", "subtheme"]].itertuples(index=False, name=None))
    for name in forms.CATEGORIES[source]:
        papers.categories(folder, name, rows)
    WRITERS[source](folder, events, reports.lists(stock), ledger, draw)


def _years(events: pd.DataFrame) -> list[int]:
    first, last = (int(events["at"].iloc[row] // DAY) for row in (0, -1))
    return list(range(_year(first), _year(last) + 1))


def _year(day: int) -> int:
    return int(np.datetime64(day, "D").astype("datetime64[Y]").astype(int)) + 1970


def _by_year(events: pd.DataFrame) -> Iterator[tuple[int, np.ndarray]]:
    """Year and the rows of that year; rows are in order of time."""
    at = events["at"].to_numpy()
    for year in _years(events):
        begin, end = (int(np.datetime64(f"{each}-01-01", "D").astype(int)) * DAY for each in (year, year + 1))
        yield year, np.arange(*np.searchsorted(at, [begin, end]))


def _write_text(
    path: Path, dirty: DirtyRows, form: forms.TextForm, above: tuple[str, ...] = (), below: pa.Array | None = None
) -> None:
    columns = dirty.table.column_names
    written = lines(dirty, columns, form.delimiter, form.cut_at, form.spill)
    if below is not None:
        written = pa.concat_arrays([written, below])
    papers.text(path, written, form.encoding, (*above, form.delimiter.join(columns)))


def _complaints(
    folder: Path, events: pd.DataFrame, lists: reports.Lists, ledger: Ledger, draw: np.random.Generator
) -> None:
    late = np.empty(0, int)
    years = list(_by_year(events))
    for year, own in years:
        leaves = _closed_later(events, own, draw) if year != years[-1][0] else np.empty(0, int)
        rows = np.concatenate([late, np.setdiff1d(own, leaves)])
        dirty = spoil(
            reports.complaints(events.loc[rows], rows + 1, lists, draw), faults.COMPLAINTS, draw, "meldnummer"
        )
        older = _still_open(events.loc[leaves], leaves + 1, lists, draw)
        dirty.tally.rows_in += len(leaves)
        dirty.tally.duplicates += len(leaves)
        dirty.tally.faults["older version, closed in the next file"] = len(leaves)
        name, above = forms.complaint_file(year, [each for each, _ in years])
        _write_text(folder / name, dirty, forms.COMPLAINTS, above, older)
        ledger.note(f"klachten/{name}", dirty.tally, "klachten", events.loc[rows[dirty.clean[dirty.clean >= 0]]])
        late = leaves


def _closed_later(events: pd.DataFrame, own: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Some of a year's rows that are closed in a later year."""
    end = events["at"].iloc[own[-1]] // DAY * DAY + DAY if len(own) else 0
    later = own[events["closed"].to_numpy()[own] > end]
    return np.sort(draw.choice(later, min(len(later), round(len(own) * LATE)), replace=False))


def _still_open(events: pd.DataFrame, number: np.ndarray, lists: reports.Lists, draw: np.random.Generator) -> pa.Array:
    unfinished = events.assign(closed=-1, changed=events["at"])
    table = reports.complaints(unfinished, number, lists, draw)
    return glue([table[name].combine_chunks() for name in table.column_names], forms.COMPLAINTS.delimiter)


def _incidents(
    folder: Path, events: pd.DataFrame, lists: reports.Lists, ledger: Ledger, draw: np.random.Generator
) -> None:
    years = [year for year, _ in _by_year(events)]
    for year, rows in _by_year(events):
        metres = forms.in_metres(year, years)
        table = reports.incidents(events.loc[rows], rows + 1, lists, draw, metres)
        dirty = spoil(table, faults.incidents(metres), draw, "incidentnr")
        name = f"oov_export_{year}.csv" if metres else f"incidenten_{year}.csv"
        _write_text(folder / name, dirty, forms.INCIDENTS)
        ledger.note(
            f"openbare_orde/{name}", dirty.tally, "openbare_orde", events.loc[rows[dirty.clean[dirty.clean >= 0]]]
        )


def _observations(
    folder: Path, events: pd.DataFrame, lists: reports.Lists, ledger: Ledger, draw: np.random.Generator
) -> None:
    for year, rows in _by_year(events):
        dirty = spoil(
            reports.observations(events.loc[rows], rows + 1, lists, draw), faults.OBSERVATIONS, draw, "nummer"
        )
        name = f"waarnemingen_{year}.xlsx"
        columns = {title: dirty.table[title].to_pylist() for title in dirty.table.column_names}
        columns["datum"] = [_cell(text) for text in columns["datum"]]
        columns["ernst"] = [int(text) if text.isdigit() else text for text in columns["ernst"]]
        above = (f"Waarnemingen wijkbeheer {year}", "Verzonnen gegevens")
        papers.workbook(folder / name, "Waarnemingen", above, list(columns), list(columns.values()))
        ledger.note(f"wijkbeheer/{name}", dirty.tally, "wijkbeheer", events.loc[rows[dirty.clean[dirty.clean >= 0]]])


def _cell(text: str) -> datetime | float | str:
    """A real date where the text is one; a bare number where the dirt is a spreadsheet's day number."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M")
    except ValueError:
        return float(text) if text.replace(".", "").isdigit() else text


def _public_space(
    folder: Path, events: pd.DataFrame, lists: reports.Lists, ledger: Ledger, draw: np.random.Generator
) -> None:
    for year, rows in _by_year(events):
        dirty = spoil(reports.public_space(events.loc[rows], rows + 1, lists, draw), faults.PUBLIC_SPACE, draw, "id")
        names = dirty.table.column_names
        pairs = [glue([f'"{name}": ', dirty.table[name].combine_chunks()], "") for name in names]
        written = glue(["{", glue(pairs, ", "), "}"], "")
        half = pc.utf8_slice_codeunits(written, 0, 40)
        written = pc.if_else(pa.array(dirty.ragged == "cut"), half, written)
        name = f"meldingen_{year}.jsonl"
        papers.text(folder / name, written, "utf-8", end="\n")
        ledger.note(
            f"openbare_ruimte/{name}",
            dirty.tally,
            "openbare_ruimte",
            events.loc[rows[dirty.clean[dirty.clean >= 0]]],
        )


Writer = Callable[[Path, pd.DataFrame, reports.Lists, Ledger, np.random.Generator], None]
WRITERS: dict[str, Writer] = {
    "openbare_orde": _incidents,
    "klachten": _complaints,
    "wijkbeheer": _observations,
    "openbare_ruimte": _public_space,
}
