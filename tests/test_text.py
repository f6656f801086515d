"""Words, numbers and dates in two languages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from buurtbeeld import text


@pytest.fixture(autouse=True)
def dutch_again() -> Iterator[None]:
    text.use("nl")
    yield
    text.use("nl")


@pytest.mark.parametrize(
    ("say", "value", "dutch", "english"),
    [
        (text.number, 1234.5, "1.234", "1,234"),
        (lambda value: text.number(value, 1), 1234.56, "1.234,6", "1,234.6"),
        (text.number, float("nan"), "–", "–"),
        (text.signed, -1200, "−1.200", "−1,200"),
        (text.signed, 3, "+3", "+3"),
        (text.rate, 9.94, "9,9", "9.9"),
        (text.rate, 212.9, "213", "213"),
        (text.rate, None, "te weinig woningen", "too few homes"),
        (lambda value: text.rate(value, 400), None, "onbekend", "unknown"),
        (text.percent, 0.256, "26%", "26%"),
        (text.day, date(2026, 3, 3), "3 maart 2026", "3 March 2026"),
        (text.month, pd.Timestamp(2026, 3, 1), "maart 2026", "March 2026"),
        (text.moment, datetime(2026, 3, 3, 14, 5), "3 maart 2026 14:05", "3 March 2026 14:05"),
        (text.moment, pd.NaT, "–", "–"),
        (text.listing, ["a", "b", "c"], "a, b en c", "a, b and c"),
        (text.listing, ["a"], "a", "a"),
    ],
)
def test_in_both_languages(say: Callable[[object], str], value: object, dutch: str, english: str) -> None:
    assert say(value) == dutch
    text.use("en")
    assert say(value) == english


def test_a_language_we_do_not_speak_is_dutch() -> None:
    text.use("tlh")
    assert text.language() == "nl"


def test_a_sentence_nobody_translated_stays_dutch_and_keeps_its_values() -> None:
    text.use("en")
    assert text.gettext("Dit zei nog niemand over {name}.", name="Zuid") == "Dit zei nog niemand over Zuid."


def test_a_pair_of_columns_becomes_one() -> None:
    frame = pd.DataFrame({"theme": ["drugs"], "name_nl": ["Drugs"], "name_en": ["Dope"], "alone_nl": ["x"]})
    assert list(text.in_language(frame).columns) == ["theme", "name", "alone_nl"]
    text.use("en")
    assert text.in_language(frame)["name"].tolist() == ["Dope"]


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_a_dutch_number_can_be_read_back(value: float) -> None:
    written = text.number(value, 2).replace(".", "").replace(",", ".")
    assert float(written) == pytest.approx(value, abs=0.0051, rel=1e-12)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 juli 2026 01:30"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1 januari 2027 00:30"),
        (datetime(2026, 3, 3, 14, 5), "3 maart 2026 14:05"),
        (pd.Timestamp("2026-03-29 00:59:59.5", tz="UTC"), "29 maart 2026 01:59"),
        (pd.Timestamp("2026-03-29 01:00", tz="UTC"), "29 maart 2026 03:00"),
    ],
)
def test_a_moment_with_a_zone_is_dutch_time(moment: datetime, shown: str) -> None:
    assert text.moment(moment) == shown


@pytest.mark.parametrize(
    "name",
    [
        "[klik](https://example.org)",
        "Plein https://example.org/a?b=c",
        "www.example.org",
        "<https://example.org>",
        "![beeld](x.png)",
        "1. Plein",
        "12) Plein",
        "- Plein",
        "+ Plein",
        "# Plein",
        "> Plein",
        "*Plein* __Plein__ ~~Plein~~ `Plein`",
        "a_b_c snake_case",
        "Plein\\",
        ":red[Plein] :material/home: $x$",
        "Plein\n===",
        "Plein\n- een",
        "[a]: https://example.org",
        "| a | b |\n| - | - |",
        "<b>Plein</b> &",
    ],
)
def test_a_name_is_no_markdown(name: str) -> None:
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text.plain(name))
    words = made.replace("\N{WORD JOINER}", "").strip().removeprefix("<p>").removesuffix("</p>")
    assert words == html.escape(name.strip(), quote=True).replace("&#x27;", "'")
    assert not re.search(r"https?://|www\.|\w@\w", text.plain(name)), "A bare address becomes a link, escaped or not."
    assert not re.search(r"(?<!\\):(red|material)|(?<!\\)\$", text.plain(name))


@pytest.mark.parametrize("words", ["Kerkstraat (buurt)", "Stand: 12:30, 3 van 4.", "openbare_ruimte", "A-B; 5% + 3!"])
def test_an_ordinary_sentence_stays_as_it_is(words: str) -> None:
    assert text.plain(words) == words
