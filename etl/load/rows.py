"""Reads deliveries into typed rows and keeps what it rejects, with all reasons. Places and counts nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from buurtbeeld import clock
from buurtbeeld.errors import FileRefused
from etl import formats
from etl.descriptors.kinds import CELLS, OUTLINES
from etl.descriptors.read import Delivery
from etl.descriptors.schema import Descriptor
from etl.formats.relation import Rows
from etl.geography.outlines import read_outlines
from etl.load import cells, contradictions, file_order, moments, tables
from etl.load.casting import Casts, canon_of, casts
from etl.load.contradictions import VALUES_CONTRADICT
from etl.quoting import identifier, literal

Progress = Callable[[str, int], None]
"""Called with a sentence and the number of bytes that were dealt with."""

OUTLINE_FORMATS = ("gpkg", "geojson", "shp")
DELIVERY_SLACK = timedelta(days=1)
"""Clocks differ and files are stamped in UTC: a row dated up to a day after its file is not yet from the future."""

ODD_CELLS, WRONG_STAMP = "cell_unknown", "file_date"
FINDINGS = (ODD_CELLS, WRONG_STAMP, VALUES_CONTRADICT)
"""Kinds of finding that are written here."""


@dataclass(frozen=True)
class Stage:
    """Typed rows of several deliveries in the temporary table `stage`; `columns` are the canonical fields fed."""

    columns: tuple[str, ...]


def stage(con: duckdb.DuckDBPyConnection, deliveries: list[Delivery], workspace: Path, progress: Progress) -> Stage:
    """Fills `stage` (typed rows, with reasons where bad) and `file` (a row per delivery) from deliveries of like kinds.

    A file that cannot be read leaves a row in `delivery` with the refusal and nothing else.
    """
    kind = deliveries[0].descriptor.kind
    columns = _columns(deliveries)
    canon = canon_of(kind)
    written = ", ".join(f"{identifier(name)} {canon[name].type}" for name in columns)
    con.execute(
        "create or replace temp table file"
        " (file_no integer, file_id integer, source varchar, file varchar, first_line bigint, start bigint, "
        "crs varchar)"
    )
    con.execute(
        f"create or replace temp table stage (file_no integer, line bigint, {written}, wide map(varchar, double),"
        " place_hash ubigint, word_hash ubigint, reasons varchar[], row_text varchar, cells varchar[])"
    )
    for number, delivery in enumerate(deliveries):
        try:
            _stage_file(con, number, delivery, columns, workspace)
        except FileRefused as refusal:
            con.execute("delete from stage where file_no = ?", [number])
            note_delivery(con, delivery, refusal=str(refusal))
        progress(delivery.file, delivery.stat.st_size)
    con.execute(
        """update file set start = first_of.start
        from (select file_no, min(rowid) as start from stage group by file_no) first_of
            where first_of.file_no = file.file_no"""
    )
    _keep_rejected(con)
    _note_cells(con)
    return Stage(columns)


def _columns(deliveries: Iterable[Delivery]) -> tuple[str, ...]:
    """The canonical fields that any of the deliveries feeds, in canonical order."""
    descriptors = [delivery.descriptor for delivery in deliveries]
    fed = {name for descriptor in descriptors for name in descriptor.in_rows}
    return tuple(name for name in canon_of(descriptors[0].kind) if name in fed)


def _stage_file(
    con: duckdb.DuckDBPyConnection, number: int, delivery: Delivery, columns: tuple[str, ...], workspace: Path
) -> None:
    rows = formats.rows(delivery, workspace)
    if rows.first_line is not None and not _regular(con, number, delivery, columns, rows):
        con.execute("delete from stage where file_no = ?", [number])
        rows = formats.careful_rows(delivery, workspace)
    if rows.first_line is None:
        _insert(con, number, delivery, columns, rows)
    if _stamped_wrong(con, number):
        con.execute("delete from stage where file_no = ?", [number])
        rows = formats.careful_rows(delivery, workspace)
        _insert(con, number, delivery, columns, rows, stamped=False)
        _note(con, delivery, WRONG_STAMP, f"the file is dated {_modified(delivery):%Y-%m-%d}, before most of its rows")
    contradicting = contradictions.reject(con, number, delivery.descriptor.kind, columns)
    if contradicting:
        _note(con, delivery, VALUES_CONTRADICT, contradictions.finding(contradicting, delivery.descriptor.kind))
    # Rows that the descriptor does not want have a list of no reasons: they keep their place, for lines go by it.
    rows_in, rejected, left_out = con.execute(
        """select count(*), count(*) filter (len(reasons) > 0), count(*) filter (len(reasons) = 0)
        from stage where file_no = ?""",
        [number],
    ).fetchone() or (0, 0, 0)
    file_id = note_delivery(con, delivery, rows_in=rows_in, rejected=rejected, left_out=left_out)
    con.execute(
        "insert into file values (?, ?, ?, ?, ?, null, ?)",
        [number, file_id, delivery.descriptor.source, delivery.file, rows.first_line, delivery.descriptor.points_crs],
    )


def _regular(
    con: duckdb.DuckDBPyConnection, number: int, delivery: Delivery, columns: tuple[str, ...], rows: Rows
) -> bool:
    """Whether the fast reading took every record; if not, nothing of it may stay."""
    try:
        return _insert(con, number, delivery, columns, rows) == rows.records
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException):
        return False


def _insert(
    con: duckdb.DuckDBPyConnection,
    number: int,
    delivery: Delivery,
    columns: tuple[str, ...],
    rows: Rows,
    stamped: bool = True,
) -> int:
    """stamped: the day of the file is that of its delivery; else that is now."""
    descriptor = delivery.descriptor
    how, careful = casts(descriptor), rows.first_line is None
    bad, reasons = _bad(how, careful)
    # Of a broken row it cannot be told which cell is which.
    left_out = f"({how.left_out}){' and broken is null' if careful else ''}"
    delivered = (_modified(delivery) if stamped else clock.now().replace(tzinfo=None)) + DELIVERY_SLACK
    selected = ", ".join(_canonical(name, how, descriptor) for name in columns)
    texts = _list(how.texts) + (", line, broken" if careful else "")
    typed = _list({identifier(name): cast for name, cast in how.typed.items()})
    query = f"""
        insert into stage
        select {number}, {"line" if careful else "null"}, {selected}, {_wide(how)}, {_place_hash(how, descriptor)},
            {_word_hash(how)},
            case when {left_out} then []
                when {bad} then list_filter([{reasons}], lambda reason: reason is not null) end,
            case when {bad} and not ({left_out}) then {_kept_text(how, careful)} end, {_odd_cells(how)}
        from (select *, {typed} from (select {texts} from {rows.relation}))
    """
    # Parameters that a statement does not use are refused, hence the look.
    said = {"delivered_at": delivered, "file_year": file_order.year(delivery.file)}
    parameters = {name: value for name, value in said.items() if f"${name}" in query}
    return (con.execute(query, parameters).fetchone() or (0,))[0]


def _list(expressions: dict[str, str]) -> str:
    return ", ".join(f"{expression} as {name}" for name, expression in expressions.items())


def _kept_text(how: Casts, careful: bool) -> str:
    """The text of the named columns; of a broken row none: its cells may be those of columns that nobody named."""
    return f"case when broken is null then {how.row_text} end" if careful else how.row_text


def _bad(how: Casts, careful: bool) -> tuple[str, str]:
    pairs = list(how.reasons) + ([("broken is not null", "broken")] if careful else [])
    # A condition on what is unknown is unknown, and "when" takes that for false.
    bad = " or ".join(f"({condition})" for condition, _ in pairs) or "false"
    reasons = ", ".join(f"case when {condition} then {message} end" for condition, message in pairs) or "null"
    return bad, reasons


def _canonical(name: str, how: Casts, descriptor: Descriptor) -> str:
    text = descriptor.always.get(name)
    kind = canon_of(descriptor.kind)[name].type if name in canon_of(descriptor.kind) else "VARCHAR"
    constant = None if text is None else f"cast({literal(text)} as {kind})"
    if name not in how.typed:
        return constant or "null"
    return f"coalesce({identifier(name)}, {constant})" if constant else identifier(name)


def _wide(how: Casts) -> str:
    names = [name for name in how.typed if name.startswith("value:")]
    if not names:
        return "null"
    keys = ", ".join(literal(name.removeprefix("value:")) for name in names)
    return f"map([{keys}], [{', '.join(_legible(name, how) for name in names)}])"


def _legible(name: str, how: Casts) -> str:
    """A cell that cannot be what it says is unknown; the row keeps its others."""
    conditions = " or ".join(f"({condition})" for condition, _ in how.cells[name])
    return f"case when {conditions} then null else {identifier(name)} end"


def _odd_cells(how: Casts) -> str:
    pairs = [pair for each in how.cells.values() for pair in each]
    if not pairs:
        return "null"
    bad = " or ".join(f"({condition})" for condition, _ in pairs)
    listed = ", ".join(f"case when {condition} then {message} end" for condition, message in pairs)
    return f"case when {bad} then list_filter([{listed}], lambda cell: cell is not null) end"


def _place_hash(how: Casts, descriptor: Descriptor) -> str:
    given = {name: _canonical(name, how, descriptor) for name in tables.PLACE if name != "crs"}
    given = {name: f"{value}::{'double' if name in 'xy' else 'varchar'}" for name, value in given.items()}
    # Without coordinates their reference system says nothing, and is not kept: with it, no place would be known again.
    crs = f"case when {given['x']} is not null then {literal(descriptor.points_crs)} end"
    return place_hash({"crs": crs, **given})


def _word_hash(how: Casts) -> str:
    return (
        f"hash({', '.join(f'{identifier(n)}::varchar' if n in how.typed else 'null::varchar' for n in tables.WORDS)})"
    )


def place_hash(columns: dict[str, str]) -> str:
    """SQL for the hash of a place as delivered: the same words, wherever they stand, are the same place."""
    return f"hash({', '.join(columns[name] for name in tables.PLACE)})"


def _stamped_wrong(con: duckdb.DuckDBPyConnection, number: int) -> bool:
    """Whether most rows of a file are younger than the file: copying, zips and clocks make files of 1980."""
    (wrong,) = con.execute(
        """select count(*) filter (list_bool_or(list_transform(
                reasons, lambda reason: ends_with(reason, ' lies after the delivery')))) * 2 > count(*)
        from stage where file_no = ?""",
        [number],
    ).fetchone() or (False,)
    return bool(wrong)


def _modified(delivery: Delivery) -> datetime:
    return datetime.fromtimestamp(delivery.stat.st_mtime, UTC).replace(tzinfo=None)


def _note(con: duckdb.DuckDBPyConnection, delivery: Delivery, kind: str, detail: str) -> None:
    con.execute(
        "insert into loaded.file_finding values (?, ?, ?, ?)", [delivery.descriptor.source, delivery.file, kind, detail]
    )


def _note_cells(con: duckdb.DuckDBPyConnection) -> None:
    """A finding for each file with cells that cannot be read in rows that count."""
    con.execute(
        f"""insert into loaded.file_finding
        with cell as (select file_no, stage.rowid as row_no, unnest(cells) as cell from stage where reasons is null)
        select file.source, file.file, '{ODD_CELLS}',
            concat(count(*), ' cells are unknown, because they cannot be read; the first is ', min_by(cell, row_no))
        from cell join file on file.file_no = cell.file_no
        group by file.source, file.file"""
    )


def _keep_rejected(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        """insert into rejected
        select file.source, file.file, coalesce(stage.line, stage.rowid - file.start + file.first_line),
            stage.reasons, stage.row_text
        from stage join file using (file_no) where len(stage.reasons) > 0"""
    )


def note_delivery(con: duckdb.DuckDBPyConnection, delivery: Delivery, refusal: str | None = None, **rows: int) -> int:
    """One row of `delivery`, whose file_id it returns; rows: how many rows_in, rejected, left_out; what became of the
    others is filled in later.

    A file that was read before keeps its number, so that rows that did not change need not be written again.
    """
    descriptor, stat = delivery.descriptor, delivery.stat
    (file_id,) = con.execute(
        "select coalesce(min(file_id) filter (file = ?), coalesce(max(file_id), 0) + 1) from delivery", [delivery.file]
    ).fetchone() or (1,)
    con.execute("delete from delivery where file = ?", [delivery.file])
    values = {
        "file_id": file_id,
        "source": descriptor.source,
        "file": delivery.file,
        "resource": descriptor.name,
        "kind": descriptor.kind,
        "status": "refused" if refusal else "loaded",
        "refusal": refusal,
        **dict.fromkeys(_COUNTED, 0),
        **rows,
        "bytes": stat.st_size,
        "modified_at": _modified(delivery),
        "read_at": clock.now().replace(tzinfo=None),
        **{name: getattr(descriptor, name) for name in _SAID},
        "fingerprint": fingerprint(delivery),
    }
    names = ", ".join(identifier(name) for name in values)
    con.execute(f"insert into delivery ({names}) values ({', '.join('?' for _ in values)})", list(values.values()))
    return file_id


_COUNTED = ("rows_in", "loaded", "duplicates", "rejected", "left_out", "unplaced", "unknown_category")
_SAID = ("supplier", "licence", "refresh", "personal_data", "demonstration")


def fingerprint(delivery: Delivery) -> str:
    """Tells whether a file, or the way it is read, changed since the last build: nothing of the file itself is read."""
    stat = delivery.stat
    return f"{stat.st_size}-{stat.st_mtime_ns}-{delivery.descriptor.fingerprint}"


def load_reference(
    con: duckdb.DuckDBPyConnection, kind: str, deliveries: list[Delivery], workspace: Path, progress: Progress
) -> None:
    """Adds the rows of deliveries of one reference kind (homes, areas, …) to loaded.<kind>_rows."""
    outlines = [d for d in deliveries if kind in OUTLINES and d.descriptor.format in OUTLINE_FORMATS]
    tabular = [d for d in deliveries if d not in outlines]
    for delivery in outlines:
        _load_outlines(con, kind, delivery)
        progress(delivery.file, delivery.stat.st_size)
    if tabular:
        columns = stage(con, tabular, workspace, progress).columns
        line = "coalesce(stage.line, stage.rowid - file.start + file.first_line)"
        where_from = f"file.source, file.file, {line}, file.crs"
        names = "".join(f", {identifier(name)}" for name in columns)
        good = "from stage join file using (file_no) where stage.reasons is null"
        con.execute(
            f"insert into loaded.{kind}_rows (source, file, line, crs{names}) select {where_from}{names} {good} "
            "and wide is null"
        )
        if kind in CELLS:
            cells.load(con, kind, tabular, columns, line)


def _days(con: duckdb.DuckDBPyConnection, delivery: Delivery, columns: list[str]) -> dict[str, str]:
    """SQL for every day in outline_rows, as the descriptor says that it is written; a finding where some are not."""
    days = {}
    for field in delivery.descriptor.named:
        name = field.target
        if name not in columns or canon_of(delivery.descriptor.kind)[name].type != "DATE":
            continue
        text = identifier(name)
        if name in moments.OPEN_ENDS:
            text = f"case when {moments.no_end(text)} then null else {text} end"
        days[name] = moments.typed(f"({text})", field, "DATE")
        days[name] = days[name].replace("$delivered_at", f"timestamp '{_modified(delivery)}'")
        odd = con.execute(f"select {text} as odd from outline_rows where odd is not null and {days[name]} is null")
        if unreadable := odd.fetchall():
            detail = f"{len(unreadable)} cells are unknown, because they cannot be read; the first is {name}: "
            _note(con, delivery, ODD_CELLS, f"{detail}'{unreadable[0][0]}'")
    return days


def _load_outlines(con: duckdb.DuckDBPyConnection, kind: str, delivery: Delivery) -> None:
    assert kind in OUTLINES
    try:
        outlines = read_outlines(delivery)
    except FileRefused as refusal:
        note_delivery(con, delivery, refusal=str(refusal))
        return
    source, file = literal(delivery.descriptor.source), literal(delivery.file)
    columns = [name for name in tables.row_columns(kind) if name in outlines.rows.columns and name != "line"]
    names = ", ".join(identifier(name) for name in columns)
    con.register("outline_rows", outlines.rows)
    days = _days(con, delivery, columns)
    typed = ", ".join(days.get(name, identifier(name)) for name in columns)
    con.execute(
        f"insert into loaded.{kind}_rows (source, file, line, {names}) select {source}, {file}, line, {typed} "
        "from outline_rows"
    )
    con.register("outline_rejected", outlines.rejected)
    con.execute(f"insert into rejected select {source}, {file}, line, reasons, row_text from outline_rejected")
    con.register("outline_findings", outlines.findings)
    con.execute(f"insert into loaded.outline_finding select {source}, {file}, kind, code, detail from outline_findings")
    for name in ("outline_rows", "outline_rejected", "outline_findings"):
        con.unregister(name)
    rejected, left_out = len(outlines.rejected), outlines.left_out
    rows_in = len(outlines.rows) + rejected + left_out
    note_delivery(con, delivery, rows_in=rows_in, rejected=rejected, left_out=left_out)
