"""The door: menu, title, language, security headers and warming up. Shows no figure and asks no question.

Start it with `python app.py`: address and port come from BUURTBEELD_ADDRESS and BUURTBEELD_PORT.
"""

from __future__ import annotations

import base64
import gc
import hashlib
import html
import importlib
import logging
import re
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.pages_manager import PagesManager

from buurtbeeld import access, settings, sign_in, text, warehouse
from buurtbeeld.charts import map_layers
from buurtbeeld.errors import SettingError, WarehouseError
from buurtbeeld.text import _

HERE = Path(__file__).resolve().parent
WARM = (
    "pyarrow",
    "babel.dates",
    "xlsxwriter",
    "buurtbeeld.charts.bars",
    "buurtbeeld.charts.maps",
    "buurtbeeld.charts.series",
    "buurtbeeld.ui.page",
)

# Where the server is: else the browser looks below the page's own path first and reports two errors at each deep link.
# No WebAssembly: the policy refuses it, and the map does without when it is not there, instead of reporting an error.
FIRST = "window.__streamlit = {BACKEND_BASE_URL: window.location.origin + '/'}; delete window.WebAssembly"

# section, file below pages/, path in the URL, icon; the first page is the front door.
MENU = (
    ("Gebieden", "areas/overview.py", "overzicht", "Overzicht", ":material/space_dashboard:"),
    ("Gebieden", "areas/area.py", "gebied", "Gebied", ":material/location_city:"),
    ("Gebieden", "areas/compare.py", "vergelijken", "Vergelijken", ":material/compare_arrows:"),
    ("Gebieden", "areas/map.py", "kaart", "Kaart", ":material/map:"),
    ("Trends", "trends/changes.py", "veranderingen", "Veranderingen", ":material/trending_up:"),
    ("Trends", "trends/scores.py", "cijfers", "Cijfers", ":material/grading:"),
    ("Trends", "trends/early_warnings.py", "signalen", "Vroege signalen", ":material/notifications_active:"),
    ("Trends", "trends/silent_areas.py", "stille-straten", "Stille straten", ":material/volume_off:"),
    ("Trends", "trends/reporting_behaviour.py", "meldgedrag", "Meldgedrag", ":material/record_voice_over:"),
    ("Vastleggen", "record/observations.py", "waarneming", "Waarneming", ":material/add_a_photo:"),
    ("Vastleggen", "record/focus_areas.py", "aandachtsgebied", "Aandachtsgebied", ":material/draw:"),
    ("Opvolgen", "follow_up/cases.py", "zaken", "Dossiers", ":material/folder_open:"),
    ("Opvolgen", "follow_up/hand_overs.py", "overgedragen", "Overgedragen", ":material/move_item:"),
    ("Opvolgen", "follow_up/partners.py", "wie-bellen", "Wie bellen?", ":material/call:"),
    ("Opvolgen", "follow_up/approaches.py", "aanpak", "Aanpak", ":material/construction:"),
    ("Opvolgen", "follow_up/initiatives.py", "initiatieven", "Initiatieven", ":material/volunteer_activism:"),
    ("Opvolgen", "follow_up/area_memory.py", "geheugen", "Gebiedsgeheugen", ":material/history_edu:"),
    ("Wat werkt", "what_works/escalation.py", "welke-stap", "Welke stap helpt", ":material/stairs:"),
    ("Wat werkt", "what_works/lead_times.py", "doorlooptijden", "Doorlooptijden", ":material/timer:"),
    ("Wat werkt", "what_works/what_worked.py", "wat-werkte", "Wat werkte", ":material/library_books:"),
    ("Overleg", "meetings/meetings.py", "afspraken", "Afspraken", ":material/handshake:"),
    ("Overleg", "meetings/briefing.py", "briefing", "Briefing", ":material/assignment:"),
    ("Overleg", "meetings/exports.py", "exports", "Wie kreeg wat", ":material/outbox:"),
    ("Analyse", "analysis/workbench.py", "werkbank", "Werkbank", ":material/terminal:"),
    ("Analyse", "analysis/sources.py", "bronnen", "Bronnen", ":material/inventory_2:"),
    ("Beheer", "administration/people.py", "mensen", "Mensen", ":material/group:"),
    ("Beheer", "administration/audit.py", "wie-deed-wat", "Wie deed wat", ":material/history:"),
)

# Pages that need more than looking: what guard.require asks on their first line. So the menu offers no closed door.
NEEDS = {
    "record/observations.py": "record_observation",
    "record/focus_areas.py": "draw_focus_area",
    "analysis/workbench.py": "analyse",
    "administration/people.py": "change_person",
    "administration/audit.py": "read_audit",
}

# The cookie that remembers, while somebody signs in, which page they came for.
AFTER = "buurtbeeld_after"
_SIGNED_IN = b"_streamlit_user="

# What Streamlit serves besides the files of its folder: sockets and uploads, pictures and downloads, parts, signing in.
SERVED = ("_stcore/", "media/", "component/", "auth/", "oauth2callback")
# Streamlit's own counts, for everybody who asks; not served.
METRICS = "_stcore/metrics"
HOST_CONFIG = "/_stcore/host-config"
# What Streamlit's page asks of whoever shows it: nobody may put it in a frame of theirs and speak to it.
NO_OTHER_HOST = {"allowedOrigins": [], "useExternalAuthToken": False, "enableCustomParentMessages": False}
STREAMLIT = Path(st.__file__).parent / "static"

_log = logging.getLogger("buurtbeeld")


def index_page() -> str:
    """Streamlit's own page, in Dutch and under our name."""
    page = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"<html lang=\"\w*\"", '<html lang="nl"', page)
    page = re.sub(r"<title>.*?</title>", "<title>Buurtbeeld</title>", page)
    page = re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)
    page = re.sub(r"<link rel=\"service-desc\"[^>]*>\s*", "", page)
    page = page.replace("<head>", f"<head>\n    <script>{FIRST}</script>", 1)
    sentence = "<p>Buurtbeeld werkt in de browser met JavaScript. Zet JavaScript aan om het te zien.</p>"
    return re.sub(r"<noscript>.*?</noscript>", f"<noscript>{sentence}</noscript>", page, flags=re.DOTALL)


def security_headers(page: str, base_map: bool) -> dict[str, str]:
    """What a browser may load and do: our own host only; the base map's host as well where that is switched on."""
    inline = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in inline
    )
    tiles = f" https://{urlsplit(map_layers.TILES).netloc}" if base_map else ""
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' {hashes}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob:{tiles}",
        "font-src": "'self' data:",
        "connect-src": f"'self'{tiles}",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value.strip()}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


class SecurityMiddleware:
    """ASGI middleware: the security headers on every answer, and session cookies as shut as can be."""

    def __init__(self, app: ASGIApp, headers: dict[str, str], secure: bool) -> None:
        self.app, self.headers, self.secure = app, headers, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    (name, sign_in.sealed(value, self.secure) if name.lower() == b"set-cookie" else value)
                    for name, value in message["headers"]
                ]
                if scope["path"] == "/oauth2callback":
                    send_on(scope, message)
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_secured)


def send_on(scope: Scope, message: Message) -> None:
    """Whoever just signed in goes on to the page they came for, where Streamlit would lead to the front door."""
    headers = MutableHeaders(scope=message)
    asked = sign_in.page(unquote(Request(scope).cookies.get(AFTER, "")), [row[2] for row in MENU])
    if asked and any(value.startswith(_SIGNED_IN) for name, value in message["headers"] if name == b"set-cookie"):
        headers["location"] = asked


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Imports what every page needs and opens the newest build, so that the first visitor does not wait for it."""
    # Streamlit takes a folder pages/ for a menu of its own until the first visitor has seen ours; that visitor's
    # deep link would be called unknown.
    PagesManager.uses_pages_directory = False
    for name in WARM:
        importlib.import_module(name)
    refuse_unsafe(settings.read())
    # Streamlit has all rubbish collected after each visit. What was loaded until here stays anyway: looking through it
    # every time would hold up other visitors for 80 ms.
    gc.collect()
    gc.freeze()
    yield


def refuse_unsafe(chosen: settings.Settings) -> None:
    """Opens the newest build; raises SettingError when it must not be served with these settings."""
    made_up = None
    try:
        build = warehouse.ask(warehouse.newest(chosen.warehouse), "build", chosen.query_seconds)
        made_up = bool(build["demonstration"].iloc[0])
    except WarehouseError as error:
        _log.warning("%s", error)
    sign_in.refuse_start(chosen, made_up)


class KnownPaths:
    """ASGI middleware: a path that leads to nothing gets a sentence and 404, where Streamlit would show its page."""

    def __init__(self, app: ASGIApp, pages: frozenset[str]) -> None:
        self.app, self.pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http" and scope["path"] == HOST_CONFIG:
            app = JSONResponse(NO_OTHER_HOST)
        elif scope["type"] == "http" and scope["path"] not in self.pages and not self._served(scope["path"].strip("/")):
            app = unknown_page(Request(scope))
        await app(scope, receive, send)

    @staticmethod
    def _served(path: str) -> bool:
        return path != METRICS and (path.startswith(SERVED) or (STREAMLIT / path).is_file())


def unknown_page(request: Request) -> Response:
    """The overview under its own name; for any other page that is not there a sentence, in the language of the link."""
    if request.url.path == f"/{MENU[0][2]}":
        return RedirectResponse(f"/?{request.url.query}".rstrip("?"))
    text.use(request.query_params.get("lang", "nl"))
    sentence, way = html.escape(_("Deze pagina bestaat niet.")), html.escape(_("Naar het overzicht"))
    style = "font-family:system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark"
    return HTMLResponse(
        f'<!doctype html><html lang="{text.language()}"><head><meta charset="utf-8"><title>Buurtbeeld</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f'<body style="{style}"><h1>{sentence}</h1><p><a href="/?lang={text.language()}">{way}</a></p></body></html>',
        status_code=404,
    )


def sorry(error: Exception) -> bool:
    """A sentence for the visitor, the traceback for the log."""
    _log.error("A page failed", exc_info=error)
    st.error(_("Hier ging iets mis. De fout is vastgelegd; laad de pagina opnieuw of kies een andere."))
    return True


def menu() -> None:
    """The menu with what this visitor may open, the switch of language, who it is, and the chosen page."""
    from buurtbeeld.ui import account, filters, guard

    images = HERE / "buurtbeeld" / "ui"
    st.set_page_config(
        page_title="Buurtbeeld", page_icon=str(images / "icon.svg"), layout="wide", initial_sidebar_state=240
    )
    st.logo(str(images / "logo.svg"), icon_image=str(images / "icon.svg"), size="large")
    filters.speak()
    person = guard.looking()
    sections: dict[str, list[st.Page]] = {}
    for section, file, path, name, icon in MENU:
        page = st.Page(
            HERE / "pages" / file,
            title=_(name),
            url_path=path,
            icon=icon,
            default=file == MENU[0][1],
            visibility="visible" if person and access.may(person, NEEDS.get(file, "read")) else "hidden",
        )
        sections.setdefault(_(section), []).append(page)
    page = st.navigation(sections, position="sidebar" if person else "hidden", expanded=True)
    filters.arrive(page.url_path)
    with st.sidebar:
        filters.language()
        account.foot(person)
    page.run()


def door(chosen: settings.Settings) -> dict[str, object]:
    """What we put around Streamlit's own application: our page, our headers, warming up, a sentence for errors."""
    page, signs_in = index_page(), sign_in.configured(chosen)
    headers = security_headers(page, chosen.base_map)
    secure = signs_in and chosen.sign_in_address.startswith("https://")

    async def index(request: Request) -> HTMLResponse:
        answer = HTMLResponse(page, headers={"Cache-Control": "no-cache"})
        if signs_in:
            asked = quote(f"{request.url.path}?{request.url.query}".rstrip("?"), safe="")
            answer.set_cookie(AFTER, asked[:2000], max_age=600, httponly=True, samesite="lax", secure=secure)
        return answer

    # The first page is the front door; its name leads there.
    paths = ["/", *(f"/{path}" for _section, _file, path, *_rest in MENU[1:])]
    return {
        "lifespan": warm,
        "routes": [*(Route(path, index) for path in paths)],
        "middleware": [
            Middleware(SecurityMiddleware, headers=headers, secure=secure),
            Middleware(KnownPaths, pages=frozenset(paths)),
        ],
        "on_script_error": sorry,
        "secrets": sign_in.secrets(chosen) or None,
    }


def refuse_taken(address: str, port: int) -> None:
    """Ends with a sentence when something else listens at this port."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as tried:
        # A port that was let go a moment ago may be used again, except on Windows, where this would share one in use.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(sys.platform != "win32"))
        try:
            tried.bind((address, port))
        except OSError as error:
            sys.exit(
                f"Buurtbeeld cannot listen at {address}:{port} ({error.strerror}); another program may use that port. "
                f"Choose another one, for example: BUURTBEELD_PORT={port + 1} python app.py"
            )


def start() -> None:
    """Serves until it is stopped; ends with a sentence when it must not be served like this, or cannot."""
    chosen = settings.read()
    refuse_taken(chosen.address, chosen.port)
    app.run(config={"server.address": chosen.address, "server.port": chosen.port})


if runtime.exists():
    menu()
else:
    try:
        if __name__ == "__main__":
            refuse_unsafe(settings.read())
        app = st.App(__file__, **door(settings.read()))
    except SettingError as error:
        sys.exit(str(error))
    if __name__ == "__main__":
        start()
