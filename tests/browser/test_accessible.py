"""Every page under axe-core, light and dark: nothing serious or critical of our own making."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visiting
from tests.browser.test_walk import PATHS

# Streamlit's own making, which no page can change: rule, part of the HTML or selector it concerns, and why.
NOT_OURS: tuple[tuple[str, str, str], ...] = ()


def ours(violation: dict, node: dict) -> bool:
    """Whether a finding is not on the list of Streamlit's own."""
    where = node["html"] + " ".join(map(str, node["target"]))
    return not any(rule == violation["id"] and part in where for rule, part, _why in NOT_OURS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_serious_of_our_own_making(server: str, visiting: Visiting, path: str, scheme: str) -> None:
    page = visiting(server, scheme=scheme).go(path)
    found = [
        f"{violation['impact']} {violation['id']}: {node['html'][:160]} {node['failureSummary'].splitlines()[-1]}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
        if ours(violation, node)
    ]
    assert not found, "Who uses a keyboard or a screen reader is stopped here:\n" + "\n".join(found)
