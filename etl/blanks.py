"""Blanks of every kind around a text, and letters that are written in parts: one way for files, headers and SQL."""

from __future__ import annotations

import re
import unicodedata

_BLANK = r"[\s\p{Z}\p{Cf}]"
_ODD = r"^[^!-~]|[^!-~]$|\p{M}"
"""Begins or ends with something else than a letter, figure or sign of ASCII, or has an accent of its own."""
_ENDS = re.compile("^[\\s\\u200b-\\u200f\\u2060\\ufeff\\u00ad]+|[\\s\\u200b-\\u200f\\u2060\\ufeff\\u00ad]+$")


def trimmed(text: str) -> str:
    """The text without blanks around it, its letters composed: a Mac writes é in two parts."""
    return _ENDS.sub("", unicodedata.normalize("NFC", text))


def trimmed_sql(column: str) -> str:
    """SQL for the same, NULL where nothing is left. Few cells have anything odd; looking costs less than cutting."""
    cut = f"nullif(regexp_replace(nfc_normalize({column}), '^{_BLANK}+|{_BLANK}+$', '', 'g'), '')"
    plain = f"{column} > '!' and not ends_with({column}, ' ') and length({column}) = strlen({column})"
    return (
        f"case when {plain} and not ends_with({column}, chr(9)) then {column}"
        f" when {column} = '' or regexp_matches({column}, '{_ODD}') then {cut} else {column} end"
    )
