"""Every code of the field has its word, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from buurtbeeld import codes, text
from buurtbeeld.glossary import code_words


@pytest.fixture(autouse=True)
def _dutch_again() -> Iterator[None]:
    yield
    text.use("nl")


@pytest.mark.parametrize(
    ("say", "dutch", "english"),
    [
        (
            code_words.level,
            "gemeente wijk buurt aandachtsgebied complex straat",
            "municipality wijk buurt focus_area complex street",
        ),
        (
            code_words.levels,
            "gemeenten wijken buurten aandachtsgebieden complexen straten",
            "municipalities wijken buurten focus_areas complexes streets",
        ),
        (code_words.kind, "feiten bewoners medewerkers", "facts residents staff"),
        (code_words.lens, "fysiek sociaal veiligheid", "physical social safety"),
        (code_words.column, "feiten bewoners medewerkers", "facts residents staff"),
    ],
)
def test_each_code_has_a_word(say: Callable[[str], str], dutch: str, english: str) -> None:
    order = {
        code_words.level: codes.LEVELS,
        code_words.levels: codes.LEVELS,
        code_words.kind: codes.EVIDENCE,
        code_words.lens: codes.LENSES,
        code_words.column: codes.COLUMNS,
    }[say]
    assert [say(code) for code in order] == dutch.split()
    text.use("en")
    assert [say(code) for code in order] == [word.replace("_", " ") for word in english.split()]


def test_all_together_has_a_word_too() -> None:
    together = [say(codes.ALL) for say in (code_words.levels, code_words.kind, code_words.lens, code_words.column)]
    assert together == ["alle gebieden", "alle bronnen samen", "alle drie", "samen"]
