"""A month to stand on, a window behind it, and a button that plays the months. Knows no figures.

Playing moves the month in the URL, so that what is seen is always a link.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard
from buurtbeeld.ui.query import build

WINDOWS = (12, 3, 1)
SECONDS = 1.2
_PLAYING, _DRAWN = "months_play", "months_drawn"


def window() -> tuple[date, date]:
    """The chosen months, half-open, with their slider and play button drawn."""
    first, until = build()[["first_month", "until_month"]]
    there = [stamp.date() for stamp in pd.date_range(first, until, freq="MS", inclusive="left")]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        length = filters.choice("window", _("Telt over"), _windows(len(there)))
        ends = there[int(length) - 1 :] if length != codes.ALL else []
        if len(ends) < 2:
            return first, until
        last = _month(ends)
        st.toggle(
            _("Speel de maanden af"),
            key=_PLAYING,
            help=_("Zet dit uit om op een maand te blijven staan. ‘Laatste maand’ of ‘Hele periode’ brengt u terug."),
        )
        if last != ends[-1]:
            st.button(_("Laatste maand"), icon=":material/last_page:", on_click=_return)
    if st.session_state[_PLAYING]:
        st.session_state[_DRAWN] = True
        _tick([f"{end:%Y-%m}" for end in ends], f"{last:%Y-%m}")
    return _later(last, 1 - int(length)), _later(last, 1)


def _windows(months: int) -> dict[str, str]:
    """The windows that fit in so many months, and all of them."""
    words = {str(size): _("{months} maanden", months=size) if size > 1 else _("1 maand") for size in WINDOWS}
    return {key: word for key, word in words.items() if int(key) <= months} | {codes.ALL: _("Hele periode")}


def _later(month: date, months: int) -> date:
    return (pd.Timestamp(month) + pd.DateOffset(months=months)).date()


def _month(ends: list[date]) -> date:
    names = {f"{end:%Y-%m}": end for end in ends}
    asked = st.query_params.get("until", "")
    st.session_state["player_until"] = asked if asked in names else list(names)[-1]
    with st.container(width=300):
        st.select_slider(
            _("Tot en met"),
            list(names),
            format_func=lambda name: text.short_month(names[name]),
            key="player_until",
            on_change=_write,
        )
    return names[st.session_state["player_until"]]


def _write() -> None:
    st.query_params["until"] = st.session_state["player_until"]


def _return() -> None:
    st.session_state[_PLAYING] = False
    st.query_params.pop("until", None)


@st.fragment(run_every=SECONDS)
def _tick(names: list[str], now: str) -> None:
    guard.require("read")
    # The page itself draws this fragment too; only when the timer does, a month goes by.
    if st.session_state.pop(_DRAWN, False):
        return
    st.query_params["until"] = names[(names.index(now) + 1) % len(names)]
    st.rerun()
