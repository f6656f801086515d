"""Free text that people record: does it lead to a person? Simple rules that refuse, with a reason; no proof of more."""

from __future__ import annotations

import re
import unicodedata

LONGEST_REMARK = 300
FEWEST_LETTERS = 3
REASONS = ("empty", "long", "mail", "telephone", "number", "postcode", "address", "name")

_MOMENTS = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[:.]\d{2}\b")
"""Dates and times are no telephone numbers, and are looked away from first."""

_STREET = (
    r"(?:straat|laan|weg|plein|hof|singel|kade|dijk|pad|plantsoen|park|steeg|gracht|dreef|markt|baan|ring|wal|burg"
    r"|berg|veld|dal|donk|erf|gaard|dam|str\.)"
)
_COUNTED = (
    r"(?:meldingen|klachten|zaken|keer|maal|weken|dagen|nachten|maanden|jaar|uur|woningen|huizen|adressen|jongeren"
    r"|personen|mensen|bewoners|buren|incidenten|branden|waarnemingen|complexen|auto's|en de|gesprekken|bezoeken)"
)
_TITLE = r"(?:[Dd]hr|[Mm]evr?|[Mm]w|[Ff]am|[Dd]e heer|[Mm]evrouw|[Mm]eneer|[Ff]amilie)"
_RULES = (
    ("mail", re.compile(r"@|\bwww\.|https?://", re.IGNORECASE)),
    ("telephone", re.compile(r"(?<![\d\w])(?:(?:\+|00)\d{1,3}|0)(?:[ \-./()]{0,2}\d){8,9}(?!\d)")),
    ("number", re.compile(r"\d(?:[ .]?\d){7,}")),
    ("postcode", re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b|\b[1-9]\d{3}[a-z]{2}\b")),
    ("address", re.compile(rf"\w*{_STREET},? (?:nrs?\.? |nummers? )?\d{{1,5}}(?!\d)(?! {_COUNTED}\b)", re.IGNORECASE)),
    ("address", re.compile(r"\b(?:huis(?:nummers?|nrs?\.?)|nummers?|nrs?\.?|portiek) \d{1,5}\b", re.IGNORECASE)),
    ("name", re.compile(rf"\b{_TITLE}\b\.? +\w*[A-Z]")),
    ("name", re.compile(rf"\b[A-Z]\. ?(?:[A-Z]\. ?)*(?:(?:van|de|der|den|ten|ter) )*(?!\w*{_STREET})[A-Z][a-z]+")),
)


def tidied(remark: str) -> str:
    """The remark on one line: normalised letters, no control characters, single blanks."""
    plain = unicodedata.normalize("NFKC", remark)
    kept = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in plain)
    return " ".join(kept.split())


def refusal(remark: str, longest: int = LONGEST_REMARK) -> str:
    """Why a tidied remark is not kept, one of REASONS; empty when it may be.

    empty: fewer than FEWEST_LETTERS letters; long: over `longest`; mail: an e-mail or web address; telephone;
    number: eight digits or more; postcode; address: a street (by the endings Dutch streets have) or the word for a
    house number, with a number; name: a title or initials before a capital. A bare surname is not recognised.
    """
    bare = _MOMENTS.sub(" ", remark)
    reason = next((word for word, rule in _RULES if rule.search(bare)), "")
    if not reason and sum(letter.isalpha() for letter in remark) < FEWEST_LETTERS:
        return "empty"
    return reason or ("long" if len(remark) > longest else "")
