"""Files about areas: each its own name, and none that a disk or another program reads otherwise."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from buurtbeeld.documents import file_name

STRANGE = (
    *("buurt:BU0363", "street:geleen-westersingel", "complex:C-34", "complex:A:B", "complex:A-B", "complex:A/B"),
    *("complex:A\\B", "complex:A_B", "complex:a-b", "street:A-B", "street:a-b", "complex:../../etc", "complex:.."),
    *("complex: A-B", "complex:A-B.", "complex:é", "complex:e\u0301", "complex:😀", "complex:A\x00", "complex:A\nB"),
    *("complex:A%2FB", 'complex:A"*?<>|B', "complex:" + "A" * 300, "complex:" + "A" * 301, "focus:", "focus:-"),
    "complex:C" + "漢" * 120,
)


def names() -> dict[str, str]:
    return {area_id: file_name.of_area(area_id, "public", "pdf") for area_id in STRANGE}


def test_a_plain_code_reads_as_itself() -> None:
    assert [names()[area_id] for area_id in STRANGE[:3]] == [
        "buurt-BU0363-public.pdf",
        "street-geleen-westersingel-public.pdf",
        "complex-C-34-public.pdf",
    ]


def test_two_areas_share_no_file() -> None:
    shared = [pair for pair in itertools.combinations(STRANGE, 2) if len({names()[one].lower() for one in pair}) < 2]
    assert shared == []


@pytest.mark.parametrize("area_id", STRANGE)
def test_any_disk_takes_the_name(area_id: str, tmp_path: Path) -> None:
    name = names()[area_id]
    (tmp_path / name).write_bytes(b"page")
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert name.isascii() and len(name) < 120 and not set(name) & set('\\/:*?"<>|% ')
