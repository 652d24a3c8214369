"""Pages as of a moment: what was known then, said so, with links that stay there and one that leads back to now."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from news_site import CORRECTED, Pages, pages
from starlette.testclient import TestClient

from provenance.api import Ledger
from provenance.web import addresses
from provenance.web.app import Site
from provenance.web.indexed import IndexedLedger
from provenance.web.openapi import document
from provenance.web.routes import ROUTES
from resolvers.checking.report import schema

DRAFT = "Twenty-six nations committed on Friday to a force, Emmanuel Macron said."


@pytest.fixture(scope="module")
def before(ledger: Ledger) -> int:
    """Find the run that ended last before an article was corrected."""
    rows = ledger.connection.execute("SELECT run_id FROM version ORDER BY version_id DESC")
    ((corrected, *_), *_) = rows.fetchall()
    return int(corrected) - 1


@pytest.fixture(scope="module")
def past_pages(client: TestClient, ledger: Ledger, before: int) -> Pages:
    """Open the pages that were there at that moment, when nothing was corrected yet."""
    with ledger.as_of(before) as past:
        asked = [address for address in pages(past) if not address.startswith(("/v/", "/decide"))]
    return {address: client.get(then(address, before)) for address in asked}


def then(address: str, run: int) -> str:
    """Ask a page as of a run."""
    path, mark, query = address.partition("?")
    return f"{path}?{query}{'&' if mark else ''}as_of=run:{run}"


def test_every_page_says_as_of_when_it_is(
    client: TestClient, past_pages: Pages, before: int
) -> None:
    """And leads back; its twin says so, too, as the document describes."""
    described = document(schema(), writable=True)
    for address, page in past_pages.items():
        assert page.status_code == 200, (address, page.text[-900:])
        assert f"known as of run {before}, ended 20" in page.text, address
        (now,) = re.findall(r'<a href="([^"]*)">The same page now', page.text)
        assert unquote(now.replace("&amp;", "&").replace("+", " ")) == unquote(
            address.replace("+", " ")
        )
        twins = re.findall(r'<a href="([^"]+)">This page as JSON', page.text)
        for twin in twins:
            found = client.get(twin.replace("&amp;", "&")).json()
            assert found["as_of"]["run"] == before, twin
            path = twin.partition("?")[0]
            one = next(
                p for p in described["paths"] if re.fullmatch(p.replace("{name}", ".+"), path)
            )
            body = described["paths"][one]["get"]["responses"]["200"]["content"]["application/json"]
            validator = Draft202012Validator(
                {**body["schema"], "components": described["components"]}
            )
            assert [error.message[:200] for error in validator.iter_errors(found)] == []
        assert twins or address == "/check"


def test_links_stay_at_the_moment(past_pages: Pages) -> None:
    """All but those that leave it, and our own files; forms keep it as well."""
    leave = re.compile(r"/static/|/openapi\.json|/queue/")
    checked = 0
    for address, page in past_pages.items():
        inside = re.sub(r'<p class="note past".*?</p>', "", page.text, flags=re.DOTALL)
        for link in re.findall(r' href="(/[^"]*)"', inside):
            assert leave.match(link) or "as_of=run%3A" in link or "as_of=run:" in link, (
                address,
                link,
            )
            checked += 1
        for form in re.findall(r"<form.*?</form>", inside, re.DOTALL):
            assert 'name="as_of"' in form, (address, form[:200])
    assert checked > 500


def test_the_past_is_what_was_known(client: TestClient, before: int) -> None:
    """The text before it was corrected, who was known by then, and nothing before the first run."""
    now = client.get(addresses.article(CORRECTED)).text
    past = client.get(then(addresses.article(CORRECTED), before)).text
    assert "Two aid workers" in now
    assert "Three aid workers" in past
    assert "Two aid workers" not in past
    assert client.get(then(addresses.versions(CORRECTED), before)).status_code == 404
    for run, has in ((before, True), (2, True), (0, False)):
        found = client.get(then("/search.json?q=sebastien+LECORNU+telephone", run)).json()[
            "articles"
        ]
        assert [line["article"] for line in found] == ["courier-1"] * has
    nothing = client.get("/entities?as_of=run:0").text
    assert "nothing was known before the first run" in nothing
    assert client.get("/e/Emmanuel%20Macron?as_of=run:0").status_code == 404


def test_the_past_answers_as_the_ledger_does(
    client: TestClient, ledger: IndexedLedger, before: int
) -> None:
    """With the same records that are asked without pages."""
    past = ledger.as_of(before)
    shown = client.get(then(addresses.entity("Emmanuel Macron"), before) + "&x=1")
    assert shown.status_code == 200
    twin = client.get(f"/e/Emmanuel%20Macron.json?as_of=run:{before}").json()
    assert twin["entity"] == past.show("Emmanuel Macron").to_dict()
    assert twin["entity"] != ledger.show("Emmanuel Macron").to_dict() or twin["how"]
    counts = client.get(f"/home.json?as_of=run:{before}").json()["counts"]
    assert counts["versions"] == client.get("/home.json").json()["counts"]["versions"] - 1
    past.close()


def test_a_day_names_a_moment_and_nonsense_none(client: TestClient) -> None:
    """What is no moment is said in one sentence, with a way back."""
    assert "known as of run" in client.get("/?as_of=2999-12-31").text
    for asked, told in (("yesterday", "is no moment"), ("run:99999", "There is no run")):
        page = client.get(f"/entities?type=PER&as_of={asked}")
        assert page.status_code == 400
        assert told in page.text
        assert '<a href="/entities?type=PER">The same page now' in page.text
        assert client.get(f"/entities.json?as_of={asked}").status_code == 400
    assert "known as of" not in client.get("/?as_of=").text


def test_nothing_is_decided_in_the_past(client: TestClient, before: int) -> None:
    """The desk shows what was worth deciding then, and has no form for it.

    A draft is checked against it.
    """
    assert 'data-verb="same"' in client.get("/queue").text
    assert "data-verb" not in client.get(f"/queue?as_of=run:{before}").text
    assert "take back" not in client.get(f"/decisions?as_of=run:{before}").text


def test_a_draft_is_checked_against_what_was_known(
    client: TestClient, site: Site, before: int
) -> None:
    """The form keeps the moment."""
    given = {"draft": DRAFT, "token": site.guard.form_token, "as_of": f"run:{before}"}
    page = client.post("/check", data=given).text
    assert f"known as of run {before}" in page
    assert "number changed" in page
    early = client.post("/check", data={**given, "as_of": "run:0"}).text
    assert "number changed" not in early


def test_all_that_does_not_write_has_a_past() -> None:
    """So that no page is forgotten."""
    assert {route.path for route in ROUTES if not route.has_past} == {
        route.path for route in ROUTES if route.writes
    }
