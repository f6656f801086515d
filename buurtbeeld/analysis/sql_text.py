"""An SQL as it travels: short enough for a link, and the name of its file. Runs none."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from buurtbeeld.errors import QuestionRefused

LONGEST_LINK = 4_000
"""Characters; longer addresses are cut off by some mail programs."""
LONGEST_SQL = 20_000


def in_link(sql: str) -> str:
    """The SQL packed for a link; empty where it is too long for one."""
    packed = base64.urlsafe_b64encode(zlib.compress(sql.encode(), 9)).decode().rstrip("=")
    return packed if len(packed) <= LONGEST_LINK else ""


def from_link(packed: str) -> str:
    """The SQL of a link; raises QuestionRefused when it is none, or opens to more than a question's length."""
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        opener = zlib.decompressobj()
        sql = opener.decompress(raw, LONGEST_SQL).decode()
    except (binascii.Error, zlib.error, ValueError):
        raise QuestionRefused("Expected the SQL of a link, found something else. Ask for the link again.") from None
    if not (opener.eof or opener.unconsumed_tail):
        raise QuestionRefused("Expected the SQL of a link, found a part of it. Ask for the link again.")
    if opener.unconsumed_tail:
        raise QuestionRefused(
            f"Expected at most {LONGEST_SQL:,} characters in a link, found more. Save it and share it."
        )
    return sql


def file_name(name: str) -> str:
    """A file of queries/ for a question of this name: lower case, underscores."""
    bare = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return f"{bare or 'question'}.sql"
