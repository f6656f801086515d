"""Where questions are found: in every folder of queries/ but those of the build, each name once."""

from __future__ import annotations

from pathlib import Path

import pytest

from buurtbeeld.errors import WarehouseError
from buurtbeeld.warehouse import questions_below


def laid_out(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("select 1", encoding="utf-8")
    return folder


def test_questions_lie_in_any_folder_but_those_of_the_build(tmp_path: Path) -> None:
    laid_out(tmp_path, "areas/rates.sql", "own.sql", "build/10_homes.sql", "analysis/tall/area.sql", "areas/notes.csv")
    assert questions_below(tmp_path) == {"own": tmp_path / "own.sql", "rates": tmp_path / "areas" / "rates.sql"}


@pytest.mark.parametrize("other", ["scores/rates.sql", "rates.sql"])
def test_two_questions_of_one_name_are_an_error(tmp_path: Path, other: str) -> None:
    with pytest.raises(WarehouseError, match="one question 'rates', found .*rates.sql and .*rates.sql"):
        questions_below(laid_out(tmp_path, "areas/rates.sql", other))
