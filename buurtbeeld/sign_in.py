"""What sign-in asks of the settings and of what a provider says. Knows OpenID claims; knows no page and no register."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from buurtbeeld.access import is_own_name
from buurtbeeld.errors import AccessDenied, SettingError
from buurtbeeld.settings import Settings

LONGEST_SESSION = timedelta(hours=10)
CLOCKS_APART = timedelta(minutes=5)
"""So far the provider's clock may be ahead of ours."""
SHORTEST_SECRET = 32
ASKED = ("sign_in_issuer", "sign_in_client", "sign_in_secret", "sign_in_address", "cookie_secret")
_SESSION_COOKIE = re.compile(rb"_streamlit_(user|session|xsrf)")


@dataclass(frozen=True)
class Ticket:
    """What a provider says of whom it let in: who they are there, their e-mail address in small letters, and when."""

    issuer: str
    subject: str
    email: str
    at: datetime


def configured(chosen: Settings) -> bool:
    """Whether there is a sign-in. Raises SettingError when it is set half, too weak, or open to be listened in on."""
    missing = [f"BUURTBEELD_{name.upper()}" for name in ASKED if not getattr(chosen, name)]
    if len(missing) == len(ASKED):
        return False
    if missing:
        raise SettingError(f"Sign-in is configured half: {', '.join(missing)} missing. Set all of them, or none.")
    if len(chosen.cookie_secret) < SHORTEST_SECRET:
        raise SettingError(
            f"BUURTBEELD_COOKIE_SECRET should have {SHORTEST_SECRET} characters or more, found "
            f"{len(chosen.cookie_secret)}. Make one: python -c 'import secrets; print(secrets.token_hex())'"
        )
    for name in ("sign_in_issuer", "sign_in_address"):
        _refuse_open(name, getattr(chosen, name))
    return True


def _refuse_open(name: str, address: str) -> None:
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_own_name(parts.hostname or ""))
    if not (safe and parts.netloc) or parts.query or parts.fragment:
        raise SettingError(
            f"BUURTBEELD_{name.upper()} should be an address that begins with https:// (http:// only for localhost), "
            f"found {address!r}. Correct it."
        )
    if name == "sign_in_address" and parts.path.strip("/"):
        raise SettingError(
            f"BUURTBEELD_SIGN_IN_ADDRESS should name a host without a path, found {address!r}. Give the dashboard a "
            "host of its own."
        )


def secrets(chosen: Settings) -> dict[str, Any]:
    """What Streamlit asks for signing in, kept in memory and never in a file; empty without sign-in."""
    if not configured(chosen):
        return {}
    return {
        "auth": {
            "redirect_uri": f"{chosen.sign_in_address.rstrip('/')}/oauth2callback",
            "cookie_secret": chosen.cookie_secret,
            "client_id": chosen.sign_in_client,
            "client_secret": chosen.sign_in_secret,
            "server_metadata_url": f"{chosen.sign_in_issuer.rstrip('/')}/.well-known/openid-configuration",
            "client_kwargs": {"scope": "openid email"},
        }
    }


def refuse_start(chosen: Settings, demonstration: bool | None) -> None:
    """Raises SettingError when these settings and this build (None: there is none yet) must not be served together."""
    signed = configured(chosen)
    if chosen.view_as and signed:
        raise SettingError(
            "BUURTBEELD_VIEW_AS is on, and so is sign-in: a signed-in colleague has one role. Remove one of the two."
        )
    if demonstration or demonstration is None:
        return
    if chosen.view_as:
        raise SettingError(
            "BUURTBEELD_VIEW_AS is on, and the newest build holds real data. The switch of role exists in a "
            "demonstration only: remove the setting, or serve a demonstration."
        )
    if not signed and not is_own_name(chosen.address):
        raise SettingError(
            f"The newest build holds real data and BUURTBEELD_ADDRESS is {chosen.address}, but there is no sign-in. "
            "Configure sign-in (docs/operations.md), or remove BUURTBEELD_ADDRESS to serve this machine only."
        )


def ticket(claims: Mapping[str, Any], chosen: Settings, now: datetime) -> Ticket:
    """Who is signed in, by the claims of the session's cookie; raises AccessDenied where they do not hold (any more).

    The cookie lives longer than a session may, and Streamlit looks at no claim: here it is who issued it, for whom,
    and when (iat, seconds since 1970; a session lasts LONGEST_SESSION).
    """
    if not claims.get("is_logged_in"):
        raise AccessDenied("Expected somebody signed in, found nobody. Sign in.", "signed_out")
    issued = str(claims.get("iss", "")).rstrip("/") == chosen.sign_in_issuer.rstrip("/")
    meant = claims.get("aud")
    if not issued or chosen.sign_in_client not in (meant if isinstance(meant, list) else [meant]):
        raise AccessDenied("Expected a session of this provider and this client, found another. Sign in.", "signed_out")
    at = _moment(claims.get("iat"))
    if at is None or not now - LONGEST_SESSION <= at <= now + CLOCKS_APART:
        raise AccessDenied(f"Expected a sign-in of at most {LONGEST_SESSION} ago, found {at}. Sign in.", "expired")
    email, subject = str(claims.get("email") or "").strip().lower(), str(claims.get("sub") or "")
    if not (email and subject) or claims.get("email_verified") in (False, "false"):
        raise AccessDenied("Expected an e-mail address that the provider vouches for. Ask its manager.", "unverified")
    return Ticket(chosen.sign_in_issuer.rstrip("/"), subject, email, at)


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def sealed(cookie: bytes, secure: bool) -> bytes:
    """A Set-Cookie header of a session as it leaves: no longer than a session, and by https only where there is https.

    Streamlit gives 30 days and never says Secure. Other cookies pass unchanged.
    """
    if not _SESSION_COOKIE.match(cookie):
        return cookie
    seconds = int(LONGEST_SESSION.total_seconds())
    shorter = re.sub(rb"(?i)max-age=(\d+)", lambda match: b"Max-Age=%d" % min(int(match[1]), seconds), cookie, count=1)
    return shorter + b"; Secure" if secure and b"secure" not in shorter.lower() else shorter


def page(asked: str, paths: Sequence[str]) -> str:
    """The path and query somebody came for, when it is one of our own pages (known: their paths); else empty."""
    path, _mark, query = asked.partition("?")
    if not path.startswith("/") or path.strip("/") not in {"", *paths} or not asked.isprintable():
        return ""
    return f"/{path.strip('/')}" + (f"?{query}" if query else "")
