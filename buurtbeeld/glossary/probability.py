"""A probability in words that everyone reads alike. Decides nothing: what counts as real is decided by the methods.

The thresholds are those of Mastrandrea and others (2010), Guidance note on consistent treatment of uncertainties, IPCC.
"""

from __future__ import annotations

import pandas as pd

from buurtbeeld import text
from buurtbeeld.text import _

CERTAIN, VERY_LIKELY, LIKELY = 0.99, 0.90, 0.66
"""From here on: virtually certain, very likely, likely. The unlikely side mirrors it."""


def in_words(probability: float | None) -> str:
    """0.97 -> zeer waarschijnlijk; onbekend where there is no probability. Raises ValueError outside 0–1.

    At least 0.99 vrijwel zeker, 0.90 zeer waarschijnlijk, 0.66 waarschijnlijk; at most 0.34 onwaarschijnlijk, 0.10 zeer
    onwaarschijnlijk, 0.01 vrijwel uitgesloten; between: zo waarschijnlijk als niet.
    """
    if probability is None or pd.isna(probability):
        return _("onbekend")
    if not 0 <= probability <= 1:
        raise ValueError(f"Expected a probability from 0 to 1, found {probability}.")
    likely = (
        (CERTAIN, _("vrijwel zeker")),
        (VERY_LIKELY, _("zeer waarschijnlijk")),
        (LIKELY, _("waarschijnlijk")),
    )
    unlikely = (
        (CERTAIN, _("vrijwel uitgesloten")),
        (VERY_LIKELY, _("zeer onwaarschijnlijk")),
        (LIKELY, _("onwaarschijnlijk")),
    )
    sure, words = (probability, likely) if probability >= 0.5 else (1 - probability, unlikely)
    # 1 − 0.9 and 0.1 differ in their last binary digit; a threshold that is met exactly counts as met.
    return next((word for least, word in words if sure >= least - 1e-12), _("zo waarschijnlijk als niet"))


def scale() -> str:
    """The scale itself in one sentence, for the explanation beside a figure."""
    return _(
        "Vrijwel zeker: minstens {certain} van de 100 keer waar; zeer waarschijnlijk: minstens {very}; "
        "waarschijnlijk: minstens {likely}; daaronder is het zo waarschijnlijk als niet, of onwaarschijnlijk.",
        certain=text.number(CERTAIN * 100),
        very=text.number(VERY_LIKELY * 100),
        likely=text.number(LIKELY * 100),
    )
