"""What is the file about an area called? Writes none."""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"street:[a-z0-9-]+|(?!street:)[a-z]+:[A-Z0-9-]+")
"""An area_id of which only the colon is replaced. One case per level: some disks hold A and a for the same."""
_LONGEST = 60


def of_area(area_id: str, word: str, kind: str) -> str:
    """buurt:BU0363, public, pdf -> buurt-BU0363-public.pdf. Two areas never share a name, on no disk.

    A code with other signs is named by what is left of it and a sum of the whole: complex:A/B -> complex-A-B_2f1c….
    """
    readable = re.sub(r"[^A-Za-z0-9]+", "-", area_id).strip("-")[:_LONGEST]
    if _PLAIN.fullmatch(area_id) and len(area_id) <= _LONGEST:
        stem = area_id.replace(":", "-")
    else:
        stem = f"{readable}_{hashlib.sha256(area_id.encode()).hexdigest()[:12]}"
    return f"{stem}-{word}.{kind}"
