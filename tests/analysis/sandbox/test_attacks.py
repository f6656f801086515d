"""Whoever means harm reads, writes and leaves nothing, and the next question is answered."""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from buurtbeeld import errors
from buurtbeeld.analysis.sandbox.pool import Pool
from buurtbeeld.analysis.sandbox.worker import Answer
from tests.analysis.sandbox.attacks import ATTACKS
from tests.analysis.sandbox.conftest import LIMITS

SECRET = "the key under the mat"
NORMAL_SECONDS = 2.0
FEWEST = 110
OUTCOMES = {
    errors.QuestionRefused: "refused",
    errors.QuestionFaulty: "faulty",
    errors.QuestionTooHeavy: "heavy",
    errors.SandboxBroken: "broken",
}


@dataclass(frozen=True)
class Ground:
    """What an attack may want: a file to read, a path to write to, and somebody who listens."""

    secret: Path
    target: Path
    listener: socket.socket

    def aimed(self, sql: str) -> str:
        port = str(self.listener.getsockname()[1])
        places = {"{secret}": str(self.secret), "{target}": str(self.target), "{port}": port}
        for place, value in places.items():
            sql = sql.replace(place, value)
        return sql.replace("\\n", "\n")

    def visited(self) -> bool:
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("ground")
    (folder / "secret.csv").write_text(f"a,b\n{SECRET},1\n", encoding="utf-8")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(5)
        listener.setblocking(False)
        yield Ground(folder / "secret.csv", folder / "written" / "by" / "attack", listener)


def outcome(pool: Pool, sql: str) -> tuple[str, Answer | None]:
    try:
        return "harmless", pool.ask(sql)
    except errors.AnalysisError as error:
        assert SECRET not in str(error)
        return OUTCOMES[type(error)], None


def test_there_are_enough_of_them() -> None:
    assert len({sql for _group, _expected, sql in ATTACKS}) >= FEWEST


@pytest.mark.parametrize(
    ("expected", "sql"),
    [(expected, sql) for _group, expected, sql in ATTACKS],
    ids=[f"{group}-{number}" for number, (group, *_rest) in enumerate(ATTACKS)],
)
def test_it_comes_to_nothing(pool: Pool, ground: Ground, analysis_file: Path, expected: str, sql: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in sorted(analysis_file.parent.iterdir())}
    came_to, answer = outcome(pool, ground.aimed(sql))
    assert expected in ("any", came_to), f"Expected {expected}, came to {came_to}: {sql[:200]}"
    if answer:
        assert SECRET not in str(answer.rows.to_pylist())
        assert answer.rows.num_rows <= LIMITS.rows and answer.rows.nbytes <= 2 * LIMITS.bytes
    assert sorted(ground.secret.parent.iterdir()) == [ground.secret], "Something was written."
    assert {path: path.stat().st_mtime_ns for path in sorted(analysis_file.parent.iterdir())} == before
    assert not ground.visited(), "Somebody was called."
    began = time.monotonic()
    assert pool.ask("select count(*) as n from area").rows.num_rows == 1
    assert time.monotonic() - began < NORMAL_SECONDS


def test_nothing_outlives_them(pool: Pool, analysis_file: Path) -> None:
    before = hashlib.sha256(analysis_file.read_bytes()).hexdigest()
    seen = pool.ask(
        "select random() as r, (select count(*) from duckdb_tables() where temporary) as t"
    ).rows.to_pylist()
    assert seen[0]["t"] == 0
    mine = {child.pid for child in psutil.Process().children(recursive=True) if "child.py" in " ".join(child.cmdline())}
    assert mine == set(pool.process_ids()), "Only the processes that wait for a question are left."
    assert hashlib.sha256(analysis_file.read_bytes()).hexdigest() == before
