"""Attribution: who said what, read off sentences that were written for these tests."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.spans import Span
from provenance.testing import texts
from resolvers.attribution.quotes import quotations
from resolvers.attribution.records import Attribution
from resolvers.attribution.rules import attribute


def read(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of every attribution as words."""
    return [
        tuple(" | ".join(s.surface(text) for s in spans) for spans in (a.source, a.cue, a.content))
        for a in attribute(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Ada Crane said the bridge was safe.", "Ada Crane", "said", "the bridge was safe"),
        (
            "Ada Crane said on Monday that the bridge was safe.",
            "Ada Crane",
            "said",
            "that the bridge was safe",
        ),
        ("The bridge is safe, Ada Crane said.", "Ada Crane", "said", "The bridge is safe"),
        (
            "“The bridge is safe,” said Ada Crane, the mayor.",
            "Ada Crane",
            "said",
            "“The bridge is safe,”",
        ),
        ("“The bridge is safe,” Crane told reporters.", "Crane", "told", "“The bridge is safe,”"),
        ("“The bridge,” Crane said, “is safe.”", "Crane", "said", "“The bridge,” | “is safe.”"),
        (
            "According to the mayor, the bridge is safe.",
            "the mayor",
            "According to",
            "the bridge is safe",
        ),
        (
            "The bridge is safe, according to Ada Crane.",
            "Ada Crane",
            "according to",
            "The bridge is safe",
        ),
        (
            "Crane told the council that the bridge was safe.",
            "Crane",
            "told",
            "that the bridge was safe",
        ),
        (
            "Ada Crane, the mayor of Leeds, said the bridge was safe.",
            "Ada Crane, the mayor of Leeds",
            "said",
            "the bridge was safe",
        ),
        ("Crane promised to repair the bridge.", "Crane", "promised", "to repair the bridge"),
        (
            "Bridge to close in May — Ada Crane\n\nIt is old.",
            "Ada Crane",
            "—",
            "Bridge to close in May",
        ),
        (
            "Bridge to close in May – minister\n\nIt is old.",
            "minister",
            "–",
            "Bridge to close in May",
        ),
        ("Crane called for an inquiry.", "Crane", "called for", "an inquiry"),
        (
            "Nobody doubts Crane's claim that the bridge was safe.",
            "Crane's",
            "claim",
            "that the bridge was safe",
        ),
        ("The mayor was clear: “The bridge is safe.”", "The mayor", ":", "“The bridge is safe.”"),
        ("«Die Brücke ist sicher,» Crane said.", "Crane", "said", "«Die Brücke ist sicher,»"),
        ("''The bridge is safe,'' Crane said.", "Crane", "said", "''The bridge is safe,''"),
        ("'The bridge is safe,' Crane said.", "Crane", "said", "'The bridge is safe,'"),
        ("LEEDS (OWS) — The bridge is safe, Crane said.", "Crane", "said", "The bridge is safe"),
        (
            "Crane, 56, who has led the town for a decade, told Radio Aire it was clear.",
            "Crane, 56, who has led the town for a decade",
            "told",
            "it was clear",
        ),
        (
            "Aire News editor Ada Crane called out: “It is a trap!”",
            "Aire News editor Ada Crane",
            ":",
            "“It is a trap!”",
        ),
        (
            "The call in which a woman is heard saying: “Get here now!” was edited.",
            "a woman",
            "is heard saying",
            "“Get here now!”",
        ),
        (
            "Reed was quoted as saying that the bridge had failed.",
            "Reed",
            "was quoted as saying",
            "that the bridge had failed",
        ),
        (
            "Crane to sue Aire, Bex over the toll, says it is robbery\n\nIt is old.",
            "Crane",
            "says",
            "it is robbery",
        ),
        (
            "'I never liked the swan': Bishop Ada Crane on leaving Romsey",
            "Bishop Ada Crane",
            ":",
            "'I never liked the swan'",
        ),
        (
            "At times last year, officials said, the mere mention of it could do harm.",
            "officials",
            "said",
            "At times last year | the mere mention of it could do harm",
        ),
        (
            "The toll rose to 17, officials said: 17 people were killed.",
            "officials",
            "said",
            "The toll rose to 17 | 17 people were killed",
        ),
        (
            "The towns whose laws have been struck down say the court is wrong.",
            "The towns whose laws have been struck down",
            "say",
            "the court is wrong",
        ),
        (
            "Leeds' Miners' Union said no more was due.",
            "Leeds' Miners' Union",
            "said",
            "no more was due",
        ),
        ("The agency put the toll at 22.", "The agency", "put", "the toll at 22"),
        (
            "Nobody trusts a statement by Ada Crane, the mayor, that it was safe.",
            "Ada Crane",
            "statement",
            "that it was safe",
        ),
        (
            "Crane is confident that the bridge holds.",
            "Crane",
            "is confident",
            "that the bridge holds",
        ),
        ("Crane's criticism of the plan was loud.", "Crane's", "criticism of", "the plan"),
        ("• Eleven people are dead, Crane says", "Crane", "says", "Eleven people are dead"),
        (
            "Reed told Aire Radio 23,500 homes were dark.",
            "Reed",
            "told",
            "23,500 homes were dark",
        ),
    ],
)
def test_a_construction_is_read(text: str, source: str, cue: str, content: str) -> None:
    """Each way to report gives source, cue and content with their exact words."""
    assert (source, cue, content) in read(text)


def test_a_word_of_a_name_is_no_noun_that_reports() -> None:
    """Fox News is told something; there is no news that says so."""
    assert [source for source, *_ in read("Reed told Aire News that he had gone.")] == ["Reed"]


def test_what_is_expected_has_nobody_who_says_it() -> None:
    """It is a belief, and of nobody in particular."""
    assert ("", "is expected", "The House | to pass the bill") in read(
        "The House is expected to pass the bill."
    )


def test_a_quotation_of_the_headline_is_of_whom_the_text_quotes_with_it() -> None:
    """The words behind its colon name nobody."""
    text = "‘A wall of water’: seven dead\n\nIt came. “It was a wall of water,” said Ada Crane, 30."

    assert ("Ada Crane", ":", "‘A wall of water’") in read(text)


def test_a_quotation_signed_below_may_say_when() -> None:
    """What stands behind the name and a comma is no part of it."""
    text = 'QUOTE OF THE DAY\n“I came for the rain.”\n— Bartholomew "Bat" Crane III, on leaving Leeds after 40 years'

    assert 'Bartholomew "Bat" Crane III' in [source for source, *_ in read(text)]


def test_a_quotation_inside_a_quotation_is_a_span_of_its_own() -> None:
    """Single marks inside double ones; an apostrophe is none."""
    text = "“He didn’t say ‘go home’ once,” Ada Crane said, “but ‘it’s late’.”"
    found = attribute(text)[0]

    assert [span.surface(text) for span in found.quotes][-2:] == ["‘go home’", "‘it’s late’"]
    assert found.kind == "direct"


def test_a_dash_before_more_than_a_name_is_no_headline() -> None:
    """Nor is one in a sentence that goes on, or in the middle of an article."""
    assert read("The bridge will close - at least in part\n\nIt is old.") == []
    assert (
        read("The bridge is old.\n\nIt opened in May.\n\nBridge to close in May — Ada Crane") == []
    )


def test_what_a_promise_inside_a_report_says_is_a_claim_inside_it() -> None:
    """Who reports a promise says something, and so does who gave it."""
    outer, inner = sorted(
        attribute("Crane said that Holt had promised to repair the bridge."),
        key=lambda a: a.parent is not None,
    )

    assert (outer.parent, inner.parent) == (None, 0)
    assert inner.modality == "promise"
    assert outer.content[0].contains(inner.content[0])


def test_a_denied_and_a_possible_report_say_so() -> None:
    """Polarity and certainty belong to the saying."""
    denied, possible = attribute(
        "Crane did not say that the bridge was safe. Holt may say that it is."
    )

    assert (denied.polarity, possible.certainty) == ("denied", "possible")


def test_the_addressee_is_kept() -> None:
    """Whom somebody tells is a span of its own."""
    text = "Crane told the city council that the bridge was safe."
    (claim,) = attribute(text)

    assert claim.addressee is not None
    assert claim.addressee.surface(text) == "the city council"


def test_adding_that_has_the_subject_of_what_came_before() -> None:
    """A participle reports for whoever spoke."""
    found = read("Crane said the bridge was safe, adding that repairs would begin soon.")

    assert found == [
        ("Crane", "said", "the bridge was safe"),
        ("Crane", "adding", "that repairs would begin soon"),
    ]


def test_a_quotation_alone_goes_to_who_spoke_before_with_a_lower_score() -> None:
    """It continues the speaker of the paragraph before."""
    text = "“The bridge is safe,” Crane said.\n\n“We looked at every bolt of it.”"
    first, second = attribute(text)

    assert second.source[0].surface(text) == "Crane"
    assert second.score < first.score


def test_a_quotation_that_goes_on_in_its_paragraph_is_a_piece_of_the_one_before() -> None:
    """One speaker goes on, and it is one thing that he said."""
    text = "“The bridge is safe,” Crane said. “We looked at every bolt.” Then he left."
    (claim,) = attribute(text)

    assert [piece.surface(text) for piece in claim.content] == [
        "“The bridge is safe,”",
        "“We looked at every bolt.”",
    ]


def test_a_name_in_capitals_is_no_verb() -> None:
    """The United States states nothing by its name."""
    assert read("They flew to the United States last week.") == []


def test_scare_quotes_and_titles_are_no_claims() -> None:
    """A word or two in marks, or the title of a work, is said by nobody."""
    assert read("The “experts” met again. Butz stars in “The Long Way Home to You” in May.") == []


def test_quotations_are_paired_inside_their_paragraph() -> None:
    """A mark that is never closed takes nothing of a paragraph that has nothing to do with it."""
    text = 'He saw a 6" pipe and “left.\nAda Crane met Mads Holt.\n“Fine,” she said.'

    assert [text[q.start : q.end] for q in quotations(text)] == ["“Fine,”"]


def test_a_quotation_over_paragraphs_opens_each_of_them() -> None:
    """Newspapers repeat the opening mark and close the last paragraph alone."""
    text = "“One thing is clear.\n“Another is not,” Crane said."

    assert [(text[q.start : q.end], q.closed) for q in quotations(text)] == [
        ("“One thing is clear.", False),
        ("“Another is not,”", True),
    ]


# --- promises -----------------------------------------------------------------------------------------------------------

_WORDS = (
    "Crane",
    "the mayor",
    "said",
    "told reporters",
    "that",
    "promised to",
    "according to",
    "adding",
    ",",
    ".",
    ":",
    "“",
    "”",
    '"',
    "the bridge",
    "is safe",
    "claims",
    "\n",
    "'",
    "’",
    "—",
    "did not",
    "who",
)
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join) | texts(min_size=0)


def spans(found: Attribution) -> list[Span]:
    """List content, cue and source."""
    return [*found.content, *found.cue, *found.source]


@given(_TEXTS)
def test_the_parts_of_a_claim_never_overlap_and_lie_in_the_text(text: str) -> None:
    """Content, cue and source share no character; quotations lie in the content."""
    for found in attribute(text):
        ordered = sorted(spans(found))
        assert all(a.end <= b.start for a, b in pairwise(ordered))
        assert all(s.end <= len(text) and s.surface(text).strip() for s in ordered)
        assert all(any(piece.contains(q) for piece in found.content) for q in found.quotes)
        assert found.parent is None or found.parent < len(attribute(text))


@given(_TEXTS)
def test_a_quotation_never_crosses_a_paragraph(text: str) -> None:
    """Whatever is left open, pairs stay inside their line, in order, apart from each other."""
    found = quotations(text)

    assert all("\n" not in text[q.start : q.end] for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(_TEXTS, _TEXTS)
def test_what_is_appended_changes_no_earlier_claim(text: str, more: str) -> None:
    """A new paragraph leaves the claims before it alone.

    Only an opening mark there would carry a quotation on.
    """
    before = attribute(text + "\n\nIt rained.")
    after = attribute(text + "\n\nIt rained.\n\nThen " + more)
    end = len(text)

    assert [a for a in after if a.content[-1].end <= end] == [
        a for a in before if a.content[-1].end <= end
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        "”",
        '"',
        "“a ",
        "«“",
        "'",
        "‘a ",
        "said ",
        "said, ",
        "“x” said ",
        "who said ",
        "according to ",
        "Crane said that ",
        ", ",
    ],
)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    """Four times the text runs about four times the lines of code, unbalanced and a thousand deep alike."""
    attribute(unit * 1_000)

    assert lines_run((unit * 20_000)[:20_000]) < 6 * lines_run((unit * 5_000)[:5_000])


def lines_run(text: str) -> int:
    """Count the lines of code that reading a text runs.

    Unlike time, that is the same on every machine.
    """
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        attribute(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "text",
    [
        "Crane is facing calls for an inquiry.",
        "He saw threats, including plans to close the bridge.",
    ],
)
def test_a_noun_behind_a_participle_is_no_verb(text: str) -> None:
    """Nobody is called "facing", and nothing plans that is "including"."""
    assert not [source for source, _, _ in read(text) if source in {"facing", "including"}]
