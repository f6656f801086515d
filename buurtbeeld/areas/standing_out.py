"""Which areas may be named on the front page, and in what words: none by chance. Reads no warehouse."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy

from buurtbeeld import text
from buurtbeeld.charts.key_figures import Card
from buurtbeeld.glossary import code_words
from buurtbeeld.methods import rates
from buurtbeeld.methods.small_areas import funnel
from buurtbeeld.text import _

BY_CHANCE = 0.05
"""Share of corporations in which all areas are equal, or change alike, that may name one all the same."""
TESTED_AT = 0.006
"""Level of both tests at one look; a year holds twelve, and whoever was named once was named (docs/methods)."""


def high(measures: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Areas with more cases than the spread between areas explains, the highest shrunk rate first; one row per area.

    measures: as the query `standing_out` gives them. Per kind the probability of so many cases or more at the stock's
    rate, with its over-dispersion and without the cases of a burst, after Benjamini and Hochberg over the areas, and
    times the number of kinds.
    """
    clear, kinds = pd.Series(False, index=measures.index), measures["kind"].nunique()
    for _kind, rows in measures.groupby("kind"):
        # One standard error more, as few areas show their over-dispersion badly.
        factor = rows["overdispersion"].iloc[0] * (1 + np.sqrt(2 / len(rows)))
        chance = funnel.exceedance(
            rows["cases"] - rows["burst"], rows["home_years"], rates.per_home(rows["stock_rate"].iloc[0]), factor
        )
        clear[rows.index] = scipy.stats.false_discovery_control(chance) * kinds <= TESTED_AT
    return measures[clear].sort_values("shrunk", ascending=False).drop_duplicates("area_id").head(most)


def risen(measures: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Areas that rose more than the others did, as the page about changes labels them; the strongest rise first.

    Where several kinds are looked at, each has its part of what chance may do.
    """
    sure = 1 - measures["strongest"] <= TESTED_AT / max(measures["kind"].nunique(), 1)
    worse = measures["label"].eq("worse") & (measures["cases_compared"] > measures["cases_before"])
    return measures[worse & sure].sort_values("ratio", ascending=False).drop_duplicates("area_id").head(most)


def high_cards(measures: pd.DataFrame) -> list[Card]:
    """The areas of `high`, with the rate and how many times the corporation's it is after allowing for its size."""
    return [
        Card(
            row.area_id,
            row.name,
            text.rate(row.rate),
            _("{kind}, naar schatting {times} × corporatie", kind=code_words.kind(row.kind), times=_times(row)),
        )
        for row in high(measures).itertuples(index=False)
    ]


def risen_cards(measures: pd.DataFrame) -> list[Card]:
    """The areas of `risen`, with the cases of both years by the same sources."""
    return [
        Card(
            row.area_id,
            row.name,
            text.number(row.cases_compared),
            _("{kind}, was {before}", kind=code_words.kind(row.kind), before=text.number(row.cases_before)),
        )
        for row in risen(measures).itertuples(index=False)
    ]


def _times(row: object) -> str:
    return text.number(row.shrunk / row.stock_rate, 1)  # type: ignore[attr-defined]


def in_words(measures: pd.DataFrame, whole: pd.Series) -> str:
    """The headline: who is high and who rose; where nobody is, that. whole: the corporation's row of `rates`."""
    if not whole["homes"] > 0:
        return _("Er zijn geen cijfers per 1.000 woningen, want er zijn geen woningen bekend.")
    if pd.isna(whole["rate"]) and measures.empty:
        return _("Er zijn te weinig maanden geleverd voor een jaarcijfer. Bronnen toont welke er zijn.")
    if pd.isna(whole["rate"]):
        return _("Er zijn te weinig maanden geleverd voor een jaarcijfer. Kies één soort gegevens, of zie Bronnen.")
    if measures.empty:
        return _("Er is te weinig geschiedenis, of er zijn te weinig gebieden, om te zeggen welk gebied opvalt.")
    highest, strongest = high(measures, 1), risen(measures, 1)
    if highest.empty and strongest.empty:
        return _("Geen gebied valt op: de verschillen en veranderingen zijn niet groter dan toeval.")
    sentences = [_high(row) for row in highest.itertuples(index=False)]
    sentences += [_risen(row) for row in strongest.itertuples(index=False)]
    if highest.empty:
        sentences.append(nobody_high(measures))
    if strongest.empty:
        sentences.append(nobody_risen(measures))
    return " ".join(sentences)


def _high(row: object) -> str:
    return _(
        "{name} ligt hoog bij {kind}: {rate} zaken per 1.000 woningen per jaar; de hele corporatie heeft er {whole}.",
        name=row.name,  # type: ignore[attr-defined]
        kind=code_words.kind(row.kind),  # type: ignore[attr-defined]
        rate=text.rate(row.rate),  # type: ignore[attr-defined]
        whole=text.rate(row.stock_rate),  # type: ignore[attr-defined]
    )


def _risen(row: object) -> str:
    return _(
        "{name} steeg bij {kind} meer dan de andere gebieden: van {before} naar {now} zaken.",
        name=row.name,  # type: ignore[attr-defined]
        kind=code_words.kind(row.kind),  # type: ignore[attr-defined]
        before=text.number(row.cases_before),  # type: ignore[attr-defined]
        now=text.number(row.cases_compared),  # type: ignore[attr-defined]
    )


def nobody_high(measures: pd.DataFrame) -> str:
    """That no area is high; that nothing can be said where no area was measured."""
    if measures.empty:
        return _("Niet te zeggen: van geen enkel gebied is er een jaarcijfer om te beoordelen.")
    return _("Geen gebied ligt hoger dan de gewone spreiding tussen gebieden.")


def nobody_risen(measures: pd.DataFrame) -> str:
    """That no area rose; that nothing can be said where no change can be judged."""
    if measures["ratio"].isna().all():
        return _("Niet te zeggen: nergens zijn twee jaren te vergelijken.")
    return _("Nergens is een stijging groter dan toeval.")


def rule() -> str:
    """When an area is named."""
    return _(
        "Alleen wat niet op toeval lijkt: getoetst over alle gebieden samen, met hun gewone spreiding. "
        "Van honderd corporaties waarin niets aan de hand is, noemen er hooguit vijf een gebied."
    )
