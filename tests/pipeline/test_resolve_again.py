"""A decision counts without changing who read a ledger, and what was left out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
import pytest

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import LedgerError
from provenance.records.mentions import Mention
from provenance.spans import Span
from provenance.trail import draft
from resolvers.annotations.claims import GivenClaim
from resolvers.linking.model import default_model
from resolvers.mention_detection.adapters import Adapter

TEXTS = {
    "a": "John Smith scored twice on Saturday, and Carol Dent watched.",
    "b": "John Smith declined to comment in Bergen on Monday.",
}
NAME = Span(0, len("John Smith"))


def given_ledger() -> Ledger:
    """Resolve two articles with one given mention each, and without coverage."""
    ledger = provenance.open(":memory:")
    ledger.add([{"id": name, "text": text} for name, text in TEXTS.items()])
    mentions = {
        version.key: [
            Mention(
                version=version.key,
                span=NAME,
                surface=version.text[NAME.start : NAME.end],
                kind="name",
                type="PER",
                detector="given",
                score=1.0,
            )
        ]
        for version in ledger.versions()
    }
    resolvers.resolve(ledger, mentions=mentions, coverage=False)
    return ledger


def mentions_of(ledger: Ledger) -> list[tuple[str, str]]:
    """List the mentions of a ledger."""
    return [(row["article"], row["surface"]) for row in ledger.table("mentions").to_pylist()]


@pytest.mark.parametrize("verb", ["different", "same"])
def test_a_decision_reads_nothing_where_mentions_were_given(verb: str) -> None:
    """Our own reader would find Carol Dent and Bergen, and take the place of the caller."""
    ledger = given_ledger()
    before = mentions_of(ledger)
    ledger.take_decisions([draft(ledger, verb, ["a:0-10", "b:0-10"], by="ann")])

    outcome = resolvers.resolve_again(ledger)

    entities = {row["entity"] for row in ledger.table("mentions").to_pylist()}
    assert outcome.read == 0
    assert mentions_of(ledger) == before == [("a", "John Smith"), ("b", "John Smith")]
    assert len(entities) == (2 if verb == "different" else 1)
    assert ledger.table("stories").num_rows == 0


def test_our_own_reader_reads_on() -> None:
    """Where it read last, what came since is read with the decision."""
    ledger = provenance.open(":memory:")
    ledger.add([{"id": "a", "text": TEXTS["a"]}])
    resolvers.resolve(ledger)
    ledger.add([{"id": "b", "text": TEXTS["b"]}])

    assert resolvers.resolve_again(ledger).read == 1
    assert ledger.table("stories").num_rows == 2


def test_what_another_tagger_has_not_read_waits_for_it() -> None:
    """A decision reads nothing, so an article that came before it is read afterwards."""
    smiths = Adapter(name="smiths", names=_smiths)
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": TEXTS["a"]}])
        resolvers.resolve(ledger, names=smiths)
        ledger.add([{"id": "b", "text": TEXTS["b"]}])
        ledger.decide("name", "a:0-10", value="Jack Smith", by="ann")
        resolvers.resolve_again(ledger)
        assert mentions_of(ledger) == [("a", "John Smith")]

        resolvers.resolve(ledger, names=smiths)

        assert mentions_of(ledger) == [("a", "John Smith"), ("b", "John Smith")]


def _smiths(text: str) -> Iterator[tuple[int, int, str, float]]:
    for found in re.finditer("John Smith", text):
        yield *found.span(), "PER", 1.0


def test_a_decision_keeps_the_model_of_ones_own() -> None:
    """The shipped model joins the two; so would a decision that is carried out with it."""
    strict = attrs.evolve(default_model(), cut=0.999999)
    mayor = "Mayor John Smith declined to comment on Monday."
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": TEXTS["a"]}, {"id": "b", "text": mayor}])
        resolvers.resolve(ledger, model=strict)
        before = entities_of(ledger)
        assert before["a"] != before["b"]
        lock = draft(ledger, "name", ["a:0-10"], value="Jack Smith", by="ann")

        would = resolvers.impact(ledger, [lock])
        ledger.take_decisions([lock])
        resolvers.resolve_again(ledger)

        assert not would.moved
        assert entities_of(ledger) == before
        resolvers.resolve(ledger)
        after = entities_of(ledger)
        assert after["a"] == after["b"]


def entities_of(ledger: Ledger) -> dict[str, str]:
    """Map articles to the entity of their John Smith."""
    rows = ledger.table("mentions").to_pylist()
    return {row["article"]: row["entity"] for row in rows if row["surface"] == "John Smith"}


def test_an_index_with_a_broken_model_is_named() -> None:
    """Nothing is guessed of numbers that are none."""
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": name, "text": text} for name, text in TEXTS.items()])
        resolvers.resolve(ledger)
        ledger.connection.execute("UPDATE linking.model SET content = '{}'")
        with pytest.raises(LedgerError, match=r"model that cannot be read .* --rebuild"):
            resolvers.resolve_again(ledger)


SAID = "Carol Dent opened the bridge. John Smith said it was safe, and that it was late."


def claimed_ledger(*, mentions_given: bool) -> Ledger:
    """Resolve an article whose two claims a caller gives, and its mentions too if wanted."""
    ledger = provenance.open(":memory:")
    ledger.add([{"id": "a", "text": SAID}])
    (version,) = ledger.versions()
    claims = [
        GivenClaim(content=_span("it was safe"), source=_span("John Smith")),
        GivenClaim(content=_span("it was late"), source=_span("John Smith"), stance="supposes"),
    ]
    people = [_given(version.key, words) for words in ("Carol Dent", "John Smith")]
    mentions = {version.key: people} if mentions_given else None
    resolvers.resolve(ledger, claims={version.key: claims}, mentions=mentions)
    return ledger


def _span(words: str) -> Span:
    return Span(SAID.index(words), SAID.index(words) + len(words))


def _given(version: str, words: str) -> Mention:
    span = _span(words)
    return Mention(
        version=version,
        span=span,
        surface=words,
        kind="name",
        type="PER",
        detector="given",
        score=1.0,
    )


def said(ledger: Ledger) -> dict[str, tuple[str, str, str | None]]:
    """Map the words of claims to who found them, the stance and the speaker."""
    return {
        SAID[row["content"][0][0] : row["content"][0][1]]: (
            row["rule"],
            row["stance"],
            row["speaker_name"],
        )
        for row in ledger.table("claims").to_pylist()
    }


@pytest.mark.parametrize("mentions_given", [False, True])
def test_claims_that_a_caller_gave_are_corrected(*, mentions_given: bool) -> None:
    """They are as decided, the rest as given; revoked, all is as given."""
    with claimed_ledger(mentions_given=mentions_given) as ledger:
        given = said(ledger)
        assert given == {
            "it was safe": ("given", "asserts", "John Smith"),
            "it was late": ("given", "supposes", "John Smith"),
        }
        keys = {row["content"][0][0]: row["claim"] for row in ledger.table("claims").to_pylist()}
        safe, late = (keys[_span(words).start] for words in ("it was safe", "it was late"))
        decided = [
            draft(ledger, "speaker", [safe, "a:0-10"], by="ann"),
            draft(ledger, "stance", [safe], value="denies", by="ann"),
            draft(ledger, "not-a-claim", [late], by="ann"),
        ]

        would = resolvers.impact(ledger, decided)
        ledger.take_decisions(decided)
        resolvers.resolve_again(ledger)

        assert len(would.claims) == 2
        assert said(ledger) == {"it was safe": ("given", "denies", "Carol Dent")}
        assert {view.status for view in ledger.decisions()} == {"counts"}
        for decision in decided:
            ledger.decide("revoke", decision.key, by="ann")
        resolvers.resolve_again(ledger)
        assert said(ledger) == given
        assert ledger.verify() == []


def test_a_decision_of_anything_leaves_given_claims_alone() -> None:
    """Our own rules would find another claim in place of the two."""
    with claimed_ledger(mentions_given=False) as ledger:
        before = said(ledger)
        ledger.decide("name", "a:0-10", value="Caroline Dent", by="ann")

        assert resolvers.resolve_again(ledger).claims == 0

        assert said(ledger) == before
