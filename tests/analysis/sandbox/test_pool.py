"""Answers, limits, cancelling and the locks of the process itself, which hold also for SQL that nobody judged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from buurtbeeld import errors, settings
from buurtbeeld.analysis.ask import as_frame
from buurtbeeld.analysis.sandbox.pool import Pool
from buurtbeeld.analysis.sandbox.worker import CHILD, Worker
from tests.analysis.sandbox.conftest import LIMITS

ENDLESS = "select count(*) from range(10000000000000)"


def test_an_answer_has_rows_and_says_when_there_are_more(pool: Pool) -> None:
    few, many = pool.ask("select level, count(*) as n from area group by level"), pool.ask("select * from signal")
    assert few.rows.num_rows == 6 and not few.capped
    assert many.rows.num_rows == LIMITS.rows and many.capped
    wide = pool.ask("select repeat('x', 200) as text from range(100000)")
    assert wide.capped and 0 < wide.rows.nbytes <= LIMITS.bytes


def test_types_arrive_as_pandas_has_them(pool: Pool) -> None:
    frame = as_frame(
        pool.ask("select sum(reports) as s, max(month) as m, 1.50 as d, 2::hugeint ** 100 as h from area_month").rows
    )
    assert [kind.kind for kind in frame.dtypes] == ["i", "M", "f", "f"]
    assert frame["d"].iloc[0] == 1.5


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("'POINT(1 2)'::geometry", "POINT (1 2)"),
        ("{'a': 1}::variant", "{'a': 1}"),
        ("'101'::bit", "101"),
        ("['101'::bit]", "[101]"),
        ("bignum '12345678901234567890123456789012345678901'", "12345678901234567890123456789012345678901"),
    ],
)
def test_what_only_the_database_knows_arrives_as_text(pool: Pool, value: str, text: str) -> None:
    name = '"a ""b"""'
    sql = f"select {value} as {name}, $n as n, {value} as {name} from area order by 2 limit 1; -- the end"
    rows = pool.ask(sql, {"n": 7}).rows
    assert rows.column_names == ['a "b"', "n", 'a "b"']
    assert [column.to_pylist() for column in rows.columns] == [[text], [7], [text]]


@pytest.mark.parametrize("value", ["time '24:00:00'", "[time '24:00:00']", "170141183460469231731687303715884105727"])
def test_a_value_that_fits_no_table_is_told_and_the_process_stays(pool: Pool, value: str) -> None:
    running = pool.begin(f"select {value} as t")
    assert running.wait(20)
    with pytest.raises(errors.QuestionFaulty, match=r"Write that column as text: CAST\(… AS VARCHAR\)"):
        running.answer()


@pytest.mark.parametrize("value", [{"day": 1}, {"a": {"b": 1}}, "\ud800", b"x", [b"x"]])
def test_a_parameter_that_is_none_has_a_sentence_and_costs_no_process(pool: Pool, value: object) -> None:
    before = pool.process_ids()
    with pytest.raises(errors.ParameterRefused, match="Change the parameter"):
        pool.ask("select $p", {"p": value})
    assert pool.process_ids() == before


def test_a_broken_character_has_a_sentence_that_can_be_shown(pool: Pool) -> None:
    with pytest.raises(errors.QuestionFaulty, match="broken character") as raised:
        pool.ask("select '\ud800'")
    assert str(raised.value).encode() and raised.value.position == 8


def test_whoever_waits_hears_of_an_error_that_nobody_foresaw(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_asked: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Worker, "ask", fail)
    monkeypatch.setattr(threading, "excepthook", lambda _raised: None)
    running = pool.begin("select 1")
    assert running.wait(20)
    with pytest.raises(errors.SandboxBroken, match="without an answer"):
        running.answer()


@pytest.mark.parametrize(
    ("sql", "marked"),
    [
        ("select area_id,\n  nam from area", "line 2:   nam from area\n          ^"),
        ("select 'éé', nam from area", "line 1: select 'éé', nam from area\n                     ^"),
        ("select * form area", "line 1: select * form area\n                      ^"),
        ("select * from read_text('x')", "line 1: select * from read_text('x')\n                      ^"),
    ],
)
def test_a_fault_is_shown_where_it_is(pool: Pool, sql: str, marked: str) -> None:
    with pytest.raises((errors.QuestionFaulty, errors.QuestionRefused)) as raised:
        pool.ask(sql)
    assert str(raised.value).endswith(marked)


def test_parameters_are_bound_and_days_are_days(pool: Pool) -> None:
    from datetime import date

    sql = "select count(*) as n, $text as t, typeof($day) as k from area_month where month >= $day"
    row = pool.ask(sql, {"day": date(2025, 1, 1), "text": "'; drop table area; --"}).rows.to_pylist()[0]
    assert row["n"] > 0 and row["t"] == "'; drop table area; --" and row["k"] == "DATE"
    with pytest.raises(errors.QuestionFaulty, match="parameters: a"):
        pool.ask("select $a")


def test_a_plan_is_given_without_running(pool: Pool) -> None:
    plan = json.loads(pool.ask(ENDLESS, explain=True).plan)
    assert plan[0]["name"]


def test_cancel_really_stops_it(pool: Pool) -> None:
    running = pool.begin(ENDLESS)
    while running._worker is None:
        time.sleep(0.01)
    process = psutil.Process(running._worker.process_id)
    threading.Thread(target=running.cancel).start()
    with pytest.raises(errors.QuestionCancelled):
        running.answer()
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_question_that_waits_for_its_turn_can_be_stopped(pool: Pool) -> None:
    busy = [pool.begin(ENDLESS) for _turn in range(LIMITS.at_once)]
    waiting = pool.begin("select 1")
    assert not waiting.wait(0.2), f"At most {LIMITS.at_once} run together."
    waiting.cancel()
    with pytest.raises(errors.QuestionCancelled):
        waiting.answer()
    for running in busy:
        running.cancel()
        running.wait(5)
    assert pool.ask("select 1").rows.num_rows == 1


def test_many_at_once_all_get_their_own_answer(pool: Pool) -> None:
    asked = [pool.begin("select $n as n, count(*) as c from area", {"n": number}) for number in range(12)]
    assert [running.answer().rows.to_pylist()[0]["n"] for running in asked] == list(range(12))


def test_a_process_that_is_killed_is_replaced(analysis_file: Path) -> None:
    pool = Pool(analysis_file, LIMITS, ready=1)
    pool.ask("select 1")
    [victim] = pool.process_ids()
    psutil.Process(victim).kill()
    psutil.Process(victim).wait(5)
    assert pool.ask("select 1").rows.num_rows == 1
    assert victim not in pool.process_ids()
    pool.close()
    assert pool.process_ids() == []


def test_an_idle_process_ends_with_its_parent(analysis_file: Path) -> None:
    code = (
        "import sys, pathlib\nfrom buurtbeeld.analysis.sandbox.worker import Limits, Worker\n"
        f"one = Worker(pathlib.Path({str(analysis_file)!r}), Limits())\none.ask('select 1', {{}})\n"
        "print(one.process_id, flush=True)\nimport os\nos._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=settings.ROOT)
    _gone(int(done.stdout))


@pytest.mark.skipif(sys.platform == "win32", reason="The kernel's timer is one of those that Windows lacks.")
def test_a_busy_process_ends_also_when_its_parent_was_killed(analysis_file: Path) -> None:
    code = (
        "import sys, pathlib\nfrom buurtbeeld.analysis.sandbox.worker import Limits, Worker\n"
        f"one = Worker(pathlib.Path({str(analysis_file)!r}), Limits(seconds=1))\none.ask('select 1', {{}})\n"
        f"print(one.process_id, flush=True)\none.ask({ENDLESS!r}, {{}})"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=settings.ROOT)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _gone(child)


def _gone(process_id: int) -> None:
    until = time.monotonic() + 30
    while psutil.pid_exists(process_id) and psutil.Process(process_id).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until, "A process outlived who asked it."
        time.sleep(0.1)


LOCKS = {
    "write a file": "open('written', 'w')",
    "read a file": "open('/etc/passwd')",
    "list a folder": "os.listdir('/')",
    "call somebody": "socket.socket()",
    "start a program": "subprocess.run(['true'])",
    "take memory": "bytearray(600_000_000)",
    "find a secret": "os.environ['HOME']",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lacks these limits; docs/privacy.md says which.")
@pytest.mark.parametrize("attempt", LOCKS.values(), ids=LOCKS)
def test_the_process_itself_is_locked(analysis_file: Path, tmp_path: Path, attempt: str) -> None:
    code = (
        "import importlib.util, os, socket, subprocess, sys\n"
        f"spec = importlib.util.spec_from_file_location('child', {str(CHILD)!r})\n"
        "child = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(child)\n"
        f"con = child.open_file({str(analysis_file)!r}, 200)\nchild.lock(200)\n"
        f"try:\n    {attempt}\nexcept (OSError, MemoryError, KeyError) as error:\n    print('no:', type(error).__name__)\n"
        "else:\n    print('yes')\nprint(con.execute('select count(*) from area').fetchone()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code],
        capture_output=True,
        text=True,
        env=settings.bare_environment(),
        cwd=tmp_path,
    )
    said = done.stdout.splitlines()
    assert said and said[0].startswith("no:"), done.stdout + done.stderr
    assert int(said[1]) > 0, "The file it has open can still be asked."
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "nice"), reason="Windows knows no priority by this name.")
def test_pages_go_first(pool: Pool) -> None:
    pool.ask("select 1")
    assert all(psutil.Process(one).nice() > psutil.Process().nice() for one in pool.process_ids()[:1])


def test_what_comes_back_is_not_trusted(analysis_file: Path) -> None:
    worker = Worker(analysis_file, replace(LIMITS, bytes=-10_000_000))
    with pytest.raises(errors.SandboxBroken):
        worker.ask("select 1", {})
    assert not worker.usable
    worker.close()
