"""From counts to what they mean: runs the methods over a build in the making and keeps what they say. Draws no map."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from buurtbeeld.methods.scores import settings as score_settings
from etl.figures import changes as figures_changes
from etl.figures import early_warnings, reporting_behaviour, silent_areas, similar_areas
from etl.figures import inputs as figures_inputs
from etl.figures import scores as figures_scores


def judge(con: duckdb.DuckDBPyConnection, code_version: str, progress: Callable[[str], None]) -> None:
    """Fills every table of the methods (docs/architecture.md), empty where nothing can be said.

    Needs the tables of queries/build and the temporary table place_area.
    """
    settings = score_settings.read()
    evidence = figures_inputs.read(con)
    progress("rapportcijfers")
    figures_scores.fill(con, evidence, settings, code_version)
    progress("veranderingen")
    figures_changes.fill(con, evidence, settings)
    progress("stille straten")
    silent_areas.fill(con, evidence, settings)
    similar_areas.fill(con, evidence, settings)
    progress("meldgedrag")
    stops = reporting_behaviour.fill(con, evidence)
    progress("vroege signalen")
    early_warnings.fill(con, evidence, stops)
