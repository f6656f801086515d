"""The settings of the marks: the file that is there can be followed, and what cannot is said in a sentence."""

from __future__ import annotations

import re

import pytest

from buurtbeeld import codes
from buurtbeeld.errors import SettingError
from buurtbeeld.methods.scores import settings as score_settings

TEXT = score_settings.FILE.read_text(encoding="utf-8")
KNOWN = score_settings.catalogue()


def interpreted(old: str = "", new: str = "", text: str = TEXT) -> score_settings.ScoreSettings:
    """The file with one thing written otherwise."""
    assert old in text, f"{old!r} is not in the text to change"
    return score_settings.interpret(text.replace(old, new, 1), KNOWN)


def test_the_file_can_be_followed_and_counts_no_calamity() -> None:
    settings = score_settings.read()
    assert {each.lens for each in settings.indicators} == set(codes.LENSES)
    subthemes = {
        name for each in settings.indicators if each.count for name in score_settings.subthemes_of(each.count, KNOWN)
    }
    assert "litter" in subthemes and not {name for name in subthemes if KNOWN[name][1]}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("weight = 0.25", "weight = 0.35", r"the weights within physical should add up to 1; they make 1\.1\."),
        ("physical = 0.34", "physical = 0.5", r"the weights of the lenses should add up to 1; they make 1\.16\."),
        ('"litter", ', '"liter", ', r"surroundings_residents counts 'liter', which is no theme or subtheme"),
        ('"burglary", ', '"burglary", "fire", ', r"crime_facts counts 'fire', a calamity"),
        ('of = ["maintenance"]', 'of = ["litter"]', r"maintenance_residents and surroundings_residents both hold complaint"),
        ('staff_score = "clean"', 'staff_score = "intact"', r"intact_score and clean_score both hold staff score 'intact'"),
        ('kind = "complaint"', 'kind = "incident"', r"stands under residents, but its count is facts"),
        ('survey = "netheid"', "", r"tidiness_survey should have one of count, staff_score and survey; found 0"),
        ('key = "clean_score"', 'key = "intact_score"', r"the key 'intact_score' is used twice"),
        ("winsorise = 3.0", "winsorise = -1", r"'thresholds.winsorise' should be greater than 0; found -1"),
        ("weight = 0.25", "weight = nan", r"'indicators.1.weight' should be "),
        ("weight = 0.25", "weight = -0.25", r"'indicators.1.weight' should be greater than or equal to 0"),
        ("draws = 1000", "draws = 999", r"'ranks.draws' should be greater than or equal to 1000"),
        ('lens = "social"', 'lens = "sociaal"', r"'indicators.7.lens' should be 'physical', 'social' or 'safety'"),
        ("reference_year = 2024", "", r"'reference_year' is needed and is not there"),
        ("reference_year", "reference_jaar = 1\nreference_year", r"'reference_jaar' means nothing here"),
        ("[lenses]", "[lenses", r"should be TOML; it is not"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(SettingError, match=re.compile(sentence)) as refused:
        interpreted(old, new)
    assert str(refused.value).startswith("scores.toml")
    assert str(refused.value).endswith((".", "?"))


def without(lens: str) -> str:
    """The file without the indicators of a lens."""
    head, *blocks = TEXT.split("[[indicators]]")
    return "[[indicators]]".join([head, *(block for block in blocks if f'lens = "{lens}"' not in block)])


def test_a_lens_without_indicators_is_refused_unless_it_weighs_nothing() -> None:
    with pytest.raises(SettingError, match="social has no indicators but weighs 0.33. Give it one, or the weight 0."):
        interpreted(text=without("social"))
    settings = interpreted("physical = 0.34\nsocial = 0.33", "physical = 0.67\nsocial = 0", without("social"))
    assert not settings.within("social")


def test_all_weight_on_one_indicator_is_allowed() -> None:
    settings = score_settings.read()
    weights = {each.key: float(each.key == "safe_score") for each in settings.within("safety")}
    proposal = score_settings.proposed(settings, weights)
    assert {each.key: each.weight for each in proposal.within("safety")} == weights


def test_a_proposal_is_judged_as_the_file_is_and_changes_nothing() -> None:
    settings = score_settings.read()
    before = settings.hash()
    with pytest.raises(SettingError, match="The proposal: the weights within safety should add up to 1"):
        score_settings.proposed(settings, {"safe_score": 0.9})
    with pytest.raises(SettingError, match="There is no indicator 'happiness' to weigh"):
        score_settings.proposed(settings, {"happiness": 0.1})
    other = score_settings.proposed(settings, {}, {"physical": 0.2, "social": 0.4, "safety": 0.4})
    assert (other.lenses["physical"], settings.lenses["physical"], settings.hash()) == (0.2, 0.34, before)


def test_the_hash_tells_what_is_said_and_not_how() -> None:
    settings = score_settings.read()
    head, *blocks = TEXT.split("[[indicators]]")
    turned = "# Een andere volgorde.\n" + "[[indicators]]".join([head, *(f"{block}\n" for block in reversed(blocks))])
    assert score_settings.interpret(turned, KNOWN).hash() == settings.hash()
    assert interpreted("winsorise = 3.0", "winsorise = 2.5").hash() != settings.hash()
    run = score_settings.score_run(settings, "abc", "def")
    assert (run.code_version, run.settings_hash, run.data_hash) == ("abc", settings.hash(), "def")
