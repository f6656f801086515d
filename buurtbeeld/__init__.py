"""What pages and ETL share. Knows no page and no source.

From a notebook or a script: `from buurtbeeld import ask`, then `ask("area_changes", theme="nuisance")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ask"]


def ask(question: str = "", /, *, sql: str = "", **parameters: object) -> pd.DataFrame:
    """The answer of a question by name, or of an SQL of one's own, as a frame; see buurtbeeld.analysis.ask."""
    # Here and not above: whoever imports one module of the package need not load pandas for it.
    from buurtbeeld.analysis import ask as analysis_ask

    return analysis_ask.ask(question, sql=sql, **parameters)
