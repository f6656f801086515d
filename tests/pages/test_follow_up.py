"""The pages of recording, following up and agreeing on a demonstration's records: who sees what, and what is empty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld.access import MAY, Person
from buurtbeeld.register import all_kinds, hand_overs, partners, store
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import Settings
from etl.demo import records, tried
from tests.pages.conftest import Open

SEEN, MEMORY = "pages/record/observations.py", "pages/follow_up/area_memory.py"
CASES, HAND_OVERS = "pages/follow_up/cases.py", "pages/follow_up/hand_overs.py"
PARTNERS, INITIATIVES = "pages/follow_up/partners.py", "pages/follow_up/initiatives.py"
COMMITMENTS = "pages/meetings/meetings.py"
PAGES = (CASES, HAND_OVERS, PARTNERS, INITIATIVES, MEMORY, COMMITMENTS)
ANYBODY = Person("test", "administrator")


@pytest.fixture(scope="module")
def made(demo_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Engine, dict]:
    """A demonstration's register with made-up records, its place and the truth that they follow."""
    where = str(tmp_path_factory.mktemp("made") / "register.sqlite")
    engine = store.opened(store.place(where, True))
    truth = json.loads((demo_warehouse.warehouse.parent / "truth.json").read_text(encoding="utf-8"))
    assert records.record(engine, truth, 1) > 200
    return where, engine, truth


@pytest.fixture
def filled(made: tuple[str, Engine, dict], monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("BUURTBEELD_REGISTER", made[0])
    yield made[1]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    where = str(tmp_path / "register.sqlite")
    monkeypatch.setenv("BUURTBEELD_REGISTER", where)
    return store.opened(store.place(where, True))


def words(app: AppTest) -> str:
    kinds_of = (app.title, app.subheader, app.caption, app.markdown, app.success, app.warning, app.info)
    return " ".join(str(element.value) for kind in kinds_of for element in kind)


def buttons(app: AppTest) -> set[str]:
    return {one.label for one in app.button}


def test_made_up_records_follow_what_is_true_of_the_corporation(made: tuple[str, Engine, dict]) -> None:
    where, engine, truth = made
    assert not Path(where).exists(), "Only the demonstration's own file is written."
    approaches = listed(engine, all_kinds.every()["approach"], by=ANYBODY)
    told = [one["name"] for one in truth["approaches"]]
    assert [one.what.name for one in approaches] == [*told, *(row[0] for row in tried.TRIED)]
    goyen = truth["approaches"][0]
    assert approaches[0].what.starts_at == date.fromisoformat(goyen["since"])
    assert approaches[0].what.area_id == "street:geleen-van-goyenstraat"
    assert len(approaches[0].what.partners) == len(goyen["partners"])
    cases, steps = listed(engine, Case, by=ANYBODY), listed(engine, Step, by=ANYBODY)
    assert any(one.what.subtheme == "fire" and one.what.closed_at for one in cases) and len(steps) > len(cases)
    assert records.record(engine, truth, 1) == 0, "A register that holds anything is left as it is."
    said = [value for one in (*cases, *listed(engine, HandOver, by=ANYBODY)) for value in vars(one.what).values()]
    assert not any(canary in str(value) for value in said for canary in truth["canaries"])


def test_the_same_seed_and_day_give_the_same_records(made: tuple[str, Engine, dict], tmp_path: Path) -> None:
    again = store.opened(str(tmp_path / "again.sqlite"))
    records.record(again, made[2], 1)
    one, other = ([each.what for each in listed(engine, Case, by=ANYBODY)] for engine in (made[1], again))
    assert one == other


@pytest.mark.parametrize("role", ["administrator", "analyst", "field"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_for_every_role(open_page: Open, filled: Engine, page: str, role: str) -> None:
    app = open_page(page, **{"as": role})
    offered = buttons(app) & {
        "Open een dossier",
        "Draag over",
        "Nieuwe partner",
        "Nieuw idee",
        "Nieuwe notitie",
        "Wijzig",
    }
    may = role in MAY["open_case"]
    assert bool(offered) == may or page == COMMITMENTS, offered
    assert ("Leg een afspraak vast" in buttons(app)) == (may and page == COMMITMENTS)
    if role == "analyst":
        assert "Grofvuil" not in words(app) and "Loket openbare orde" not in words(app)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (CASES, "Open een dossier zodra"), (HAND_OVERS, "Draag een kwestie over zodra"),
        (PARTNERS, "Begin met de gemeente"), (INITIATIVES, "leg het idee vast"), (MEMORY, "wat een opvolger moet weten"),
        (COMMITMENTS, "Leg een afspraak vast met wie"), (SEEN, "Kies hierboven een plek"),
    ],
)  # fmt: skip
def test_an_empty_page_says_what_to_do(open_page: Open, empty: Engine, page: str, sentence: str) -> None:
    assert sentence in words(open_page(page))


def test_a_case_shows_its_ladders_steps_and_history(open_page: Open, filled: Engine) -> None:
    case = next(one for one in listed(filled, Case, by=ANYBODY) if one.what.subtheme == "fire")
    app = open_page(CASES, case=str(case.id))
    said = words(app)
    assert "Brand in de kelderboxen" in said and "Burgemeester" in said and r"\:material" not in said
    assert "gebiedsregisseur (verzonnen)" in said.replace("\\", "")
    app.toggle(key=f"history_{case.id}").set_value(True)
    said = words(app.run()).replace("\\", "")
    assert "geopend op: **" in said and "gesloten op: **" in said


def test_a_hand_over_to_a_removed_partner_can_be_followed(open_page: Open, empty: Engine) -> None:
    partner = partners.keep_partner(
        empty, partners.Partner(name="[Politie](x)", kind="police", norm_days=1), by=ANYBODY
    )
    what = HandOver(area_id="buurt:BU18830101", theme="drugs", partner_id=partner.id, handed_at=date(2026, 3, 2))
    handed = hand_overs.hand_over(empty, what, by=ANYBODY)
    partners.remove_partner(empty, partner.id, seen=1, by=ANYBODY)
    app = open_page(HAND_OVERS, handed=str(handed.id))
    assert r"\[Politie\](x)" in words(app) and "zit vast" in words(app)
    assert {"Bevestigd", "Eerste actie", "Teruggekoppeld", "Sluit af"} <= buttons(app)
    assert "1 open bij partners" in words(open_page(HAND_OVERS))


def test_whom_to_call_depends_on_how_grave_it_is(open_page: Open, filled: Engine) -> None:
    assert "Buurtbemiddeling, via formulier" in words(open_page(PARTNERS, theme="nuisance", severity="2"))
    grave = words(open_page(PARTNERS, theme="nuisance", severity="5"))
    assert "Handhaving, via telefoon" in grave and "Antwoord: binnen 3 werkdagen" in grave


@pytest.mark.parametrize(
    ("role", "sees"), [("field", True), ("director", True), ("analyst", False), ("partner", False)]
)
def test_the_form_is_for_those_who_observe(open_page: Open, empty: Engine, role: str, sees: bool) -> None:
    app = open_page(SEEN, **{"as": role})
    assert ("Leg vast" in buttons(app)) == sees


def test_nothing_is_lost_when_an_observation_is_refused(open_page: Open, empty: Engine) -> None:
    app = open_page(SEEN)
    app.selectbox(key="seen_area_id").set_value("street:geleen-van-goyenstraat")
    app.text_area(key="seen_remark").set_value("=HYPERLINK(1) <script>alert(1)</script> '; drop table case; --")
    app.button(key="seen_save").click()
    app.run()
    assert "een onderwerp met ernst of een cijfer" in words(app)
    assert app.text_area(key="seen_remark").value.startswith("=HYPERLINK")
    assert not listed(empty, all_kinds.every()["observation"], by=ANYBODY)
