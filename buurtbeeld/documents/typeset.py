"""A typst template and one JSON value to tagged PDF, with the font that lies beside it. Chooses no words but those on
letters that the font lacks."""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from buurtbeeld.errors import DocumentError
from buurtbeeld.text import _

_FONTS = Path(__file__).with_name("fonts")
SIGN = "\N{REPLACEMENT CHARACTER}"
"""Stands for letters that the font lacks."""
_JOINING = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\ufe0e\ufe0f"
_SIGNS = re.compile(f"{SIGN}(?:[{_JOINING}]*{SIGN})*[{_JOINING}]*")


def pdf(template: Path, data: dict[str, Any]) -> bytes:
    """PDF/UA-1: the same template and data give the same bytes. Asks no font of the system, nothing of the network.

    Letters that the font lacks become a visible SIGN, and data["footnote"] then says so. Raises DocumentError.
    """
    try:
        return typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(_with_note(data))},
            pdf_standards="ua-1",
            timestamp=0,
        )
    except typst.TypstError as error:
        raise DocumentError(f"The page could not be typeset: {error}. Choose another format, and report it.") from error


def _with_note(data: dict[str, Any]) -> dict[str, Any]:
    printed = _printable(data)
    if SIGN not in json.dumps(printed, ensure_ascii=False):
        return printed
    note = _("{sign} staat voor tekens die in deze PDF niet te drukken zijn, zoals emoji.", sign=SIGN)
    return printed | {"footnote": f"{printed['footnote']} {note}".strip()}


def _printable(value: Any) -> Any:
    """The value with every text in it as the font can print it."""
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return printable(value) if isinstance(value, str) else value


def printable(words: str) -> str:
    """The words with one SIGN for each run of letters that the font lacks: 😀 Plein -> � Plein."""
    if words.isascii() and words.isprintable():
        return words
    composed = unicodedata.normalize("NFC", words)
    return _SIGNS.sub(SIGN, "".join(_as_printed(letter) for letter in composed))


def _as_printed(letter: str) -> str:
    if letter in "\n\r\t" or ord(letter) in _letters():
        return letter
    if letter.isspace():
        return " "
    if unicodedata.category(letter) == "Pd":
        return "-"
    # The same letter in plain clothes: Ⅳ is IV, ① is 1.
    plainer = unicodedata.normalize("NFKC", letter)
    return plainer if all(ord(each) in _letters() for each in plainer) else SIGN


@functools.cache
def _letters() -> frozenset[int]:
    """Code points that every weight of the font can print."""
    weights = [set(TTFont(path).getBestCmap()) for path in sorted(_FONTS.glob("*.ttf"))]
    return frozenset(set.intersection(*weights)) | {ord(letter) for letter in _JOINING}
