"""What a mark is made of and what changed in it, made ready to draw and in words. Asks nothing and draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from buurtbeeld import text
from buurtbeeld.codes import ALL
from buurtbeeld.glossary import code_words
from buurtbeeld.methods.scores import marks as score_marks
from buurtbeeld.methods.scores.indicators import CODE
from buurtbeeld.methods.scores.marks import GROUPS, MIDDLE, Snapshot
from buurtbeeld.methods.scores.settings import ScoreSettings
from buurtbeeld.scores import tables
from buurtbeeld.text import _

STAIRS = ["name", "begin", "end", "label", "detail", "column", "step"]
"""Columns of steps to be drawn."""


@dataclass(frozen=True)
class Story:
    """Steps to be drawn, the same in words, and the rows they were made of; no steps where nothing can be compared."""

    words: str
    steps: pd.DataFrame
    rows: pd.DataFrame


def snapshot(values: pd.DataFrame, stock: pd.DataFrame, together: pd.DataFrame) -> Snapshot:
    """What is known of areas at one moment, as the methods take it.

    values: area_id, indicator, z, sd, reason, one row per area and indicator of one level and month. stock: indicator,
    mean, spread, sign, counted of that level, in the order of the settings. together: together, in the order of the
    groups. An indicator without a row is unknown (not_delivered). Raises KeyError for a reason the methods do not know.
    """
    keys, areas = pd.Index(stock["indicator"]), pd.Index(values["area_id"].unique())
    values = values[values["indicator"].isin(keys)]
    at = areas.get_indexer(values["area_id"]), keys.get_indexer(values["indicator"])
    z, sd = (np.full((len(areas), len(keys)), np.nan, dtype=np.float32) for _each in range(2))
    why = np.full(z.shape, CODE["not_delivered"], dtype=np.uint8)
    z[at], sd[at] = (values[name].to_numpy(np.float32, na_value=np.nan) for name in ("z", "sd"))
    why[at] = [CODE[word] for word in values["reason"]]
    mean, spread = (stock[name].to_numpy(float, na_value=np.nan) for name in ("mean", "spread"))
    sign, counted = stock["sign"].to_numpy(int), stock["counted"].to_numpy(bool)
    also = together["together"].to_numpy(float, na_value=0.0)
    return Snapshot(areas.to_numpy(object), tuple(keys), z, sd, why, mean, spread, sign, counted, also)


def months_before(month: date, earliest: date) -> list[date]:
    """Months to compare with, the latest first; empty where there is none."""
    months = pd.date_range(earliest, month, freq="MS", inclusive="left")
    return [stamp.date() for stamp in months[::-1]]


def year_before(months: list[date], month: date) -> date:
    """The month a year before, else the earliest of months."""
    wanted = (pd.Timestamp(month) - pd.DateOffset(months=12)).date()
    return wanted if wanted in months else months[-1]


def overlap(since: date, month: date) -> str:
    """What two marks a number of months apart can and cannot say."""
    apart = (month.year - since.year) * 12 + month.month - since.month
    if apart >= 12:
        return _("Elk cijfer telt 12 maanden. Of een verschil meer is dan toeval, staat op de pagina Veranderingen.")
    return _(
        "Elk cijfer telt 12 maanden; deze twee delen er {shared}, dus een verandering is hier nog maar voor een deel "
        "te "
        "zien.",
        shared=text.number(12 - apart),
    )


def why(table: Snapshot, settings: ScoreSettings, area: str, lens: str) -> Story:
    """The steps from the stock's mark to the area's; what is written adds up exactly. No steps without a mark."""
    parts = _named(score_marks.contributions(table, settings, area, lens), table, settings)
    detail = [_of_stock(*row) for row in parts[["value", "stock", "counted", "reason"]].itertuples(index=False)]
    turn = parts["indicator"].eq("clip") * 2 + parts["reason"].ne("")
    rows = _in_turn(parts.assign(detail=detail), turn, parts["part"])
    without = _no_mark(table, settings, lens)
    if without:
        return Story(_("Geen cijfer: {reason}.", reason=without), rows.head(0)[[]], rows)
    steps = _stairs(rows, MIDDLE, (_("De hele corporatie"), _("Dit gebied")))
    return Story(_why_in_words(rows, steps, lens), steps, rows)


def changed(
    now: Snapshot, before: Snapshot, settings: ScoreSettings, area: str, lens: str, months: tuple[date, date]
) -> Story:
    """The steps from the mark of an earlier month (the first of months) to that of the last one.

    What came or went is named as such. No steps where there was, or is, no mark.
    """
    parts = _named(score_marks.changed(now, before, settings, area, lens), now, settings)
    columns = ["value_before", "value", "counted", "status"]
    detail = [_then_and_now(*row) for row in parts[columns].itertuples(index=False)]
    turn = parts["indicator"].eq("clip") * 2 + parts["status"].eq("unknown")
    rows = _in_turn(parts.assign(detail=detail), turn, parts["difference"])
    names = text.month(months[0]), text.month(months[1])
    for table, month in zip((before, now), names, strict=True):
        if without := _no_mark(table, settings, lens):
            words = _("Geen vergelijking: in {month} was er geen cijfer ({reason}).", month=month, reason=without)
            return Story(words, rows.head(0)[[]], rows)
    # From the present mark backwards, so that it is the same here and in why.
    start = MIDDLE + score_marks.contributions(now, settings, area, lens)["shown"].sum() - rows["shown"].sum()
    steps = _stairs(rows, start, names)
    return Story(_changed_in_words(rows, steps, lens), steps, rows)


def _named(parts: pd.DataFrame, table: Snapshot, settings: ScoreSettings) -> pd.DataFrame:
    """With name and counted; a clip of nothing is left out."""
    names = {each.key: tables.indicator_name(each) for each in settings.indicators}
    names["clip"] = _("Afgesneden: een cijfer loopt van 1 tot 10")
    counted = dict(zip(table.keys, table.counted.tolist(), strict=True))
    parts = parts.assign(name=parts["indicator"].map(names), counted=parts["indicator"].map(counted).eq(True))
    return parts[parts["indicator"].ne("clip") | parts["shown"].ne(0)]


def _in_turn(rows: pd.DataFrame, turn: pd.Series, size: pd.Series) -> pd.DataFrame:
    """What takes most off first; unknown ones and the clip last."""
    ordered = rows.assign(turn=turn, size=size).sort_values(["turn", "size", "indicator"], ignore_index=True)
    return ordered.drop(columns=["turn", "size"])


def _no_mark(table: Snapshot, settings: ScoreSettings, lens: str) -> str:
    """Why the only area of a snapshot has no mark, in words; empty where it has one, or where the area is not there."""
    if not len(table.areas):
        return tables.reason("few_homes")
    code = int(score_marks.marks(table, settings).reason[GROUPS.index((lens, ALL)), 0, 0])
    return tables.reason(score_marks.MARK_REASONS[code])


def _stairs(rows: pd.DataFrame, start: float, names: tuple[str, str]) -> pd.DataFrame:
    """The first mark, a step per row and the last mark: STAIRS. start: where the first step begins."""
    end = (start + rows["shown"].cumsum()).round(2)
    steps = rows.assign(begin=(end - rows["shown"]).round(2), end=end, step=True)
    silent = rows["reason"].ne("") if "reason" in rows else rows["status"].eq("unknown")
    steps["label"] = [
        text.NOTHING if gone else text.signed(value, 2) for value, gone in zip(rows["shown"], silent, strict=True)
    ]
    ends = [round(start, 2), float(end.iloc[-1]) if len(end) else round(start, 2)]
    whole = pd.DataFrame({"name": names, "begin": ends, "end": ends, "detail": "", "column": "", "step": False})
    whole["label"] = [text.number(value, 2) for value in ends]
    return pd.concat([whole[STAIRS].head(1), steps[STAIRS], whole[STAIRS].tail(1)], ignore_index=True)


def _of_stock(value: float, stock: float, counted: bool, code: str) -> str:
    if code:
        return _("onbekend ({reason}); telt als de hele corporatie", reason=tables.reason(code))
    if pd.isna(value):
        return ""
    words = (
        _("{value} per 1.000 woningen; hele corporatie {stock}")
        if counted
        else _("cijfer {value}; hele corporatie {stock}")
    )
    return words.format(value=tables.measured(value, counted), stock=tables.measured(stock, counted))


def _then_and_now(before: float, now: float, counted: bool, status: str) -> str:
    first, last = tables.measured(before, counted), tables.measured(now, counted)
    if status == "unknown":
        return _("beide keren onbekend")
    if status == "came":
        return _("kwam erbij: eerst onbekend, nu {last}", last=last)
    if status == "went":
        return _("viel weg: was {first}, nu onbekend", first=first)
    if pd.isna(before):
        return ""
    words = _("van {first} naar {last} per 1.000 woningen") if counted else _("cijfer van {first} naar {last}")
    return words.format(first=first, last=last)


def _why_in_words(rows: pd.DataFrame, steps: pd.DataFrame, lens: str) -> str:
    """The mark, what takes most off and what adds most, and what is unknown."""
    said = [
        _("{lens} {mark}: de 6,5 van de hele corporatie").format(
            lens=code_words.lens(lens).capitalize(), mark=steps["label"].iloc[-1]
        )
    ]
    less, more = rows[rows["shown"] < 0].head(2), rows[rows["shown"] > 0].sort_values("part", ascending=False).head(2)
    said += [_("eraf: {parts}", parts=_steps_in_words(less))] if len(less) else []
    said += [_("erbij: {parts}", parts=_steps_in_words(more))] if len(more) else []
    gaps = rows.loc[rows["reason"].ne(""), "name"].tolist()
    said += [_("onbekend: {names}", names=text.listing(gaps))] if gaps else []
    return "; ".join(said) + "."


def _steps_in_words(rows: pd.DataFrame) -> str:
    return text.listing([f"{row.name} {text.signed(row.shown, 2)}" for row in rows.itertuples(index=False)])


def _changed_in_words(rows: pd.DataFrame, steps: pd.DataFrame, lens: str) -> str:
    """From which mark to which, and the three largest steps; what came or went is said apart."""
    first, last = steps["label"].iloc[0], steps["label"].iloc[-1]
    said = [
        _("{lens} van {first} naar {last} ({change})").format(
            lens=code_words.lens(lens).capitalize(), first=first, last=last, change=text.signed(rows["shown"].sum(), 2)
        )
    ]
    largest = rows[rows["shown"].abs() > 0].sort_values("shown", key=abs, ascending=False).head(3)
    said += [_("vooral {parts}", parts=_steps_in_words(largest))] if len(largest) else []
    for status, words in (("came", _("kwam erbij: {names}")), ("went", _("viel weg: {names}"))):
        names = rows.loc[rows["status"] == status, "name"].tolist()
        said += [words.format(names=text.listing(names))] if names else []
    return "; ".join(said) + "."


def legend() -> str:
    """How to read the steps."""
    return _(
        "Elke stap is gewicht × verschil met de hele corporatie; samen met 6,5 zijn ze het cijfer. Groen: feiten, "
        "oranje: bewoners, blauw: medewerkers."
    )


def table(story: Story, lens: str) -> pd.DataFrame:
    """The steps as rows: lens, name, column, weight, what was measured, and the step."""
    rows = story.rows
    return rows.assign(
        lens=code_words.lens(lens).capitalize(),
        column=rows["column"].map(lambda name: code_words.column(name).capitalize() if name else ""),
        weight=rows["weight"] * 100,
        step=rows["shown"].map(lambda step: text.signed(step, 2)),
    )


def heads() -> dict[str, str]:
    """Columns of the table of steps."""
    return {
        "lens": _("Lens"),
        "name": _("Wat telt mee"),
        "column": _("Kolom"),
        "weight": _("Gewicht (%)"),
        "detail": _("Gemeten"),
        "step": _("Punten"),
    }
