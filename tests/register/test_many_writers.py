"""Eight processes writing at once: no error, no lost update. How fast is for `make bench`."""

from __future__ import annotations

from benchmarks import register as benchmark


def test_eight_processes_write_without_an_error_or_a_lost_update(where: str) -> None:
    outcome = benchmark.measure(where, processes=8, seconds=2)
    assert outcome.lost == 0
    assert outcome.writes > 8 and outcome.changes > 0
