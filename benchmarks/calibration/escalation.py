"""Is the effect of a rung recovered where hard cases get hard steps, and is nothing clear where steps do nothing?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from buurtbeeld.methods import closing_rates, escalation

DIFFERENCE = 0.15
"""True difference in the share quiet after 180 days between rung 2 and rung 1, in every stratum."""
QUIET = {1: 0.70, 4: 0.35}
"""Share quiet after 180 days at rung 1, by severity."""
HIGHER = {1: 0.2, 4: 0.8}
"""Share of cases that get rung 2 instead of rung 1, by severity: hard cases get hard steps."""
UNTIL = pd.Timestamp("2026-07-01")


def ladder(seed: int, number: int, difference: float = DIFFERENCE) -> tuple[pd.DataFrame, pd.DataFrame, pd.Timestamp]:
    """Cases with one step each, rung 1 or 2; some still run. Time to quiet is exponential, so that the shares hold."""
    rng = np.random.default_rng(seed)
    severity = rng.choice([1, 4], number)
    rung = 1 + (rng.random(number) < np.vectorize(HIGHER.get)(severity))
    share = np.vectorize(QUIET.get)(severity) + difference * (rung == 2)
    days = rng.exponential(1, number) * 180 / -np.log(1 - share)
    opened = UNTIL - pd.to_timedelta(rng.uniform(20, 1000, number).round(), unit="D")
    stepped = opened + pd.to_timedelta(rng.uniform(0, 15, number).round(), unit="D")
    closed = pd.Series(stepped + pd.to_timedelta(days, unit="D"))
    names = [f"c{turn}" for turn in range(number)]
    cases = pd.DataFrame(
        {
            "case_id": names, "theme": "nuisance", "severity": severity, "opened_at": opened,
            "closed_at": closed.where(closed <= UNTIL), "reports_before": 1,
        }
    )  # fmt: skip
    steps = pd.DataFrame({"case_id": names, "ladder": "landlord", "rung": rung, "at": stepped})
    return cases, steps, UNTIL


def recovered(seed: int, runs: int, number: int) -> dict[str, float]:
    """Mean difference between the rungs within strata and without, and share of 95 % intervals that hold the truth."""
    within, crude, held = [], [], []
    for run in range(runs):
        rows = escalation.strata(escalation.spells(*ladder(1000 * seed + run, number)))
        whole = {rung: escalation.quiet_within(part, 180).share for rung, part in rows.groupby("rung")}
        crude.append(whole[2] - whole[1])
        parts = {key: escalation.quiet_within(part, 180) for key, part in rows.groupby(["severity_group", "rung"])}
        for group, severity in (("light", 1), ("grave", 4)):
            within.append(parts[group, 2].share - parts[group, 1].share)
            for rung in (1, 2):
                found, truth = parts[group, rung], QUIET[severity] + DIFFERENCE * (rung == 2)
                held.append(found.low <= truth <= found.high)
    return {"within": float(np.mean(within)), "crude": float(np.mean(crude)), "held": float(np.mean(held))}


RUNGS, MONTHLY, STEPS, HARDER = 5, {1: 0.10, 4: 0.04}, {1: 0.03, 4: 0.12}, 0.3
"""Closings and further steps a month of light and grave cases; and how much slower a case closes each month that it
runs. Steps do nothing: whatever the rung, a case closes as it would have."""


def idle(seed: int, number: int, times: float = 1.0) -> tuple[pd.DataFrame, pd.DataFrame, pd.Timestamp]:
    """Cases that walk a ladder on which steps do nothing, grave ones faster, until they close; some still run. times:
    what the second rung does to how fast a case closes, while it stands there."""
    rng = np.random.default_rng(seed)
    severity = rng.choice([1, 4], number)
    opened = UNTIL - pd.to_timedelta(rng.integers(20, 1500, number), unit="D")
    close, further = np.vectorize(MONTHLY.get)(severity) / 30, np.vectorize(STEPS.get)(severity) / 30
    rung, closed = np.ones(number, dtype=int), np.full(number, np.inf)
    walked = [(np.arange(number), np.ones(number, dtype=int), np.zeros(number, dtype=int))]
    for day in range(1, 1500):
        running = np.isinf(closed)
        slower = 1 / (1 + HARDER * day / 365)
        ends = running & (rng.random(number) < close * slower * np.where(rung == 2, times, 1.0))
        closed[ends] = day
        steps = running & ~ends & (rung < RUNGS) & (rng.random(number) < further)
        rung[steps] += 1
        walked.append((np.flatnonzero(steps), rung[steps], np.full(int(steps.sum()), day)))
    names = np.array([f"c{turn}" for turn in range(number)])
    who, rungs, days = (np.concatenate(part) for part in zip(*walked, strict=True))
    ended = pd.Series(opened + pd.to_timedelta(np.where(np.isinf(closed), 9999, closed), unit="D"))
    cases = pd.DataFrame(
        {
            "case_id": names, "theme": "nuisance", "severity": severity, "opened_at": opened,
            "closed_at": ended.where(ended <= UNTIL), "reports_before": 1,
        }
    )  # fmt: skip
    at = opened[who] + pd.to_timedelta(days, unit="D")
    return cases, pd.DataFrame({"case_id": names[who], "ladder": "landlord", "rung": rungs, "at": at}), UNTIL


def clear(seed: int, runs: int, number: int, times: float = 1.0) -> pd.DataFrame:
    """Share of runs in which each rung is called clear against the one below it, and in which its step is called clear
    for being early, at 95 % each; with the mean ratio."""
    rows = []
    for run in range(runs):
        cases, steps, until = idle(5000 * seed + run, number, times)
        spells = escalation.spells(cases, steps, until)
        apart, moments = closing_rates.rungs_apart(spells), closing_rates.early_and_late(spells, cases, until)
        rows += [("rung", row.rung, row.ratio, row.low, row.high) for row in apart.itertuples()]
        rows += [("early", row.rung, row.ratio, row.low, row.high) for row in moments.itertuples()]
    frame = pd.DataFrame(rows, columns=["what", "rung", "ratio", "low", "high"]).dropna()
    frame["clear"] = 100.0 * ((frame["low"] > 1) | (frame["high"] < 1))
    return frame.groupby(["what", "rung"]).agg(
        runs=("clear", "size"), ratio=("ratio", "median"), clear=("clear", "mean")
    )


def main() -> None:
    """Print the tables of docs/methods/effects.md."""
    print(f"True difference between the rungs {DIFFERENCE:+.2f}; 400 runs\n")
    print("| cases | within severity | without strata | 95 % intervals that hold the truth |\n|---|---|---|---|")
    for number in (100, 200, 400, 1000):
        found = recovered(1, 400, number)
        print(
            f"| {number:,} | {found['within']:+.3f} | {found['crude']:+.3f} | {100 * found['held']:.1f} % |", flush=True
        )
    for number in (200, 1000):
        for times in (1.0, 1.5):
            print(f"\nRung 2 closes cases {times} times as fast, other steps do nothing; {number} cases, 200 runs")
            print(clear(1, 200, number, times).round(2).to_string(), flush=True)


if __name__ == "__main__":
    main()
