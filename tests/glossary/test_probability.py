"""A probability has one word, the same on every page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtbeeld import text
from buurtbeeld.glossary import probability as glossary_probability


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (1.0, "vrijwel zeker"),
        (0.99, "vrijwel zeker"),
        (0.9899, "zeer waarschijnlijk"),
        (0.9, "zeer waarschijnlijk"),
        (0.66, "waarschijnlijk"),
        (0.6599, "zo waarschijnlijk als niet"),
        (0.5, "zo waarschijnlijk als niet"),
        (0.34, "onwaarschijnlijk"),
        (0.1, "zeer onwaarschijnlijk"),
        (0.01, "vrijwel uitgesloten"),
        (0.0, "vrijwel uitgesloten"),
        (None, "onbekend"),
        (float("nan"), "onbekend"),
    ],
)
def test_a_probability_gets_its_word_at_the_stated_thresholds(probability, words):
    text.use("nl")

    assert glossary_probability.in_words(probability) == words


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.999, "meer dan 99 van de 100 keer"),
        (0.9799, "97 van de 100 keer"),
        (0.29, "29 van de 100 keer"),
        (0.001, "minder dan 1 van de 100 keer"),
        (float("nan"), "–"),
    ],
)
def test_of_hundred_is_never_rounded_up(probability, words):
    text.use("nl")

    assert glossary_probability.of_hundred(probability) == words


@pytest.mark.parametrize("outside", [-0.01, 1.01])
@pytest.mark.parametrize("say", [glossary_probability.in_words, glossary_probability.of_hundred])
def test_what_is_no_probability_is_refused(say, outside):
    with pytest.raises(ValueError, match="probability from 0 to 1"):
        say(outside)


@given(st.floats(0, 1))
def test_what_is_likely_has_an_unlikely_opposite(probability):
    text.use("nl")
    pairs = {
        "vrijwel zeker": "vrijwel uitgesloten",
        "zeer waarschijnlijk": "zeer onwaarschijnlijk",
        "waarschijnlijk": "onwaarschijnlijk",
        "zo waarschijnlijk als niet": "zo waarschijnlijk als niet",
    }
    both = pairs | {there: here for here, there in pairs.items()}

    assert glossary_probability.in_words(1 - probability) == both[glossary_probability.in_words(probability)]
