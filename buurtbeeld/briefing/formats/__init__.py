"""The page to bring in each of its forms, a module each: a module that is here and states its FORMAT is offered."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from buurtbeeld.briefing.document import Briefing

USUAL = "pdf"
"""The ending of the form that comes first on the page and that the command makes when none is named."""


@dataclass(frozen=True)
class Format:
    """One form. ending: of its files, and its name in commands and in the log; mime: what a browser calls it; label:
    the word on the button, marked for the catalogue unless it is a name; make: the same bytes for the same page."""

    ending: str
    mime: str
    label: str
    make: Callable[[Briefing], bytes]


@functools.cache
def every() -> Mapping[str, Format]:
    """The forms by their endings, the usual one first: the FORMAT of every module of this package."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    forms: list[Format] = sorted((module.FORMAT for module in modules), key=lambda form: form.ending)
    return {form.ending: form for form in sorted(forms, key=lambda form: form.ending != USUAL)}
