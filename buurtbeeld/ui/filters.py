"""Draws the filters a page asks for and keeps them in the URL, by key and never by label. Fetches no figures.

The URL is the one place where a choice lives: a link means the same in either language and after a rename.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _
from buurtbeeld.ui import data_status
from buurtbeeld.ui.query import ask, build
from buurtbeeld.ui.selection import Selection

LENGTHS = (12, 24, 36, 60, 84)
OWN = "own_areas"
"""Under this name the session keeps the areas of whoever is signed in."""
_REMEMBERED = "remembered"
_PAGE = "page_shown"


def arrive(page: str) -> None:
    """On another page than before, the menu has emptied the URL: put the visitor's earlier choices back."""
    if st.session_state.get(_PAGE, page) != page:
        for key, value in st.session_state.get(_REMEMBERED, {}).items():
            if key not in st.query_params:
                st.query_params[key] = value
    st.session_state[_PAGE] = page
    st.session_state[_REMEMBERED] = {key: st.query_params.get_all(key) for key in st.query_params}


def speak() -> None:
    """The language of this run is the one in the URL."""
    text.use(st.query_params.get("lang", "nl"))


def language() -> None:
    """The visible switch of language."""
    speak()
    _control(st.segmented_control, "lang", _("Taal"), list(text.LANGUAGES), "nl", text.LANGUAGES.get, required=True)


def draw(
    *wanted: str,
    level: str = "buurt",
    months: int = 12,
    areas: Sequence[str] = (),
    levels: Sequence[str] = codes.LEVELS,
    again: bool = False,
) -> Selection:
    """A row with the wanted filters: theme, kind, level, period, area (one) or areas (up to five).

    level, months and areas are what holds as long as the visitor chose nothing; levels are the levels on offer.
    again: the page has drawn filters before, and what is lacking was said there.
    """
    if not again:
        data_status.stop_or_say()
    first, until = build()[["first_month", "until_month"]]
    parts: dict[str, Any] = {"until": until, "since": _earlier(until, months), "level": level, "areas": tuple(areas)}
    drawers: dict[str, Callable[[], Mapping[str, Any]]] = {
        "theme": lambda: {"theme": _theme()},
        "kind": lambda: {"kind": _kind()},
        "level": lambda: {"level": _level(level, levels)},
        "period": lambda: _period(first, until, months),
        "area": lambda: {"areas": _area(areas)},
        "areas": lambda: {"areas": _areas(areas)},
    }
    with st.grid(len(wanted) + ("period" in wanted), min_column_width=180, gap="small", vertical_alignment="bottom"):
        for name in wanted:
            parts |= drawers[name]()
    return Selection(**parts)


def link(area: str | Sequence[str] | None = None, **chosen: str) -> dict[str, str | list[str]]:
    """Query parameters of a link that keeps the visitor's present choices and changes these."""
    now = {key: st.query_params.get_all(key) for key in st.query_params}
    if area is not None:
        now["area"] = [area] if isinstance(area, str) else list(area)
    return now | chosen


def choice(key: str, label: str, options: Mapping[str, str]) -> str:
    """One of a few options (key in the URL -> words), all in sight; the first holds until the visitor chooses."""
    return _control(st.segmented_control, key, label, list(options), next(iter(options)), options.get, required=True)


def pick(key: str, label: str, options: Mapping[str, str], default: str) -> str:
    """One of many options (key in the URL -> words) in a select box. An area of another level yields to the default."""
    asked = st.query_params.get_all(key)
    legal = next((value for value in asked if value in options), None)
    if asked and legal is None and not set(asked) & set(areas().index):
        _say_illegal(asked[0])
    name = f"filter_{key}"
    st.session_state[name] = legal or default
    st.selectbox(
        label,
        list(options),
        format_func=lambda value: options[value],
        key=name,
        on_change=_write,
        args=(key, name, None),
    )
    return legal or default


def level_of_link(levels: Sequence[str], otherwise: str) -> str:
    """The level of the area that the URL names, where it is one of levels: a link to an area shows that area."""
    table = areas()
    named = [table.at[area, "level"] for area in st.query_params.get_all("area") if area in table.index]
    return next((level for level in named if level in levels), otherwise)


def areas() -> pd.DataFrame:
    """Every area with its label: area_id, level, name, lies_in, label, indexed by area_id; the visitor's own first."""
    table = _labelled(build()["name"], text.language())
    own = table.index.isin(st.session_state.get(OWN, ()))
    return pd.concat([table[own], table[~own]]) if own.any() else table


@functools.lru_cache(maxsize=4)
def _labelled(_build: str, _language: str) -> pd.DataFrame:
    table = ask("area_choices")
    words = table["level"].map({name: code_words.level(name) for name in table["level"].unique()}).astype(object)
    small = table["level"].isin(["complex", "street"]) & (table["lies_in"] != "")
    place = words.where(~small, words + ", " + table["lies_in"])
    return table.assign(label=table["name"] + " (" + place + ")").set_index("area_id", drop=False)


def _theme() -> str:
    names = {"all": _("Alle thema's")} | dict(ask("themes")[["theme", "name"]].itertuples(index=False))
    return _control(st.selectbox, "theme", _("Thema"), list(names), "all", names.get)


def _kind() -> str:
    return _control(
        st.selectbox,
        "kind",
        _("Soort gegevens"),
        [codes.ALL, *codes.EVIDENCE],
        codes.ALL,
        lambda kind: code_words.kind(kind).capitalize(),
    )


def _level(default: str, levels: Sequence[str]) -> str:
    there = set(areas()["level"])
    offered = [level for level in levels if level in there or level == codes.ALL] or [default]
    # Not everybody delivers buurten; then the smallest of the larger levels comes closest.
    first = default if default in offered else offered[-1] if set(offered) <= {"gemeente", "wijk"} else offered[0]
    return _control(
        st.selectbox, "level", _("Gebieden"), offered, first, lambda level: code_words.levels(level).capitalize()
    )


def _period(first: date, until: date, months: int) -> dict[str, date]:
    ends = [_name(month) for month in _months(first, until)][::-1]
    lengths = [str(length) for length in LENGTHS]
    end = _control(st.selectbox, "until", _("Tot en met"), ends, ends[0], lambda name: text.month(_month(name)))
    length = _control(st.selectbox, "months", _("Aantal maanden"), lengths, str(months), str)
    after = _earlier(_month(end), -1)
    return {"until": after, "since": max(first, _earlier(after, int(length)))}


def _area(preferred: Sequence[str]) -> tuple[str, ...]:
    table = areas()
    default = preferred[0] if preferred else table.index[0]
    # A link from a comparison names several areas; here the first counts.
    words = table["label"].to_dict().get
    return (_control(st.selectbox, "area", _("Gebied"), table.index.tolist(), default, words, filter_mode="contains"),)


def _areas(preferred: Sequence[str]) -> tuple[str, ...]:
    table = areas()
    asked = st.query_params.get_all("area") or list(preferred)
    legal = [area for area in dict.fromkeys(asked) if area in table.index][:5]
    if len(legal) < len(asked):
        _say_illegal(", ".join(set(asked) - set(legal)) or str(len(asked)))
    st.session_state["filter_areas"] = legal
    st.multiselect(
        _("Gebieden om te vergelijken"),
        table.index.tolist(),
        format_func=table["label"].to_dict().get,
        key="filter_areas",
        max_selections=5,
        # By Enter one area is chosen, the first that holds what was typed; never all that look like it.
        filter_mode="contains",
        select_all=False,
        wrap=True,
        placeholder=_("Kies twee tot vijf gebieden"),
        on_change=_write,
        args=("area", "filter_areas", None),
    )
    return tuple(st.session_state["filter_areas"])


def _control(
    widget: Callable, key: str, label: str, options: list, default: str, words: Callable, **how: object
) -> str:
    asked = st.query_params.get(key, default)
    if asked not in options:
        _say_illegal(asked)
        asked = default if default in options else options[0]
    name = f"filter_{key}"
    st.session_state[name] = asked
    widget(label, options, format_func=words, key=name, on_change=_write, args=(key, name, default), **how)
    return asked


def _write(key: str, name: str, default: str | None) -> None:
    value = st.session_state[name]
    if value == default or not value:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def _say_illegal(value: str) -> None:
    st.caption(_("‘{value}’ uit de link bestaat hier niet; u ziet wat we standaard tonen.", value=value[:60]))


def _months(first: date, until: date) -> list[date]:
    return [stamp.date() for stamp in pd.date_range(first, until, freq="MS", inclusive="left")]


def _earlier(month: date, months: int) -> date:
    return (pd.Timestamp(month) - pd.DateOffset(months=months)).date()


def _name(month: date) -> str:
    return f"{month:%Y-%m}"


def _month(name: str) -> date:
    return date.fromisoformat(f"{name}-01")
