"""Names and texts in SQL, quoted. Runs nothing."""

from __future__ import annotations


def identifier(name: str) -> str:
    """name, quoted as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """text, quoted as an SQL string."""
    return "'" + text.replace("'", "''") + "'"
