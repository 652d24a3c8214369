"""How long pages take: the search index, then a page of each kind, asked again and again.

    python tests/benchmarks/web_pages.py [LEDGER.duckdb | ARTICLES ...]

Of a ledger a copy is taken. A number makes so many articles of `scale.py` (about 29 mentions each),
read and linked without coverage. Each page is asked of an ASGI client, in this process, and
rendered; the first answer is not counted. Processor time is printed beside, since other work on the
machine adds to the other.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

from scale import articles
from starlette.testclient import TestClient

import resolvers
from provenance.snapshots import snapshot
from provenance.web import addresses
from provenance.web.app import Site, make_app
from provenance.web.guard import guard_for
from provenance.web.indexed import IndexedLedger
from provenance.web.ledgers import Ledgers
from resolvers.cli.web_helpers import helpers

TIMES = 7
SIZES = ("3500",)  # about 100,000 mentions


def opened(given: str, folder: Path) -> IndexedLedger:
    """Copy a ledger, or make one."""
    path = folder / "news.duckdb"
    if not given.isdigit():
        snapshot(given, path)
        return IndexedLedger.open(path)
    ledger = IndexedLedger.open(path)
    ledger.add(articles(int(given)))
    resolvers.resolve(ledger, coverage=False)
    return ledger


def pages(ledger: IndexedLedger) -> dict[str, str]:
    """Name a page of each kind: of somebody whom many articles mention, and of an article that mentions him."""
    people = ledger.entities(limit=40)
    one = next((e for e in people if e.type == "PER" and e.roles), people[0])
    mentions = ledger.trace(one.entity)
    surname = one.name.split()[-1]
    found = {
        "home": "/",
        "search": f"/search?q={surname}",
        "suggest": f"/suggest.json?q={surname[:4]}",
        "article": addresses.article(mentions[0].article),
        "entity": addresses.entity(one.entity),
        "why": addresses.why(mentions[0].reference, mentions[-1].reference),
        "entities": "/entities",
        "claims": f"/claims?by={one.entity}",
        "conflicts": "/conflicts",
        "queue": "/queue",
    }
    claims = ledger.claims(by=one.entity, sort="sure", limit=1)
    stories = ledger.stories(limit=1)
    found |= {"claim": addresses.claim(claims[0].claim)} if claims else {}
    return found | ({"story": addresses.story(stories[0].story)} if stories else {})


def run(given: str) -> None:
    """Print what the index and each page cost over one ledger."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = opened(given, Path(folder))
        start = time.perf_counter()
        ledger.make_index()
        made = time.perf_counter() - start
        (counts,) = ledger.query("ledger_counts").to_pylist()
        held = ", ".join(f"{counts[name]:,} {name}" for name in ("articles", "mentions", "claims"))
        print(f"{given}: {held}; index {made:.1f} s")
        site = Site(ledgers=Ledgers([ledger]), helpers=helpers(), guard=guard_for("::1", None))
        client = TestClient(make_app(site), base_url="http://127.0.0.1")
        for name, path in pages(ledger).items():
            print(f"  {name:10}", *timed(client, path))
        ledger.close()


def timed(client: TestClient, path: str) -> tuple[str, ...]:
    """Ask a page, and return its median, its fastest and its processor time."""
    walls, processor = [], []
    for _ in range(TIMES + 1):
        start, used = time.perf_counter(), time.process_time()
        answer = client.get(path)
        walls.append(1000 * (time.perf_counter() - start))
        processor.append(1000 * (time.process_time() - used))
        assert answer.status_code == 200, path
    size = f"{len(answer.content) / 1000:7.0f} kB"
    told = f"{median(walls[1:]):7.0f} ms, fastest {min(walls[1:]):.0f}"
    return told, f", processor {median(processor[1:]):.0f} ms", size


if __name__ == "__main__":
    for size in sys.argv[1:] or SIZES:
        run(size)
