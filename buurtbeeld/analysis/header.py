"""What opens a file of queries/: question and grain in two languages, and why analysts cannot ask it. Runs none.

    -- Which areas get worse?
    -- One row per area, the worst first.
    -- nl: Welke gebieden gaan achteruit?
    -- nl: Eén rij per gebied, het slechtste eerst.
    -- Not for the analysis file: it reads homes one by one.

A question of one's own may have the first two lines only, in any language, or none. Every other comment is a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINES = re.compile(r"(?:-- (?!\$|nl: )(.+)\n-- (?!\$|nl: )(.+)\n)?(?:-- nl: (.+)\n-- nl: (.+)\n)?")
_ROW = re.compile(r"^(?:One row|Eén rij)\s*")
_WITHHELD = re.compile(r"(?:--.*\n)*?-- Not for the analysis file: (.+)\n")


@dataclass(frozen=True)
class Header:
    """A question and its grain, which says what one row of the answer is; both empty where nobody wrote them."""

    question: str
    grain: str


def read(sql: str, language: str) -> Header:
    """The header in this language (nl or en), or the one there is."""
    question, grain, dutch_question, dutch_grain = _match(sql).groups(default="")
    plain, dutch = Header(question, grain), Header(dutch_question, dutch_grain)
    first, second = (dutch, plain) if language == "nl" else (plain, dutch)
    return first if first.question else second


def withheld(sql: str) -> str:
    """Why the analysis file cannot answer it; empty where it can."""
    line = _WITHHELD.match(sql)
    return line[1] if line else ""


def file_text(english: Header, dutch: Header, sql: str) -> str:
    """The text of a file for queries/: these headers, then the SQL without any of its own."""
    body = sql.strip() + "\n"
    body = body[_match(body).end() :].rstrip().rstrip(";")
    return f"{_lines('', english, 'One row')}{_lines('nl: ', dutch, 'Eén rij')}{body}\n"


def per(grain: str) -> str:
    """What follows 'One row' or 'Eén rij' in a grain, without its full stop: per area, the worst first."""
    return _ROW.sub("", " ".join(grain.split())).rstrip(".")


def _match(sql: str) -> re.Match[str]:
    match = _LINES.match(sql)
    assert match is not None, "Both parts may be absent, so that it matches everything."
    return match


def _lines(mark: str, header: Header, row: str) -> str:
    question = " ".join(header.question.split()).rstrip("?. ")
    return f"-- {mark}{question}?\n-- {mark}{row} {per(header.grain)}".rstrip() + ".\n"
