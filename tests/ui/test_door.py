"""The door on a fresh server process: headers, deep links, and who is let in. Speaks HTTP, needs no browser."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from urllib.error import HTTPError, URLError

import pytest

from app import AFTER, MENU
from buurtbeeld.settings import ROOT, Settings

SIGN_IN = {
    "SIGN_IN_ISSUER": "https://login.example",
    "SIGN_IN_CLIENT": "buurtbeeld",
    "SIGN_IN_SECRET": "a client's secret",
    "SIGN_IN_ADDRESS": "https://buurtbeeld.example",
    "COOKIE_SECRET": "a secret for the cookies of these tests",
}
PAGES = ("", "gebied", "vergelijken", "kaart", "veranderingen", "bronnen")


@contextmanager
def door(settings: Settings, **more: str) -> Iterator[str]:
    """A server process on this warehouse that also answers in JSON; its address."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    given = {"WAREHOUSE": str(settings.warehouse), **more}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BUURTBEELD_")}
    environment |= {f"BUURTBEELD_{name}": value for name, value in given.items()}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.enableAgentApi=true"]
    server = subprocess.Popen(
        [*command, f"--server.port={port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5)
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail("The server did not start.")


def seen(address: str, page: str, headers: dict[str, str] | None = None, **asked: str) -> str:
    """What a visitor sees who opens a deep link, as text; an exception on the page fails the test."""
    body = {"page": page, "query_params": {key: [value] for key, value in asked.items()}}
    request = urllib.request.Request(
        f"{address}/_stcore/agent/interact",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", **(headers or {})},
    )
    found = json.load(urllib.request.urlopen(request, timeout=60))
    assert found["status"] == "ready", found
    return json.dumps(found["tree"], ensure_ascii=False)


@pytest.fixture(scope="module")
def demonstration(demo_warehouse: Settings) -> Iterator[str]:
    with door(demo_warehouse) as address:
        yield address


@pytest.fixture(scope="module")
def real(tinytown: Settings) -> Iterator[str]:
    """A server on data that are not marked as made up."""
    with door(tinytown) as address:
        yield address


def policy(address: str, page: str = "") -> dict[str, str]:
    headers = answered(f"{address}/{page}").headers
    return dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))


def answered(address: str) -> HTTPResponse | HTTPError:
    """What the server says, be it that there is no such page."""
    try:
        return urllib.request.urlopen(address, timeout=20)
    except HTTPError as refusal:
        return refusal


@pytest.mark.parametrize(
    ("link", "words"),
    [("bestaat-niet", "Deze pagina bestaat niet."), ("bestaat-niet?lang=en", "This page does not exist.")],
)
def test_an_unknown_page_is_a_sentence_in_the_language_of_the_link(demonstration: str, link: str, words: str) -> None:
    answer = answered(f"{demonstration}/{link}")
    page = answer.read().decode()
    assert answer.status == 404
    assert words in page and "bestaat-niet" not in page
    assert 'href="/?lang=' in page, "The way back is one click."


@pytest.mark.parametrize(
    "path",
    ["app.py", ".git/config", "data/register/register.sqlite", "gebied/bestaat-niet", "static/js/none.js", "Gebied",
     "_stcore/metrics", "..%2fapp.py", "pages/areas/area.py", "overzicht/x", "wp-login.php", "%00"],
)  # fmt: skip
def test_a_path_that_leads_to_nothing_says_so(demonstration: str, path: str) -> None:
    answer = answered(f"{demonstration}/{path}")
    assert answer.status in (400, 404)
    assert "__streamlit" not in answer.read().decode()


def test_no_other_host_may_speak_to_our_page(demonstration: str) -> None:
    given = json.load(answered(f"{demonstration}/_stcore/host-config"))
    assert given["allowedOrigins"] == [] and not given["enableCustomParentMessages"]


@pytest.mark.parametrize("query", ["", "?theme=noise&lang=en"])
def test_the_overview_also_answers_to_its_name(demonstration: str, query: str) -> None:
    assert answered(f"{demonstration}/overzicht{query}").url == f"{demonstration}/{query}"


@pytest.mark.parametrize("page", [*PAGES, "favicon.png", "_stcore/health", "bestaat-niet"])
def test_every_answer_is_secured(demonstration: str, page: str) -> None:
    answer = answered(f"{demonstration}/{page}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    found = policy(demonstration, page)
    assert "unsafe" not in found["script-src"]
    assert found["frame-ancestors"] == found["object-src"] == "'none'"
    assert not re.search(r"https?:|\*", " ".join(found.values())), "No host but our own."


def test_the_base_map_widens_the_policy_by_one_host(demo_warehouse: Settings) -> None:
    with door(demo_warehouse, BASE_MAP="yes") as address:
        hosts = {name: re.findall(r"https?://\S+", value) for name, value in policy(address).items()}
    assert {name: found for name, found in hosts.items() if found} == {
        "img-src": ["https://service.pdok.nl"],
        "connect-src": ["https://service.pdok.nl"],
    }


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_dutch_and_ours(demonstration: str, page: str) -> None:
    html = urllib.request.urlopen(f"{demonstration}/{page}", timeout=20).read().decode()
    assert '<html lang="nl">' in html
    assert "<title>Buurtbeeld</title>" in html
    assert 'name="viewport"' in html, "A phone shows the page at its own width."


def test_a_deep_link_is_the_first_thing_a_process_sees(demo_warehouse: Settings) -> None:
    with door(demo_warehouse) as address:
        found = seen(address, "gebied", area="focus:VGS", lang="en")
    assert "Van Goyenstraat" in found
    assert "everything here is made up" in found


@pytest.mark.parametrize("page", PAGES)
def test_real_data_are_shown_on_this_machine(real: str, page: str) -> None:
    assert "Alleen op deze computer" not in seen(real, page)


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-For": "10.0.0.5"}, {"Forwarded": "for=10.0.0.5"}, {"Host": "evil.example"}]
)
@pytest.mark.parametrize("page", PAGES)
def test_real_data_go_to_nobody_else(real: str, page: str, headers: dict[str, str]) -> None:
    found = seen(real, page, headers, area="buurt:BU90010201")
    assert "Alleen op deze computer" in found
    assert "Zuid" not in found and "Meldingen" not in found


@pytest.fixture(scope="module")
def signed(tinytown: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh server with sign-in, where nobody signed in; nothing asks the provider anything before that."""
    register = str(tmp_path_factory.mktemp("signed") / "register.sqlite")
    with door(tinytown, **SIGN_IN, REGISTER=register) as address:
        yield address


@pytest.mark.parametrize("page", [row[2] for row in MENU[1:]] + [""])
def test_without_sign_in_a_deep_link_shows_nothing(signed: str, page: str) -> None:
    found = seen(signed, page, area="buurt:BU90010201", **{"as": "administrator"})
    assert "Welkom bij Buurtbeeld" in found and "Meld u aan" in found
    said = set(re.findall(r'"(?:body|label|value)": "([^"]+)"', found))
    assert not [words for words in said if "Zuid" in words or "BU90010201" in words or "Beheer" in words], said


def test_cookies_are_secure_where_the_dashboard_is_served_by_https(signed: str) -> None:
    cookies = answered(f"{signed}/bronnen?level=street").headers.get_all("Set-Cookie")
    assert [cookie for cookie in cookies if cookie.startswith(f"{AFTER}=%2Fbronnen%3Flevel")], cookies
    assert all("secure" in cookie.lower() for cookie in cookies if "xsrf" not in cookie), cookies


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"ADDRESS": "0.0.0.0"}, "BUURTBEELD_ADDRESS is 0.0.0.0, but there is no sign-in"),
        ({"VIEW_AS": "yes"}, "BUURTBEELD_VIEW_AS is on, and the newest build holds real data"),
        ({"SIGN_IN_CLIENT": "buurtbeeld"}, "Sign-in is configured half"),
    ],
)
def test_what_must_not_be_served_is_told_in_one_sentence(
    tinytown: Settings, given: dict[str, str], sentence: str
) -> None:
    given = given | {"WAREHOUSE": str(tinytown.warehouse)}
    environment = os.environ | {f"BUURTBEELD_{name}": value for name, value in given.items()}
    ended = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert sentence in ended.stderr and "Traceback" not in ended.stderr


def test_a_taken_port_is_told_in_one_sentence(demo_warehouse: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        given = {"BUURTBEELD_PORT": str(taken.getsockname()[1]), "BUURTBEELD_WAREHOUSE": str(demo_warehouse.warehouse)}
        ended = subprocess.run(
            [sys.executable, "app.py"], cwd=ROOT, env=os.environ | given, capture_output=True, text=True, timeout=60
        )
    assert ended.returncode == 1
    assert "BUURTBEELD_PORT=" in ended.stderr and "Traceback" not in ended.stderr
