"""Makes a table of a few lines that say what its columns hold: the same lines, the same table. Reads no file."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

ROWS = 60
MONTHS = {"Jan": "jan", "Feb": "feb", "Mar": "mrt", "May": "mei", "Oct": "okt"}
STREETS = ("Dorpsstraat", "Kerkplein", "Lindelaan", "Van Goghweg", "Industrieweg", "'t Hof", "Burg. Vosstraat")
TOWNS = ("Waterkant", "Heuvelrade", "Nieuwdorp")
NAMES = ("J. de Vries", "P. Bakker", "A. el Idrissi", "M. Jansen", "S. van Dijk")
NUISANCES = ("Geluidsoverlast", "Afval", "Burenruzie", "Vandalisme", "Parkeren", "Overlast jongeren")
PROSE = (
    "Buurman draait elke avond harde muziek, ook na elf uur en in het weekend",
    "Er ligt al weken grof vuil bij de ingang van de flat naast de kelderboxen",
    "Mevrouw belt weer over de jongeren die in het portiek hangen en roken",
)


@dataclass(frozen=True)
class Table:
    """A delivery as it might come, its kind (None: it is none of ours), and what each column feeds (None: nothing).

    file: folder and name. delimiter: of a csv; other files are written by what their name ends in. above: lines over
    the header. rows: the cells, column by column.
    """

    file: str
    kind: str | None
    feeds: dict[str, str | None]
    rows: list[list[str]]
    delimiter: str = ";"
    above: tuple[str, ...] = ()

    @property
    def content(self) -> bytes:
        """The file as bytes."""
        if self.file.endswith(".jsonl"):
            lines = (json.dumps(dict(zip(self.feeds, row, strict=True))) for row in self.rows)
            return ("\n".join(lines) + "\n").encode()
        if self.file.endswith(".geojson"):
            return json.dumps({"type": "FeatureCollection", "features": self._features()}).encode()
        text = io.StringIO()
        text.write("".join(f"{line}\n" for line in self.above))
        csv.writer(text, delimiter=self.delimiter, lineterminator="\n").writerows([list(self.feeds), *self.rows])
        return text.getvalue().encode()

    def _features(self) -> list[dict[str, object]]:
        return [
            {
                "type": "Feature",
                "properties": dict(zip(self.feeds, row, strict=True)),
                "geometry": {"type": "Polygon", "coordinates": [_square(5.8 + number / 100, 50.9)]},
            }
            for number, row in enumerate(self.rows)
        ]


def _square(x: float, y: float) -> list[list[float]]:
    return [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]


def table(
    file: str,
    kind: str | None,
    lines: str,
    *,
    delimiter: str = ";",
    above: tuple[str, ...] = (),
    rows: int = ROWS,
) -> Table:
    """A table of lines 'head | what it feeds (- for nothing) | what its cells are'; see CELLS."""
    dice = random.Random(file)
    columns = [[part.strip() for part in line.split("|")] for line in lines.strip().splitlines()]
    cells = [_column(words, rows, dice) for _, _, words in columns]
    feeds = {head: None if field == "-" else field for head, field, _ in columns}
    return Table(file, kind, feeds, [list(row) for row in zip(*cells, strict=True)], delimiter, above)


def _column(words: str, rows: int, dice: random.Random) -> list[str]:
    """words: a word of CELLS, what it needs, and at the end ?20 where a fifth is empty."""
    words, _, empty = words.partition(" ?")
    name, _, more = words.partition(" ")
    make = CELLS[name]
    return ["" if dice.random() * 100 < int(empty or 0) else make(number, more, dice) for number in range(rows)]


def _moment(number: int, pattern: str, dice: random.Random, days: int = 0) -> str:
    at = datetime(2023, 1, 2, 7, 30) + timedelta(days, hours=97 * number, minutes=dice.randrange(600))
    if not pattern.startswith("nl "):
        return at.strftime(pattern)
    text = at.strftime(pattern.removeprefix("nl "))
    for english, dutch in MONTHS.items():
        text = text.replace(english, dutch)
    return text


def _later(number: int, pattern: str, dice: random.Random) -> str:
    """Ten days after the moment of the same row, whatever the hour."""
    return _moment(number, pattern, dice, 10)


def _number(_: int, words: str, dice: random.Random) -> str:
    low, high, *sign = words.split(" ")
    if not sign:
        return str(dice.randint(int(low), int(high)))
    return f"{dice.uniform(float(low), float(high)):.1f}".replace(".", sign[0])


def _code(number: int, words: str, _: random.Random) -> str:
    """bu GM0363 5: the same five codes over and over."""
    letters, town, *times = words.split(" ")
    number = number % int(times[0]) if times else number
    return {"bu": f"BU{town}{number // 10:02d}{number % 10:02d}", "wk": f"WK{town}{number:02d}"}[letters]


CELLS: dict[str, Callable[[int, str, random.Random], str]] = {
    "nr": lambda number, pattern, dice: pattern.replace("#", str(1000 + number)),
    "rank": lambda number, pattern, dice: str(number + 1),
    "moment": _moment,
    "later": _later,
    "of": lambda number, words, dice: dice.choice(words.split(",")),
    "in_turn": lambda number, words, dice: words.split(",")[number % len(words.split(","))],
    "always": lambda number, words, dice: words,
    "number": _number,
    "code": _code,
    "street": lambda number, words, dice: dice.choice(STREETS),
    "house": lambda number, words, dice: str(dice.randint(1, 240)),
    "addition": lambda number, words, dice: dice.choice("ABC"),
    "address": lambda number, words, dice: f"{dice.choice(STREETS)} {dice.randint(1, 240)}",
    "postcode": lambda number, words, dice: f"{dice.randint(1000, 9999)} {dice.choice('ABCD')}{dice.choice('EFGH')}",
    "town": lambda number, words, dice: dice.choice(TOWNS),
    "nuisance": lambda number, words, dice: dice.choice(NUISANCES),
    "prose": lambda number, words, dice: dice.choice(PROSE),
    "person": lambda number, words, dice: dice.choice(NAMES),
    "phone": lambda number, words, dice: f"06{dice.randint(10000000, 99999999)}",
    "mail": lambda number, words, dice: f"bewoner{dice.randint(1, 400)}@post.example",
    "rdx": lambda number, words, dice: f"{dice.uniform(182000, 189000):.0f}",
    "rdy": lambda number, words, dice: f"{dice.uniform(330000, 336000):.0f}",
    "lon": lambda number, words, dice: f"{dice.uniform(5.75, 5.95):.6f}",
    "lat": lambda number, words, dice: f"{dice.uniform(50.93, 51.05):.6f}",
    "point": lambda number, words, dice: f"({dice.uniform(50.93, 51.05):.5f}, {dice.uniform(5.75, 5.95):.5f})",
    "west": lambda number, words, dice: f"{-dice.uniform(73.7, 74.2):.6f}",
    "north": lambda number, words, dice: f"{dice.uniform(40.5, 40.9):.6f}",
    "name": lambda number, words, dice: f"{words or 'Buurt'} {number + 1}",
}
"""What a column may hold."""
