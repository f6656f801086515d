"""Writes the SQL that types a row of text and keeps every reason why it cannot be. Runs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from buurtbeeld import codes
from etl.blanks import trimmed, trimmed_sql
from etl.descriptors.kinds import KINDS, POINT, Canon
from etl.descriptors.schema import Descriptor, Field
from etl.geography.points import coordinate_trouble
from etl.load import moments, numbers, several
from etl.quoting import identifier, literal

EARLIEST = {"TIMESTAMP": "1990-01-01", "DATE": "1500-01-01"}
"""Before this a moment in a supplier's system is a slip; a day may be that on which a home was built."""

NEVER_KEPT = "reporter"


@dataclass(frozen=True)
class Casts:
    """SQL for one delivery, in three layers: `texts` over the file, `typed` over the texts, `reasons` over both.

    `texts` and `typed` map a column's name to its expression; `reasons` are pairs (condition, message). `cells` are
    such pairs per column that carries one thing of its own (value:<name>): they cost a row that cell and no more.
    `left_out` says of a row whether it is one of those that the descriptor does not want.
    """

    texts: dict[str, str]
    typed: dict[str, str]
    reasons: tuple[tuple[str, str], ...]
    cells: dict[str, tuple[tuple[str, str], ...]]
    row_text: str
    left_out: str


def casts(descriptor: Descriptor) -> Casts:
    """How to type every named column of one descriptor; times later than $delivered_at are a reason."""
    canon = canon_of(descriptor.kind)
    texts = {text_name(field): _text(field, descriptor.missing_values) for field in descriptor.named}
    typed: dict[str, str] = {}
    reasons, cells = [], {}
    for name, fields in descriptor.filled_by.items():
        if name == POINT:
            typed |= several.coordinates(text_name(fields[0]), fields[0])
            reasons.append(several.no_point(text_name(fields[0])))
            continue
        kind = canon[name].type if name in canon else "DOUBLE"
        typed[name] = _together(fields, kind)
        pairs = [pair for field in fields for pair in _reasons(name, text_name(field), field, kind)]
        if kind == "DATE" and len(fields) > 1:
            pairs = [several.no_month(name, text_name(field)) for field in fields if field.type != "year"]
            pairs.append(_no_day(name, fields))
        if name in canon:
            reasons += pairs
            reasons += _needed(canon[name], fields, name in descriptor.always)
        else:
            cells[name] = tuple(pairs)
    reasons += _row_reasons(descriptor)
    if {"x", "y"} <= set(typed):
        reasons.append(_misplaced(descriptor.points_crs))
    return Casts(texts, typed, tuple(reasons), cells, _row_text(descriptor), several.left_out(descriptor, text_name))


def _no_day(name: str, fields: tuple[Field, ...]) -> tuple[str, str]:
    """The reason for a year that is none, beside a month."""
    (year,) = (text_name(field) for field in fields if field.type == "year")
    odd = f"not regexp_full_match({year}, '[12][0-9]{{3}}')"
    return odd, f"concat('{name}: ''', left({year}, 40), ''' is not a year')"


def _needed(canon: Canon, fields: tuple[Field, ...], otherwise: bool) -> Iterable[tuple[str, str]]:
    """otherwise: where the cells are empty, the descriptor says what holds."""
    empty = literal(f"{canon.name}: empty, but it is needed")
    if canon.required and not otherwise:
        yield " and ".join(f"{text_name(field)} is null" for field in fields), empty
        return
    for field in fields:
        if field.constraints.required:
            yield f"{text_name(field)} is null", empty


def _together(fields: tuple[Field, ...], kind: str) -> str:
    """One typed value of the columns that feed one thing."""
    times = [field for field in fields if field.type == "time"]
    if kind == "TIMESTAMP" and times:
        (day,) = (field for field in fields if field.type != "time")
        return several.moment(_typed(text_name(day), day, kind), several.time(text_name(times[0]), times[0]))
    if kind == "DATE" and len(fields) > 1:
        year, month = sorted(fields, key=lambda field: field.type != "year")
        return several.first_day(text_name(year), text_name(month))
    if len(fields) > 1:
        return several.text(fields[0].feeds or "", [text_name(field) for field in fields])
    return _typed(text_name(fields[0]), fields[0], kind)


def text_name(field: Field) -> str:
    """The quoted name under which a column's text travels, apart from the canonical field of the same name."""
    return identifier(f"text of {field.name}")


def _text(field: Field, missing: Iterable[str]) -> str:
    """The trimmed text of a named column, NULL where it is empty or one of the missing values."""
    name = identifier(field.name)
    if field.feeds in moments.OPEN_ENDS:
        name = f"case when {moments.no_end(name)} then null else {name} end"
    column = trimmed_sql(name)
    others = [trimmed(value) for value in missing if trimmed(value)]
    if not others:
        return column
    return f"case when {column} in ({', '.join(literal(value) for value in others)}) then null else {column} end"


def _typed(raw: str, field: Field, kind: str) -> str:
    if kind == "VARCHAR":
        return raw
    if kind in ("DATE", "TIMESTAMP"):
        return moments.typed(raw, field, kind)
    return numbers.typed(raw, field, kind)


_SCIENTIFIC = r"[0-9]([.,][0-9]+)?[eE]\+[0-9]+"


def damaged(column: str) -> str:
    """SQL: whether a spreadsheet left only the first digits of a long number (1,23457E+11), the same for many."""
    return f"(contains({column}, '+') and regexp_full_match({column}, {literal(_SCIENTIFIC)}))"


def _reasons(name: str, raw: str, field: Field, kind: str) -> Iterable[tuple[str, str]]:
    typed = identifier(name)
    shown = f"left({raw}, 40)"
    name = name.replace("'", "''")
    if field.type == "time" and kind == "TIMESTAMP":
        yield f"{several.time(raw, field)} is null and {raw} is not null", several.no_time(name, raw, field)
        return
    if kind == "VARCHAR":
        yield (
            f"starts_with({typed}, '=') or starts_with({typed}, '@')",
            literal(f"{name}: starts like a formula, not like text"),
        )
        if name == "home_id":
            yield damaged(raw), f"concat('{name}: ', {shown}, ' is a number that a spreadsheet damaged')"
    else:
        yield (
            f"{typed} is null and {raw} is not null",
            f"concat('{name}: ''', {shown}, ''' is not {_expected(field, kind)}', {_serial_hint(raw, kind)})",
        )
    if kind in EARLIEST:
        yield f"{typed} < '{EARLIEST[kind]}'", f"concat('{name}: ', {shown}, ' lies before {EARLIEST[kind]}')"
    if kind == "TIMESTAMP":
        yield f"{typed} > $delivered_at", f"concat('{name}: ', {shown}, ' lies after the delivery')"
    if kind == "DOUBLE":
        yield f"not isfinite({typed})", f"concat('{name}: ', {shown}, ' is not a finite number')"
    yield from _constraints(name, raw, field, kind)


def _expected(field: Field, kind: str) -> str:
    if kind in ("DATE", "TIMESTAMP"):
        written = moments.pattern(field) or "YYYY-MM-DD"
        if moments.without_year(written):
            written += ", in the one year that the name of the file says"
        return f"a date written as {written}".replace("'", "''")
    return "a whole number" if kind == "INTEGER" else "a number"


def _serial_hint(raw: str, kind: str) -> str:
    """Spreadsheets export dates as days since 1899-12-30; say so, never convert in passing."""
    if kind not in ("DATE", "TIMESTAMP"):
        return "''"
    day = f"cast(date '1899-12-30' + cast(left({raw}, 5) as integer) as varchar)"
    return (
        f"case when regexp_matches({raw}, '^[2-6][0-9]{{4}}([.,][0-9]+)?$') then concat('; as a spreadsheet "
        f"number it would be ', {day}) else '' end"
    )


def _constraints(name: str, raw: str, field: Field, kind: str) -> Iterable[tuple[str, str]]:
    limits, typed = field.constraints, identifier(field.target)
    number = kind not in ("DATE", "TIMESTAMP", "VARCHAR")

    def cast(limit: float | str) -> str:
        return f"cast({literal(str(limit))} as double)" if number else literal(str(limit))

    if limits.minimum is not None:
        yield f"{typed} < {cast(limits.minimum)}", f"concat('{name}: ', left({raw}, 40), ' is below the minimum')"
    if limits.maximum is not None:
        yield f"{typed} > {cast(limits.maximum)}", f"concat('{name}: ', left({raw}, 40), ' is above the maximum')"
    if limits.enum:
        allowed = ", ".join(literal(str(value)) for value in limits.enum)
        yield f"{raw} not in ({allowed})", f"concat('{name}: ', left({raw}, 40), ' is not one of the allowed values')"
    if limits.pattern:
        yield (
            f"not regexp_full_match({raw}, {literal(limits.pattern)})",
            f"concat('{name}: ', left({raw}, 40), ' is not written as agreed')",
        )


def _earlier(first: str, second: str) -> str:
    """Whether `first` lies before `second`, as far as both are known: a day is delivered as its midnight, and no moment
    of that day lies after it. Moments of the hour that the clock passes twice, in October, are not in order."""
    repeated = (
        f"(month({first}) = 10 and day({first}) > 24 and isodow({first}) = 7 and hour({first}) = 2"
        f" and hour({second}) = 2 and cast({first} as date) = cast({second} as date))"
    )
    return f"{first} < {second} and {first} <> date_trunc('day', {second}) and not {repeated}"


_SIGNAL_RULES = (
    (
        ("occurred_at", "registered_at"),
        "{text_0} is null and {text_1} is null",
        "neither occurred_at nor registered_at is known",
    ),
    (("registered_at", "closed_at"), _earlier("{1}", "{0}"), "closed_at lies before registered_at"),
    (("registered_at", "occurred_at"), _earlier("{0}", "{1}"), "occurred_at lies after registered_at"),
    (("severity",), "{0} not between 1 and 5", "severity is not 1 to 5"),
    (("x", "y"), "({text_0} is null) <> ({text_1} is null)", "one coordinate is given without the other"),
)
_OTHER_RULES = {
    "homes": ((("in_stock_from", "in_stock_until"), "{1} < {0}", "in_stock_until lies before in_stock_from"),),
    "staff_scores": ((("score",), "{0} not between 1 and 10", "score is not 1 to 10"),),
    "surveys": ((("n",), "{0} < 0", "n is negative"),),
    # Statistics offices write a number far below zero where it is withheld.
    "counts": ((("count",), "{0} < 0 and {0} > -99990", "count is negative"),),
    "area_links": ((("share",), "{0} not between 0 and 1", "share is not 0 to 1"),),
    "areas": ((("valid_from", "valid_to"), "{1} < {0}", "valid_to lies before valid_from"),),
}


def _row_reasons(descriptor: Descriptor) -> list[tuple[str, str]]:
    texts = {name: text_name(fields[0]) for name, fields in descriptor.filled_by.items()}
    rules = _SIGNAL_RULES if descriptor.kind in codes.EVIDENCE else _OTHER_RULES.get(descriptor.kind, ())
    conditions = []
    for names, condition, message in rules:
        undated = names == ("occurred_at", "registered_at") and not set(names) & set(descriptor.always)
        if undated or set(names) <= set(texts):
            columns = [identifier(name) if name in texts else "null" for name in names]
            given = {f"text_{number}": texts.get(name, "null") for number, name in enumerate(names)}
            conditions.append((condition.format(*columns, **given), literal(message)))
    return conditions


NETHERLANDS = ("3.2", "50.7", "7.3", "53.7")
"""A point is called swapped when it lies here only after swapping: nobody lets homes off the coast of Somalia."""


def _misplaced(crs: str) -> tuple[str, str]:
    """Coordinates that cannot be meant; 0, 0 is how some systems write that there are none, and no reason."""
    trouble = coordinate_trouble('"x"', '"y"', literal(crs), NETHERLANDS)
    meant = 'isfinite("x") and isfinite("y") and not ("x" = 0 and "y" = 0)'
    return f"{meant} and {trouble} is not null", trouble


_PERSONAL = r"([\w.+-]+@[\w-]+\.[\w.]+|(\+|00)?[0-9][0-9 ()-]{7,}[0-9])"


def _row_text(descriptor: Descriptor) -> str:
    """JSON of the named columns; who reported is left out, e-mail addresses and telephone numbers are masked."""
    pairs = []
    for field in descriptor.named:
        value = "'(not kept)'" if field.feeds == NEVER_KEPT else f"left({text_name(field)}, 200)"
        if field.feeds not in _NEVER_A_TELEPHONE and field.feeds != NEVER_KEPT:
            value = f"regexp_replace({value}, {literal(_PERSONAL)}, '(masked)', 'g')"
        pairs += [literal(field.name), value]
    return f"cast(json_object({', '.join(pairs)}) as varchar)"


_NEVER_A_TELEPHONE = {
    "x",
    "y",
    "occurred_at",
    "registered_at",
    "closed_at",
    "version_at",
    "month",
    "source_id",
    "home_id",
    "address_id",
}


def canon_of(kind: str) -> dict[str, Canon]:
    """Canonical fields of a kind by name."""
    return {field.name: field for field in KINDS[kind]}
