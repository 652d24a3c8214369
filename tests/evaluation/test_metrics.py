"""Scores of a partition: known values, slow twins, and another implementation where it is at hand."""

from __future__ import annotations

import importlib.util
import itertools
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.evaluation.assignment import heaviest
from resolvers.evaluation.contingency import Contingency
from resolvers.evaluation.metrics import SCORES, Score, false_merges, false_splits

OTHER = Path(__file__).parents[2].parent / "shared/tools/coref_score.py"

labels = st.dictionaries(st.integers(0, 9), st.sampled_from("abcd"), max_size=9)


def clusters(assignment):
    """Turn mention to entity into a list of sets."""
    groups = defaultdict(set)
    for mention, entity in assignment.items():
        groups[entity].add(mention)
    return list(groups.values())


def links(group):
    """List all pairs of a set."""
    return set(itertools.combinations(sorted(group), 2))


def twin_muc(key, response):
    """Count joins one by one: parts of an entity, each mention that the other side lacks being a part of its own."""
    num = den = 0
    for group in clusters(key):
        parts = {frozenset(group & other) for other in clusters(response) if group & other}
        parts |= {frozenset({m}) for m in group if m not in response}
        num, den = num + len(group) - len(parts), den + len(group) - 1
    return num / den if den else 0.0


def twin_b3(key, response):
    """Average over mentions."""
    shares = []
    for mention in key:
        own = {m for m in key if key[m] == key[mention]}
        other = {m for m in response if mention in response and response[m] == response[mention]}
        shares.append(len(own & other) / len(own))
    return sum(shares) / len(shares) if shares else 0.0


def twin_ceaf(key, response):
    """Try every one-to-one pairing."""
    gold, found = clusters(key), clusters(response)
    short, long = sorted((gold, found), key=len)
    best = max(
        (
            sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(short, order, strict=False))
            for order in itertools.permutations(long, len(short))
        ),
        default=0.0,
    )
    return best / len(gold) if gold else 0.0


def twin_lea(key, response):
    """List the links of every entity; an entity of one mention has a link to itself."""
    weight = total = 0.0
    for group in clusters(key):
        others = clusters(response)
        own = links(group) or {(m, m) for m in group}
        held = {
            pair
            for other in others
            for pair in own & (links(other) if len(other) > 1 else {(m, m) for m in other})
        }
        weight += len(group) * len(held) / len(own)
        total += len(group)
    return weight / total if total else 0.0


def twin_pairs(key, response):
    """List all pairs."""
    gold = {pair for group in clusters(key) for pair in links(group)}
    found = {pair for group in clusters(response) for pair in links(group)}
    return len(gold & found) / len(gold) if gold else 0.0


TWINS = {"muc": twin_muc, "b3": twin_b3, "ceaf_e": twin_ceaf, "lea": twin_lea, "pairs": twin_pairs}


@pytest.mark.parametrize("name", SCORES)
@given(gold=labels, found=labels)
def test_each_score_is_what_its_definition_says(name, gold, found):
    """The counts give what listing every mention, link and pairing gives."""
    score = SCORES[name](Contingency.of(gold, found))

    assert score.recall == pytest.approx(TWINS[name](gold, found))
    assert score.precision == pytest.approx(TWINS[name](found, gold))


@given(gold=labels, found=labels)
def test_rates_are_shares_of_entities(gold, found):
    """Only mentions of both sides tell whether two gold entities were merged."""
    shared = {m for m in gold if m in found}
    own = [
        {gold[m] for m in group & shared} for group in clusters(found) if len(group & shared) > 1
    ]
    expected = sum(len(entities) > 1 for entities in own) / len(own) if own else 0.0

    assert false_merges(Contingency.of(gold, found)) == pytest.approx(expected)
    assert false_splits(Contingency.of(found, gold)) == pytest.approx(expected)


@given(gold=st.dictionaries(st.integers(0, 9), st.sampled_from("abcd"), min_size=2))
def test_the_right_partition_scores_one(gold):
    """Whatever it is called; MUC and pairs say nothing of single mentions."""
    table = Contingency.of(gold, {m: ord(e) for m, e in gold.items()})
    several = any(len(group) > 1 for group in clusters(gold))

    assert all(SCORES[name](table) == Score(1.0, 1.0) for name in ("b3", "ceaf_e", "lea"))
    assert all(SCORES[name](table).f1 == pytest.approx(float(several)) for name in ("muc", "pairs"))


@given(
    weights=st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 9), max_size=14
    )
)
def test_no_assignment_is_heavier(weights):
    """The sum is the best over all ways to assign, and nobody is assigned twice."""
    found = heaviest(weights)
    best = max(
        sum(weights.get((a, b), 0) for a, b in enumerate(order))
        for order in itertools.permutations(range(6))
    )

    assert sum(weights[pair] for pair in found.items()) == best
    assert len(set(found.values())) == len(found)


def test_the_worked_example_of_pradhan_and_others():
    """Section 4 of their paper of 2014: MUC .40 and .40, B-cubed .42 and .50, CEAF-e .65 and .43.

    LEA by hand.
    """
    key = dict(zip("abcdefg", [1, 1, 1, 2, 2, 2, 2], strict=True))
    found = dict(zip("abcdfghi", [1, 1, 2, 2, 3, 3, 3, 3], strict=True))
    table = Contingency.of(key, found)
    scores = {name: SCORES[name](table) for name in SCORES}

    assert (scores["muc"].recall, scores["muc"].precision) == pytest.approx((2 / 5, 2 / 5))
    assert (scores["b3"].recall, scores["b3"].precision) == pytest.approx((5 / 12, 1 / 2))
    assert (scores["ceaf_e"].recall, scores["ceaf_e"].precision) == pytest.approx(
        (0.65, 1.3 / 3), abs=1e-3
    )
    assert (scores["lea"].recall, scores["lea"].precision) == pytest.approx(
        ((1 + 2 / 3) / 7, (2 + 2 / 3) / 8)
    )


def test_the_worked_example_of_vilain_and_others():
    """Key {a b c d}, response {a b} {c d}: two of three links are found, and both found ones are right."""
    table = Contingency.of(dict.fromkeys("abcd", 1), {"a": 1, "b": 1, "c": 2, "d": 2})

    assert SCORES["muc"](table) == Score(1.0, 2 / 3)


def test_the_worked_example_of_bagga_and_baldwin():
    """Twelve mentions in entities of 5, 2 and 5: joining 2 with 5 costs less than joining 5 with 5 (.76 against .58)."""
    key = {m: 1 if m <= 5 else 2 if m <= 7 else 3 for m in range(1, 13)}
    first = {m: 1 if m <= 5 else 2 for m in key}
    second = {m: 2 if 6 <= m <= 7 else 1 for m in key}

    assert SCORES["b3"](Contingency.of(key, first)).precision == pytest.approx(0.76, abs=5e-3)
    assert SCORES["b3"](Contingency.of(key, second)).precision == pytest.approx(0.58, abs=5e-3)
    assert SCORES["muc"](Contingency.of(key, first)) == SCORES["muc"](Contingency.of(key, second))


@pytest.mark.skipif(not OTHER.exists(), reason="the other implementation is not here")
@pytest.mark.parametrize(
    ("name", "other"), [(n, {"b3": "b_cubed", "pairs": "pairwise"}.get(n, n)) for n in SCORES]
)
@given(gold=labels, found=labels)
def test_another_implementation_agrees(name, other, gold, found):
    """Two programs written apart give one figure."""
    if name == "ceaf_e":
        pytest.importorskip("scipy", reason="the other implementation needs SciPy for CEAF")
    score = SCORES[name](Contingency.of(gold, found))

    assert (score.precision, score.recall, score.f1) == pytest.approx(
        other_implementation()[other](gold, found)
    )


@cache
def other_implementation():
    """Load the other implementation from its file."""
    spec = importlib.util.spec_from_file_location("coref_score", OTHER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)
