"""What lies in the way people report, put in words and made ready to draw. Finds nothing and asks nothing."""

from __future__ import annotations

import json

import pandas as pd

from buurtbeeld import text
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _

WITH, WITHOUT = "with", "without"


def numbered(findings: pd.DataFrame, area: str) -> pd.DataFrame:
    """The findings with their number, a head, a sentence, and whether they touch the whole trend of this area."""
    details = findings["detail"].map(json.loads)
    rows = findings.assign(detail=details, number=range(1, len(findings) + 1))
    texts = [(_head(row), _sentence(row)) for row in rows.itertuples()]
    return rows.assign(
        head=[head for head, _sentence_of in texts],
        sentence=[sentence for _head_of, sentence in texts],
        on_trend=findings["area_id"].isin(["", area]),
    )


def _head(row: pd.Series) -> str:
    return {
        "stop": _("De aanvoer stopte"),
        "jump": _("Overal tegelijk een sprong"),
        "recode": _("Een code kreeg een andere naam"),
        "channel": _("Meldingen komen langs een andere weg"),
        "concentration": _("Meer dan de helft van één melder"),
    }[row.kind]


def _sentence(row: pd.Series) -> str:
    return {
        "stop": _stop,
        "jump": _jump,
        "recode": _recode,
        "channel": _channel,
        "concentration": _one_person,
    }[row.kind](row)


def _stop(row: pd.Series) -> str:
    expected = text.number(row.expected)
    if pd.isna(row.until):
        return _(
            "{source}: sinds {since} kwam er niets meer binnen, terwijl er ongeveer {expected} meldingen te "
            "verwachten waren. Minder meldingen is hier geen verbetering.",
            source=row.source,
            since=text.day(row.since),
            expected=expected,
        )
    return _(
        "{source}: van {since} tot {until} kwam er niets binnen, terwijl er ongeveer {expected} meldingen te "
        "verwachten waren.",
        source=row.source,
        since=text.day(row.since),
        until=text.day(row.until),
        expected=expected,
    )


def _jump(row: pd.Series) -> str:
    return _(
        "{source}: vanaf {month} kwamen er {factor} keer zoveel meldingen als daarvoor, in {agreeing} van de {areas} "
        "buurten die iets zeggen tegelijk. Dat wijst op een andere manier van registreren, of op een campagne.",
        source=row.source,
        month=text.month(row.since),
        factor=text.number(row.detail["factor"], 1),
        agreeing=text.number(row.detail["agreeing"]),
        areas=text.number(row.detail["areas"]),
    )


def _recode(row: pd.Series) -> str:
    return _(
        "{source}: code ‘{old}’ houdt op waar ‘{new}’ begint, vanaf {month} ({before} en {after} per maand). Dat is "
        "een nieuwe naam voor hetzelfde, geen daling of stijging.",
        source=row.source,
        old=row.detail["old"],
        new=row.detail["new"],
        month=text.month(row.since),
        before=text.number(row.expected),
        after=text.number(row.observed),
    )


def _channel(row: pd.Series) -> str:
    return _(
        "{source}: vanaf {month} ging ‘{channel}’ van {before} naar {after} van de meldingen. Wie anders meldt, meldt "
        "soms ook andere dingen.",
        source=row.source,
        month=text.month(row.since),
        channel=row.detail["channel"],
        before=text.percent(row.expected),
        after=text.percent(row.observed),
    )


def _one_person(row: pd.Series) -> str:
    return _(
        "{area} ({level}), {source}: in {year} kwam {share} van de {reports} meldingen van één melder; in totaal "
        "meldden {reporters} mensen iets. Kijk naar de zaken, niet alleen naar het aantal meldingen.",
        area=row.area,
        level=code_words.level(row.level),
        source=row.source,
        year=row.since.year,
        share=text.percent(row.observed),
        reports=text.number(row.detail["reports"]),
        reporters=text.number(row.detail["reporters"]),
    )


def period(row: pd.Series) -> str:
    """When a finding holds: sinds 1 september 2025; or from which day to which."""
    if pd.isna(row.until):
        return _("sinds {since}", since=text.day(row.since))
    last = row.until - pd.Timedelta(days=1)
    return _("{since} tot en met {until}", since=text.day(row.since), until=text.day(last))


def in_words(findings: pd.DataFrame, unmeasured: bool = False) -> str:
    """How many findings, and whether any of them touches the trend of the area itself.

    unmeasured: whether homes or months are lacking."""
    if findings.empty and unmeasured:
        return _("In het melden viel niets op, maar er is te weinig geleverd om alles te bekijken.")
    if findings.empty:
        return _("In het melden valt niets op: wat u ziet, komt niet door hoe er gemeld wordt.")
    number = text.number(len(findings))
    if len(findings) == 1:
        first = _("Er is 1 bevinding die aan het melden ligt, niet aan de buurt.")
    else:
        first = _("Er zijn {number} bevindingen die aan het melden liggen, niet aan de buurt.", number=number)
    return first if findings["on_trend"].any() else first + " " + _("De lijn van dit gebied zelf raken ze niet.")


def months_to_draw(trend: pd.DataFrame, form: str) -> pd.DataFrame:
    """month, until, value, ghost, known: what is drawn of the months, with all reports or without what is left out.

    value is empty where unknown; ghost is what was left out, to be seen behind (0 where everything is shown).
    """
    left_out = trend["left_out"] * int(form == WITHOUT)
    return trend.assign(
        until=trend["month"] + pd.offsets.MonthBegin(1),
        value=(trend["reports"] - left_out).where(trend["known"]),
        ghost=trend["reports"].where(trend["known"] & (left_out > 0)),
    )[["month", "until", "value", "ghost", "known"]]


def trend_in_words(trend: pd.DataFrame, form: str) -> str:
    """What the bars show, what was left out, and the last twelve months beside the twelve before."""
    left_out = int(trend["left_out"].sum())
    if not left_out:
        first = _("Meldingen per maand. Er valt niets weg te laten: geen bron stopte of sprong, en niemand overheerst.")
    elif form == WITHOUT:
        first = _(
            "Meldingen per maand, zonder {left} meldingen van bronnen die stopten of sprongen en van wie meer dan de "
            "helft meldde; die staan er licht achter.",
            left=text.number(left_out),
        )
    else:
        first = _(
            "Alle meldingen per maand, ook {left} van bronnen die stopten of sprongen en van wie meer dan de helft "
            "meldde.",
            left=text.number(left_out),
        )
    return first + " " + _two_years(trend, form)


def _two_years(trend: pd.DataFrame, form: str) -> str:
    value = months_to_draw(trend, form)["value"]
    now, before = value.tail(12), value.tail(24).head(12)
    if len(value) < 24 or now.isna().any() or before.isna().any():
        return _("De laatste twee jaar zijn niet allebei helemaal bekend.")
    return _(
        "Laatste 12 maanden: {now}; de 12 daarvoor: {before}.",
        now=text.number(now.sum()),
        before=text.number(before.sum()),
    )


def forms() -> dict[str, str]:
    """Ways to see the trend."""
    return {WITH: _("Alles wat binnenkwam"), WITHOUT: _("Zonder wat in het melden ligt")}


def reporters(years: pd.DataFrame) -> pd.DataFrame:
    """Areas and years with their reporters, the judgement in words."""
    words = {"dominant": _("meer dan de helft van één melder"), "spread": _("verspreid")}
    unsure = (years["label"] == "spread") & (years["top_share"] > 0.5)
    return years.assign(
        verdict=years["label"].map(words).mask(unsure, _("meer dan de helft, maar dat kan toeval zijn")),
        top_percent=100 * years["top_share"],
        period=years["period"].astype(str),
    )


def reporter_heads() -> dict[str, str]:
    """Columns of the table of reporters."""
    return {
        "name": _("Gebied"),
        "period": _("Jaar"),
        "reports": _("Meldingen"),
        "reporters": _("Verschillende melders"),
        "per_reporter": _("Melders per melding"),
        "top_percent": _("Aandeel van de grootste melder (%)"),
        "verdict": _("Oordeel"),
        "source": _("Bron"),
        "lies_in": _("Ligt in"),
    }


ON_SCREEN = ("name", "period", "reports", "reporters", "top_percent", "verdict")
"""The columns that fit on a page."""


def channels(mix: pd.DataFrame, most: int = 5) -> pd.DataFrame:
    """The mix with the smallest channels of a source together as one, so that at most `most` are told apart."""
    size = mix.groupby(["source", "channel"])["reports"].sum().rename("size").reset_index()
    size["turn"] = size.groupby("source")["size"].rank(ascending=False, method="first")
    many = size.groupby("source")["turn"].transform("max") > most
    size["shown"] = size["channel"].mask(many & (size["turn"] >= most), _("andere wegen"))
    named = mix.merge(size[["source", "channel", "shown"]], on=["source", "channel"])
    together = named.groupby(["source", "shown", "quarter"], as_index=False)[["reports", "share"]].sum()
    return together.rename(columns={"shown": "channel"})


def channels_of(mix: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Each source with its rows of channels(mix)."""
    return [(str(source), rows) for source, rows in channels(mix).groupby("source", sort=False)]


def channels_in_words(mix: pd.DataFrame) -> str:
    """Of each source its largest channel in the first and the last quarter."""
    sentences = []
    for source, rows in mix.groupby("source", sort=False):
        last = rows[rows["quarter"] == rows["quarter"].max()]
        most = last.loc[last["share"].idxmax()]
        sentences.append(
            _(
                "{source}: nu vooral {channel} ({share})",
                source=source,
                channel=most["channel"],
                share=text.percent(most["share"]),
            )
        )
    return text.listing(sentences) + "."
