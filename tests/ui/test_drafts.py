"""Drafts: the last one per owner and form, for a week, never more than a number of them."""

from __future__ import annotations

from buurtbeeld.ui.drafts import KEPT_SECONDS, MOST, Drafts


def test_a_draft_comes_back_to_its_owner_alone_and_for_a_week() -> None:
    drafts = Drafts()
    drafts.keep("a", "observation", {"theme": "nuisance", "remark": ""}, now=0)
    assert drafts.of("a", "observation", now=KEPT_SECONDS - 1) == {"theme": "nuisance", "remark": ""}
    assert drafts.of("b", "observation", now=1) == {} == drafts.of("a", "other", now=1)
    assert drafts.of("a", "observation", now=KEPT_SECONDS) == {}


def test_what_was_emptied_or_saved_leaves_no_draft() -> None:
    drafts = Drafts()
    drafts.keep("a", "observation", {"theme": "nuisance"}, now=0)
    drafts.keep("a", "observation", {"theme": None, "remark": "", "confidential": False}, now=1)
    assert drafts.of("a", "observation", now=1) == {}


def test_the_longest_untouched_go_first() -> None:
    drafts = Drafts()
    for number in range(MOST + 1):
        drafts.keep(str(number), "observation", {"theme": "care"}, now=number)
    assert not drafts.of("0", "observation", now=MOST) and drafts.of("1", "observation", now=MOST)
