"""The page to bring says the rate of the area page: by the homes of its own months, and of the same sources."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from buurtbeeld import text, warehouse
from buurtbeeld.briefing import content, protected_counts
from buurtbeeld.briefing.protected_counts import Ask
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.settings import Settings

WHOLE = "gemeente:GM1883"
INTERNAL, PUBLIC = Recipient("internal"), Recipient("public")
RATE = re.compile(
    r"(\S+) zaken, (\S+) per 1\.000 woningen \(met toeval mee \S+ tot \S+\); gemiddeld zijn dat er (\S+)\.$"
)
Altered = Callable[..., Ask]

LATELY = "month >= (select until_month - interval 4 month from build)"
HOMES_SOLD = "; ".join(
    f"update {table} set homes_rented = homes_rented // 2 where {LATELY}" for table in ("homes", "stock_homes")
)
RESIDENTS_STOPPED = f"update kind_month set known = false where kind = 'complaint' and {LATELY}"
STAFF_BEGAN = (
    """update tall.area_period as whole set cases_compared = whole.cases_compared - staff.cases
    from (from tall.area_period where kind = 'observation') as staff
    where whole.kind = 'all' and whole.area_no = staff.area_no and whole.theme = staff.theme
        and whole.period = staff.period""",
    "update tall.area_period set cases_compared = 0 where kind = 'observation'",
    """update stock_period as whole set cases_compared = whole.cases_compared - staff.cases
    from (from stock_period where kind = 'observation') as staff
    where whole.kind = 'all' and whole.theme = staff.theme and whole.period = staff.period""",
    "update stock_period set cases_compared = 0 where kind = 'observation'",
)


@pytest.fixture
def altered(demo_warehouse: Settings, tmp_path: Path) -> Altered:
    """altered("update …"): questions to a copy of the build in which something else is true."""

    def copy(*statements: str) -> Ask:
        path = tmp_path / "altered.duckdb"
        shutil.copy(warehouse.newest(demo_warehouse.warehouse), path)
        with duckdb.connect(str(path)) as con:
            for statement in statements:
                con.execute(statement)
        return lambda question, **given: text.in_language(warehouse.ask(path, question, **given))

    return copy


def first_sentence(ask: Ask, area: str, who: Recipient = INTERNAL) -> str:
    return content.gather(ask, area, who, "partners", date(2026, 11, 26)).sentences[0]


def printed(ask: Ask, area: str) -> tuple[str, ...]:
    """Cases, their rate and the corporation's, as the first sentence says them."""
    found = RATE.search(first_sentence(ask, area))
    assert found, first_sentence(ask, area)
    return found.groups()


def area_page(ask: Ask, area: str) -> pd.DataFrame:
    rows = ask("rates", area=area, level="", kind="all", theme="all")
    return rows.set_index("area_id").loc[[area, "corporation"]]


def areas(ask: Ask) -> list[str]:
    rows = ask("rates", area="", level="buurt", kind="all", theme="all").dropna(subset="rate")
    return [WHOLE, *rows.loc[rows["area_id"] != "corporation", "area_id"].head(8)]


@pytest.mark.parametrize("change", [(), (HOMES_SOLD,), (RESIDENTS_STOPPED,), (HOMES_SOLD, RESIDENTS_STOPPED)])
def test_it_is_the_rate_of_the_area_page(altered: Altered, change: tuple[str, ...]) -> None:
    ask = altered(*change)
    for area in areas(ask):
        shown = area_page(ask, area)
        assert (shown["cases"] == shown["cases_compared"]).all(), "Every source delivered in both years."
        cases, *rates = shown.loc[area, "cases"], *shown["rate"]
        assert printed(ask, area) == (text.number(cases), *map(text.rate, rates))


@pytest.mark.parametrize("change", [(), (HOMES_SOLD,), (RESIDENTS_STOPPED,)])
def test_the_corporation_counts_the_same_sources(altered: Altered, change: tuple[str, ...]) -> None:
    ask = altered(*STAFF_BEGAN, *change)
    cases, own, corporation = printed(ask, WHOLE)
    shown = area_page(ask, WHOLE)
    assert shown.loc[WHOLE, "cases_compared"] < shown.loc[WHOLE, "cases"]
    assert cases == text.number(shown.loc[WHOLE, "cases_compared"])
    assert own == corporation, "This area is all there is."


@pytest.mark.parametrize(
    ("kinds_hidden", "same_months", "said"), [(True, True, True), (False, False, True), (True, False, False)]
)
def test_a_rate_tells_no_count_that_is_hidden(kinds_hidden: bool, same_months: bool, said: bool) -> None:
    # 3 facts and 27 complaints of 100 homes: 300 over twelve months each, 390 where residents were known in nine.
    rows = pd.DataFrame({"kind": ["all", "incident", "complaint"], "theme": "all", "now": [30.0, 3.0, 27.0]})
    rows.loc[kinds_hidden & rows["kind"].ne("all"), "now"] = None
    both = {"area_id": ["a", "corporation"], "kind": "all", "theme": "all"}
    rate, home_years = (300.0, [100.0, 900.0]) if same_months else (390.0, [None, None])
    rates = pd.DataFrame(both | {"rate_compared": rate, "home_years": home_years})
    assert protected_counts.rates_of(rows, rates, "a") == ((rate, rate) if said else None)


def test_without_a_rate_the_count_is_still_said(altered: Altered) -> None:
    ask = altered(f"update homes set homes_rented = 9 where area_id = '{WHOLE}'")
    assert re.search(r"zaken; een cijfer per 1\.000 woningen is hier niet te geven\.$", first_sentence(ask, WHOLE))
