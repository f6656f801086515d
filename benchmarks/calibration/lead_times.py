"""Is nobody called slower who is not, on a page with eight partners, and is who got slower found?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from buurtbeeld.lead_times import figures

TODAY = pd.Timestamp("2026-06-30")
PARTNERS = 8
"""On one page; that number narrows what is called clear."""
HALF = 10.0
"""Half is answered after so many days, where nothing changed."""


def hand_overs(rng: np.random.Generator, partner: str, number: int, times: float = 1.0) -> pd.DataFrame:
    """`number` hand-overs in each of the last two quarters; in the last one it takes `times` as long. One in ten is
    never answered, and what would come after today is not known yet."""
    since = TODAY - pd.DateOffset(months=figures.MONTHS)
    lengths = [(since - (since - pd.DateOffset(months=figures.MONTHS))).days, (TODAY - since).days]
    parts = [
        end - pd.to_timedelta(rng.integers(1, length, number), unit="D")
        for end, length in ((since, lengths[0]), (TODAY, lengths[1]))
    ]
    handed = pd.Series(np.concatenate([part.to_numpy() for part in parts]))
    slower = np.where(handed >= since, times, 1.0)
    days = np.ceil(HALF * slower * np.exp(rng.normal(0, 0.7, len(handed))))
    fed_back = handed + pd.to_timedelta(days, unit="D")
    fed_back = fed_back.where((rng.random(len(handed)) >= 0.1) & (fed_back <= TODAY))
    empty = pd.Series(pd.NaT, index=handed.index, dtype="datetime64[ns]")
    rows = {"partner": partner, "handed_at": handed, "acknowledged_at": empty, "first_action_at": empty}
    more = {"fed_back_at": fed_back, "closed_at": empty, "outcome": None, "norm_days": None, "norm_kind": None}
    return pd.DataFrame(rows | more).assign(answered_at=fed_back)


def called(seed: int, runs: int, number: int, times: float) -> dict[str, float]:
    """Share of pages on which the first partner is called slower, and share on which any other is called anything."""
    slower, false = 0, 0
    for run in range(runs):
        rng = np.random.default_rng([seed, run, number])
        rows = [hand_overs(rng, str(turn), number, times if turn == 0 else 1.0) for turn in range(PARTNERS)]
        found = figures.partners(pd.concat(rows, ignore_index=True), "fed_back_at", TODAY.date())
        slower += found["0"].faster.word == "slower"
        false += any(one.faster.word in ("slower", "faster") for key, one in found.items() if key != "0")
    return {"slower": slower / runs, "false": false / runs}


def main(runs: int = 200) -> None:
    """Print the table of docs/methods/effects.md."""
    print(f"Eight partners on a page, one of which takes so many times as long since a quarter; {runs} runs\n")
    print(
        "| hand-overs a quarter | times as long | called slower | another called slower or faster |\n|---|---|---|---|"
    )
    for number in (10, 20, 40):
        for times in (2.0, 3.0):
            found = called(1, runs, number, times)
            shares = f"{100 * found['slower']:.1f} % | {100 * found['false']:.1f} %"
            print(f"| {number} | {times:.0f} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
