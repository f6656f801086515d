"""What the head of a column says, by the lists in data/reference. Looks at no cell."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from pathlib import Path

from buurtbeeld.settings import ROOT

FEEDS = ROOT / "data" / "reference" / "feeds.csv"
LATER = 0.001
"""How much less a name fits for each that stands before it in the list."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def plain(name: str) -> str:
    """A name in lower case, without accents and without anything but letters and digits."""
    return re.sub(r"[^a-z0-9]", "", _letters(name).lower())


def words(name: str) -> tuple[str, ...]:
    """The words of a name, also of DatumMelding and datum_melding."""
    return tuple(word.lower() for word in _WORD.findall(_letters(name)))


def _letters(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


@functools.cache
def names(kind: str, feeds: str) -> tuple[str, ...]:
    """The plain names of columns that feed a field of a kind, the best first; kind * holds for every kind."""
    return next((listed for kinds, field, listed in _list() if field == feeds and kind in kinds), ())


@functools.cache
def _list() -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    with FEEDS.open(encoding="utf-8", newline="") as file:
        return tuple(
            (tuple(row["kinds"].split()), row["feeds"], tuple(row["names"].split())) for row in csv.DictReader(file)
        )


@functools.lru_cache(50_000)
def fit(head: str, kind: str, feeds: str) -> float:
    """How well a head fits a field, 0 (not at all) to 1: wholly, or without the words that only say what it is about.

    Of two that fit alike the one whose name stands earlier in the list fits better.
    """
    places = {name: place for place, name in enumerate(names(kind, feeds))}
    tries = _spellings(head)
    whole = max((weight - LATER * places[name] for weight, name in tries if name in places), default=0.0)
    return whole or max((_inside(word, places) for word in words(head)[-1:]), default=0.0)


def _spellings(head: str) -> tuple[tuple[float, str], ...]:
    """How a head may be read, and how much each reading is worth."""
    about, spelled = set(names("*", "(context)")), words(head)
    own = [word for word in spelled if word not in about]
    return (
        (1.0, plain(head)),
        (0.9, re.sub(r"\d+$", "", plain(head))),
        (0.8, "".join(own)),
        (0.75, "".join(word for word in own if not word.isdigit())),
        *((0.73, word) for word in reversed(own) if len(word) > 3),
        (0.7, spelled[-1] if spelled else ""),
        *((0.69, word) for word in spelled[:1] if len(word) > 3),
    )


def _inside(word: str, places: dict[str, int]) -> float:
    """Dutch writes words together: a detailsoort is a soort, and a meetjaar a year."""
    inside = [
        place for name, place in places.items() if len(name) > 3 and (word.endswith(name) or word.startswith(name))
    ]
    return 0.65 - LATER * min(inside) if inside else 0.0


def hints(path: Path, heads: list[str], kind: str) -> int:
    """How much the names of file, folder and columns speak for a kind."""
    listed = names(kind, "(file)")

    def speaks(text: str) -> bool:
        return any(_is(word, name) for word in (*words(text), plain(text)) for name in listed)

    inside = sum(speaks(head) for head in heads)
    return 3 * speaks(path.stem) + 2 * speaks(path.absolute().parent.name) + min(inside, 2)


def _is(word: str, name: str) -> bool:
    """Dutch writes words together: geluidsoverlast is overlast, vuurwerkmeldingen are meldingen."""
    return word == name or (len(name) > 4 and (word.endswith(name) or word.startswith(name)))
