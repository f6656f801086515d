"""From a folder of deliveries to a published warehouse: load, place, derive, check, publish. Reads no page's wishes.

A build is the previous build, minus the rows of files that changed or went, plus the rows of files that are new.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from buurtbeeld import clock, codes, sign_in
from buurtbeeld.errors import DeliveryError
from buurtbeeld.register import store
from buurtbeeld.settings import ROOT, Settings
from buurtbeeld.warehouse import CONFIG
from etl import analysis_file, derive, figures, fingerprint, functions, period, publish
from etl.descriptors.read import Delivery, Refusal, deliveries
from etl.geography import areas as geography_areas
from etl.geography import places as geography_places
from etl.load import daily_counts, report_numbers
from etl.load import reports as load_reports
from etl.load import rows as load_rows
from etl.load import tables as load_tables
from etl.quoting import identifier, literal
from etl.sources import register
from etl.sql_files import read, run

Progress = Callable[[str, float], None]
"""Called with a sentence and the part of the build that is done, 0 to 1."""

PLACING = ("areas", "homes", "addresses", "focus_areas", "area_links")
"""Reference kinds on which it depends where a place lies."""


@dataclass(frozen=True)
class Built:
    """What a build came to: its name, whether it was made now, how many files were read for it, and which of them
    hold fewer rows than before: (file, rows before, rows now)."""

    name: str
    made: bool
    files_read: int
    shrunk: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a build has to do: files to read, files that are gone, whether it starts from nothing, and whether outlines
    became valid or stopped being so."""

    read: list[Delivery]
    gone: list[str]
    fresh: bool
    turned: bool = False

    @property
    def withdraw(self) -> list[str]:
        """Files of whose earlier version nothing counts any more."""
        return [*self.gone, *(delivery.file for delivery in self.read)]

    def concerns(self, kinds: tuple[str, ...], con: duckdb.DuckDBPyConnection) -> bool:
        """Whether any file of these kinds is read or withdrawn."""
        gone = con.execute(
            "select distinct kind from delivery where file in (select unnest(?))", [self.withdraw]
        ).fetchall()
        return self.fresh or bool(({d.descriptor.kind for d in self.read} | {kind for (kind,) in gone}) & set(kinds))

    def exchanged(self, con: duckdb.DuckDBPyConnection) -> set[str]:
        """Files of reports that are read again as the kind they were: most of their rows may stay."""
        before = set(con.execute("select file, kind from delivery").fetchall())
        reports = {(d.file, d.descriptor.kind) for d in self.read if d.descriptor.kind in codes.EVIDENCE}
        return {file for file, _ in reports & before}


def build(settings: Settings, progress: Progress = lambda sentence, part: None, fresh: bool = False) -> Built:
    """Builds the warehouse from settings.raw and publishes it in settings.warehouse.

    Unchanged files are not read again, and where nothing changed nothing is published. fresh reads everything anew.
    Raises BuildRunning, CheckFailed, DeliveryError; whatever is raised, the last published build stays as it was.
    """
    files, refusals = deliveries(settings.raw)
    _refuse_mixture(files, settings.raw)
    if not files and not refusals and not fresh:
        _refuse_emptiness(settings)
    with publish.one_build(settings.warehouse) as workspace:
        files, recorded = _recorded(settings, workspace, files)
        key = publish.reporter_key(settings.warehouse, settings.reporter_key)
        version = code_version(settings, key)
        previous = None if fresh else _previous(settings.warehouse, version)
        if previous and _same(previous, files, refusals, recorded.state):
            return Built(previous.stem, made=False, files_read=0)
        name = publish.new_name()
        partial = settings.warehouse / f"{name}.partial"
        if previous:
            shutil.copyfile(previous, partial)
        with _opened(partial, settings, workspace) as con:
            plan = _plan(con, files, fresh=previous is None)
            before = _rows_in(con)
            _fill(con, plan, refusals, settings, key, workspace, progress)
            _copy(con, recorded)
            figures.judge(con, version, lambda what: progress(f"beoordelen: {what}", 0.85))
            _describe(con, name, version, files)
            progress("controleren", 0.95)
            _check(con)
            shrunk = tuple((f, before[f], now) for f, now in _rows_in(con).items() if now < before.get(f, 0))
            _written(con, workspace / f"{name}.duckdb")
        published = publish.publish(partial, workspace / f"{name}.duckdb")
        publish.prune(settings.warehouse, settings.keep_days)
        return Built(published.stem, made=True, files_read=len(plan.read), shrunk=shrunk)


_MADE_OF = (
    ("queries/functions", "*.sql"),
    ("queries/build", "**/*.sql"),
    ("queries/analysis", "**/*.sql"),
    ("queries", "descriptions.csv"),
    ("queries/evidence", "*.sql"),
    ("data/reference", "*.*"),
)
"""What a build reads besides deliveries and is no Python; that is told by what it imports."""


def code_version(settings: Settings, key: str) -> str:
    """12 hex digits that change when the way a build is made does: code, build queries, reference lists, settings."""
    digest = hashlib.sha256(
        f"{duckdb.__version__} {settings.case_days} {hashlib.sha256(key.encode()).hexdigest()}".encode()
    )
    read = [path for folder, pattern in _MADE_OF for path in sorted((ROOT / folder).glob(pattern))]
    for path in [*fingerprint.files(), *read]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _opened(partial: Path, settings: Settings, workspace: Path) -> duckdb.DuckDBPyConnection:
    """A connection that writes partial, and to disk only once, at the end: what a build that died left is thrown away,
    so nothing has to survive a crash halfway."""
    con = duckdb.connect(
        config={
            "memory_limit": f"{settings.memory_mb}MB",
            "temp_directory": str(workspace),
            "autoinstall_known_extensions": "false",
        }
    )
    con.execute(f"attach {literal(str(partial))} as made (recovery_mode no_wal_writes)")
    con.execute("use made")
    functions.write(con)
    return con


def _check(con: duckdb.DuckDBPyConnection) -> None:
    """Every rule, over all reports; one of them looks at numbers that were found to repeat."""
    report_numbers.find_twice(con)
    report_numbers.say(con)
    derive.check(con)


def _written(con: duckdb.DuckDBPyConnection, analysis: Path) -> None:
    """Brings everything to the file of _opened, and what analysts may see to theirs; lets go of both."""
    analysis_file.write(con, analysis)
    con.execute("checkpoint made")
    con.execute("use memory")
    con.execute("detach made")


def _refuse_mixture(files: list[Delivery], raw: Path) -> None:
    made_up = {delivery.descriptor.source: delivery.descriptor.demonstration for delivery in files}
    if len(set(made_up.values())) > 1:
        real = sorted(source for source, demonstration in made_up.items() if not demonstration)
        raise DeliveryError(
            f"{raw} holds demonstration data and real deliveries ({', '.join(real)}) together. Expected one "
            "or the other: remove the demonstration folders, or keep the real deliveries in another folder and "
            "name it in BUURTBEELD_RAW."
        )


def _refuse_emptiness(settings: Settings) -> None:
    """An unmounted share looks like an empty folder; it may not take the figures off the air."""
    if any(settings.warehouse.glob("*.duckdb")):
        raise DeliveryError(
            f"{settings.raw} holds no deliveries, and there is a warehouse built from some. Nothing was published. "
            "Look whether the folder is there and is the right one; if everything must go, add --fresh."
        )


def _rows_in(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows per file; what people record here may shrink by their own doing."""
    delivered = con.execute("select file, rows_in from delivery where source <> ? order by file", [register.SOURCE])
    return dict(delivered.fetchall())


def _previous(folder: Path, version: str) -> Path | None:
    """The newest build, if it was made the way this one will be; else None, and everything is read anew."""
    builds = sorted(folder.glob("*.duckdb"))
    if not builds:
        return None
    try:
        with duckdb.connect(str(builds[-1]), read_only=True, config=CONFIG) as con:
            same = con.execute("select code_version from build").fetchone() == (version,)
    except duckdb.Error:
        return None
    return builds[-1] if same else None


def _recorded(settings: Settings, workspace: Path, files: list[Delivery]) -> tuple[list[Delivery], register.Extract]:
    """What the register gives, with its deliveries among those that were found."""
    if any(delivery.descriptor.source == register.SOURCE for delivery in files):
        raise DeliveryError(
            f"{settings.raw} holds a folder '{register.SOURCE}', a name that is kept for what people record here. "
            "Give the folder another name."
        )
    demonstration = any(delivery.descriptor.demonstration for delivery in files)
    where = store.place(settings.register, demonstration and not sign_in.configured(settings))
    recorded = register.extract(where, workspace / "recorded", demonstration)
    return [*files, *recorded.deliveries], recorded


def _copy(con: duckdb.DuckDBPyConnection, recorded: register.Extract) -> None:
    """The tables that the register gives, one for one, and what state it was in."""
    for name, rows in recorded.tables.items():
        con.register("recorded_rows", rows)
        con.execute(f"create or replace table {identifier(name)} as from recorded_rows")
        con.unregister("recorded_rows")
    con.execute("create or replace table register_state as select cast(? as varchar) as state", [recorded.state])


def _same(previous: Path, files: list[Delivery], refusals: list[Refusal], state: str) -> bool:
    """Whether files, refusals and register are those of the previous build, and its outlines as valid as they were."""
    with duckdb.connect(str(previous), read_only=True, config=CONFIG) as con:
        if con.execute("select state from register_state").fetchone() != (state,) or geography_areas.have_turned(con):
            return False
        before = set(con.execute("select file, coalesce(fingerprint, refusal) from delivery").fetchall())
    now = {(delivery.file, load_rows.fingerprint(delivery)) for delivery in files} | {
        (r.file, r.sentence) for r in refusals
    }
    return before == now


def _plan(con: duckdb.DuckDBPyConnection, files: list[Delivery], fresh: bool) -> Plan:
    if fresh:
        load_tables.create(con)
        return Plan(files, [], fresh=True)
    before = dict(con.execute("select file, fingerprint from delivery where fingerprint is not null").fetchall())
    read = [delivery for delivery in files if before.get(delivery.file) != load_rows.fingerprint(delivery)]
    gone = set(before) - {delivery.file for delivery in files}
    return Plan(read, sorted(gone), fresh=False, turned=geography_areas.have_turned(con))


def _fill(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    refusals: list[Refusal],
    settings: Settings,
    key: str,
    workspace: Path,
    report_progress: Progress,
) -> None:
    replace_places = plan.turned or plan.concerns(PLACING, con)
    reference = [kind for kind in load_tables.REFERENCE if plan.concerns((kind,), con)]
    reports = plan.exchanged(con)
    load_reports.withdraw(con, [file for file in plan.withdraw if file not in reports], reports)
    _note_refusals(con, refusals)
    progress = _progress(plan, report_progress)
    for kind in reference:
        _load_reference(con, kind, plan, workspace, progress)
    _load_signals(con, plan, key, workspace, progress)
    report_progress("gebieden en plaatsen", 0.6)
    _place(con, anew=replace_places)
    report_progress("zaken", 0.7)
    load_reports.mark_cases(con, settings.case_days, fresh=plan.fresh or replace_places)
    load_reports.forget_places(con)
    report_progress("tellen", 0.75)
    everything = period.months(con) or plan.fresh or replace_places
    load_reports.note_running(con, settings.case_days)
    derive.derive(con, everything, lambda table: report_progress(f"tellen: {table}", 0.8))
    _account(con)


def _place(con: duckdb.DuckDBPyConnection, anew: bool) -> None:
    """Places what was not there yet; anew, where the areas or homes themselves changed, everything."""
    if anew:
        con.execute("delete from place")
        con.execute("delete from place_focus")
        geography_areas.make_areas(con)
    geography_places.place(con)
    geography_places.read_codes(con)


def _progress(plan: Plan, report_progress: Progress) -> load_rows.Progress:
    total = sum(delivery.stat.st_size for delivery in plan.read) or 1
    done = 0

    def progress(sentence: str, size: int) -> None:
        nonlocal done
        done += size
        report_progress(sentence, 0.6 * done / total)

    return progress


def _note_refusals(con: duckdb.DuckDBPyConnection, refusals: list[Refusal]) -> None:
    con.execute("delete from delivery where fingerprint is null")
    for refusal in refusals:
        con.execute(
            "insert into delivery (file_id, source, file, status, refusal, rows_in, loaded, duplicates, "
            "rejected, left_out, unplaced, unknown_category)"
            " select coalesce(max(file_id), 0) + 1, ?, ?, 'refused', ?, 0, 0, 0, 0, 0, 0, 0 from delivery",
            [refusal.source, refusal.file, refusal.sentence],
        )


def _load_reference(
    con: duckdb.DuckDBPyConnection, kind: str, plan: Plan, workspace: Path, progress: load_rows.Progress
) -> None:
    con.execute(f"delete from loaded.{kind}_rows where file in (select unnest(?))", [plan.withdraw])
    mine = [delivery for delivery in plan.read if delivery.descriptor.kind == kind]
    if mine:
        load_rows.load_reference(con, kind, mine, workspace, progress)
    load_tables.mark_latest(con, kind)


def _load_signals(
    con: duckdb.DuckDBPyConnection, plan: Plan, key: str, workspace: Path, progress: load_rows.Progress
) -> None:
    mine = [delivery for delivery in plan.read if delivery.descriptor.kind in codes.EVIDENCE]
    if mine:
        staged = load_rows.stage(con, mine, workspace, progress)
        load_reports.insert(con, staged, mine, key, plan.fresh)
    load_reports.keep_latest(con, plan.fresh)
    daily_counts.count(con, plan.fresh)
    for table in ("stage", "new_place", "known_place", "twice", "twice_row", "concerned", "older_version"):
        con.execute(f"drop table if exists {table}")


def _account(con: duckdb.DuckDBPyConnection) -> None:
    """Fills in what became of the rows of each file."""
    kinds = " union all ".join(
        f"select file, line, is_latest from loaded.{kind}_rows" for kind in load_tables.REFERENCE
    )
    con.execute(f"create or replace temp view reference_row as {kinds}")
    columns = ("loaded", "duplicates", "unplaced", "unknown_category", "first", "last")
    run(
        con,
        f"""update delivery set {", ".join(f"{name} = account.{name}" for name in columns)}
        from (\n{read("build/load/file_account")}\n) as account
        where account.file_id = delivery.file_id""",
    )


def _describe(con: duckdb.DuckDBPyConnection, name: str, version: str, files: list[Delivery]) -> None:
    demonstration = any(delivery.descriptor.demonstration for delivery in files)
    con.execute(
        "create or replace table build as select * replace (? as name, ? as built_at, ? as code_version,"
        " ? as demonstration) from build",
        [name, clock.now().replace(tzinfo=None, microsecond=0), version, demonstration],
    )
