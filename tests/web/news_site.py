"""The articles that pages are tested on, ours and hostile ones, and a client that asks without a socket."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
from httpx import Response
from starlette.testclient import TestClient

from provenance.api import Ledger
from provenance.web import addresses
from provenance.web.app import Site, make_app
from provenance.web.guard import Guard
from provenance.web.routes import ROUTES

Pages = dict[str, Response]
ROOT = Path(__file__).parents[2]
CORRECTED = "ledger-1"
SCRIPT = "<script>document.title='owned'</script>"
HOSTILE: list[dict[str, Any]] = [
    {
        "id": f"../../etc/{SCRIPT}",
        "title": f'"><img src=x onerror=alert(1)> {SCRIPT}',
        "source": "</title><svg onload=alert(1)>",
        "url": "javascript:alert(document.domain)",
        "byline": "{{ 7*7 }} {% raw %}",
        "text": f"Mayor Ada Crane said on Friday that {SCRIPT} costs 26 crowns. “It's <b>fine</b> & over,” Tom Reed said.",
        "published_at": "2025-09-07T10:00:00Z",
    },
    {"id": "..", "text": "Ada Crane left Marlow.", "title": "'-alert(1)-'"},
    {
        "id": "x.json",
        "text": "Tom Reed came to Kessel.",
        "url": "data:text/html,<script>1</script>",
    },
    {"id": "a b/c?d#e%f&g", "text": "Lena Vogt spoke in Marlow. Vogt left."},
    {
        "id": "مقال",
        "title": "\u202eتيم كوك\u202c in Marlow",
        "source": "الجزيرة",
        "text": "Mayor Ada Crane \U0001f30a said \U0001f468‍\U0001f469‍\U0001f467 water rose 3 metres in Marlow. "
        + "W" * 4_000,
    },
]


def example() -> list[dict[str, Any]]:
    """Read the articles that come with us."""
    lines = (ROOT / "examples/paris_summit/articles.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def client_of(site: Site, guard: Guard | None = None) -> TestClient:
    """Ask the pages of a site, maybe under another guard."""
    app = make_app(attrs.evolve(site, guard=guard or site.guard))
    return TestClient(app, base_url="http://127.0.0.1:8383", raise_server_exceptions=False)


def pages(ledger: Ledger) -> list[str]:
    """List the addresses of pages of all kinds."""
    peskov = ledger.show("Dmitry Peskov")
    first, *_, last = ledger.trace("Dmitry Peskov")
    story = ledger.stories(limit=1)[0]
    claims = ledger.claims(sort="sure", limit=8)
    return [
        *(route.path for route in ROUTES if not route.named and not route.posted),
        "/search?q=Macron",
        "/search?q=Crane",
        "/suggest?q=Ma",
        *(addresses.article(line["id"]) for line in HOSTILE),
        addresses.article("orbis-1"),
        addresses.versions(CORRECTED),
        addresses.entity(peskov.entity),
        addresses.entity("Ada Crane"),
        addresses.entity("Kremlin"),
        *(addresses.claim(claim.claim) for claim in claims),
        addresses.story(story.story),
        addresses.why(first.reference, last.reference),
        addresses.why("Dmitry Peskov", "Emmanuel Macron"),
        addresses.why(claims[0].claim, claims[1].claim),
        addresses.why("orbis-1", "dispatch-1"),
        "/entities?type=PER&sort=name",
        "/claims?about=Ukraine&offset=2",
        "/claims?by=Emmanuel+Macron",
        "/conflicts?status=open",
        "/mentions?of=Dmitry+Peskov",
        "/decisions?about=Dmitry+Peskov",
    ]
