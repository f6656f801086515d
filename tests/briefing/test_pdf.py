"""The page as PDF: how many pages, and whether a reader that speaks finds its way. Looks at no picture."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from buurtbeeld.access import COMMAND
from buurtbeeld.briefing import export, layout, register_extract
from buurtbeeld.briefing.document import Briefing, Section
from buurtbeeld.briefing.formats import pdf
from buurtbeeld.briefing.protected_counts import Ask
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.errors import NothingSafe

DAY = date(2026, 11, 26)
LONG = "Er is gesproken over de hangplek achter de flat, over het licht in de portieken en over wie daar wanneer komt. "


@pytest.fixture(scope="module")
def known(recorded: sa.Engine) -> register_extract.Records:
    return register_extract.read(recorded, by=COMMAND)


def page(
    ask: Ask, register: sa.Engine, area: str, known: register_extract.Records, meeting: str = "partners"
) -> Briefing:
    who = Recipient("internal" if meeting == layout.SHORT else "public")
    return export.prepare(ask, register, area, who, meeting, DAY, records=known).page


def gemeente(ask: Ask) -> str:
    return str(ask("area_choices")["area_id"].iloc[0])


def crowded(page: Briefing) -> Briefing:
    """The page with far more on it than fits."""
    lines = tuple(f"{number}. {LONG * 2}" for number in range(60))
    sections = tuple(Section(kind, kind, lines) for kind in ("agenda", "promised", "handed", "asked", "done"))
    return replace(page, sections=sections, sentences=(LONG * 8,) * 5, tables=page.tables * 3)


def test_every_buurt_fits_on_two_pages_and_its_stand_up_on_one(
    ask: Ask, register: sa.Engine, known: register_extract.Records
) -> None:
    found = ask("area_choices")
    made = 0
    for area in found.loc[found["level"] == "buurt", "area_id"]:
        for meeting, most in (("residents", 2), (layout.SHORT, 1)):
            try:
                shown = page(ask, register, area, known, meeting)
            except NothingSafe:
                continue
            made += 1
            assert pdf.number_of_pages(pdf.pdf(shown)) <= most, (area, meeting)
    assert made > 50


@pytest.mark.parametrize(("meeting", "most"), [("partners", 2), ("tenants", 2), (layout.SHORT, 1)])
def test_what_does_not_fit_is_left_out_and_counted(
    ask: Ask, register: sa.Engine, known: register_extract.Records, meeting: str, most: int
) -> None:
    made = replace(crowded(page(ask, register, gemeente(ask), known)), meeting=meeting)
    assert pdf.number_of_pages(pdf.pdf(made)) == most
    assert layout.first([str(number) for number in range(60)], 5)[-1].startswith("en nog 56")


def test_a_speaking_reader_finds_its_way(ask: Ask, register: sa.Engine, known: register_extract.Records) -> None:
    """Tags, language, title and words for every picture; headings in order: one of the page, then of its parts."""
    made = pdf.pdf(page(ask, register, gemeente(ask), known))
    for needed in (
        b"/MarkInfo<</Marked true",
        b"/Lang(nl)",
        b"/DisplayDocTitle true",
        b"<pdfuaid:part>1</pdfuaid:part>",
    ):
        assert needed in made, needed
    tags = re.findall(rb"/S/(\w+)", made)
    assert next(tag for tag in tags if tag.startswith(b"H") and tag[1:].isdigit()) == b"H1"
    assert tags.count(b"H1") == 1 and tags.count(b"H2") >= 4
    assert b"Table" in tags and b"TH" in tags and b"L" in tags
    assert tags.count(b"Figure") == len(re.findall(rb"/Alt\s?[(<]", made)) == 2
    assert b"/S/Figure" in made and re.search(rb"<dc:title>.*?Sittard-Geleen", made, re.DOTALL)


def test_an_independent_checker_finds_no_fault(
    ask: Ask, register: sa.Engine, known: register_extract.Records, tmp_path: Path
) -> None:
    """Every checkpoint of the Matterhorn protocol that a machine can check, by a program that is not ours."""
    checker = shutil.which("outloud")
    if checker is None:
        pytest.skip("The checker is not installed: 'make accessible' installs it, in an environment of its own.")
    for meeting in ("partners", layout.SHORT):
        file = tmp_path / f"{meeting}.pdf"
        file.write_bytes(pdf.pdf(page(ask, register, gemeente(ask), known, meeting)))
        told = subprocess.run(
            [checker, "--layer", "conformance", str(file)], capture_output=True, text=True, timeout=300, check=False
        )
        assert told.returncode == 0, told.stdout
        assert re.search(r"\d+ pass", told.stdout)
