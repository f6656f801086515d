"""The editor: colours, completion from the analysis file's own tables, a mark where a fault is. Runs nothing."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from buurtbeeld import text
from buurtbeeld.analysis import ask as analysis_ask
from buurtbeeld.analysis import data_dictionary
from buurtbeeld.text import _
from buurtbeeld.workbench.session_panel import bench

ROOM = Path(__file__).with_name("editor")
NAME = "buurtbeeld.editor"
CSS = """
.editor {
    --sql-keyword: var(--st-blue-text-color); --sql-string: var(--st-green-text-color);
    --sql-number: var(--st-orange-text-color); --sql-comment: var(--st-gray-text-color);
    --sql-name: var(--st-violet-text-color);
    --sql-line: color-mix(in srgb, var(--st-text-color) 4%, transparent);
    --sql-selection: color-mix(in srgb, var(--st-primary-color) 25%, transparent);
}
"""


def draw() -> bool:
    """The editor with what lies on the bench; whether the visitor asked for an answer from within (Ctrl + Enter)."""
    now, key = bench(), "workbench_editor"
    outcome = now.outcome
    fault = {"sql": outcome.sql, "at": outcome.fault} if outcome and outcome.fault is not None else None
    state: Any = _component()(
        key=key,
        data={
            "sql": now.sql,
            "version": now.version,
            "label": _("SQL van de vraag"),
            "schema": _schema(str(analysis_ask.pool().file), text.language()),
            "fault": fault,
        },
        default={"sql": now.sql},
        on_sql_change=lambda: _take_text(key),
        on_run_change=lambda: None,
    )
    return bool(state.run)


def _take_text(key: str) -> None:
    state = st.session_state.get(key)
    written = state.get("sql") if state else None
    if isinstance(written, str):
        bench().sql = written


def _component() -> Any:
    # Streamlit finds such rooms in installed packages; this one is not installed, so it is shown to it here.
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(NAME) is None:
        owner, _dot, own = NAME.partition(".")
        manager.register_from_manifest(ComponentManifest(owner, "1", [ComponentConfig(own, "built")]), ROOM)
    return st.components.v2.component(NAME, html='<div class="editor"></div>', css=CSS, js="editor.js")


@functools.lru_cache(maxsize=4)
def _schema(_file: str, language: str) -> dict[str, Any]:
    """What completion offers: every table with its columns, each with its type and meaning."""
    meanings = data_dictionary.meanings(language)
    return {
        table: {
            "self": {"label": table, "type": "class", "info": meanings.get((table, ""), "")},
            "children": [
                {"label": column, "type": "property", "detail": kind.lower(), "info": meanings.get((table, column), "")}
                for column, kind in columns.items()
            ],
        }
        for table, columns in analysis_ask.tables().items()
    }
