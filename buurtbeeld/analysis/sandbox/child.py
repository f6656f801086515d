"""The locked process: answers one SELECT at a time from one file. Imports nothing of ours, writes nothing but answers.

Run as `python -I child.py FILE MEMORY_MB`. A question is a line of JSON on standard input: sql, parameters, explain,
seconds, rows, bytes. The answer is a line of JSON, followed by as many bytes of Arrow as its `bytes` says.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sys
import time
from datetime import date
from typing import IO, Any

# Neither needs it for what is asked here, and it takes longer to load than both together.
sys.modules["numpy"] = None  # type: ignore[assignment]

import duckdb  # noqa: E402
import pyarrow as pa  # noqa: E402

# fmt: off
TABLE_FUNCTIONS = frozenset((
    "range", "generate_series", "unnest", "repeat", "json_each", "json_tree", "histogram", "histogram_values",
    "pragma_table_info", "duckdb_tables", "duckdb_columns", "duckdb_views", "duckdb_constraints", "duckdb_functions",
    "duckdb_types", "duckdb_keywords",
))
# fmt: on
"""What may stand after FROM. Others read files, run SQL from text, call addresses in memory or switch logging on."""
NO_FUNCTIONS = frozenset(("write_log", "sleep_ms", "setseed", "getvariable", "nextval"))
"""These keep something for the next question, or hold the process up for nothing."""
SYSTEM_VIEW = re.compile(r"(duckdb|pragma)_\w+")
"""Views of the database on itself; what may be asked of them is what may be asked as a function."""
TEXT_ONLY = re.compile(r"\b(BIGNUM|BIT|GEOMETRY|VARIANT)\b")
"""Types that Arrow does not know, or knows as bytes; alone or within another."""
GRACE_SECONDS = 3
BATCH = 2_048
SPARE_MB = 160
NICER = 10


class Refused(Exception):
    """A question that is not run. kind: refused, faulty; position: the character it is about, or None."""

    def __init__(self, kind: str, sentence: str, position: int | None = None) -> None:
        super().__init__(sentence)
        self.kind, self.position = kind, position


def main() -> None:
    """Opens, locks, says so, and answers until standard input ends."""
    # What a library might print must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    path, memory_mb = sys.argv[1], int(sys.argv[2])
    con = open_file(path, memory_mb)
    lock(memory_mb)
    send(answers, {"ready": True})
    at_first = peak_memory_mb()
    for line in sys.stdin.buffer:
        header, table = answer(con, json.loads(line))
        # Memory that a large question took is not given back whole; the next one has a right to all of it.
        header["last"] = header["kind"] in ("heavy", "broken") or peak_memory_mb() - at_first > memory_mb // 2
        send(answers, header, table)
        if header["last"]:
            return


def peak_memory_mb() -> int:
    """MB of memory this process held at most so far; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024 * 1024)


def open_file(path: str, memory_mb: int) -> duckdb.DuckDBPyConnection:
    """The file, read-only, with everything switched off that reaches outside of it, and the switches locked."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_unsigned_extensions": "false",
        "python_enable_replacements": "false",
        "python_scan_all_frames": "false",
        "temp_directory": "",
        "memory_limit": f"{memory_mb}MB",
        "threads": "1",
        "errors_as_json": "true",
        "max_expression_depth": "250",
    }
    con = duckdb.connect(path, read_only=True, config=config)
    con.execute("set disabled_filesystems = 'LocalFileSystem'")
    con.execute("set lock_configuration = true")
    # Whatever is loaded at first use is loaded now: afterwards no file can be opened.
    warm = con.execute("from area limit 1").to_arrow_reader(BATCH)
    as_arrow(warm.read_all())
    syntax_tree(con, "select 1")
    return con


def lock(memory_mb: int) -> None:
    """Bounds this process itself: memory, no byte into any file, no new file or socket, no core dump, low priority."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(NICER)
    here = int(_status("VmSize")) // 1024 if sys.platform == "linux" else 0
    most = (here + memory_mb + SPARE_MB) * 1024 * 1024
    limits = {resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    if here:
        limits[resource.RLIMIT_AS] = most
    used = max(number for number in range(256) if _is_open(number))
    limits[resource.RLIMIT_NOFILE] = used + 1
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))
    # A timer of the kernel's: it ends this process also when nobody is left to do so.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _status(name: str) -> str:
    with open("/proc/self/status", encoding="ascii", errors="replace") as lines:  # noqa: PTH123 (no pathlib here: start-up)
        return next(line.split()[1] for line in lines if line.startswith(f"{name}:"))


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def answer(con: duckdb.DuckDBPyConnection, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The header and the rows for one question; what went wrong is a header too, with kind, sentence and position."""
    began = time.perf_counter()
    try:
        with deadline(question["seconds"]):
            header, table = _run(con, question)
    except Refused as refused:
        return {"kind": refused.kind, "sentence": str(refused), "position": refused.position}, b""
    except (duckdb.OutOfMemoryException, MemoryError, pa.ArrowMemoryError):
        return {"kind": "heavy"}, b""
    except (duckdb.InternalException, duckdb.FatalException):
        return {"kind": "broken"}, b""
    except duckdb.Error as error:
        sentence, position = sentence_of(error, question["sql"])
        return {"kind": "faulty", "sentence": sentence, "position": position}, b""
    return header | {"kind": "answer", "seconds": time.perf_counter() - began, "bytes": len(table)}, table


@contextlib.contextmanager
def deadline(seconds: float) -> Any:
    """Ends this process when the block takes longer than so many seconds and the parent did not end it by then."""
    alarm = getattr(signal, "setitimer", None)
    if alarm:
        alarm(signal.ITIMER_REAL, seconds + GRACE_SECONDS)
    try:
        yield
    finally:
        if alarm:
            alarm(signal.ITIMER_REAL, 0)


def _run(con: duckdb.DuckDBPyConnection, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    sql = question["sql"]
    parameters = {name: parameter(value) for name, value in question["parameters"].items()}
    judge(con, sql)
    if question["explain"]:
        plan = con.execute(f"explain (format json) {sql}", parameters).fetchall()
        return {"plan": plan[0][1], "rows": 0, "capped": False}, b""
    result = con.execute(sql, parameters)
    shown = as_text(con, sql, result.description)
    result = con.execute(shown, parameters) if shown else result
    batches, capped = first_rows(result, question["rows"], question["bytes"])
    return {"rows": batches.num_rows, "capped": capped}, as_arrow(batches)


def parameter(value: Any) -> Any:
    """A parameter as DuckDB takes it: JSON has no days, so they come as {"day": "2026-01-31"}."""
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value


def as_text(con: duckdb.DuckDBPyConnection, sql: str, columns: list[Any]) -> str:
    """The same SELECT with columns that only the database knows as text; empty where there are none.

    columns: name and type of each, as an asked question describes itself.
    """
    if not any(TEXT_ONLY.search(str(kind)) for _name, kind, *_rest in columns):
        return ""
    places = [f"c{place}" for place in range(len(columns))]
    shown = [
        f"{f'cast({place} as varchar)' if TEXT_ONLY.search(str(kind)) else place} as {quoted(name)}"
        for place, (name, kind, *_rest) in zip(places, columns, strict=True)
    ]
    # The statement without the comments and the semicolon that may follow it.
    (bare,) = con.execute("select json_deserialize_sql(json_serialize_sql($sql))", {"sql": sql}).fetchall()[0]
    return "\n".join(("select", ", ".join(shown), "from (", bare, ") as t(", ", ".join(places), ")"))


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def judge(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raises Refused unless sql is one SELECT that asks nothing but tables and harmless functions."""
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        raise Refused("refused", f"Expected one SELECT, found {len(statements)} statements. Ask them one by one.")
    if statements[0].type != duckdb.StatementType.SELECT:
        kind = str(statements[0].type).rsplit(".", 1)[-1]
        raise Refused("refused", f"Expected a SELECT, found {kind}. Only questions are answered here.")
    stack: list[Any] = [syntax_tree(con, sql)]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            _judge_function(node, sql)
            _judge_view(node, sql)
            stack.extend(value for value in node.values() if isinstance(value, list | dict))


def syntax_tree(con: duckdb.DuckDBPyConnection, sql: str) -> Any:
    """The syntax tree of a SELECT as DuckDB itself reads it; raises Refused where there is none."""
    row = con.execute("select json_serialize_sql(cast($sql as varchar))", {"sql": sql}).fetchone()
    try:
        tree = json.loads(row[0]) if row else {"error": True}
    except RecursionError:
        raise Refused("refused", "This question is nested too deeply. Split it with WITH.") from None
    if tree["error"]:
        raise Refused("refused", "Expected a SELECT, found another statement. Only questions are answered here.")
    return tree["statements"]


def _judge_function(node: dict[str, Any], sql: str) -> None:
    function = node.get("function") if node.get("type") == "TABLE_FUNCTION" else None
    name = str(function.get("function_name", "") if isinstance(function, dict) else "").lower()
    scalar = str(node.get("function_name", "")).lower()
    if function is not None and name not in TABLE_FUNCTIONS:
        raise Refused("refused", _unavailable(name), place(sql, node.get("query_location")))
    if scalar in NO_FUNCTIONS:
        raise Refused("refused", _unavailable(scalar), place(sql, node.get("query_location")))


def _judge_view(node: dict[str, Any], sql: str) -> None:
    name = str(node.get("table_name", "")).lower() if node.get("type") == "BASE_TABLE" else ""
    # They tell where the file lies on the server.
    if SYSTEM_VIEW.fullmatch(name) and name not in TABLE_FUNCTIONS:
        raise Refused(
            "refused",
            f"{name} is not available. Ask the tables of the analysis file.",
            place(sql, node.get("query_location")),
        )


def _unavailable(name: str) -> str:
    return f"The function {name or 'written here'}() is not available. Ask the tables of the analysis file."


def first_rows(result: duckdb.DuckDBPyConnection, rows: int, size: int) -> tuple[pa.Table, bool]:
    """So many first rows, of at most so many bytes together; and whether there were more."""
    reader = result.to_arrow_reader(BATCH)
    batches: list[pa.RecordBatch] = []
    filled = count = 0
    for batch in reader:
        fits = min(rows - count, batch.num_rows, int(batch.num_rows * (size - filled) / max(batch.nbytes, 1)))
        batches.append(batch.slice(0, fits))
        filled, count = filled + int(batch.nbytes * fits / max(batch.num_rows, 1)), count + fits
        if fits < batch.num_rows:
            return pa.Table.from_batches(batches, reader.schema), True
    return pa.Table.from_batches(batches, reader.schema), False


def as_arrow(table: pa.Table) -> bytes:
    """The table as an Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()


def sentence_of(error: duckdb.Error, sql: str) -> tuple[str, int | None]:
    """DuckDB's own sentence, and the character of sql it is about (None where it does not say)."""
    words = str(error)
    try:
        details = json.loads(words[words.index("{") :])
    except ValueError:
        return words, None
    sentence = str(details.get("exception_message", words))
    return f"{details.get('exception_type', 'Error')}: {sentence}", place(sql, details.get("position"))


def place(sql: str, position: object) -> int | None:
    """The character of sql at which DuckDB's position, counted in bytes, lies."""
    if not str(position).isdigit() or int(str(position)) > len(sql.encode()):
        return None
    return len(sql.encode()[: int(str(position))].decode(errors="ignore"))


def send(answers: IO[bytes], header: dict[str, Any], table: bytes = b"") -> None:
    """Writes one answer."""
    answers.write(json.dumps(header).encode() + b"\n" + table)
    answers.flush()


if __name__ == "__main__":
    main()
