"""A widget for every $name of the SQL, typed by what the library knows of it. Checks nothing; the library does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd
import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.analysis import catalogue
from buurtbeeld.analysis.catalogue import Parameter
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _
from buurtbeeld.ui import filters
from buurtbeeld.ui.query import ask, build
from buurtbeeld.workbench.session_panel import PREFIX


def draw(parameters: tuple[Parameter, ...]) -> dict[str, object]:
    """The chosen value of every parameter; what the link says holds first, then the default."""
    if not parameters:
        return {}
    given: dict[str, object] = {}
    with st.grid(min(len(parameters), 4), min_column_width=150, gap="small", vertical_alignment="bottom"):
        for parameter in parameters:
            given[parameter.name] = _DRAWERS[parameter.kind](parameter)
    return given


def _label(parameter: Parameter) -> str:
    return (parameter.nl if text.language() == "nl" else parameter.en) or parameter.name


def _start(parameter: Parameter) -> str:
    return st.query_params.get(f"{PREFIX}{parameter.name}", parameter.default)


def _among(parameter: Parameter, options: list[str], words: Callable[[str], str]) -> str:
    start = _start(parameter)
    key = f"workbench_{parameter.name}"
    if st.session_state.get(key) not in options:
        st.session_state[key] = start if start in options else options[0]
    return st.selectbox(_label(parameter), options, format_func=words, key=key, filter_mode="contains")


def _area(parameter: Parameter) -> str:
    labels: Mapping[str, str] = {"": _("(alle)")} | filters.areas()["label"].to_dict()
    return _among(parameter, list(labels), lambda area: labels[area])


def _choice(parameter: Parameter) -> str:
    if not parameter.choices:
        return _text(parameter)
    levels = {level: code_words.level(level) for level in codes.LEVELS}
    kinds = {kind: code_words.kind(kind) for kind in codes.EVIDENCE}
    themes = dict(ask("themes")[["theme", "name"]].itertuples(index=False))
    words = {"*": _("elk apart"), "all": _("alles samen")} | levels | themes | kinds
    return _among(parameter, list(parameter.choices), lambda choice: str(words.get(choice, choice)).capitalize())


def _day(parameter: Parameter) -> date:
    now = build()
    until: date = now["until_month"]
    defaults = {
        "until_month": until,
        "last_from": until.replace(year=until.year - 1),
        "month": (pd.Timestamp(until) - pd.DateOffset(months=1)).date(),
    }
    start = _start(parameter)
    try:
        day = defaults.get(start) or date.fromisoformat(start)
    except ValueError:
        day = until
    return st.date_input(_label(parameter), day, format="DD-MM-YYYY", key=f"workbench_{parameter.name}")


def _number(parameter: Parameter) -> float:
    try:
        start = float(_start(parameter))
    except ValueError:
        start = 0.0
    number = st.number_input(_label(parameter), value=start, step=1.0, format="%g", key=f"workbench_{parameter.name}")
    return int(number) if number.is_integer() else number


def _text(parameter: Parameter) -> str:
    return st.text_input(_label(parameter), _start(parameter), key=f"workbench_{parameter.name}")


_DRAWERS: dict[str, Callable[[Parameter], object]] = {
    "area": _area,
    "choice": _choice,
    "theme": _choice,
    "day": _day,
    "number": _number,
    "text": _text,
}
assert set(_DRAWERS) == set(catalogue.KINDS)
