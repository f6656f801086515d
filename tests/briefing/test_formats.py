"""The forms of the page to bring: a module that is there is offered, by the page and by the command."""

from __future__ import annotations

from buurtbeeld.briefing import export, formats
from tests.conventions.project import files


def test_every_module_is_a_form_of_its_own_name() -> None:
    modules = {path.stem for path in files("buurtbeeld/briefing/formats", ending=".py")} - {"__init__"}
    assert set(formats.every()) == modules == set(export.FORMATS)
    assert next(iter(formats.every())) == formats.USUAL
