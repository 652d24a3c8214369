"""What is told of an article later, beside the same text, is a version of it, too."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.testing import memory_ledger

FIRST = {
    "id": "a",
    "text": "Ada Crane left Oslo.",
    "title": "Mayor leaves",
    "byline": "Tom Reed",
    "source": "Leeds Post",
    "url": "https://leeds.example/1",
    "published_at": "2025-09-01",
}
BARE = {"id": "a", "text": FIRST["text"]}


def articles(ledger: Ledger) -> list[dict[str, object]]:
    """Return what is told of articles now."""
    return ledger.table("articles").to_pylist()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", "Mayor goes", "Mayor goes"),
        ("byline", "Ann Cole", "Ann Cole"),
        ("lang", "en", "en"),
        ("published_at", "2025-09-02", datetime(2025, 9, 2, tzinfo=UTC)),
    ],
)
def test_what_is_told_otherwise_amends_the_article(field: str, value: str, told: object) -> None:
    """The text and all else stay; what was told before can be asked for, and nothing is broken."""
    with memory_ledger([FIRST]) as ledger:
        resolvers.resolve(ledger)
        (before,), then = articles(ledger), ledger.query("last_run").to_pylist()[0]["run"]
        report = ledger.add([{**BARE, field: value}])
        resolvers.resolve(ledger)
        (after,) = articles(ledger)

        assert (report.added, report.known) == (1, 0)
        assert after == {**before, field: told}
        assert ledger.table("articles", as_of=then).to_pylist() == [before]
        assert {m["surface"] for m in ledger.table("mentions").to_pylist()} == {"Ada Crane", "Oslo"}
        assert ledger.verify() == []


@pytest.mark.parametrize(("field", "value"), [("source", "Leeds Post"), ("url", FIRST["url"])])
def test_where_it_was_published_may_be_told_later(field: str, value: str) -> None:
    """A later text keeps it, though it is not told again."""
    with memory_ledger([BARE]) as ledger:
        assert ledger.add([{**BARE, field: value}]).added == 1
        assert articles(ledger)[0][field] == value
        assert ledger.add([{"id": "a", "text": "Ada Crane came back."}]).added == 1
        assert articles(ledger)[0][field] == value
        assert ledger.table("articles", as_of=1).to_pylist()[0][field] is None


@pytest.mark.parametrize(
    "again",
    [
        FIRST,
        BARE,
        {**BARE, "source": " leeds  POST"},
        {**BARE, "url": "http://www.leeds.example/1/?utm_source=x#top"},
        {**FIRST, "retrieved_at": "2025-10-01"},
    ],
)
def test_what_tells_nothing_new_is_known(again: dict[str, str]) -> None:
    """However it is written, with less than before, or fetched another day."""
    with memory_ledger([FIRST]) as ledger:
        report = ledger.add([again])

        assert (report.added, report.known, report.refused) == (0, 1, ())


def test_an_amended_article_keeps_its_entities_and_its_decisions() -> None:
    """Only its metadata changed: ids stay, and what was decided of its words still counts."""
    with memory_ledger([FIRST]) as ledger:
        resolvers.resolve(ledger)
        ids = {e.name: e.entity for e in ledger.entities()}
        ledger.decide("lock", "a:0-9", by="ann")
        ledger.add([{**BARE, "title": "Mayor goes"}])
        resolvers.resolve(ledger)

        assert {e.name: e.entity for e in ledger.entities()} == ids
        assert [view.status for view in ledger.decisions()] == ["counts"]
        changed = ledger.changes("a")
        assert changed is not None
        assert {c.status for c in changed.changes} == {"exact"}


_told = st.fixed_dictionaries(
    {"id": st.just("a"), "text": st.sampled_from(["One.", "Two."])},
    optional={
        "title": st.sampled_from("xy"),
        "byline": st.sampled_from("xy"),
        "source": st.just("Leeds Post"),
        "url": st.just("https://leeds.example/1"),
        "published_at": st.sampled_from(["2025-09-01", "2025-09-02"]),
    },
)


@heavy(10, search=100)
@given(rows=st.lists(_told, min_size=1, max_size=5), again=st.randoms())
def test_the_same_rows_again_add_nothing(rows: list[dict[str, str]], again: object) -> None:
    """In whatever order, and what was told last of a field of the text stands."""
    with provenance.open(":memory:") as ledger:
        for row in rows:
            ledger.add([row])
        told = articles(ledger)
        again.shuffle(rows)  # type: ignore[attr-defined]

        assert ledger.add(rows).added == 0
        assert articles(ledger) == told
        assert ledger.verify() == []
        texts = [v.text for v in ledger.versions(current=False)]
        assert len(list(itertools.groupby(sorted(texts)))) == len({row["text"] for row in rows})
