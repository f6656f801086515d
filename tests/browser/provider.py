"""A small provider of identities that speaks real OpenID Connect on a free port: the code flow, keys, signed tokens."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "buurtbeeld-tests", "a secret between a provider and a client"
FORM = (
    '<!doctype html><html lang="en"><head><title>Provider</title><link rel="icon" href="data:,"></head><body>'
    '<h1>Who are you?</h1><form method="post"><label>E-mail <input name="email"></label><button>Go</button></form>'
    "</body></html>"
)


@dataclass
class Provider:
    """Who it says people are. Everyone's subject is made from the address unless subjects says otherwise."""

    issuer: str
    seconds_ago: int = 0
    claims: dict[str, Any] = field(default_factory=lambda: {"email_verified": True})
    subjects: dict[str, str] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    signs_with: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    left: int = 0

    async def discovery(self, _request: Request) -> Response:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "end_session_endpoint": "leave"}
        return JSONResponse(
            {name: f"{self.issuer}/{path}" for name, path in ends.items()}
            | {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", "response_types_supported": ["code"]}
            | {"subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
            | {"code_challenge_methods_supported": ["S256"]}
        )

    async def keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code" or "openid" not in asked["scope"]:
            return Response("Not a client of this provider.", 400)
        if request.method == "GET":
            return HTMLResponse(FORM)
        code = secrets.token_urlsafe()
        self.codes[code] = asked | {"email": str((await request.form())["email"])}
        return RedirectResponse(
            f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", status_code=303
        )

    async def token(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != expected or asked is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if form["redirect_uri"] != asked["redirect_uri"] or challenge != asked.get("code_challenge"):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse(
            {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "id_token": self._signed(asked)}
        )

    async def leave(self, request: Request) -> Response:
        self.left += 1
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])

    def _signed(self, asked: dict[str, str]) -> str:
        email, now = asked["email"], int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.subjects.get(email, f"sub-{email.lower()}"),
            "email": email,
        }
        claims |= {"iat": now - self.seconds_ago, "exp": now + 3600, "nonce": asked["nonce"]} | self.claims
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.signs_with or self.key)


@contextmanager
def providing(port: int) -> Iterator[Provider]:
    """A provider that listens at this port of this machine until the block ends."""
    provider = Provider(f"http://127.0.0.1:{port}")
    routes = [
        Route("/.well-known/openid-configuration", provider.discovery),
        Route("/keys", provider.keys),
        Route("/authorize", provider.authorize, methods=["GET", "POST"]),
        Route("/token", provider.token, methods=["POST"]),
        Route("/leave", provider.leave),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "The provider did not start."
        time.sleep(0.02)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(10)
