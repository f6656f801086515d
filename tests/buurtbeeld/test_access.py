"""Real data stay on this machine while there is no sign-in."""

from __future__ import annotations

import pytest

from buurtbeeld import access
from buurtbeeld.errors import AccessDenied


@pytest.mark.parametrize(
    ("remote", "headers", "local"),
    [
        (None, {}, True),
        (None, {"Host": "localhost:8501"}, True),
        ("127.0.0.1", {"host": "127.0.0.1:8501"}, True),
        ("::1", {"Host": "[::1]:8501"}, True),
        ("10.0.0.5", {"Host": "localhost:8501"}, False),
        ("somewhere", {"Host": "localhost:8501"}, False),
        (None, {"Host": "dashboard.example:8501"}, False),
        (None, {"Host": "127.0.0.1.example"}, False),
        (None, {"Host": "localhost", "X-Forwarded-For": "10.0.0.5"}, False),
        (None, {"Host": "localhost", "FORWARDED": "for=10.0.0.5"}, False),
    ],
)
def test_what_counts_as_this_machine(remote: str | None, headers: dict[str, str], local: bool) -> None:
    assert access.is_local(remote, headers) is local


@pytest.mark.parametrize(("demonstration", "local"), [(True, False), (True, True), (False, True)])
def test_who_may_read(demonstration: bool, local: bool) -> None:
    access.require("read", demonstration=demonstration, local=local)


@pytest.mark.parametrize(("role", "local"), [("read", False), ("administer", True)])
def test_who_may_not(role: str, local: bool) -> None:
    with pytest.raises(AccessDenied):
        access.require(role, demonstration=False, local=local)
