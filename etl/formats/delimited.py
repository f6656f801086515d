"""Delimited text, read by DuckDB where it is regular and with care where it is not. Repairs nothing."""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from buurtbeeld.errors import FileRefused
from etl.descriptors.read import Delivery
from etl.formats.cells import Cutter, Fault, cutter
from etl.formats.lines import LONGEST, Lines, is_utf8, opened
from etl.formats.relation import Record, Rows, own_file, store
from etl.formats.table import Table, begin
from etl.quoting import identifier, literal

CHUNK = 4_194_304
RECORD_LINES = 1_000
"""A record that spans more lines than this has a quote that was never closed."""
SECOND_LOOKS = 200_000_000
"""Characters that may be looked at again because of quotes that were never closed; then the dialect must be wrong."""


def rows(delivery: Delivery, workspace: Path) -> Rows:
    """Regular rows where the file allows it, careful rows otherwise."""
    table = begin(delivery)
    dialect = delivery.descriptor.dialect
    ordinary = dialect.doubleQuote and not (dialect.escapeChar or dialect.commentChar or dialect.skipInitialSpace)
    # In a table of one column an empty line is an empty cell to DuckDB, and no record to us.
    if not (ordinary and table.regular and table.width > 1):
        return _careful(delivery, table, workspace)
    try:
        path = _plain(delivery, workspace)
    except UnicodeDecodeError:
        return _careful(delivery, table, workspace)
    counted = _count(path, table.returns)
    if counted is None:
        return _careful(delivery, table, workspace)
    return Rows(_relation(delivery, table, path), table.above + 1, max(counted - table.above, 0))


def careful_rows(delivery: Delivery, workspace: Path) -> Rows:
    """Careful rows, whatever the file."""
    return _careful(delivery, begin(delivery), workspace)


def _careful(delivery: Delivery, table: Table, workspace: Path) -> Rows:
    with opened(delivery.path, delivery.descriptor.encoding) as file:
        return store(_records(delivery, table, Lines(file, delivery.path.name)), delivery, workspace)


def _plain(delivery: Delivery, workspace: Path) -> Path:
    """The file as utf-8 under a name without signs that DuckDB takes for a pattern."""
    if not is_utf8(delivery.descriptor.encoding):
        return _transcoded(delivery, own_file(workspace, ".csv"))
    if not set("*?[{") & set(str(delivery.path)):
        return delivery.path
    return Path(shutil.copyfile(delivery.path, own_file(workspace, ".csv")))


def _transcoded(delivery: Delivery, target: Path) -> Path:
    decoder = codecs.getincrementaldecoder(delivery.descriptor.encoding)()
    with delivery.path.open("rb") as source, target.open("wb") as sink:
        start = True
        while chunk := source.read(CHUNK):
            text = decoder.decode(chunk)
            sink.write((text.removeprefix("\ufeff") if start else text).encode())
            start = start and not text
        sink.write(decoder.decode(b"", final=True).encode())
    return target


def _count(path: Path, with_returns: bool) -> int | None:
    """Lines of a file, empty ones at its end not counted.

    None where DuckDB would see other records than we: zero bytes, a line too long, line ends of more than one kind.
    """
    buffer = bytearray(CHUNK)
    lines, returns, tail = 0, 0, b""
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(buffer):
            chunk = np.frombuffer(buffer, np.uint8, size)
            ends = int(np.count_nonzero(chunk == 10))
            if buffer.find(b"\0", 0, size) >= 0 or (size == CHUNK and not ends):
                return None
            lines += ends
            if buffer.find(b"\r", 0, size) >= 0:
                returns += int(np.count_nonzero(chunk == 13))
            tail = (tail + bytes(buffer[max(0, size - 1000) : size]))[-1000:]
    last = tail.rstrip(b"\r\n")
    if not last or returns != (lines if with_returns else 0):
        return None
    return lines - tail[len(last) :].count(b"\n") + 1


def _relation(delivery: Delivery, table: Table, path: Path) -> str:
    dialect, named = delivery.descriptor.dialect, delivery.descriptor.named
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(table.width))
    selected = ", ".join(
        f"c{place} as {identifier(field.name)}" for place, field in zip(table.places, named, strict=True)
    )
    quote = literal(dialect.quoteChar or "")
    return (
        f"(select {selected} from read_csv({literal(path.as_posix())}, auto_detect = false, header = false,"
        f" skip = {table.above}, delim = {literal(dialect.delimiter)}, quote = {quote}, escape = {quote},"
        f" comment = '', nullstr = '', null_padding = false, ignore_errors = false, strict_mode = true,"
        f" max_line_size = {LONGEST}, columns = {{{columns}}}))"
    )


@dataclass
class _SecondLooks:
    """Counts the characters that had to be looked at again."""

    file: str
    descriptor: str
    left: int = field(default_factory=lambda: SECOND_LOOKS)

    def spend(self, characters: int) -> None:
        self.left -= characters
        if self.left < 0:
            raise FileRefused(
                f"{self.file} should close every quote it opens; very many are not closed."
                f" Look at 'dialect.quoteChar' in {self.descriptor}, or ask for the file again."
            )


def _records(delivery: Delivery, table: Table, lines: Lines) -> Iterator[Record]:
    descriptor = delivery.descriptor
    cut, comment = cutter(descriptor.dialect), descriptor.dialect.commentChar
    looks = _SecondLooks(delivery.path.name, descriptor.file.name)
    blanks = "\r\n" if descriptor.dialect.delimiter == " " else " \r\n"
    for _ in range(table.above):
        lines.next()
    while True:
        text, whole = lines.next()
        if not text:
            return
        if not text.strip(blanks) or (comment and text.startswith(comment)):
            continue
        yield _record(text, whole, table, cut, lines, looks)


def _record(text: str, whole: bool, table: Table, cut: Cutter, lines: Lines, looks: _SecondLooks) -> Record:
    line = lines.number
    if not whole:
        return line, (None,) * len(table.places), "line is longer than a million characters"
    cells = cut.cut(_without_end(text))
    if isinstance(cells, list):
        return line, _named(cells, table), _ragged(cells, table)
    if cells is Fault.OPEN:
        cells = _continued(text, table, cut, lines, looks)
        if isinstance(cells, list):
            return line, _named(cells, table), None
    return line, _named(_naive(text, cut), table), cells.value


def _continued(text: str, table: Table, cut: Cutter, lines: Lines, looks: _SecondLooks) -> list[str] | Fault:
    """A record whose quoted cell goes on below. Unless it ends well, the lines below are read on their own."""
    taken: list[tuple[str, bool]] = []
    size, outcome = len(text), Fault.OPEN
    parts = [text]
    while len(taken) < RECORD_LINES and size < LONGEST:
        more, whole = lines.next()
        if not more:
            break
        taken.append((more, whole))
        if not whole:
            break
        parts.append(more)
        size += len(more)
        if cut.quote in more:
            looks.spend(size)
            cells = cut.cut(_without_end("".join(parts)))
            if isinstance(cells, list) and not _ragged(cells, table):
                return cells
            if cells is not Fault.OPEN:
                break
    looks.spend(size)
    lines.give_back(taken)
    return outcome


def _without_end(text: str) -> str:
    return text[:-2] if text.endswith("\r\n") else text[:-1] if text.endswith(("\n", "\r")) else text


def _naive(text: str, cut: Cutter) -> list[str]:
    """What stands between delimiters, quotes ignored: enough to recognise a broken record by."""
    return [cell.strip(f" {cut.quote}") for cell in _without_end(text).split(cut.delimiter)]


def _named(cells: list[str], table: Table) -> tuple[str | None, ...]:
    if len(cells) >= table.width:
        return tuple([cells[place] for place in table.places])
    return tuple(cells[place] if place < len(cells) else None for place in table.places)


def _ragged(cells: list[str], table: Table) -> str | None:
    """Empty cells beyond the last column lose nothing; otherwise it cannot be told which cell is which."""
    if len(cells) == table.width or (len(cells) > table.width and not "".join(cells[table.width :]).strip()):
        return None
    return f"row has {len(cells)} cells, expected {table.width}"
