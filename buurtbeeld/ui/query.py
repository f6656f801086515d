"""Asks the newest warehouse and keeps the answers: the door where an error becomes a sentence on the page."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import TypeVar

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached

from buurtbeeld import settings, text, warehouse
from buurtbeeld.errors import BuurtbeeldError, NoWarehouse, QueryTooLong, WarehouseError
from buurtbeeld.text import _

T = TypeVar("T")
_log = logging.getLogger(__name__)
MOST_BYTES = 256_000_000
"""Of answers in memory; those longest unused go first, and one larger than this is never kept."""
# Frames of a page are small: with text as plain Python strings pandas handles them a fifth faster than through Arrow.
pd.set_option("mode.string_storage", "python")
_beside = ThreadPoolExecutor(2, "asking")


def ask(question: str, **parameters: object) -> pd.DataFrame:
    """The answer of queries/<question>.sql in the visitor's language; without one, a sentence and the page stops."""
    return _or_a_sentence(functools.partial(_answer, "read", question, parameters))


def of_build(tell: Callable[[Path], T]) -> T:
    """What a method says of the newest build; without an answer, a sentence and the page stops."""
    return _or_a_sentence(lambda: tell(warehouse.newest(settings.read().warehouse)))


def begin(question: str, **parameters: object) -> Callable[[], pd.DataFrame]:
    """Asks beside the page, which goes on meanwhile; call the result where the answer is needed, as if asked there."""
    asked = _beside.submit(copy_context().run, _answer, "read", question, parameters)
    return functools.partial(_or_a_sentence, asked.result)


def _or_a_sentence(answer: Callable[[], T]) -> T:  # noqa: RET503 (st.stop leaves the page)
    try:
        return answer()
    except NoWarehouse:
        _nothing_yet()
    except QueryTooLong:
        st.warning(_("Deze vraag duurde te lang en is gestopt. Kies een kortere periode of minder gebieden."))
    except BuurtbeeldError as error:
        _log.error("%s", error)
        st.error(_("Deze vraag kon niet worden beantwoord. Probeer het opnieuw; blijft het zo, meld het de beheerder."))
    st.stop()


def build() -> pd.Series:
    """The one row of table build: name, built_at, demonstration, first_month, until_month (as dates)."""
    row = ask("build").iloc[0].copy()
    row["first_month"], row["until_month"] = _day(row["first_month"]), _day(row["until_month"])
    return row


def last_month() -> date:
    """The first day of the last whole month that is known."""
    return _day(pd.Timestamp(build()["until_month"]) - pd.DateOffset(months=1))


def built_at() -> datetime:
    """When the newest build was made, in UTC: what was recorded later is in no figure yet."""
    return pd.Timestamp(build()["built_at"]).tz_localize(UTC).to_pydatetime()


def demonstration() -> bool | None:
    """Whether the newest build is made up; None when there is none to ask. Draws nothing and stops nothing."""
    try:
        return bool(_answer("read", "build", {})["demonstration"].iloc[0])
    except WarehouseError:
        return None


def within(areas: Iterable[str]) -> frozenset[str]:
    """These areas with all that lies in them; themselves alone when there is no build to ask. Stops nothing."""
    given = frozenset(areas)
    try:
        return given | set(_answer("read", "areas_within", {"areas": "|".join(sorted(given))})["area_id"])
    except WarehouseError:
        return given


def _day(value: object) -> date:
    return pd.Timestamp(value).date()


def _answer(role: str, question: str, parameters: dict[str, object]) -> pd.DataFrame:
    chosen = settings.read()
    build = warehouse.newest(chosen.warehouse)
    given = tuple(sorted(parameters.items()))
    frame = shared_answer(build, role, text.language(), question, given, chosen.query_seconds)
    # A copy on write: what a page does to it stays its own, and nothing is copied until then.
    return frame.copy(deep=False)


def _bytes(frame: pd.DataFrame) -> int:
    return int(frame.memory_usage(deep=True).sum())


# Streamlit's own cache pickles each answer at each visit: 1 ms a question.
@cached(LRUCache(MOST_BYTES, getsizeof=_bytes), lock=Lock())
def shared_answer(
    build: Path, role: str, language: str, question: str, given: tuple[tuple[str, object], ...], seconds: float
) -> pd.DataFrame:
    """The answer that all share. A build's name never changes its meaning, so answers never grow old; role and language
    tell answers apart, so that none reaches a visitor who may see less or reads another language."""
    return text.in_language(warehouse.ask(build, question, seconds, **dict(given)))


def _nothing_yet() -> None:
    st.title(_("Er is nog niets te zien"))
    st.markdown(
        _(
            "Buurtbeeld heeft nog geen gegevens ingelezen. Zet leveringen in `data/raw/` en geef de opdracht "
            "`python -m etl build`, of maak een verzonnen corporatie met `python -m etl demo`."
        )
    )
