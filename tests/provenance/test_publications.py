"""One id stands for one article: of one outlet, at one address."""

from __future__ import annotations

import json

import pytest

import provenance
from provenance.records.addresses import same_address

FIRST = {
    "id": "a",
    "text": "The bridge is shut.",
    "source": "Leeds Post",
    "url": "https://leeds.example/1",
}


@pytest.fixture(params=["one batch", "two batches"])
def take(request, tmp_path):
    """Take two rows in, from one file or from two; return the refusals and the texts kept."""

    def take(*rows):
        files = [rows] if request.param == "one batch" else [[row] for row in rows]
        with provenance.open(":memory:") as ledger:
            refused = []
            for number, lines in enumerate(files):
                path = tmp_path / f"{number}.jsonl"
                path.write_text("".join(json.dumps(row) + "\n" for row in lines))
                refused += ledger.ingest([str(path)]).refused
            return refused, [version.text for version in ledger.versions(current=False)]

    return take


@pytest.mark.parametrize(
    ("change", "field", "what"),
    [
        (
            {"source": "Hull Mail"},
            "source",
            "the id 'a' stands for an article of 'Leeds Post' already, not of 'Hull Mail'",
        ),
        ({"url": "https://hull.example/9"}, "url", "already, not at https://hull.example/9"),
    ],
)
@pytest.mark.parametrize("text", ["Two men died.", "The bridge is shut."])
def test_a_second_outlet_or_address_of_an_id_is_refused(change, field, what, text, take):
    """The words of one do not go under the name of the other, nor is a copy dropped in silence."""
    (refused,), kept = take(FIRST, {**FIRST, "text": text, **change})

    assert refused.field == field
    assert refused.line
    assert what in str(refused)
    assert kept == ["The bridge is shut."]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"source": " leeds  POST"},
        {"source": None, "url": None},
        {"url": "http://www.leeds.example/1/?utm_source=x#top"},
    ],
)
def test_a_corrected_text_is_a_later_version(change, take):
    """Under the same outlet and address, however written, or where the row names none."""
    refused, kept = take(FIRST, {**FIRST, "text": "The bridge is open.", **change})

    assert refused == []
    assert kept == ["The bridge is shut.", "The bridge is open."]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://x.example/a?id=1", "https://x.example/a?id=2", False),
        ("https://x.example/a?b=1&id=1", "https://x.example/a?id=1&b=1&fbclid=z", True),
        ("https://x.example:8080/a", "https://x.example/a", False),
        ("https://x.example:443/a", "http://X.example/a", True),
        ("http://[broken", "http://[broken", True),
        ("http://[broken", "http://[other", False),
        ("http://x.example:99999/", "http://x.example:99998/", False),
    ],
)
def test_addresses_are_compared_by_the_page(a, b, same):
    """What tells how a reader came makes no difference; what is no address stands for itself."""
    assert same_address(a, b) is same
