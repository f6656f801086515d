"""Names of areas, themes and partners for forms and lists, the visitor's own first. Asks; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from buurtbeeld.record_display import display as record_display
from buurtbeeld.register.partners import Partner
from buurtbeeld.ui import filters, guard, query, register
from buurtbeeld.ui.query import ask


def areas(*levels: str, first: Sequence[str] = ()) -> dict[str, str]:
    """area_id -> label of the areas of these levels (none: all): `first`, then the visitor's own, then the others."""
    table = filters.areas()
    own = table["area_id"].isin(mine())
    words = {**table.loc[own, "label"].to_dict(), **table.loc[~own, "label"].to_dict()}
    there = [area for area in dict.fromkeys([*first, *words]) if area in words]
    return {area: words[area] for area in there if not levels or area.split(":")[0] in levels}


def changeable(verb: str, *levels: str) -> dict[str, str]:
    """The areas in which this visitor may do something, the own first."""
    return {area: word for area, word in areas(*levels).items() if guard.may(verb, area)}


def mine() -> frozenset[str]:
    """The visitor's own areas with all that lies in them; none for who has the whole corporation."""
    own = st.session_state.get(filters.OWN, ())
    return query.within(own) if own else frozenset()


def themes() -> dict[str, str]:
    """theme -> name, without the one that nobody chooses."""
    return {row.theme: row.name for row in ask("themes").itertuples(index=False) if row.theme != "unknown"}


def subthemes(theme: str) -> dict[str, str]:
    """subtheme -> name of one theme."""
    rows = ask("subthemes").itertuples(index=False)
    return {row.subtheme: row.name for row in rows if row.theme == theme}


def partners(*, removed: bool = False) -> dict[str, str]:
    """id -> name of every partner, by name; its kind for roles that see no texts. removed: also those taken away."""
    kinds = record_display.words(Partner, "kind")
    named = {
        str(record.id): record.what.name or kinds[record.what.kind]
        for record in register.listed(Partner, removed=removed)
    }
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))


def names() -> dict[str, str]:
    """What keys in records mean in words: areas, themes, subthemes and partners."""
    matters = {row.subtheme: row.name for row in ask("subthemes").itertuples(index=False)}
    return matters | themes() | filters.areas()["label"].to_dict() | partners(removed=True)


def area_names() -> dict[str, str]:
    """area_id -> label of every area; none while nothing was built."""
    return {} if query.demonstration() is None else filters.areas()["label"].to_dict()
