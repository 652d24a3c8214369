"""Bodies that every country has, and parties of one name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import resolvers
from provenance.testing import memory_ledger


def entities(texts: Mapping[str, str], name: str) -> list[str]:
    """Resolve articles; list the entities of all mentions of a name, in order."""
    articles = [
        {"id": key, "text": text, "published_at": "2025-03-10"} for key, text in texts.items()
    ]
    with memory_ledger(articles) as ledger:
        resolvers.resolve(ledger, coverage=False)
        rows = ledger.table("mentions").to_pylist()
    ordered = sorted(rows, key=lambda row: (row["article"], row["start"]))
    return [row["entity"] for row in ordered if row["surface"] == name]


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (
            {"a": "The Interior Ministry banned it.", "b": "The Interior Ministry allowed it."},
            "Interior Ministry",
        ),
        (
            {
                "a": "In Britain the Labour Party won in London.",
                "b": "In Norway the Labour Party lost in Oslo.",
            },
            "Labour Party",
        ),
        (
            {
                "a": "In Australia the Liberal Party won in Sydney.",
                "b": "In Canada the Liberal Party lost in Ottawa.",
            },
            "Liberal Party",
        ),
        (
            {
                "a": "Students left Trinity College in Dublin on Monday.",
                "b": "Students left Trinity College in Cambridge on Monday.",
            },
            "Trinity College",
        ),
        (
            {
                "a": "In Norway the Ministry of Justice in Oslo said no.",
                "b": "In Chile the Ministry of Justice in Santiago said yes.",
            },
            "Ministry of Justice",
        ),
        (
            {"a": "The Court of Appeal overturned it.", "b": "The Court of Appeal upheld it."},
            "Court of Appeal",
        ),
    ],
)
def test_bodies_of_two_countries_are_two(texts: Mapping[str, str], name: str) -> None:
    """Where no country is told, it may be any; where one is, it is that one's."""
    first, second = entities(texts, name)

    assert first != second


def test_one_countrys_body_is_one() -> None:
    """Both articles are about Kenya."""
    texts = {
        "a": "Kenya's Interior Ministry banned the march in Nairobi.",
        "b": "Kenya said the Interior Ministry would lift the ban in Nairobi.",
    }

    assert len(set(entities(texts, "Interior Ministry"))) == 1


def test_bodies_that_one_country_alone_has_tell_it() -> None:
    """Many countries have a Senate, one of them Republicans and a House."""
    texts = {
        "a": "The House passed it. The Senate did not, as Republicans left.",
        "b": "The Senate of the United States met in Washington.",
    }

    (first,) = entities(texts, "Senate")
    (second,) = entities(texts, "Senate of the United States")

    assert first == second
