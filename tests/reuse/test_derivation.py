"""Copies are found by passages, shared quotations are none, and sampling finds what comparing all pairs finds."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import duckdb
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

from provenance.records.coverage import Derivation
from resolvers.incremental.stories.copying import derive
from resolvers.reuse.credits import find_credits
from resolvers.reuse.derivation import Printed, compare
from resolvers.reuse.origins import origins
from resolvers.reuse.passages import SHINGLE, shared_runs
from resolvers.reuse.shingles import LEAD, LEAD_LIMIT, LIMIT, hash_shingle, sample
from resolvers.text.quoted_words import Words, words_of

START = datetime(2025, 5, 1, tzinfo=UTC)
WORDS = [
    f"{a}{b}"
    for a in "bcdfghklmnprstvw"
    for b in ("alo", "ine", "urt", "est", "omy", "ick", "ank", "eld")
]


def text(seed: int, words: int = 120) -> str:
    """Make a text of sentences of ten words."""
    rng = random.Random(seed)
    made = [rng.choice(WORDS) for _ in range(words)]
    return ". ".join(" ".join(made[i : i + 10]).capitalize() for i in range(0, words, 10)) + "."


def printed(key: str, body: str, *, hours: float = 0, source: str | None = None) -> Printed:
    """Print a text in an outlet of its own."""
    at = START + timedelta(hours=hours)
    return Printed(
        key=key, article=key, source=source or f"Outlet {key}", byline=None, published=at, text=body
    )


def found(items: list[Printed]) -> list[Derivation]:
    """Derive over a DuckDB of its own."""
    with duckdb.connect() as connection:
        return derive(connection, items)


def test_a_copy_points_at_the_same_words_on_both_sides() -> None:
    """Every passage is a span of both texts, word for word."""
    a, b = printed("a", text(1)), printed("b", "New words stand first. " + text(1), hours=2)

    (derivation,) = found([a, b])

    assert (derivation.version, derivation.from_version, derivation.direction) == ("b", "a", "time")
    for p in derivation.passages:
        assert words_of(p.span.surface(b.text)) == words_of(p.from_span.surface(a.text))


def test_shared_quotations_are_no_copy() -> None:
    """Both heard the same speech."""
    speech = "“" + text(2) + "”"

    assert (
        found([printed("a", text(3) + " " + speech), printed("b", text(4) + " " + speech, hours=1)])
        == []
    )


def test_a_credit_says_who_copied_whatever_the_time_says() -> None:
    """An agency's report may reach us after the copy that credits it."""
    wire = printed("w", text(5), hours=3, source="Reuters")
    copy = printed("c", "LONDON (Reuters) - " + text(5), hours=1)

    (derivation,) = found([wire, copy])

    assert (derivation.version, derivation.direction) == ("c", "credit")
    assert derivation.credit is not None
    assert derivation.credit.span is not None
    assert derivation.credit.span.surface(copy.text) == "Reuters"


def test_a_publisher_reuses_and_does_not_copy_itself() -> None:
    """An update of one outlet is told apart."""
    (derivation,) = found(
        [
            printed("a", text(6), source="Echo"),
            printed("b", text(6) + " More.", hours=2, source="The Echo"),
        ]
    )

    assert derivation.kind == "reuse"


def test_boilerplate_of_a_publisher_is_no_copy() -> None:
    """What one outlet prints under every article says nothing about reporting."""
    foot = text(7, 60)
    own = [
        printed(f"e{i}", f"{text(100 + i, 60)} {foot}", hours=60 * i, source="Echo")
        for i in range(4)
    ]

    assert found(own) == []


def test_an_excerpt_is_named_so() -> None:
    """The beginning of a report that stands alone."""
    (derivation,) = found(
        [printed("a", text(8)), printed("b", text(8, 120)[:300].rsplit(" ", 1)[0], hours=1)]
    )

    assert derivation.kind == "excerpt"


def test_articles_a_week_apart_are_no_copies() -> None:
    """Archive pieces repeat background."""
    assert found([printed("a", text(9)), printed("b", text(9), hours=24 * 7)]) == []


@heavy(10, search=100)
@given(st.permutations(range(6)))
def test_the_order_of_articles_does_not_matter(order: list[int]) -> None:
    """Any order of arrival gives the same derivations."""
    items = [printed(f"{i}", text(i % 3) + f" End {i}.", hours=i) for i in range(6)]

    assert found([items[i] for i in order]) == found(items)


@heavy(20, search=200)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), min_size=2, max_size=7)
)
def test_sampling_finds_what_comparing_all_pairs_finds(made: list[tuple[int, int, bool]]) -> None:
    """The slow twin compares every pair word for word."""
    items = [
        printed(
            f"{n}",
            text(a, 80) + (" “" + text(b, 80) + "”" if quote else " " + text(b + 50, 80)),
            hours=n,
        )
        for n, (a, b, quote) in enumerate(made)
    ]
    slow = [compare(a, b, {}, {}) for i, a in enumerate(items) for b in items[i + 1 :]]

    fast = found(items)

    assert fast == sorted((d for d in slow if d), key=lambda d: (d.version, d.from_version))
    assert len(origins([i.key for i in items], fast)) <= len(items)


@given(st.text("ab .“”\n", max_size=80), st.text("ab .“”\n", max_size=80))
def test_shared_runs_are_shared_and_complete(a: str, b: str) -> None:
    """The twin: a word of `a` is covered just when a shingle over it is a shingle of `b`."""
    one, two = Words(a), Words(b)
    runs = shared_runs(one, two)

    shingles = set(two.shingles(SHINGLE))
    covered = {
        i + k for i, s in enumerate(one.shingles(SHINGLE)) if s in shingles for k in range(SHINGLE)
    }
    assert {i for r in runs for i in range(r.a, r.a + r.length)} == covered
    assert all(one.words[r.a : r.a + r.length] == two.words[r.b : r.b + r.length] for r in runs)


@given(st.lists(st.text("abc d", max_size=60), max_size=4))
def test_the_sample_is_the_set_of_small_hashes(texts: list[str]) -> None:
    """Arrow's arithmetic and Python's agree, and no shingle crosses two texts."""
    table = sample(texts)

    wanted = {
        (n, h)
        for n, t in enumerate(texts)
        for place, s in enumerate(Words(t).shingles(SHINGLE))
        for h in (hash_shingle(s),)
        if h < (LEAD_LIMIT if place < LEAD else LIMIT)
    }
    assert set(zip(table["text_id"].to_pylist(), table["hash"].to_pylist(), strict=True)) == wanted


def test_hashes_never_change() -> None:
    """A ledger made today finds the copies of tomorrow: pinned against other versions and hash seeds."""
    assert hash_shingle(["one", "two", "three", "four", "five", "six"]) == 17164930331879410697


def test_credits_are_found_with_their_spans() -> None:
    """Datelines, closing lines and contributions; a name in the body is no credit."""
    body = "PARIS (AFP) - The AP building burned.\n\nWith material from Reuters\n\nAP contributed to this report."

    stated = find_credits(body)

    assert [(c.kind, c.publisher, c.span.surface(body)) for c in stated if c.span] == [
        ("dateline", "agence france presse", "AFP"),
        ("with", "reuters", "With material from Reuters"),
        ("contributed", "associated press", "AP contributed to this report"),
    ]
