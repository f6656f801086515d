"""How marks are made: the settings in data/reference/scores.toml, read and checked. Computes no mark."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import pydantic
from pydantic import BaseModel, ConfigDict, Field

from buurtbeeld.codes import COLUMN_OF, LENSES, Column, Evidence, Lens
from buurtbeeld.errors import SettingError
from buurtbeeld.settings import ROOT

FILE = ROOT / "data" / "reference" / "scores.toml"
THEMES = ROOT / "data" / "reference" / "themes.csv"

ROUNDING = 1e-6
"""Weights typed with decimals add up to 1 within this."""

Weight = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Share = Annotated[float, Field(gt=0, lt=1)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Whole = Annotated[int, Field(ge=1)]


class _Fixed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Count(_Fixed):
    """Reports that are counted: one kind of evidence, and the themes or subthemes of themes.csv."""

    kind: Evidence
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    unit: Literal["cases", "reports"] = "cases"


class Indicator(_Fixed):
    """One number per area and month; exactly one of count, staff_score and survey says where it comes from."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name_nl: Annotated[str, Field(min_length=1)]
    name_en: Annotated[str, Field(min_length=1)]
    lens: Lens
    column: Column
    direction: Literal["more_is_worse", "more_is_better"]
    weight: Weight
    count: Count | None = None
    staff_score: Literal["clean", "intact", "safe", "nuisance", "togetherness"] | None = None
    survey: Annotated[str, Field(min_length=1)] | None = None

    @property
    def sign(self) -> int:
        """+1 where more is better, -1 where more is worse: aligned, up is always better."""
        return 1 if self.direction == "more_is_better" else -1


class Thresholds(_Fixed):
    """From when something is said; the comments of scores.toml give the meaning of each."""

    winsorise: Positive
    interval: Share
    posterior: Share
    smallest_homes: Whole
    smallest_answers: Whole
    smallest_observers: Whole
    smallest_expected: Positive
    silent_ratio: Annotated[float, Field(ge=1, allow_inf_nan=False)]
    silent_spread: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    fewest_areas: Annotated[int, Field(ge=2)]
    fewest_months: Annotated[int, Field(ge=1, le=12)]
    survey_from_month: Annotated[int, Field(ge=1, le=12)]
    survey_months: Whole
    known_weight: Share
    alike: Positive
    alike_most: Whole


class Ranks(_Fixed):
    """How often, from which seed and how far from the stated weights the order is drawn again."""

    draws: Annotated[int, Field(ge=1000)]
    seed: Annotated[int, Field(ge=0)]
    weight_concentration: Positive


class ScoreSettings(_Fixed):
    """Everything that decides a mark, besides the data."""

    reference_year: Annotated[int, Field(ge=1990, le=2200)]
    lenses: dict[Lens, Weight]
    thresholds: Thresholds
    ranks: Ranks
    indicators: tuple[Indicator, ...]

    def within(self, lens: str, column: str | None = None) -> tuple[Indicator, ...]:
        """Indicators of a lens, or of one column of it, in the order of the file."""
        return tuple(each for each in self.indicators if each.lens == lens and column in (None, each.column))

    def hash(self) -> str:
        """SHA-256 of what the settings say; comments, layout and the order of indicators do not matter."""
        said = self.model_dump(mode="json")
        said["indicators"] = sorted(said["indicators"], key=lambda each: each["key"])
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class ScoreRun(_Fixed):
    """What a mark was made from and with: the same three always give the same marks."""

    code_version: str
    settings_hash: str
    data_hash: str


def score_run(settings: ScoreSettings, code_version: str, data_hash: str) -> ScoreRun:
    """The stamp that a table of marks carries."""
    return ScoreRun(code_version=code_version, settings_hash=settings.hash(), data_hash=data_hash)


def read(file: Path = FILE, themes: Path = THEMES) -> ScoreSettings:
    """The settings in a file. Raises SettingError: one sentence for each thing that cannot be followed."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingError(f"{file.name} cannot be opened: {error.strerror}. Put it back, or give access.") from error
    return interpret(text, catalogue(themes), file.name)


def interpret(text: str, themes: Mapping[str, tuple[str, bool]], name: str = FILE.name) -> ScoreSettings:
    """The settings a text holds; themes: see catalogue. Raises SettingError as read does."""
    try:
        settings = ScoreSettings.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{name} should be TOML; it is not: {error}. Correct it there.") from error
    except pydantic.ValidationError as error:
        raise SettingError(" ".join(_sentence(name, fault) for fault in error.errors())) from error
    return _accepted(settings, themes, name)


def proposed(
    settings: ScoreSettings,
    weights: Mapping[str, float],
    lenses: Mapping[str, float] | None = None,
    themes: Path = THEMES,
) -> ScoreSettings:
    """The settings with other weights (by indicator key) and lens weights; refused as a file with them would be."""
    said = settings.model_dump(mode="json")
    if absent := sorted(set(weights) - {each["key"] for each in said["indicators"]}):
        raise SettingError(f"There is no indicator {absent[0]!r} to weigh. Choose one of scores.toml.")
    for each in said["indicators"]:
        each["weight"] = weights.get(each["key"], each["weight"])
    said["lenses"] |= lenses or {}
    try:
        changed = ScoreSettings.model_validate(said)
    except pydantic.ValidationError as error:
        raise SettingError(" ".join(_sentence("The proposal", fault) for fault in error.errors())) from error
    return _accepted(changed, catalogue(themes), "The proposal")


def catalogue(themes: Path = THEMES) -> dict[str, tuple[str, bool]]:
    """Per subtheme of themes.csv: its theme, and whether it is a calamity."""
    with themes.open(encoding="utf-8", newline="") as lines:
        return {row["subtheme"]: (row["theme"], row["calamity"] == "yes") for row in csv.DictReader(lines)}


def subthemes_of(count: Count, themes: Mapping[str, tuple[str, bool]]) -> tuple[str, ...]:
    """The subthemes an indicator counts, sorted: those named, and those of a theme named; a calamity never."""
    subthemes = {sub for sub, (theme, rare) in themes.items() if not rare and (sub in count.of or theme in count.of)}
    return tuple(sorted(subthemes))


def _accepted(settings: ScoreSettings, themes: Mapping[str, tuple[str, bool]], name: str) -> ScoreSettings:
    faults = [
        *_key_faults(settings),
        *_source_faults(settings, themes),
        *_twice_faults(settings, themes),
        *_weight_faults(settings),
    ]
    if faults:
        raise SettingError(" ".join(f"{name}: {fault}" for fault in faults))
    return settings


def _key_faults(settings: ScoreSettings) -> list[str]:
    keys = [each.key for each in settings.indicators]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    return [f"the key {key!r} is used twice. Give each indicator its own." for key in twice]


def _source_faults(settings: ScoreSettings, subthemes: Mapping[str, tuple[str, bool]]) -> list[str]:
    themes = {theme for theme, _rare in subthemes.values()}
    faults = []
    for each in settings.indicators:
        given = [name for name in ("count", "staff_score", "survey") if getattr(each, name) is not None]
        if len(given) != 1:
            faults.append(
                f"{each.key} should have one of count, staff_score and survey; found {len(given)}. Keep the one that "
                "gives its number."
            )
            continue
        column = COLUMN_OF[each.count.kind] if each.count else {"staff_score": "staff", "survey": "residents"}[given[0]]
        if column != each.column:
            faults.append(f"{each.key} stands under {each.column}, but its {given[0]} is {column}. Move it there.")
        faults += _theme_faults(each, subthemes, themes) if each.count else []
    return faults


def _theme_faults(each: Indicator, subthemes: Mapping[str, tuple[str, bool]], themes: set[str]) -> list[str]:
    assert each.count is not None
    return [
        f"{each.key} counts {name!r}, which is no theme or subtheme of themes.csv. Correct the word, or add it there."
        for name in each.count.of
        if name not in subthemes and name not in themes
    ] + [
        f"{each.key} counts {name!r}, a calamity: so rare that one area has no rate of it. Leave it out."
        for name in each.count.of
        if name not in themes and subthemes.get(name, ("", False))[1]
    ]


def _twice_faults(settings: ScoreSettings, themes: Mapping[str, tuple[str, bool]]) -> list[str]:
    """Within one lens the same thing counts once; otherwise its weight is not the one that is written."""
    faults = []
    for lens in LENSES:
        seen: dict[tuple[str, str], str] = {}
        for each in settings.within(lens):
            for what in _measured(each, themes):
                if what in seen:
                    faults.append(f"{each.key} and {seen[what]} both hold {what[0]} {what[1]!r}. Keep it in one.")
                seen.setdefault(what, each.key)
    return faults


def _measured(each: Indicator, themes: Mapping[str, tuple[str, bool]]) -> list[tuple[str, str]]:
    if each.count:
        return [(each.count.kind, subtheme) for subtheme in subthemes_of(each.count, themes)]
    return [("staff score", each.staff_score)] if each.staff_score else [("survey", str(each.survey))]


def _weight_faults(settings: ScoreSettings) -> list[str]:
    faults = []
    for lens in LENSES:
        inside, weight = settings.within(lens), settings.lenses.get(lens, 0.0)
        total = sum(each.weight for each in inside)
        if inside and abs(total - 1) > ROUNDING:
            faults.append(
                f"the weights within {lens} should add up to 1; they make {total:.4g}. Change them until they do: they "
                "are never scaled in silence."
            )
        if not inside and weight > 0:
            faults.append(f"{lens} has no indicators but weighs {weight:g}. Give it one, or the weight 0.")
    if abs(sum(settings.lenses.values()) - 1) > ROUNDING:
        faults.append(
            f"the weights of the lenses should add up to 1; they make {sum(settings.lenses.values()):.4g}. Change them."
        )
    return faults


def _sentence(name: str, fault: object) -> str:
    """A fault of one value as expected, found, next."""
    assert isinstance(fault, dict)
    where = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in fault["loc"])
    if fault["type"] == "missing":
        return f"{name}: '{where}' is needed and is not there. Add it."
    if fault["type"] == "extra_forbidden":
        return f"{name}: '{where}' means nothing here. Remove it, or correct the word."
    value = repr(fault["input"])
    wanted = fault["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    wanted = wanted[:1].lower() + wanted[1:]
    return (
        f"{name}: '{where}' should be {wanted}; found {value if len(value) <= 60 else value[:57] + '...'}. Change it."
    )
