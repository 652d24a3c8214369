"""Every word for a statement, by a draft that deserves it."""

from __future__ import annotations

import pytest

import provenance
import resolvers
from resolvers.checking.records import FINE, WORDS

SOURCE = "“We lost nobody, and we will open an inquiry,” Ortiz said."


def words(ledger, text, **more):
    """Return the words of a draft's findings."""
    return [finding.finding for finding in resolvers.check(ledger, text, **more).findings]


@pytest.mark.parametrize(
    ("draft", "word"),
    [
        (SOURCE, "exact"),
        ("Lena Ortiz said: “We lost nobody, and we will open an inquiry.”", "exact"),
        ("“We lost nobody … we will open an inquiry,” Ortiz said.", "exact"),
        ("“[The crew] lost nobody, and we will open an inquiry,” Ortiz said.", "exact"),
        ("“We lost nobody … will close an inquiry,” Ortiz said.", "words changed"),
        ("“[W]e lost nobody, and we will open [an] inquiry,” Ortiz said.", "exact"),
        ("“We lost nothing, and we will open an inquiry,” Ortiz said.", "words changed"),
        ("“We lost nobody, and we will not open an inquiry,” Ortiz said.", "opposite stance"),
        ("“We lost nobody, and we will open an inquiry,” Brandt said.", "other speaker"),
        ("“We sank like a stone that morning,” Ortiz said.", "no source here"),
        ("Lena Ortiz, the harbour master, said 26 people had been saved.", "paraphrase"),
        ("Lena Ortiz said that 36 people had been rescued from the ferry.", "number changed"),
        ("Ortiz said on Sunday that 26 people had been rescued from the ferry.", "number changed"),
        ("Paul Brandt said that the ferry had been overloaded.", "opposite stance"),
        ("The ferry had been overloaded.", "only as denied"),
        ("Finance minister Paul Brandt denied that the ferry had been overloaded.", "role wrong"),
        ("“Nobody had counted the boats.”", "ambiguous"),
        ("“Brandt's remarks are a disgrace,” Ortiz said.", "no source here"),
        ("“Nobody had counted the boats,” said Ines Falk.", "exact"),
        ("Several outlets report that Roth called the drill a farce.", "one origin only"),
        ("The lighthouse was painted green on 4 May 1931.", "no source here"),
    ],
)
def test_a_statement_gets_the_word_it_deserves(harbour, draft, word) -> None:
    """One fault a draft; of several words the gravest is told."""
    assert words(harbour, draft) == [word]


BRIDGE = {
    "id": "bridge",
    "text": "Council leader Tom Reeve said the bridge would open in May. "
    "“We will not pay!” Mr. Reeve told the Herald. "
    "A lawyer for the town said there was no need to close the bridge. "
    "Lin Park, the town’s chief financial officer, put the cost at $4 million. "
    "Former mayor Ada Crane called the plan a gift.",
}


@pytest.fixture(scope="module")
def bridge():
    """Yield a ledger of one report of a bridge."""
    with provenance.open(":memory:") as ledger:
        ledger.add([BRIDGE])
        resolvers.resolve(ledger)
        yield ledger


@pytest.mark.parametrize(
    ("draft", "word"),
    [
        ("“We will not pay!” Tom Reeve told the council.", "exact"),
        ("“We will not pay!” Ada Crane told the Herald.", "other speaker"),
        ("“We will pay!” Mr. Reeve told the Herald.", "opposite stance"),
        ("Ben Hale said there was no need to close the bridge.", "exact"),
        ("Tom Reeve said the bridge would open in June.", "number changed"),
        ("Tom Reeve, the former council leader, said it would open in May.", "role wrong"),
        ("Finance chief Lin Park put the cost at $6 million.", "number changed"),
    ],
)
def test_what_a_report_leaves_open_is_no_fault(bridge, draft, word) -> None:
    """A nameless lawyer may be the one who is named; who stands behind “!” says so."""
    assert words(bridge, draft) == [word]


def test_a_role_may_be_written_in_other_words(bridge) -> None:
    """A finance chief is a chief financial officer; several of a role are nobody's."""
    found = words(bridge, "Finance chief Lin Park put the cost at $4 million.")

    assert set(found) <= FINE


def test_small_talk_gets_no_finding(harbour) -> None:
    """A sentence without figures, roles and anything that a source says asks for no source."""
    assert words(harbour, "Nobody likes the rain. Have a nice day.") == []
    assert words(harbour, "") == []
    assert words(harbour, " \n…\n") == []


def test_a_finding_has_both_sides_with_their_characters(harbour) -> None:
    """Offsets, article, address with a text fragment, speakers, values, and what to do."""
    text = "Good morning.\n\n“We lost nobody, and we will open an inquiry,” Brandt said."
    (finding,) = resolvers.check(harbour, text).findings
    source = finding.source

    assert text[finding.draft.start : finding.draft.end] == finding.draft.text
    assert (source.article, source.outlet, source.current) == ("times", "Ferry Times", True)
    assert source.text == "We lost nobody, and we will open an inquiry"
    assert source.url.startswith("https://ferrytimes.example/rescue#:~:text=We%20lost%20nobody")
    assert (finding.draft.speaker, source.speaker) == ("Brandt", "Lena Ortiz")
    assert finding.values == ("Brandt", "Lena Ortiz")
    assert finding.note == "by the source Lena Ortiz says so, not Brandt"


def test_the_claim_of_a_finding_leads_on(harbour) -> None:
    """Its key is one that the ledger knows."""
    (finding,) = resolvers.check(harbour, SOURCE).findings

    assert harbour.claim(finding.claim).speaker_name == "Lena Ortiz"


def test_origins_count_reportings(harbour) -> None:
    """Two outlets that report on their own are two."""
    text = "Paul Brandt said the ferry carried fewer passengers than allowed."
    (finding,) = resolvers.check(harbour, text).findings

    assert finding.finding in FINE
    assert finding.origins == 2


def test_a_draft_can_be_held_against_some_articles_alone(harbour) -> None:
    """What others say is no source then; a name that is none is refused."""
    assert words(harbour, SOURCE, against=["times"]) == ["exact"]
    assert words(harbour, SOURCE, against=["post"]) == ["no source here"]
    for line in harbour.stories():
        articles = {told.article for told in harbour.coverage(line.story).articles}
        expected = "exact" if "times" in articles else "no source here"
        assert words(harbour, SOURCE, against=[line.story]) == [expected]
    with pytest.raises(provenance.NotFoundError, match="no article and no story 'nowhere'"):
        resolvers.check(harbour, SOURCE, against=["nowhere"])


def test_nothing_is_kept_of_a_draft(harbour) -> None:
    """The ledger has as many rows as before."""
    before = harbour.query("runs").num_rows, len(harbour.claims()), harbour.newest()
    resolvers.check(harbour, SOURCE)

    assert (harbour.query("runs").num_rows, len(harbour.claims()), harbour.newest()) == before


def test_what_a_later_article_has_otherwise_was_corrected() -> None:
    """A figure that an update outgrew, and words that a later version of an article left out."""
    early = {
        "id": "a",
        "source": "Ferry Times",
        "published_at": "2026-11-20T08:00:00Z",
        "text": "Two passengers were injured when the ferry Alma ran aground, the hospital in Kiel said.",
    }
    late = early | {
        "id": "b",
        "source": "Kiel Post",
        "published_at": "2026-11-21T09:00:00Z",
        "text": "Nine passengers were injured when the ferry Alma ran aground, the hospital in Kiel says by now.",
    }
    old = {"id": "c", "text": "Fishermen from Laboe pulled the captain ashore.", "source": "Echo"}
    with provenance.open(":memory:") as ledger:
        ledger.add([early, late, old])
        resolvers.resolve(ledger)
        ledger.add([old | {"text": "Divers from Laboe pulled the captain ashore."}])
        resolvers.resolve(ledger)

        toll = resolvers.check(ledger, early["text"]).findings[0]
        other = resolvers.check(
            ledger, "Two passengers were hurt aboard the Alma, the hospital in Kiel said."
        ).findings[0]
        changed = resolvers.check(ledger, old["text"]).findings[0]

    assert (toll.finding, toll.values) == ("later corrected", ("Two passengers", "Nine passengers"))
    assert other.finding == "later corrected"
    assert (changed.finding, changed.source.current) == ("later corrected", False)


def test_the_summary_counts_words_in_order(harbour) -> None:
    """Only what is there, the least grave first."""
    checked = resolvers.check(harbour, f"{SOURCE} The ferry had been overloaded.")

    assert list(checked.counts.items()) == [("exact", 1), ("only as denied", 1)]
    assert [finding.finding for finding in checked.to_look_at] == ["only as denied"]
    assert checked.articles == 3
    assert set(WORDS) >= set(checked.counts)
