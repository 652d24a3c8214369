"""How a draft is cut into statements, and how sources are found in many articles."""

from __future__ import annotations

import pytest

import provenance
import resolvers
from provenance.sql.running import parsed
from resolvers.checking import candidates
from resolvers.checking.draft import read_draft
from resolvers.checking.loading import statements, tables_of


def cut(text: str) -> list[tuple[str, str, str | None]]:
    """Return the statements of a draft: what they are, their words, and who says them."""
    return [
        (s.kind, s.region.surface(text), s.speaker.name if s.speaker else None)
        for s in sorted(read_draft(text).statements, key=lambda s: s.region)
    ]


def test_a_draft_is_cut_into_quotations_reports_and_narration() -> None:
    """Each with who says it; what stands beside belongs to it."""
    text = (
        "Ada Crane said on Friday that six boats were lost. “We saw nothing,” Ben Hale told the inquiry in Kiel. "
        "The harbour was closed for nine days."
    )

    assert cut(text) == [
        ("report", "Ada Crane said on Friday that six boats were lost.", "Ada Crane"),
        ("quotation", "“We saw nothing,” Ben Hale told the inquiry in Kiel.", "Ben Hale"),
        ("narration", "The harbour was closed for nine days.", None),
    ]


def test_two_claims_of_a_sentence_are_two_statements() -> None:
    """They share it without a gap."""
    text = "Ada Crane said the boats were lost, and Ben Hale denied that the harbour was closed."
    regions = [words for _, words, _ in cut(text)]

    assert len(regions) == 2
    assert " ".join(regions) == text


def test_a_text_without_words_has_no_statements() -> None:
    """It is no draft, and no error either."""
    assert cut("…\n— !") == []


@pytest.mark.parametrize("name", sorted(statements()))
def test_every_statement_is_explained_over_a_resolved_ledger(name: str) -> None:
    """A column that is not there fails here, and not with a user."""
    import re

    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": "Ada Crane said that six boats were lost."}])
        resolvers.resolve(ledger)
        values = dict.fromkeys(re.findall(r"\$(\w+)", statements()[name]))
        values |= {key: 3 for key in values if key == "most"}
        assert ledger.connection.execute(f"EXPLAIN {statements()[name]}", values or None).fetchall()
        assert parsed(ledger.connection, statements()[name])


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every ledger count as one of many articles, of which few are compared."""
    monkeypatch.setattr(candidates, "SMALL", 0)
    monkeypatch.setattr(candidates, "_MOST", 3)


@pytest.mark.usefixtures("many")
def test_sources_are_found_by_postings(corpora) -> None:
    """By the terms of claims, runs of words, and names; the article is among the first three."""
    tables = tables_of(corpora["webforms"])
    names = dict(tables.rows("named_articles", names=["w03", "w08", "w16"]))
    for text, article in [
        ("“Mr. Chen owns a ship and a map. Only the ship is real,” she said.", "w03"),
        ("A brown bear walked into a pharmacy in Brașov, Romania, and ate the vitamins.", "w08"),
        ("Adaeze Nwosu-Lind urged the Security Council to let convoys cross.", "w16"),
    ]:
        assert names[article] in candidates.candidates(tables, read_draft(text))


@pytest.mark.usefixtures("many")
def test_many_articles_without_postings_are_refused() -> None:
    """A resolve without coverage makes none.

    To compare only some would tell of no source in vain.
    """
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": "Ada Crane said that six boats were lost."}])
        resolvers.resolve(ledger, coverage=False)
        with pytest.raises(provenance.LedgerError, match="no postings"):
            resolvers.check(ledger, "Ada Crane said that nine boats were lost.")
