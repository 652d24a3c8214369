"""Credits are read in the forms in which newspapers print them, and words about an agency are no credit by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from provenance.records.coverage import Derivation
from resolvers.incremental.stories.copying import derive
from resolvers.reuse.credits import all_credits, find_credits
from resolvers.reuse.derivation import Printed
from resolvers.reuse.origins import origins
from resolvers.reuse.truncation import is_cut

START = datetime(2025, 5, 1, tzinfo=UTC)
BODY = (
    "Divers found the wreck of a coal barge under the old pier on Sunday after a week of searching in cold water. "
    "It sank in a gale more than ninety years ago with all of its crew on board. The museum wants to raise it before "
    "winter, but engineers fear that its hull would break as soon as it was lifted from the mud."
)


def credited(text: str) -> list[tuple[str, str]]:
    """Return kind and publisher of every credit."""
    return [(c.kind, c.publisher) for c in find_credits(text)]


def printed(key: str, text: str, *, hours: float = 0, source: str) -> Printed:
    """Print a text."""
    at = START + timedelta(hours=hours)
    return Printed(key=key, article=key, source=source, byline=None, published=at, text=text)


def found(*items: Printed) -> list[Derivation]:
    """Derive over a DuckDB of its own."""
    with duckdb.connect() as connection:
        return derive(connection, items)


@pytest.mark.parametrize(
    "line",
    [
        "(AFP)",
        "— AFP",
        "-- AFP",
        "AFP",
        "AFP abc/de",
        "© AFP",
        "(c) 2025 AFP. All rights reserved.",
        "Copyright © 2025, Agence France-Presse",
        "(With inputs from AFP)",
        "With agency reports from AFP",
        "Reporting by AFP",
        "This story contains material from AFP.",
        "AFP reporters in two towns contributed to this report.",
        "Source: AFP",
        "Courtesy of AFP",
    ],
)
def test_a_line_at_the_end_credits(line: str) -> None:
    """Each form names the agency once."""
    assert [who for _, who in credited(f"{BODY}\n\n{line}")] == ["agence france presse"]


@pytest.mark.parametrize(
    "beginning",
    [
        "OSLO (Reuters) - ",
        "OSLO, May 1 (Reuters) ",
        "OSLO, Reuters — ",
        "Reuters | ",
        "By Reuters\n",
        "By Ida Moe, Reuters\n",
    ],
)
def test_a_beginning_credits(beginning: str) -> None:
    """In brackets or not, behind a place or a name."""
    assert [who for _, who in credited(beginning + BODY)] == ["reuters"]


def test_every_agency_of_a_list_is_credited() -> None:
    """By "and", comma or slash, at the end as in a byline."""
    both = ["reuters", "agence france presse"]

    assert [who for _, who in credited(BODY + "\nSource: Reuters/AFP")] == both
    assert [who for _, who in credited(BODY + "\n(With inputs from Reuters and AFP)")] == both
    assert [c.publisher for c in all_credits(BODY, "Ida Moe, Reuters, AFP", "Echo")] == both


def test_who_signs_with_editors_is_named_nowhere_else() -> None:
    """One agency's reports end so."""
    assert credited(BODY + " (Reporting by Ida Moe in Oslo; Editing by Jo Lund)") == [
        ("closing", "reuters")
    ]


@pytest.mark.parametrize("line", ["(AP Photo/Ida Moe)", "Photo: AP", "Picture © AP"])
def test_a_picture_is_no_report(line: str) -> None:
    """Whose picture it is says nothing of the words."""
    assert credited(f"{BODY}\n{line}") == []


@pytest.mark.parametrize(
    "words",
    [
        "the curator told Reuters.",
        "the curator told news agency Reuters.",
        "Reuters reported.",
        "according to Reuters.",
        "a letter seen by Reuters says. Reuters could not verify that.",
    ],
)
def test_words_about_an_agency_say_who_copied(words: str) -> None:
    """Where all is copied, the text that says whom the curator told goes back to it, though it came first."""
    wire = printed("w", f"{BODY} It is the third, the curator said.", hours=2, source="Reuters")
    copy = printed("c", f"{BODY} It is the third, {words}", source="Echo")

    (derivation,) = found(wire, copy)

    assert (derivation.version, derivation.direction) == ("c", "credit")
    assert derivation.credit is not None
    assert derivation.credit.kind == "named"


def test_words_about_an_agency_make_no_copy() -> None:
    """A credit makes do with fewer shared words.

    That somebody told an agency something does not.
    """
    shared = "It sank in a gale more than ninety years ago with all of its crew"
    own = (
        "The town council met on Monday to talk about buses and about the rent of the market hall. "
        * 4
    )
    wire = printed("w", f"{BODY} {BODY[:140]}", hours=2, source="Reuters")

    assert found(wire, printed("c", f"{own}{shared}, a diver told Reuters.", source="Echo")) == []


def test_a_credit_outweighs_words_about_an_agency() -> None:
    """Both name the other: one in its dateline, one in passing."""
    wire = printed("w", f"{BODY} The pier is closed, Echo reported.", source="Reuters")
    copy = printed("c", f"OSLO (Reuters) - {BODY} The pier is closed.", hours=1, source="Echo")

    (derivation,) = found(wire, copy)

    assert (derivation.version, derivation.direction) == ("c", "credit")


@pytest.mark.parametrize(
    "mark", ["…", " […]", "... Read more", " Continue reading →", "… [+812 chars]"]
)
def test_a_text_that_is_cut_off_is_an_excerpt(mark: str) -> None:
    """A feed gives the beginning.

    It has no reporting of its own, and was not there first, whenever it was read.
    """
    whole = printed("w", BODY, hours=3, source="Echo")
    teaser = printed("t", " ".join(BODY.split()[:24]) + mark, source="Feed")

    (derivation,) = found(whole, teaser)

    assert (derivation.version, derivation.kind, derivation.direction) == (
        "t",
        "excerpt",
        "containment",
    )
    assert origins(["t", "w"], [derivation]) == [("t", "w")]


def test_what_ends_like_a_feed_and_is_as_long_was_there_first() -> None:
    """Only a shorter text is cut off from another.

    Time tells who copied whom where both are whole.
    """
    early = printed("w", f"{BODY} Read the rest of the story at Echo.", source="Post")
    late = printed("c", f"{BODY} Read the often of the story at Echo.", hours=3, source="Ledger")

    (derivation,) = found(early, late)

    assert (derivation.version, derivation.direction) == ("c", "time")


def test_a_whole_text_is_not_cut_off() -> None:
    """Dots inside say nothing."""
    assert not is_cut("He waited ... and read more of it in the evening.")
