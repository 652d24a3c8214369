"""Splink scores pairs of profiles, and every score explains itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import attrs
import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.ledger.encode_pairs import part_type, texts_of, told_parts
from resolvers.linking import splink_steps
from resolvers.linking.blocking import RULES
from resolvers.linking.model import default_model
from resolvers.linking.profiles import Profile
from resolvers.linking.scoring import score, score_pairs
from resolvers.linking.table import profile_table

_GIVEN = st.sampled_from(["emmanuel", "dmitry", "dmitri", "e", "anna", None])
_SURNAMES = st.sampled_from(["macron", "peskov", "le pen", "mueller"])


@st.composite
def persons(draw: st.DrawFn) -> Profile:
    """Draw a person's profile."""
    given_name, surname = draw(_GIVEN), draw(_SURNAMES)
    roles = tuple(
        sorted(
            draw(
                st.sets(
                    st.sampled_from(["president@country:FR", "spokesperson@seat:kremlin"]),
                    max_size=2,
                )
            )
        )
    )
    return Profile(
        type="PER",
        form="name",
        names=(f"{given_name} {surname}" if given_name else surname,),
        given=given_name,
        givens=(given_name,) if given_name else (),
        surname=surname.split()[-1],
        roles=roles,
        offices=roles,
        polities=tuple(sorted(draw(st.sets(st.sampled_from(["FR", "RU"]), max_size=2)))),
    )


def scored(*profiles: Profile) -> pa.Table:
    """Score profiles with the shipped model."""
    with duckdb.connect() as connection:
        return score(
            connection.cursor(), profile_table({p.key: p for p in profiles}), default_model()
        )


@heavy(4, search=25)
@given(st.lists(persons(), min_size=2, max_size=8))
def test_the_parts_sum_to_the_weight(profiles: list[Profile]) -> None:
    """Promise 9: nothing is in the weight that is not in its parts."""
    for row in scored(*profiles).to_pylist():
        assert row["match_weight"] == pytest.approx(
            sum(part["weight"] for part in row["parts"]), abs=1e-9
        )


@heavy(4, search=25)
@given(
    profiles=st.lists(persons(), min_size=2, max_size=8, unique_by=lambda p: p.key),
    random=st.randoms(use_true_random=False),
)
def test_a_score_depends_on_the_pair_and_not_on_the_order(profiles: list[Profile], random) -> None:  # type: ignore[no-untyped-def]
    """The table may come in any order; the pair is written the same way round."""
    turned = list(profiles)
    random.shuffle(turned)

    assert scored(*profiles).to_pylist() == scored(*turned).to_pylist()


def test_every_part_names_the_values_compared() -> None:
    """The two sides of a part are the two profiles' own values."""
    a = Profile(
        type="PER",
        form="name",
        names=("dmitry peskov",),
        given="dmitry",
        givens=("dmitry",),
        surname="peskov",
    )
    b = Profile(type="PER", form="name", names=("peskov",), surname="peskov")
    (row,) = scored(a, b).to_pylist()
    (part,) = (p for p in told_parts(row["parts"]) if p["feature"] == "name")

    one, other = (texts_of(part[side]) for side in ("values_a", "values_b"))

    assert sorted([one, other]) == [["dmitry peskov"], ["peskov"]]
    assert a.key == (row["profile_a"] if one == ["dmitry peskov"] else row["profile_b"])


def test_a_role_and_what_it_belongs_to_are_two_values() -> None:
    """They are never one string to be cut again; a name that has the sign in it stays whole."""
    told = {"roles": ("senator@", "mayor@place:oslo@no"), "offices": ("mayor@place:oslo@no",)}
    a = Profile(type="PER", form="name", names=("ann@cole",), surname="ann@cole", **told)
    b = Profile(type="PER", form="name", names=("ann@cole",), given="x", surname="ann@cole", **told)
    (row,) = scored(a, b).to_pylist()
    of = {part["feature"]: part["values_a"] for part in told_parts(row["parts"])}

    assert of["prior"] is None
    assert of["name"] == [{"value": "ann@cole", "qualifier": None}]
    assert of["role"] == [
        {"value": "senator", "qualifier": ""},
        {"value": "mayor", "qualifier": "place:oslo@no"},
    ]


def test_scored_parts_have_the_shape_in_which_they_are_stored() -> None:
    """By name and type: the ledger takes them in as they are."""
    a, b = (Profile(type="ORG", form="name", names=("acme", name)) for name in ("a", "b"))

    assert scored(a, b).schema.field("parts").type == pa.list_(part_type())


def test_a_pair_names_the_blocking_rule_that_found_it() -> None:
    """People who audit a link see why the two were compared at all."""
    a = Profile(
        type="ORG", form="name", names=("north atlantic treaty organization",), acronyms=("nato",)
    )
    b = Profile(type="ORG", form="name", names=("nato",), acronyms=("nato",))
    (row,) = scored(a, b).to_pylist()

    assert row["match_key"] == "acronym"
    assert row["match_key"] in {rule.name for rule in RULES}


@heavy(4, search=25)
@given(st.lists(persons(), min_size=2, max_size=8, unique_by=lambda p: p.key))
def test_given_pairs_are_scored_as_splink_scores_them(profiles: list[Profile]) -> None:
    """The prepared statement gives the rows that Splink's own run gives, to the last bit."""
    by_splink = scored(*profiles)
    places = {rule.name: str(place) for place, rule in enumerate(RULES)}
    pairs = pa.table(
        {
            "join_key_l": by_splink.column("profile_a"),
            "join_key_r": by_splink.column("profile_b"),
            "match_key": pa.array(
                [places[key] for key in by_splink.column("match_key").to_pylist()], pa.string()
            ),
        }
    )
    prepared = score_pairs(profile_table({p.key: p for p in profiles}), pairs, default_model())

    assert prepared.to_pylist() == by_splink.to_pylist()


def test_what_was_compared_before_is_not_compared_again() -> None:
    """Pairs of two stale profiles are left out; pairs with a fresh one are scored."""
    a, b, c = (
        Profile(
            type="PER", form="name", names=(f"{g} peskov",), given=g, givens=(g,), surname="peskov"
        )
        for g in "abc"
    )
    table = profile_table({p.key: p for p in (a, b, c)})
    fresh = pa.array([key == c.key for key in table.column("profile").to_pylist()])
    table = table.set_column(table.column_names.index("fresh"), "fresh", fresh)
    with duckdb.connect() as connection:
        rows = score(connection.cursor(), table, default_model()).to_pylist()

    assert len(rows) == 2
    assert all(c.key in (row["profile_a"], row["profile_b"]) for row in rows)


def test_a_company_is_called_with_and_without_its_line_of_business() -> None:
    """One name, and a weight of its own for it; what a country shares is no such name."""
    with_line = Profile(type="ORG", form="name", names=("zorblat computer",))
    without = Profile(type="ORG", form="name", names=("zorblat",))
    american = [
        Profile(type="ORG", form="name", names=(f"american {line}",))
        for line in ("airlines", "oil")
    ]
    levels = {p["level"] for row in scored(with_line, without).to_pylist() for p in row["parts"]}
    shared = {p["level"] for row in scored(*american).to_pylist() for p in row["parts"]}

    assert "organisation_same_stem" in levels
    assert "organisation_same_stem" not in shared


def test_the_steps_of_the_shipped_model_are_those_that_splink_writes(tmp_path: Path) -> None:
    """`python -m resolvers.linking.splink_steps` writes them anew; columns come in any order."""
    kept = Path(splink_steps.__file__).with_name(splink_steps.FILE)
    splink_steps.renew(tmp_path / "anew.sql", default_model())
    anew = (tmp_path / "anew.sql").read_text("utf-8")
    assert splink_steps.sorted_lines(kept.read_text("utf-8")) == splink_steps.sorted_lines(anew)
    before = kept.read_bytes()
    splink_steps.renew(kept, default_model())
    assert kept.read_bytes() == before


def test_splink_writes_the_steps_of_another_model() -> None:
    """They hold its own numbers, and not those of the shipped one."""
    shipped, other = default_model(), attrs.evolve(default_model(), prior=0.0625)
    lines = splink_steps.sorted_lines(splink_steps.steps_of(other))
    assert lines == splink_steps.sorted_lines(splink_steps.write_steps(other))
    assert lines != splink_steps.sorted_lines(splink_steps.steps_of(shipped))


def test_linking_one_article_more_imports_no_splink(tmp_path: Path) -> None:
    """Importing it took longer than linking does."""
    ledger = str(tmp_path / "ledger.duckdb")
    with provenance.open(ledger) as known:
        known.add([{"id": "a", "text": "Emmanuel Macron met Olaf Scholz in Paris."}])
        resolvers.resolve(known)
    script = (
        "import sys, provenance, resolvers\n"
        f"ledger = provenance.open({ledger!r})\n"
        "ledger.add([{'id': 'b', 'text': 'Mr. Macron said Olaf Scholz was right.'}])\n"
        "assert resolvers.resolve(ledger).compared\n"
        "assert not {'splink', 'sqlglot'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
