"""Brings codes of areas and complexes, written in any usual way, to one form. Knows no areas."""

from __future__ import annotations

import duckdb

_CBS = {"gemeente": ("GM", 4), "wijk": ("WK", 6), "buurt": ("BU", 8)}
"""The letters before a code of the statistics office and the length of the rest, which may hold letters itself."""


def _cbs_key(letters: str, length: int) -> str:
    """Without its letters; a spreadsheet takes away the first nought."""
    bare = f"regexp_replace(upper(trim(t)), '^{letters} ?([0-9])', '\\1')"
    lost = f"length({bare}) = {length - 1} and regexp_matches({bare}, '^[0-9]{{3}}')"
    return f"case when {lost} then concat('0', {bare}) else {bare} end"


_LEVEL = " ".join(
    f"when regexp_full_match(upper(trim(t)), '{letters} ?[0-9].*|[0-9]{{{length}}}') then '{level}'"
    for level, (letters, length) in _CBS.items()
)
_NAMED = " ".join(
    f"when '{level}' then concat('{letters}', {_cbs_key(letters, n)})" for level, (letters, n) in _CBS.items()
)
_KEYS = " ".join(f"when '{level}' then {_cbs_key(*cbs)}" for level, cbs in _CBS.items())

MACROS = (
    f"level_of_code(t) as case {_LEVEL} end",
    f"area_code(t) as case level_of_code(t) {_NAMED} else trim(t) end",
    "words(t) as trim(regexp_replace(upper(strip_accents(regexp_replace(trim(t), '[.]0+$', ''))),"
    " '[^A-Z0-9]+', ' ', 'g'))",
    r"together(t) as regexp_replace(words(t), '([A-Z]) ([0-9])|([0-9]) ([A-Z])', '\1\3\2\4', 'g')",
    r"complex_key(t) as coalesce(nullif(regexp_replace(together(t), '(^|[^0-9])0+([0-9])', '\1\2', 'g'), ''),"
    " upper(trim(t)))",
    r"complex_number(t) as regexp_replace(complex_key(t), '^(COMPLEX|COMPL|CPLX|CPL|CX|C) ?([0-9])', '\2')",
    f"area_key(l, t) as case l {_KEYS} when 'complex' then complex_key(t) else upper(trim(t)) end",
)
"""level_of_code: of a code that can only be the statistics office's; area_code: the code with its letters; area_key and
complex_key: the same for every way of writing one code of a level, one complex."""


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros known to con, as temporary ones."""
    for macro in MACROS:
        con.execute(f"create or replace temp macro {macro}")
