"""The page as one HTML file that prints well: no script, nothing from elsewhere. Chooses no words."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from buurtbeeld.briefing import layout, locator_map
from buurtbeeld.briefing.document import Briefing, Sketch
from buurtbeeld.briefing.formats import Format

STYLE = """
:root{color-scheme:light}
body{font:16px/1.45 system-ui,"Open Sans",sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{margin:0;color:#17262b}
h2{font-size:1.1rem;margin:1.6rem 0 .4rem;color:#17262b}
.sub,.note,footer{color:#555;font-size:.85rem}
.lead{font-size:1.1rem}
.figures{display:flex;flex-wrap:wrap;gap:.6rem;padding:0;list-style:none}
.figures li{flex:1 1 8rem;border:1px solid #b8c4d0;border-radius:3px;padding:.6rem}
.figures b{display:block;font-size:1.5rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:right;padding:.25rem .5rem;border-bottom:1px solid #b8c4d0}
th:first-child,td:first-child{text-align:left}
.bar{display:block;height:.8rem;background:#3f7fc4}
.bars td:nth-child(2){width:55%;text-align:left}
.track{display:block;position:relative;height:.8rem;
background:linear-gradient(#c3cdd1,#c3cdd1) center/100% 1px no-repeat}
.track i{position:absolute;top:.2rem;height:.4rem;background:#a9c6e6}
.track b{position:absolute;top:0;height:.8rem;width:4px;margin-left:-2px;background:#17262b}
.map svg{width:100%;max-width:20rem;height:auto}
@page{size:A4;margin:16mm}
@media print{body{margin:0;max-width:none;font-size:10pt}
.bar,.track,.track *{print-color-adjust:exact}
h2{break-after:avoid}
tr,li{break-inside:avoid}}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(briefing: Briefing) -> bytes:
    """One self-contained file; every text is escaped."""
    words = layout.words(briefing)
    title = escape(words["title"])
    parts = [
        f'<!doctype html><html lang="{words["lang"]}"><head><meta charset="utf-8"><title>{title}</title>',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>',
        "<body><main>",
        f'<h1>{title}</h1><p class="sub">{escape(words["subtitle"])}</p>',
        *(f'<p class="lead">{escape(sentence)}</p>' for sentence in words["sentences"]),
        _figures(words["figures"]),
        _map(briefing.sketch if words["sketch"] else None),
        *(f"<h2>{escape(each['title'])}</h2>{_list(each['lines'], each['numbered'])}" for each in words["sections"]),
        _bars(words["bars"]),
        _marks(words["marks"]),
        *(_table(**table) for table in words["tables"]),
        f"</main><footer><p>{escape(words['footnote'])}</p></footer></body></html>",
    ]
    return "".join(parts).encode()


def _figures(figures: list[dict[str, str]]) -> str:
    if not figures:
        return ""
    cells = (
        f"<li>{escape(each['label'])}<b>{escape(each['value'])}</b>"
        f'<span class="sub">{escape(each["beside"])}</span></li>'
        for each in figures
    )
    return f'<ul class="figures">{"".join(cells)}</ul>'


def _bars(bars: dict[str, Any] | None) -> str:
    if not bars:
        return ""
    most = max(bars["values"])
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td><span class="bar" style="width:{100 * value / most:.1f}%"></span></td>'
        f"<td>{said}</td></tr>"
        for name, value, said in zip(bars["names"], bars["values"], bars["words"], strict=True)
    )
    return f'<h2>{escape(bars["title"])}</h2><table class="bars"><tbody>{rows}</tbody></table>'


def _marks(marks: dict[str, Any] | None) -> str:
    if not marks:
        return ""
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td><span class="track">'
        f'<i style="left:{_at(low)};width:{_at(high - low + 1)}"></i>'
        f'<b style="left:{_at(mark)}"></b></span></td><td>{escape(words)}</td></tr>'
        for name, mark, low, high, words in zip(
            marks["names"], marks["values"], marks["lows"], marks["highs"], marks["words"], strict=True
        )
    )
    note = f'<p class="note">{escape(marks["note"])}</p>'
    return f'<h2>{escape(marks["title"])}</h2><table class="bars"><tbody>{rows}</tbody></table>{note}'


def _at(mark: float) -> str:
    """Where a mark stands on the line from 1 to 10."""
    return f"{100 * (mark - 1) / 9:.1f}%"


def _map(shown: Sketch | None) -> str:
    return f'<div class="map">{locator_map.svg(shown, inline=True)}</div>' if shown else ""


def _table(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]], note: str) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    below = f'<p class="note">{escape(note)}</p>' if note else ""
    return f"<h2>{escape(title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


def _list(lines: Iterable[str], numbered: bool) -> str:
    kind = "ol" if numbered else "ul"
    return f"<{kind}>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + f"</{kind}>"


FORMAT = Format("html", "text/html", "HTML", html)
