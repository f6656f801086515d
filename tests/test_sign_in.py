"""What sign-in asks of settings, claims and cookies: half a configuration, old sessions and open doors are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from buurtbeeld import sign_in
from buurtbeeld.errors import AccessDenied, SettingError
from buurtbeeld.settings import Settings

SIGNED = Settings(
    sign_in_issuer="https://login.example/tenant/v2.0/",
    sign_in_client="buurtbeeld",
    sign_in_secret="a client's secret",
    sign_in_address="https://buurtbeeld.example",
    cookie_secret="c" * 32,
)
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
CLAIMS: dict[str, Any] = {
    "is_logged_in": True, "iss": "https://login.example/tenant/v2.0", "aud": "buurtbeeld", "sub": "1",
    "email": " R.Egisseur@Corporatie.example", "iat": NOW.timestamp() - 60,
}  # fmt: skip


def test_without_settings_there_is_no_sign_in() -> None:
    assert not sign_in.configured(Settings()) and sign_in.secrets(Settings()) == {}


def test_secrets_are_what_streamlit_asks_and_are_not_shown() -> None:
    auth = sign_in.secrets(SIGNED)["auth"]
    assert auth["redirect_uri"] == "https://buurtbeeld.example/oauth2callback"
    assert auth["server_metadata_url"] == "https://login.example/tenant/v2.0/.well-known/openid-configuration"
    assert SIGNED.cookie_secret not in repr(SIGNED) and SIGNED.sign_in_secret not in repr(SIGNED)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"sign_in_secret": ""}, "half: BUURTBEELD_SIGN_IN_SECRET missing"),
        ({"sign_in_issuer": "", "cookie_secret": ""}, "BUURTBEELD_SIGN_IN_ISSUER, BUURTBEELD_COOKIE_SECRET missing"),
        ({"cookie_secret": "c" * 31}, "32 characters or more, found 31"),
        ({"sign_in_issuer": "http://login.example"}, "SIGN_IN_ISSUER should be an address that begins with https"),
        ({"sign_in_address": "http://buurtbeeld.example"}, "SIGN_IN_ADDRESS should be an address that begins with"),
        ({"sign_in_address": "buurtbeeld.example"}, "SIGN_IN_ADDRESS should be an address that begins with"),
        ({"sign_in_address": "https://corporatie.example/beeld"}, "without a path"),
    ],
)
def test_a_setting_that_would_not_hold_is_refused(changed: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingError, match=sentence):
        sign_in.configured(replace(SIGNED, **changed))


@pytest.mark.parametrize(
    ("chosen", "demonstration", "sentence"),
    [
        (Settings(), False, ""),
        (Settings(address="0.0.0.0"), True, ""),
        (Settings(address="0.0.0.0"), None, ""),
        (replace(SIGNED, address="0.0.0.0"), False, ""),
        (Settings(view_as=True), True, ""),
        (Settings(view_as=False), False, ""),
        (Settings(address="0.0.0.0"), False, "BUURTBEELD_ADDRESS is 0.0.0.0, but there is no sign-in"),
        (Settings(view_as=True), False, "BUURTBEELD_VIEW_AS is on, and the newest build holds real data"),
        (replace(SIGNED, view_as=True), True, "BUURTBEELD_VIEW_AS is on, and so is sign-in"),
    ],
)
def test_what_may_be_served(chosen: Settings, demonstration: bool | None, sentence: str) -> None:
    if not sentence:
        sign_in.refuse_start(chosen, demonstration)
        return
    with pytest.raises(SettingError, match=sentence):
        sign_in.refuse_start(chosen, demonstration)


def test_a_ticket_says_who_and_when() -> None:
    ticket = sign_in.ticket(CLAIMS, SIGNED, NOW)
    assert ticket.email == "r.egisseur@corporatie.example" and ticket.at == NOW - timedelta(minutes=1)
    assert sign_in.ticket(CLAIMS | {"aud": ["other", "buurtbeeld"]}, SIGNED, NOW) == ticket


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"is_logged_in": False}, "signed_out"),
        ({"iss": "https://login.example/other/v2.0"}, "signed_out"),
        ({"aud": "another client"}, "signed_out"),
        ({"aud": None}, "signed_out"),
        ({"iat": NOW.timestamp() - 10 * 3600 - 1}, "expired"),
        ({"iat": NOW.timestamp() + 301}, "expired"),
        ({"iat": None}, "expired"),
        ({"iat": "now"}, "expired"),
        ({"iat": True}, "expired"),
        ({"iat": 1e30}, "expired"),
        ({"iat": float("nan")}, "expired"),
        ({"email": None}, "unverified"),
        ({"sub": ""}, "unverified"),
        ({"email_verified": False}, "unverified"),
        ({"email_verified": "false"}, "unverified"),
    ],
)
def test_claims_that_do_not_hold(claims: dict[str, Any], reason: str) -> None:
    with pytest.raises(AccessDenied) as denied:
        sign_in.ticket(CLAIMS | claims, SIGNED, NOW)
    assert denied.value.reason == reason


@pytest.mark.parametrize("seconds", [10 * 3600, 0, -300])
def test_a_session_lasts_ten_hours(seconds: int) -> None:
    sign_in.ticket(CLAIMS | {"iat": NOW.timestamp() - seconds}, SIGNED, NOW)


@pytest.mark.parametrize(
    ("cookie", "secure", "sealed"),
    [
        (b"_streamlit_user=x; HttpOnly; Max-Age=2592000", True, b"_streamlit_user=x; HttpOnly; Max-Age=36000; Secure"),
        (b"_streamlit_user_tokens_1=x; Max-Age=2592000", False, b"_streamlit_user_tokens_1=x; Max-Age=36000"),
        (b"_streamlit_user=; Max-Age=0; Path=/", False, b"_streamlit_user=; Max-Age=0; Path=/"),
        (b"_streamlit_session=x; secure", True, b"_streamlit_session=x; secure"),
        (b"_streamlit_xsrf=x", True, b"_streamlit_xsrf=x; Secure"),
        (b"other=x; Max-Age=2592000", True, b"other=x; Max-Age=2592000"),
    ],
)
def test_cookies_of_a_session_leave_sealed(cookie: bytes, secure: bool, sealed: bytes) -> None:
    assert sign_in.sealed(cookie, secure) == sealed


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/gebied?area=buurt:1", "/gebied?area=buurt:1"),
        ("/?level=street", "/?level=street"),
        ("/", "/"),
        ("", ""),
        ("//evil.example", ""),
        ("https://evil.example/gebied", ""),
        ("/\\evil.example", ""),
        ("/onbekend", ""),
        ("/gebied?x=1\r\nSet-Cookie: a=b", ""),
    ],
)
def test_after_signing_in_one_goes_to_our_own_pages_only(asked: str, led: str) -> None:
    assert sign_in.page(asked, ["overzicht", "gebied"]) == led
