"""Where builds live: one at a time, made beside the others, published by a rename, never changed afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from buurtbeeld import clock
from buurtbeeld.errors import BuildRunning
from buurtbeeld.warehouse import ANALYSIS

PATTERN = "%Y%m%dT%H%M%S.%f"


@contextmanager
def one_build(folder: Path) -> Iterator[Path]:
    """Holds the lock on folder and gives a workspace in it; what a build that died left behind is cleared first."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BuildRunning(f"Another build is running in {folder}. Wait until it ends, then start again.") from error
    workspace = folder / ".workspace"
    try:
        _clear(folder, workspace)
        workspace.mkdir()
        yield workspace
    finally:
        _clear(folder, workspace)
        lock.release()


def _clear(folder: Path, workspace: Path) -> None:
    shutil.rmtree(workspace, ignore_errors=True)
    for left in folder.glob("*.partial*"):
        left.unlink(missing_ok=True)
    _clear_analysis(folder)


def _clear_analysis(folder: Path) -> None:
    """Analysis files without a build: of one that was pruned, or of one that died between the two renames."""
    builds = {build.name for build in folder.glob("*.duckdb")}
    for analysis in (folder / ANALYSIS).glob("*.duckdb"):
        if analysis.name not in builds:
            analysis.unlink(missing_ok=True)


def new_name() -> str:
    """Name of a build: the UTC time to the millisecond, so that names sort as time does."""
    return clock.now().strftime(PATTERN)[:-3] + "Z"


def publish(partial: Path, analysis: Path) -> Path:
    """Makes a finished build the newest, its analysis file first: a build on air always has one."""
    published = partial.parent / (partial.name.removesuffix(".partial") + ".duckdb")
    (partial.parent / ANALYSIS).mkdir(exist_ok=True)
    _put(analysis, partial.parent / ANALYSIS / published.name)
    _put(partial, published)
    return published


def _put(written: Path, published: Path) -> None:
    """Its bytes reach the disk, then its name changes, then the folder's entry."""
    _sync(written)
    written.replace(published)
    if os.name == "posix":
        _sync(published.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def prune(folder: Path, keep_days: int) -> list[str]:
    """Removes builds older than keep_days, never the newest, and their analysis files; returns the names."""
    builds = sorted(folder.glob("*.duckdb"))
    limit = (clock.now() - timedelta(days=keep_days)).strftime(PATTERN)
    old = [build for build in builds[:-1] if build.stem < limit]
    for build in old:
        build.unlink(missing_ok=True)
    _clear_analysis(folder)
    return [build.stem for build in old]


def reporter_key(folder: Path, given: str) -> str:
    """The secret for hashing reporters: the setting, else one made once and kept, readable by its owner only."""
    if given:
        return given
    path = folder / ".reporter_key"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()
