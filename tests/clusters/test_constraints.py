"""What a person decided outranks what is decided automatically, pair by pair."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from provenance.identifiers import canonical_pair
from resolvers.clusters.clustering import cluster, components
from resolvers.clusters.constraints import OPEN, Constraints

_NAMES = st.sampled_from("abcdefg")
_PAIRS = st.lists(st.tuples(_NAMES, _NAMES), max_size=5)


@given(_PAIRS, _PAIRS, _PAIRS)
def test_a_person_outranks_what_is_automatic(automatic, together, apart) -> None:  # type: ignore[no-untyped-def]
    """All that a person put together is; no other pair that a person keeps apart is.

    And clusters say the same.
    """
    constraints = Constraints(together, apart)
    must = constraints.must(automatic)
    joined = components("abcdefg", sorted(must))
    own = components("abcdefg", sorted(constraints.together))
    found = cluster("abcdefg", {}, cut=0.5, apart=constraints.apart, together=must)

    assert constraints.together <= must
    assert not [
        p
        for p in constraints.apart
        if any({*p} <= {*g} for g in joined) and not any({*p} <= {*g} for g in own)
    ]
    assert sorted(joined) == [list(c.members) for c in found]


@given(_PAIRS, _PAIRS, _PAIRS, st.randoms(use_true_random=False))
def test_what_is_left_out_joins_what_a_person_keeps_apart(
    automatic, together, apart, random
) -> None:  # type: ignore[no-untyped-def]
    """No automatic pair is left out without need, whatever the order and direction they come in."""
    constraints = Constraints(together, apart)
    must = constraints.must(automatic)
    own = components("abcdefg", sorted(constraints.together))
    held = [p for p in constraints.apart if not any({*p} <= {*g} for g in own)]
    turned = [(b, a) for a, b in automatic]
    random.shuffle(turned)

    for pair in {canonical_pair(a, b) for a, b in automatic if a != b} - must:
        groups = components("abcdefg", sorted({*must, pair}))
        assert any({*p} <= {*g} for p in held for g in groups)
    assert constraints.must(turned) == must


def test_nothing_decided_leaves_what_is_automatic() -> None:
    """And a key of another name, or of none, takes its pairs along, or away."""
    named = Constraints([("b", "a")], [("a", "c")]).named({"a": 1, "b": 0}.get)

    assert OPEN.must([("b", "a"), ("c", "c")]) == {("a", "b")}
    assert named == Constraints([(0, 1)], [])
