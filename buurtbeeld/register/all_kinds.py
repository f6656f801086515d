"""Every kind of record in one list: importing this module makes all their tables known. Adds none itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from buurtbeeld import register
from buurtbeeld.register import records

KINDS: Mapping[str, type[records.Record]] = records.KINDS
"""Kind of record by the name of its table, in the order of its module's name."""

# After KINDS: modules that ask this one for it are among those it imports.
for _module in pkgutil.iter_modules(register.__path__):
    if not _module.ispkg:
        importlib.import_module(f"{register.__name__}.{_module.name}")
