"""The page as slides with a native chart and alternative texts. Chooses no words."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches, Pt

from buurtbeeld.briefing import plain
from buurtbeeld.briefing.content import Bars, Briefing

MADE = datetime(2020, 1, 1)
ONLY_TITLE = 5
"""The layout of python-pptx's own template that has a title and nothing else."""


def pptx(briefing: Briefing) -> bytes:
    """Two to four slides, 16:9: sentences and figures, the chart, what was done and asked."""
    told, deck = plain.words(briefing), Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    kept = deck.core_properties
    kept.title, kept.author, kept.created, kept.modified, kept.language = (
        briefing.title,
        "Buurtbeeld",
        MADE,
        MADE,
        told["lang"],
    )
    lines = [told["subtitle"], *told["sentences"]]
    lines += [f"{each['label']}: {each['value']} ({each['beside']})" for each in told["figures"]]
    _lines(_slide(deck, told["title"]), [*lines, told["footnote"]])
    if briefing.bars:
        _chart(_slide(deck, briefing.bars.title), briefing.bars)
    for start in range(0, len(told["sections"]), 2):
        pair = told["sections"][start : start + 2]
        flat = [line for each in pair for line in (each["title"], *(f"– {line}" for line in each["lines"]))]
        _lines(_slide(deck, told["title"]), flat)
    return _undated(deck)


def _slide(deck: Deck, title: str) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[ONLY_TITLE])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = Inches(0.6), Inches(0.4), Inches(12.1), Inches(0.9)
    head.text_frame.text = title
    return slide


def _lines(slide: Slide, lines: list[str]) -> None:
    box = slide.shapes.add_textbox(Inches(0.6), Inches(1.4), Inches(12.1), Inches(5.6))
    box.text_frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = box.text_frame.paragraphs[0] if number == 0 else box.text_frame.add_paragraph()
        paragraph.text = line
        paragraph.font.size, paragraph.space_after = Pt(18), Pt(6)


def _chart(slide: Slide, bars: Bars) -> None:
    data: Any = CategoryChartData()
    data.categories = bars.names[::-1]
    data.add_series(bars.title, bars.values[::-1])
    frame: Any = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Inches(0.6), Inches(1.4), Inches(12.1), Inches(5.6), data
    )
    frame.chart.has_legend, frame.chart.has_title = False, False
    frame.chart.plots[0].has_data_labels = True
    frame.name = bars.title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", bars.alt)


def _undated(deck: Deck) -> bytes:
    made = io.BytesIO()
    deck.save(made)
    return _same_moment(made.getvalue())


def _same_moment(made: bytes) -> bytes:
    """The file with one moment on all its parts, the chart's own workbook included: the same page, the same bytes."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as parts, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in sorted(parts.namelist()):
            part = parts.read(name)
            if name.endswith(".xlsx"):
                part = _same_moment(part)
            elif name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{MADE:%Y-%m-%dT%H:%M:%SZ}".encode(), part)
            kept.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return again.getvalue()
