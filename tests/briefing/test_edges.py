"""Pages at the edges: too few homes, nothing known, names that look like code, marks that are safe, one calendar file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import icalendar
import pandas as pd
import pytest
from pptx import Presentation
from python_calamine import load_workbook

from buurtbeeld.briefing import content, export, layout, locator_map, protected_counts
from buurtbeeld.briefing.document import Briefing, Grid, Section
from buurtbeeld.briefing.protected_counts import Ask
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.errors import NothingSafe
from buurtbeeld.meetings import calendar
from buurtbeeld.register.meetings import Commitment
from buurtbeeld.register.records import Entry

DAY = date(2026, 11, 26)
NASTY = '=HYPERLINK("x")<script>alert(1)</script>#set page(width: 1pt) *$_`@ \\u{41}'
PUBLIC = Recipient("public")


def gemeente(ask: Ask) -> str:
    return str(ask("area_choices")["area_id"].iloc[0])


def changed(ask: Ask, question: str, **columns: object) -> Ask:
    """The same answers, with other values in these columns of one question."""
    return lambda asked, **given: ask(asked, **given).assign(**columns) if asked == question else ask(asked, **given)


def page(ask: Ask, who: Recipient = PUBLIC) -> Briefing:
    return content.gather(ask, gemeente(ask), who, "partners", DAY)


@pytest.mark.parametrize(("homes", "refused"), [(9, True), (10, False)])
def test_an_area_with_nine_homes_has_no_page(ask: Ask, homes: int, refused: bool) -> None:
    few = changed(ask, "rates", homes=homes)
    if refused:
        with pytest.raises(NothingSafe, match="larger area"):
            page(few)
    else:
        assert page(few).published is not None
    assert page(few, Recipient("internal")).figures, "colleagues see their own figures"


def test_where_nothing_is_known_it_says_so_in_every_form(ask: Ask) -> None:
    made = page(changed(ask, "rates", months_known=0))
    assert made.published is None and not made.figures and not made.tables and made.bars is None
    assert made.sentences[0].startswith("Over de laatste 12 maanden tot") and "niets bekend" in made.sentences[0]
    for form in export.FORMATS.values():
        assert len(form.make(made)) > len(made.sentences[0])


def test_one_reporter_who_made_most_hides_the_count(ask: Ask) -> None:
    alone = page(ask).published
    rows = ask("rates", area=gemeente(ask), level="", kind="*", theme="*")
    most = rows[(rows["area_id"] == gemeente(ask)) & (rows["kind"] == "complaint") & (rows["theme"] == "all")]
    cases = int(most["cases_compared"].iloc[0])
    top = pd.DataFrame({"kind": ["complaint"], "theme": ["all"], "period": ["last_12"], "top": [cases // 2 + 1]})
    made = page(lambda asked, **given: top if asked == "top_reporters" else ask(asked, **given)).published
    assert alone is not None and made is not None
    hidden = [
        each.cells[(each.cells["kind"] == "complaint") & (each.cells["theme"] == "all")].sort_values("period")["state"]
        for each in (alone, made)
    ]
    assert (hidden[0].iloc[-1], hidden[1].iloc[-1]) == ("shown", "hidden")


def test_a_mark_is_shown_where_every_count_it_is_made_of_is(ask: Ask) -> None:
    themes = pd.DataFrame({"theme": ["drugs", "care"], "name": ["Drugs", "Zorg"], "lens": ["safety", "social"]})
    told = pd.DataFrame({"kind": "all", "theme": ["drugs", "care"], "now": [None, 9.0], "name": ["Drugs", "Zorg"]})
    found = pd.DataFrame({"lens": ["safety", "social"], "column": "all", "mark": 6.04, "low": 5.0, "high": 7.0})
    outside = content.lens_marks(found, told, themes, PUBLIC)
    assert outside is not None and (outside.names, outside.words) == (("Sociaal",), ("6,0 (5,0 tot 7,0)",))
    inside = content.lens_marks(found, told, themes, Recipient("internal"))
    assert inside is not None and len(inside.names) == 2
    assert content.lens_marks(found.assign(mark=None), told, themes, PUBLIC) is None


def test_words_that_look_like_code_are_words(ask: Ask, tmp_path: Path) -> None:
    made = replace(
        page(ask),
        title=NASTY,
        sentences=(NASTY,),
        sections=(Section("done", NASTY, (NASTY,)),),
        tables=(Grid(NASTY, (NASTY, NASTY), ((NASTY, "7,5"), (NASTY, "1.234"), (NASTY, "=1+1")), NASTY),),
    )
    assert b"<script" not in export.FORMATS["html"].make(made)
    sheet = load_workbook(io.BytesIO(export.FORMATS["xlsx"].make(made))).get_sheet_by_index(0).to_python()
    rows = {row[1] for row in sheet if row[0] == NASTY and row[1] not in ("", NASTY)}
    assert rows == {7.5, 1234.0, "=1+1"}
    shown = Presentation(io.BytesIO(export.FORMATS["pptx"].make(made))).slides
    assert shown[0].shapes.title.text_frame.text == NASTY
    made_pdf = export.FORMATS["pdf"].make(made)
    assert re.search(rb"/MediaBox\s?\[0 0 595", made_pdf), "the page kept its size: nothing was carried out"
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed: the words of the PDF were not read back.")
    file = tmp_path / "page.pdf"
    file.write_bytes(made_pdf)
    words = subprocess.run([reader, "-raw", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert "<script>alert(1)</script>#set page(width: 1pt)" in " ".join(words.split())


def test_the_map_is_ours_and_fits(ask: Ask) -> None:
    for level in ("gemeente", "wijk", "buurt", "complex", "street", "focus"):
        found = ask("area_choices")
        for area in found.loc[found["level"] == level, "area_id"].head(3):
            shown = locator_map.sketched(ask("outlines_around", area=area), area)
            assert (
                shown is not None and 500 <= min(shown.width, shown.height) <= max(shown.width, shown.height) <= 1000.1
            )
            points = [point for ring in (*shown.own, *shown.around) for point in ring]
            assert all(-1 <= x <= shown.width + 1 and -1 <= y <= shown.height + 1 for x, y in points)
            assert level in ("gemeente",) or shown.around, "seen in what lies around it"
            assert "href" not in locator_map.svg(shown) and locator_map.svg(shown).count("http") == 1
    assert locator_map.sketched(ask("outlines_around", area="buurt:none"), "none") is None


def test_the_stand_up_is_short(ask: Ask) -> None:
    told = layout.words(content.gather(ask, gemeente(ask), Recipient("internal"), layout.SHORT, DAY))
    assert told["tables"] == [] and told["sketch"] is None


def test_a_theme_whose_count_is_hidden_is_not_named() -> None:
    themes = pd.DataFrame({"theme": ["drugs", "care"], "name": ["Drugs", "Zorg"]})
    told = pd.DataFrame({"kind": "all", "theme": ["all", "drugs", "care"], "now": [20.0, None, 9.0]})
    assert protected_counts.nameable(told, themes) == {"care": "Zorg"}


def test_a_commitment_goes_into_a_calendar() -> None:
    what = Commitment(
        area_id="buurt:BU1", text="Belt; elke week, terug", made_at=DAY, due=date(2026, 12, 1), own_role="landlord"
    )
    one = Entry(UUID(int=7), what, datetime(2026, 11, 26, 10, tzinfo=UTC), "someone", 3)
    made = calendar.ics(one, {"buurt:BU1": "Krawinkel"})
    assert made == calendar.ics(one, {"buurt:BU1": "Krawinkel"})
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 2))
    assert str(event["summary"]) == "Afspraak: Belt; elke week, terug"
    assert (str(event["uid"]), int(event["sequence"])) == (f"{UUID(int=7)}@buurtbeeld", 2)
    assert str(event["location"]) == "Krawinkel" and "corporatie" in str(event["description"])
    assert event.walk("VALARM")[0].decoded("trigger").days == -2
