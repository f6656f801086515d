"""Who may import what, as docs/architecture.md says; and the environment has one reader."""

from __future__ import annotations

import ast
import graphlib
import importlib.metadata
import re
import sys

import pytest

from tests.conventions.project import PRODUCT, ROOT, arrows, imported, listing, nodes, python

OWN = ("app", "pages", "buurtbeeld", "etl", "tests", "benchmarks")


def offenders(rooms: tuple[str, ...], forbidden: tuple[str, ...], except_in: tuple[str, ...] = ()) -> list[str]:
    """Imports of forbidden packages (dotted prefixes) in these rooms, exceptions left out."""
    return [
        f"{file}:{line} imports {dotted}"
        for file, module in python(*rooms)
        if not file.startswith(except_in)
        for line, dotted in imported(module)
        if any(f"{dotted}.".startswith(f"{package}.") for package in forbidden)
    ]


def test_directions() -> None:
    found = [
        *offenders(("buurtbeeld",), ("app", "pages", "etl", "tests", "benchmarks")),
        *offenders(("etl",), ("app", "pages", "tests", "benchmarks")),
        *offenders(("pages",), ("app", "pages", "etl", "tests", "benchmarks", "buurtbeeld.warehouse")),
        *offenders(("app.py",), ("etl", "tests", "benchmarks")),
    ]
    assert not found, f"Against the directions app → pages → buurtbeeld and etl → buurtbeeld:{listing(found)}"


def test_no_module_imports_itself_through_others() -> None:
    try:
        graphlib.TopologicalSorter(arrows("buurtbeeld", "etl", "pages", "app.py")).prepare()
    except graphlib.CycleError as error:
        circle = " ← ".join(error.args[1])
        pytest.fail(f"A circle of imports; give what they share a module of its own: {circle}")


def test_duckdb_is_known_to_few() -> None:
    found = offenders(
        PRODUCT, ("duckdb",), except_in=("buurtbeeld/warehouse.py", "buurtbeeld/analysis/sandbox/", "etl/")
    )
    assert not found, (
        f"DuckDB belongs in buurtbeeld/warehouse.py, buurtbeeld/analysis/sandbox/ and etl/ only:{listing(found)}"
    )


def test_the_register_knows_its_database_alone() -> None:
    found = offenders(PRODUCT, ("sqlalchemy", "alembic"), except_in=("buurtbeeld/register/", "etl/sources/register.py"))
    assert not found, f"SQLAlchemy and Alembic belong in buurtbeeld/register/ only:{listing(found)}"
    found = offenders(("buurtbeeld/register",), ("buurtbeeld.warehouse", "buurtbeeld.methods", "buurtbeeld.text"))
    found = [each for each in found if not each.endswith(" imports buurtbeeld.text.marked")]
    assert not found, f"The register counts nothing and speaks no language; it marks words at most:{listing(found)}"


def test_workbooks_and_typesetting_have_one_maker() -> None:
    found = offenders(PRODUCT, ("xlsxwriter", "typst"), except_in=("buurtbeeld/documents/",))
    found = [each for each in found if "xlsxwriter.worksheet" not in each]
    found += [
        f"{file}:{node.lineno} {ast.unparse(node.func)}"
        for file, module in python(*PRODUCT)
        if not file.startswith("buurtbeeld/documents/")
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("ExcelWriter", "to_excel"))
    ]
    assert not found, f"Elsewhere a text could become a formula; see buurtbeeld/documents/workbook.py:{listing(found)}"


def test_the_environment_has_one_reader() -> None:
    found = [
        f"{file}:{node.lineno} reads os.{node.attr}"
        for file, module in python(*PRODUCT)
        if file != "buurtbeeld/settings.py"
        for node in nodes(module)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}
    ]
    found += offenders(PRODUCT, ("os.environ", "os.getenv"), except_in=("buurtbeeld/settings.py",))
    assert not found, f"Only buurtbeeld/settings.py reads the environment; make it a setting:{listing(found)}"


def test_pages_hold_no_sql() -> None:
    found = [
        f"{file}:{node.lineno} {node.value.split()[0]} …"
        for file, module in python("app.py", "pages", "buurtbeeld")
        for node in nodes(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(
            r"\s*(select|insert|update|delete|with|create)\s.*\b(from|into|table|set)\b", node.value, re.DOTALL
        )
    ]
    assert not found, f"SQL of the warehouse lives in queries/ only:{listing(found)}"


def test_everything_imported_is_pinned() -> None:
    lines = (ROOT / "requirements-dev.txt").read_text().splitlines() + (
        ROOT / "requirements.txt"
    ).read_text().splitlines()
    pins = {re.split(r"[\[=]", line)[0].lower().replace("_", "-") for line in lines if "==" in line}
    providers = importlib.metadata.packages_distributions()
    used = {
        (dotted.split(".")[0], file)
        for file, module in python(*PRODUCT, "tests", "benchmarks")
        for _line, dotted in imported(module)
    }
    found = sorted(
        f"{package} in {file}"
        for package, file in used
        if package not in sys.stdlib_module_names and package not in OWN
        if not {provider.lower().replace("_", "-") for provider in providers.get(package, [])} & pins
    )
    assert not found, f"Imported, but not pinned in requirements.txt or requirements-dev.txt:{listing(found)}"


def test_every_pin_is_exact_and_every_package_is_known() -> None:
    constraints = (ROOT / "constraints.txt").read_text().lower().replace("_", "-").splitlines()
    known = {line.split("==")[0]: line for line in constraints if "==" in line}
    wrong = []
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / file).read_text().lower().replace("_", "-").splitlines():
            if line and not line.startswith(("#", "-r")):
                bare = re.sub(r"\[.*\]", "", line)
                wrong += [] if known.get(bare.split("==")[0]) == bare else [f"{file}: {line}"]
    assert not wrong, f"These pins differ from constraints.txt; run 'make constraints':{listing(wrong)}"
