"""Every page opens, says what its record says, and has a twin in JSON that its schema describes."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import attrs
import pytest
from jsonschema import Draft202012Validator
from news_site import CORRECTED, SCRIPT, Pages, client_of
from starlette.testclient import TestClient

import provenance
from provenance.api import Ledger
from provenance.trail.finding import show
from provenance.web import addresses
from provenance.web.app import Site
from provenance.web.ledgers import Ledgers
from provenance.web.openapi import document
from resolvers.checking.report import schema

POSTED = ("/queue/", "/decide/")
DRAFT = "Twenty-six nations committed on Friday to a force, Emmanuel Macron said."


class Links(HTMLParser):
    """Collect what a page links to, and what it runs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.events: list[str] = []
        self.scripts: list[str | None] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        for name, value in attrs:
            if name in {"href", "src", "action"} and value is not None:
                self.links.append(value)
            if name.startswith("on") or name == "style":
                self.events.append(f"{tag} {name}")
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))


def test_every_page_opens_and_runs_nothing_of_its_articles(opened: Pages) -> None:
    """No element of an article's text, title, outlet or address becomes an element of the page."""
    for address, answer in opened.items():
        found = Links(answer.text)

        assert answer.status_code == 200, (address, answer.text[:500])
        assert found.scripts == ["/static/page.js"], address
        assert not found.events, address
        assert SCRIPT not in answer.text
        assert not [link for link in found.links if link.startswith(("javascript:", "data:text"))]
        assert "49" not in re.findall(r"\{\{.*?\}\}", answer.text)


def test_links_lead_to_pages(client: TestClient, opened: Pages) -> None:
    """What a page links to is there, hostile ids among it; a part of them is opened."""
    seen: set[str] = set()
    for answer in opened.values():
        links = {link.partition("#")[0] for link in Links(answer.text).links}
        seen |= {link for link in links if link.startswith("/") and not link.startswith(POSTED)}
    new = sorted(seen - set(opened))
    assert len(new) > 100
    hostile = [link for link in new if "%" in link]
    broken = {
        link: code
        for link in {*new[::5], *hostile[:20]}
        if (code := client.get(link).status_code) != 200
    }
    assert not broken


def test_every_page_has_a_twin(client: TestClient, opened: Pages) -> None:
    """Its JSON is what the OpenAPI document describes."""
    described = document(schema(), writable=True)
    for address, page in opened.items():
        twins = re.findall(r'<a href="([^"]+)">This page as JSON', page.text)
        if address in {"/check", "/decide"}:  # forms
            assert not twins
            continue
        (twin,) = twins
        answer = client.get(twin.replace("&amp;", "&"))

        assert answer.status_code == 200, (address, twin, answer.text[:300])
        validate(described, twin, answer.json())


def validate(described: dict[str, Any], twin: str, found: Any) -> None:
    """Check an answer against the document."""
    path = twin.partition("?")[0]
    known = [p for p in described["paths"] if re.fullmatch(p.replace("{name}", ".+"), path)]
    (one,) = known[:1]
    method = described["paths"][one].get("get") or described["paths"][one]["post"]
    body = method["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**body, "components": described["components"]})
    errors = [error.message[:200] for error in validator.iter_errors(found)]
    assert not errors, (twin, errors[:3])


def test_an_article_is_its_text(client: TestClient, ledger: Ledger) -> None:
    """The pieces of the page, joined, are the characters of the version."""
    import lxml.html

    for line in ledger.versions():
        name = line.article.article_id
        tree = lxml.html.fromstring(client.get(addresses.article(name)).text)
        (text,) = tree.xpath('//*[@id="text"]')

        assert text.text_content() == line.text
        for piece in text.xpath(".//*[@data-o]"):
            start = int(piece.get("data-o"))
            words = piece.text_content()
            assert line.text[start : start + len(words)] == words


def test_an_earlier_version_keeps_its_address(client: TestClient, ledger: Ledger) -> None:
    """A citation of it still shows its words, and says that they were corrected."""
    first, second = ledger.versions(CORRECTED, current=False)
    page = client.get(addresses.article(CORRECTED, None, first.key)).text

    assert "Three aid workers" in page
    assert "it was corrected since" in page
    assert "Two aid workers" in client.get(addresses.article(CORRECTED, None, second.key)).text
    assert client.get(f"/a/{CORRECTED}?version=ffff").status_code == 404
    both = client.get(addresses.versions(CORRECTED)).text
    assert 'class="mark reworded"' in both


def test_what_is_not_there_is_said(client: TestClient) -> None:
    """With a status, in one sentence, as a page or as JSON."""
    for path, status in (
        ("/a/nothing", 404),
        ("/e/nobody-of-that-name", 404),
        ("/c/0123456789abcdef", 404),
        ("/c/zz", 404),
        ("/s/nothing", 404),
        ("/v/dispatch-1", 404),
        ("/entities?sort=colour", 400),
        ("/entities?offset=-1", 400),
        ("/entities?offset=99999999999999999999", 400),
        ("/search?q=%00", 400),
        ("/a/%00", 400),
        ("/nothing", 404),
        ("/static/../app.py", 404),
        ("/static/%2e%2e%2fapp.py", 404),
        ("/static/page.css%00", 404),
    ):
        assert client.get(path).status_code == status, path
    twin = client.get("/a/nothing.json")
    assert (twin.status_code, list(twin.json())) == (404, ["error"])


def test_a_draft_is_marked(client: TestClient, site: Site) -> None:
    """Each planted fault has its finding, with both sides."""
    given = {"draft": DRAFT, "token": site.guard.form_token}
    page = client.post("/check", data=given)

    assert page.status_code == 200
    assert "number changed" in page.text
    assert 'class="mark look"' in page.text
    twin = client.post("/check.json", json=given).json()
    assert [f["finding"] for f in twin["check"]["findings"]] == ["number changed"]
    validate(document(schema(), writable=True), "/check.json", twin)
    too_long = client.post("/check.json", json={**given, "draft": "a " * 200_001})
    assert too_long.status_code == 400


def test_decisions_are_shown_first_then_count_and_can_be_taken_back(
    client: TestClient, site: Site, ledger: Ledger
) -> None:
    """Impact changes nothing, a decision does, revoking restores what was."""
    before = ledger.table("mentions")
    pair = ledger.queue(limit=1)[0]
    asked = {"verb": "different", "a": pair.a.reference, "b": pair.b.reference, "by": "ann"}
    headers = {"x-token": site.guard.form_token}

    impact = client.post("/queue/impact.json", json=asked, headers=headers).json()["impact"]
    assert impact["moved"]
    assert ledger.table("mentions") == before
    decided = client.post("/queue/decide.json", json=asked, headers=headers).json()["decided"]
    assert ledger.table("mentions") != before
    assert "ann" in client.get("/decisions").text
    back = {"decision": decided["decision"], "by": "ben"}
    assert client.post("/queue/revoke.json", json=back, headers=headers).status_code == 200
    assert ledger.table("mentions") == before


def test_without_a_script_the_desk_is_a_form(
    client: TestClient, site: Site, ledger: Ledger
) -> None:
    """One field brings the verb and the pair; afterwards the desk is shown again."""
    pair = ledger.queue(limit=1)[0]
    field = f"unsure\r\n{pair.a.reference}\r\n{pair.b.reference}"
    given = {"pair": field, "by": "ann", "reason": "", "token": site.guard.form_token}
    answer = client.post("/queue/decide", data=given, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    made = ledger.decisions()[-1].decision
    assert (made.verb, made.actor, made.reason) == ("unsure", "ann", "reviewed")
    given = {"decision": made.key, "by": "ann", "token": site.guard.form_token}
    assert client.post("/queue/revoke", data=given, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("articles", [0, 1])
def test_an_empty_ledger_and_one_article_have_pages(site: Site, articles: int) -> None:
    """Nothing is shown as nothing, and the home page says what to do."""
    import attrs

    with provenance.open(":memory:") as opened:
        opened.add([{"id": "a", "text": "It rained."}] * articles)
        one = client_of(attrs.evolve(site, ledgers=Ledgers([opened]), writable=False))
        for path in (
            "/",
            "/search?q=x",
            "/entities",
            "/stories",
            "/claims",
            "/conflicts",
            "/queue",
        ):
            assert one.get(path).status_code == 200, path
        assert "spantrail resolve" in one.get("/").text
        assert one.get("/a/a").status_code == (200 if articles else 404)
        assert one.post("/queue/decide").status_code == 404


def test_hostile_words_are_searched_as_words(client: TestClient) -> None:
    """Quotes, wildcards and half characters are bound, and are nobody's name."""
    for words in (
        "'; drop table article; --",
        "%",
        "_",
        '"',
        "\\",
        "\U0001f30a",
        "{{7*7}}",
        "a" * 5_000,
    ):
        answer = client.get(f"/search?q={quote(words)}")
        assert answer.status_code == 200, words
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_somebody_whom_many_mention_is_read_off_some(
    client: TestClient, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says so and leads to all; no name is lost, and the counts are of all."""
    from provenance.web.questions import entity

    macron = ledger.show("Emmanuel Macron")
    address = addresses.entity(macron.entity)
    assert "Read all of them" not in client.get(address).text
    monkeypatch.setattr(entity, "_READ", 2)
    page = client.get(address).text
    part = client.get(f"{address}.json").json()["entity"]
    whole = client.get(f"{address}.json?all=1").json()["entity"]

    assert f'<a href="{address}?all=1">Read all of them' in page
    assert "Read all of them" not in client.get(f"{address}?all=1").text
    assert whole == macron.to_dict()
    assert (part["mentions"], part["articles"]) == (macron.mentions, macron.articles)
    few, all_of_them = (sum(len(w["places"]) for w in one["names"]) for one in (part, whole))
    assert 0 < few < all_of_them
    some = show(ledger, macron.entity, most=50)
    assert some == macron


def test_what_somebody_said_about_somebody_is_asked_on_their_page(
    client: TestClient, ledger: Ledger
) -> None:
    """The form of the page leads to the claims of one about the other."""
    macron = ledger.show("Emmanuel Macron").entity
    page = client.get(addresses.entity(macron)).text
    form = next(
        f for f in re.findall(r"<form.*?</form>", page) if f'name="by" value="{macron}"' in f
    )
    assert 'name="about"' in form
    assert "What they said" in page
    found = client.get("/claims.json", params={"by": macron, "about": "Ukraine", "text": ""})
    assert (
        found.json()["claims"] == ledger.claims(by=macron, about="Ukraine", sort="sure").to_dicts()
    )


def test_what_is_one_without_a_comparison_is_explained(client: TestClient, ledger: Ledger) -> None:
    """In one article, or by equal features: a sentence says so, and leads to how the whole came to be one."""
    seen = set()
    sightings = ledger.trace("Emmanuel Macron")
    for other in sightings[1:]:
        a, b = sightings[0].reference, other.reference
        verdict = ledger.why(a, b).verdict
        if verdict in seen:
            continue
        seen.add(verdict)
        page = client.get(addresses.why(a, b)).text
        assert ("How the whole came to be one" in page) == (verdict.startswith("same"))
    assert "same chain" in seen


def test_withheld_texts_are_on_no_page(site: Site, client: TestClient, ledger: Ledger) -> None:
    """Nor in a twin; names and claims are still quoted, and the hash is there."""
    import attrs

    closed = client_of(attrs.evolve(site, withheld=True))
    first, _ = ledger.versions(CORRECTED, current=False)
    sentence = max(first.text.split("\n"), key=len)
    claim = next(c for c in ledger.claims() if c.article == CORRECTED)
    for address in (
        addresses.article(CORRECTED),
        addresses.article(CORRECTED, None, first.key),
        addresses.versions(CORRECTED),
        addresses.claim(claim.claim),
    ):
        path, _, query = address.partition("?")
        twin = f"{path}.json?{query}"
        for shown in (closed.get(address).text, closed.get(twin).text):
            assert sentence[:200] not in unescape(shown), address
        assert closed.get(address).status_code == 200
    page = unescape(closed.get(addresses.article(CORRECTED)).text)
    assert "The text is withheld" in page
    assert claim.words in page
    assert "The text is withheld" not in client.get(addresses.article(CORRECTED)).text
    assert closed.get(f"/a/{CORRECTED}.json").json()["text"]["text"] == ""


def test_corrected_articles_are_listed_alone(client: TestClient) -> None:
    """And lead to what was corrected."""
    found = client.get("/articles.json?corrected=1").json()["articles"]
    page = client.get("/articles?corrected=1").text

    assert [line["article"] for line in found] == [CORRECTED]
    assert f'href="{addresses.versions(CORRECTED)}"' in page
    assert "1–1 of 1" in page
    assert 'class="mark gone"' in client.get(addresses.versions(CORRECTED)).text


def test_whom_everybody_means_by_a_name_comes_first(client: TestClient, ledger: Ledger) -> None:
    """The most mentioned; the command orders by how well a name fits."""
    found = client.get("/search.json?q=Crane").json()["search"]
    assert {s["entity"] for s in found} == {m.entity for m in ledger.search("Crane", limit=30)}
    counts = [s["mentions"] for s in found]
    assert counts == sorted(counts, reverse=True)


def test_claims_are_found_by_words_that_do_not_stand_in_a_row(client: TestClient) -> None:
    """Where no claim has them in a row; the heading says so."""
    apart = client.get("/search?q=nations+Ukraine")
    found = client.get("/search.json?q=nations+Ukraine").json()["claims"]

    assert "Said with all of these words" in apart.text
    assert found
    assert all({"nations", "ukraine"} <= set(c["words"].lower().split()) for c in found)
    assert "Said in these words" in client.get("/search?q=sent+to+Ukraine").text
    assert not client.get("/search.json?q=nations+zeppelin").json()["claims"]


def test_copies_are_told_by_outlet(client: TestClient) -> None:
    """On the page of the story, and on that of the article that copied."""
    story = unescape(client.get("/s/orbis-1").text)
    copy = unescape(client.get("/a/dispatch-1").text)

    assert ">Valley Dispatch</bdi></a>" in story.partition("Who copied whom")[2]
    assert ">Orbis Wire Service</bdi></a>" in copy.partition(">Copied</h2>")[2]
    assert "the later one is taken for the copy" in story


def test_a_page_asks_each_thing_once(client: TestClient, ledger: Ledger) -> None:
    """Between two pages nothing is remembered: what was decided meanwhile is shown."""
    from provenance.web import indexed

    assert isinstance(ledger, indexed.IndexedLedger)
    macron = ledger.show("Emmanuel Macron").entity
    with indexed.asking_once(ledger):
        first = ledger.records("trail_entity_by_id", what=macron)
        first[0]["entity_id"] = -1  # whoever changes a row changes nobody else's
        again = ledger.records("trail_entity_by_id", what=macron)
        assert again[0]["entity_id"] > 0
        assert ledger.known
        asked = len(ledger.known)
        ledger.records("trail_entity_by_id", what=macron)
        assert len(ledger.known) == asked
    assert ledger.known is None
    assert client.get(addresses.entity(macron)).status_code == 200
    assert ledger.known is None


def test_what_nobody_bears_can_be_searched_for(client: TestClient) -> None:
    """One sentence, and a way on; a hostile name is text there, too."""
    page = client.get("/e/Macrom").text
    hostile = client.get(addresses.entity(SCRIPT))

    assert 'href="/search?q=Macrom"' in page
    assert "No entity is called" in page
    assert hostile.status_code == 404
    assert SCRIPT not in hostile.text
    assert unescape(hostile.text).count(SCRIPT) >= 2  # in the sentence, and what is searched for


def test_what_an_outlet_says_itself_is_found(site: Site, client: TestClient) -> None:
    """No claim has it, so the article is quoted and opened at the words.

    Not where texts are withheld.
    """
    page = unescape(client.get("/search?q=Thirty+nations").text)
    closed = unescape(
        client_of(attrs.evolve(site, withheld=True)).get("/search?q=Thirty+nations").text
    )

    assert "No claim has these words" in page
    assert 'href="/a/meridian-2#0-14"' in page
    assert "<mark>Thirty nations</mark>" in page
    assert "meridian-2" in closed
    assert "promised troops" not in closed


def test_pairs_are_explained_in_names(client: TestClient, ledger: Ledger) -> None:
    """No id of an entity stands where its name would serve, and a likeness says of what it is one."""
    one, other = (c.claim for c in ledger.claims(by="Emmanuel Macron", sort="sure", limit=2))
    for address in (addresses.why("orbis-1", "dispatch-1"), addresses.why(one, other)):
        page = unescape(client.get(address).text)
        table = page[page.index("<table") : page.index("</table>")]
        assert "ent-" not in table, address
        assert "Emmanuel Macron" in table, address
        assert "likeness" in table, address
        assert "T00:00" not in table, address
