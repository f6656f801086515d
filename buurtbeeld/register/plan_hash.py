"""Is this still what was agreed before anyone saw a result? Fingerprint and version of a plan; stores nothing."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

UNORDERED = ("comparison", "ring", "themes", "partners", "donors")
"""Fields whose order means nothing: two people who tick the same boxes freeze the same plan."""

MUST = ("area", "kind", "start", "mechanism", "measure", "comparison", "ring")
"""What a plan must say before it can be frozen; a ring or comparison may be empty, but must be there."""


class Frozen(NamedTuple):
    """content: canonical JSON; hash: SHA-256 of it in hexadecimal; version: 1 for the first, one more per change."""

    content: str
    hash: str
    version: int


def freeze(plan: Mapping[str, Any], previous: Frozen | None = None) -> Frozen:
    """The plan as it is frozen. The same content keeps hash and version; a change makes the next version, and so does
    freezing after a version that is no longer intact: that one says nothing any more.

    plan: texts, whole numbers, shares, dates, lists of these, None. Texts are kept as written, without blanks around;
    fields in UNORDERED are sorted and without doubles; dates are ISO. Who froze it and when is no part of the content:
    the same plan frozen by somebody else is the same plan.
    Raises ValueError where a field of MUST is absent, or a value cannot be written down in one way.
    """
    absent = [name for name in MUST if name not in plan]
    if absent:
        raise ValueError(
            f"Expected {', '.join(absent)} in the plan, found {', '.join(sorted(plan))}; fill it in first."
        )
    clean = {name: _clean(name, value) for name, value in plan.items()}
    content = canonical(clean)
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
    if previous is None:
        return Frozen(content, digest, 1)
    return Frozen(content, digest, previous.version + (digest != previous.hash or not intact(previous)))


def canonical(content: object) -> str:
    """What JSON can say, in one way: sorted keys, no blanks. Takes whatever a database may hold, also what `freeze`
    refuses: that has another hash."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def intact(frozen: Frozen) -> bool:
    """Whether the content still gives the hash that was written down with it."""
    return hashlib.sha256(frozen.content.encode("utf-8")).hexdigest() == frozen.hash


def changed(before: Frozen, after: Frozen) -> list[str]:
    """The names of the fields that differ between two versions, in order."""
    old, new = json.loads(before.content), json.loads(after.content)
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _clean(name: str, value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        parts = [_clean("", part) for part in value]
        return sorted(set(parts)) if name in UNORDERED else parts
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return value.strip()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return int(value) if value == int(value) else value
    raise ValueError(f"Expected text, a number, a date or a list for {name or 'a part'}, found {value!r}.")
