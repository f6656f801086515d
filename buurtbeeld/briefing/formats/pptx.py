"""The page as slides with a native chart, tables and map, and alternative texts. Chooses no words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from buurtbeeld.briefing import layout
from buurtbeeld.briefing.document import Bars, Briefing, Ring, Sketch
from buurtbeeld.briefing.formats import Format
from buurtbeeld.charts import palette
from buurtbeeld.documents.workbook import MADE

ONLY_TITLE = 5
"""The layout of python-pptx's own template that has a title and nothing else."""
ROOM = layout.ROOMS[1]
"""A slide is read from afar: fewer lines than on paper."""
LEFT, WIDE, HALF = 0.6, 12.1, 5.8
QUIET = palette.LINE
Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""


def pptx(briefing: Briefing) -> bytes:
    """Slides of 16:9: the first sentences, map and figures; chart and marks; what was done and asked; tables."""
    words, deck = layout.words(briefing, ROOM), Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    kept = deck.core_properties
    kept.title, kept.author, kept.created, kept.modified = briefing.title, "Buurtbeeld", MADE, MADE
    kept.language = words["lang"]
    _opening(_slide(deck, words["title"]), words, briefing.sketch if words["sketch"] else None)
    if briefing.bars or words["marks"]:
        _evidence(deck, words, briefing.bars)
    for start in range(0, len(words["sections"]), 2):
        slide = _slide(deck, words["title"])
        for place, section in enumerate(words["sections"][start : start + 2]):
            _section(slide, section, LEFT + place * (WIDE - HALF))
    for table in words["tables"]:
        slide = _slide(deck, table["title"])
        rows = [table["heads"], *table["rows"]]
        height = min(4.8, 0.42 * len(rows))
        _table(slide, table["title"], rows, (LEFT, 1.5, WIDE, height))
        _text(slide, [table["note"]], (LEFT, 1.75 + height, WIDE, 0.5), 12, QUIET)
    return _undated(deck)


def _slide(deck: Deck, title: str) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[ONLY_TITLE])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = Inches(LEFT), Inches(0.35), Inches(WIDE), Inches(0.8)
    head.text_frame.text = title
    head.text_frame.vertical_anchor, head.text_frame.margin_left = MSO_ANCHOR.MIDDLE, Emu(0)
    first = head.text_frame.paragraphs[0]
    first.alignment, first.font.size, first.font.bold = PP_ALIGN.LEFT, Pt(30), True
    first.font.color.rgb = _colour(palette.INK)
    return slide


def _opening(slide: Slide, words: dict[str, Any], sketch: Sketch | None) -> None:
    _text(slide, [words["subtitle"]], (LEFT, 1.1, WIDE, 0.4), 14, QUIET)
    _text(slide, words["sentences"], (LEFT, 1.65, 7.9 if sketch else WIDE, 3.2), 18, palette.INK)
    if sketch:
        _map(slide, sketch, (9.0, 1.65, 3.7, 3.3))
    wide = WIDE / max(len(words["figures"]), 1)
    for place, each in enumerate(words["figures"]):
        left = LEFT + place * wide
        _text(slide, [each["label"]], (left, 5.1, wide, 0.3), 12, QUIET)
        _text(slide, [each["value"]], (left, 5.35, wide, 0.6), 28, palette.INK, bold=True)
        _text(slide, [each["beside"]], (left, 5.95, wide, 0.3), 12, QUIET)
    _text(slide, [words["footnote"]], (LEFT, 6.55, WIDE, 0.7), 10, QUIET)


def _evidence(deck: Deck, words: dict[str, Any], bars: Bars | None) -> None:
    marks = words["marks"]
    slide = _slide(deck, bars.title if bars else marks["title"])
    if bars:
        _chart(slide, bars, (LEFT, 1.4, 7.4 if marks else WIDE, 5.6))
    if marks:
        rows = [(marks["title"], ""), *zip(marks["names"], marks["words"], strict=True)]
        _table(slide, marks["alt"], rows, (8.4, 1.6, 4.3, 0.5 * len(rows)))
        _text(slide, [marks["note"]], (8.4, 1.8 + 0.5 * len(rows), 4.3, 0.8), 12, QUIET)


def _section(slide: Slide, section: dict[str, Any], left: float) -> None:
    _text(slide, [section["title"]], (left, 1.4, HALF, 0.5), 18, palette.INK, bold=True)
    marker = (lambda number: f"{number}. ") if section["numbered"] else (lambda number: "• ")
    lines = [f"{marker(number)}{line}" for number, line in enumerate(section["lines"], 1)]
    _text(slide, lines, (left, 1.95, HALF, 5.0), 15, palette.INK)


def _text(slide: Slide, lines: Sequence[str], box: Box, size: int, colour: str, *, bold: bool = False) -> None:
    if not any(lines):
        return
    frame = slide.shapes.add_textbox(*(Inches(side) for side in box)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = line
        paragraph.font.size, paragraph.font.bold, paragraph.space_after = Pt(size), bold, Pt(size / 2)
        paragraph.font.color.rgb = _colour(colour)


def _chart(slide: Slide, bars: Bars, box: Box) -> None:
    data: Any = CategoryChartData()
    data.categories = bars.names[::-1]
    data.add_series(bars.title, bars.values[::-1])
    left, top, width, height = (Inches(side) for side in box)
    frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, left, top, width, height, data)
    chart = frame.chart
    chart.has_legend, chart.has_title, chart.font.size = False, False, Pt(14)
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.value_axis.minimum_scale = 0
    chart.category_axis.format.line.fill.background()
    chart.plots[0].has_data_labels, chart.plots[0].gap_width = True, 60
    chart.plots[0].series[0].format.fill.solid()
    chart.plots[0].series[0].format.fill.fore_color.rgb = _colour(palette.MAIN)
    _described(frame, bars.title, bars.alt)


def _table(slide: Slide, name: str, rows: Sequence[Sequence[str]], box: Box) -> None:
    frame: Any = slide.shapes.add_table(len(rows), len(rows[0]), *(Inches(side) for side in box))
    for line, row in zip(frame.table.rows, rows, strict=True):
        for place, (cell, words) in enumerate(zip(line.cells, row, strict=True)):
            cell.text_frame.text, cell.vertical_anchor = words, MSO_ANCHOR.MIDDLE
            cell.text_frame.paragraphs[0].font.size = Pt(14)
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if place else PP_ALIGN.LEFT
    _described(frame, name, name)


def _map(slide: Slide, sketch: Sketch, box: Box) -> None:
    """Outlines as shapes that can be coloured and moved: around first, the area itself upon them."""
    scale = min(box[2] / sketch.width, box[3] / sketch.height)
    drawn = []
    for rings, fill, line in ((sketch.around, palette.PAPER, palette.QUIET), (sketch.own, palette.MAIN, palette.INK)):
        if rings:
            shape = _outline(slide, rings, scale, box)
            shape.fill.solid()
            shape.fill.fore_color.rgb, shape.line.color.rgb, shape.line.width = _colour(fill), _colour(line), Pt(1)
            shape.shadow.inherit = False
            drawn.append(shape)
    group: Any = slide.shapes.add_group_shape(drawn)
    group.name = sketch.title
    group._element.nvGrpSpPr.cNvPr.set("descr", sketch.alt)


def _outline(slide: Slide, rings: Sequence[Ring], scale: float, box: Box) -> Any:
    drawing = None
    for ring in rings:
        points = [(round(Inches(x * scale)), round(Inches(y * scale))) for x, y in ring]
        if drawing is None:
            drawing = slide.shapes.build_freeform(*points[0])
        else:
            drawing.move_to(*points[0])
        drawing.add_line_segments(points[1:], close=True)
    assert drawing is not None, "called with rings only"
    return drawing.convert_to_shape(Inches(box[0]), Inches(box[1]))


def _described(frame: Any, name: str, alt: str) -> None:
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)


def _colour(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))


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


FORMAT = Format("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint", pptx)
