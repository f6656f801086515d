"""The parts of the meeting pages: choosing a recipient, preview, downloads that are logged. Protects nothing itself."""

from __future__ import annotations

import functools
from datetime import date

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.briefing import exporting, plain
from buurtbeeld.briefing.content import Briefing
from buurtbeeld.briefing.recipients import Recipient, profiles
from buurtbeeld.errors import AccessDenied, NothingSafe, RegisterUnavailable
from buurtbeeld.register import disclosures
from buurtbeeld.text import _
from buurtbeeld.ui import guard, parts
from buurtbeeld.ui.asking import ask


def draw(area_id: str) -> Briefing:  # noqa: RET503 (st.stop leaves the page)
    """Meeting, day and recipient, and the page for them; a sentence, and the page stops, when nothing can be shown."""
    with st.grid(4, min_column_width=180, gap="small", vertical_alignment="bottom"):
        words = {name: Recipient(name).in_words.capitalize() for name in profiles()}
        profile = st.selectbox(
            _("Ontvanger"), list(words), format_func=lambda name: words[name], key="briefing_profile"
        )
        name = st.text_input(_("Welke partner of organisatie"), key="briefing_name", max_chars=80)
        kinds = plain.meetings()
        meeting = st.selectbox(_("Overleg"), list(kinds), format_func=lambda name: kinds[name], key="briefing_meeting")
        day = st.date_input(_("Datum"), date.today(), format="DD-MM-YYYY", key="briefing_day")
    covenant = profile != "partner" or st.checkbox(_("Met deze partner is er een convenant"), key="briefing_covenant")
    who, given = Recipient(str(profile), name, covenant), (str(meeting), day)
    try:
        page = exporting.prepare(ask, guard.register(), area_id, who, *given)
        return _edited(page, area_id)
    except NothingSafe:
        st.warning(_("Over dit gebied is voor deze ontvanger niets veilig te tonen. Kies een groter gebied."))
    except AccessDenied:
        st.warning(_("Zonder convenant krijgt een partner alleen de openbare pagina. Kies de ontvanger Openbaar."))
    except RegisterUnavailable:
        st.error(_("Wat er eerder gedeeld is, kan nu niet worden gelezen; daarom is er nu geen pagina."))
    st.stop()


def _edited(page: Briefing, area_id: str) -> Briefing:
    proposed = "\n".join(page.sentences)
    key = f"sentences_{area_id}_{page.recipient.key}"
    written = st.text_area(_("De eerste zinnen; pas ze aan zoals u wilt"), proposed, key=key, height=120)
    return page.saying([line.strip() for line in written.splitlines() if line.strip()])


def downloads(page: Briefing) -> None:
    """A button per format; a click makes the file and logs it."""
    with st.container(horizontal=True, gap="small"):
        for form in exporting.FORMATS:
            st.download_button(
                form.upper(),
                functools.partial(exporting.export, page, form, guard.register(), by=guard.visitor().id),
                f"{page.title}.{form}",
                key=f"briefing_{form}",
                on_click="ignore",
                icon=":material/download:",
            )


def preview(page: Briefing) -> None:
    """The page in parts, as every format has it."""
    parts.heading(page.title, plain.subtitle(page))
    for sentence in page.sentences:
        st.text(sentence)
    if page.figures:
        parts.figures(page.figures)
    for table in page.tables:
        parts.heading(table.title, table.note)
        st.table(pd.DataFrame(table.rows, columns=list(table.heads)).set_index(table.heads[0]))
    for section in page.sections:
        parts.heading(section.title)
        for line in section.lines:
            st.text(f"• {line}")
    st.caption(page.footnote)


def exports() -> pd.DataFrame:
    """Every export that was logged, the latest first, with the area's name."""
    logged = disclosures.all_logged(guard.register())
    names = ask("area_choices").set_index("area_id")["name"].to_dict()
    found = pd.DataFrame(
        [vars(line) for line in logged], columns=["at", "by", "recipient", "areas", *_NUMBERS, "format", "hash"]
    )
    return found.assign(
        area=found["areas"].map(names).fillna(found["areas"]), at=[text.moment(at) for at in found["at"]]
    )


_NUMBERS = ("cells_shown", "cells_hidden")


def export_heads() -> dict[str, str]:
    """Columns of the table of exports."""
    return {
        "at": _("Wanneer"),
        "by": _("Door"),
        "recipient": _("Ontvanger"),
        "area": _("Gebied"),
        "format": _("Vorm"),
        "cells_shown": _("Getoond"),
        "cells_hidden": _("Afgeschermd"),
        "hash": _("Controlegetal"),
    }
