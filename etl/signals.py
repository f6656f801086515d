"""From staged rows to signals: mapped to our themes, each place once, the latest version kept, cases told apart."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pandas as pd

from etl.casting import identifier, literal
from etl.categories import categories, key, mapping_version
from etl.descriptors import Delivery
from etl.load import Stage, place_hash
from etl.tables import PLACE, SIGNAL

KEY = "hash(source, source_id)"
"""Finds candidates for being the same report; what is the same is then decided on source and source_id themselves."""


def withdraw(con: duckdb.DuckDBPyConnection, files: Iterable[str]) -> None:
    """Takes the rows of these files out; `affected` keeps their keys and `touched_month` their months."""
    con.execute("create or replace temp table affected (key ubigint)")
    con.execute("create or replace temp table touched_month (month date)")
    con.execute("create or replace temp table touched_place (place_id integer)")
    con.execute("create or replace temp table changed_file as select unnest(?::varchar[]) as file", [list(files)])
    for table in ("signal", "superseded"):
        con.execute(f"insert into affected select distinct {KEY} from {table} where file in (from changed_file)")
    con.execute("insert into touched_month select distinct month from signal where file in (from changed_file)")
    con.execute("insert into touched_place select distinct place_id from signal where file in (from changed_file)")
    for table in ("signal", "superseded", "rejected", "delivery", "loaded.outline_finding"):
        con.execute(f"delete from {table} where file in (from changed_file)")


def insert(con: duckdb.DuckDBPyConnection, staged: Stage, deliveries: list[Delivery], reporter_key: str) -> None:
    """Adds the good rows of `stage` to `signal`, duplicates still among them; new places go to loaded.place."""
    _map_categories(con, staged, deliveries)
    _find_places(con, staged)
    given = {name: f"stage.{identifier(name)}" for name in staged.columns}
    at = f"coalesce({given.get('occurred_at', 'null::timestamp')}, {given.get('registered_at', 'null::timestamp')})"
    values = {name: given.get(name, "null") for name in SIGNAL} | {
        "source": "file.source",
        "kind": "file.kind",
        "theme": "coalesce(category_map.theme, 'unknown')",
        "subtheme": "coalesce(category_map.subtheme, 'unknown')",
        "source_category": "category_map.shown",
        "mapping_version": "category_map.mapping_version",
        "severity": f"coalesce({given.get('severity', 'null')}, category_map.severity)",
        "at": at,
        "month": f"cast(date_trunc('month', {at}) as date)",
        "status": _closed_word(given.get("status")),
        "channel": _closed_word(given.get("channel")),
        "confidentiality": _closed_word(given.get("confidentiality")),
        "reporter_key": _reporter(given.get("reporter"), at, reporter_key),
        "opens_case": "true",
        "place_id": "known_place.place_id",
        "file": "file.file",
        "line": "coalesce(stage.line, stage.rowid - file.start + file.first_line)",
    }
    category = given.get("category", "null")
    con.execute(
        f"""insert into signal ({", ".join(identifier(name) for name in values)})
        select {", ".join(values.values())}
        from stage
        join file on file.file_no = stage.file_no
        join known_place on known_place.place_hash = stage.place_hash
        left join category_map on category_map.resource_no = file.resource_no and category_map.category = coalesce({category}, '')
        where stage.reasons is null"""
    )


def _map_categories(con: duckdb.DuckDBPyConnection, staged: Stage, deliveries: list[Delivery]) -> None:
    """category_map: every category as written in this delivery, its theme, and the text that may be shown of it."""
    frames = []
    for number, delivery in enumerate(deliveries):
        frames.append(categories(delivery.descriptor).drop(columns="category").assign(resource_no=number))
    known = pd.concat(frames, ignore_index=True)
    if "category" in staged.columns:
        pairs = con.execute(
            "select distinct file.resource_no, coalesce(category, '') as category from stage join file using (file_no)"
        ).df()
    else:
        pairs = pd.DataFrame({"resource_no": range(len(deliveries)), "category": ""})
    pairs["key"] = pairs["category"].map(key)
    mapped = pairs.merge(known, on=["resource_no", "key"], how="left")
    mapped["mapping_version"] = mapped["resource_no"].map(lambda number: mapping_version(deliveries[number].descriptor))
    unmapped_personal = mapped["theme"].isna() & mapped["category"].str.contains(r"@|\d{6}|^.{61,}", regex=True)
    mapped["shown"] = mapped["category"].mask(unmapped_personal, "(not kept)")
    con.register("mapped", mapped[["resource_no", "category", "shown", "theme", "subtheme", "severity", "mapping_version"]])
    con.execute("create or replace temp table category_map as select * replace (cast(severity as integer) as severity) from mapped")
    con.unregister("mapped")


def _find_places(con: duckdb.DuckDBPyConnection, staged: Stage) -> None:
    """known_place: the number of every place; places not seen before are added to loaded.place."""
    known = place_hash({name: identifier(name) for name in PLACE})
    con.execute(f"create or replace temp table known_place as select place_id, {known} as place_hash from loaded.place")
    has = [name for name in PLACE if name in staged.columns]
    has_crs = ["case when any_value(stage.x) is not null then any_value(file.crs) end as crs"] if "x" in has else []
    columns = ", ".join([*has_crs, *(f"any_value(stage.{identifier(name)}) as {identifier(name)}" for name in has)])
    names = ", ".join((["crs"] if has_crs else []) + [identifier(name) for name in has])
    con.execute(
        f"""create or replace temp table new_place as
        select cast((select coalesce(max(place_id), 0) from loaded.place) + row_number() over (order by place_hash) as integer) as place_id, *
        from (
            select stage.place_hash{", " if columns else ""}{columns}
            from stage join file on file.file_no = stage.file_no
            where stage.reasons is null and stage.place_hash not in (select place_hash from known_place)
            group by stage.place_hash)"""
    )
    con.execute(f"insert into loaded.place (place_id{', ' if names else ''}{names}) select place_id{', ' if names else ''}{names} from new_place")
    con.execute("insert into known_place select place_id, place_hash from new_place")


def _closed_word(column: str | None) -> str:
    """Status and channel are short words of the supplier's system; anything that could be a person's is not kept."""
    if column is None:
        return "null"
    return f"case when length({column}) <= 40 and not regexp_matches({column}, '@|[0-9]{{6}}') then {column} when {column} is not null then '(not kept)' end"


def _reporter(column: str | None, at: str, key: str) -> str:
    """A keyed hash that changes every calendar year: the same reporter can be counted, not followed for ever."""
    if column is None:
        return "null"
    words = f"concat({literal(key)}, '|', year({at}), '|', file.source, '|', {column})"
    return f"case when {column} is not null then cast('0x' || left(sha256({words}), 16) as ubigint) end"


def keep_latest(con: duckdb.DuckDBPyConnection, fresh: bool) -> None:
    """Of all versions of a report the latest stays in `signal` (version_at, then file, then line); others are superseded."""
    if not fresh:
        con.execute(f"insert into affected select distinct {KEY} from signal where file in (from changed_file)")
        con.execute(f"create or replace temp table back as select rowid as old_row from superseded where {KEY} in (from affected)")
        con.execute("insert into signal by name select * from superseded where rowid in (from back)")
        con.execute("delete from superseded where rowid in (from back)")
    only = "" if fresh else f"where {KEY} in (from affected)"
    con.execute(
        f"""create or replace temp table loser as
        with twice as (select {KEY} as key from signal {only} group by key having count(*) > 1)
        select loser_row from (
            select rowid as loser_row,
                row_number() over (partition by source, source_id order by version_at desc nulls last, file desc, line desc) as version_number
            from signal where {KEY} in (from twice))
        where version_number > 1"""
    )
    con.execute("insert into superseded by name select * from signal where rowid in (from loser)")
    con.execute("delete from signal where rowid in (from loser)")
    if not fresh:
        for table in ("signal", "superseded"):
            con.execute(f"insert into touched_month select distinct month from {table} where {KEY} in (from affected)")
            con.execute(f"insert into touched_place select distinct place_id from {table} where {KEY} in (from affected)")


def tell_cases(con: duckdb.DuckDBPyConnection, case_days: int, fresh: bool) -> None:
    """Marks reports that do not open a case: the supplier says so, or an earlier one on the same matter was still open.

    The same matter is the same source, place and subtheme, where the place is an address, a point or a complex. A report
    without closing date keeps its case open for case_days. After the English measure NM01 (cases per 1,000 homes).
    """
    only = "" if fresh else "and (place_id in (from touched_place) or case_id is not null)"
    con.execute(
        f"""create or replace temp table repeat_report as
        select signal_row, month from (
            select signal.rowid as signal_row, month, signal.at,
                max(coalesce(closed_at, signal.at + {int(case_days)} * interval 1 day)) over earlier as open_until
            from signal join place using (place_id)
            where case_id is null and place.precision in ('coordinates', 'address', 'complex') {only}
            window earlier as (partition by source, place_id, subtheme order by signal.at, source_id
                rows between unbounded preceding and 1 preceding))
        where "at" <= open_until
        union all
        select signal_row, month from (
            select rowid as signal_row, month, row_number() over (partition by source, case_id order by signal.at, source_id) as turn
            from signal where case_id is not null {only})
        where turn > 1"""
    )
    _mark(con, only)


def _mark(con: duckdb.DuckDBPyConnection, only: str) -> None:
    con.execute(
        f"""create or replace temp table remark as
        select signal_row, signal.month from repeat_report join signal on signal.rowid = signal_row where opens_case"""
    )
    con.execute(
        f"""create or replace temp table reopen as
        select rowid as signal_row, month from signal
        where not opens_case {only} and rowid not in (select signal_row from repeat_report)"""
    )
    con.execute("update signal set opens_case = false where rowid in (select signal_row from remark)")
    con.execute("update signal set opens_case = true where rowid in (select signal_row from reopen)")
    con.execute("insert into touched_month select distinct month from remark union select distinct month from reopen")
