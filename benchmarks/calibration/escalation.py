"""Is the effect of a rung recovered where hard cases get hard steps: within strata of severity, and without them?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from buurtbeeld.methods import escalation

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


def apart(seed: int, runs: int, number: int, difference: float) -> dict[str, float]:
    """Rung 2 against rung 1 at equal severity: mean difference, share of 95 % intervals that hold the truth, and share
    that is called clear."""
    found = []
    for run in range(runs):
        rows = escalation.spells(*ladder(3000 * seed + run, number, difference))
        told = escalation.rungs_apart(rows).iloc[0]
        found.append(
            (told["difference"], told["low"] <= difference <= told["high"], told["low"] > 0 or told["high"] < 0)
        )
    mean, held, clear = np.nanmean(np.array(found, dtype=float), axis=0)
    return {"mean": float(mean), "held": float(held), "clear": float(clear)}


def early(seed: int, runs: int, number: int) -> dict[str, float]:
    """Light cases get their step early, and the moment does nothing: early minus late."""
    within, crude = [], []
    for run in range(runs):
        rng = np.random.default_rng([seed, run])
        cases, steps, until = ladder(2000 * seed + run, number, 0.0)
        later = (rng.random(number) < np.where(cases["severity"].eq(4), 0.8, 0.2)) * 60
        cases = cases.assign(opened_at=cases["opened_at"] - pd.to_timedelta(later, unit="D"))
        rows = escalation.spells(cases, steps.assign(rung=1), until)
        within.append(escalation.early_and_late(rows)["difference"].iloc[0])
        parts = [escalation.quiet_within(part, 180).share for part in (rows[rows["early"]], rows[~rows["early"]])]
        crude.append(parts[0] - parts[1])
    return {"within": float(np.mean(within)), "crude": float(np.mean(crude))}


def main() -> None:
    """Print the tables of docs/methods/effects.md."""
    print(f"True difference between the rungs {DIFFERENCE:+.2f}; 400 runs\n")
    print("| cases | within severity | without strata | 95 % intervals that hold the truth |\n|---|---|---|---|")
    for number in (100, 200, 400, 1000):
        found = recovered(1, 400, number)
        print(
            f"| {number:,} | {found['within']:+.3f} | {found['crude']:+.3f} | {100 * found['held']:.1f} % |", flush=True
        )
    print("\nRung 2 against rung 1 at equal severity (rungs_apart); 400 runs\n")
    print("| cases | true difference | found | 95 % intervals that hold it | called clear |\n|---|---|---|---|---|")
    for number in (100, 200, 400, 1000):
        for difference in (DIFFERENCE, 0.0):
            told = apart(1, 400, number, difference)
            share = f"{100 * told['held']:.1f} % | {100 * told['clear']:.1f} %"
            print(f"| {number:,} | {difference:+.2f} | {told['mean']:+.3f} | {share} |", flush=True)
    print("\nThe moment does nothing, light cases get it early: early minus late; 400 runs\n")
    print("| cases | within severity | without strata |\n|---|---|---|")
    for number in (200, 400, 1000):
        found = early(1, 400, number)
        print(f"| {number:,} | {found['within']:+.3f} | {found['crude']:+.3f} |", flush=True)


if __name__ == "__main__":
    main()
