"""Who may see what. Knows rules, not how a visitor got here."""

from __future__ import annotations

from ipaddress import ip_address

from buurtbeeld.errors import AccessDenied

ROLES = ("read",)
_LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}
_FORWARDING = ("forwarded", "x-forwarded-for", "x-real-ip")


def is_local(remote: str | None, headers: dict[str, str]) -> bool:
    """Whether a connection comes from this machine itself, by address and by the name it asked for.

    A proxy on this machine also connects from here, so a forwarded request is somebody else's. The name is checked
    because a web page elsewhere can make a browser here look up a name that leads to 127.0.0.1.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    if any(name in lower for name in _FORWARDING):
        return False
    host = lower.get("host", "localhost")
    name = host[1:].split("]")[0] if host.startswith("[") else host.rsplit(":", 1)[0]
    return is_own_name(name) and (remote is None or _is_loopback(remote))


def is_own_name(host: str) -> bool:
    """Whether a machine means itself by this name."""
    return host.lower() in _LOCAL_NAMES


def _is_loopback(remote: str) -> bool:
    try:
        return ip_address(remote).is_loopback
    except ValueError:
        return False


def require(role: str, *, demonstration: bool, local: bool) -> None:
    """Raises AccessDenied unless this visitor has the role. Without sign-in, real data stay on this machine."""
    if role not in ROLES:
        raise AccessDenied(f"Expected one of the roles {', '.join(ROLES)}, found {role!r}. Correct the page.")
    if not (demonstration or local):
        raise AccessDenied(
            "Real data stay on this machine while there is no sign-in. Open http://localhost on the machine itself."
        )
