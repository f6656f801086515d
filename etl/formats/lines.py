"""Physical lines of a text file, each of bounded length, each with its number. Knows no columns."""

from __future__ import annotations

import codecs
from collections import deque
from pathlib import Path
from typing import TextIO

from buurtbeeld.errors import FileRefused
from etl.formats.relation import UNREADABLE

LONGEST = 1_000_000
"""Characters of the longest line that is taken for a record."""
HOPELESS = 64_000_000
"""A line longer than this is no record gone wrong but another kind of file."""
SAMPLE = 262_144

codecs.register_error("buurtbeeld.unreadable", lambda error: (UNREADABLE, getattr(error, "end", 0)))


class Lines:
    """Lines one by one; some may be given back, to be had again. number is that of the line last had."""

    def __init__(self, file: TextIO, name: str) -> None:
        self.number = 0
        self._file = file
        self._name = name
        self._again: deque[tuple[str, bool]] = deque()

    def next(self) -> tuple[str, bool]:
        """The next line with its end, and whether it is whole; a line too long is cut. Empty at the end of the file."""
        if self._again:
            self.number += 1
            return self._again.popleft()
        text = self._file.readline(LONGEST)
        if not text:
            return "", True
        self.number += 1
        if len(text) < LONGEST or text.endswith("\n"):
            return text, True
        self._skip()
        return text, False

    def give_back(self, lines: list[tuple[str, bool]]) -> None:
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)

    def _skip(self) -> None:
        skipped = LONGEST
        while (rest := self._file.readline(LONGEST)) and not rest.endswith("\n"):
            skipped += len(rest)
            if skipped > HOPELESS:
                raise FileRefused(
                    f"{self._name} should have one record a line; line {self.number} is longer than"
                    f" {HOPELESS // 1_000_000} million characters. Ask the supplier for a file with line ends."
                )


def opened(path: Path, encoding: str) -> TextIO:
    """The file as text; bytes that are no text in this encoding become UNREADABLE. Line ends stay as they are."""
    name = "utf-8-sig" if is_utf8(encoding) else encoding
    return path.open(encoding=name, errors="buurtbeeld.unreadable", newline=_line_end(path))


def is_utf8(encoding: str) -> bool:
    """Whether a name of an encoding means UTF-8, of which ASCII is a part."""
    return codecs.lookup(encoding).name in ("utf-8", "utf-8-sig", "ascii")


def _line_end(path: Path) -> str:
    """Old Macintosh files end lines with a carriage return alone; elsewhere that is just a character."""
    start = sample(path)
    return "\r" if b"\r" in start and b"\n" not in start else "\n"


def sample(path: Path) -> bytes:
    """The first bytes of a file, enough to see how it is written."""
    with path.open("rb") as file:
        return file.read(SAMPLE)


def check_encoding(path: Path, encoding: str, descriptor_name: str) -> None:
    """Refuses a file whose first bytes show that it is written in another encoding than the descriptor says."""
    start = sample(path)
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\0\r\n\t "):
        raise FileRefused(f"{path.name} should have a header and records; it is empty. Ask the supplier for it again.")
    if proposed := _other(start, codecs.lookup(encoding).name):
        raise FileRefused(
            f"{path.name} should be {encoding} and is not: {proposed[1]}."
            f" Set 'encoding' to '{proposed[0]}' in {descriptor_name}."
        )


def _other(start: bytes, name: str) -> tuple[str, str] | None:
    wide = name.startswith(("utf-16", "utf-32"))
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not wide:
        return "utf-16", "it begins with the mark of utf-16"
    if start.startswith(codecs.BOM_UTF8) and not name.startswith("utf-8"):
        return "utf-8", "it begins with the mark of utf-8"
    if wide and b"\0" not in start:
        return "utf-8", "it has single bytes where utf-16 has pairs"
    if name in ("utf-16", "utf-32") and not start.startswith(
        (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
    ):
        even, odd = start[0::2].count(0), start[1::2].count(0)
        return (
            f"{name}-{'le' if odd >= even else 'be'}",
            "it does not begin with the mark that says which byte comes first",
        )
    if is_utf8(name):
        return _not_utf8(start)
    return None


def _not_utf8(start: bytes) -> tuple[str, str] | None:
    if start[1:400:2].count(0) > 100 or start[0:400:2].count(0) > 100:
        return ("utf-16-le" if start[1] == 0 else "utf-16-be"), "every second byte is zero"
    lines = start.split(b"\n")[:1000]
    # The sample may end in the middle of a character, so its last line says nothing when there are others.
    lines = lines[:-1] or lines
    wrong = sum(_undecodable(line) for line in lines)
    if wrong > len(lines) / 5 or _undecodable(lines[0]):
        return "cp1252", f"{wrong} of its first {len(lines)} lines have other bytes"
    return None


def _undecodable(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
