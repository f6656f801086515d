"""The parts of the meeting pages: choosing a recipient, preview, downloads that are logged. Protects nothing itself."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from contextvars import copy_context
from datetime import date

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.briefing import export as briefing_export
from buurtbeeld.briefing import layout, locator_map, recipients, register_extract, wording
from buurtbeeld.briefing.document import Briefing
from buurtbeeld.briefing.export import Draft
from buurtbeeld.briefing.recipients import Recipient, profiles
from buurtbeeld.clock import today
from buurtbeeld.errors import AccessDenied, NothingSafe
from buurtbeeld.record_display import refusals
from buurtbeeld.register import disclosures, remarks
from buurtbeeld.register.partners import Partner
from buurtbeeld.text import _
from buurtbeeld.ui import choices, guard, register
from buurtbeeld.ui import page as page_parts
from buurtbeeld.ui.query import ask

_LETTERS = layout.ROOMS[-1].letters


def draw(area_id: str) -> Draft:  # noqa: RET503 (st.stop leaves the page)
    """Meeting, day and recipient, and the page for them; a sentence, and the page stops, when nothing can be shown."""
    with st.grid(4, min_column_width=180, gap="small", vertical_alignment="bottom"):
        words = {name: Recipient(name).in_words.capitalize() for name in profiles()}
        profile = st.selectbox(
            _("Ontvanger"), list(words), format_func=lambda name: words[name], key="briefing_profile"
        )
        who = _recipient(str(profile))
        kinds = layout.meetings()
        meeting = st.selectbox(_("Overleg"), list(kinds), format_func=lambda name: kinds[name], key="briefing_meeting")
        day = st.date_input(_("Datum"), today(), format="DD-MM-YYYY", key="briefing_day")
    records = register.read(register_extract.read, by=guard.visitor())
    prepare = functools.partial(briefing_export.prepare, ask)
    try:
        return _edited(register.read(prepare, area_id, who, str(meeting), _day(day), records=records))
    except NothingSafe:
        st.warning(_("Over dit gebied is voor deze ontvanger niets veilig te tonen. Kies een groter gebied."))
    except AccessDenied:
        st.warning(
            _(
                "Met deze partner is er geen convenant dat nu geldt. Leg het vast op de pagina Wie bellen?, of kies de "
                "ontvanger Openbaar."
            )
        )
    st.stop()


def _day(chosen: object) -> date:
    return chosen if isinstance(chosen, date) else today()


def _recipient(profile: str) -> Recipient:
    """Which partner of the register; for colleagues and the public there is nothing to choose."""
    offered = {str(partner.id): partner for partner in recipients.offered(profile, register.listed(Partner), today())}
    names = {key: _partner(recipients.chosen(profile, partner, today())) for key, partner in offered.items()}
    if not offered:
        if profile in ("partner", "tenants"):
            st.caption(_("Leg eerst een partner vast op de pagina Wie bellen?"))
        return recipients.chosen(profile, None, today())
    chosen = st.selectbox(
        _("Welke partner"), list(offered), format_func=lambda key: names[key], key=f"briefing_partner_{profile}"
    )
    return recipients.chosen(profile, offered.get(str(chosen)), today())


def _partner(who: Recipient) -> str:
    without = who.profile == "partner" and not who.covenant
    return _("{name} (geen convenant)", name=who.name) if without else who.name


def _edited(draft: Draft) -> Draft:
    """The page with the author's own first sentences and questions; those that may lead to a person are left out."""
    page = draft.page
    key = f"{page.area_id}_{page.recipient.key}_{page.meeting}"
    page = page.saying(_written(_("De eerste zinnen; pas ze aan zoals u wilt"), page.sentences, f"sentences_{key}"))
    if page.recipient.profile in wording.RESIDENTS:
        return draft.with_page(page)
    proposed = next((each.lines for each in page.sections if each.kind == "asked"), ())
    asked = _written(_("Wat we vandaag vragen; één vraag per regel"), proposed, f"asked_{key}")
    return draft.with_page(page.asking(wording.asked_title(), asked))


def _written(label: str, proposed: tuple[str, ...], key: str) -> tuple[str, ...]:
    text_proposed = "\n".join(proposed)
    # Another proposal is another field: what was typed beside figures that are now hidden must not stay.
    mark = hashlib.sha256(text_proposed.encode()).hexdigest()[:12]
    given = st.text_area(label, text_proposed, key=f"{key}_{mark}", height=110, max_chars=_LETTERS)
    lines = [remarks.tidied(line) for line in given.splitlines() if line.strip()]
    refused = {line: remarks.refusal(line, _LETTERS) for line in lines if line not in proposed}
    for line, reason in refused.items():
        if reason:
            st.warning(f"‘{line}’: {refusals.remark(reason)} {_('Deze regel komt niet op de pagina.')}")
    return tuple(line for line in lines if not refused.get(line))


def downloads(draft: Draft) -> None:
    """A button per format; a click makes the file and logs it."""
    with st.container(horizontal=True, gap="small"):
        for name, form in briefing_export.FORMATS.items():
            export = functools.partial(briefing_export.export, draft, name, guard.register(), by=guard.visitor().id)
            st.download_button(
                _(form.label),
                _as_now(export),
                briefing_export.file_name(draft.page, name),
                form.mime,
                key=f"briefing_{name}",
                on_click="ignore",
                icon=":material/download:",
            )


def _as_now(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same in the language of this run: a file is made in a thread of its own, which would speak Dutch."""
    now = copy_context()
    return lambda: now.copy().run(make)


def preview(page: Briefing) -> None:
    """The page in parts, as every format has it."""
    page_parts.heading(page.title, layout.subtitle(page))
    content = layout.words(page)
    for sentence in content["sentences"]:
        st.text(sentence)
    if page.figures:
        page_parts.figures(page.figures)
    for section in content["sections"]:
        page_parts.heading(section["title"])
        for number, line in enumerate(section["lines"], 1):
            st.text(f"{number}. {line}" if section["numbered"] else f"• {line}")
    _sketched(page)
    if page.marks:
        page_parts.heading(page.marks.title, page.marks.note)
        for name, words in zip(page.marks.names, page.marks.words, strict=True):
            st.text(f"{name}: {words}")
    for table in content["tables"]:
        page_parts.heading(table["title"], table["note"])
        rows = [[text.plain(cell) for cell in row] for row in table["rows"]]
        st.table(pd.DataFrame(rows, columns=list(table["heads"])).set_index(table["heads"][0]))
    st.caption(page.footnote)


def _sketched(page: Briefing) -> None:
    if page.sketch:
        page_parts.heading(page.sketch.title)
        st.image(locator_map.svg(page.sketch), width=320, alt=page.sketch.alt)


def exports() -> pd.DataFrame:
    """Every export that was logged, the latest first, with the area's name."""
    logged = register.read(disclosures.all_logged)
    names = ask("area_choices").set_index("area_id")["name"].to_dict()
    rows = pd.DataFrame(
        [vars(line) for line in logged],
        columns=["at", "by", "profile", "recipient", "areas", *_NUMBERS, "format", "hash"],
    )
    partners, doers = choices.partners(removed=True), register.colleagues()
    return rows.assign(
        area=rows["areas"].map(names).fillna(rows["areas"]),
        at=[text.moment(at) for at in rows["at"]],
        by=[doers[by] for by in rows["by"]],
        recipient=[_called(row.profile, row.recipient, partners) for row in rows.itertuples(index=False)],
    )


def _called(profile: str, key: str, partners: dict[str, str]) -> str:
    """The recipient of a line of the log by its name of today, or the name that was typed then."""
    name = key.partition(":")[2]
    return Recipient(profile, partners.get(name, name)).in_words.capitalize()


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
