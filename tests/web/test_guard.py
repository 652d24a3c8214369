"""Who may ask, and what a browser is told it may do."""

from __future__ import annotations

import pytest
from news_site import client_of
from starlette.testclient import TestClient

from provenance.web.app import Site
from provenance.web.guard import Guard, guard_for, host_of, is_loopback

ASKED = {"verb": "unsure", "a": "orbis-1:0-5", "b": "orbis-1:7-10", "by": "eve"}


def test_every_answer_has_the_headers(client: TestClient) -> None:
    """Pages, JSON, our own files, failures and refusals."""
    for path in ("/", "/home.json", "/static/page.js", "/nothing", "/openapi.json"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers
    refused = client.get("/", headers={"host": "evil.example"})
    assert refused.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::1", "a:b:c"])
def test_another_name_is_refused(client: TestClient, host: str) -> None:
    """A page that lets its name point at this machine reads nothing."""
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8383", "127.0.0.1:1", "[::1]:8383", "LOCALHOST"])
def test_this_machine_has_several_names(client: TestClient, host: str) -> None:
    """With any port."""
    assert client.get("/check", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_what_another_page_sends_is_refused(
    client: TestClient, site: Site, headers: dict[str, str]
) -> None:
    """Even with the token of our forms."""
    given = {**headers, "x-token": site.guard.form_token}
    assert client.post("/queue/decide.json", json=ASKED, headers=given).status_code == 403


@pytest.mark.parametrize("token", [None, "", "guess", "ü"])
def test_a_decision_needs_the_token_of_the_form(client: TestClient, token: str | None) -> None:
    """A form that somebody else made does not have it."""
    before = client.get("/decisions.json").json()
    answer = client.post("/queue/decide", data={**ASKED, **({"token": token} if token else {})})

    assert answer.status_code == 400
    assert client.get("/decisions.json").json() == before


def test_nothing_is_decided_by_opening_an_address(client: TestClient) -> None:
    """A link or a picture asks with GET."""
    assert client.get("/queue/decide", params=ASKED).status_code == 405
    assert client.get("/queue/revoke").status_code == 405


def test_a_server_that_others_reach_has_a_token(site: Site) -> None:
    """It is made where nobody gave one; a cookie keeps it, so that no address needs to."""
    guard = guard_for("192.0.2.1", None)
    assert guard.token
    assert guard.token not in repr(guard)
    everywhere = client_of(site, guard_for("0.0.0.0", "secret"))  # noqa: S104  (it is what is tested)
    for host, status in (("192.0.2.7:8383", 401), ("[2001:db8::1]", 401), ("evil.example", 421)):
        assert everywhere.get("/", headers={"host": host}).status_code == status
    client = client_of(site, Guard(hosts=frozenset({"127.0.0.1"}), token="secret"))  # noqa: S106

    assert client.get("/").status_code == 401
    assert client.get("/?token=wrong").status_code == 401
    entered = client.get("/search?q=Ma&token=secret", follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/search?q=Ma")
    assert "httponly" in entered.headers["set-cookie"].lower()
    assert "samesite=strict" in entered.headers["set-cookie"].lower()
    assert client.get("/").status_code == 200
    client.cookies.clear()
    bearer = {"authorization": "Bearer secret"}
    assert client.get("/", headers=bearer).status_code == 200
    assert client.post("/check.json", json={"draft": "x"}, headers=bearer).status_code == 200


def test_loopback_is_told_from_the_rest() -> None:
    """By the address, not by how it looks."""
    assert [h for h in ("localhost", "127.9.9.9", "::1", "[::1]") if not is_loopback(h)] == []
    assert [h for h in ("0.0.0.0", "10.0.0.1", "127.0.0.1.example", "") if is_loopback(h)] == []  # noqa: S104
    assert host_of("[::1]:80") == "::1"


def test_what_is_sent_is_bounded(client: TestClient, site: Site) -> None:
    """A megabyte, twenty fields, and text alone."""
    headers = {"x-token": site.guard.form_token}
    for content, kind in (
        (b"draft=" + b"a" * 1_000_001, "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(50)), "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/json"),
        (b"[1]", "application/json"),
        (b'{"draft": {"a": 1}}', "application/json"),
        (b"{", "application/json"),
    ):
        given = {**headers, "content-type": kind}
        assert client.post("/check.json", content=content, headers=given).status_code == 400
