"""A real server on a free port, and a real browser that remembers every request and every complaint it makes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from buurtbeeld.register import store
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import ROOT, Settings

# 'make screenshots' asks for them; a test run has no use for them.
collect_ignore = [] if os.environ.get("BUURTBEELD_SCREENSHOTS") else ["test_screenshots.py"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
PATIENCE = 30_000  # milliseconds: two cores may be busy with other tests


@dataclass
class Visit:
    """A page in a browser, where it is served, and what the browser asked for and complained about."""

    page: Page
    host: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    also: tuple[str, ...] = ()

    def go(self, path: str = "/") -> Page:
        """Opens a path and waits until the page is drawn."""
        self.page.goto(f"http://{self.host}{path}", wait_until="domcontentloaded")
        return self.settle()

    def settle(self) -> Page:
        """Waits until the script has run, nothing is being drawn and nothing stands still half-drawn."""
        self.page.wait_for_selector(READY, timeout=PATIENCE)
        self.page.wait_for_selector('[data-testid="stMain"] h1, [data-testid="stMain"] h2', timeout=PATIENCE)
        self.page.wait_for_selector('[data-testid="stSkeleton"]', state="detached", timeout=PATIENCE)
        self.page.wait_for_timeout(300)
        self.page.wait_for_selector(READY, timeout=PATIENCE)
        return self.page

    def outside(self) -> list[str]:
        """Requests to any other host than the one that serves."""
        own = {self.host, "", *self.also}
        return [
            url
            for url in self.asked
            if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc not in own
        ]


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(settings: Settings, port: int = 0, **more: str) -> Iterator[str]:
    """A fresh server process on settings' warehouse with more settings; gives host:port and ends it afterwards."""
    port = port or free_port()
    given = more | {"RAW": settings.raw, "WAREHOUSE": settings.warehouse, "ADDRESS": "127.0.0.1", "PORT": port}
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("BUURTBEELD_", "STREAMLIT_"))
    }
    environment |= {f"BUURTBEELD_{name}": str(value) for name, value in given.items()}
    log = settings.warehouse.parent / f"server-{port}.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", server, log)
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            if urllib.request.urlopen(url, timeout=5).status == 200:
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def server(demo_warehouse: Settings) -> Iterator[str]:
    """host:port of one server on the small demonstration corporation, for all tests that only look."""
    with serving(demo_warehouse) as host:
        yield host


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of this file's own, for what is recorded in it."""
    return tmp_path_factory.mktemp("recorded") / "register.sqlite"


@pytest.fixture(scope="module")
def engine(register: Path) -> Engine:
    """The demonstration's register, as the server below opens it."""
    return store.opened(store.place(str(register), True))


@pytest.fixture(scope="module")
def host(demo_warehouse: Settings, register: Path, engine: Engine) -> Iterator[str]:
    """host:port of a server of this file's own, that records in `register`."""
    with serving(demo_warehouse, REGISTER=str(register)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if not path:
        pytest.skip("No Chromium or Chrome on this machine; 'make test' installs Debian's.")
    # Chromium refuses its sandbox to root, and shared memory is small in containers.
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=path, headless=True, args=arguments)
        yield found
        found.close()


Visiting = Callable[..., Visit]


@pytest.fixture
def visiting(browser: Browser) -> Iterator[Visiting]:
    """visiting(host, width=, height=, scheme=) opens a window; afterwards nothing may have gone out or gone wrong.

    also: other hosts that may be asked something, such as a provider of identities.
    """
    visits: list[Visit] = []
    contexts: list[BrowserContext] = []

    def visit(
        host: str,
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
        also: tuple[str, ...] = (),
        touch: bool = False,
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL", has_touch=touch
        )
        page = context.new_page()
        found = Visit(page, host, also=also)
        page.on("request", lambda request: found.asked.append(request.url))
        page.on("websocket", lambda socket: found.asked.append(socket.url))
        page.on("console", lambda message: found.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        contexts.append(context)
        visits.append(found)
        return found

    yield visit
    for context in contexts:
        context.close()
    for one in visits:
        assert not one.outside(), f"Requests left our own host: {one.outside()[:5]}"
        assert not one.complaints, f"The browser complains: {one.complaints[:5]}"
