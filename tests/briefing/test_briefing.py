"""The page to bring: the same bytes twice, harmless names, what is withheld, and every export logged once."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from pptx import Presentation
from python_calamine import load_workbook

from buurtbeeld.briefing import export
from buurtbeeld.briefing.document import Briefing
from buurtbeeld.briefing.export import Draft
from buurtbeeld.briefing.protected_counts import Ask
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.errors import AccessDenied, NothingSafe
from buurtbeeld.register import disclosures, store

DAY = date(2026, 11, 30)
NASTY = '=HYPERLINK("x")<script>*#'


def gemeente(ask: Ask) -> str:
    return str(ask("area_choices")["area_id"].iloc[0])


def draft(ask: Ask, register: sa.Engine, profile: str = "public", **given: object) -> Draft:
    return export.prepare(ask, register, gemeente(ask), Recipient(profile, "Wijkteam"), "partners", DAY, **given)


def page(ask: Ask, register: sa.Engine, profile: str = "public", **given: object) -> Briefing:
    return draft(ask, register, profile, **given).page


@pytest.mark.parametrize("form", list(export.FORMATS))
def test_the_same_page_gives_the_same_bytes(ask: Ask, register: sa.Engine, form: str) -> None:
    made = page(ask, register)
    assert export.FORMATS[form].make(made) == export.FORMATS[form].make(page(ask, register))
    assert export.FORMATS[form].make(made) != export.FORMATS[form].make(replace(made, day=DAY + timedelta(days=1)))


def test_names_are_text_in_every_format(ask: Ask, register: sa.Engine) -> None:
    made = replace(page(ask, register), title=NASTY)
    assert b"<script" not in export.FORMATS["html"].make(made)
    assert not re.search(rb"https?://|src=|@import", export.FORMATS["html"].make(made))
    sheet = load_workbook(io.BytesIO(export.FORMATS["xlsx"].make(made))).get_sheet_by_index(0).to_python()
    assert sheet[0][0] == NASTY
    slides = Presentation(io.BytesIO(export.FORMATS["pptx"].make(made))).slides
    assert slides[0].shapes.title.text_frame.text == NASTY
    assert b"/MarkInfo" in export.FORMATS["pdf"].make(made)


def test_charts_are_native_and_said(ask: Ask, register: sa.Engine) -> None:
    slides = Presentation(io.BytesIO(export.FORMATS["pptx"].make(page(ask, register)))).slides
    charts = [shape for slide in slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 1
    assert "Zaken per thema" in charts[0]._element.nvGraphicFramePr.cNvPr.get("descr")


def test_what_is_withheld_is_nowhere(ask: Ask, register: sa.Engine) -> None:
    made = page(ask, register)
    cells = made.published.cells
    assert cells["state"].isin(["shown", "hidden"]).all()
    assert (cells.loc[cells["state"] == "shown", "value"] >= 5).all()
    inside = page(ask, register, "internal")
    assert inside.published.cells["state"].eq("shown").all()


def test_own_sentences_replace_the_proposed(ask: Ask, register: sa.Engine) -> None:
    assert page(ask, register, sentences=["Zo zeggen wij het."]).sentences == ("Zo zeggen wij het.",)


def test_a_partner_without_covenant_is_refused(ask: Ask, register: sa.Engine) -> None:
    with pytest.raises(AccessDenied, match="covenant"):
        export.prepare(ask, register, gemeente(ask), Recipient("partner", "X", False), "partners", DAY)


def test_an_area_too_small_for_anything_is_refused(ask: Ask, register: sa.Engine) -> None:
    rates = ask("rates", area="", level="complex", kind="all", theme="all")
    small = rates[(rates["cases_compared"] < 5) & (rates["cases_before"] < 5) & (rates["area_id"] != "corporation")]
    with pytest.raises(NothingSafe):
        export.prepare(ask, register, str(small["area_id"].iloc[0]), Recipient("public"), "residents", DAY)


def test_every_export_is_logged_and_the_log_only_grows(ask: Ask, register: sa.Engine) -> None:
    made = page(ask, register)
    for form in ("pdf", "xlsx"):
        export.export(draft(ask, register), form, register, by="someone")
    logged = disclosures.all_logged(register)
    assert [line.format for line in logged] == ["xlsx", "pdf"]
    assert logged[0].cells_shown + logged[0].cells_hidden == len(made.published.cells)
    assert len(disclosures.earlier(register, ["partner", "public"])) == 2, "what is public everybody knows"
    with pytest.raises(sa.exc.IntegrityError), store.writing(register) as con:
        con.execute(disclosures.table.delete())


def test_after_an_export_the_next_is_protected_against_it(ask: Ask, register: sa.Engine) -> None:
    first = page(ask, register)
    export.export(draft(ask, register), "html", register, by="someone")
    again = page(ask, register)
    assert again.published.cells.drop(columns="need").equals(first.published.cells.drop(columns="need"))
