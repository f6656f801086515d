"""Routes to partners and their norms in words. Judges nobody."""

from __future__ import annotations

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display.display import Names
from buurtbeeld.register.partners import Partner, Route
from buurtbeeld.text import _


def route(what: Route, names: Names) -> str:
    """A route in a line: from which severity, to whom, how, and within which norm."""
    way = record_display.words(Route, "way")[what.way]
    sentence = _(
        "ernst {n} en hoger: {who}, via {way}", n=what.from_severity, who=names.get(str(what.partner_id), "?"), way=way
    )
    return f"{sentence}; {norm(what)}" if what.norm_days else sentence


def norm(what: Route | Partner) -> str:
    """A norm in words; a dash without one."""
    if what.norm_days is None:
        return text.NOTHING
    if what.norm_days == 1:
        return _("binnen één werkdag") if what.norm_kind == "work" else _("binnen één dag")
    return _("binnen {n} {kind}", n=what.norm_days, kind=record_display.words(Route, "norm_kind")[what.norm_kind])
