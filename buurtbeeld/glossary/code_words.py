"""The words for the codes of the field: levels of areas, kinds of evidence, lenses and their columns."""

from __future__ import annotations

from buurtbeeld.codes import ALL, COLUMN_OF
from buurtbeeld.text import _, marked

LENS = {"physical": marked("fysiek"), "social": marked("sociaal"), "safety": marked("veiligheid")}
KIND_OF = {column: kind for kind, column in COLUMN_OF.items()}
"""Column of a lens -> kind of evidence: facts -> incident."""


def level(name: str) -> str:
    """The word for a level of areas: street -> straat."""
    return {
        "gemeente": _("gemeente"),
        "wijk": _("wijk"),
        "buurt": _("buurt"),
        "focus": _("aandachtsgebied"),
        "complex": _("complex"),
        "street": _("straat"),
    }.get(name, name)


def levels(name: str) -> str:
    """The word for several areas of a level: street -> straten."""
    return {
        ALL: _("alle gebieden"),
        "gemeente": _("gemeenten"),
        "wijk": _("wijken"),
        "buurt": _("buurten"),
        "focus": _("aandachtsgebieden"),
        "complex": _("complexen"),
        "street": _("straten"),
    }.get(name, name)


def kind(name: str) -> str:
    """The word for a kind of evidence: incident -> feiten."""
    return {
        ALL: _("alle bronnen samen"),
        "incident": _("feiten"),
        "complaint": _("bewoners"),
        "observation": _("medewerkers"),
    }.get(name, name)


def lens(name: str) -> str:
    """physical -> fysiek; all three -> alle drie."""
    return _(LENS[name]) if name in LENS else _("alle drie")


def column(name: str) -> str:
    """facts -> feiten; all -> samen."""
    return kind(KIND_OF[name]) if name in KIND_OF else _("samen")
