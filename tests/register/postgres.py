"""A real PostgreSQL server of the tests' own, on a socket in a folder that goes with it. Touches no other server."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

DEBIAN = Path("/usr/lib/postgresql")
SETTINGS = ("fsync=off", "full_page_writes=off")
"""Faster, and no less whole when only the server dies: what it wrote is with the operating system."""


def programs() -> Path | None:
    """The folder with initdb and pg_ctl; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    return Path(found).resolve().parent if found else versions[-1].parent if versions else None


class Server:
    """A server that is started, stopped and started again, and hands out empty databases by URL."""

    def __init__(self, folder: Path, settings: tuple[str, ...]) -> None:
        self.folder, self.settings = folder, settings
        self._run("initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        given = " ".join(f"-c {setting}" for setting in (*self.settings, "listen_addresses="))
        options = f"-k {self.folder} {given}"
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-m", "immediate", "stop")

    def database(self) -> str:
        """The URL of a new, empty schema: to who connects to it a database of its own, and a thousand files fewer."""
        name = f"register_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as con:
            con.execute(sql.SQL("create schema {}").format(sql.Identifier(name)))
        return f"postgresql://postgres@/postgres?host={self.folder}&options=-csearch_path%3D{name}"

    def _run(self, program: str, *arguments: str | Path) -> None:
        folder = programs()
        assert folder is not None
        # PostgreSQL refuses to run as root, and has made a user of its own where root installed it.
        user = ["runuser", "-u", "postgres", "--"] if os.name == "posix" and os.geteuid() == 0 else []
        command = [*user, str(folder / program), *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        assert done.returncode == 0, f"{program} failed: {done.stderr.decode()}"


@contextmanager
def server(settings: tuple[str, ...] = SETTINGS) -> Iterator[Server]:
    """A running server; its folder is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        made = Server(folder, settings)
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
