"""Puts the meaning of terms within reach where they stand. The sentences live in buurtbeeld/glossary/terms.py."""

from __future__ import annotations

import streamlit as st

from buurtbeeld.glossary import terms as glossary_terms
from buurtbeeld.text import _


def explain(*keys: str, also: str = "") -> None:
    """A button that opens what these terms mean, in this order; also: what else one should know here."""
    terms = glossary_terms.terms()
    with st.popover(_("Wat betekent dit?"), icon=":material/help:", type="tertiary"):
        for key in keys:
            st.markdown(f"**{terms[key].name}** — {terms[key].meaning}")
        if also:
            st.markdown(also)
