"""Areas in a funnel: what chance gives areas of their size, and who lies outside. Asks nothing and draws nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from buurtbeeld import text
from buurtbeeld.glossary import code_words
from buurtbeeld.methods import rates
from buurtbeeld.methods.small_areas import funnel as small_areas_funnel
from buurtbeeld.text import _

LIMITS = {"low_95": "low", "high_95": "high", "low_99.8": "lowest", "high_99.8": "highest"}
NAMED = 6
"""So many areas are named in a sentence; the rest is counted."""


def grid(measures: pd.DataFrame, steps: int = 200) -> pd.DataFrame:
    """The limits over homes up to the largest area: homes, stock, low, high (alert), lowest, highest (alarm).

    measures: of area_measures. Rates per 1,000 homes a year. Empty where the stock has no rate or no area has homes.
    """
    rated = measures.dropna(subset=["rate", "stock_rate"])
    if rated.empty or not rated["home_years"].max() > 0:
        return pd.DataFrame(columns=["homes", "stock", *LIMITS.values()], dtype=float)
    rate, factor = rated[["stock_rate", "overdispersion"]].iloc[0]
    least, most = max(1.0, rated["home_years"].min() * 0.8), rated["home_years"].max() * 1.04
    # Closer together where areas are small, because limits bend there.
    homes = np.linspace(np.sqrt(least), np.sqrt(most), steps) ** 2
    limits = small_areas_funnel.limits(homes, rates.per_home(rate), factor)[list(LIMITS)]
    return rates.per_1000(limits).rename(columns=LIMITS).assign(homes=homes, stock=rate)


def points(measures: pd.DataFrame) -> pd.DataFrame:
    """Areas that can be judged, with expected (cases at the stock's rate), outside, alarm and said (in words).

    Outside ones first: alarms before alerts, furthest from what was expected first.
    """
    rows = measures.dropna(subset=["rate"])
    expected = rates.cases(rows["stock_rate"], rows["home_years"])
    outside, alarm = rows["verdict"].isin(["alarm", "alert"]), rows["verdict"].eq("alarm")
    said = [_in_words(*row) for row in rows[["verdict", "direction"]].itertuples(index=False)]
    areas = rows.assign(
        expected=expected, outside=outside, alarm=alarm, said=said, off=(rows["cases"] - expected).abs()
    )
    order = ["outside", "alarm", "off", "area_id"]
    return areas.sort_values(order, ascending=[False, False, False, True], ignore_index=True).drop(columns="off")


def _in_words(verdict: str, direction: str) -> str:
    return {
        ("alarm", "above"): _("▲ veel meer"),
        ("alarm", "below"): _("▼ veel minder"),
        ("alert", "above"): _("△ meer"),
        ("alert", "below"): _("▽ minder"),
    }.get((verdict, direction), _("past bij toeval"))


def in_words(areas: pd.DataFrame, level: str) -> str:
    """Who lies outside and on which side; that nobody does; that nothing can be judged. areas: of points."""
    if areas.empty:
        return _("Hiervan is te weinig bekend om gebieden te beoordelen.")
    words = {
        "above": _("Meer dan bij toeval gewoon is: {names}."),
        "below": _("Minder dan bij toeval gewoon is: {names}."),
    }
    said = [
        sentence.format(names=_names(areas[areas["outside"] & areas["direction"].eq(direction)]))
        for direction, sentence in words.items()
        if (areas["outside"] & areas["direction"].eq(direction)).any()
    ]
    inside = int((~areas["outside"]).sum())
    rest = _(
        "{number} van de {total} {levels} liggen binnen de grenzen: hun verschil past bij toeval. Er vallen er door "
        "toeval alleen al hooguit {chance} buiten.",
        chance=text.number(len(areas) * 0.05, 1),
        number=text.number(inside),
        total=text.number(len(areas)),
        levels=code_words.levels(level),
    )
    return " ".join([*said, rest, *bursts_in_words(areas)])


def bursts_in_words(areas: pd.DataFrame) -> list[str]:
    """Which areas had a burst that does not decide, the largest first; nothing where none had."""
    rows = areas[areas["burst"] > 0].sort_values(["burst", "area_id"], ascending=[False, True])
    if rows.empty:
        return []
    largest = [_("{name} ({number} zaken)", name=row.name, number=text.number(row.burst)) for row in rows.itertuples()]
    words = _(
        "Een uitschieter van hooguit drie maanden staat wel in het cijfer, maar beslist niet: {names}.",
        names=text.listing(largest[:NAMED]),
    )
    return [words]


def _names(rows: pd.DataFrame) -> str:
    names = rows["name"].head(NAMED).tolist()
    more = len(rows) - len(names)
    return text.listing(names + ([_("{number} andere", number=text.number(more))] if more else []))


def rate_in_words(areas: pd.DataFrame) -> str:
    """The stock's rate, and how many times more than chance areas scatter."""
    rate, factor = areas[["stock_rate", "overdispersion"]].iloc[0]
    said = _("De hele corporatie heeft {rate} zaken per 1.000 woningen per jaar.", rate=text.rate(rate))
    if factor > 1.05:
        said += " " + _(
            "Gebieden lopen hierin {times} keer zo sterk uiteen als zuiver toeval; de grenzen zijn daarom ruimer.",
            times=text.number(np.sqrt(factor), 1),
        )
    return said


def heads() -> dict[str, str]:
    """Columns of the table of areas outside the limits."""
    return {
        "name": _("Gebied"),
        "said": _("Oordeel"),
        "cases": _("Zaken"),
        "reports": _("Meldingen"),
        "expected": _("Als de hele corporatie"),
        "rate": _("Per 1.000 woningen"),
        "home_years": _("Woningen"),
        "lies_in": _("Ligt in"),
    }


def legend() -> str:
    """How to read the funnel."""
    return _(
        "Elke stip is een gebied. Donker: tussen de binnenste grenzen ligt door toeval 95 van de 100 gebieden; licht: "
        "tussen de buitenste 998 van de 1.000. Streepjes: het tempo van de hele corporatie. Rood met driehoek omhoog: "
        "meer; groen omlaag: minder; dicht: ook buiten de buitenste grens. Grijs past bij toeval."
    )
