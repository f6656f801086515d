"""The words for kinds of record, their fields, choices and verbs: each kind's own, and those of several kinds here."""

from __future__ import annotations

from collections.abc import Mapping

from buurtbeeld.glossary import code_words
from buurtbeeld.register import all_kinds
from buurtbeeld.register.records import Record
from buurtbeeld.text import _, marked


def label(kind: type[Record], field: str) -> str:
    """The label of a field of a kind, or of what a frozen plan holds."""
    return _(kind.words.labels.get(field) or _LABELS[field])


def label_or_name(kind: type[Record] | None, field: str) -> str:
    """The same for what may be no field of a record: where there is no label, its name."""
    own = kind.words.labels if kind else {}
    return _(own.get(field) or _LABELS.get(field) or field.replace("_", " "))


def choice(kind: type[Record], field: str, key: str) -> str:
    """The word for a choice of a field of a kind: talk -> gesprek."""
    own = kind.words.choices
    return _(own.get(f"{field}.{key}") or own.get(key) or _CHOICES[key])


def verbs() -> dict[str, str]:
    """What somebody did, by verb: for a list of what was done by whom."""
    own = (kind.words.verbs for kind in all_kinds.every().values())
    return _translate(_VERBS | {verb: word for verbs in own for verb, word in verbs.items()})


def kinds() -> dict[str, str]:
    """A kind of record by the name of its table, as the subject of a sentence."""
    return _translate({name: kind.words.noun for name, kind in all_kinds.every().items() if kind.words.noun})


def kind_of(verb: str) -> type[Record] | None:
    """The kind that a verb records; None for what is done to any kind."""
    return next((kind for kind in all_kinds.every().values() if verb in kind.words.verbs), None)


def _translate(words: Mapping[str, str]) -> dict[str, str]:
    return {key: _(dutch) for key, dutch in words.items()}


_LABELS = {
    "area_id": marked("Gebied"),
    "kind": marked("Soort"),
    "theme": marked("Thema"),
    "confidential": marked("Vertrouwelijk"),
    "name": marked("Naam"),
    "severity": marked("Ernst"),
    "at": marked("Datum"),
    "outcome": marked("Wat kwam ervan?"),
    "remark": marked("Toelichting"),
    "norm_days": marked("Norm in dagen"),
    "norm_kind": marked("Soort dagen"),
    "partner_id": marked("Partner"),
    "partners": marked("Partners"),
    "cost": marked("Kosten (€)"),
    "subtheme": marked("Onderwerp"),
    "result": marked("Resultaat"),
    "story": marked("Wat speelt er?"),
    "case_id": marked("Dossier"),
    "consultation_id": marked("Overleg"),
    "state": marked("Stand"),
    "until": marked("Geldt tot en met"),
    "ring": marked("Ring eromheen"),
    "comparison": marked("Vergelijkingsgebieden"),
}
_CHOICES = {
    "other": marked("anders"),
    "police": marked("politie"),
    "care": marked("zorg"),
    "municipality": marked("gemeente"),
    **code_words.LENS,
    "landlord": marked("corporatie"),
    "mediation": marked("buurtbemiddeling"),
    "work": marked("werkdagen"),
    "calendar": marked("kalenderdagen"),
    "solved": marked("opgelost"),
    "improved": marked("verbeterd"),
    "mayor": marked("burgemeester"),
    "staff": marked("medewerkers"),
    "open": marked("open"),
    "dropped": marked("losgelaten"),
    "reached": marked("bereikt"),
    "on_course": marked("op koers"),
    "behind": marked("loopt achter"),
}
_VERBS = {
    "withdraw": marked("ingetrokken"),
    "bring_back": marked("teruggehaald"),
    "read": marked("vertrouwelijke tekst gelezen"),
    "prune": marked("opgeruimd na de bewaartermijn"),
}
