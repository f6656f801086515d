"""What stands on the page to bring: a plain value, gathered from answers. Renders nothing and asks nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from buurtbeeld import attention, figures, text
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.methods import disclosure, margins
from buurtbeeld.methods.disclosure import HIDDEN, SHOWN, Tables
from buurtbeeld.text import _

DIMS = ("area", "kind", "theme", "period")
Ask = Callable[..., pd.DataFrame]


@dataclass(frozen=True)
class Item:
    """Something agreed, handed over or done: what, by or with whom, from when, until when, and how it stands."""

    what: str
    who: str = ""
    since: date | None = None
    until: date | None = None
    state: str = ""


@dataclass(frozen=True)
class Records:
    """What the register knows of this area and recipient; empty until it does."""

    done: Sequence[Item] = ()
    open_hand_overs: Sequence[Item] = ()
    asked: Sequence[Item] = ()
    commitments: Sequence[Item] = ()


@dataclass(frozen=True)
class Grid:
    """A table in words: its title, heads and rows; note stands below it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Bars:
    """Numbers to draw: names and values, None where hidden."""

    title: str
    names: tuple[str, ...]
    values: tuple[float | None, ...]
    alt: str


@dataclass(frozen=True)
class Section:
    """A heading with lines below it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Briefing:
    """Everything on the page. day is the only part that differs between two pages made of the same build."""

    title: str
    area_id: str
    recipient: Recipient
    meeting: str
    day: date
    sentences: tuple[str, ...]
    figures: tuple[figures.Figure, ...]
    tables: tuple[Grid, ...]
    bars: Bars | None
    sections: tuple[Section, ...]
    footnote: str
    published: Tables | None = field(compare=False, default=None)

    def saying(self, sentences: Sequence[str]) -> Briefing:
        """The same page with other first sentences."""
        return replace(self, sentences=tuple(sentences))


def gather(
    ask: Ask,
    area_id: str,
    recipient: Recipient,
    meeting: str,
    day: date,
    *,
    records: Records | None = None,
    sentences: Sequence[str] = (),
    earlier: Sequence[pd.DataFrame] = (),
) -> Briefing:
    """The page about one area for one recipient. Raises NothingSafe and AccessDenied.

    ask: question and parameters -> frame, in the reader's language. sentences: replace the proposed ones. earlier: what
    disclosure.to_remember gave of earlier exports to the same recipient.
    """
    build = ask("build").iloc[0]
    rates = ask("rates", area=area_id, level="", kind="*", theme="*")
    area = ask("area_choices").set_index("area_id").loc[area_id]
    thresholds, counts = recipient.thresholds(), _counts(rates, area_id, pd.Timestamp(build["until_month"]))
    counts, earlier = _beside_earlier(counts, area_id, earlier, ask)
    known = not counts.cells.empty and bool(counts.cells["value"].notna().any())
    published = disclosure.protect(counts, thresholds, earlier) if known else None
    told = _told(published, ask("themes"))
    changes = ask("area_changes", area=area_id, kind="all", theme="all", level=area["level"])
    proposed = _sentences(str(area["name"]), told, rates, area_id, changes) if known else (_nothing(build),)
    shown = (_figures(told, rates), _tables(told), _bars(told)) if known else ((), (), None)
    return Briefing(
        *(str(area["name"]), area_id, recipient, meeting, day),
        tuple(sentences) or proposed,
        *shown,
        _sections(records or Records(), recipient, told, changes),
        _footnote(build, recipient, told),
        published,
    )


def _counts(rates: pd.DataFrame, area_id: str, until: pd.Timestamp) -> Tables:
    """Cases of this year and the year before, by theme, and by kind of evidence, totals included."""
    year, names = pd.DateOffset(months=12), {}
    for column, end in (("cases_compared", until), ("cases_before", until - year)):
        since, last = f"{end - year:%Y-%m}", f"{end:%Y-%m}"
        names[column] = (f"{since}/{last}", margins.months(since, last))
    own = rates[(rates["area_id"] == area_id) & (rates["months_known"] > 0)]
    own = own[(own["kind"] == "all") | (own["theme"] == "all")]
    parts = [
        own.assign(area=area_id, period=period, value=own[column])[[*DIMS, "value", "homes"]]
        for column, (period, _months) in names.items()
    ]
    themes, kinds = (sorted(set(rates[name]) - {"all"}) for name in ("theme", "kind"))
    wholes: dict[str, dict[str, Collection[str]]] = {"theme": {"all": themes}, "kind": {"all": kinds}}
    wholes["period"] = dict(names.values())
    return Tables(DIMS, pd.concat(parts, ignore_index=True), wholes)


def _beside_earlier(
    counts: Tables, area_id: str, earlier: Sequence[pd.DataFrame], ask: Ask
) -> tuple[Tables, list[pd.DataFrame]]:
    """The counts and the earlier exports of areas that overlap this one, with what they consist of."""
    areas = sorted({area_id, *(str(area) for frame in earlier for area in frame["area"].unique())})
    if areas == [area_id]:
        pieces: dict[str, set[str]] = {}
    else:
        rows = ask("area_pieces", areas="|".join(areas))
        pieces = {str(area): set(found) for area, found in rows.groupby("area_id")["piece"]}
    here = pieces.get(area_id, {area_id})
    near = [frame for frame in earlier if any(here & pieces.get(area, {area}) for area in frame["area"].unique())]
    periods = {
        period: margins.months(*period.split("/")) for frame in near for period in frame["period"].astype(str).unique()
    }
    wholes = {**counts.wholes, "area": pieces, "period": {**counts.wholes["period"], **periods}}
    return replace(counts, wholes=wholes), near


def _told(published: Tables | None, themes: pd.DataFrame) -> pd.DataFrame:
    """theme, kind, name, now, before, state: one row per theme and per kind; now and before NaN where hidden."""
    if published is None:
        return pd.DataFrame(columns=["kind", "theme", "name", "now", "before", "state"])
    cells = published.cells
    periods = sorted(cells["period"].unique())
    wide = cells.pivot(index=["kind", "theme"], columns="period", values=["value", "state"])
    names = themes.drop_duplicates("theme").set_index("theme")["name"].to_dict() if "theme" in themes else {}
    found = pd.DataFrame(
        {
            "before": pd.to_numeric(wide["value"][periods[0]]),
            "now": pd.to_numeric(wide["value"][periods[-1]]),
            "state": wide["state"][periods[-1]],
        }
    ).reset_index()
    return found.assign(name=found["theme"].map(names).fillna(found["theme"]))


def _of(told: pd.DataFrame, kind: str, theme: str = "all") -> pd.Series | None:
    found = told[(told["kind"] == kind) & (told["theme"] == theme)]
    return found.iloc[0] if len(found) else None


def _count(value: float, state: str = SHOWN) -> str:
    return _("afgeschermd") if state == HIDDEN or pd.isna(value) else text.number(value)


def _sentences(
    name: str, told: pd.DataFrame, rates: pd.DataFrame, area_id: str, changes: pd.DataFrame
) -> tuple[str, ...]:
    """How much, what most, and whether it really changed."""
    whole, themes = _of(told, "all"), _themes(told)
    homes = rates.loc[rates["area_id"] == area_id, "homes"].max()
    average = attention.corporation(rates[(rates["kind"] == "all") & (rates["theme"] == "all")])["rate"]
    first = _("Over het aantal zaken in {name} kunnen we hier niets zeggen.", name=name)
    if whole is not None and pd.notna(whole["now"]):
        first = _(
            "{name} had het laatste jaar {count} zaken, {rate} per 1.000 woningen; gemiddeld zijn dat er {mean}.",
            name=name,
            count=text.number(whole["now"]),
            rate=text.rate(1000 * whole["now"] / homes if homes >= text.FEWEST_HOMES else None, homes),
            mean=text.rate(average),
        )
    most = [f"{row.name_} ({text.number(row.now)})" for row in themes.head(2).itertuples()]
    second = _("Het meest ging het over {themes}.", themes=text.listing(most)) if most else ""
    return tuple(sentence for sentence in (first, second, _change(told, changes)) if sentence)


def _change(told: pd.DataFrame, changes: pd.DataFrame) -> str:
    whole = _of(told, "all")
    real = changes[changes["label"].isin(["worse", "better"]) & (changes["theme"] == "all")]
    if whole is None or pd.isna(whole["now"]) or pd.isna(whole["before"]):
        return _("Of het beter of slechter gaat, is met zo weinig zaken niet te zeggen.")
    if real.empty:
        return _(
            "Een jaar eerder waren het er {before}; dat verschil kan toeval zijn.", before=text.number(whole["before"])
        )
    worse = (real["label"] == "worse").any()
    return (
        _(
            "Dat is meer dan een jaar eerder ({before}), en meer dan door toeval te verklaren is.",
            before=text.number(whole["before"]),
        )
        if worse
        else _(
            "Dat is minder dan een jaar eerder ({before}), en meer verschil dan door toeval.",
            before=text.number(whole["before"]),
        )
    )


def _themes(told: pd.DataFrame) -> pd.DataFrame:
    found = told[(told["kind"] == "all") & (told["theme"] != "all")].rename(columns={"name": "name_"})
    return found[found["now"].notna()].sort_values(["now", "theme"], ascending=[False, True])


def _figures(told: pd.DataFrame, rates: pd.DataFrame) -> tuple[figures.Figure, ...]:
    """All cases, and those of each kind of evidence, with the year before."""
    found = []
    for kind in ("all", *figures.KINDS):
        row = _of(told, kind)
        if row is not None:
            beside = _("jaar eerder {before}", before=_count(row["before"]))
            label = _("Zaken") if kind == "all" else text.kind(kind).capitalize()
            found.append(figures.Figure(label, _count(row["now"], row["state"]), beside))
    return tuple(found)


def _tables(told: pd.DataFrame) -> tuple[Grid, ...]:
    rows = told[(told["kind"] == "all") & (told["theme"] != "all")]
    rows = rows[rows["now"].fillna(1).gt(0)].sort_values(["now", "name"], ascending=[False, True])
    lines = tuple(
        (row.name, _count(row.now, row.state), _count(row.before))
        for row in rows.rename_axis(None).itertuples(index=False)
    )
    note = _("Afgeschermd is niet nul: het kan nul zijn, of meer.") if told["state"].eq(HIDDEN).any() else ""
    return (Grid(_("Zaken per thema"), (_("Thema"), _("Laatste 12 maanden"), _("Jaar eerder")), lines, note),)


def _bars(told: pd.DataFrame) -> Bars | None:
    rows = _themes(told).head(6)
    if rows.empty:
        return None
    names, values = tuple(rows["name_"]), tuple(float(value) for value in rows["now"])
    said = text.listing([f"{name} {text.number(value)}" for name, value in zip(names, values, strict=True)])
    return Bars(_("Zaken per thema, laatste 12 maanden"), names, values, _("Zaken per thema: {said}.", said=said))


def _sections(records: Records, recipient: Recipient, told: pd.DataFrame, changes: pd.DataFrame) -> tuple[Section, ...]:
    """For partners: done, open hand-overs, asked, commitments; for tenants and the public: heard, done, next."""
    done, asked = _lines(records.done), _lines(records.asked)
    named: tuple[tuple[str, tuple[str, ...]], ...]
    if recipient.profile in {"tenants", "public"}:
        heard = tuple(f"{row.name_}: {text.number(row.now)}" for row in _themes(told).head(4).itertuples())
        named = ((_("Wat we hoorden"), heard), (_("Wat we deden"), done), (_("Wat er nu komt"), asked))
    else:
        named = (
            (_("Wat we deden"), done),
            (_("Open overdrachten aan u"), _lines(records.open_hand_overs)),
            (_("Wat we vandaag vragen"), asked),
            (_("Afspraken van de vorige keer"), _lines(records.commitments)),
        )
    # What nobody gave is left out: a heading that says there is nothing would claim to know.
    return tuple(Section(title, lines) for title, lines in named if lines)


def _lines(items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(
        " · ".join(
            part
            for part in (
                item.what,
                item.who,
                _("sinds {day}", day=text.day(item.since)) if item.since else "",
                _("voor {day}", day=text.day(item.until)) if item.until else "",
                item.state,
            )
            if part
        )
        for item in items
    )


def _nothing(build: pd.Series) -> str:
    return _(
        "Over de laatste 12 maanden tot {until} is van dit gebied niets bekend.", until=text.month(build["until_month"])
    )


def _footnote(build: pd.Series, recipient: Recipient, told: pd.DataFrame) -> str:
    last = pd.Timestamp(build["until_month"]) - pd.DateOffset(months=1)
    parts = [
        _(
            "Zaken van 12 hele maanden tot en met {month}, van bronnen die beide jaren leverden.",
            month=text.month(last),
        ),
        _("Een zaak is één lopende kwestie; herhaalde meldingen daarover tellen niet opnieuw."),
    ]
    if recipient.outside:
        rule = recipient.thresholds()
        parts.append(
            _(
                "Aantallen onder {count}, en wat daaruit zou volgen, zijn afgeschermd; {hidden} van {all} cijfers.",
                count=rule.count,
                hidden=int(told["state"].eq(HIDDEN).sum()),
                all=len(told),
            )
        )
    if build["demonstration"]:
        parts.append(_("Demonstratiegegevens: alles hier is verzonnen"))
    return " ".join(parts)
