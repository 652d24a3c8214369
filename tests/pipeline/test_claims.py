"""Claims in the ledger: read once, read anew when rules change, never overwritten, and led back to their characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from searching import heavy

import provenance
import resolvers
from provenance.exceptions import NotFoundError
from provenance.spans import Span
from provenance.testing import texts
from provenance.trail import deep_link
from resolvers.attribution import reading

URL = "https://news.example/a"
ARTICLE = {
    "id": "a",
    "url": URL,
    "published_at": "2025-09-05",
    "text": "Claudia Merz said that 26 countries had pledged troops. “We cleared the field,” she said.\n\n"
    "A senior official said the rocket struck on Thursday.",
}


def resolved(*articles: dict[str, str]) -> provenance.Ledger:
    """Resolve articles."""
    ledger = provenance.open(":memory:")
    ledger.add(list(articles))
    resolvers.resolve(ledger)
    return ledger


def test_claims_are_listed_by_speaker_by_subject_and_by_words() -> None:
    """The three questions of an audit."""
    other = {"id": "b", "published_at": "2025-09-06", "text": "Mads Holt praised Claudia Merz."}
    with resolved(ARTICLE, other) as ledger:
        assert [c.words for c in ledger.claims(by="Claudia Merz")] == [
            "that 26 countries had pledged troops",
            "“We cleared the field,”",
        ]
        assert [(c.speaker_name, c.words) for c in ledger.claims(about="Claudia Merz")] == [
            ("Mads Holt", "Claudia Merz")
        ]
        assert [c.described_as for c in ledger.claims(text="ROCKET")] == ["A senior official"]
        assert len(ledger.claims(limit=1)) == 1
        with pytest.raises(NotFoundError, match="no entity is called"):
            ledger.claims(by="Nobody Known")
        with pytest.raises(NotFoundError, match="no claim is called"):
            ledger.claim("0" * 16)


def test_an_unnamed_source_has_no_speaker_and_no_probability() -> None:
    """Its description is kept."""
    with resolved(ARTICLE) as ledger:
        (claim,) = ledger.claims(text="rocket")

    assert (claim.speaker, claim.probability, claim.described_as) == (
        None,
        None,
        "A senior official",
    )


def test_values_are_kept_with_their_claims() -> None:
    """With the interval, what is counted, and the place."""
    with resolved(ARTICLE) as ledger:
        found = [
            (v["surface"], v["low"], v["noun"])
            for v in ledger.query("claim_values", claim=None).to_pylist()
        ]

    assert found == [("26 countries", 26.0, "country"), ("Thursday", None, None)]


def test_claims_are_read_once() -> None:
    """A second run finds nothing new."""
    with resolved(ARTICLE) as ledger:
        before = ledger.table("claims").to_pylist()
        done = resolvers.resolve(ledger)

        assert done.claims == 0
        assert ledger.table("claims").to_pylist() == before


def test_claims_are_read_anew_when_their_rules_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mentions stay; the claims of the earlier rules stay in the ledger, and count again when the rules return."""
    with resolved(ARTICLE) as ledger:
        before = ledger.table("claims").to_pylist()
        monkeypatch.setattr(reading, "attribute", lambda *_: [])
        monkeypatch.setattr(reading, "claims_digest", lambda: "other")
        done = resolvers.resolve(ledger)

        assert (done.read, ledger.table("claims").num_rows) == (0, 0)
        assert ledger.verify() == []

        monkeypatch.undo()
        resolvers.resolve(ledger)

        assert ledger.table("claims").to_pylist() == before


def test_a_corrected_article_has_the_claims_of_its_new_text() -> None:
    """The old text keeps its own, which no list shows."""
    with resolved(ARTICLE) as ledger:
        ledger.add([{**ARTICLE, "text": "Claudia Merz said that 24 countries had pledged troops."}])
        resolvers.resolve(ledger)

        assert [c.words for c in ledger.claims()] == [
            "that 24 countries had pledged troops",
            "troops",
        ]
        assert ledger.verify() == []


def test_a_claim_s_spans_are_watched() -> None:
    """Who moves a span behind our back is found out."""
    with resolved(ARTICLE) as ledger:
        ledger.connection.execute("UPDATE claim_span SET start = start + 1 WHERE role = 'content'")

        assert any("claim content" in problem for problem in ledger.verify())


@heavy(4, search=25)
@given(texts())
def test_any_text_gives_claims_that_verify(text: str) -> None:
    """Every span of every claim reads what it says, whatever the text holds."""
    with resolved(
        {
            "id": "a",
            "text": f"Crane said {text}. “{text},” he said. According to {text}, it rained.",
        }
    ) as ledger:
        rows = ledger.table("claims").to_pylist()

        assert ledger.verify() == []
        assert all(
            row["probability"] is None or 0 < row["probability"] <= row["score"] for row in rows
        )


def test_statements_say_of_whom_where_and_whether_it_still_holds() -> None:
    """An office with its country, its words, and the time that the words give it."""
    text = "Former French President François Hollande met Claudia Merz."
    with resolved(
        {"id": "a", "source": "Daily", "published_at": "2025-09-05", "text": text}
    ) as ledger:
        rows = [row for row in ledger.table("statements").to_pylist() if row["property"] == "role"]
        everything = ledger.table("statements").to_pylist()

    (role,) = rows
    assert (role["entity_name"], role["value"], role["affiliation"]) == (
        "François Hollande",
        "president",
        "country:FR",
    )
    assert (role["valid"], role["source"]) == ("ended", "Daily")
    assert all(text[row["start"] : row["end"]] == row["surface"] for row in everything)


# --- deep links ---------------------------------------------------------------------------------------------------------


def test_a_link_names_few_words_whole_and_many_by_their_ends() -> None:
    """Percent-encoded; a hyphen and a comma have a meaning in a text directive."""
    text = "She spoke. It was a well-made bridge, he said. " + " ".join(
        f"word{n}" for n in range(40)
    )

    assert (
        deep_link(URL, text, Span(11, 36)) == f"{URL}#:~:text=It%20was%20a%20well%2Dmade%20bridge"
    )
    start = text.index("word0")
    link = deep_link(URL, text, Span(start, len(text)))
    assert link.endswith(
        "text=word0%20word1%20word2%20word3%20word4%20word5,word34%20word35%20word36%20word37%20word38%20word39"
    )


def test_a_link_to_words_that_stand_twice_names_what_is_before_them() -> None:
    """So that the page opens at the right ones."""
    text = "Crane said it was safe. Later Holt said it was safe."
    place = text.rindex("it was safe")

    assert (
        deep_link(URL, text, Span(place, place + 11))
        == f"{URL}#:~:text=Holt%20said-,it%20was%20safe"
    )


def test_a_link_keeps_the_anchor_of_its_address() -> None:
    """The directive comes behind it."""
    assert (
        deep_link(f"{URL}#part", "It was safe.", Span(0, 11))
        == f"{URL}#part:~:text=It%20was%20safe"
    )


TOGETHER = (
    "Tom Reed and Ann Cole said the road was shut. Peter Marsh, Mary Venn and the ministry denied "
    "it had failed. Officials in Orle and Venn said it was late. In Orle, Mary Venn and Tom Reed "
    "said yes. Ann Cole, a lawyer, said no one came."
)


def test_a_source_that_names_several_has_them_all() -> None:
    """Each with his characters, in their order, and only where all are known.

    A place before them is none.
    """
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": TOGETHER}])
        resolvers.resolve(ledger)
        claims = ledger.claims()
        of_reed = ledger.claims(by="Tom Reed")
        problems = ledger.verify()

    assert [[s.name for s in c.speakers] for c in claims] == [
        ["Tom Reed", "Ann Cole"],
        ["Peter Marsh", "Mary Venn", "ministry"],
        [],
        ["Mary Venn", "Tom Reed"],
        ["Ann Cole"],
    ]
    assert [s.span.surface(TOGETHER) for s in claims[1].speakers if s.span] == [
        "Peter Marsh",
        "Mary Venn",
        "ministry",
    ]
    assert [c.words for c in of_reed] == ["the road was shut", "yes"]
    assert problems == []
