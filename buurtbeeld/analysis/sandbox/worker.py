"""One locked process as its parent sees it: start, ask, kill. Trusts nothing that comes back but rows."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from buurtbeeld import errors, settings

CHILD = Path(__file__).with_name("child.py")
LONGEST_HEADER = 4_000_000
START_SECONDS = 30.0


@dataclass(frozen=True)
class Limits:
    """What one question may cost: seconds, MB of memory, rows and bytes of its answer; and how many run together."""

    seconds: float = 30.0
    memory_mb: int = 1000
    rows: int = 100_000
    bytes: int = 100_000_000
    at_once: int = 2


@dataclass(frozen=True)
class Answer:
    """The rows, whether there were more than may be given, the seconds it took; or the plan (JSON) instead of rows."""

    rows: pa.Table
    capped: bool
    seconds: float
    plan: str = ""


class Worker:
    """A process that has one analysis file open and answers one question at a time. Making one does not wait for it."""

    def __init__(self, file: Path, limits: Limits) -> None:
        self.limits = limits
        self._killed = ""
        group: dict[str, Any] = {} if sys.platform == "win32" else {"process_group": 0}
        # Not a session of its own: where the kernel shares time by session, low priority would then mean nothing.
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(CHILD), str(file.resolve()), str(limits.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=settings.bare_environment(),
            cwd=file.resolve().parent,
            **group,
        )
        self._ready = False

    @property
    def process_id(self) -> int:
        """The number the system gave the process."""
        return self._process.pid

    @property
    def usable(self) -> bool:
        """Whether it can be asked (again)."""
        return self._process.poll() is None and not self._killed

    def kill(self, why: str = "closed") -> None:
        """Ends the process now, from any thread; why: closed, time or cancelled."""
        self._killed = self._killed or why
        self._process.kill()

    def close(self) -> None:
        """Ends the process and lets go of its pipes."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                _close(pipe)

    def ask(self, sql: str, parameters: dict[str, object], explain: bool = False) -> Answer:
        """The answer; raises QuestionRefused, QuestionFaulty, QuestionTooHeavy, QuestionCancelled or SandboxBroken.

        After the last three the process is gone.
        """
        _check_text(sql, parameters)
        self._wait_until_ready()
        limits = self.limits
        bounds = {"seconds": limits.seconds, "rows": limits.rows, "bytes": limits.bytes}
        question = {"sql": sql, "parameters": parameters, "explain": explain, **bounds}
        header, table = self._exchange(json.dumps(question, default=_day), limits.seconds)
        if header.get("last"):
            self._killed = "closed"
        return _answer(header, table, sql, limits)

    def _wait_until_ready(self) -> None:
        if not self._ready:
            header, _table = self._exchange(None, START_SECONDS)
            self._ready = bool(header.get("ready"))

    def _exchange(self, line: str | None, seconds: float) -> tuple[dict[str, Any], bytes]:
        timer = threading.Timer(seconds, self.kill, ["time"])
        timer.daemon = True
        timer.start()
        try:
            return self._send_and_read(line)
        except (OSError, ValueError, KeyError):
            self.kill("broken")
            self._process.wait()
            raise _error_of(self._killed, seconds) from None
        finally:
            timer.cancel()

    def _send_and_read(self, line: str | None) -> tuple[dict[str, Any], bytes]:
        to, back = self._process.stdin, self._process.stdout
        assert to is not None and back is not None
        if line is not None:
            to.write(line.encode() + b"\n")
            to.flush()
        first = back.readline(LONGEST_HEADER)
        if not first.endswith(b"\n"):
            raise OSError("the process ended")
        header = json.loads(first)
        size = int(header.get("bytes", 0))
        # Arrow adds a little around the rows; what is far more was not written by our own code.
        if size > 2 * self.limits.bytes + 10_000_000:
            raise OSError("more bytes than asked for")
        table = back.read(size)
        if len(table) != size:
            raise OSError("the process ended")
        return header, table


def _check_text(sql: str, parameters: dict[str, object]) -> None:
    """Raises QuestionFaulty or ParameterRefused for what cannot be handed over: broken characters, a dictionary."""
    broken = _broken(sql)
    if broken is not None:
        raise errors.QuestionFaulty(
            "The question holds a broken character. Type that place again.",
            broken,
            sql.encode(errors="replace").decode(),
        )
    for name, value in parameters.items():
        if isinstance(value, dict) or (isinstance(value, str) and _broken(value) is not None):
            raise errors.ParameterRefused(
                f"Expected text, a number or a day for {name}, found {value!r}. Change the parameter."
            )


def _broken(words: str) -> int | None:
    try:
        words.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None


def _day(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise errors.ParameterRefused(f"Expected text, a number or a day, found {value!r}. Change the parameter.")


def _answer(header: dict[str, Any], table: bytes, sql: str, limits: Limits) -> Answer:
    kind = header.get("kind")
    if kind in ("refused", "faulty"):
        error = errors.QuestionRefused if kind == "refused" else errors.QuestionFaulty
        raise error(str(header["sentence"]), header["position"], sql)
    if kind == "heavy":
        raise errors.QuestionTooHeavy(
            f"The question needs more than {limits.memory_mb} MB of memory and was stopped. Ask for fewer rows or "
            "columns, or count before you join.",
            "memory",
        )
    if kind != "answer":
        raise _error_of("broken", limits.seconds)
    if "plan" in header:
        return Answer(pa.table({}), False, float(header["seconds"]), str(header["plan"]))
    return Answer(_rows(table, sql), bool(header["capped"]), float(header["seconds"]))


def _rows(table: bytes, sql: str) -> pa.Table:
    try:
        rows = pa.ipc.open_stream(table).read_all()
        rows.validate(full=True)
    except pa.ArrowException as error:
        sentence = (
            f"The answer holds a value that fits no table ({error}). Write that column as text: CAST(… AS VARCHAR)."
        )
        raise errors.QuestionFaulty(sentence, None, sql) from error
    return rows


def _error_of(why: str, seconds: float) -> errors.AnalysisError:
    if why == "time":
        sentence = f"The question took longer than {seconds:.0f} s and was stopped. Choose fewer months or areas."
        return errors.QuestionTooHeavy(sentence, "time")
    if why == "cancelled":
        return errors.QuestionCancelled("The question was stopped by who asked it. Nothing was kept; ask again.")
    return errors.SandboxBroken(
        "The process that answers questions ended in the middle. It is started anew; ask again, and ask for less if it "
        "ends again."
    )


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        # What was still to be written had nobody left to read it.
        return
