"""How fast is a build? Ratios against DuckDB's bare reading, a pandas script and a full build, each pair in one run."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import nation

HERE = Path(__file__).resolve().parent
BARE = """
import duckdb, sys
con = duckdb.connect(sys.argv[2])
con.execute(f"create table complaint as select * from read_csv('{sys.argv[1]}/complaints/klachten_*.csv',"
    " delim = ';', header = true, timestampformat = '%d-%m-%Y %H:%M',"
    " types = {'gemeld_op': 'TIMESTAMP', 'afgehandeld_op': 'TIMESTAMP', 'huisnummer': 'INTEGER'})")
con.close()
"""


def run(command: list[str], **environment: str) -> tuple[float, float]:
    """Wall-clock seconds and peak memory in MB of a whole process, started cold."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=os.environ | environment, cwd=HERE.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"{' '.join(command)[:80]} failed with status {status}")
    return seconds, used.ru_maxrss / 1024


def build(raw: Path, warehouse: Path) -> tuple[float, float]:
    """One build by the command line."""
    where = ["--raw", str(raw), "--warehouse", str(warehouse), "--register", str(warehouse / "no register")]
    return run([sys.executable, "-m", "etl", "build", *where])


def against_bare(work: Path, complaints: int, repeat: int) -> None:
    """(1) end to end against bare read_csv and against pandas."""
    raw = work / "one_file"
    nation.write(raw, complaints, 300_000)
    figures = []
    for _ in range(repeat):
        for left in (work / "bare.duckdb", work / "warehouse"):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
        bare, _ = run([sys.executable, "-c", BARE, str(raw), str(work / "bare.duckdb")])
        ours, memory = build(raw, work / "warehouse")
        figures.append((ours / bare, bare, ours, memory))
    ratio, bare, ours, memory = sorted(figures)[len(figures) // 2]
    print(
        f"| build of {complaints:,} complaints / bare read_csv | {ours:.1f} s / {bare:.1f} s | {ratio:.2f}x | "
        "at most 3x |"
    )
    print(f"| peak memory of that build | {max(f[3] for f in figures):,.0f} MB | | at most 3,000 MB |")
    plain, plain_memory = run([sys.executable, str(HERE / "plain_pandas.py"), str(raw), str(work / "plain")])
    print(
        f"| plain pandas and geopandas / build | {plain:.1f} s ({plain_memory:,.0f} MB) / {ours:.1f} s | "
        f"{plain / ours:.1f}x | at least 4x |"
    )


def rebuild(work: Path, complaints: int, repeat: int) -> None:
    """(3) a rebuild in which one of 50 files changed, against the full build of the same files."""
    raw, warehouse = work / "fifty_files", work / "warehouse_50"
    nation.write(raw, complaints, 300_000, files=50)
    shutil.rmtree(warehouse, ignore_errors=True)
    full, _ = build(raw, warehouse)
    figures = []
    for number in range(repeat):
        changed = raw / "complaints" / f"klachten_{45 - number:02d}.csv"
        lines = changed.read_text().splitlines(keepends=True)
        new = lines[-1].replace("K", "N", 1).replace(";Straat ", ";Nieuwe straat ")
        changed.write_text("".join([*lines[:-1], new]))
        figures.append(build(raw, warehouse)[0])
    again = sorted(figures)[len(figures) // 2]
    print(
        f"| rebuild with 1 of 50 files changed / full build | {again:.2f} s / {full:.1f} s | "
        f"{100 * again / full:.0f} % | at most 15 % |"
    )


def main() -> None:
    """Runs both and prints rows of a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--complaints", type=int, default=5_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    chosen = parser.parse_args()
    print("| what | measured | ratio | target |\n|---|---|---|---|")
    against_bare(chosen.work, chosen.complaints, chosen.repeat)
    rebuild(chosen.work, chosen.complaints, chosen.repeat)
    shutil.rmtree(chosen.work)


if __name__ == "__main__":
    main()
