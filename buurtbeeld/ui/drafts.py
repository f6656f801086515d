"""Drafts of what somebody is writing, so that a closed browser loses nothing. Written to no disk: not yet judged."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from typing import Any

import streamlit as st
from cachetools import TTLCache

from buurtbeeld import access
from buurtbeeld.ui import guard

KEPT_SECONDS = 7 * 24 * 3600
MOST = 500
"""Drafts of all visitors together; the longest untouched go first."""
DRAFTS: TTLCache[tuple[str, str], dict[str, Any]] = TTLCache(MOST, KEPT_SECONDS)
"""(owner, form) -> what was filled in."""
_KEY = "draft"
_lock = threading.Lock()


def keep(form: str, content: Mapping[str, Any]) -> None:
    """Keeps what this visitor has filled in until now, in place of what was there; an empty one is let go."""
    key = (_owner(), form)
    with _lock:
        if any(value not in (None, "", False) for value in content.values()):
            DRAFTS[key] = dict(content)
        else:
            DRAFTS.pop(key, None)


def restored(form: str) -> dict[str, Any]:
    """What this visitor had filled in when the browser was closed."""
    key = (_owner(), form)
    with _lock:
        return dict(DRAFTS.get(key, {}))


def _owner() -> str:
    """Whose draft it is. All visitors of a demonstration are one person, so there the link says whose: it survives
    a closed tab as well, and holds nothing of what was written."""
    person = guard.visitor()
    if person.id != access.DEMONSTRATION:
        return person.id
    if _KEY not in st.query_params:
        st.query_params[_KEY] = st.session_state.setdefault(_KEY, secrets.token_urlsafe(12))
    return f"{access.DEMONSTRATION} {st.query_params[_KEY]}"
