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
from etl.demo.dirt import Spoiled, Tally, lines, spoil
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
    raw: Path, source: str, told: pd.DataFrame, stock: Stock, ledger: Ledger, draw: np.random.Generator
) -> None:
    """Writes everything of one source below raw/<source>."""
    folder = raw / source
    folder.mkdir(parents=True)
    forms.describe(folder, source, _years(told))
    table = streams()
    ours = table[table["source"] == source]
    rows = list(ours[["category", "theme", "subtheme"]].itertuples(index=False, name=None))
    for name in forms.CATEGORIES[source]:
        papers.categories(folder, name, rows)
    WRITERS[source](folder, told, reports.lists(stock), ledger, draw)


def _years(told: pd.DataFrame) -> list[int]:
    first, last = (int(told["at"].iloc[row] // DAY) for row in (0, -1))
    return list(range(_year(first), _year(last) + 1))


def _year(day: int) -> int:
    return int(np.datetime64(day, "D").astype("datetime64[Y]").astype(int)) + 1970


def _by_year(told: pd.DataFrame) -> Iterator[tuple[int, np.ndarray]]:
    """Year and the rows of that year; rows are in order of time."""
    at = told["at"].to_numpy()
    for year in _years(told):
        begin, end = (int(np.datetime64(f"{each}-01-01", "D").astype(int)) * DAY for each in (year, year + 1))
        yield year, np.arange(*np.searchsorted(at, [begin, end]))


def _write_text(
    path: Path, spoiled: Spoiled, form: forms.TextForm, above: tuple[str, ...] = (), below: pa.Array | None = None
) -> None:
    columns = spoiled.table.column_names
    written = lines(spoiled, columns, form.delimiter, form.cut_at, form.spill)
    if below is not None:
        written = pa.concat_arrays([written, below])
    papers.text(path, written, form.encoding, (*above, form.delimiter.join(columns)))


def _complaints(
    folder: Path, told: pd.DataFrame, known: reports.Lists, ledger: Ledger, draw: np.random.Generator
) -> None:
    late = np.empty(0, int)
    years = list(_by_year(told))
    for year, own in years:
        leaves = _closed_later(told, own, draw) if year != years[-1][0] else np.empty(0, int)
        rows = np.concatenate([late, np.setdiff1d(own, leaves)])
        spoiled = spoil(
            reports.complaints(told.loc[rows], rows + 1, known, draw), faults.COMPLAINTS, draw, "meldnummer"
        )
        older = _still_open(told.loc[leaves], leaves + 1, known, draw)
        spoiled.tally.rows_in += len(leaves)
        spoiled.tally.duplicates += len(leaves)
        spoiled.tally.faults["older version, closed in the next file"] = len(leaves)
        name, above = forms.complaint_file(year, [each for each, _ in years])
        _write_text(folder / name, spoiled, forms.COMPLAINTS, above, older)
        ledger.note(f"klachten/{name}", spoiled.tally, "klachten", told.loc[rows[spoiled.clean[spoiled.clean >= 0]]])
        late = leaves


def _closed_later(told: pd.DataFrame, own: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Some of a year's rows that are closed in a later year."""
    end = told["at"].iloc[own[-1]] // DAY * DAY + DAY if len(own) else 0
    later = own[told["closed"].to_numpy()[own] > end]
    return np.sort(draw.choice(later, min(len(later), round(len(own) * LATE)), replace=False))


def _still_open(told: pd.DataFrame, number: np.ndarray, known: reports.Lists, draw: np.random.Generator) -> pa.Array:
    unfinished = told.assign(closed=-1, changed=told["at"])
    table = reports.complaints(unfinished, number, known, draw)
    return glue([table[name].combine_chunks() for name in table.column_names], forms.COMPLAINTS.delimiter)


def _incidents(
    folder: Path, told: pd.DataFrame, known: reports.Lists, ledger: Ledger, draw: np.random.Generator
) -> None:
    years = [year for year, _ in _by_year(told)]
    for year, rows in _by_year(told):
        metres = forms.in_metres(year, years)
        table = reports.incidents(told.loc[rows], rows + 1, known, draw, metres)
        spoiled = spoil(table, faults.incidents(metres), draw, "incidentnr")
        name = f"oov_export_{year}.csv" if metres else f"incidenten_{year}.csv"
        _write_text(folder / name, spoiled, forms.INCIDENTS)
        ledger.note(
            f"openbare_orde/{name}", spoiled.tally, "openbare_orde", told.loc[rows[spoiled.clean[spoiled.clean >= 0]]]
        )


def _observations(
    folder: Path, told: pd.DataFrame, known: reports.Lists, ledger: Ledger, draw: np.random.Generator
) -> None:
    for year, rows in _by_year(told):
        spoiled = spoil(
            reports.observations(told.loc[rows], rows + 1, known, draw), faults.OBSERVATIONS, draw, "nummer"
        )
        name = f"waarnemingen_{year}.xlsx"
        columns = {title: spoiled.table[title].to_pylist() for title in spoiled.table.column_names}
        columns["datum"] = [_cell(text) for text in columns["datum"]]
        columns["ernst"] = [int(text) if text.isdigit() else text for text in columns["ernst"]]
        above = (f"Waarnemingen wijkbeheer {year}", "Verzonnen gegevens")
        papers.workbook(folder / name, "Waarnemingen", above, list(columns), list(columns.values()))
        ledger.note(
            f"wijkbeheer/{name}", spoiled.tally, "wijkbeheer", told.loc[rows[spoiled.clean[spoiled.clean >= 0]]]
        )


def _cell(text: str) -> datetime | float | str:
    """A real date where the text is one; a bare number where the dirt is a spreadsheet's day number."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M")
    except ValueError:
        return float(text) if text.replace(".", "").isdigit() else text


def _public_space(
    folder: Path, told: pd.DataFrame, known: reports.Lists, ledger: Ledger, draw: np.random.Generator
) -> None:
    for year, rows in _by_year(told):
        spoiled = spoil(reports.public_space(told.loc[rows], rows + 1, known, draw), faults.PUBLIC_SPACE, draw, "id")
        names = spoiled.table.column_names
        pairs = [glue([f'"{name}": ', spoiled.table[name].combine_chunks()], "") for name in names]
        written = glue(["{", glue(pairs, ", "), "}"], "")
        half = pc.utf8_slice_codeunits(written, 0, 40)
        written = pc.if_else(pa.array(spoiled.ragged == "cut"), half, written)
        name = f"meldingen_{year}.jsonl"
        papers.text(folder / name, written, "utf-8", end="\n")
        ledger.note(
            f"openbare_ruimte/{name}",
            spoiled.tally,
            "openbare_ruimte",
            told.loc[rows[spoiled.clean[spoiled.clean >= 0]]],
        )


Writer = Callable[[Path, pd.DataFrame, reports.Lists, Ledger, np.random.Generator], None]
WRITERS: dict[str, Writer] = {
    "openbare_orde": _incidents,
    "klachten": _complaints,
    "wijkbeheer": _observations,
    "openbare_ruimte": _public_space,
}
