"""Any decision can be taken on the pages: what it means and would change is shown first, and it can be taken back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import attrs
import pytest
from news_site import client_of, example
from starlette.testclient import TestClient

import resolvers
from provenance.records.judgements import VERBS
from provenance.web import addresses
from provenance.web.app import Site
from provenance.web.indexed import IndexedLedger
from provenance.web.ledgers import Ledgers


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexedLedger]:
    """Resolve a few articles, on which anything may be decided."""
    with IndexedLedger.open(tmp_path_factory.mktemp("decide") / "news.duckdb") as opened:
        opened.add([line for line in example() if line["id"].endswith("-1")])
        resolvers.resolve(opened)
        yield opened


@pytest.fixture(scope="module")
def desk(site: Site, own: IndexedLedger) -> TestClient:
    """Serve it."""
    return client_of(attrs.evolve(site, ledgers=Ledgers([own])))


_TOLD = {  # what the impact of a decision says, as the command does
    "stance": "asserts → <bdi>emmanuel macron</bdi> denies",
    "not-a-claim": "asserts → no claim",
    "speaker": "→ <bdi>nobody named</bdi> asserts",
    "fork": "): <bdi>emmanuel macron</bdi> → ",
    "name": "<bdi>emmanuel macron</bdi> → <bdi>emmanuel jean-michel macron</bdi>",
    "type": "(person) → <bdi>emmanuel macron</bdi> (other)",
}


def asked(own: IndexedLedger) -> dict[str, tuple[list[str], str | None, str]]:
    """Say what each kind of decision is about here: names, a value, and of which sort it is."""
    macron, other = own.show("Emmanuel Macron").entity, own.show("Volodymyr Zelensky").entity
    mention = own.trace("Emmanuel Macron")[-1].reference
    claim, second = (c.claim for c in own.claims(by="Emmanuel Macron", sort="sure", limit=2))
    first, *_, last = sorted(v.article.article_id for v in own.versions())
    return {
        "same": ([first, last], None, "story"),
        "different": ([macron, other], None, "entity"),
        "unsure": ([first, last], None, "copy"),
        "fork": ([mention], None, "entity"),
        "split": ([macron, mention], None, "entity"),
        "lock": ([macron], None, "entity"),
        "name": ([macron], "Emmanuel Jean-Michel Macron", "entity"),
        "type": ([macron], "other", "entity"),
        "not-an-entity": ([macron], None, "entity"),
        "speaker": ([claim], "nobody", "claim"),
        "stance": ([claim], "denies", "claim"),
        "not-a-claim": ([claim], None, "claim"),
        "conflict": ([claim, second], "none", "claim"),
    }


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "revoke"])
def test_every_kind_is_shown_first_then_counts_and_is_taken_back(
    desk: TestClient, site: Site, own: IndexedLedger, verb: str
) -> None:
    """Showing it keeps nothing; taking it back restores who is who."""
    names, value, about = asked(own)[verb]
    given = {"verb": verb, "what": "\r\n".join(names), "value": value or "", "about": about}
    form = {**given, "by": "ann", "token": site.guard.form_token}
    before, made = own.table("mentions"), len(own.decisions())
    shown = desk.get("/decide", params=given).text
    assert f"<option selected>{verb}</option>" in shown
    assert html.escape(names[0]) in shown

    page = desk.post("/decide/impact", data=form).text
    assert len(own.decisions()) == made
    assert 'class="subject"' in page
    assert _TOLD.get(verb, "would become another") in page.lower()
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert kept["verb"] == verb
    answer = desk.post(
        "/decide/take",
        data={name: html.unescape(value) for name, value in kept.items()},
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/decisions")
    decision = own.decisions()[-1].decision
    assert (decision.verb, decision.about, decision.actor) == (verb, about, "ann")
    back = {"decision": decision.key, "by": "ann", "token": site.guard.form_token}
    assert desk.post("/queue/revoke", data=back, follow_redirects=False).status_code == 303
    assert own.table("mentions") == before


def test_what_means_nothing_is_refused(desk: TestClient, site: Site, own: IndexedLedger) -> None:
    """In one sentence, and nothing is kept."""
    made = len(own.decisions())
    right = {"verb": "lock", "what": "Emmanuel Macron", "by": "ann"}
    for wrong in (
        {"verb": "revoke"},
        {"verb": "praise"},
        {"what": " \n "},
        {"what": "nobody of that name"},
        {"value": "x"},
        {"verb": "type", "value": "colour"},
        {"by": ""},
        {"reason": "a" * 2_001},
        {"about": "weather"},
        {"what": "\n".join("abc")},
    ):
        form = {**right, **wrong, "token": site.guard.form_token}
        for path in ("/decide/impact", "/decide/take"):
            assert desk.post(path, data=form).status_code in {400, 404}, wrong
    assert desk.post("/decide/take", data=right).status_code == 400  # no token
    assert desk.get("/decide/take").status_code == 405
    assert len(own.decisions()) == made


def test_pages_lead_to_what_can_be_decided(
    desk: TestClient, site: Site, own: IndexedLedger
) -> None:
    """With what it is about filled in; not where pages only read."""
    reading = client_of(attrs.evolve(site, ledgers=Ledgers([own]), writable=False))
    claim = own.claims(limit=1)[0].claim
    for address, verbs in (
        (addresses.entity(own.show("Emmanuel Macron").entity), {"name", "type", "lock", "split"}),
        (addresses.claim(claim), {"speaker", "stance", "not-a-claim", "conflict"}),
        (addresses.article("dispatch-1"), {"same", "different", "fork"}),
    ):
        found = re.findall(r'href="(/decide\?[^"]*)"', desk.get(address).text)
        assert verbs <= {re.split(r"verb=|&", link)[1] for link in found}, found
        assert desk.get(html.unescape(found[0])).status_code == 200
        assert "/decide" not in reading.get(address).text
    assert reading.get("/decide").status_code == 404
