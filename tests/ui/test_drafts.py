"""Drafts: the last one per owner and form, for a week, never more than a number of them."""

from __future__ import annotations

import pytest
from cachetools import TTLCache

from buurtbeeld.access import Person
from buurtbeeld.ui import drafts, guard


class Visit:
    """Somebody at some moment."""

    def __init__(self) -> None:
        self.owner, self.now = "a", 0.0


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    visit = Visit()
    monkeypatch.setattr(guard, "visitor", lambda: Person(visit.owner, "field"))
    timed = TTLCache(drafts.DRAFTS.maxsize, drafts.DRAFTS.ttl, timer=lambda: visit.now)
    monkeypatch.setattr(drafts, "DRAFTS", timed)
    return visit


def test_a_draft_comes_back_to_its_owner_alone_and_for_a_week(visit: Visit) -> None:
    drafts.keep("observation", {"theme": "nuisance", "remark": ""})
    visit.now = drafts.KEPT_SECONDS - 1
    assert drafts.restored("observation") == {"theme": "nuisance", "remark": ""}
    assert drafts.restored("other") == {}
    visit.owner = "b"
    assert drafts.restored("observation") == {}
    visit.owner, visit.now = "a", drafts.KEPT_SECONDS
    assert drafts.restored("observation") == {}


def test_what_was_emptied_or_saved_leaves_no_draft(visit: Visit) -> None:
    drafts.keep("observation", {"theme": "nuisance"})
    drafts.keep("observation", {"theme": None, "remark": "", "confidential": False})
    assert drafts.restored("observation") == {}


def test_what_a_form_does_to_its_draft_stays_its_own(visit: Visit) -> None:
    drafts.keep("observation", {"theme": "nuisance"})
    drafts.restored("observation")["theme"] = "care"
    assert drafts.restored("observation") == {"theme": "nuisance"}


def test_the_longest_untouched_go_first(visit: Visit) -> None:
    for number in range(drafts.MOST + 1):
        visit.owner = str(number)
        drafts.keep("observation", {"theme": "care"})
    visit.owner = "0"
    assert not drafts.restored("observation")
    visit.owner = "1"
    assert drafts.restored("observation")
