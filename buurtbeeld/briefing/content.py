"""What stands on the page to bring, gathered from answers and records. Renders nothing and asks nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from buurtbeeld import codes, text
from buurtbeeld.areas import tables as area_tables
from buurtbeeld.briefing import locator_map, protected_counts, wording
from buurtbeeld.briefing.document import Bars, Briefing, Grid, Marks, Section
from buurtbeeld.briefing.protected_counts import Ask
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.briefing.register_extract import Records
from buurtbeeld.briefing.wording import Reader
from buurtbeeld.changes import verdicts
from buurtbeeld.charts import key_figures as charts_key_figures
from buurtbeeld.glossary import code_words
from buurtbeeld.methods.disclosure import control as disclosure_control
from buurtbeeld.methods.disclosure.control import HIDDEN, SHOWN, Tables, Thresholds
from buurtbeeld.methods.rates import interval
from buurtbeeld.text import _


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

    ask: question and parameters -> frame, in the reader's language. records: of the whole corporation, as the maker of
    the page may see them. sentences: replace the proposed ones. earlier: what disclosure.to_remember gave of every
    earlier export that may be linked to the area.
    """
    thresholds, build = recipient.thresholds(), ask("build").iloc[0]
    rates, themes = ask("rates", area=area_id, level="", kind="*", theme="*"), ask("themes")
    area = ask("area_choices").set_index("area_id").loc[area_id]
    published = _published(ask, rates, area_id, build, thresholds, earlier)
    counts, name = protected_counts.page_rows(published, themes), str(area["name"])
    reader = Reader(recipient, day, _named(counts, themes, recipient))
    page = Briefing(
        *(name, area_id, recipient, meeting, day),
        sentences=(_nothing(build),),
        sketch=locator_map.sketched(ask("outlines_around", area=area_id), name),
        sections=_records(ask, area_id, records or Records(), reader, counts),
        footnote=_footnote(build, recipient, counts),
        published=published,
    )
    if published is not None:
        page = _counted(page, ask, counts, rates, str(area["level"]))
        if not recipient.outside:
            page = _with_reports(page, rates, themes)
    return page.saying(sentences) if sentences else page


def _counted(page: Briefing, ask: Ask, counts: pd.DataFrame, rates: pd.DataFrame, level: str) -> Briefing:
    """The page with all that counts say, shown or hidden."""
    area_id, answers = page.area_id, page.recipient.thresholds().answers
    changes = ask("area_changes", area=area_id, kind="all", theme="all", level=level)
    return replace(
        page,
        sentences=_sentences(page.title, counts, rates, area_id, changes),
        figures=_figures(counts),
        tables=(*_tables(counts), *_views(ask, area_id, page.title, answers)),
        bars=_bars(counts),
        marks=lens_marks(ask("area_marks", area=area_id), counts, ask("themes"), page.recipient),
    )


def _with_reports(page: Briefing, rates: pd.DataFrame, themes: pd.DataFrame) -> Briefing:
    """Reports beside cases, for colleagues: others would get a second number of what may be hidden."""
    own = rates[(rates["area_id"] == page.area_id) & (rates["kind"] == codes.ALL)].set_index("theme")
    whole, *kinds = page.figures
    ran = text.number(own["running"][codes.ALL])
    reports = charts_key_figures.Figure(
        _("Meldingen"), text.number(own["reports"][codes.ALL]), _("{number} zaken liepen al", number=ran)
    )
    names = dict(zip(themes["name"], own["reports"].reindex(themes["theme"]), strict=True))
    tables = tuple(_beside_cases(table, names) for table in page.tables)
    return replace(page, figures=(whole, reports, *kinds), tables=tables)


def _beside_cases(table: Grid, reports: dict[str, float]) -> Grid:
    """The grid of cases per theme with their reports in a last column; any other grid as it is."""
    if table.title != _("Zaken per thema"):
        return table
    lines = tuple((*line, text.number(reports[line[0]])) for line in table.rows)
    return replace(table, heads=(*table.heads, _("Meldingen")), rows=lines)


def _published(
    ask: Ask,
    rates: pd.DataFrame,
    area_id: str,
    build: pd.Series,
    thresholds: Thresholds,
    earlier: Sequence[pd.DataFrame],
) -> Tables | None:
    """The counts of the area, protected; None where nothing is known of it."""
    tops, until = ask("top_reporters", area=area_id), pd.Timestamp(build["until_month"])
    counts = protected_counts.tables_to_protect(rates, tops, area_id, until)
    tables = protected_counts.beside_earlier(counts, area_id, earlier, ask)
    has_counts = not tables.cells.empty and bool(tables.cells["value"].notna().any())
    return disclosure_control.protect(tables, thresholds, earlier) if has_counts else None


def _records(ask: Ask, area_id: str, records: Records, reader: Reader, counts: pd.DataFrame) -> tuple[Section, ...]:
    """The sections of the register, beside what we heard and the early warnings that may be named."""
    here = records.within(set(ask("areas_within", areas=area_id)["area_id"]))
    heard = [
        f"{row.name_}: {text.number(row.now)}"
        for row in _named_rows(protected_counts.by_theme(counts)).head(4).itertuples()
    ]
    rows = ask("warnings", level="all", kind="all", theme="all")
    quiet = {
        (mark.series.kind, mark.series.theme)
        for mark in here.known_warnings
        if mark.series.area_id == area_id and mark.until >= reader.day
    }
    own = rows[(rows["area_id"] == area_id) & rows["theme"].isin(list(reader.themes))]
    warned = [row.theme for row in own.itertuples() if (row.kind, row.theme) not in quiet]
    return wording.sections(here, reader, heard, [reader.themes[theme] for theme in dict.fromkeys(warned)])


def _named(counts: pd.DataFrame, themes: pd.DataFrame, recipient: Recipient) -> dict[str, str]:
    """Colleagues read every theme by its name, others those whose count they see."""
    if not recipient.outside:
        return dict(zip(themes["theme"], themes["name"], strict=True))
    return protected_counts.nameable(counts, themes)


def _named_rows(rows: pd.DataFrame) -> pd.DataFrame:
    # A tuple of itertuples has a method called name.
    return rows.rename(columns={"name": "name_"})


def _count(value: float, state: str = SHOWN) -> str:
    return _("afgeschermd") if state == HIDDEN or pd.isna(value) else text.number(value)


def _sentences(
    name: str, counts: pd.DataFrame, rates: pd.DataFrame, area_id: str, changes: pd.DataFrame
) -> tuple[str, ...]:
    """How much, what most, and whether it really changed."""
    whole, themes = protected_counts.of(counts, "all"), _named_rows(protected_counts.by_theme(counts))
    first = _("Over het aantal zaken in {name} kunnen we hier niets zeggen.", name=name)
    if whole is not None and pd.notna(whole["now"]):
        first = _how_much(name, whole["now"], protected_counts.rates_of(counts, rates, area_id))
    most = [f"{row.name_.lower()} ({text.number(row.now)})" for row in themes.head(2).itertuples()]
    second = _("Het meest ging het over {themes}.", themes=text.listing(most)) if most else ""
    return tuple(sentence for sentence in (first, second, change(counts, changes)) if sentence)


def _how_much(name: str, cases: float, rates: tuple[float, float] | None) -> str:
    """rates: of the area and of the corporation."""
    if rates is None or not cases:
        return _(
            "{name} had het laatste jaar {count} zaken; een cijfer per 1.000 woningen is hier niet te geven.",
            name=name,
            count=text.number(cases),
        )
    own, average = rates
    return _(
        "{name} had het laatste jaar {count} zaken, {rate} per 1.000 woningen (met toeval mee {low} tot {high}); "
        "gemiddeld zijn dat er {mean}.",
        name=name,
        count=text.number(cases),
        rate=text.rate(own),
        **{end: text.rate(own / cases * bound) for end, bound in zip(("low", "high"), interval(cases), strict=True)},
        mean=text.rate(average),
    )


def change(counts: pd.DataFrame, changes: pd.DataFrame) -> str:
    """The year before, and by the kinds whose counts of both years are on the page how it went beside other areas: a
    verdict on counts that are hidden would tell of them, and one on other counts than these would contradict them."""
    whole = protected_counts.of(counts, "all")
    if whole is None or not protected_counts.is_shown(whole):
        return _("Of het beter of slechter gaat dan elders, is met zo weinig zaken niet te zeggen.")
    rows = changes[(changes["theme"] == "all") & changes["label"].ne(verdicts.UNKNOWN)]
    rows = rows.loc[[row.Index for row in rows.itertuples() if _is_on_the_page(counts, row)]].set_index("kind")
    rows = rows.reindex([kind for kind in codes.EVIDENCE if kind in rows.index])
    real = rows[rows["label"].isin([verdicts.WORSE, verdicts.BETTER])]
    beside = [
        verdicts.beside_others(str(kind), row["label"], row["cases_before"], row["cases"], row["expected"])
        for kind, row in real.iterrows()
    ]
    said = beside or [verdicts.none_real(rows.index.tolist())]
    return " ".join([verdicts.own(whole["before"], whole["now"]), *said])


def _is_on_the_page(counts: pd.DataFrame, change: Any) -> bool:
    """Whether the label is of the very counts that are shown: a burst that did not decide is not among them."""
    if change.burst or change.burst_before:
        return False
    row = protected_counts.of(counts, change.kind)
    same = row is not None and (row["before"], row["now"]) == (change.cases_before, change.cases)
    return same and protected_counts.is_shown(row)


def _figures(counts: pd.DataFrame) -> tuple[charts_key_figures.Figure, ...]:
    """All cases, and those of each kind of evidence, with the year before."""
    figures = []
    for kind in (codes.ALL, *codes.EVIDENCE):
        row = protected_counts.of(counts, kind)
        if row is not None:
            beside = _("jaar eerder {before}", before=_count(row["before"]))
            label = _("Zaken") if kind == codes.ALL else code_words.kind(kind).capitalize()
            figures.append(charts_key_figures.Figure(label, _count(row["now"], row["state"]), beside))
    return tuple(figures)


def _tables(counts: pd.DataFrame) -> tuple[Grid, ...]:
    """Cases per theme in both years, and of this year what colleagues saw themselves; all hidden themes in one line."""
    rows = counts[(counts["kind"] == "all") & (counts["theme"] != "all")]
    rows = rows[rows["now"].fillna(1).gt(0)].sort_values(["now", "name"], ascending=[False, True])
    staff = counts[(counts["kind"] == protected_counts.STAFF) & (counts["theme"] != "all")].set_index("theme")["now"]
    seen = rows["theme"].map(staff)
    closed = rows["now"].isna() & rows["before"].isna() & seen.isna()
    lines = tuple(
        (row.name_, _count(row.now, row.state), _count(row.before), _count(row.seen))
        for row in _named_rows(rows.assign(seen=seen)[~closed]).itertuples(index=False)
    )
    hidden = text.listing([name.lower() for name in rows.loc[closed, "name"]])
    note = _("Helemaal afgeschermd: {themes}.", themes=hidden) if closed.any() else ""
    if protected_counts.hidden(counts):
        note = f"{note} {_('Afgeschermd is niet nul: het kan nul zijn, of meer.')}".strip()
    heads = (_("Thema"), _("Laatste 12 maanden"), _("Jaar eerder"), _("Gezien door collega's"))
    return (Grid(_("Zaken per thema"), heads, lines, note),) if lines else ()


def _views(ask: Ask, area_id: str, name: str, answers: int) -> tuple[Grid, ...]:
    """What staff and residents think of the area, of at least so many residents, beside such areas."""
    views = ask("area_views", area=area_id)
    views = views[(views["kind"] == "observation") | (views["n"] >= max(answers, 1))]
    if views.empty:
        return ()
    who = {"observation": _("collega's"), "complaint": _("bewoners")}
    lines = tuple(
        (
            f"{area_tables.aspect(row.question).capitalize()} ({who[row.kind]}, {row.moment})",
            text.number(row.mean, 1),
            text.number(row.peers, 1),
        )
        for row in views.itertuples(index=False)
    )
    heads = (_("Cijfer van 1 tot 10"), str(views["place"].iloc[0]), _("Gemiddeld"))
    return (Grid(_("Wat collega's en bewoners ervan vinden"), heads, lines, area_tables.place_of_views(views, name)),)


def _bars(counts: pd.DataFrame) -> Bars | None:
    rows = _named_rows(protected_counts.by_theme(counts)).head(6)
    rows = rows[rows["now"] > 0]
    if rows.empty:
        return None
    names, values = tuple(rows["name_"]), tuple(float(value) for value in rows["now"])
    said = text.listing([f"{name} {text.number(value)}" for name, value in zip(names, values, strict=True)])
    return Bars(_("Zaken per thema, laatste 12 maanden"), names, values, _("Zaken per thema: {said}.", said=said))


def lens_marks(
    area_marks: pd.DataFrame, counts: pd.DataFrame, themes: pd.DataFrame, recipient: Recipient
) -> Marks | None:
    """The mark of each lens with its interval; outside only where every theme of the lens shows its count, since a mark
    is made of them."""
    shown = set(protected_counts.by_theme(counts)["theme"]) if recipient.outside else set(themes["theme"])
    safe = [lens for lens in codes.LENSES if set(themes.loc[themes["lens"] == lens, "theme"]) <= shown]
    rows = area_marks[
        (area_marks["column"] == "all") & area_marks["lens"].isin(safe) & area_marks["mark"].notna()
    ].set_index("lens")
    rows = rows.reindex([lens for lens in codes.LENSES if lens in rows.index])
    if rows.empty:
        return None
    names = tuple(code_words.lens(lens).capitalize() for lens in rows.index)
    words = tuple(
        _("{mark} ({low} tot {high})", **{part: text.number(row[part], 1) for part in ("mark", "low", "high")})
        for _lens, row in rows.iterrows()
    )
    said = " ".join(
        _(
            "Voor {lens} is het cijfer {mark}; het ligt waarschijnlijk tussen {low} en {high}.",
            lens=code_words.lens(str(lens)),
            **{part: text.number(row[part], 1) for part in ("mark", "low", "high")},
        )
        for lens, row in rows.iterrows()
    )
    values, lows, highs = (tuple(rows[part].astype(float)) for part in ("mark", "low", "high"))
    return Marks(
        *(_("Cijfers van 1 tot 10"), names, values, lows, highs, words),
        said,
        _("Tussen haakjes waar het cijfer met 90% kans ligt."),
    )


def _nothing(build: pd.Series) -> str:
    return _(
        "Over de laatste 12 maanden tot {until} is van dit gebied niets bekend.", until=text.month(build["until_month"])
    )


def _footnote(build: pd.Series, recipient: Recipient, counts: pd.DataFrame) -> str:
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
                hidden=protected_counts.hidden(counts),
                all=len(counts),
            )
        )
    if build["demonstration"]:
        parts.append(_("Demonstratiegegevens: alles hier is verzonnen"))
    return " ".join(parts)
