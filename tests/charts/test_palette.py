"""Red, green and grey stay apart, also for who does not tell red from green."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from buurtbeeld.charts import palette

# Machado, Oliveira and Fernandes (2009), severity 1.0; of linear RGB.
SIGHT = {
    "all colours": np.eye(3),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}


def lab(colour: str, sight: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of a colour as seen."""
    parts = np.array(palette.rgb(colour)[:3]) / 255
    linear = np.clip(sight @ np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4), 0, 1)
    mix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(mix @ linear / np.array([0.9505, 1, 1.089]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", SIGHT)
def test_worse_better_and_unknown_are_told_apart(sight: str) -> None:
    for one, other in itertools.combinations((palette.WORSE, palette.BETTER, palette.UNKNOWN), 2):
        away = np.linalg.norm(lab(one, SIGHT[sight]) - lab(other, SIGHT[sight]))
        # A difference of 20 is seen at a glance on a map; 2.3 is what can just be seen.
        assert away > 20, f"{one} and {other} look alike to who has {sight}: {away:.1f}"
