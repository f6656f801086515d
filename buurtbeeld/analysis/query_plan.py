"""How the database means to answer a question, in words. Runs nothing."""

from __future__ import annotations

import json
import math
from typing import Any

from buurtbeeld.text import _

MANY_ROWS = 10_000_000
"""From here on a step is pointed at: two tables that are combined without a condition get there soon."""


def lines(plan: str) -> list[str]:
    """The steps of a plan (DuckDB's JSON), the last first, each indented below the one that waits for it."""
    return [line for step in json.loads(plan) for line in _lines(step, 0)]


def heavy(plan: str) -> bool:
    """Whether a step is expected to give MANY_ROWS or more."""
    return any(_rows(step) >= MANY_ROWS for step in _steps(json.loads(plan)))


def _lines(step: dict[str, Any], depth: int) -> list[str]:
    below = [line for child in step.get("children", []) for line in _lines(child, depth + 1)]
    return ["   " * depth + ("└ " if depth else "") + _words(step), *below]


def _steps(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [part for step in steps for part in (step, *_steps(step.get("children", [])))]


def _words(step: dict[str, Any]) -> str:
    name = str(step.get("name", "")).strip()
    extra = step.get("extra_info", {})
    table = str(extra.get("Table", "")).rsplit(".", 1)[-1].strip('"')
    about = [table, *(_text(extra[key]) for key in ("Filters", "Conditions", "Groups", "Order By") if key in extra)]
    rows = _rows(step)
    expected = _("verwacht {rows} rijen", rows=f"{rows:,}".replace(",", ".")) if rows else ""
    return ": ".join(filter(None, (_word(name), ", ".join(filter(None, (*about, expected))))))


def _rows(step: dict[str, Any]) -> int:
    expected = str(step.get("extra_info", {}).get("Estimated Cardinality", ""))
    if expected.isdigit():
        return int(expected)
    # Of everything with everything the database does not say how much it is; it is the product.
    return math.prod(map(_rows, step["children"])) if "CROSS" in str(step.get("name")) else 0


def _text(value: object) -> str:
    return " en ".join(map(str, value)) if isinstance(value, list) else str(value)


def _word(name: str) -> str:
    return {
        "SEQ_SCAN": _("leest tabel"),
        "FILTER": _("houdt over"),
        "HASH_JOIN": _("combineert"),
        "CROSS_PRODUCT": _("combineert alles met alles"),
        "NESTED_LOOP_JOIN": _("vergelijkt alles met alles"),
        "HASH_GROUP_BY": _("telt per groep"),
        "PERFECT_HASH_GROUP_BY": _("telt per groep"),
        "UNGROUPED_AGGREGATE": _("telt alles samen"),
        "ORDER_BY": _("zet op volgorde"),
        "TOP_N": _("houdt de eerste"),
        "PROJECTION": _("rekent kolommen uit"),
        "WINDOW": _("rekent over rijen heen"),
    }.get(name, name.lower().replace("_", " "))
