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

_NEAR = "(?:t[.]? ?o[.]?|tgo[.]?|tegenover|t[.]? ?h[.]? ?v[.]?|ter hoogte van|naast|nabij|bij|tussen|hoek|omgeving)"
"""Before a number: the report lies near it, and which side or how far is not said. After one: a remark."""
_WORD = "(?:huis)?(?:nrs?|no|num|nummers?|n[°º]|№|#)[.:]? ?"
_RANGE = "(?:t ?/ ?m|t[.]?e?[.]?m[.]?|tot(?: en met)?|en|&|[+]|;)"
_ADDITION = "(?:[-/]? *(?:[A-Za-z]{1,4}|achter|beneden|boven|links|rechts|onder|zwart))?(?: *[-/]? *[0-9]{1,4})?"

TIDYING = (
    (r"[\s\p{Z}\p{Cf}]+", " "),
    (r" ?[(\[][^)\]]*(?:[)\]]|$)", ""),
    (f"(?i)(^|[ ,]){_WORD}([0-9])", r"\1\2"),
    (f"(?i)([0-9][0-9A-Za-z]*?) ?{_RANGE} ?[0-9].*$", r"\1"),
    ("(^|[^0-9])([0-9]{1,3}[A-Za-z]?) ?, ?[0-9]{1,3}[A-Za-z]?$", r"\1\2"),
    (f"(?i)([0-9][^ ,]*)[ ,]+{_NEAR}(?:[ .:].*)?$", r"\1"),
)
"""What people write around a house number: odd blanks, remarks in brackets, 'nr.', a range of which the first number
counts, what it is near."""

_LINE = rf"^\s*(.*?[^\d\s,.].*?)[\s,]+(\d{{1,5}})\s*({_ADDITION})\s*(?:,\s*(\D*))?$"
_TIGHT = _LINE.replace(r"[\s,]+", "", 1)
"""The same without a blank before the number."""
_POSTCODE = r"(?:NL[- ]?)?([1-9]\d{3} ?[A-Za-z]{2})"
_LINE_TAIL = rf"(?i)^(.*\d.*?)[\s,]+{_POSTCODE}(?:[\s,]+(\D*))?$"
_STREET_TAIL = rf"(?i)^(\D*?)[\s,]+{_POSTCODE}[\s,]+(\D+)$"
_NEAR_NUMBER = f"(?i)^((?:[0-9]+(?:e|de|ste) )?[^0-9]+?)[ ,]+{_NEAR}[ .:]*(?:{_WORD})?()()()[0-9].*$"

_LETTERS = {"ĳ": "ij", "Ĳ": "IJ", "ÿ": "ij", "Ÿ": "IJ", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss"}
"""Letters that are two; ÿ is how old systems write ij."""
_ONE_LETTER = ("øØđĐłŁı", "oOdDlLi")


def _nested(text: str, steps: tuple[tuple[str, str], ...]) -> str:
    for pattern, word in steps:
        text = f"regexp_replace({text}, '{pattern}', '{word}', 'g')"
    return text


def _first_of(text: str, names: tuple[str, ...], *patterns: str) -> str:
    """The groups by name of the first pattern that matches; where none does, each is empty."""
    groups = [f"regexp_extract({text}, '{pattern}', {list(names)})" for pattern in patterns]
    tried = [
        f"when regexp_matches({text}, '{pattern}') then {each}" for pattern, each in zip(patterns, groups, strict=True)
    ]
    return f"case {' '.join(tried[:-1])} else {groups[-1]} end"


def _letters_sql() -> str:
    """Costs nothing where a text has plain letters only, as nearly all have."""
    text = f"translate(t, '{_ONE_LETTER[0]}', '{_ONE_LETTER[1]}')"
    for letter, two in _LETTERS.items():
        text = f"replace({text}, '{letter}', '{two}')"
    return f"case when length(t) = strlen(t) then t else strip_accents({text}) end"


MACROS = (
    f"letters(t) as {_letters_sql()}",
    "plain(t) as nullif(trim(regexp_replace(lower(letters(t)), '[^a-z0-9]+', ' ', 'g')), '')",
    r"""clean_postcode(t) as case when regexp_full_match(t, '[1-9][0-9]{3} ?[A-Z]{2}') then replace(t, ' ', '')
        else coalesce(nullif(regexp_replace(regexp_extract(upper(t),
        '(?:^|[^0-9])([1-9][0-9]{3}[^0-9A-Z]*[A-Z]{2})(?:[^A-Z]|$)', 1), '[^0-9A-Z]', '', 'g'), ''),
        nullif(upper(regexp_replace(t, '[^0-9A-Za-z]', '', 'g')), '')) end""",
    rf"town_of_postcode(t) as regexp_extract(t, '(?i)^\s*{_POSTCODE}[\s,]+([^\d,]+)', 2)",
    f"tidy(t) as {_nested('t', TIDYING)}",
    r"whole(n) as regexp_replace(n, '\.0+\s*$', '')",
    f"""house(n, l, a) as case
        when regexp_full_match(concat(n, l, a), '[0-9]+[A-Za-z0-9]{{0,3}}') then concat_ws(' ', n, l, a)
        when regexp_matches(n, '(?i)^[^0-9]*{_NEAR}[ .:]*(?:{_WORD})?[0-9]') then null
        when n is not null then tidy(concat_ws(' ', whole(n), l, whole(a))) end""",
    r"clean_number(n) as nullif(ltrim(regexp_extract(n, '^\D*(\d+)', 1), '0'), '')",
    r"clean_addition(n) as coalesce(upper(regexp_replace(letters(regexp_replace(n, '^\D*\d+', '')),"
    " '[^0-9A-Za-z]', '', 'g')), '')",
    f"clean_street(t) as {_nested('plain(t)', _STREET_WORDS)}",
    "street_key(clean) as replace(regexp_replace(clean, 'van (den|der|de) ', 'vd '), ' ', '')",
    "bare_town(t) as plain(regexp_replace(t,"
    " '(?i)[(].*$|^ *[1-9][0-9]{3} ?[a-z]{2} |[ ,]+(nederland|netherlands|nl) *$', '', 'g'))",
    "clean_town(t) as case bare_town(t) when 'den haag' then 's gravenhage' when 'den bosch' then 's hertogenbosch'"
    " else bare_town(t) end",
    "town_key(clean) as replace(clean, ' ', '')",
    f"tail(t) as {_first_of('t', ('line', 'postcode', 'town'), _LINE_TAIL, _STREET_TAIL)}",
    f"parts(t) as {_first_of('t', ('street', 'number', 'addition', 'town'), _NEAR_NUMBER, _LINE, _TIGHT)}",
)
"""Temporary macros, so that nothing of them stays in the published file."""


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros known to con; needed once per connection before anything of keyed()."""
    for macro in MACROS:
        con.execute(f"create or replace temp macro {macro}")


def keyed(table: str) -> str:
    """A select: all columns of table and its address as keys.

    pc postcode, nr house number, extra addition ('' for none), street_key and town_key to compare by, street_clean and
    town_clean to read, street_text as delivered, whole_key for a street whose name ends in a number (Plein 1944),
    remark_key what stands where a town may stand: one if it is known.
    """
    return _KEYED.replace("$table", table)


_KEYED = """
    with lined as (
        select *, house(number, letter, addition) as house,
            case when regexp_matches(street, '[0-9]') then tidy(letters(street)) end as written
        from $table
    ),
    tailed as (select *, tail(written) as tail from lined),
    split as (select * replace (coalesce(nullif(tail.line, ''), written) as written) from tailed),
    whole as (
        select * exclude (house, written, tail, part),
            coalesce(postcode, nullif(tail.postcode, '')) as given_postcode,
            coalesce(town, nullif(tail.town, '')) as given_town,
            coalesce(nullif(part.town, ''), nullif(town_of_postcode(postcode), '')) as remark,
            coalesce(house, concat_ws(' ', nullif(part.number, ''),
                coalesce(nullif(concat(letter, addition), ''), part.addition))) as given_house,
            case
                when part.street <> '' and (house is null or part.number = clean_number(house)) then part.street
                else coalesce(written, street)
            end as street_text,
            case when part.number <> '' and house is null then written end as whole_text
        from (select *, parts(written) as part from split)
    ),
    street_word as (
        select word, clean_street(word) as street_clean, street_key(clean_street(word)) as street_key
        from (select street_text as word from whole union select whole_text from whole) where word is not null
    ),
    town_word as (
        select word, clean_town(word) as town_clean, town_key(clean_town(word)) as town_key
        from (select given_town as word from whole union select remark from whole) where word is not null
    )
    select whole.* exclude (given_postcode, given_town, given_house, whole_text, remark),
        clean_postcode(given_postcode) as pc,
        clean_number(given_house) as nr,
        clean_addition(given_house) as extra,
        s.street_key, s.street_clean, w.street_key as whole_key, t.town_key, t.town_clean, r.town_key as remark_key
    from whole
    left join street_word s on s.word = whole.street_text
    left join street_word w on w.word = whole.whole_text
    left join town_word t on t.word = whole.given_town
    left join town_word r on r.word = whole.remark
    """
