"""Charts hold to the Vega-Lite schema, tell zero from unknown, and put labels where they can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert as vlc
from hypothesis import given
from hypothesis import strategies as st

from buurtbeeld.charts import bars, palette, series
from buurtbeeld.charts.spec import Chart

MONTHS = pd.date_range("2023-01-01", periods=36, freq="MS")
UNKNOWN = slice(14, 16)


def months() -> pd.DataFrame:
    values = pd.Series(np.arange(36) % 7 + 10.0)
    values.iloc[UNKNOWN] = None
    known = values.notna()
    return pd.DataFrame(
        {"month": MONTHS, "value": values, "rolling": values.rolling(12, min_periods=9).mean(), "known": known}
    )


def several(*names: str) -> pd.DataFrame:
    rows = [
        months().assign(series=name, remark="1 → 2", value=months()["value"] * (place + 1))
        for place, name in enumerate(names)
    ]
    return pd.concat(rows, ignore_index=True)


CALAMITIES = pd.DataFrame(
    {"at": pd.to_datetime(["2023-03-04", "2023-04-01", "2025-09-09"]), "label": ["brand", "hennep", "brand"]}
)
GAPS = pd.DataFrame({"source": ["klachten"], "since": ["2025-06-01"], "until": ["2026-01-01"]})
BARS = pd.DataFrame({"name": ["a", "b"], "value": [3.0, 5.0], "other": [4.0, 4.0]})
EVIDENCE = pd.DataFrame(
    {"name": ["Drugs", "Drugs", "Zorg"], "kind": ["incident", "complaint", "complaint"], "value": [3, 4, None]}
)
SIDES = pd.DataFrame({"name": ["Drugs", "Drugs"], "column": ["A", "B"], "value": [3.0, None]})

CHARTS: dict[str, Callable[[], Chart | None]] = {
    "trend": lambda: series.trend(months(), unit="per maand", calamities=CALAMITIES),
    "trend without anything known": lambda: series.trend(
        months().assign(value=None, rolling=None, known=False), unit="x"
    ),
    "lines": lambda: series.lines(several("A", "B"), unit="x", indexed=True, gaps=GAPS),
    "lines without gaps": lambda: series.lines(several("A"), unit="x", gaps=GAPS.head(0)),
    "lines without anything known": lambda: series.lines(several("A").assign(value=float("nan")), unit="x"),
    "strips": lambda: series.strips(several("A", "B", "C"), decimals=1),
    "strips without anything known": lambda: series.strips(several("A", "B").assign(value=float("nan"))),
    "volume": lambda: series.volume(several("A", "B")),
    "volume of a source that never delivered": lambda: series.volume(several("A").assign(known=False)),
    "bars": lambda: bars.plain(BARS, unit="x", reference="corporatie"),
    "bars alone": lambda: bars.plain(BARS.drop(columns="other"), unit="x"),
    "evidence": lambda: bars.evidence(EVIDENCE),
    "side by side": lambda: bars.side_by_side(SIDES, unit="x"),
}


@pytest.mark.parametrize("name", CHARTS)
def test_figures_hold_to_the_schema(name: str) -> None:
    figure = CHARTS[name]().figure
    data = {
        key: json.loads(frame.to_json(orient="records", date_format="iso")) for key, frame in figure["datasets"].items()
    }
    alt.LayerChart.from_dict(figure | {"datasets": data})
    named = {layer["data"]["name"] for layer in figure["layer"]}
    assert named <= set(data), "a layer draws data that is not there"
    fields = {
        (layer["data"]["name"], channel["field"])
        for layer in figure["layer"]
        for channels in layer["encoding"].values()
        for channel in (channels if isinstance(channels, list) else [channels])
        if "field" in channel
    }
    absent = [f"{data_name}.{field}" for data_name, field in fields if field not in figure["datasets"][data_name]]
    assert not absent, f"drawn, but not in the data: {absent}"


def test_unknown_months_are_a_band_and_never_a_zero() -> None:
    datasets = series.trend(months(), unit="x").figure["datasets"]
    band = datasets["bands"].iloc[0]
    assert (band["since"], band["until"]) == (MONTHS[14], MONTHS[16])
    assert datasets["months"]["value"].iloc[UNKNOWN].isna().all()


def test_bars_and_values_begin_at_zero() -> None:
    for name in ("trend", "lines", "bars"):
        scales = [
            channel["scale"]["domain"][0]
            for layer in CHARTS[name]().figure["layer"]
            for channel in layer["encoding"].values()
            if isinstance(channel, dict)
            and channel.get("type") == "quantitative"
            and "domain" in channel.get("scale", {})
        ]
        assert scales and set(scales) == {0}, name


def test_a_value_stands_before_its_bar_where_no_tick_can_strike_it_through() -> None:
    figure = bars.plain(BARS, unit="x", reference="corporatie").figure
    assert [layer["mark"]["type"] for layer in figure["layer"]] == ["bar", "tick"]
    assert [row.split()[-1] for row in figure["datasets"]["bars"]["row"]] == ["3", "5"]


@pytest.mark.parametrize(("width", "lines"), [(360, 5), (1100, 1)])
def test_heads_of_columns_are_never_cut(width: int, lines: int) -> None:
    names = [f"Van Goyenstraat {place}" for place in range(5)]
    frame = pd.DataFrame([(theme, name, 1.0) for name in names for theme in "ab"], columns=["name", "column", "value"])
    figure = bars.side_by_side(frame, unit="x").figure
    drawn = figure | {
        "width": width,
        "autosize": {"type": "fit", "contains": "padding"},
        "datasets": {name: data.to_dict("records") for name, data in figure["datasets"].items()},
    }
    heads = re.findall(r'translate\(([-\d.]+),([-\d.]+)\)"[^>]*>(Van Goyenstraat \d)<', vlc.vegalite_to_svg(drawn))
    assert [name for _x, _y, name in heads] == names
    assert len({height for _x, height, _name in heads}) == lines


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=5))
def test_labels_at_the_ends_of_lines_keep_their_distance_and_their_order(values: list[float]) -> None:
    frame = pd.DataFrame({"series": list("ABCDE")[: len(values)], "month": MONTHS[0], "value": values})
    ends = series.lines(frame, unit="x").figure["datasets"]["last"].sort_values(["value", "height"])
    assert (ends["height"].diff().dropna() >= 0.07 * max(values) * (1 - 1e-9)).all()
    assert (ends["height"] >= ends["value"] - 1e-9).all()


def test_names_of_calamities_do_not_run_into_each_other() -> None:
    named = series.trend(months(), unit="x", calamities=CALAMITIES).figure["datasets"]["named"]["at"]
    assert sorted(named.dt.month) == [4, 9], "of two calamities a month apart, one is named"


def test_words_say_what_the_figure_shows() -> None:
    words = {name: chart().words for name, chart in CHARTS.items()}
    assert "Van 2 maanden is niets geleverd" in words["trend"]
    assert "Calamiteiten in deze periode: 3" in words["trend"]
    assert words["lines without anything known"] == "Er is te weinig bekend voor een lijn."
    assert "b 5" in words["bars"] and words["bars"].endswith("(corporatie 4).")
    assert "klacht" not in words["evidence"].lower() and "zorg" not in words["evidence"].lower()


def test_there_is_no_chart_of_nothing() -> None:
    assert series.trend(months().head(0), unit="x") is None
    assert series.lines(several("A").head(0), unit="x") is None
    assert series.strips(several("A").head(0)) is None
    assert series.volume(several("A").head(0)) is None
    assert bars.plain(BARS.head(0), unit="x") is None
    assert bars.evidence(EVIDENCE.head(0)) is None
    assert bars.side_by_side(SIDES.head(0), unit="x") is None


def _contrast(colour: str, other: str) -> float:
    def light(hexed: str) -> float:
        parts = [value / 255 for value in palette.rgb(hexed)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(colour), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "colour",
    sorted(
        {
            *palette.SERIES,
            *palette.KIND.values(),
            palette.MAIN,
            palette.CALAMITY,
            palette.WORSE,
            palette.BETTER,
        }
    ),
)
@pytest.mark.parametrize("ground", ["#FFFFFF", "#10181B"])
def test_lines_stand_out_on_light_and_on_dark(colour: str, ground: str) -> None:
    assert _contrast(colour, ground) >= 3


def test_the_scale_grows_darker_step_by_step() -> None:
    contrasts = [_contrast(colour, "#FFFFFF") for colour in palette.SCALE]
    assert contrasts == sorted(contrasts)
    assert all(
        _contrast(first, second) >= 1.25 for first, second in zip(palette.SCALE, palette.SCALE[1:], strict=False)
    )


def test_a_short_name_keeps_what_tells_it_from_others() -> None:
    named = several(*(f"Van Goyenstraat ({kind})" for kind in ("aandachtsgebied", "straat")), "Merelweg")
    labels = series.lines(named, unit="x").figure["datasets"]["last"]["label"]
    names = ["Van Goy… (aandachtsgebied)", "Van Goyenstr… (straat)", "Merelweg"]
    assert [label.split("  ")[0] for label in labels] == names
