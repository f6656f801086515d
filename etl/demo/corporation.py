"""Makes the whole demonstration corporation and puts it in place. Touches no delivery that is not made up."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import numpy as np

from buurtbeeld import clock
from buurtbeeld.errors import DeliveryError
from etl.demo import deliveries, ground, housing, opinions, scenario, truth
from etl.demo.happenings import Calendar, calendar, happenings, totals
from etl.demo.stock import stock
from etl.demo.streams import SOURCES
from etl.demo.town import town

BESIDE = ".demo.partial"
"""Hidden, so that a build does not see it; within raw, so that a rename stays on one disk."""
FOLDERS = (*SOURCES, "woningen", "gebieden", "onderzoek")


def generate(
    raw: Path, truth_file: Path, seed: int = 1, signals: int = scenario.SIGNALS, until: date | None = None
) -> dict:
    """Writes the deliveries below raw and what is true of them in truth_file; returns that truth.

    The same seed, signals and until give the same bytes. Raises DeliveryError when raw holds anything that is not a
    demonstration; otherwise replaces its own folders, written beside and renamed.
    """
    refuse_real(raw)
    when = calendar(until or clock.today())
    beside = raw / BESIDE
    shutil.rmtree(beside, ignore_errors=True)
    try:
        truths = _write(beside, seed, signals, when)
        _put_in_place(beside, raw)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    truth_file.parent.mkdir(parents=True, exist_ok=True)
    part = truth_file.with_suffix(".partial")
    part.write_text(json.dumps(truths, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(truth_file)
    return truths


def _write(beside: Path, seed: int, signals: int, when: Calendar) -> dict:
    place = town()
    built = stock(place)
    ledger = deliveries.Ledger()
    for number, (source, count) in enumerate(totals(signals).items()):
        draw = np.random.default_rng([seed, number])
        events = happenings(source, count, built, when, draw)
        deliveries.deliver(beside, source, events, built, ledger, draw)
    tallies = housing.deliver(beside, built, when.until) | ground.deliver(beside, place, built)
    tallies |= opinions.deliver(beside, place, when.until, np.random.default_rng([seed, 99]))
    return truth.truth(truth.Made(seed, signals, when, place, built), ledger.tallies | tallies, ledger.placed)


def refuse_real(raw: Path) -> None:
    """Raises DeliveryError when a descriptor below raw is no demonstration, or a folder of ours is not ours."""
    for path in sorted(raw.glob("*/*.descriptor.json")):
        if not _made_up(path):
            raise DeliveryError(
                f"{raw} should be empty or hold only made-up deliveries; {path.parent.name}/{path.name} is a real one."
                " Choose another folder with BUURTBEELD_RAW, or move the real deliveries away first."
            )
    for name in FOLDERS:
        folder = raw / name
        if folder.is_dir() and any(folder.iterdir()) and not any(folder.glob("*.descriptor.json")):
            raise DeliveryError(
                f"{folder} should be empty or made up; it holds files without a descriptor. Move them away, or choose"
                " another folder with BUURTBEELD_RAW."
            )


def _made_up(path: Path) -> bool:
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError):
        return False
    return isinstance(given, dict) and given.get("demonstration") is True


def _put_in_place(beside: Path, raw: Path) -> None:
    for name in FOLDERS:
        old = beside / f"{name}.old"
        if (raw / name).exists():
            (raw / name).rename(old)
        (beside / name).rename(raw / name)
