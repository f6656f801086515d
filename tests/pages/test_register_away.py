"""A register that cannot be read or written: figures stay, a sentence says what to do, nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld.register import store
from tests.pages.conftest import Open, settled
from tests.pages.test_follow_up import CASES, HAND_OVERS, INITIATIVES, MEMORY, PARTNERS, SEEN, words

AREA, SCORES, FOCUS = "pages/areas/area.py", "pages/trends/scores.py", "pages/record/focus_areas.py"
STREET = "street:geleen-van-goyenstraat"


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register whose file was overwritten by something else."""
    where = tmp_path / "register.sqlite"
    own = Path(store.place(str(where), True))
    own.write_bytes(b"no database at all" * 300)
    monkeypatch.setenv("BUURTBEELD_REGISTER", str(where))
    return own


@pytest.mark.parametrize(("page", "figure"), [(AREA, "Feiten, bewoners en medewerkers"), (SCORES, "Rapportcijfers")])
def test_pages_of_figures_go_on_without_the_register(open_page: Open, broken: Path, page: str, figure: str) -> None:
    told = words(open_page(page, area=STREET) if page == AREA else open_page(page))
    assert figure in told and "kan nu niet worden gelezen; de cijfers wel" in told


@pytest.mark.parametrize("page", [CASES, HAND_OVERS, PARTNERS, INITIATIVES, MEMORY, SEEN, FOCUS])
def test_pages_of_records_say_so_and_stop(open_page: Open, broken: Path, page: str) -> None:
    app: AppTest = open_page("pages/analysis/sources.py")
    app.switch_page(page).run()
    assert not app.exception and app.title, "A page says what it is, whatever can be read."
    assert [error.value for error in app.error] == [
        "Wat is vastgelegd kan nu niet worden gelezen. Probeer het zo opnieuw."
    ]


def test_what_cannot_be_kept_stays_in_the_form(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = str(tmp_path / "register.sqlite")
    monkeypatch.setenv("BUURTBEELD_REGISTER", where)
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.2)
    app = open_page(FOCUS)
    app.text_input(key="focus_name").set_value("Rond het plein")
    app.multiselect(key="focus_picked").set_value([STREET])
    settled(app.run())
    engine = store.opened(store.place(where, True))
    with store.writing(engine):
        app.button(key="focus_save").click().run()
    assert "Het kon nu niet worden bewaard. Er is niets veranderd" in words(app)
    assert app.text_input(key="focus_name").value == "Rond het plein"
    assert app.multiselect(key="focus_picked").value == [STREET]
    app.button(key="focus_save").click()
    assert "Bewaard: Rond het plein" in words(settled(app.run()))
