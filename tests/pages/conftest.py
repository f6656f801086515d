"""Opens a page of the real app on the small demonstration corporation, without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from buurtbeeld.settings import ROOT, Settings

Open = Callable[..., AppTest]


@pytest.fixture
def open_page(demo_warehouse: Settings, monkeypatch: pytest.MonkeyPatch) -> Open:
    """open_page("pages/areas/map.py", theme="drugs"): the page as drawn for a visitor with that link."""
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(demo_warehouse.warehouse))
    # AppTest has no connection, so no address either; a visitor on this machine has.
    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda _self: "127.0.0.1"))

    def opened(page: str, **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.switch_page(page)
        for key, value in query.items():
            app.query_params[key] = value
        return settled(app.run())

    return opened


def settled(app: AppTest) -> AppTest:
    """The same page; fails with what went wrong when it did."""
    assert not app.exception, [error.message for error in app.exception]
    assert not app.error, [error.value for error in app.error]
    return app
