"""Letters that the font of a PDF lacks: a visible sign, a sentence, and a PDF all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from buurtbeeld.documents import typeset
from buurtbeeld.documents.typeset import SIGN

TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(font: "Open Sans", lang: "nl")
#for line in data.lines [ #text(weight: 400, line) #text(weight: 600, line) ]
#data.footnote
"""


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Kerkstraat – ‘t Zand, € 5, één", "Kerkstraat – ‘t Zand, € 5, één"),
        ("cafe\u0301", "café"),
        ("😀 Plein", f"{SIGN} Plein"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 Gezin", f"{SIGN} Gezin"),
        ("\u2764\ufe0f en 🇳🇱", f"{SIGN} en {SIGN}"),
        ("漢字 plein", f"{SIGN} plein"),
        ("שלום", SIGN),
        ("Ⅳ ① non\u2011stop", "IV 1 non-stop"),
        ("regel\u2028regel\x1fregel", "regel regel regel"),
        ("\ue000", SIGN),
    ],
)
def test_what_the_font_lacks_becomes_a_sign(words: str, printed: str, tmp_path: Path) -> None:
    assert typeset.printable(words) == printed
    template = tmp_path / "page.typ"
    template.write_text(TEMPLATE, encoding="utf-8")
    made = [typeset.pdf(template, {"title": words, "lines": [words], "footnote": said}) for said in ("", "a" * 99)]
    assert all(each.startswith(b"%PDF") for each in made)


def test_every_letter_is_printed_or_replaced(tmp_path: Path) -> None:
    template = tmp_path / "page.typ"
    template.write_text(TEMPLATE, encoding="utf-8")
    letters = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    lines = sorted({printed for letter in letters if (printed := typeset.printable(letter)) != SIGN})
    assert len(lines) > 800
    assert typeset.pdf(template, {"title": "x", "lines": lines, "footnote": ""}).startswith(b"%PDF")
