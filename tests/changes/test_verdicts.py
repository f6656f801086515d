"""No sentence beside two years of counts says what they contradict: own change × that of others × kinds × languages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest

from buurtbeeld import codes, text
from buurtbeeld.briefing import content
from buurtbeeld.changes import verdicts, wording
from buurtbeeld.methods.small_areas import relative_change

OWN, OTHERS = (0.3, 0.6, 0.93, 1.0, 1.07, 1.5, 3.0), (0.4, 0.8, 1.0, 1.3, 2.5)
NUMBER = r"(\d[\d.,]*)"


@pytest.fixture
def speak() -> Iterator[Callable[[str], None]]:
    """The language of the sentences; Dutch again afterwards."""
    yield text.use
    text.use("nl")


def judged(own: float, others: float) -> pd.DataFrame:
    """Rows of area_changes of one area of 140 cases among twenty others, as the method labels them."""
    before = np.array([140.0, *[100.0] * 20])
    now = np.round(before * np.array([own, *[others] * 20]))
    rows = relative_change.relative_change(now, before, 100.0, 100.0)
    row = rows.iloc[[0]].assign(
        cases=now[0],
        cases_before=before[0],
        expected=rows.attrs["common_ratio"] * before[0],
        theme="all",
        theme_name="",
        burst=0,
        burst_before=0,
        standing=2,
    )
    return row.assign(area_id="buurt:a", name="A", level="buurt", lies_in="")


def page_rows(kinds: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """What the briefing shows: every kind, and all of them together."""
    rows = [(kind, row["cases"].iloc[0], row["cases_before"].iloc[0]) for kind, row in kinds.items()]
    rows.append(("all", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    frame = pd.DataFrame(rows, columns=["kind", "now", "before"])
    return frame.assign(theme="all", name="", state="shown")


def number(word: str, language: str) -> float:
    return float(word.replace("." if language == "nl" else ",", "").replace(",", "."))


def contradictions(sentence: str, kinds: dict[str, pd.DataFrame], language: str) -> list[str]:
    """What a careful reader would call false: a direction without a kind and a comparison, or against its numbers."""
    words = {"nl": ("slechter", "beter", "elders"), "en": ("worse", "better", "elsewhere")}[language]
    wrong = []
    parts = re.split(r"(?<=\.) ", sentence)
    for word in words[:2]:
        wrong += [part for part in parts if re.search(rf"\b{word}\b", part) and words[2] not in part]
    compared = {"nl": rf"van {NUMBER} naar {NUMBER} zaken", "en": rf"from {NUMBER} to {NUMBER} cases"}[language]
    about = {"nl": rf"ongeveer {NUMBER}: (slechter|beter)", "en": rf"about {NUMBER}: so (worse|better)"}[language]
    pairs = zip(re.findall(compared, sentence), re.findall(about, sentence), strict=True)
    for (_before, now), (expected, verdict) in pairs:
        rose = number(now, language) > number(expected.rstrip("."), language)
        wrong += [sentence] if rose != (verdict == words[0]) else []
    return wrong


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("own", "others"), itertools.product(OWN, OTHERS))
def test_no_sentence_contradicts_its_figures(
    own: float, others: float, language: str, speak: Callable[[str], None]
) -> None:
    """Of one kind and of two that went apart; on the briefing, and in every sentence of the page about change."""
    speak(language)
    for mixed in (others, 1 / others):
        kinds = {"complaint": judged(own, others), "incident": judged(own, mixed)}
        rows = pd.concat([row.assign(kind=kind) for kind, row in kinds.items()], ignore_index=True)
        sentence = content.change(page_rows(kinds), rows)
        assert not contradictions(sentence, kinds, language)
        total = {kind: (row["cases_before"].iloc[0], row["cases"].iloc[0]) for kind, row in kinds.items()}
        more = sum(now for _before, now in total.values()) - sum(before for before, _now in total.values())
        words = {"nl": ("meer", "minder", "evenveel"), "en": ("more", "fewer", "as many")}[language]
        assert words[(more < 0) + 2 * (more == 0)] in sentence.partition(".")[0]
        shown = wording.with_words(rows)
        for part in [*shown["said"], *shown["verdict"], *wording.of_areas(shown)["label_name"]]:
            assert not contradictions(str(part), kinds, language)
        for label in set(rows["label"]) & {verdicts.WORSE, verdicts.BETTER}:
            assert {"nl": "elders", "en": "elsewhere"}[language] in wording.head(shown, label)


def test_a_rise_that_was_smaller_than_elsewhere_says_both() -> None:
    row = judged(1.07, 1.8)
    assert row["label"].iloc[0] == verdicts.BETTER
    sentence = content.change(page_rows({"complaint": row}), row.assign(kind="complaint"))
    assert sentence == (
        "Een jaar eerder waren het er 140: nu 10 meer. Bewoners: van 140 naar 150 zaken. Was het gegaan als in andere "
        "gebieden, dan waren het er ongeveer 252: beter dan elders dus, meer dan door toeval."
    )


def test_a_burst_that_does_not_decide_gets_no_verdict_beside_counts_that_hold_it() -> None:
    row = judged(3.0, 1.0).assign(kind="complaint", burst=300)
    assert "niet te zeggen" in content.change(page_rows({"complaint": row}), row)


@pytest.mark.parametrize("changed", [{"state": "hidden"}, {"now": 1.0}])
def test_a_verdict_stands_only_beside_its_own_counts(changed: dict[str, object]) -> None:
    row, page = judged(3.0, 1.0), page_rows({"complaint": judged(3.0, 1.0)})
    page.loc[page["kind"] == "complaint", list(changed)] = list(changed.values())
    assert "niet te zeggen" in content.change(page, row.assign(kind="complaint"))
    assert set(codes.EVIDENCE) >= {"complaint"}
