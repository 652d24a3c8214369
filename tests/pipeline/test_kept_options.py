"""What a resolve was told changes its results: a decision keeps it, or says what waits for it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from click import Command

import provenance
import resolvers
from provenance.api import Ledger
from provenance.records.judgements import Decision
from provenance.trail import draft
from resolvers.claim_matching.embedding import Embedder
from resolvers.claim_matching.encoder import sentence_encoder
from resolvers.cli import resolve as resolve_command
from resolvers.cli import run as run_command
from resolvers.operations.rerun import waiting

# Here or in test_resolve_again there is a test of each: it is kept, or what it was about waits.
KEPT = {"mentions", "claims", "names", "model", "encoder", "coverage"}
CHANGES_NOTHING = {
    *("jobs", "runner", "master", "shards", "work", "rebuild"),  # who reads where, and caches
    *("explain", "ledger", "paths", "lines"),  # what is shown
}


def test_no_option_is_forgotten() -> None:
    """A new one must be kept by decisions, or change no result."""
    commands: tuple[Command, ...] = (resolve_command.command, run_command.command)
    named = {str(option.name) for command in commands for option in command.params}
    assert named == KEPT | CHANGES_NOTHING


FIRES = {
    "a": "Ada Crane said the blaze broke out in a shed. Bob Dunn left.",
    "b": "Ada Crane said a fire began behind the house.",
}


def burning_ledger(embedder: Embedder) -> Ledger:
    """Resolve two articles whose claims only an embedder takes for one."""
    ledger = provenance.open(":memory:")
    ledger.add([{"id": name, "source": name, "text": text} for name, text in FIRES.items()])
    assert resolvers.resolve(ledger).claim_groups == 2
    assert resolvers.resolve(ledger, embedder=embedder).claim_groups == 1
    return ledger


def wide_encoder() -> Embedder:
    """Return the shipped encoder, so wide that the two are one."""
    return attrs.evolve(sentence_encoder(), coefficient=40.0, least=0.0)


def one_meaning(texts: Sequence[str]) -> list[list[float]]:
    """Take all texts for alike."""
    return [[1.0] for _ in texts]


def renaming(ledger: Ledger) -> Decision:
    """Draft a decision about one who says nothing."""
    return draft(ledger, "name", ["a:46-54"], value="Robert Dunn", by="ann")


def groups_of(ledger: Ledger) -> list[str]:
    """List the propositions of claims."""
    return [row["group"] for row in ledger.table("claims").to_pylist()]


def test_a_decision_keeps_the_shipped_encoder() -> None:
    """It is made of what the index notes: its name, and what it weighs."""
    with burning_ledger(wide_encoder()) as ledger:
        before = groups_of(ledger)
        decision = renaming(ledger)

        would = resolvers.impact(ledger, [decision])
        ledger.take_decisions([decision])
        resolvers.resolve_again(ledger)

        assert not would.regrouped
        assert groups_of(ledger) == before
        assert waiting(ledger) == ()
        speaker = draft(ledger, "speaker", [first_claim(ledger), "a:46-54"], by="ann")
        ledger.take_decisions([speaker])
        resolvers.resolve_again(ledger)
        after = groups_of(ledger)
        resolvers.resolve(ledger, embedder=wide_encoder(), rebuild=True)
        assert groups_of(ledger) == after


def first_claim(ledger: Ledger) -> str:
    """Return the key of the claim of the first article."""
    rows = ledger.table("claims").to_pylist()
    return next(row["claim"] for row in rows if row["article"] == "a")


def test_what_is_compared_waits_for_an_embedder_of_ones_own() -> None:
    """Without it, words alone would part what it joined; with it, the decision counts there too."""
    mine = Embedder(name="mine", embed=one_meaning, coefficient=40.0, least=0.0)
    with burning_ledger(mine) as ledger:
        before = groups_of(ledger)
        key = first_claim(ledger)
        decided = [renaming(ledger), draft(ledger, "not-a-claim", [key], by="ann")]

        would = resolvers.impact(ledger, decided)
        ledger.take_decisions(decided)
        outcome = resolvers.resolve_again(ledger)

        assert not would.regrouped
        assert outcome.claim_groups == 1
        assert groups_of(ledger) == before[1:]
        assert "Robert Dunn" in {row["name"] for row in ledger.table("entities").to_pylist()}
        (told,) = waiting(ledger)
        assert told.startswith("propositions and conflicts wait for the embedder 'mine'")
        resolvers.resolve_again(ledger, embedder=mine)
        resolvers.resolve(ledger, embedder=mine, rebuild=True)
        assert len(set(groups_of(ledger))) == 1
        assert ledger.verify() == []


def test_an_embedder_is_forgotten_where_a_resolve_is_not_given_it() -> None:
    """Words alone count from then on, and a decision leaves it so."""
    with burning_ledger(wide_encoder()) as ledger:
        assert resolvers.resolve(ledger).claim_groups == 2
        ledger.take_decisions([renaming(ledger)])

        assert resolvers.resolve_again(ledger).claim_groups == 2
