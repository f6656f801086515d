"""The log of exports: who comes second is told, also at the same moment, in either database."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
import sqlalchemy as sa

from buurtbeeld.register import disclosures
from buurtbeeld.register.disclosures import Export


def export(recipient: str = "partner:1", area: str = "buurt:BU1") -> Export:
    profile = recipient.partition(":")[0]
    return Export(profile, recipient, area, "2025-11/2026-11", "pdf", 1, 0, "0" * 64, [{"area": area, "value": 7}])


OUTSIDE = ("partner", "tenants", "public")


def test_a_line_is_added_only_beside_what_was_seen(register: sa.Engine) -> None:
    def log(line: Export, seen: int) -> UUID | None:
        return disclosures.log(register, line, by="one", profiles=OUTSIDE, seen=seen)

    assert isinstance(log(export(), 0), UUID)
    assert log(export(), 0) is None, "there is one by now"
    assert isinstance(log(export(), 1), UUID)
    assert log(export("partner:2"), 0) is None, "two partners can lay their pages beside each other"
    assert isinstance(log(export("partner:2"), 2), UUID)
    disclosures.log(register, export("internal:"), by="one")
    assert isinstance(log(export("public:"), 3), UUID), "what stays inside does not count"
    assert len(disclosures.all_logged(register)) == 5


def test_of_two_at_one_moment_one_is_told(register: sa.Engine) -> None:
    found: list[UUID | None] = []
    together = threading.Barrier(4)

    def run() -> None:
        together.wait()
        found.append(disclosures.log(register, export(), by="one", profiles=OUTSIDE, seen=0))

    threads = [threading.Thread(target=run) for _each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len([one for one in found if one]) == 1 and len(found) == 4
    assert len(disclosures.all_logged(register)) == 1


@pytest.mark.parametrize(("areas", "count"), [(None, 2), ({"buurt:BU1"}, 1), (set(), 0)])
def test_earlier_exports_of_some_areas(register: sa.Engine, areas: set[str] | None, count: int) -> None:
    for area in ("buurt:BU1", "buurt:BU2"):
        disclosures.log(register, export(area=area), by="one")
    assert len(disclosures.earlier(register, OUTSIDE, areas)) == count
    assert disclosures.areas_of(register, OUTSIDE) == (2, {"buurt:BU1", "buurt:BU2"})
