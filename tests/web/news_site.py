"""The articles that pages are tested on, ours and hostile ones, and a client that asks without a socket."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
from starlette.testclient import TestClient

from provenance.web.app import Site, make_app
from provenance.web.guard import Guard

ROOT = Path(__file__).parents[2]
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
