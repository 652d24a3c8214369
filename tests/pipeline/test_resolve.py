"""From articles to entities: the same whoever comes first, and every answer leads back to characters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept import example
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.testing import partition

ROOT = Path(__file__).parents[2]
CORPUS = [
    json.loads(line)
    for line in (ROOT / "examples/paris_summit/articles.jsonl").read_text("utf-8").splitlines()
]
TWO = [
    {
        "id": "named",
        "source": "Daily",
        "published_at": "2025-09-05",
        "text": "Kremlin spokesperson Dmitry Peskov dismissed the plan on Friday. Peskov gave no details.",
    },
    {
        "id": "role",
        "source": "Courier",
        "published_at": "2025-09-05",
        "text": "The plan was dismissed. The Kremlin spokesperson said it would not help.",
    },
]


def resolved(batches: list[list[dict[str, str]]]) -> Ledger:
    """Take batches of articles in, resolving after each."""
    ledger = provenance.open(":memory:")
    for batch in batches:
        ledger.add(batch)
        resolvers.resolve(ledger)
    return ledger


@pytest.fixture(scope="module")
def whole() -> Ledger:
    """Resolve the example corpus at once."""
    return example("paris_summit")


def test_article_by_article_gives_the_same_partition_as_at_once(whole: Ledger) -> None:
    """Promise 4, on the example corpus."""
    assert partition(whole) == partition(resolved([[a] for a in CORPUS]))


@heavy(3, search=6)
@given(order=st.permutations(CORPUS), cut=st.integers(1, len(CORPUS) - 1))
def test_any_order_in_any_batches_gives_the_same_partition(
    whole: Ledger, order: list[dict[str, str]], cut: int
) -> None:
    """Promise 4: order does not matter."""
    assert partition(whole) == partition(resolved([order[:cut], order[cut:]]))


def test_resolving_again_appends_nothing(whole: Ledger) -> None:
    """What is known is not decided twice."""
    tables = (
        "mention",
        "chain",
        "profile",
        "comparison",
        "entity",
        "entity_state",
        "entity_member",
        "entity_event",
    )

    def count() -> list[int]:
        cursor = whole.cursor()
        return [cursor.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in tables]

    before = count()
    done = resolvers.resolve(whole)

    assert (done.read, done.events) == (0, 0)
    assert before == count()


def test_the_same_corpus_gives_the_same_bytes(tmp_path: Path) -> None:
    """Promise 3: two ledgers made alike export the same files."""
    from provenance.exports.tables import write_table

    for name in ("one", "two"):
        with resolved([TWO]) as ledger:
            for table in ("mentions", "entities", "links"):
                write_table(ledger.table(table), tmp_path / f"{name}-{table}.jsonl")

    for table in ("mentions", "entities", "links"):
        assert (tmp_path / f"one-{table}.jsonl").read_bytes() == (
            tmp_path / f"two-{table}.jsonl"
        ).read_bytes()


def test_everything_in_the_resolved_ledger_verifies(whole: Ledger) -> None:
    """Promise 1: spans resolve, parts sum, redirects end, nothing stands twice."""
    assert whole.verify() == []


def test_a_role_in_one_article_is_the_person_of_another() -> None:
    """The office and its date link them, and the explanation names the words on both sides."""
    with resolved([TWO]) as ledger:
        found = ledger.why("role:28-48", "named:21-34")

        assert found.verdict == "compared"
        (step,) = found.steps
        (role,) = [part for part in step.parts if part.feature == "office"]
        assert role.a is not None
        assert role.b is not None
        assert {"Kremlin spokesperson"} == {role.a.surface, role.b.surface}
        assert {"named", "role"} == {role.a.article, role.b.article}
        assert step.match_weight == pytest.approx(sum(part.weight for part in step.parts), abs=1e-9)


def test_the_same_role_years_later_is_not_taken_for_the_same_person() -> None:
    """Roles are dated: without evidence near the date the holder is unknown, and stays an entity of its own."""
    later = {**TWO[1], "published_at": "2035-09-05"}
    with resolved([[TWO[0], later]]) as ledger:
        assert ledger.why("role:28-48", "named:21-34").verdict == "apart"


def test_a_lone_surname_never_fuses_its_bearers() -> None:
    """Two given names in conflict stay two people, whatever stands between them."""
    texts = [
        "Anna Merz spoke.",
        "Boris Merz spoke.",
        "Merz spoke, said Merz.",
        "The Merz plan failed, Merz said.",
    ]
    with resolved([[{"id": str(i), "text": text} for i, text in enumerate(texts)]]) as ledger:
        assert ledger.why("Anna Merz", "Boris Merz").verdict == "apart"


def test_a_corrected_article_keeps_its_entities_ids() -> None:
    """A new version is read anew; who was known keeps the id, and the old text is still there."""
    with resolved([TWO]) as ledger:
        before = ledger.show("Dmitry Peskov").entity
        ledger.add([{**TWO[0], "text": "Correction. " + TWO[0]["text"]}])
        resolvers.resolve(ledger)

        assert before == ledger.show("Dmitry Peskov").entity
        assert len(ledger.versions("named", current=False)) == 2
        assert {"named", "role"} == {s.article for s in ledger.trace("Dmitry Peskov")}


def test_given_mentions_are_linked_and_none_is_detected() -> None:
    """A caller's mentions come out exactly, and nothing else does."""
    from provenance.records.mentions import Mention
    from provenance.spans import Span

    with provenance.open(":memory:") as ledger:
        ledger.add(TWO)
        version = ledger.versions("named")[0]
        mentions = [
            Mention(
                version=version.key,
                span=Span(s, e),
                surface=version.text[s:e],
                kind="name",
                type="PER",
                detector="given",
            )
            for s, e in ((21, 34), (65, 71))
        ]
        resolvers.resolve(ledger, mentions={version.key: mentions})
        rows = ledger.table("mentions").to_pylist()

    assert [(r["surface"], r["start"]) for r in rows] == [("Dmitry Peskov", 21), ("Peskov", 65)]
    assert len({r["entity"] for r in rows}) == 1


def test_a_name_that_nobody_bears_says_what_is_near() -> None:
    """A typing error is answered with what there is."""
    with (
        resolved([TWO]) as ledger,
        pytest.raises(provenance.NotFoundError, match="near it are Dmitry Peskov"),
    ):
        ledger.show("Dmitry Pesk")


def test_a_run_with_nothing_to_do_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    """Not a row, not a run, not a byte: what is done is seen before anything is written."""
    path = tmp_path / "l.duckdb"
    with provenance.open(path) as ledger:
        ledger.add(CORPUS)
        resolvers.resolve(ledger)
    before = path.read_bytes()
    with provenance.open(path) as ledger:
        done = resolvers.resolve(ledger)

    assert done.read == 0
    assert (done.entities, done.stories, done.claim_groups) > (0, 0, 0)
    assert path.read_bytes() == before


def test_a_small_ledger_is_no_file_of_empty_blocks(tmp_path: Path) -> None:
    """The example corpus takes less than 16 blocks an article, and an article more no more than that again."""
    path = tmp_path / "l.duckdb"
    with provenance.open(path) as ledger:
        ledger.add(CORPUS[:-1])
        resolvers.resolve(ledger)
    size = path.stat().st_size
    with provenance.open(path) as ledger:
        ledger.add(CORPUS[-1:])
        resolvers.resolve(ledger)

    assert size < 16 * 65_536 * len(CORPUS)
    assert path.stat().st_size < 2 * size
