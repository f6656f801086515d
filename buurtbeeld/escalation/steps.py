"""Cases and steps of the register made ready for the methods and the charts of the ladders. Says no sentence."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from buurtbeeld import text
from buurtbeeld.codes import ALL
from buurtbeeld.methods import closing_rates, escalation
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register.cases import LADDERS, Case, Step
from buurtbeeld.register.records import Entry


@dataclass(frozen=True)
class LadderFigures:
    """What was walked on one ladder, of one theme or of all: frames of `escalation`, and how many cases it rests on.

    spells: one row per first time on a rung. moves: `transitions`. rungs: `per_rung`. groups: the same per
    severity_group. apart: `rungs_apart`. moments: `early_and_late`; the limits of both hold together, not each by
    itself. cases: cases that stood on this ladder; running: of them still open.
    """

    ladder: str
    days: int
    spells: pd.DataFrame
    moves: pd.DataFrame
    rungs: pd.DataFrame
    groups: pd.DataFrame
    apart: pd.DataFrame
    moments: pd.DataFrame
    cases: int
    running: int


@dataclass(frozen=True)
class Histories:
    """Cases with their steps, without what people typed. cases: id, theme, severity, opened_at, closed_at. steps:
    case's id, ladder, rung, at; in the order in which they were taken, within a day as they were recorded."""

    cases: tuple[tuple[str, str, int | None, date, date | None], ...]
    steps: tuple[tuple[str, str, int, date], ...]


def histories(
    cases: Iterable[Entry[Case]], steps: Iterable[Entry[Step]], areas: frozenset[str] = frozenset()
) -> Histories:
    """The histories of the cases in these areas; none: everywhere."""
    inside = [record for record in cases if not areas or record.what.area_id in areas]
    ids = {record.id for record in inside}
    taken = sorted(
        (record for record in steps if record.what.case_id in ids),
        key=lambda record: (record.what.at, record.created_at),
    )
    return Histories(
        tuple(
            (str(record.id), record.what.theme, record.what.severity, record.what.opened_at, record.what.closed_at)
            for record in inside
        ),
        tuple((str(record.what.case_id), record.what.ladder, record.what.rung, record.what.at) for record in taken),
    )


def frames(histories: Histories) -> tuple[pd.DataFrame, pd.DataFrame]:
    """cases and steps as `escalation.spells` takes them. Earlier reports are not in the register: unknown."""
    cases = pd.DataFrame(histories.cases, columns=["case_id", "theme", "severity", "opened_at", "closed_at"])
    cases = cases.assign(severity=cases["severity"].astype(float), reports_before=float("nan"))
    cases = cases.assign(**{name: pd.to_datetime(cases[name]) for name in ("opened_at", "closed_at")})
    steps = pd.DataFrame(histories.steps, columns=["case_id", "ladder", "rung", "at"])
    return cases, steps.assign(at=pd.to_datetime(steps["at"]), rung=steps["rung"].astype(int))


def themes(histories: Histories) -> dict[str, int]:
    """The themes that have cases with their number, those with most first."""
    return dict(Counter(case[1] for case in histories.cases).most_common())


@functools.lru_cache(maxsize=32)
def on(histories: Histories, theme: str, ladder: str, days: int, today: date) -> LadderFigures:
    """What was walked on one ladder, of one theme or of ALL together, as known at the end of today; kept while the
    register holds the same. Whoever changes a frame of it makes a copy first."""
    until = pd.Timestamp(today)
    cases, steps = frames(histories)
    chosen = cases if theme == ALL else cases[cases["theme"] == theme]
    chosen = chosen.assign(theme=theme)
    spells = escalation.spells(chosen, steps, until)
    spells = escalation.strata(spells[spells["ladder"] == ladder].reset_index(drop=True))
    moves = escalation.transitions(steps, chosen, until)
    apart, moments = _together(spells, chosen, until)
    stood = chosen[chosen["case_id"].isin(spells["case_id"])]
    return LadderFigures(
        ladder=ladder,
        days=days,
        spells=spells,
        moves=moves[moves["ladder"] == ladder].reset_index(drop=True),
        rungs=escalation.per_rung(spells),
        groups=escalation.per_rung(spells, ("severity_group",)),
        apart=apart,
        moments=moments,
        cases=len(stood),
        running=int((stood["closed_at"].isna() | (stood["closed_at"] > until)).sum()),
    )


def _together(spells: pd.DataFrame, cases: pd.DataFrame, until: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rungs and moments compared. With ten comparisons on a page one would look clear by chance every other time, so
    their number narrows what passes for clear (Bonferroni)."""
    both = closing_rates.rungs_apart(spells), closing_rates.early_and_late(spells, cases, until)
    level = 1 - 0.05 / max(1, sum(int(frame["reason"].eq("").sum()) for frame in both))
    return closing_rates.rungs_apart(spells, level), closing_rates.early_and_late(spells, cases, until, level)


def names(ladder: str) -> list[str]:
    """The rungs of a ladder in words, lowest first: '1. gesprek'."""
    words = record_display.words(Step, "kind")
    return [f"{number}. {words[kind]}" for number, kind in enumerate(LADDERS[ladder], 1)]


def shares(figures: LadderFigures) -> pd.DataFrame:
    """Per rung and group of severity: rung, group, n, share, low, high after found.days (NaN below ten cases)."""
    column = f"quiet_{figures.days}"
    kept = {
        "rung": "rung",
        "group": "group",
        "n": "n",
        column: "share",
        f"{column}_low": "low",
        f"{column}_high": "high",
    }
    both = pd.concat([figures.rungs.assign(group=ALL), figures.groups.rename(columns={"severity_group": "group"})])
    return both[list(kept)].rename(columns=kept).sort_values(["rung", "group"], ignore_index=True)


def table(figures: LadderFigures) -> pd.DataFrame:
    """One row per rung that was stood on, lowest first, as figures in words; columns as in heads()."""
    named = names(figures.ladder)
    rows = figures.rungs.sort_values("rung").itertuples(index=False)
    return pd.DataFrame(
        [
            {
                "rung": named[row.rung - 1],
                "n": row.n,
                "quiet_90": share(row.quiet_90, row.quiet_90_low, row.quiet_90_high),
                "quiet_180": share(row.quiet_180, row.quiet_180_low, row.quiet_180_high),
                "days": span(row.days, row.days_low, row.days_high) if row.n >= escalation.FEWEST else text.NOTHING,
                "next_step": share(row.next_step, row.next_step_low, row.next_step_high),
            }
            for row in rows
        ],
        columns=["rung", "n", "quiet_90", "quiet_180", "days", "next_step"],
    )


def share(value: float, low: float, high: float) -> str:
    """0.54, 0.46, 0.62 -> 54% (46–62); a dash where nothing is known."""
    if pd.isna(value):
        return text.NOTHING
    return f"{text.percent(value)} ({text.number(low * 100)}–{text.number(high * 100)})"


def span(days: float, low: float, high: float) -> str:
    """12, 9, 17 -> 12 (9–17); what is not reached yet is written as more than what is known: ∞."""
    return f"{_days(days)} ({_days(low)}–{_days(high)})"


def _days(value: float) -> str:
    return "∞" if value == float("inf") else text.number(value)
