"""Brings Dutch addresses, written in any usual way, to one form. Looks nothing up and knows no coordinates."""

from __future__ import annotations

import duckdb

# Words with one meaning in a street name. 'kon.' or 'pr.' could be he or she, so they are left as they are.
_STREET_WORDS = (
    (r"\b(v d|vd|v der)\b", "van der"),
    (r"\bv\b", "van"),
    (r"(str|strt)\b", "straat"),
    (r"ln\b", "laan"),
    (r"wg\b", "weg"),
    (r"(pl|pln)$", "plein"),
    (r"(sngl|sgl)\b", "singel"),
    (r"grt\b", "gracht"),
    (r"^(1e|1ste) ", "eerste "),
    (r"^(2e|2de) ", "tweede "),
    (r"^(3e|3de) ", "derde "),
    (r"^(4e|4de) ", "vierde "),
    (r"\bst ", "sint "),
    (r"\b(burg|burgem|bgm) ", "burgemeester "),
    (r"\bpast ", "pastoor "),
    (r"\bprof ", "professor "),
    (r"^dr ", "doctor "),
    (r"\bmgr ", "monseigneur "),
    (r"\bir ", "ingenieur "),
    (r"\bmr ", "meester "),
    (r"\bgen ", "generaal "),
    (r"\bjhr ", "jonkheer "),
    (r"\bpres ", "president "),
)

_LINE = r"^\s*(.*?[^\d\s,.].*?)[\s,]+(\d{1,5})\s*((?:[-/]?\s*[A-Za-z]{1,4})?(?:\s*[-/]?\s*\d{1,4})?)\s*$"
_LINE_TAIL = r"^(.*\d.*?)[\s,]+([1-9]\d{3}\s?[A-Za-z]{2})(?:[\s,]+(\D*))?$"


def _street_sql() -> str:
    text = "plain(t)"
    for pattern, word in _STREET_WORDS:
        text = f"regexp_replace({text}, '{pattern}', '{word}', 'g')"
    return text


MACROS = (
    "plain(t) as nullif(trim(regexp_replace(lower(strip_accents(t)), '[^a-z0-9]+', ' ', 'g')), '')",
    "clean_postcode(t) as nullif(upper(regexp_replace(t, '[^0-9A-Za-z]', '', 'g')), '')",
    r"clean_number(n) as nullif(ltrim(regexp_extract(n, '^\D*(\d+)', 1), '0'), '')",
    r"tail_of_number(n) as regexp_replace(regexp_replace(n, '\.0+\s*$', ''), '^\D*\d+', '')",
    "clean_addition(n, a) as coalesce(upper(regexp_replace(strip_accents(concat("
    r"tail_of_number(n), ' ', regexp_replace(a, '\.0+\s*$', ''))), '[^0-9A-Za-z]', '', 'g')), '')",
    f"clean_street(t) as {_street_sql()}",
    "street_key(clean) as replace(regexp_replace(clean, 'van (den|der|de) ', 'vd '), ' ', '')",
    "clean_town(t) as case plain(t) when 'den haag' then 's gravenhage' when 'den bosch' then 's hertogenbosch'"
    " else plain(t) end",
    "town_key(clean) as replace(clean, ' ', '')",
    f"line_tail(t) as regexp_extract(t, '{_LINE_TAIL}', ['line', 'postcode', 'town'])",
    f"line_parts(t) as regexp_extract(t, '{_LINE}', ['street', 'number', 'addition'])",
)
"""Temporary macros, so that nothing of them stays in the published file."""


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros known to con; needed once per connection before anything of keyed()."""
    for macro in MACROS:
        con.execute(f"create or replace temp macro {macro}")


def keyed(table: str) -> str:
    """A select: all columns of table and its address as keys.

    pc postcode, nr house number, extra addition ('' for none), street_key and town_key to compare by, street_clean and
    town_clean to read, street_text as delivered, whole_key for a street whose name ends in a number (Plein 1944).
    """
    return _KEYED.replace("$table", table)


_KEYED = """
    with line as (
        select *, number is null and regexp_matches(coalesce(street, ''), '\\d') as in_line from $table
    ),
    tailed as (select *, case when in_line then line_tail(street) end as tail from line),
    split as (
        select *, case when in_line then line_parts(coalesce(nullif(tail.line, ''), street)) end as part from tailed
    ),
    whole as (
        select * exclude (in_line, tail, part),
            coalesce(postcode, nullif(tail.postcode, '')) as given_postcode,
            coalesce(town, nullif(tail.town, '')) as given_town,
            coalesce(number, nullif(part.number, '')) as given_number,
            coalesce(addition, nullif(part.addition, '')) as given_addition,
            coalesce(nullif(part.street, ''), street) as street_text,
            case when part.street <> '' then street end as whole_text
        from split
    ),
    street_word as (
        select word, clean_street(word) as street_clean, street_key(clean_street(word)) as street_key
        from (select street_text as word from whole union select whole_text from whole) where word is not null
    ),
    town_word as (
        select word, clean_town(word) as town_clean, town_key(clean_town(word)) as town_key
        from (select distinct given_town as word from whole) where word is not null
    )
    select whole.* exclude (given_postcode, given_town, given_number, given_addition, whole_text),
        clean_postcode(given_postcode) as pc,
        clean_number(given_number) as nr,
        clean_addition(given_number, given_addition) as extra,
        s.street_key, s.street_clean, w.street_key as whole_key, town_word.town_key, town_word.town_clean
    from whole
    left join street_word s on s.word = whole.street_text
    left join street_word w on w.word = whole.whole_text
    left join town_word on town_word.word = whole.given_town
    """
