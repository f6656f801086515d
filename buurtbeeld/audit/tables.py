"""What was done, as a table and in words: lines of the audit for whoever reads it. Draws nothing and asks nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from buurtbeeld import clock, text
from buurtbeeld.record_display import labels as record_labels
from buurtbeeld.record_display import roles
from buurtbeeld.register import all_kinds
from buurtbeeld.register.audit import MOST, Line
from buurtbeeld.register.records import Record
from buurtbeeld.text import _

ON_SCREEN = ("at", "who", "verb", "record", "changed")
_SILENT = {"id", "version", "created_at", "session_epoch", "invited_by", "bound"}
_LONGEST = 200


def table(lines: Sequence[Line], names: Mapping[str, str]) -> pd.DataFrame:
    """One row per line: at (Dutch clock), who, verb, record, changed, record_id. names: area_id -> label."""
    rows = [
        {
            "at": pd.Timestamp(line.at).tz_convert(clock.DUTCH).tz_localize(None).floor("s"),
            "who": roles.doer(line.by, line.email),
            "verb": verb(line.verb),
            "record": record(line.record, line.of_email),
            "changed": changed(line, names),
            "record_id": str(line.record_id),
        }
        for line in lines
    ]
    return pd.DataFrame(rows, columns=list(heads()))


def heads() -> dict[str, str]:
    """Column -> head of the table."""
    return {
        "at": _("Wanneer"),
        "who": _("Wie"),
        "verb": _("Wat"),
        "record": _("Waarvan"),
        "changed": _("Wat er veranderde"),
        "record_id": _("Kenmerk"),
    }


def changed(line: Line, names: Mapping[str, str]) -> str:
    """The fields that differ, old → new; of a new record all that is filled in. names: area_id -> label."""
    old, new, kind = line.before or {}, line.after or {}, all_kinds.every().get(line.record)
    changes = []
    for field in (field for field in new if field not in _SILENT and new[field] != old.get(field)):
        value = _short(field, new[field], names)
        if field in old:
            changes.append(f"{_field(kind, field)}: {_short(field, old[field], names)} → {value}")
        elif new[field] not in (None, "", [], True):
            changes.append(f"{_field(kind, field)}: {value}")
    return "; ".join(changes)


def _field(kind: type[Record] | None, name: str) -> str:
    return {
        "role": _("rol"),
        "areas": _("gebieden"),
        "active": _("toegang"),
        "bound": _("account bekend"),
        "area_id": _("gebied"),
        "kind": _("soort"),
        "theme": _("thema"),
        "remark": _("opmerking"),
        "until": _("tot en met"),
        "deleted_at": _("verwijderd"),
    }.get(name) or record_labels.label_or_name(kind, name).lower()


def _short(field: str, value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if field == "role":
        return roles.role(str(value))
    if isinstance(value, list):
        return ", ".join(names.get(str(area), str(area)) for area in value) or text.NOTHING
    value = names.get(str(value), value)
    words = text.NOTHING if value is None or value == "" else str(value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def in_words(lines: Sequence[Line]) -> str:
    """How many lines there are, and by how many."""
    if not lines:
        return _("In dit tijdvak is niets vastgelegd")
    if len(lines) == MOST:
        return _("Meer dan {n} regels; kies een korter tijdvak om alles te zien", n=text.number(MOST))
    by = len({line.by for line in lines})
    people = _("één persoon") if by == 1 else _("{n} personen", n=by)
    return _("Wijzigingen in dit tijdvak: {n}, door {people}", n=text.number(len(lines)), people=people)


def verbs(used: Iterable[str]) -> dict[str, str]:
    """Verbs that were used -> their words, as a list to choose from."""
    return dict(sorted(((name, verb(name)) for name in used), key=lambda pair: pair[1]))


def verb(name: str) -> str:
    """The words for a verb; one without words of its own as it is."""
    return {
        "invite_person": _("uitgenodigd"),
        "change_person": _("rol of gebieden gewijzigd"),
        "deactivate_person": _("toegang beëindigd"),
        "reactivate_person": _("toegang teruggegeven"),
        "first_sign_in": _("eerste keer aangemeld"),
        "sign_out": _("afgemeld"),
        "read_audit": _("bekeken wie wat deed"),
        "change_known": _("markering gewijzigd"),
        "expire": _("markering verlopen"),
    }.get(name) or record_labels.verbs().get(name, name.replace("_", " "))


def record(name: str, email: str | None = None) -> str:
    """The words for a kind of record, of a person with whose; one without words of its own as it is."""
    if email:
        return _("toegang van {email}", email=email)
    return {"person": _("toegang"), **record_labels.kinds()}.get(name, name.replace("_", " "))
