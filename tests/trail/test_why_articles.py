"""Two articles are explained: what ties them to one story or one origin, or that nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from kept import example_file

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import NotFoundError
from resolvers.cli import main


@pytest.fixture(scope="module")
def path() -> Path:
    """Resolve the ferry example into a file."""
    return example_file("ferry")


@pytest.fixture(scope="module")
def ledger(path: Path) -> Iterator[Ledger]:
    """Open it."""
    with provenance.open(path, read_only=True) as opened:
        yield opened


def test_a_copy_is_shown_with_its_passages(ledger: Ledger) -> None:
    """One origin: what was taken, on both sides, in either order of asking."""
    found, turned = (
        ledger.why_articles("orbis-f1", "dispatch-f1"),
        ledger.why_articles("dispatch-f1", "orbis-f1"),
    )

    assert found.verdict == turned.verdict == "one origin"
    assert found.copies == turned.copies
    assert [(c.article, c.from_article) for c in found.copies] == [("dispatch-f1", "orbis-f1")]
    assert all(
        p.surface.split() == p.from_surface.split() for c in found.copies for p in c.passages
    )


def test_the_parts_of_a_story_s_weight_add_up(ledger: Ledger) -> None:
    """One story told twice: every part says what both share."""
    found = ledger.why_articles("orbis-f1", "herald-f1")

    assert found.verdict == "one story"
    assert found.copies == ()
    assert found.match_weight is not None
    assert sum(part.weight for part in found.parts) == pytest.approx(found.match_weight, abs=1e-9)
    assert any(part.shared for part in found.parts)


def test_articles_of_two_stories_are_apart(ledger: Ledger) -> None:
    """A library is no ferry."""
    assert ledger.why_articles("orbis-f1", "ledger-f1").verdict == "apart"


def test_an_article_that_is_not_there_is_named(ledger: Ledger) -> None:
    """The error says which of the two."""
    with pytest.raises(NotFoundError, match="'nowhere'"):
        ledger.why_articles("orbis-f1", "nowhere")


def test_articles_without_stories_are_said_to_have_none() -> None:
    """Coverage may have been left to a later run."""
    with provenance.open(":memory:") as opened:
        opened.add(
            [{"id": "a", "text": "Anna Keller spoke."}, {"id": "b", "text": "Anna Keller left."}]
        )
        resolvers.resolve(opened, coverage=False)
        with pytest.raises(NotFoundError, match="no article 'a' is in a story"):
            opened.why_articles("a", "b")


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("orbis-f1", "dispatch-f1", "One origin"),
        ("orbis-f1", "herald-f1", "two origins"),
        ("orbis-f1", "ledger-f1", "Two stories"),
    ],
)
def test_the_command_explains_articles(a: str, b: str, said: str, path: Path) -> None:
    """Ids of articles are told from words."""
    result = CliRunner().invoke(main, ["why", a, b, "--ledger", str(path)])

    assert result.exit_code == 0
    assert said in result.stdout
