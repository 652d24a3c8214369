"""Who may ask, and what a browser may do with the answer: checks and headers around every request.

Articles are written by others, and so is whatever page a browser has open beside ours. So nothing
but our own script and style sheet runs, nothing is loaded from elsewhere, a name other than ours in
`Host` is refused (a page that lets its own name point at this machine reads nothing), and a
decision needs a token that other pages do not know.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import attrs

from provenance.exceptions import LedgerError

if TYPE_CHECKING:
    from starlette.requests import Request

COOKIE = "spantrail"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_LOCAL = ("localhost", "127.0.0.1", "::1")


@attrs.frozen(kw_only=True)
class Guard:
    """Hold who may ask.

    Args:
        hosts: the names in `Host` that are ours.
        token: what whoever asks must know; None where only this machine can ask.
        any_address: whether any number of this machine is a name of ours, where it listens on all;
            a page of others has a name, and cannot make a number point at us.
        form_token: what a form of ours sends with it, made anew whenever the server starts.
    """

    hosts: frozenset[str]
    token: str | None = attrs.field(default=None, repr=False)
    any_address: bool = False
    form_token: str = attrs.field(factory=lambda: secrets.token_urlsafe(32), repr=False)

    def refusal(self, request: Request) -> tuple[int, str] | None:
        """Return a status and a sentence where a request is refused; None where it is not."""
        if not self._is_own_host(host_of(request.headers.get("host", ""))):
            return 421, "this server does not answer to that name; open it by its own address"
        if self.token is not None and not self._has_valid_token(request):
            return 401, "add ?token=… to the address, as `spantrail serve` printed it"
        if request.method not in {"GET", "HEAD"} and not _is_same_origin(request):
            return 403, "another page sent this; send it from a page of this server"
        return None

    def check_form(self, request: Request, given: str | None) -> None:
        """Refuse what is posted without the token of our forms, or the server's in the header.

        Raises:
            LedgerError: neither is there.
        """
        if self.token is not None and _is_equal_token(_bearer_token(request), self.token):
            return
        sent = given or request.headers.get("x-token")
        if not _is_equal_token(sent, self.form_token):
            raise LedgerError("the form is too old, since the server started anew; load it again")

    def entry(self, request: Request) -> str | None:
        """Return the address without the token where it was in it; None where it was not."""
        given = request.query_params.get("token")
        if self.token is None or given is None:
            return None
        query = parse_qs(request.url.query, keep_blank_values=True)
        query.pop("token", None)
        rest = urlencode(query, doseq=True)
        path: str = request.scope["raw_path"].decode("ascii").lstrip("/")
        return f"/{path}?{rest}" if rest else f"/{path}"

    def _is_own_host(self, host: str) -> bool:
        return host in self.hosts or (self.any_address and _host_ip_address(host) is not None)

    def _has_valid_token(self, request: Request) -> bool:
        given = (_cookie_token(request), _bearer_token(request), request.query_params.get("token"))
        return any(_is_equal_token(one, self.token) for one in given)


def guard_for(host: str, token: str | None, also: Iterable[str] = ()) -> Guard:
    """Make the guard of a server that listens on a host.

    Args:
        host: the name or address on which it listens.
        token: what whoever asks must know; one is made where another machine could ask.
        also: further names under which it is reached.
    """
    local = is_loopback(host)
    names = {*_LOCAL, *also} if local else {*_LOCAL, host, *also}
    made = token or (None if local else secrets.token_urlsafe(24))
    number = _host_ip_address(host)
    return Guard(
        hosts=frozenset(name.lower() for name in names),
        token=made,
        any_address=number is not None and number.is_unspecified,
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    if host == "localhost":
        return True
    number = _host_ip_address(host)
    return number is not None and number.is_loopback


def _host_ip_address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def host_of(header: str) -> str:
    """Return the name in a `Host`, without its port."""
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def _is_same_origin(request: Request) -> bool:
    """Whether a page of ours sent it, as far as the browser tells; a program tells nothing."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or _origin_netloc(origin) == request.headers.get("host")


def _origin_netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _bearer_token(request: Request) -> str | None:
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    return given if kind.lower() == "bearer" else None


def _cookie_token(request: Request) -> str | None:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _is_equal_token(given: str | None, known: str | None) -> bool:
    if given is None or known is None:
        return False
    return hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())
