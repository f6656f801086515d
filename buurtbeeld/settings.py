"""Every setting, its meaning and its default. The only file that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from buurtbeeld import codes
from buurtbeeld.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where things live and how the product behaves. Each field is read from BUURTBEELD_<FIELD IN CAPITALS>.

    raw                folder with one folder per source, files as delivered
    warehouse          folder with the published builds
    register           file of the register (what people record), made when absent; or a database URL
    real_data          folder with public files that some tests and benchmarks read; None skips them
    reporter_key       secret for hashing reporters; empty: a key is made once and kept in the warehouse folder
    base_map           show the national grey base map (one outside host); off by default
    address            where the dashboard listens
    port               idem
    query_seconds      a question that takes longer is stopped
    memory_mb          memory DuckDB may use during a build
    analysis_seconds   an analyst's own question that takes longer is stopped
    analysis_memory_mb memory such a question may use
    analysis_rows      its answer has at most so many rows
    analysis_mb        idem, in MB
    analysis_at_once   so many of them run together; others wait their turn
    keep_days          published builds older than this are pruned (the newest stays)
    case_days          a report without closing date keeps its case open for so many days
    smallest_count     a hexagon or complex on the map is drawn from this count
    sign_in_issuer     issuer of the OpenID provider that colleagues sign in with; empty: no sign-in
    sign_in_client     the client id that this provider gave the dashboard
    sign_in_secret     the client secret that belongs to it
    sign_in_address    the address visitors know the dashboard by, such as https://buurtbeeld.example
    cookie_secret      secret that seals the cookie of a session, 32 characters or more
    view_as            the switch of role: empty, in a demonstration; yes, and only a demonstration is served; no, never
    """

    raw: Path = ROOT / "data" / "raw"
    warehouse: Path = ROOT / "data" / "warehouse"
    register: str = field(default=str(ROOT / "data" / "register" / "register.sqlite"), repr=False)
    real_data: Path | None = None
    reporter_key: str = field(default="", repr=False)
    base_map: bool = False
    address: str = "127.0.0.1"
    port: int = 8501
    query_seconds: float = 20.0
    memory_mb: int = 2000
    analysis_seconds: float = 30.0
    analysis_memory_mb: int = 1000
    analysis_rows: int = 100_000
    analysis_mb: int = 100
    analysis_at_once: int = 2
    keep_days: int = 14
    case_days: int = 30
    smallest_count: int = codes.SMALLEST_COUNT
    sign_in_issuer: str = ""
    sign_in_client: str = ""
    sign_in_secret: str = field(default="", repr=False)
    sign_in_address: str = ""
    cookie_secret: str = field(default="", repr=False)
    view_as: bool | None = None


def read() -> Settings:
    """The settings of this process; raises SettingError with the variable's name when one cannot be used."""
    given: dict[str, Any] = {}
    for name, kind in Settings.__annotations__.items():
        text = os.environ.get(f"BUURTBEELD_{name.upper()}")
        if text:
            given[name] = _convert(name, kind, text)
    return Settings(**given)


def bare_environment() -> dict[str, str]:
    """What a locked process gets of the environment: nothing of ours; on Windows the name it cannot start without."""
    # Arrow's own pool reserves a gigabyte of addresses, and OpenBLAS threads it will not use.
    quiet = {"ARROW_DEFAULT_MEMORY_POOL": "system", "OPENBLAS_NUM_THREADS": "1"}
    return quiet | {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def _convert(name: str, kind: str, text: str) -> object:
    converters: dict[str, Callable[[str], object]] = {
        "Path": Path,
        "Path | None": Path,
        "str": str,
        "bool": _truth,
        "bool | None": _truth,
        "int": int,
        "float": float,
    }
    try:
        return converters[kind](text)
    except ValueError as error:
        raise SettingError(
            f"BUURTBEELD_{name.upper()} should be a {kind}, found {text!r}. Change or remove it."
        ) from error


def _truth(text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"0", "false", "no", "off"}:
        return False
    raise ValueError(text)
