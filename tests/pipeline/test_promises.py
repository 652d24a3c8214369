"""The promises of the design, on articles that nobody prepared."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exports.tables import write_table
from provenance.records.articles import Version
from provenance.records.mentions import Mention
from provenance.spans import Span
from provenance.testing import partition, texts, without_ids
from resolvers.mention_detection.detect import detect
from resolvers.stages import evidence, reader, reading

TABLES = ("articles", "mentions", "entities", "links")
_PEOPLE = (
    "Dmitry Peskov",
    "Peskov",
    "Emmanuel Macron",
    "Macron",
    "Claudia Merz",
    "Friedrich Merz",
    "Merz",
    "Zelenskyy",
)
_WHO = (
    *_PEOPLE,
    "The Kremlin spokesperson",
    "French President Emmanuel Macron",
    "The French president",
    "German Chancellor Friedrich Merz",
    "Moscow",
    "The Danish Refugee Council (DRC)",
    "The DRC",
    "𝔐acron 😀",
)
_DID = (
    "said nothing.",
    "met Zelensky in Paris.",
    "rejected the plan.",
    "spoke\r\nto the U.S. press corps.",
    "left “Kyiv”.",
)
_SENTENCE = st.tuples(st.sampled_from(_WHO), st.sampled_from(_DID)).map(" ".join)
_TEXT = st.lists(_SENTENCE, min_size=1, max_size=3).map(" ".join) | texts()
_DAY = st.sampled_from(["2025-09-04", "2025-09-30", "2015-01-01", None])


@st.composite
def corpora(draw: st.DrawFn, most: int = 5) -> list[dict[str, str]]:
    """Draw a few articles of two outlets; some without a date."""
    return [
        {"id": f"a{i}", "text": draw(_TEXT), "source": draw(st.sampled_from("AB"))}
        | ({"published_at": day} if day else {})
        for i, day in enumerate(draw(st.lists(_DAY, min_size=1, max_size=most)))
    ]


def resolved(*batches: list[dict[str, str]]) -> Ledger:
    """Take batches in, resolving after each."""
    ledger = provenance.open(":memory:")
    for batch in batches:
        ledger.add(batch)
        resolvers.resolve(ledger)
    return ledger


@heavy(4, search=20)
@given(corpora())
def test_every_row_reaches_its_characters(corpus: list[dict[str, str]]) -> None:
    """Promise 1: every mention, name, role and compared value reads what it says, whatever the text holds."""
    text = {article["id"]: article["text"] for article in corpus}
    with resolved(corpus) as ledger:
        rows = ledger.table("mentions").to_pylist()
        stated = [
            s
            for e in ledger.entities()
            for _, places in ledger.show(e["entity"]).names
            for s in places
        ]
        sides = [
            p[side]
            for link in ledger.table("links").to_pylist()
            for p in link["parts"]
            for side in ("stated_a", "stated_b")
        ]

        assert ledger.verify() == []
        assert all(text[r["article"]][r["start"] : r["end"]] == r["surface"] for r in rows)
        assert all(text[s.article][s.span.start : s.span.end] == s.surface for s in stated)
        assert all(text[s["article"]][s["start"] : s["end"]] == s["surface"] for s in sides if s)
        assert all(row["entity"] for row in rows)


@heavy(3, search=10)
@given(corpus=corpora(4))
def test_the_same_articles_give_the_same_bytes(
    corpus: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Promise 3: two ledgers made alike export the same files, ids too."""
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("one", "two"):
        with resolved(corpus) as ledger:
            for table in TABLES:
                write_table(ledger.table(table), folder / f"{name}-{table}.jsonl")

    for table in TABLES:
        assert (folder / f"one-{table}.jsonl").read_bytes() == (
            folder / f"two-{table}.jsonl"
        ).read_bytes()


@heavy(3, search=12)
@given(data=st.data(), corpus=corpora())
def test_any_order_in_any_batches_gives_the_same_partition(
    data: st.DataObject, corpus: list[dict[str, str]]
) -> None:
    """Promise 4: order does not matter."""
    turned = data.draw(st.permutations(corpus))
    cut = data.draw(st.integers(0, len(corpus)))

    with resolved(corpus) as one, resolved(turned[:cut], turned[cut:]) as two:
        assert partition(one) == partition(two)


@heavy(3, search=10)
@given(corpora())
def test_every_id_ever_minted_leads_somewhere(corpus: list[dict[str, str]]) -> None:
    """Promise 6: article by article, an id stays, or redirects in one step to one that stays.

    None is used again.
    """
    ledger = provenance.open(":memory:")
    minted: dict[str, str] = {}
    for article in corpus:
        ledger.add([article])
        resolvers.resolve(ledger)
        states = {row["entity"]: row for row in ledger.entity_states().to_pylist()}
        active = {entity for entity, row in states.items() if row["status"] == "active"}

        assert all(
            row["status"] == "active" or row["redirect"] in active for row in states.values()
        )
        assert minted.items() <= {e: row["founding_chain"] for e, row in states.items()}.items()
        minted = {entity: row["founding_chain"] for entity, row in states.items()}
    ledger.close()


@heavy(3, search=15)
@given(corpora())
def test_every_weight_is_the_sum_of_its_parts(corpus: list[dict[str, str]]) -> None:
    """Promise 9: nothing is in a score that is not in its parts, and each part names what it compared."""
    with resolved(corpus) as ledger:
        links = [
            link for link in ledger.table("links").to_pylist() if link["decided_by"] == "model"
        ]

    for link in links:
        assert link["match_weight"] == pytest.approx(
            sum(p["weight"] for p in link["parts"]), abs=1e-9
        )
        assert all(p["value_a"] and p["value_b"] for p in link["parts"] if p["feature"] != "prior")


PESKOV = {
    "id": "a",
    "text": "Dmitry Peskov spoke in Moscow. Peskov gave no details, said the Kremlin spokesperson.",
}


def test_a_better_reader_keeps_the_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version is read anew when the rules change.

    Who is still found keeps the id, and who is not is retired.
    """
    with resolved([PESKOV]) as ledger:
        before = {e["name"]: e["entity"] for e in ledger.entities()}

        def fewer(text, version):
            left_out = {"Moscow", "Peskov"}
            return [m for m in detect(text, version) if m.surface not in left_out]

        monkeypatch.setattr(reader, "detect", fewer)
        monkeypatch.setattr(reader, "_code_digest", lambda: "other")
        done = resolvers.resolve(ledger)
        after = {e["name"]: e["entity"] for e in ledger.entities()}
        states = {row["name"]: row["status"] for row in ledger.entity_states().to_pylist()}

        assert done.read == 1
        assert {name: entity for name, entity in before.items() if name != "Moscow"} == after
        assert states["Moscow"] == "retired"
        assert ledger.verify() == []

        monkeypatch.undo()
        resolvers.resolve(ledger)

        assert before == {e["name"]: e["entity"] for e in ledger.entities()}


def test_a_better_reader_reads_superseded_texts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The entity was founded in a text that was corrected since.

    Its chain is read by the new rules, and the id stays.
    """
    with resolved([PESKOV], [{**PESKOV, "text": "Correction. " + PESKOV["text"]}]) as ledger:
        before = ledger.show("Dmitry Peskov").entity
        monkeypatch.setattr(reader, "_code_digest", lambda: "other")
        done = resolvers.resolve(ledger)

        assert done.read == 2
        assert ledger.show("Dmitry Peskov").entity == before
        assert ledger.verify() == []


def test_versions_that_come_together_are_read_as_if_they_came_apart() -> None:
    """Else who is who would depend on whether a resolve came between a text and its correction."""
    corrected = {**PESKOV, "text": PESKOV["text"].replace("Dmitry Peskov", "Dimitri Peskow")}
    other = {"id": "b", "text": "Dmitry Peskov left for Minsk."}
    with (
        resolved([PESKOV], [corrected, other]) as apart,
        resolved([PESKOV, corrected, other]) as one,
    ):
        assert without_ids(one) == without_ids(apart)
        assert one.changes("a") == apart.changes("a")


def given_person(version: Version, start: int, end: int) -> Mention:
    """Make a mention that a caller hands over."""
    surface = version.text[start:end]
    return Mention(
        version=version.key,
        span=Span(start, end),
        surface=surface,
        kind="name",
        type="PER",
        detector="given",
    )


def test_other_given_mentions_are_linked_anew() -> None:
    """Who corrects a file of mentions and links again gets what the file now says."""
    with provenance.open(":memory:") as ledger:
        ledger.add([PESKOV])
        (version,) = ledger.versions()
        for spans in ([(0, 13)], [(0, 13), (31, 37)]):
            resolvers.resolve(
                ledger, mentions={version.key: [given_person(version, s, e) for s, e in spans]}
            )

            assert spans == [(r["start"], r["end"]) for r in ledger.table("mentions").to_pylist()]
            assert ledger.verify() == []


def test_a_killed_read_is_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What an interrupted run has not committed is read by the next."""
    with provenance.open(tmp_path / "l.duckdb") as ledger:
        ledger.add([PESKOV, {**PESKOV, "id": "b"}])
        monkeypatch.setattr(reading, "BATCH", 1)
        monkeypatch.setattr(evidence, "profiles_of", _fail_on_second(evidence.profiles_of))
        with pytest.raises(KeyboardInterrupt):
            resolvers.resolve(ledger)
        monkeypatch.undo()
        done = resolvers.resolve(ledger)

        assert done.read == 1
        assert {"a", "b"} == {row["article"] for row in ledger.table("mentions").to_pylist()}
        assert ledger.verify() == []


def _fail_on_second(function):  # type: ignore[no-untyped-def]
    calls = []

    def failing(*arguments):  # type: ignore[no-untyped-def]
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return function(*arguments)

    return failing
