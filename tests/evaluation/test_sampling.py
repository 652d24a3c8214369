"""What a small sample says of a whole: exact where everything is asked, right on average where it is not."""

from __future__ import annotations

import random
from collections import defaultdict
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.evaluation.contingency import Contingency
from resolvers.evaluation.metrics import b_cubed, pairs
from resolvers.evaluation.sampling import SampledCluster, draw, estimate

partitions = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=2, max_size=12
)


def answer(questions, gold):
    """Answer every question as gold does, and sum up."""
    asked = defaultdict(list)
    for question in questions:
        asked[question.number].append(question)
    clusters = []
    for rows in asked.values():
        true = {
            part: [q for q in rows if q.part == part and gold[q.mention] == gold[rows[0].mention]]
            for part in ("member", "other")
        }
        clusters.append(
            SampledCluster(
                held=sum(q.weight for q in true["member"]),
                size=sum(q.weight for q in rows if q.part == "member"),
                missed=sum(q.weight for q in true["other"]),
            )
        )
    return clusters


@given(mentions=partitions)
def test_precision_is_exact_where_everything_is_asked(mentions):
    """A census has no error, and its figures are those of the whole partition."""
    gold, found = zip(*mentions, strict=True)
    questions = draw(found, lambda _: [], size=99, members=99, others=0, seed=1)
    result = estimate(answer(questions, gold), len(found))
    table = Contingency.of(dict(enumerate(gold)), dict(enumerate(found)))

    assert result.figures["b3 precision"].value == pytest.approx(b_cubed(table).precision)
    assert result.figures["b3 precision"].error == 0.0
    if len(set(found)) < len(found):
        assert result.figures["pairs precision"].value == pytest.approx(pairs(table).precision)


def made_up():
    """Make 400 mentions of 40 entities, of which some are split and some merged."""
    rng = random.Random(4)
    gold = [min(rng.randrange(40), rng.randrange(40)) for _ in range(400)]
    found = [
        str(g + 1 if g % 7 == 0 else g) + ("'" if g % 3 == 0 and rng.random() < 0.3 else "")
        for g in gold
    ]
    everything = sorted(set(found))
    return gold, found, lambda mention: [e for e in everything if e != found[mention]]


def test_estimates_are_right_on_average_and_know_their_error():
    """Over 150 samples of 40 mentions the mean is the true figure, and the standard error is the spread that is seen."""
    gold, found, near = made_up()
    table = Contingency.of(dict(enumerate(gold)), dict(enumerate(found)))
    results = [
        estimate(
            answer(draw(found, near, size=40, members=4, others=12, seed=seed), gold), len(found)
        )
        for seed in range(150)
    ]
    true = {
        "b3 precision": b_cubed(table).precision,
        "pairs precision": pairs(table).precision,
        "pairs recall": pairs(table).recall,
    }

    for name, value in true.items():
        estimates = [r.figures[name].value for r in results]
        assert fmean(estimates) == pytest.approx(value, abs=0.02), name
        assert fmean(r.figures[name].error for r in results) == pytest.approx(
            stdev(estimates), rel=0.25
        ), name


@given(mentions=partitions, seed=st.integers(0, 99))
def test_weights_stand_for_all_that_could_be_asked(mentions, seed):
    """The members asked about stand for all members, the near entities for all near mentions.

    A seed draws one sample.
    """
    _, found = zip(*mentions, strict=True)

    def near(mention):
        return sorted(set(found) - {found[mention]})

    questions = draw(found, near, size=3, members=2, others=9, seed=seed)
    asked = defaultdict(list)
    for question in questions:
        asked[question.number].append(question)
    for drawn, *rows in asked.values():
        own = sum(e == found[drawn.mention] for e in found)
        assert drawn.part == "drawn"
        assert sum(q.weight for q in rows if q.part == "member") == pytest.approx(own - 1)
        assert sum(q.weight for q in rows if q.part == "other") == pytest.approx(len(found) - own)
    assert questions == draw(found, near, size=3, members=2, others=9, seed=seed)


def test_a_sample_of_few_near_entities_stands_for_the_rest():
    """Two of four are sure, and two of the six others stand for three each."""
    found = list("abcdefghi")
    (_, *rows) = draw(
        found, lambda m: [e for e in found if e != found[m]], size=1, members=1, others=4, seed=3
    )

    assert sorted(q.weight for q in rows) == [1.0, 1.0, 3.0, 3.0]
