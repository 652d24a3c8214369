"""A model learns from labels first, from EM where there are none, and says when EM did not come to a stand."""

from __future__ import annotations

import math
import random
from collections import Counter
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.exceptions import InputError
from resolvers.linking import learning
from resolvers.linking.learning import NotConvergedError, Pattern, learn, mean_log_loss, weigh
from resolvers.linking.model import Model, default_model

BASE = default_model()
FULL, OTHER, GIVEN = "person_same_full_name", "other", "person_given_names_conflict"
LEVELS = st.sampled_from([*BASE.levels["name"]])
patterns = st.builds(
    lambda level, role: (("name", level), ("role", role)),
    LEVELS,
    st.sampled_from([*BASE.levels["role"]]),
)


def name(level: str) -> Pattern:
    """Make the pattern of a pair of which the names alone were compared."""
    return (("name", level),)


def made(prior: float, size: int, *, seed: int) -> list[tuple[Pattern, bool]]:
    """Draw pairs from the base model with another share of matches."""
    rng = random.Random(seed)
    drawn = []
    for _ in range(size):
        same = rng.random() < prior
        pattern = []
        for comparison in ("name", "role", "country"):
            labels = BASE.levels[comparison]
            weights = [m if same else u for m, u in labels.values()]
            pattern.append((comparison, rng.choices([*labels], weights)[0]))
        drawn.append((tuple(pattern), same))
    return drawn


@pytest.mark.parametrize("prior", [0.05, 0.3, 0.7])
def test_em_finds_the_share_of_matches(prior: float) -> None:
    """Drawn from the base model with another share, pairs without labels give that share back.

    Levels stay.
    """
    pairs = made(prior, 4_000, seed=5)
    learned = learn(BASE, Counter(), Counter(pattern for pattern, _ in pairs))

    assert learned.model.prior == pytest.approx(prior, abs=0.03)
    assert learned.model.levels == {
        c: {n: (round(m, 8), round(u, 8)) for n, (m, u) in g.items()}
        for c, g in BASE.levels.items()
    }
    assert (learned.from_labels, learned.by_em, learned.curve) == ((), (), False)


@given(pairs=st.lists(patterns, min_size=1, max_size=30))
def test_the_share_is_where_the_likelihood_is_highest(pairs: list[Pattern]) -> None:
    """No other share of a fine grid has a higher penalised likelihood."""

    def likelihood(prior: float) -> float:
        model = attrs.evolve(BASE, prior=prior)
        total = learning.STRENGTH * (
            BASE.prior * math.log(prior) + (1 - BASE.prior) * math.log(1 - prior)
        )
        for pattern in pairs:
            yes, no = prior, 1 - prior
            for comparison, level in pattern:
                m, u = model.levels[comparison][level]
                yes, no = yes * m, no * u
            total += math.log(yes + no)
        return total

    found = learn(BASE, Counter(), Counter(pairs)).model.prior

    assert likelihood(found) >= max(likelihood(i / 500) for i in range(1, 500)) - 1e-6


def test_labels_come_before_em() -> None:
    """Fifty pairs that say otherwise turn a level round.

    A level without labels all but keeps its weight.
    """
    labelled = Counter({(name(GIVEN), True): 50, (name(OTHER), False): 50})
    learned = learn(BASE, labelled, Counter({name(OTHER): 500}))
    untouched = "organisation_initials"

    assert learned.from_labels == ("name",)
    assert learned.model.weight("name", GIVEN) > 0 > BASE.weight("name", GIVEN)
    assert learned.model.weight("name", untouched) == pytest.approx(
        BASE.weight("name", untouched), abs=0.3
    )


def test_a_few_labels_on_a_rare_level_are_no_proof() -> None:
    """Six matches and no other on a level that the base model hardly knows weigh less than an equal full name."""
    rare = "person_given_initial"
    labelled = Counter({(name(rare), True): 6, (name(FULL), True): 94, (name(OTHER), False): 100})
    model = learn(BASE, labelled, Counter()).model

    assert BASE.weight("name", rare) < model.weight("name", rare) < model.weight("name", FULL)


@given(
    labelled=st.dictionaries(st.tuples(patterns, st.booleans()), st.integers(1, 9), max_size=8),
    em=st.booleans(),
)
def test_what_is_learnt_is_a_model(labelled: dict[tuple[Pattern, bool], int], em: bool) -> None:  # noqa: FBT001
    """Shares sum to what the base model's do, none is 0 or 1, and the same pairs teach the same."""
    unlabelled = Counter({name(FULL): 5, name(OTHER): 20})
    model = learn(BASE, Counter(labelled), unlabelled, em_levels=em).model

    for comparison, levels in model.levels.items():
        assert all(0 < m < 1 and 0 < u < 1 for m, u in levels.values())
        for side in (0, 1):
            assert sum(s[side] for s in levels.values()) == pytest.approx(
                sum(s[side] for s in BASE.levels[comparison].values()), rel=1e-3
            )
    assert model == learn(BASE, Counter(labelled), unlabelled, em_levels=em).model


def test_labels_enough_calibrate_the_model() -> None:
    """Labels that contradict the weights bring the probabilities to what is true, which lowers the surprise."""
    pairs = [(name(FULL), i % 4 > 0) for i in range(200)] + [
        (name(OTHER), i % 4 == 0) for i in range(200)
    ]
    learned = learn(BASE, Counter(pairs), Counter())

    assert learned.curve
    assert learned.model.probability(weigh(learned.model, name(FULL))) == pytest.approx(
        0.75, abs=0.05
    )
    assert mean_log_loss(learned.model, pairs) < mean_log_loss(BASE, pairs)


def test_labels_without_an_error_have_a_curve_all_the_same() -> None:
    """Where a weight parts matches from others, the curve stays finite."""
    learned = learn(BASE, Counter({(name(FULL), True): 40, (name(OTHER), False): 40}), Counter())

    assert all(math.isfinite(number) for number in learned.model.calibration)
    assert learned.model.probability(weigh(learned.model, name(FULL))) > 0.9


def test_em_that_has_not_come_to_a_stand_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never taken for an answer, and the message says what to do."""
    monkeypatch.setattr(learning, "_ROUNDS", 2)
    pairs = made(0.5, 500, seed=1)

    with pytest.raises(
        NotConvergedError, match="after 2 rounds; label some pairs, or read more articles"
    ):
        learn(BASE, Counter(), Counter(pattern for pattern, _ in pairs))


def test_em_over_levels_ends_where_another_round_changes_nothing() -> None:
    """The end is a fixed point: starting from it, EM stays."""
    unlabelled = Counter(pattern for pattern, _ in made(0.3, 800, seed=2))
    learned = learn(BASE, Counter(), unlabelled, em_levels=True)
    problem = learning._Problem.of(BASE, Counter(), unlabelled, BASE.levels)  # noqa: SLF001
    expected = learning._expectation_step(problem, learned.model)  # noqa: SLF001
    after = learning._maximisation_step(problem, learned.model, expected)  # noqa: SLF001

    assert learned.rounds > 2
    assert learning._largest_parameter_change(learned.model, after) < 1e-5  # noqa: SLF001


def test_a_model_file_holds_its_hash(tmp_path: Path) -> None:
    """It is read as it was written."""
    BASE.save(tmp_path / "m.json")

    assert Model.load(tmp_path / "m.json") == BASE
    assert f'"hash": "{BASE.key}"' in (tmp_path / "m.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ('"cut": 0.35', '"cut": 0.36'),
            r"field 'hash': the numbers are not those that were written \(take the line out",
        ),
        (('"cut": 0.35', '"cut": 1.5'), "field 'cut': expected a share between 0 and 1, not 1.5"),
        (
            ('"same_office"', '"some_office"'),
            r"field 'levels.role.same_office': there is no such level \(it was made by another",
        ),
        (
            ('"prior"', '"before"'),
            r"field 'prior': there is none \(spantrail train writes such files\)",
        ),
        (("{", "["), "no model of ours"),
    ],
)
def test_a_file_that_is_no_model_is_refused(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    """File and field are named, and what to do."""
    path = tmp_path / "m.json"
    BASE.save(path)
    text = path.read_text("utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")

    with pytest.raises(InputError, match=message):
        Model.load(path)
