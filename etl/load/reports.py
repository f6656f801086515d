"""From staged rows to signals: mapped to our themes, each place once, the latest version kept, cases marked."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pandas as pd

from etl.descriptors.categories import categories, key, mapping_version
from etl.descriptors.read import Delivery
from etl.load import cases, report_numbers
from etl.load.file_order import order_files
from etl.load.report_numbers import SAME, find_twice
from etl.load.rows import Stage, place_hash
from etl.load.tables import PLACE, REPORT, WORDS
from etl.quoting import identifier, literal
from etl.sql_files import read, run

_TYPES = {name: kind.split(" ")[0] for name, kind in REPORT.items()}


def withdraw(con: duckdb.DuckDBPyConnection, gone: Iterable[str], changed: Iterable[str]) -> None:
    """Takes out the rows of files that are gone; of changed files only what is said of them, until they are read again.

    `affected`, `touched_file`, `touched_month` and `touched_place` say from here on which reports, files, months and
    places are concerned.
    """
    con.execute("create or replace temp table touched_file (file_id integer)")
    con.execute("create or replace temp table affected (same ubigint)")
    con.execute("create or replace temp table touched_month (month date)")
    con.execute("create or replace temp table touched_place (place_id integer)")
    con.execute("create or replace temp table gone_file as select unnest(?::varchar[]) as file", [list(gone)])
    con.execute("create or replace temp table changed_file as select unnest(?::varchar[]) as file", [list(changed)])
    _take_out(con, "file_id in (select file_id from delivery where file in (from gone_file))")
    con.execute("delete from delivery where file in (from gone_file)")
    for table in ("rejected", "loaded.outline_finding", "loaded.file_finding"):
        con.execute(f"delete from {table} where file in (from gone_file) or file in (from changed_file)")


def _take_out(con: duckdb.DuckDBPyConnection, which: str) -> None:
    """Removes reports and categories of whole files; which: a condition on file_id."""
    for table in ("report", "superseded"):
        _note_affected(con, table, f"row.{which}")
        con.execute(f"delete from {table} where {which}")
    con.execute(f"delete from category where {which}")


def _note_affected(con: duckdb.DuckDBPyConnection, table: str, which: str) -> None:
    """Also makes `concerned`: the rows of table that were noted, as row, same."""
    at = "coalesce(row.occurred_at, row.registered_at)"
    con.execute(
        f"""create or replace temp table concerned as
        select row.rowid as concerned_row, {SAME} as same, row.file_id, row.place_id,
            cast(date_trunc('month', {at}) as date) as month
        from {table} as row join delivery on delivery.file_id = row.file_id where {which}"""
    )
    for noted, column in _NOTED.items():
        con.execute(f"insert into {noted} select distinct {column} from concerned")


_NOTED = {"affected": "same", "touched_file": "file_id", "touched_month": "month", "touched_place": "place_id"}


def insert(
    con: duckdb.DuckDBPyConnection, staged: Stage, deliveries: list[Delivery], reporter_key: str, fresh: bool
) -> None:
    """Brings the good rows of `stage` into `report`, duplicates still among them; new places go to loaded.place."""
    # A file that could be read before and is refused now has nothing left.
    _take_out(con, "file_id in (select file_id from delivery where status = 'refused')")
    _map_categories(con, staged, deliveries)
    _find_places(con, staged)
    report_numbers.note_unnumbered(con, staged)
    values = _as_stored(staged, reporter_key)
    con.execute(
        f"""{"insert into report by name" if fresh else "create or replace temp table arrived as"}
        select {", ".join(f"{value} as {identifier(name)}" for name, value in values.items())}
        from stage
        join file on file.file_no = stage.file_no
        join known_place on known_place.place_hash = stage.place_hash
        join category_map on category_map.file_no = stage.file_no and category_map.word_hash = stage.word_hash
        where stage.reasons is null"""
    )
    if not fresh:
        _exchange(con, list(values))


def _as_stored(staged: Stage, reporter_key: str) -> dict[str, str]:
    """SQL for each column of a report, from `stage`, `file`, `known_place` and `category_map`."""
    given = {name: f"stage.{identifier(name)}" for name in staged.columns}
    at = f"coalesce({given.get('occurred_at', 'null::timestamp')}, {given.get('registered_at', 'null::timestamp')})"
    as_given = ("occurred_at", "registered_at", "closed_at", "version_at")
    line = "coalesce(stage.line, stage.rowid - file.start + file.first_line)"
    return {name: given.get(name, "null") for name in as_given} | {
        "source_id": report_numbers.number(given.get("source_id", "null"), line),
        "case_id": report_numbers.legible(given.get("case_id", "null")),
        "file_id": "file.file_id",
        "category_id": "category_map.category_id",
        "line": line,
        "severity": f"coalesce({given.get('severity', 'null')}, category_map.severity)",
        "reporter_key": _reporter(given.get("reporter"), at, reporter_key),
        "opens_case": "true",
        "place_id": "known_place.place_id",
    }


def _exchange(con: duckdb.DuckDBPyConnection, names: list[str]) -> None:
    """Of files that were read again only what differs goes out and comes in: most of a new export is as it was."""
    content = f"hash({', '.join(f'{identifier(name)}::{_TYPES[name]}' for name in names if name != 'opens_case')})"
    mine = "file_id in (select file_id from file)"
    con.execute(f"create or replace temp table new_row as select rowid as new_row, {content} as content from arrived")
    for table in ("report", "superseded"):
        con.execute(
            f"""create or replace temp table old_row as
            select rowid as old_row, {content} as content from {table} where {mine}"""
        )
        con.execute(
            """create or replace temp table leaving as
            select old_row from old_row where content not in (select content from new_row)"""
        )
        con.execute("delete from new_row where content in (select content from old_row)")
        _note_affected(con, table, "row.rowid in (from leaving)")
        con.execute(f"delete from {table} where rowid in (from leaving)")
    con.execute("delete from arrived where rowid not in (select new_row from new_row)")
    con.execute(
        f"""delete from category where {mine} and category_id not in (
            select category_id from category_map
        )"""
    )
    con.execute(
        f"""insert into affected
        select distinct {SAME} from arrived as row join delivery on delivery.file_id = row.file_id"""
    )
    con.execute("insert into report by name select * from arrived")


def _map_categories(con: duckdb.DuckDBPyConnection, staged: Stage, deliveries: list[Delivery]) -> None:
    """category_map: every combination of words as written, with its theme; `category` gets what may be shown, once."""
    con.register("mapped", _mapped(con, staged, deliveries))
    said = ["source_category", "status", "channel", "confidentiality", "theme", "subtheme", "mapping_version"]
    alike = " and ".join(f"old.{name} is not distinct from mapped.{name}" for name in said)
    con.execute(
        f"""create or replace temp table category_map as
        with mapped as (
            select file.file_id, mapped.* replace (cast(mapped.severity as integer) as severity,
                coalesce(cast(mapped.theme as varchar), 'unknown') as theme,
                coalesce(cast(mapped.subtheme as varchar), 'unknown') as subtheme)
            from mapped join file on file.file_no = mapped.file_no
        ),
        known as (
            select mapped.*, min(old.category_id) as known_id
            from mapped left join category as old on old.file_id = mapped.file_id and {alike}
            group by all
        )
        select * exclude (known_id),
            cast(coalesce(known_id, (select coalesce(max(category_id), 0) from category)
                + dense_rank() over (order by known_id nulls last, file_no, {", ".join(said)})) as integer)
                as category_id
        from known"""
    )
    con.unregister("mapped")
    con.execute(
        f"""insert into category (category_id, file_id, {", ".join(said)})
        select distinct category_id, file_id, {", ".join(said)} from category_map
        where category_id not in (select category_id from category)"""
    )


def _mapped(con: duckdb.DuckDBPyConnection, staged: Stage, deliveries: list[Delivery]) -> pd.DataFrame:
    """One row per file and combination of words: its theme where the table beside the descriptor has one."""
    tables = [categories(delivery.descriptor).drop(columns=["category", "mapping_version"]) for delivery in deliveries]
    themes = pd.concat([table.assign(file_no=number) for number, table in enumerate(tables)], ignore_index=True)
    said = ", ".join(
        f"any_value({name}) as {name}" if name in staged.columns else f"cast(null as varchar) as {name}"
        for name in WORDS
    )
    written = con.execute(
        f"""select file_no, word_hash, {said} from stage where reasons is null
        group by file_no, word_hash order by file_no, {", ".join(WORDS)}"""
    ).df()
    written["category"] = written["category"].fillna("")
    written["key"] = written["category"].map(key)
    mapped = written.merge(themes, on=["file_no", "key"], how="left")
    mapped["mapping_version"] = mapped["file_no"].map(lambda number: mapping_version(deliveries[number].descriptor))
    personal = mapped["theme"].isna() & mapped["category"].str.contains(r"@|\d{6}|^.{61,}", regex=True)
    return mapped.assign(
        source_category=mapped["category"].mask(personal, "(not kept)"),
        **{name: _shown(mapped[name]) for name in WORDS if name != "category"},
    )


def _shown(words: pd.Series) -> pd.Series:
    """Status and channel are short words of the supplier's system; anything that could be a person's is not kept."""
    text = words.astype(object).where(words.notna(), None)
    return text.mask(words.astype("string").str.contains(r"@|\d{6}|^.{41,}", regex=True, na=False), "(not kept)")


def _find_places(con: duckdb.DuckDBPyConnection, staged: Stage) -> None:
    """known_place: the number of every place; places not seen before are added to loaded.place."""
    digest = place_hash({name: identifier(name) for name in PLACE})
    con.execute(
        f"create or replace temp table known_place as select place_id, {digest} as place_hash from loaded.place"
    )
    said = {name: f"any_value(stage.{identifier(name)})" for name in PLACE if name in staged.columns}
    if "x" in said:
        said["crs"] = "case when any_value(stage.x) is not null then any_value(file.crs) end"
    columns = "".join(f", {value} as {identifier(name)}" for name, value in said.items())
    names = "".join(f", {identifier(name)}" for name in said)
    con.execute(
        f"""create or replace temp table new_place as
        select cast((select coalesce(max(place_id), 0) from loaded.place)
            + row_number() over (order by place_hash) as integer)
            as place_id, *
        from (
            select stage.place_hash{columns}
            from stage join file on file.file_no = stage.file_no
            where stage.reasons is null and stage.place_hash not in (select place_hash from known_place)
            group by stage.place_hash)"""
    )
    con.execute(f"insert into loaded.place (place_id{names}) select place_id{names} from new_place")
    con.execute("insert into known_place select place_id, place_hash from new_place")


def forget_places(con: duckdb.DuckDBPyConnection) -> None:
    """Takes out the places of which the last report went; `touched_area` says in which areas anything was touched."""
    con.execute(
        f"""create or replace temp table touched_area as
        select distinct area_no from ({read("build/load/place_area")}) semi join touched_place using (place_id)"""
    )
    con.execute(
        """create or replace temp table empty_place as
        select distinct place_id from touched_place
        where place_id not in (select place_id from report) and place_id not in (select place_id from superseded)"""
    )
    for table in ("place", "place_focus", "loaded.place"):
        con.execute(f"delete from {table} where place_id in (from empty_place)")


def _reporter(column: str | None, at: str, secret: str) -> str:
    """A keyed hash that changes every calendar year: the same reporter can be counted, not followed for ever.

    The digest cannot be turned back; hash() only folds it into eight bytes.
    """
    if column is None:
        return "null"
    words = f"{literal(secret[:32])}, year({at}), file.source, {column}"
    return f"case when {column} is not null then hash(sha256(concat({words}))) end"


def keep_latest(con: duckdb.DuckDBPyConnection, fresh: bool) -> None:
    """Of all versions of a report the latest stays in `report`, the others go to `superseded`."""
    if fresh:
        find_twice(con)
    else:
        _find_twice_again(con)
    order_files(con, "from delivery")
    only = f"{SAME} in (from twice)" if fresh else "row.rowid in (from twice_row)"
    con.execute(
        f"""create or replace temp view version_candidate as
        select row.rowid as report_row, delivery.source, delivery.kind, row.source_id,
            coalesce(row.registered_at, row.occurred_at) as "at", row.version_at, file_turn.turn as file, row.line
        from report as row join delivery on delivery.file_id = row.file_id
        join file_turn on file_turn.file = delivery.file where {only}"""
    )
    run(con, f"create or replace temp table older_version as {read('build/load/older_version')}")
    # Whether it opened a case is said of those that stand; what comes back is looked at anew.
    run(
        con,
        "insert into superseded by name"
        " select * replace (true as opens_case) from report where rowid in (from older_version)",
    )
    con.execute("delete from report where rowid in (from older_version)")


def _find_twice_again(con: duckdb.DuckDBPyConnection) -> None:
    """twice_row: of the reports that are concerned, after older versions came back, those that are not alone."""
    only = f"{SAME} in (from affected)"
    con.execute("create or replace temp table affected as select distinct same from affected")
    _note_affected(con, "superseded", only)
    con.execute(
        "insert into report by name select * from superseded where rowid in (select concerned_row from concerned)"
    )
    con.execute("delete from superseded where rowid in (select concerned_row from concerned)")
    _note_affected(con, "report", only)
    con.execute(
        """create or replace temp table twice_row as
        select concerned_row from concerned
        where same in (select same from concerned group by same having count(*) > 1)"""
    )


def mark_cases(con: duckdb.DuckDBPyConnection, case_days: int, fresh: bool) -> None:
    """Marks which reports open a case: all but those of queries/build/load/repeat_report.sql.

    Not fresh: only matters are looked at of which a place was touched. What changed goes to touched_month and
    touched_place.
    """
    at = "coalesce(row.occurred_at, row.registered_at)"
    con.execute(
        """create or replace temp table same_spot as
        select place_id from place where place_id in (from touched_place)
            or spot_key in (select spot_key from place where place_id in (from touched_place))"""
    )
    only = "" if fresh else "and (row.place_id in (from same_spot) or row.case_id is not null)"
    # Source and kind as a number: sorting by words costs more.
    con.execute(
        f"""create or replace temp view case_candidate as
        select row.rowid as report_row, delivery.source_no, row.source_id, row.case_id, {at} as "at", row.closed_at,
            row.place_id, row.category_id
        from report as row
        join (select file_id, dense_rank() over (order by source, kind) as source_no from delivery) as delivery
            on delivery.file_id = row.file_id
        where true {only}"""
    )
    cases.mark_openers(con, case_days)
    run(con, f"create or replace temp table repeat_report as {read('build/load/repeat_report')}")
    _mark(con, only, at)


def note_running(con: duckdb.DuckDBPyConnection, case_days: int) -> None:
    """running_opener: the cases that opened before the last twelve months and still ran in them; needs `build`."""
    run(con, f"create or replace temp table running_opener as {read('build/load/running_opener')}", case_days=case_days)


def _mark(con: duckdb.DuckDBPyConnection, only: str, at: str) -> None:
    con.execute(
        f"""create or replace temp table marked as
        select row.rowid as report_row, row.place_id, not row.opens_case as opens_case,
            cast(date_trunc('month', {at}) as date) as month
        from report as row
        where (row.opens_case and row.rowid in (from repeat_report))
            or (not row.opens_case {only} and row.rowid not in (from repeat_report))"""
    )
    con.execute("update report set opens_case = not opens_case where rowid in (select report_row from marked)")
    con.execute("insert into touched_month select distinct month from marked")
    con.execute("insert into touched_place select distinct place_id from marked")
