"""Every page of the menu on builds that lack something: no areas, no homes, one kind of evidence, no whole month."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from app import MENU
from buurtbeeld.settings import ROOT, Settings
from buurtbeeld.warehouse import ask, newest
from tests.conftest import built
from tests.etl import deliver
from tests.pages.conftest import settled

PAGES = [f"pages/{file}" for _section, file, *_rest in MENU]
LONG, SHORT = range(0, 900, 3), range(27, 31)
"""Days with a report: two and a half years of them, or the last four of a month."""


def reports(raw: Path, days: range, kind: str = "complaint") -> None:
    """Reports of one kind, half of them in each buurt."""
    first, places = date(2024, 1, 1), list(deliver.SQUARES.values())
    rows = []
    for number, day in enumerate(days):
        x, y = places[number % 2]
        when = f"{first + timedelta(days=day):%d-%m-%Y}"
        rows.append((f"{kind}{number}", when, when, ["geluid", "vuil"][number % 2], "m", x + 0.005, y + 0.005, "", ""))
    deliver.complaints(raw, {"klachten_1.csv": rows}, source=kind)
    described = raw / kind / "klachten.descriptor.json"
    described.write_text(json.dumps(json.loads(described.read_text()) | {"kind": kind}))


def homes(raw: Path) -> None:
    """Forty homes, half of them in each buurt."""
    places = list(deliver.SQUARES.values())
    rows = "".join(f"h{number},{x + 0.005},{y + 0.005}\n" for number in range(40) for x, y in [places[number % 2]])
    fields = [
        {"name": name, "type": kind, "feeds": name}
        for name, kind in (("home_id", "string"), ("x", "number"), ("y", "number"))
    ]
    deliver.describe(raw / "stock", "homes", {"path": "homes.csv", "kind": "homes"}, fields)
    (raw / "stock" / "homes.csv").write_text("home_id,x,y\n" + rows, encoding="utf-8")


def all_but_facts(raw: Path) -> None:
    deliver.squares(raw)
    homes(raw)
    reports(raw, LONG)
    reports(raw, LONG, "observation")


def one_kind(raw: Path) -> None:
    deliver.squares(raw)
    homes(raw)
    reports(raw, LONG, "observation")


def reports_alone(raw: Path) -> None:
    reports(raw, LONG)


def four_days_without_homes(raw: Path) -> None:
    deliver.squares(raw)
    reports(raw, SHORT)


def less_than_a_month(raw: Path) -> None:
    deliver.squares(raw)
    homes(raw)
    reports(raw, range(9))


def areas_alone(raw: Path) -> None:
    deliver.squares(raw)


def no_reports(raw: Path) -> None:
    deliver.squares(raw)
    homes(raw)


LACKING: dict[str, tuple[Callable[[Path], None], str]] = {
    "all but facts": (all_but_facts, "niet geleverd"),
    "one kind": (one_kind, "niet geleverd"),
    "reports alone": (reports_alone, "omtrekken"),
    "four days without homes": (four_days_without_homes, "Lever woningen aan"),
    "less than a month": (less_than_a_month, "nog geen hele maand"),
    "areas alone": (areas_alone, "Er zijn nog geen meldingen"),
    "no reports": (no_reports, "Er zijn nog geen meldingen"),
}
"""What a build lacks: how it is delivered, and what pages about areas then say."""


@pytest.fixture(scope="session", params=LACKING)
def lacking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Settings]:
    """The name of a case and its build."""
    folder = tmp_path_factory.mktemp("lacking")
    chosen = deliver.settings(folder)
    LACKING[request.param][0](chosen.raw)
    return request.param, built(chosen)


def test_without_a_gemeente_the_corporation_is_all_its_areas(tmp_path: Path) -> None:
    chosen = deliver.settings(tmp_path)
    one_kind(chosen.raw)
    asked = {"area": "", "level": "buurt", "kind": "all", "theme": "all"}
    rates = ask(newest(built(chosen).warehouse), "rates", **asked).set_index("area_id")
    assert rates.loc["corporation", "homes"] == 40 == rates.drop(index="corporation")["homes"].sum()


def visited(chosen: Settings, page: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(chosen.warehouse))
    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda _self: "127.0.0.1"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page(page)
    return settled(app.run())


def words(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.caption, app.markdown, app.info, app.warning)
    return " ".join(str(element.value) for kind in kinds for element in kind) + " ".join(
        f"{metric.label} {metric.value} {metric.delta}" for metric in app.metric
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_page_survives_what_is_not_there(
    lacking: tuple[str, Settings], page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _case, chosen = lacking
    said = words(visited(chosen, page, monkeypatch))
    assert said.strip()
    assert "nan" not in said.lower().split()


def test_what_is_lacking_is_said_with_what_to_do(
    lacking: tuple[str, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, chosen = lacking
    assert LACKING[case][1] in words(visited(chosen, "pages/areas/area.py", monkeypatch))
