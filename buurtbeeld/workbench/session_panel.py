"""What lies on a visitor's bench: the SQL, what runs, what came of it, what went before; and its link. Asks nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

import pandas as pd
import streamlit as st

from buurtbeeld import clock
from buurtbeeld.analysis import catalogue, sql_text
from buurtbeeld.analysis.sandbox.pool import RunningQuestion
from buurtbeeld.errors import QuestionRefused, UnknownQuestion
from buurtbeeld.text import _

MOST_REMEMBERED = 30
FIRST = "area_changes"
"""What lies ready for who comes without a question."""
_KEY = "workbench"
PREFIX = "p_"
"""Parameters in the URL, apart from the choices that pages share."""


@dataclass(frozen=True)
class Outcome:
    """What a question came to: rows or a plan, or a sentence why not, with the place in the SQL."""

    sql: str
    given: dict[str, object]
    rows: pd.DataFrame | None = None
    capped: bool = False
    seconds: float = 0.0
    plan: str = ""
    sentence: str = ""
    detail: str = ""
    fault: int | None = None


@dataclass(frozen=True)
class PastQuestion:
    """One question of this visit."""

    sql: str
    at: datetime
    rows: int | None
    seconds: float


@dataclass
class Bench:
    """One visitor's. version counts the texts that were put in the editor from outside."""

    sql: str = ""
    version: int = 0
    running: RunningQuestion | None = None
    begun: Outcome | None = None
    outcome: Outcome | None = None
    saved: tuple[object, int] | None = None
    past: list[PastQuestion] = field(default_factory=list)
    link: str | None = None


def bench() -> Bench:
    """The visitor's bench, made at the first visit."""
    return st.session_state.setdefault(_KEY, Bench())


def open_link() -> bool:
    """Puts on the bench what the link says; whether that is another question than lay there, to be asked now."""
    now, params = bench(), st.query_params
    link = f"q={params.get('q', '')}&sql={params.get('sql', '')}"
    if now.link == link:
        return False
    fresh, now.link = now.link is None, link
    try:
        sql = _sql_of_link(params.get("q", ""), params.get("sql", ""))
    except (UnknownQuestion, QuestionRefused):
        st.warning(_no_question(params.get("q", "")))
        sql = ""
    if not sql and fresh and not now.sql:
        put(catalogue.question(FIRST).sql)
        return False
    if not sql or sql == now.sql:
        return False
    put(sql)
    return True


def _no_question(name: str) -> str:
    """Why the question of a link is not laid on the bench."""
    if name in catalogue.withheld():
        return _("Deze vraag kan hier niet: zij heeft gegevens nodig die naar een persoon kunnen leiden.")
    return _("De vraag uit deze link bestaat hier niet (meer).")


def _sql_of_link(name: str, packed: str) -> str:
    if name:
        return catalogue.question(name).sql
    return sql_text.from_link(packed) if packed else ""


def put(sql: str, saved: tuple[object, int] | None = None) -> None:
    """Replaces what stands in the editor; saved: id and version of the saved question it is."""
    now = bench()
    now.sql, now.version, now.saved = sql, now.version + 1, saved


def write_link(given: dict[str, object]) -> None:
    """Writes the question and its parameters in the URL; a question too long for a link leaves none."""
    now = bench()
    name = next((question.name for question in catalogue.questions() if question.sql == now.sql), "")
    chosen = {"q": name} if name else {"sql": sql_text.in_link(now.sql)}
    for key in [key for key in st.query_params if key in ("q", "sql") or key.startswith(PREFIX)]:
        if key not in chosen and key.removeprefix(PREFIX) not in given:
            del st.query_params[key]
    for key, value in {**chosen, **{f"{PREFIX}{name}": value for name, value in given.items()}}.items():
        st.query_params[key] = str(value)
    now.link = f"q={st.query_params.get('q', '')}&sql={st.query_params.get('sql', '')}"


def settle(outcome: Outcome) -> None:
    """Lays what came of the question on the bench, and remembers it."""
    now = bench()
    now.running, now.outcome = None, outcome
    number = None if outcome.rows is None else len(outcome.rows)
    if not outcome.plan:
        at = clock.now().astimezone(clock.DUTCH)
        now.past = [PastQuestion(outcome.sql, at, number, outcome.seconds), *now.past][:MOST_REMEMBERED]


def failure(begun: Outcome, sentence: str, detail: str = "", fault: int | None = None) -> Outcome:
    """The outcome of a question that got no answer; detail: the database's own words."""
    return replace(begun, sentence=sentence, detail=detail, fault=fault)
