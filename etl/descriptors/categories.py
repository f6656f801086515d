"""The table beside a descriptor that maps a supplier's categories to our themes. Guesses nothing."""

from __future__ import annotations

import csv
import functools
import hashlib
import io

import pandas as pd

from buurtbeeld.errors import DescriptorError
from buurtbeeld.settings import ROOT
from etl.blanks import trimmed
from etl.descriptors.schema import Descriptor

THEMES = ROOT / "data" / "reference" / "themes.csv"
COLUMNS = ("key", "category", "theme", "subtheme", "severity")


def key(category: str) -> str:
    """The form in which categories are compared."""
    return trimmed(category).casefold()


def mapping_version(descriptor: Descriptor) -> str:
    """Eight hexadecimal digits that change with the table; all zeros where there is no table."""
    path = descriptor.categories_path
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8] if path.is_file() else "00000000"


def categories(descriptor: Descriptor) -> pd.DataFrame:
    """One row per mapped category: key, category, theme, subtheme, severity (1 to 5 or missing), mapping_version.

    A row without theme is left out: that category is unknown until somebody fills it in. Raises DescriptorError.
    """
    mappings: dict[str, tuple[str, str, str, str, int | None]] = {}
    for line, row in _rows(descriptor):
        mapped = _mapped(descriptor, line, row)
        if mapped is None:
            continue
        if mappings.setdefault(mapped[0], mapped)[2:] != mapped[2:]:
            _fault(
                descriptor, f"line {line}: '{mapped[1]}' is mapped twice, differently; it should be once. Remove one."
            )
    frame = pd.DataFrame(list(mappings.values()), columns=list(COLUMNS))
    return frame.astype({"severity": "Int32"}).assign(mapping_version=mapping_version(descriptor))


def _rows(descriptor: Descriptor) -> list[tuple[int, dict[str, str]]]:
    path = descriptor.categories_path
    if not path.is_file():
        if descriptor.categories:
            raise DescriptorError(
                f"{descriptor.file.name} names {descriptor.categories}, which is not there. Add it or remove "
                "'categories'."
            )
        return []
    text = _decoded(path.read_bytes())
    first = text.partition("\n")[0]
    # Spreadsheet programs in the Netherlands save semicolons and cp1252; people edit this table in them.
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), restval="", restkey="rest"
    )
    names = [(name or "").strip() for name in reader.fieldnames or ()]
    for needed in ("category", "theme", "subtheme"):
        if needed not in names:
            _fault(
                descriptor, f"there is no column '{needed}'; it has {', '.join(map(repr, names))}. Rename or add it."
            )
    return [
        (reader.line_num, {str(name).strip(): value for name, value in row.items() if isinstance(value, str)})
        for row in reader
    ]


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _mapped(descriptor: Descriptor, line: int, row: dict[str, str]) -> tuple[str, str, str, str, int | None] | None:
    category, theme, subtheme = (row.get(name, "").strip() for name in ("category", "theme", "subtheme"))
    if not category or not (theme or subtheme):
        return None
    if (theme, subtheme) not in _themes():
        _fault(
            descriptor,
            f"line {line}: '{theme}, {subtheme}' is not a theme with a subtheme of data/reference/themes.csv. "
            "Choose one there.",
        )
    severity = row.get("severity", "").strip()
    if severity not in ("", "1", "2", "3", "4", "5"):
        _fault(descriptor, f"line {line}: severity should be 1 to 5 or empty, found '{severity}'. Change it.")
    return key(category), category, theme, subtheme, int(severity) if severity else None


@functools.cache
def _themes() -> frozenset[tuple[str, str]]:
    themes = pd.read_csv(THEMES, dtype=str, keep_default_na=False)
    return frozenset(zip(themes["theme"], themes["subtheme"], strict=True))


def _fault(descriptor: Descriptor, sentence: str) -> None:
    raise DescriptorError(f"{descriptor.categories_path.name}: {sentence}")
