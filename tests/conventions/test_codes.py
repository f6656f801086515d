"""Levels, kinds of evidence, lenses and thresholds are defined in buurtbeeld/codes.py and stand nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from buurtbeeld import codes
from buurtbeeld.analysis import catalogue
from tests.conventions.project import PRODUCT, ROOT, files, listing, name, python

SQL = files("queries", ending=".sql")
ORDERED = (exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between)
NO_THRESHOLD = {
    "data_end": "years that are looked at",
    "days_ago": "a week and a month, told apart",
    "turn": "how many are shown",
    "value": "a withheld figure's code",
}
"""Columns that may be compared with a number: what it is instead of a threshold."""
LISTS = {
    "level": set(codes.LEVELS),
    "kind": set(codes.EVIDENCE),
    "lens": set(codes.LENSES),
    "column": set(codes.COLUMNS),
}
FEWEST = 3
"""So many codes of a sort together are a list of it; two are a rule about those two."""


def thresholds(sql: exp.Expression) -> Iterator[str]:
    """Comparisons by size with a number other than 0 and 1, alone or as a term of a sum."""
    for comparison in sql.find_all(*ORDERED):
        columns = {column.name for column in comparison.find_all(exp.Column)}
        if any(map(_number, _terms(comparison))) and not columns & set(NO_THRESHOLD):
            yield comparison.sql(dialect="duckdb")


def _terms(part: exp.Expression) -> Iterator[exp.Expression]:
    for operand in part.iter_expressions():
        bare = operand.unnest()
        yield from _terms(bare) if isinstance(bare, exp.Add | exp.Sub) else [bare]


def _number(term: exp.Expression) -> bool:
    literal = term.this if isinstance(term, exp.Neg) else term
    return isinstance(literal, exp.Literal) and not literal.is_string and literal.this not in ("0", "1")


def lists(sql: exp.Expression) -> Iterator[str]:
    """Lists of codes, and cases that put them in an order."""
    for part in sql.find_all(exp.In, exp.Case, exp.Array):
        if isinstance(part, exp.Case):
            few, said = 2, [branch.this for branch in part.args["ifs"] if isinstance(branch.args["true"], exp.Literal)]
        else:
            few, said = FEWEST, part.expressions
        words = {word.this for word in said if isinstance(word, exp.Literal) and word.is_string}
        if any(len(words & known) >= few for known in LISTS.values()):
            yield part.sql(dialect="duckdb")


@pytest.mark.parametrize("path", SQL, ids=name)
def test_sql_holds_no_threshold_and_no_list_of_codes(path: Path) -> None:
    asked = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb")
    found = [*thresholds(asked), *lists(asked)]
    assert not found, f"{name(path)}: bind a constant of buurtbeeld/codes.py, as $fewest_homes:{listing(found)}"


@pytest.mark.parametrize(
    ("sql", "offends"),
    [
        ("select 1 from homes where homes_rented >= 10", True),
        ("select case when (known.months) >= 6 then 1 end from known", True),
        ("select 1 from a where 5 > n", True),
        ("select 1 from a where n between 2 and $most", True),
        ("select 1 from a join b on a.months >= b.months - 2", True),
        ("select x from a group by x having sum(reports) >= 5", True),
        ("select 1 from a where level in ('wijk', 'buurt', 'street')", True),
        ("select case level when 'wijk' then 1 when 'buurt' then 2 else 3 end from a", True),
        ("select 1 from a where level in ('complex', 'street')", False),
        ("select case level when 'wijk' then wijk when 'buurt' then buurt when 'street' then street end from a", False),
        ("select 1 from homes where homes_rented >= $fewest_homes and homes_rented > 0", False),
        ("select 1 from a where month >= until_month - interval 12 month and days_ago < 7", False),
        ("select 1 from a where 1000 * cases > rate", False),
    ],
)
def test_the_rule_sees_what_it_should(sql: str, offends: bool) -> None:
    asked = sqlglot.parse_one(sql, read="duckdb")
    assert bool([*thresholds(asked), *lists(asked)]) == offends


HOME = "buurtbeeld/codes.py"
TOWN = "etl/demo/"
"""The made-up town says of each of its sources what it is."""


def modules() -> list[tuple[str, ast.Module]]:
    return [(file, module) for file, module in python(*PRODUCT) if file != HOME and not file.startswith(TOWN)]


def strings(nodes: list[ast.expr | None]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_python_holds_no_list_of_codes() -> None:
    found = [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for file, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        if any(len(known & set(strings(node.elts))) >= FEWEST for known in LISTS.values())
    ]
    assert not found, f"Levels, kinds and lenses are listed in {HOME} only:{listing(found)}"


def test_what_is_said_of_each_code_is_said_in_their_order() -> None:
    orders = (codes.LEVELS, codes.EVIDENCE, codes.LENSES, codes.COLUMNS)
    found = []
    for file, module in modules():
        for node in ast.walk(module):
            keys = strings(node.keys) if isinstance(node, ast.Dict) else []
            for order in orders:
                said = [key for key in keys if key in order]
                if len(said) >= FEWEST and said != sorted(said, key=order.index):
                    found.append(f"{file}:{node.lineno} {', '.join(said)}")
    assert not found, f"In the order of {HOME}:{listing(found)}"


def test_python_holds_no_threshold_of_homes_or_answers() -> None:
    found = [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for file, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Compare)
        if any(isinstance(part, ast.Constant) and type(part.value) is int and part.value > 1 for part in _sides(node))
        if re.search(r"homes|answers|woningen", " ".join(map(ast.unparse, _sides(node))), re.IGNORECASE)
    ]
    assert not found, f"Name the threshold in {HOME}:{listing(found)}"


def _sides(node: ast.Assign | ast.AnnAssign | ast.Compare) -> list[ast.expr]:
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    return [*(node.targets if isinstance(node, ast.Assign) else [node.target]), *([node.value] if node.value else [])]


def test_a_parameter_of_a_question_repeats_no_constant() -> None:
    constants = codes.constants()
    rows = (ROOT / "queries" / "parameters.csv").read_text(encoding="utf-8").splitlines()[1:]
    found = [row for row in rows if {str(value) for value in constants.values()} & set(row.split(","))]
    assert not found, f"Name the constant instead:{listing(found)}"
    bound = {row.split(",")[0] for row in rows if row.split(",")[2] in constants}
    asked = {p.name for question in catalogue.questions() for p in question.parameters} & set(constants)
    assert asked <= bound, f"Describe these in queries/parameters.csv:{listing(sorted(asked - bound))}"
