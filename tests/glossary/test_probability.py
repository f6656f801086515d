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


@pytest.mark.parametrize("outside", [-0.01, 1.01])
def test_what_is_no_probability_is_refused(outside):
    with pytest.raises(ValueError, match="probability from 0 to 1"):
        glossary_probability.in_words(outside)


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
