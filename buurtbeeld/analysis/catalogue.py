"""The questions of queries/ that analysts may ask: header, text and parameters of each. Answers none of them."""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from datetime import date

from buurtbeeld import codes
from buurtbeeld.analysis import header
from buurtbeeld.analysis.header import Header
from buurtbeeld.errors import ParameterRefused, UnknownQuestion
from buurtbeeld.settings import ROOT
from buurtbeeld.warehouse import QUERIES, question_files, question_text

KINDS = ("area", "choice", "theme", "day", "number", "text")
_NAMES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$|\$([A-Za-z_]\w*)", re.DOTALL)
_DECLARED = re.compile(r"^--\s*\$(\w+):\s*(\w+)(?:\s*=\s*(.*?))?\s*$", re.MULTILINE)


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
    """A file of queries/: its name, its text and its parameters in the order of the text."""

    name: str
    sql: str
    parameters: tuple[Parameter, ...]

    def header(self, language: str) -> Header:
        """What it asks and of which grain, in this language (nl or en)."""
        return header.read(self.sql, language)


@functools.cache
def questions() -> tuple[Question, ...]:
    """Every question that the analysis file can answer, by name."""
    texts = {name: question_text(name) for name in question_files() if name not in withheld()}
    return tuple(Question(name, sql, parameters(sql)) for name, sql in texts.items())


@functools.cache
def withheld() -> dict[str, str]:
    """Name of every question that the analysis file cannot answer -> why not."""
    reasons = {name: header.withheld(question_text(name)) for name in question_files()}
    return {name: reason for name, reason in reasons.items() if reason}


def question(name: str) -> Question:
    """The question of that name; raises UnknownQuestion, which says why where the file exists."""
    if name in withheld():
        raise UnknownQuestion(f"'{name}' is not for the analysis file: {withheld()[name]} See docs/privacy.md.")
    for entry in questions():
        if entry.name == name:
            return entry
    raise UnknownQuestion(f"There is no question '{name}'. 'python -m buurtbeeld ask --list' names them all.")


def parameters(sql: str) -> tuple[Parameter, ...]:
    """The $names of an SQL, each once. `-- $name: number = 3` in the text says the kind of one that we do not know."""
    names = dict.fromkeys(match[2] for match in _NAMES.finditer(sql) if match[2])
    declared = {name: (kind, default) for name, kind, default in _DECLARED.findall(sql)}
    return tuple(_parameter(name, declared.get(name)) for name in names)


def _parameter(name: str, declared: tuple[str, str] | None) -> Parameter:
    if declared is None:
        return _parameter_list().get(name) or Parameter(name, "text", "", (), name, name)
    kind, default = declared
    if kind not in KINDS:
        raise ParameterRefused(f"Expected a kind ({', '.join(KINDS)}) for ${name}, found '{kind}'. Change its line.")
    return Parameter(name, kind, default, _themes() if kind == "theme" else (), name, name)


@functools.cache
def _parameter_list() -> dict[str, Parameter]:
    rows = csv.DictReader((QUERIES / "parameters.csv").read_text(encoding="utf-8").splitlines())
    parameters = {}
    for row in rows:
        choices = (
            _themes() if row["kind"] == "theme" else tuple(filter(None, _with_constants(row["choices"]).split("|")))
        )
        default = _with_constants(row["default"])
        parameters[row["name"]] = Parameter(row["name"], row["kind"], default, choices, row["nl"], row["en"])
    return parameters


def _with_constants(words: str) -> str:
    """Words joined by '|', those that name a constant of codes replaced by it."""
    constants = codes.constants()
    return "|".join(str(constants.get(word, word)) for word in words.split("|"))


@functools.cache
def _themes() -> tuple[str, ...]:
    rows = csv.DictReader((ROOT / "data" / "reference" / "themes.csv").read_text(encoding="utf-8").splitlines())
    return (codes.ALL, codes.EACH, *dict.fromkeys(row["theme"] for row in rows))


def values(parameters: tuple[Parameter, ...], given: dict[str, object], build: dict[str, object]) -> dict[str, object]:
    """A value for every parameter: what was given, else its default; typed as its kind says.

    build: the row of table build, and month (its last whole month). Raises ParameterRefused for a name that the
    question does not have and for a value that is not of its kind.
    """
    surplus = sorted(set(given) - {parameter.name for parameter in parameters})
    if surplus:
        names = ", ".join(parameter.name for parameter in parameters) or "none"
        raise ParameterRefused(f"Expected one of the parameters {names}, found {', '.join(surplus)}. Leave it out.")
    return {parameter.name: _value(parameter, given.get(parameter.name), build) for parameter in parameters}


def _value(parameter: Parameter, given: object, build: dict[str, object]) -> object:
    value = parameter.default if given is None else given
    if parameter.kind == "text" and isinstance(value, int | float):
        return value
    try:
        if parameter.kind == "number":
            number = float(str(value))
            return int(number) if number.is_integer() else number
        if parameter.kind == "day":
            day = build.get(str(value), value)
            return day if isinstance(day, date) else date.fromisoformat(str(day))
    except ValueError:
        expected = "a number" if parameter.kind == "number" else "a day as 2026-01-31"
        raise ParameterRefused(f"Expected {expected} for {parameter.name}, found '{value}'. Change it.") from None
    return _choice(parameter, str(value))


def _choice(parameter: Parameter, value: str) -> str:
    if parameter.choices and value not in parameter.choices:
        choices = ", ".join(parameter.choices)
        raise ParameterRefused(f"Expected one of {choices} for {parameter.name}, found '{value}'. Choose one of them.")
    return value
