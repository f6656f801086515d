"""The encoding of an unknown text file, and its beginning as text."""

from __future__ import annotations

import codecs
from pathlib import Path

CHUNK = 4_194_304
BEGINNING = 1_048_576
CHECKED = 256_000_000
"""Bytes of a file that are checked for being utf-8."""
NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"


def decoded(path: Path) -> tuple[str, str, list[str]]:
    """(beginning of the text up to a whole line, encoding, doubts)."""
    with path.open("rb") as file:
        start = file.read(BEGINNING)
    encoding, doubts = _encoding(path, start)
    text = start.decode("utf-8-sig" if encoding == "utf-8" else encoding, errors="replace").removeprefix("\ufeff")
    if len(start) == BEGINNING and "\n" in text:
        text = text[: text.rindex("\n")]
    return text, encoding, doubts


def _encoding(path: Path, start: bytes) -> tuple[str, list[str]]:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", []
    if start[1:400:2].count(0) > 50:
        return "utf-16-le", ["The file looks like utf-16 without its mark. Look at the accents."]
    if start[0:400:2].count(0) > 50:
        return "utf-16-be", ["The file looks like utf-16 without its mark. Look at the accents."]
    wrong = _first_not_utf8(path)
    if wrong is None:
        return "utf-8", []
    doubt = (
        f"Byte {wrong + 1} is not utf-8, so the file is taken as cp1252 (Windows, Western Europe). Look at the accents."
    )
    if set(start) & set(NOT_IN_CP1252):
        doubt += " It has bytes that cp1252 does not have either: perhaps it is cp850, or damaged. Ask for utf-8."
    return "cp1252", [doubt]


def _first_not_utf8(path: Path) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    with path.open("rb") as file:
        while (chunk := file.read(CHUNK)) and done < CHECKED:
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return done - pending + error.start
            done += len(chunk)
    return None
