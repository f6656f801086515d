"""The questions of queries/: what each asks, of which grain, with which parameters. Answers none of them."""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from datetime import date

from buurtbeeld import codes
from buurtbeeld.errors import ParameterRefused, UnknownQuestion
from buurtbeeld.settings import ROOT
from buurtbeeld.warehouse import QUERIES, question_files, question_text

# fmt: off
OUTSIDE = frozenset((
    "approach_areas", "approach_cases", "area_calamities", "area_pieces", "area_reports", "areas_touching",
    "deliveries", "findings", "hexagon_places", "holdings", "homes_in", "refusals", "rejections",
    "reporting_findings", "reporting_periods", "reporting_trend", "top_reporters", "unmapped_categories",
    "warning_calamities", "warning_reports",
))
# fmt: on
"""Questions about what the analysis file leaves out: addresses, rows, files and suppliers' own words."""

KINDS = ("area", "choice", "theme", "day", "number", "text")
_NAMES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$|\$([A-Za-z_]\w*)", re.DOTALL)
_DECLARED = re.compile(r"^--\s*\$(\w+):\s*(\w+)(?:\s*=\s*(.*?))?\s*$", re.MULTILINE)
_HEADED = re.compile(r"-- (.*)\n-- (.*)\n")


@dataclass(frozen=True)
class Parameter:
    """A $name of a question: its kind (one of KINDS), what holds when nobody chooses, and its words.

    A day's default is a day, or the column of table build that holds it.
    """

    name: str
    kind: str
    default: str
    choices: tuple[str, ...]
    nl: str
    en: str


@dataclass(frozen=True)
class Question:
    """A file of queries/: its name, its two header lines, its text and its parameters in the order of the text."""

    name: str
    asks: str
    grain: str
    sql: str
    parameters: tuple[Parameter, ...]


@functools.cache
def questions() -> tuple[Question, ...]:
    """Every question that the analysis file can answer, by name."""
    return tuple(_read(name) for name in question_files() if name not in OUTSIDE)


def question(name: str) -> Question:
    """The question of that name; raises UnknownQuestion, which says why where the file exists."""
    if name in OUTSIDE:
        raise UnknownQuestion(
            f"'{name}' asks for what the analysis file leaves out: it may lead to a person. See docs/privacy.md."
        )
    found = next((one for one in questions() if one.name == name), None)
    if found is None:
        raise UnknownQuestion(f"There is no question '{name}'. 'python -m buurtbeeld ask --list' names them all.")
    return found


def _read(name: str) -> Question:
    text = question_text(name)
    asks, grain = headed(text)
    return Question(name, asks, grain, text, parameters(text))


def headed(sql: str) -> tuple[str, str]:
    """The question and the grain in the first two lines; empty where they are not there."""
    found = _HEADED.match(sql)
    return (found[1], found[2]) if found else ("", "")


def parameters(sql: str) -> tuple[Parameter, ...]:
    """The $names of an SQL, each once. `-- $name: number = 3` in the text says the kind of one that we do not know."""
    names = dict.fromkeys(found[2] for found in _NAMES.finditer(sql) if found[2])
    declared = {name: (kind, default) for name, kind, default in _DECLARED.findall(sql)}
    return tuple(_parameter(name, declared.get(name)) for name in names)


def _parameter(name: str, declared: tuple[str, str] | None) -> Parameter:
    if declared is None:
        return _known().get(name) or Parameter(name, "text", "", (), name, name)
    kind, default = declared
    if kind not in KINDS:
        raise ParameterRefused(f"Expected a kind ({', '.join(KINDS)}) for ${name}, found '{kind}'. Change its line.")
    return Parameter(name, kind, default, _themes() if kind == "theme" else (), name, name)


@functools.cache
def _known() -> dict[str, Parameter]:
    rows = csv.DictReader((QUERIES / "parameters.csv").read_text(encoding="utf-8").splitlines())
    found = {}
    for row in rows:
        choices = _themes() if row["kind"] == "theme" else tuple(filter(None, _filled(row["choices"]).split("|")))
        found[row["name"]] = Parameter(row["name"], row["kind"], _filled(row["default"]), choices, row["nl"], row["en"])
    return found


def _filled(words: str) -> str:
    """Words joined by '|', those that name a constant of codes replaced by it."""
    constants = codes.constants()
    return "|".join(str(constants.get(word, word)) for word in words.split("|"))


@functools.cache
def _themes() -> tuple[str, ...]:
    rows = csv.DictReader((ROOT / "data" / "reference" / "themes.csv").read_text(encoding="utf-8").splitlines())
    return (codes.ALL, codes.EACH, *dict.fromkeys(row["theme"] for row in rows))


def values(asked: tuple[Parameter, ...], given: dict[str, object], build: dict[str, object]) -> dict[str, object]:
    """A value for every parameter: what was given, else its default; typed as its kind says.

    build: the row of table build, and month (its last whole month). Raises ParameterRefused for a name that the
    question does not have and for a value that is not of its kind.
    """
    surplus = sorted(set(given) - {parameter.name for parameter in asked})
    if surplus:
        names = ", ".join(parameter.name for parameter in asked) or "none"
        raise ParameterRefused(f"Expected one of the parameters {names}, found {', '.join(surplus)}. Leave it out.")
    return {parameter.name: _value(parameter, given.get(parameter.name), build) for parameter in asked}


def _value(parameter: Parameter, given: object, build: dict[str, object]) -> object:
    value = parameter.default if given is None else given
    if parameter.kind == "text" and isinstance(value, int | float):
        return value
    try:
        if parameter.kind == "number":
            number = float(str(value))
            return int(number) if number.is_integer() else number
        if parameter.kind == "day":
            known = build.get(str(value), value)
            return known if isinstance(known, date) else date.fromisoformat(str(known))
    except ValueError:
        expected = "a number" if parameter.kind == "number" else "a day as 2026-01-31"
        raise ParameterRefused(f"Expected {expected} for {parameter.name}, found '{value}'. Change it.") from None
    return _chosen(parameter, str(value))


def _chosen(parameter: Parameter, value: str) -> str:
    if parameter.choices and value not in parameter.choices:
        known = ", ".join(parameter.choices)
        raise ParameterRefused(f"Expected one of {known} for {parameter.name}, found '{value}'. Choose one of them.")
    return value
