"""Words, numbers and dates in the visitor's language. Knows no page, and no words that are data."""

from __future__ import annotations

import functools
import re
from contextvars import ContextVar
from datetime import date, datetime

import pandas as pd
from babel import dates, numbers
from babel.messages.pofile import read_po

from buurtbeeld import clock, codes
from buurtbeeld.settings import ROOT

LANGUAGES = {"nl": "Nederlands", "en": "English"}
CATALOGUES = ROOT / "buurtbeeld" / "locale"
NOTHING = "–"

_language: ContextVar[str] = ContextVar("language", default="nl")


def use(language: str) -> None:
    """Speak this language for the rest of the run; Dutch when we do not speak it."""
    _language.set(language if language in LANGUAGES else "nl")


def language() -> str:
    """The language of this run: nl or en."""
    return _language.get()


def gettext(dutch: str, **values: object) -> str:
    """The sentence in the visitor's language, with {values} filled in; the Dutch one when nobody translated it."""
    sentence = _catalogue(_language.get()).get(dutch, dutch)
    return sentence.format(**values) if values else sentence


_ = gettext


def marked(dutch: str) -> str:
    """The sentence itself: words kept as data are marked for the catalogue, and translated where they are shown."""
    return dutch


@functools.cache
def _catalogue(chosen: str) -> dict[str, str]:
    path = CATALOGUES / chosen / "LC_MESSAGES" / "buurtbeeld.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale=chosen) if entry.id and entry.string}


def _locale() -> str:
    return {"nl": "nl_NL", "en": "en_GB"}[_language.get()]


def number(value: float | None, decimals: int = 0) -> str:
    """1234.5 -> 1.234,5 (one decimal); a dash for an unknown value."""
    if value is None or pd.isna(value):
        return NOTHING
    return _decimal(float(value), decimals, _locale())


# A page writes some hundreds of numbers, most of them again at the next visit; each takes Babel 30 µs.
@functools.lru_cache(maxsize=65536)
def _decimal(value: float, decimals: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(value, format=pattern, locale=locale)


def as_number(words: str) -> float | None:
    """1.234,5 -> 1234.5, the way back from number; None for words that are no plain number."""
    if not re.fullmatch(r"\d[\d.,]*", words):
        return None
    try:
        return float(numbers.parse_decimal(words, locale=_locale(), strict=True))
    except numbers.NumberFormatError:
        return None


def rate(value: float | None, homes: float = 0) -> str:
    """A rate per 1,000 homes: whole from ten, else with one decimal; words where there is none."""
    if value is None or pd.isna(value):
        return _("te weinig woningen") if homes < codes.FEWEST_HOMES else _("onbekend")
    return number(value, 0 if abs(value) >= 10 else 1)


def signed(value: float | None, decimals: int = 0) -> str:
    """12 -> +12; -3 -> −3; a dash for an unknown value."""
    if value is None or pd.isna(value):
        return NOTHING
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number(abs(value), decimals)


def percent(value: float | None) -> str:
    """0.256 -> 26% in the language's own spacing; a dash for an unknown value."""
    if value is None or pd.isna(value):
        return NOTHING
    return numbers.format_percent(value, format="#,##0%", locale=_locale())


def day(value: date | datetime | None) -> str:
    """2026-03-03 -> 3 maart 2026; a dash for an unknown day."""
    return NOTHING if value is None or pd.isna(value) else dates.format_date(value, "d MMMM y", locale=_locale())


def day_and_month(value: date | datetime) -> str:
    """2026-03-03 -> 3 maart."""
    return dates.format_date(value, "d MMMM", locale=_locale())


def month(value: date | datetime | None) -> str:
    """2026-03-01 -> maart 2026; a dash for an unknown month."""
    return NOTHING if value is None or pd.isna(value) else dates.format_date(value, "MMMM y", locale=_locale())


def short_month(value: date | datetime | None) -> str:
    """2026-03-01 -> mrt 2026; a dash for an unknown month."""
    return NOTHING if value is None or pd.isna(value) else dates.format_date(value, "MMM y", locale=_locale())


def moment(value: datetime | None) -> str:
    """3 maart 2026 14:05; a dash for an unknown moment. With a zone: by the Dutch clock."""
    if value is None or pd.isna(value):
        return NOTHING
    local = dutch(value).replace(tzinfo=None) if value.tzinfo else value
    return dates.format_datetime(local, "d MMMM y HH:mm", locale=_locale())


def dutch(moment: datetime) -> datetime:
    """A moment with its zone as the clock in the Netherlands shows it."""
    return moment.astimezone(clock.DUTCH)


_ARROWS = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")
_ADDRESS = re.compile(r"(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=[\w.+-])(?=@)", re.IGNORECASE)
_MARKUP = re.compile(
    r"[\\`*{}\[\]<>#|~$]|(?<![^\W_])_|_(?![^\W_])|:(?=[^\s\d])|(?m:(?<=^)[-+=]|(?:(?<=^\d)|(?<=^\d\d))[.)])"
)
_JOINER = "\N{WORD JOINER}"


def plain(words: str) -> str:
    """Names and what people typed, so that Markdown shows them as they are: no link, no image, no heading, no colour.

    Streamlit makes one sign of what looks like an arrow or a dash, and a link of a bare address, escaped or not; an
    invisible joiner keeps those apart.
    """
    apart = _ARROWS.sub(lambda match: match[0][0] + _JOINER + match[0][1:], words)
    return _MARKUP.sub(r"\\\g<0>", _ADDRESS.sub(_JOINER, apart))


def head(words: str, total: int, most: int) -> str:
    """The head of a group of which at most so many are shown: Stil (7), or Stil (de eerste 12 van 40)."""
    if total <= most:
        return f"{words} ({number(total)})"
    return gettext("{words} (de eerste {shown} van {total})", words=words, shown=most, total=number(total))


def listing(words: list[str]) -> str:
    """['a', 'b', 'c'] -> a, b en c."""
    *most, last = words or [NOTHING]
    return _("{first} en {last}", first=", ".join(most), last=last) if most else last


def in_language(frame: pd.DataFrame) -> pd.DataFrame:
    """A pair of columns word_nl, word_en becomes one column word."""
    chosen, other = ("_nl", "_en") if _language.get() == "nl" else ("_en", "_nl")
    words = [column.removesuffix(chosen) for column in frame.columns if column.endswith(chosen)]
    pairs = [word for word in words if word + other in frame.columns]
    if not pairs:
        return frame
    kept = frame.drop(columns=[word + other for word in pairs])
    return kept.rename(columns={word + chosen: word for word in pairs})
