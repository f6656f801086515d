"""Other weights, tried for oneself: percents, what they would do, and a proposal as text. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import tomlkit

from buurtbeeld import text
from buurtbeeld.codes import LENSES
from buurtbeeld.glossary import code_words
from buurtbeeld.methods.scores import settings as score_settings
from buurtbeeld.methods.scores.marks import adding_up
from buurtbeeld.methods.scores.settings import ScoreSettings
from buurtbeeld.text import _

WHOLE = 100.0
MOST = 12
"""So many areas that move are drawn; the rest is in the table."""

_NEAR = 1e-4
_DECIMALS = 8
"""Of a share: 33.3% is 0.333 and not 0.33299999999999996, in the proposal as in its file."""


def percents(settings: ScoreSettings) -> dict[str, float]:
    """The weights in force in percents, by lens and by indicator key."""
    lenses = {str(lens): weight for lens, weight in settings.lenses.items()}
    weights = lenses | {each.key: each.weight for each in settings.indicators}
    return {key: round(weight * WHOLE, 4) for key, weight in weights.items()}


def groups(settings: ScoreSettings) -> dict[str, tuple[str, ...]]:
    """Keys of percents that add up to 100: the lenses, and the indicators of each lens that has any."""
    within = {lens: tuple(each.key for each in settings.within(lens)) for lens in LENSES}
    return {"lenses": tuple(settings.lenses)} | {lens: keys for lens, keys in within.items() if keys}


def shortfalls(settings: ScoreSettings, chosen: Mapping[str, float]) -> dict[str, str]:
    """A sentence for each group of weights that does not add up to 100, by the name of the group; {} when all do."""
    sentences = {}
    for name, keys in groups(settings).items():
        total = sum(chosen[key] for key in keys)
        if abs(total - WHOLE) > _NEAR:
            what = _("De lenzen") if name == "lenses" else code_words.lens(name).capitalize()
            sentences[name] = _(
                "{what}: samen {total}%, en dat moet 100% zijn. Pas een gewicht aan of laat de rest naar verhouding "
                "aanvullen.",
                what=what,
                total=text.number(total, 0 if total == round(total) else 1),
            )
    return sentences


def filled(chosen: Sequence[float]) -> list[float]:
    """The same proportions, adding up to 100 in tenths; equal shares where all are 0."""
    given = np.array(chosen, dtype=float)
    given = given if given.sum() > 0 else np.ones(len(given))
    return adding_up(given * WHOLE / given.sum(), 1).tolist()


def proposal(settings: ScoreSettings, chosen: Mapping[str, float]) -> ScoreSettings:
    """The settings with these percents. Raises SettingError as score_settings.proposed does."""
    shares = {key: round(percent / WHOLE, _DECIMALS) for key, percent in chosen.items()}
    weights = {each.key: shares[each.key] for each in settings.indicators}
    return score_settings.proposed(settings, weights, {lens: shares[lens] for lens in settings.lenses})


def as_toml(settings_text: str, proposed: ScoreSettings) -> str:
    """The text of scores.toml with the proposal's weights in it; comments, order and every other number stay as they
    are, however it is laid out. settings_text: of the settings that the proposal was made from."""
    document = tomlkit.parse(settings_text)
    _weigh(document["lenses"], {str(lens): weight for lens, weight in proposed.lenses.items()})
    weights = {each.key: each.weight for each in proposed.indicators}
    for indicator in document["indicators"]:
        _weigh(indicator, {"weight": weights[indicator["key"]]})
    return tomlkit.dumps(document)


def _weigh(table: Any, weights: Mapping[str, float]) -> None:
    """Puts weights into a table; one that says the same stays as it was written."""
    for name, weight in weights.items():
        if table[name] != weight:
            table[name] = weight


def moves(marks: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Who moves, furthest first: name, place_before, place, moved, low, high, beyond (its band) and said.

    marks: of scores.with_other_weights. areas: area_id, name, low, high, areas. Areas without a place are left out.
    The band is empty where the areas were put in order among others as well.
    """
    bands = areas[["area_id", "name", "low", "high", "areas"]]
    rows = marks.dropna(subset=["moved"]).merge(bands, on="area_id")
    if len(rows) and rows["areas"].max() != len(rows):
        rows[["low", "high"]] = np.nan
    beyond = (rows["place"] < rows["low"]) | (rows["place"] > rows["high"])
    said = [_moved(*row) for row in rows[["moved"]].itertuples(index=False)]
    away = rows["moved"].abs()
    return (
        rows.assign(beyond=beyond, said=said, away=away)
        .sort_values(["away", "name", "area_id"], ascending=[False, True, True], ignore_index=True)
        .drop(columns="away")
    )


def _moved(moved: float) -> str:
    if moved == 0:
        return _("blijft")
    return (
        _("{number} hoger", number=text.number(moved)) if moved > 0 else _("{number} lager", number=text.number(-moved))
    )


def in_words(areas: pd.DataFrame, level: str) -> str:
    """How many areas move, how many of them beyond their band, and which one most."""
    moving = areas[areas["moved"] != 0]
    if moving.empty:
        return _("Met deze gewichten verandert de volgorde niet.")
    said = _(
        "{number} van de {total} {levels} krijgen een andere plaats; het meest {name}: van {first} naar {last}.",
        number=text.number(len(moving)),
        total=text.number(len(areas)),
        levels=code_words.levels(level),
        name=moving["name"].iloc[0],
        first=text.number(moving["place_before"].iloc[0]),
        last=text.number(moving["place"].iloc[0]),
    )
    if areas["low"].isna().all():
        return said
    out = moving.loc[moving["beyond"], "name"].tolist()
    if not out:
        return (
            said
            + " "
            + _("Geen enkel gebied komt buiten zijn band: groter dan de onzekerheid is de verschuiving niet.")
        )
    return said + " " + _("Buiten hun band komen: {names}.", names=text.listing(out[:MOST]))


def heads() -> dict[str, str]:
    """Columns of the table of who moves."""
    lenses = {lens: code_words.lens(lens).capitalize() for lens in LENSES}
    return {
        "name": _("Gebied"),
        "place_before": _("Plaats nu"),
        "place": _("Plaats dan"),
        "said": _("Verschuift"),
    } | {
        key: words
        for lens, name in lenses.items()
        for key, words in ((f"{lens}_before", name), (lens, _("{lens} dan", lens=name)))
    }
