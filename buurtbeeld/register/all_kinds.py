"""Every kind of record: finding them makes all their tables known. Adds none itself."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping

from buurtbeeld import register
from buurtbeeld.register import records


@functools.cache
def every() -> Mapping[str, type[records.Record]]:
    """Kind of record by the name of its table: all that the modules of the register make."""
    for module in pkgutil.iter_modules(register.__path__):
        importlib.import_module(f"{register.__name__}.{module.name}")
    return records.KINDS
