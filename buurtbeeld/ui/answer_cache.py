"""Keeps answers in memory up to a number of bytes, the ones last used. Knows no question and no page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

import pandas as pd


class Kept:
    """Frames by key, safe between threads. Streamlit's own cache pickles each answer at each visit: 1 ms a question."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._held = most_bytes, 0
        self._frames: OrderedDict[Hashable, tuple[pd.DataFrame, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> pd.DataFrame | None:
        """The frame kept under key, or None. It is shared: who changes it makes a copy first."""
        with self._lock:
            if key not in self._frames:
                return None
            self._frames.move_to_end(key)
            return self._frames[key][0]

    def keep(self, key: Hashable, frame: pd.DataFrame) -> None:
        """Keeps a frame and lets go of those longest unused; one larger than everything allowed is not kept."""
        size = int(frame.memory_usage(deep=True).sum())
        with self._lock:
            self._held -= self._frames.pop(key, (frame, 0))[1]
            self._frames[key] = (frame, size)
            self._held += size
            while self._held > self._most:
                _key, (_frame, gone) = self._frames.popitem(last=False)
                self._held -= gone
