"""The door to the register: records what a visitor says, and turns its errors into sentences. Knows no figures."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from datetime import date
from uuid import UUID

import streamlit as st

from buurtbeeld import clock, text
from buurtbeeld.errors import ChangedMeanwhile, RegisterUnavailable, RemarkRefused
from buurtbeeld.record_display import refusals
from buurtbeeld.register import known_warnings
from buurtbeeld.register.known_warnings import Known, Series
from buurtbeeld.text import _
from buurtbeeld.ui import guard

_log = logging.getLogger(__name__)


def today() -> date:
    """The day it is."""
    return clock.today()


def marks() -> tuple[Known, ...]:
    """Every mark on early warnings; none, with a sentence on the page, when the register cannot be read."""
    try:
        return known_warnings.all_known(guard.register(), by=guard.visitor())
    except RegisterUnavailable as error:
        _log.error("%s", error)
        st.warning(_("Wat als bekend is gemarkeerd is nu niet te lezen; alle signalen staan hieronder."))
        return ()


def mark_known(series: Series, remark: str, until: date, seen: int) -> str:
    """Marks a series as known; the sentence that says why it was not, empty when it was."""
    mark = functools.partial(
        known_warnings.mark_known, series=series, remark=remark, until=until, today=today(), seen=seen
    )
    return _said(lambda register, by: mark(register, by=by))


def take_back(mark: str, seen: int) -> str:
    """Takes a mark back; the sentence that says why it was not, empty when it was."""
    return _said(lambda register, by: known_warnings.take_back(register, UUID(mark), by=by, seen=seen))


def _said(verb: Callable) -> str:
    try:
        verb(guard.register(), guard.visitor())
    except refusals.EXPECTED as error:
        if isinstance(error, RegisterUnavailable):
            _log.error("%s", error)
        if isinstance(error, ChangedMeanwhile):
            return _meanwhile(error.now)
        if isinstance(error, RemarkRefused):
            return refusals.refusal(error.reason)
        return refusals.sentence(error, "mark_known")
    return ""


def _meanwhile(now: object) -> str:
    if not isinstance(now, Known):
        return _("Een collega heeft deze markering intussen weggehaald. Er is niets overschreven.")
    return _(
        "Een collega was u voor: bekend tot en met {day}, met als toelichting ‘{remark}’. Er is niets overschreven; "
        "sluit dit venster om die versie te zien.",
        day=text.day(now.until),
        remark=now.remark,
    )
