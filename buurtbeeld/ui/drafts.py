"""Drafts of what somebody is writing, so that a closed browser loses nothing. Written to no disk: not yet judged."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import streamlit as st

from buurtbeeld import access
from buurtbeeld.ui import guard

KEPT_SECONDS = 7 * 24 * 3600
MOST = 500
_KEY = "draft"


class Drafts:
    """The last draft per owner and form, for KEPT_SECONDS, at most MOST of them; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, str], tuple[float, dict[str, Any]]] = OrderedDict()

    def keep(self, owner: str, form: str, content: Mapping[str, Any], now: float) -> None:
        """Keeps a draft in place of the one before; an empty one is let go."""
        with self._lock:
            self._held.pop((owner, form), None)
            if any(value not in (None, "", False) for value in content.values()):
                self._held[owner, form] = (now, dict(content))
            while len(self._held) > MOST:
                self._held.popitem(last=False)

    def of(self, owner: str, form: str, now: float) -> dict[str, Any]:
        """The draft, empty when there is none or it grew too old."""
        with self._lock:
            since, content = self._held.get((owner, form), (now, {}))
            return dict(content) if now - since < KEPT_SECONDS else {}


@st.cache_resource
def _drafts() -> Drafts:
    return Drafts()


def keep(form: str, content: Mapping[str, Any]) -> None:
    """Keeps what this visitor has filled in until now."""
    _drafts().keep(_owner(), form, content, time.time())


def restored(form: str) -> dict[str, Any]:
    """What this visitor had filled in when the browser was closed."""
    return _drafts().of(_owner(), form, time.time())


def _owner() -> str:
    """Whose draft it is. All visitors of a demonstration are one person, so there the link says whose: it survives
    a closed tab as well, and holds nothing of what was written."""
    person = guard.visitor()
    if person.id != access.DEMONSTRATION:
        return person.id
    if _KEY not in st.query_params:
        st.query_params[_KEY] = st.session_state.setdefault(_KEY, secrets.token_urlsafe(12))
    return f"{access.DEMONSTRATION} {st.query_params[_KEY]}"
