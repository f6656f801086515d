"""Is the type of a column set by its texts, and the order of day and month by all columns of a file together?"""

from __future__ import annotations

import pytest

from etl.describe.columns import look, one_order

TYPES = [
    (["4 mrt 2025", "14 okt. 2024"], {"type": "date", "format": "%d %b %Y"}),
    (["4 maart 2025", "14 oktober 2024"], {"type": "date", "format": "%d %b %Y"}),
    (["ma 3 mrt 2025 09:15"], {"type": "datetime", "format": "%a %d %b %Y %H:%M"}),
    (["2024-06-30 22:30:00 UTC"], {"type": "datetime"}),
    (["2024-06-30T22:30:00.0000000 +00:00"], {"type": "datetime"}),
    (["2024-06-30 22:30:00.0000000"], {"type": "datetime"}),
    (["1.234", "0,5"], {"type": "number", "decimalChar": ",", "groupChar": "."}),
    ([*["1.234"] * 99, "0,5"], {"type": "number", "decimalChar": ",", "groupChar": "."}),
    (["1.234", "0.5"], {"type": "number"}),
]


@pytest.mark.parametrize(("texts", "words"), TYPES)
def test_a_column_has_the_type_of_its_texts(texts: list[str], words: dict[str, str]) -> None:
    assert look("column", texts).words == words


def test_one_clear_column_settles_the_order_of_day_and_month_for_the_others() -> None:
    open_column, clear = look("open", ["01/02/2024", "03/04/2024"]), look("clear", ["01/25/2024", "03/04/2024"])
    assert open_column.words["format"] == "%d/%m/%Y" and open_column.doubts
    one_order([open_column, clear])
    assert [open_column.words["format"], clear.words["format"]] == ["%m/%d/%Y"] * 2
    assert not open_column.doubts


def test_columns_that_contradict_each_other_are_left_and_said() -> None:
    clear, other = look("clear", ["25/01/2024", "26/01/2024"]), look("other", ["01/25/2024"])
    one_order([clear, other])
    assert [clear.words["format"], other.words["format"]] == ["%d/%m/%Y", "%m/%d/%Y"]
    assert any("the other way round" in doubt for doubt in other.doubts)
