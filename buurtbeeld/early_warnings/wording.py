"""Early warnings put in words and joined with what people know of them. Judges no week; asks nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from buurtbeeld import text
from buurtbeeld.glossary import code_words
from buurtbeeld.methods.early_warning import FEWEST_WEEKS, GUARD
from buurtbeeld.register.known_warnings import Mark
from buurtbeeld.text import _

KEYS = ["area_id", "kind", "theme"]
WHOLE_HISTORY = FEWEST_WEEKS + GUARD
"""Weeks of history from which anything can be judged: two years."""
BY_CHANCE = (1.3, 2.4)
"""Weeks a year that a series stands outside its band without any cause; measured, see docs/methods/early_warning.md."""
_YEAR = 365.25 / 7
_SIX_DAYS = pd.Timedelta(days=6)


def with_marks(warnings: pd.DataFrame, marks: Iterable[Mark], today: date) -> pd.DataFrame:
    """The warnings with what was recorded of them: mark, version, remark, until and state.

    state: new (never marked, or taken back) · known (until today or later) · back (its day has passed).
    """
    columns = [*KEYS, "mark", "version", "remark", "until"]
    rows = [[*vars(each.series).values(), str(each.id), each.version, each.remark, each.until] for each in marks]
    joined = warnings.merge(pd.DataFrame(rows, columns=columns).astype({"version": "Int64"}), on=KEYS, how="left")
    state = joined["until"].map(lambda until: "new" if pd.isna(until) else "known" if until >= today else "back")
    return joined.assign(state=state.astype(object))


def sleeping(marks: Iterable[Mark], warnings: pd.DataFrame, today: date) -> list[Mark]:
    """Marks that still hold, of series without a warning at present."""
    warned = set(warnings[KEYS].itertuples(index=False, name=None))
    return [each for each in marks if each.until >= today and tuple(vars(each.series).values()) not in warned]


def in_sight(warnings: pd.DataFrame, when: str) -> pd.DataFrame:
    """What belongs in sight: not known, and with when 'still' only what is outside its band now."""
    return warnings.loc[(warnings["state"] != "known") & (warnings["still"] | (when != "still"))]


def known_warnings(warnings: pd.DataFrame) -> pd.DataFrame:
    """What is known, and therefore not in sight."""
    return warnings.loc[warnings["state"] == "known"]


def by_area(warnings: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """(area_id, its warnings), areas and warnings by how surprising they are."""
    return [(area, rows) for area, rows in warnings.groupby("area_id", sort=False)]


def by_week(warning: pd.Series) -> bool:
    """Whether the week alone is outside; otherwise only the four weeks together are."""
    return bool(warning["observed"] > warning["upper"])


def answer(warnings: pd.DataFrame, watched: pd.DataFrame, when: str, unmeasured: bool = False) -> str:
    """The most important sentence: how many series in how many areas, or why nothing can be said.

    unmeasured: whether homes or months are lacking."""
    if watched.empty and unmeasured:
        return _("Er wordt nu niets bewaakt: daarvoor is te weinig geleverd.")
    if watched.empty:
        return _("Van deze keuze wordt geen reeks bewaakt: nergens zijn er genoeg recente meldingen.")
    if (watched["weeks"] < WHOLE_HISTORY).all():
        return _("Er is nog geen twee jaar geschiedenis. Zonder die valt niet te zeggen welke week gewoon is.")
    if warnings.empty and when == "still":
        return _("Geen enkele reeks ligt nu buiten wat gewoon is.")
    if warnings.empty:
        return _("Geen enkele reeks lag de laatste acht weken buiten wat gewoon is.")
    areas = warnings["area_id"].nunique()
    places = _("1 gebied") if areas == 1 else _("{areas} gebieden", areas=text.number(areas))
    if when == "still":
        return _("In {places} komt nu meer binnen dan gewoon is.", places=places)
    return _("In {places} kwam de laatste acht weken meer binnen dan gewoon is.", places=places)


def context(warnings: pd.DataFrame, watched: pd.DataFrame) -> str:
    """How many series were watched until when, and how many are outside by chance alone; empty without any judged."""
    judged = watched.loc[watched["weeks"] >= WHOLE_HISTORY] if len(watched) else watched
    if judged.empty:
        return ""
    series = int(judged["series"].sum())
    low, high = (series * weeks / _YEAR for weeks in BY_CHANCE)
    watch = _(
        "Bewaakt: {series} reeksen tot en met de week van {week}; {warnings} staan hieronder.",
        series=text.number(series),
        week=week(judged["until_week"].max() - pd.Timedelta(weeks=1)),
        warnings=text.number(len(warnings)),
    )
    chance = _(
        "Ook zonder oorzaak staan er in een gewone week {low} tot {high} buiten hun band: het verrassendste staat "
        "bovenaan, en wat u niet kunt plaatsen kan toeval zijn.",
        low=text.number(math.floor(low)),
        high=text.number(math.ceil(high)),
    )
    return f"{watch} {chance}"


def unwatched(findings: pd.DataFrame) -> str:
    """Which sources stopped, so that nothing of them is watched; empty when none did. findings: kind, source, since."""
    stopped = findings.loc[(findings["kind"] == "stop") & findings["until"].isna()]
    if stopped.empty:
        return ""
    gone = [
        _("{source} (niets meer sinds {day})", source=row.source, day=text.day(row.since))
        for row in stopped.itertuples()
    ]
    return _("Niet bewaakt: {gone}. Van deze bron komt dus ook geen signaal.", gone=text.listing(gone))


def newcomers(sources: pd.DataFrame) -> str:
    """Which sources are too young to be watched, and from when they are; empty when none is."""
    young = sources.loc[~sources["watched"]]
    if young.empty:
        return ""
    named = [
        _(
            "{source} ({kind}; telt mee vanaf {day})",
            source=row.source,
            kind=code_words.kind(row.kind),
            day=text.day(row.joins),
        )
        for row in young.itertuples()
    ]
    return _(
        "Nog niet bewaakt: {named}. Een nieuwe bron is geen uitbraak: eerst moet er twee jaar van bekend zijn.",
        named=text.listing(named),
    )


def week(monday: date) -> str:
    """2026-11-02 -> 2 november."""
    return text.day_and_month(monday)


def expected(value: float) -> str:
    """How many were to be expected, in words: 0.4 -> minder dan 1; 2.3 -> 2 à 3; 9.1 -> ongeveer 9."""
    near, floor = round(value), math.floor(value)
    if value < 0.95:
        return _("minder dan 1")
    if value >= 10 or abs(value - near) <= 0.15:
        return _("ongeveer {number}", number=text.number(near))
    return _("{low} à {high}", low=text.number(floor), high=text.number(floor + 1))


def reports_in_words(number: float, kind: str) -> str:
    """7 complaints -> 7 klachten; 1 -> 1 klacht."""
    single = {"incident": _("{n} incident"), "complaint": _("{n} klacht"), "observation": _("{n} waarneming")}
    more = {"incident": _("{n} incidenten"), "complaint": _("{n} klachten"), "observation": _("{n} waarnemingen")}
    return (single if number == 1 else more)[kind].format(n=text.number(number))


def sentence(warning: pd.Series) -> str:
    """What came in, what was to be expected, and since when it is outside the band."""
    alone = by_week(warning)
    columns = ("observed", "expected", "upper") if alone else ("observed_4", "expected_4", "upper_4")
    seen, usual, upper = (float(warning[name]) for name in columns)
    words = {
        "week": week(warning["week"]),
        "counted": reports_in_words(seen, warning["kind"]),
        "theme": warning["theme_name"].lower(),
        "expected": expected(usual),
        "upper": text.number(upper),
    }
    if alone:
        count = _("In de week van {week} {counted} over {theme}, {expected} verwacht (tot {upper} is gewoon).", **words)
    else:
        count = _(
            "In de vier weken tot en met die van {week} {counted} over {theme}, {expected} verwacht "
            "(tot {upper} is gewoon).",
            **words,
        )
    return f"{count} {_since(warning)}"


def _since(warning: pd.Series) -> str:
    first, last = week(warning["first_week"]), week(warning["last_week"])
    if warning["still"] and first == last:
        return _("Dat is de eerste week buiten de band.")
    if warning["still"]:
        return _("De eerste week buiten de band was die van {first}; het duurt nog.", first=first)
    if first == last:
        return _("Alleen de week van {first} lag buiten de band.", first=first)
    return _("De eerste week buiten de band was die van {first}, de laatste die van {last}.", first=first, last=last)


def remembered(warnings: pd.DataFrame, weeks: pd.DataFrame) -> pd.DataFrame:
    """The warnings with high, the last earlier week in which four weeks together had as many, and known_from.

    high is missing where it was never so high; both where nothing is known of earlier weeks.
    """
    worst = warnings[[*KEYS, "first_week", "observed_4"]].rename(columns={"observed_4": "now"})
    joined = weeks.dropna(subset=["observed_4"]).merge(worst, on=KEYS)
    earlier = joined.loc[joined["week"] < joined["first_week"] - pd.Timedelta(weeks=4)]
    begin = earlier.groupby(KEYS)["week"].min().rename("known_from")
    high = earlier.loc[earlier["observed_4"] >= earlier["now"]].groupby(KEYS)["week"].max().rename("high")
    return warnings.join(begin, on=KEYS).join(high, on=KEYS)


def before(warning: pd.Series, calamities: pd.DataFrame) -> str:
    """What was seen before in this area: the last time it was as high, and the calamities of the last year."""
    return f"{_as_high(warning)} {_calamities(calamities)}"


def _as_high(warning: pd.Series) -> str:
    if pd.isna(warning["known_from"]):
        return _("Eerder is er niets bekend.")
    if pd.isna(warning["high"]):
        return _("Zoveel in vier weken was het niet eerder sinds {since}.", since=text.month(warning["known_from"]))
    return _("Eerder zoveel in vier weken: tot en met de week van {day}.", day=text.day(warning["high"]))


def _calamities(calamities: pd.DataFrame) -> str:
    if calamities.empty:
        return _("Hier was het laatste jaar geen calamiteit.")
    latest = [f"{row.label.lower()} ({text.day(row.at)})" for row in calamities.head(2).itertuples()]
    if len(calamities) == 1:
        return _("Het laatste jaar was hier één calamiteit: {told}.", told=latest[0])
    number = text.number(len(calamities))
    return _(
        "Het laatste jaar waren hier {number} calamiteiten, laatst {told}.", number=number, told=text.listing(latest)
    )


def unit(warning: pd.Series) -> str:
    """What the bars of a warning's series count."""
    noun = reports_in_words(2, warning["kind"]).removeprefix(text.number(2)).strip().capitalize()
    if by_week(warning):
        return _("{noun} over {theme}, per week", noun=noun, theme=warning["theme_name"].lower())
    return _("{noun} over {theme}, telkens vier weken samen", noun=noun, theme=warning["theme_name"].lower())


def calamities_of(calamities: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """area_id -> its rows of calamities."""
    return dict(iter(calamities.groupby("area_id")))


def series_of(weeks: pd.DataFrame, warnings: pd.DataFrame) -> dict[tuple[str, ...], pd.DataFrame]:
    """Of each warning, by its KEYS, the weeks as they are drawn: week, until, value, expected, upper, outside, known.

    Of one week, or of the four weeks up to it where only those together are outside; value is empty where unknown.
    """
    alone = warnings["observed"] > warnings["upper"]
    rows = weeks.merge(warnings[KEYS].assign(alone=alone), on=KEYS)
    drawn = {
        name: rows[column].where(rows["alone"], rows[f"{column}_4"])
        for name, column in {"value": "observed", "expected": "expected", "upper": "upper"}.items()
    }
    drawn["value"] = drawn["value"].where(rows["known"])
    weekly = rows[[*KEYS, "week", "known"]].assign(until=rows["week"] + _SIX_DAYS, outside=rows["alarm"], **drawn)
    return {tuple(key): part.drop(columns=KEYS) for key, part in weekly.groupby(KEYS)}


def reports_from(warning: pd.Series) -> date:
    """The day from which the reports behind a warning are shown: four weeks up to the first one outside."""
    return (warning["first_week"] - pd.Timedelta(weeks=3)).date()


def proposed_until(today: date) -> date:
    """The day to which a mark holds unless the visitor says otherwise: four weeks from now."""
    return today + timedelta(weeks=4)


def heads() -> dict[str, str]:
    """Columns of the table of all warnings."""
    return {
        "name": _("Gebied"),
        "level_name": _("Niveau"),
        "kind_name": _("Soort"),
        "theme_name": _("Thema"),
        "first_week": _("Eerste week buiten de band"),
        "last_week": _("Laatste week"),
        "observed_4": _("In vier weken"),
        "expected_4": _("Verwacht"),
        "upper_4": _("Gewoon tot en met"),
        "remark": _("Bekend"),
        "until": _("Bekend tot en met"),
    }


def tabled(warnings: pd.DataFrame) -> pd.DataFrame:
    """The warnings with level and kind in words and without empty remarks, for the table and its download."""
    return warnings.assign(
        level_name=warnings["level"].map(code_words.level),
        kind_name=warnings["kind"].map(code_words.kind),
        remark=warnings["remark"].fillna(""),
        until=pd.to_datetime(warnings["until"]),
    )


def report_heads() -> dict[str, str]:
    """Columns of the reports behind a warning."""
    return {
        "at": _("Datum"),
        "name": _("Onderwerp"),
        "complex": _("Complex"),
        "source_category": _("Categorie van de bron"),
        "source": _("Bron"),
        "file": _("Bestand"),
        "line": _("Regel"),
    }
