"""Which decisions count: precedence, taking back, contradictions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.ledger.precedence import Settled, Word, settle, standing
from provenance.records.judgements import ACTORS, Decision, DecisionSubject

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
A, B = (DecisionSubject(side=side, article="x", text_hash="0" * 64) for side in "ab")


def decision(**changes: object) -> Decision:
    """Make a decision of Ann's that two articles are one story, with changes."""
    values: dict[str, object] = {
        "verb": "same",
        "about": "story",
        "subjects": (A, B),
        "actor": "ann",
        "decided_at": MONDAY,
    }
    return Decision(**(values | changes))  # type: ignore[arg-type]


def revoke(other: Decision, hours: int = 1) -> Decision:
    """Take a decision back."""
    at = MONDAY + timedelta(hours=hours)
    return Decision(
        verb="revoke", about="decision", actor="ann", decided_at=at, supersedes=other.key
    )


def test_what_is_taken_back_counts_no_longer() -> None:
    """The word that takes it back goes on counting."""
    first = decision()
    back = revoke(first)

    assert standing([first, back]) == {back.key: back}


def test_taking_back_what_took_back_restores() -> None:
    """A chain of them is followed to its end."""
    first = decision()
    back = revoke(first)
    again = revoke(back, 2)

    assert standing([again, first, back]).keys() == {first.key, again.key}


def test_a_word_may_come_before_what_it_takes_back() -> None:
    """Decisions travel between ledgers in any order."""
    first = decision()

    assert standing([revoke(first)]).keys() == standing([revoke(first), first]).keys()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"subjects": (A,)}, "needs two sides"),
        ({"subjects": ()}, "needs a subject"),
        ({"actor": " "}, "needs somebody who decides"),
        ({"actor_version": "2"}, "takes a version, of a rule or a model alone, not '2' of 'ann'"),
        ({"actor_kind": "model", "actor_version": " "}, "takes a version, of a rule or a model"),
        ({"value": "x"}, "takes no value"),
        ({"about": "decision"}, "is about entity or claim or story or copy, not about decision"),
        ({"decided_at": MONDAY.replace(tzinfo=None)}, "needs a time with a zone"),
        ({"verb": "type", "about": "entity", "subjects": (A,), "value": "X"}, "takes one of PER"),
        ({"verb": "name", "about": "entity", "subjects": (A,)}, "needs a value"),
        ({"verb": "fork", "about": "entity"}, "has one side"),
        ({"verb": "revoke", "about": "decision"}, "names the decision that it takes back"),
    ],
)
def test_what_is_no_decision_says_why(changes: dict[str, object], problem: str) -> None:
    """The message names the verb and what it lacks."""
    with pytest.raises(ValueError, match=problem):
        decision(**changes)


def word(a: int, b: int, *, joins: bool, **said: object) -> Word[int]:
    """Say something of a pair."""
    return Word((a, b), joins, decision(reason=f"{a}{b}{joins}", **said))


def test_a_newer_word_of_the_same_actor_counts() -> None:
    """The older one is outranked, and says by which."""
    old = word(1, 2, joins=True)
    new = word(1, 2, joins=False, decided_at=MONDAY + timedelta(days=1))
    settled = settle([old, new])

    assert settled.apart == {(1, 2): new.decision.key}
    assert settled.together == {}
    assert settled.outranked == {old.decision.key: new.decision.key}


def test_versions_of_a_model_are_one_actor() -> None:
    """What the newer one says later counts; two actors of one rank would contradict each other."""
    model = {"actor": "m", "actor_kind": "model"}
    old = word(1, 2, joins=True, **model, actor_version="1")
    later = MONDAY + timedelta(days=1)
    new = word(1, 2, joins=False, **model, actor_version="2", decided_at=later)
    settled = settle([old, new])

    assert settled.apart == {(1, 2): new.decision.key}
    assert settled.outranked == {old.decision.key: new.decision.key}


def test_a_version_is_part_of_a_decision() -> None:
    """Another version makes another decision, and without one the key is as it was."""
    model = {"actor": "m", "actor_kind": "model"}
    keys = {decision(**model, actor_version=v).key for v in (None, "1", "2")}

    assert len(keys) == 3
    assert decision(**model).key == decision(**model, actor_version=None).key


def test_two_people_who_disagree_contradict_each_other() -> None:
    """Neither counts, and each names the other."""
    ann, bob = word(1, 2, joins=True), word(1, 2, joins=False, actor="bob")
    settled = settle([ann, bob])

    assert (settled.together, settled.apart) == ({}, {})
    assert settled.contradicted == {
        ann.decision.key: (bob.decision.key,),
        bob.decision.key: (ann.decision.key,),
    }


def test_a_person_outranks_a_rule() -> None:
    """However new the rule's word is."""
    ann = word(1, 2, joins=True)
    rule = word(1, 2, joins=False, actor_kind="rule", decided_at=MONDAY + timedelta(days=9))

    assert settle([rule, ann]).together == {(1, 2): ann.decision.key}


def test_what_others_join_in_steps_and_one_parts_is_a_contradiction() -> None:
    """1 is 2 and 2 is 3, says Ann.

    1 is not 3, says Bob: all three are named, and nothing is guessed.
    """
    words = [
        word(1, 2, joins=True),
        word(2, 3, joins=True),
        word(1, 3, joins=False, actor="bob"),
        word(7, 8, joins=True),
    ]
    settled = settle(words)

    assert settled.together == {(7, 8): words[3].decision.key}
    assert settled.contradicted.keys() == {w.decision.key for w in words[:3]}


def test_a_rule_that_closes_a_circle_is_outranked() -> None:
    """What people say stays as it is."""
    words = [
        word(1, 2, joins=True),
        word(1, 3, joins=False),
        word(2, 3, joins=True, actor="r", actor_kind="rule"),
    ]
    settled = settle(words)

    assert settled.together.keys() == {(1, 2)}
    assert settled.apart.keys() == {(1, 3)}
    assert settled.outranked.keys() == {words[2].decision.key}


_WORDS = st.lists(
    st.builds(
        lambda pair, joins, actor, kind, hours: word(
            *pair,
            joins=joins,
            actor=actor,
            actor_kind=kind,
            decided_at=MONDAY + timedelta(hours=hours),
        ),
        pair=st.sampled_from(list(combinations(range(5), 2))),
        joins=st.booleans(),
        actor=st.sampled_from(["ann", "bob"]),
        kind=st.sampled_from(ACTORS),
        hours=st.integers(0, 3),
    ),
    max_size=12,
)


def connected(pairs: Settled[int], a: int, b: int) -> bool:
    """Whether pairs join two in any number of steps: the slow and obvious way."""
    reached, grew = {a}, True
    while grew:
        grown = reached | {y for x, y in pairs.together if x in reached}
        grown |= {x for x, y in pairs.together if y in reached}
        grew, reached = grown != reached, grown
    return b in reached


@settings(max_examples=150)
@given(_WORDS, st.randoms(use_true_random=False))
def test_what_counts_contradicts_nothing_in_any_order(
    words: list[Word[int]], random: object
) -> None:
    """Whatever is said: what counts can all hold, each refused word names a reason, order is free."""
    settled = settle(words)
    turned = list(words)
    random.shuffle(turned)  # type: ignore[attr-defined]

    assert settle(turned) == settled
    assert not any(connected(settled, a, b) for a, b in settled.apart)
    count = {*settled.together.values(), *settled.apart.values()}
    refused = settled.contradicted.keys() | settled.outranked.keys()
    assert count | refused == {w.decision.key for w in words} - _repeated(words, count | refused)


def _repeated(words: list[Word[int]], named: set[str]) -> set[str]:
    """Return the decisions that say of a pair what a counting or refused one says too."""
    said = {(w.pair, w.joins) for w in words if w.decision.key in named}
    return {w.decision.key for w in words if (w.pair, w.joins) in said} - named
