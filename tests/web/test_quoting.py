"""What stands where in a text that somebody searched, and where pictures place articles in time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provenance.trail.coverage import Copied, StoryArticle
from provenance.web.pictures import story_line
from provenance.web.quoting import quote

TEXT = "A title\n\nThe dam of Marlow [26 m] broke, Ada Crane said. The dam broke at night.\nTom Reed left."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dam broke", "dam broke"),
        ("TOM REED", "Tom Reed"),
        ("[26 m]", "[26 m]"),
        ("night Marlow", "Marlow"),
        ("am of", None),
        ("zeppelin", None),
        (" ", None),
    ],
)
def test_the_words_of_a_search_are_quoted(words: str, found: str | None) -> None:
    """In a row, else the longest of them; from the beginning of a word, and as characters."""
    quoted = quote(TEXT, words)

    assert (quoted.words if quoted else None) == found
    if quoted:
        assert quoted.span.surface(TEXT) == found
        assert quoted.before + quoted.words + quoted.after in TEXT.split("\n")


def test_a_long_paragraph_is_cut_at_words() -> None:
    """On both sides, and says so."""
    quoted = quote("word " * 100 + "here" + " word" * 100, "here")

    assert quoted is not None
    assert quoted.before.startswith("… word ")
    assert quoted.after.endswith(" word …")


def article(name: str, origin: str, moment: datetime) -> StoryArticle:
    """Make one of a story."""
    return StoryArticle(article=name, origin=origin, source=name, title=None, published_at=moment)


def copy(name: str, share: float) -> Copied:
    """Let an article have words of the first."""
    return Copied(
        article=name,
        from_article="a",
        kind="copy",
        direction="time",
        share=share,
        from_share=share,
        passages=(),
        credit=None,
    )


def test_who_took_a_few_words_still_reports() -> None:
    """Hollow is what goes back to the reporting of another; a line leads to both."""
    day = datetime(2025, 9, 4, tzinfo=UTC)
    articles = [article("a", "o-1", day), article("b", "o-1", day), article("c", "o-2", day)]
    line = story_line(articles, [copy("b", 1.0), copy("c", 0.2)])

    copied = {dot.what: dot.copied for row in line.rows for dot in row.dots}
    assert copied == {"a": False, "b": True, "c": False}
    assert len(line.arrows) == 2


@pytest.mark.parametrize("hour", [0, 17])
def test_a_day_without_a_time_has_no_hour(hour: int) -> None:
    """Midnight is how it is kept; where one article has a time, ticks have hours."""
    days = [datetime(2025, 9, 4, tzinfo=UTC), datetime(2025, 9, 5, hour, tzinfo=UTC)]
    articles = [article(f"{n}", f"o-{n}", day) for n, day in enumerate(days)]
    line = story_line(articles, [])

    assert any(":" in tick.label for tick in line.ticks) == bool(hour)
    assert line.rows[0].dots[0].title.startswith("2025-09-04 0")
