"""From counts to what they mean: runs the methods over a build in the making and keeps what they say. Draws no map."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from buurtbeeld import score_settings
from etl.judging import behaviour, changes, evidence, likeness, marks, silence, warnings

__all__ = ["judge"]


def judge(con: duckdb.DuckDBPyConnection, code_version: str, told: Callable[[str], None]) -> None:
    """Fills every table of the methods (docs/architecture.md), empty where nothing can be said.

    Needs the tables of queries/build and the temporary table place_area.
    """
    settings = score_settings.read()
    found = evidence.read(con)
    told("rapportcijfers")
    marks.fill(con, found, settings, code_version)
    told("veranderingen")
    changes.fill(con, found, settings)
    told("stille straten")
    silence.fill(con, found, settings)
    likeness.fill(con, found, settings)
    told("meldgedrag")
    stops = behaviour.fill(con, found)
    told("vroege signalen")
    warnings.fill(con, found, stops)
