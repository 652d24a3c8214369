"""Bodies that every country has one of are known by their country and what they are, in every article."""

from __future__ import annotations

import pytest

import provenance
import resolvers
from provenance.records.mentions import Chain
from resolvers.coreference.build import build_chains
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.detect import detect


def read(text: str) -> dict[str, Chain]:
    """Detect and chain; return the chain of each surface."""
    return {
        link.mention.surface: chain
        for chain in build_chains("v", text, detect(text, "v"))
        for link in chain.links
    }


@pytest.mark.parametrize(
    ("text", "surface", "key"),
    [
        ("The Russian military denied it.", "Russian military", "body:RU:military"),
        ("Russia's armed forces denied it.", "Russia's armed forces", "body:RU:military"),
        (
            "The Peruvian central bank raised rates.",
            "Peruvian central bank",
            "body:PE:central bank",
        ),
        (
            "Chile's foreign ministry declined to comment.",
            "Chile's foreign ministry",
            "body:CL:foreign ministry",
        ),
        (
            "Norway's Defense Ministry declined to comment.",
            "Defense Ministry",
            "body:NO:defence ministry",
        ),
        ("Cuban state media reported it.", "Cuban state media", "body:CU:state media"),
        (
            "U.S. intelligence agencies doubt it.",
            "U.S. intelligence agencies",
            "body:US:intelligence services",
        ),
        ("The German armed forces denied it.", "German armed forces", "org:bundeswehr"),
    ],
)
def test_a_body_is_known_by_its_country_and_what_it_is(text, surface, key):
    """Whatever it is called; one that the lexicon knows by a name of its own is that."""
    assert set(read(text)[surface].values("key")) == {key}


def test_two_ministries_share_no_head_word():
    """The foreign ministry of one country is not the defence ministry of another, nor is any of them a country."""
    found = read(
        "Norway's Defense Ministry spoke. Chile's foreign ministry did not. Peru's navy slept."
    )

    assert (
        len(
            {
                chain.key
                for surface, chain in found.items()
                if surface[0] in "DC" or "navy" in surface
            }
        )
        == 4
    )  # Chile too
    assert found["Defense Ministry"] is not found["Chile's foreign ministry"]


def test_the_military_is_that_of_the_one_country_whose_military_was_named():
    """Two militaries in one article leave it open."""
    one = read("The Russian military denied it. On Monday the military sent ships.")
    two = read(
        "The Russian military denied it. The Peruvian navy and the Peruvian military agreed. The military left."
    )

    assert one["military"] is one["Russian military"]
    assert two["military"] is not two["Russian military"]


def test_a_body_is_one_entity_in_all_articles_and_acts_for_its_country():
    """Named in two ways in two articles; state media belong to the state and do not act for it."""
    articles = [
        {
            "id": "a",
            "text": "The Peruvian military denied the report. Cuban state media carried it, and Peru waited.",
        },
        {
            "id": "b",
            "text": "Peru's armed forces sent two ships to the border. Cuba's state media said so.",
        },
    ]
    with provenance.open(":memory:") as ledger:
        ledger.add(articles)
        resolvers.resolve(ledger, coverage=False)
        military, media = ledger.show("Peruvian military"), ledger.show("Cuban state media")

        assert military.speaks_for == ledger.show("Peru").entity
        assert media.speaks_for is None
        assert {spot.article for spot in ledger.trace(military.entity)} == {"a", "b"}
        assert {spot.article for spot in ledger.trace(media.entity)} == {"a", "b"}


def test_every_body_has_a_name_and_a_row_in_every_country():
    """A key is enough to name it: no list of all countries' bodies is needed."""
    names = set(lexicon().state_bodies.values())

    for code in lexicon().country_names:
        for name in names:
            row = lexicon().row(f"body:{code}:{name}")
            assert row is not None
            assert row.country == code
            assert row.name.endswith(name)
    assert lexicon().row("body:KP:state media").name == "North Korean state media"


def test_a_capital_is_a_city_that_counts_for_its_country_as_an_actor():
    """The city stays an entity of its own; the column `actor` folds it, as event coding does."""
    with provenance.open(":memory:") as ledger:
        ledger.add(
            [
                {
                    "id": "a",
                    "text": "Crowds gathered in Lima. Officials of Peru were silent. In Arequipa it rained.",
                }
            ]
        )
        resolvers.resolve(ledger, coverage=False)
        rows = {row["surface"]: row for row in ledger.table("mentions").to_pylist()}

        assert rows["Lima"]["entity"] != rows["Peru"]["entity"]
        assert rows["Lima"]["actor"] == rows["Peru"]["entity"]
        assert rows["Arequipa"]["actor"] == rows["Arequipa"]["entity"]
