"""Nobody makes a rate per 1,000 homes but queries/functions and buurtbeeld/methods/rates.py."""

from __future__ import annotations

import ast

import sqlglot
from sqlglot import exp

from tests.conventions.project import files, listing, name, python

BIRTHPLACE = "buurtbeeld/methods/rates.py"
OTHER_UNITS = {"buurtbeeld/register/store.py", "etl/sources/register.py"}
"""Milliseconds and nanoseconds."""
PER = {1000, 12000}


def test_no_query_makes_a_rate_of_its_own() -> None:
    made = []
    for path in files("queries", ending=".sql"):
        if path.parent.name == "functions":
            continue
        statement = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb")
        numbers = [
            side
            for node in statement.find_all(exp.Mul, exp.Div)
            for side in (node.this, node.expression)
            if isinstance(side, exp.Literal) and float(side.this) in PER
        ]
        made += [name(path)] * bool(numbers)
    assert not made, f"These make a rate themselves; write per_1000_homes(cases, home_years(homes)):{listing(made)}"


def test_no_module_makes_a_rate_of_its_own() -> None:
    made = [
        f"{file}:{node.lineno}"
        for file, module in python("app.py", "pages", "buurtbeeld", "etl")
        if file not in {BIRTHPLACE, *OTHER_UNITS} and not file.startswith("etl/demo/")
        for node in ast.walk(module)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mult | ast.Div)
        and any(isinstance(side, ast.Constant) and side.value in PER for side in (node.left, node.right))
    ]
    assert not made, f"These make a rate themselves; ask buurtbeeld.methods.rates:{listing(made)}"
