"""A form that was filled again is no copy and no one story.

A copy with a few other numbers is both.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from provenance.records.coverage import Derivation
from resolvers.incremental.stories.copying import derive
from resolvers.reuse.derivation import Printed
from resolvers.reuse.templates import DAY, NAME, NUMBER, specifics
from resolvers.stories.similarity import StoryLikeness, default_story_model
from resolvers.stories.sketches import StoryVersion

START = datetime(2025, 5, 5, tzinfo=UTC)
MATCH = (
    "{0} beat {1} {2} at {3} on {4} to move up in the table. {5} scored first in the {6}th minute with a low shot from "
    "the edge of the box. The visitors pressed after the break but could not find a way through. {7} made sure of the "
    "points when he headed in a corner from the left. The hosts will be without their captain for a month."
)
VOTE = (
    "{0} defeated {1} for governor of {2} on Tuesday, winning {3} percent of the vote with {4} percent of precincts "
    "counted, according to unofficial results. The winner led in most counties from the start of the count. Turnout was "
    "{5} percent, election officials said, the highest for a decade. The loser conceded and thanked volunteers in {6}."
)
SKY = (
    "Today in {0} will be {1} with a high of {2} and a low of {3}. Winds of up to {4} miles per hour are expected from "
    "the coast. The chance of rain is {5} percent in the afternoon and falls in the evening. For the latest warnings "
    "visit the page of the weather office or call its hotline."
)
FIRE = (
    "A fire at a warehouse in Marlow killed {0} people and injured {1} on Monday, officials said. The blaze began in a "
    "storeroom at about 3 a.m. and spread through the upper floors, fire chief Anna Bell said. Residents of {2} were "
    "told to leave as smoke drifted across the river. Mayor Peter Lund said an inquiry would start at once. The "
    "warehouse belonged to Harrow Freight, which employs 240 people in Dunmore."
)
REFILLED = [
    (
        MATCH.format(
            "Rovers", "Athletic", "2-0", "Mill Lane", "Saturday", "Danny Cole", 14, "Ben Okafor"
        ),
        MATCH.format(
            "City", "Wanderers", "3-1", "Dock Road", "Sunday", "Luis Prado", 37, "Sam Hinton"
        ),
    ),
    (
        VOTE.format("Mary Holt", "Dan Pryce", "Ohio", 52, 91, 61, "Columbus"),
        VOTE.format("Alan Reyes", "Jo Whitfield", "Maine", 55, 88, 64, "Bangor"),
    ),
    (SKY.format("Hull", "cloudy", 61, 48, 12, 40), SKY.format("Bath", "sunny", 66, 51, 8, 10)),
]


def found(*texts: str) -> list[Derivation]:
    """Derive among texts that one outlet printed a day apart."""
    items = [
        Printed(
            key=f"{n}",
            article=f"{n}",
            source="Echo",
            byline=None,
            published=START + timedelta(days=n),
            text=text,
        )
        for n, text in enumerate(texts)
    ]
    with duckdb.connect() as connection:
        return derive(connection, items)


def probability(*texts: str) -> float:
    """Score two texts of one day as one story."""
    reports = [
        StoryVersion(key=f"{n}", title=None, text=text, published=START + timedelta(hours=n))
        for n, text in enumerate(texts)
    ]
    return StoryLikeness(reports).weigh("0", "1", default_story_model()).probability


@pytest.mark.parametrize("texts", REFILLED)
def test_a_form_filled_again_is_no_copy_and_another_story(texts: tuple[str, str]) -> None:
    """Other names and numbers stand in the same places."""
    assert found(*texts) == []
    assert probability(*texts) < default_story_model().cut


def test_a_form_filled_for_another_day_is_no_copy() -> None:
    """Its place is the same and its numbers are not."""
    assert (
        found(
            SKY.format("Hull", "cloudy", 61, 48, 12, 40), SKY.format("Hull", "sunny", 66, 51, 8, 10)
        )
        == []
    )


@pytest.mark.parametrize(
    "later", [FIRE.format(17, 45, "Quay Street"), FIRE.format(12, 31, "River Road")]
)
def test_a_copy_with_other_numbers_is_a_copy(later: str) -> None:
    """A toll that rose, or a street that was wrong: most that is named is the same."""
    (derivation,) = found(FIRE.format(12, 30, "Quay Street"), later)

    assert derivation.kind == "reuse"
    assert probability(FIRE.format(12, 30, "Quay Street"), later) > default_story_model().cut


def test_what_only_begins_a_sentence_is_no_name() -> None:
    """Unless a second name follows."""
    assert specifics("Police held 12 men. Anna Bell and two others left Hull on Friday.") == [
        (NUMBER, "12"),
        (NAME, "anna"),
        (NAME, "bell"),
        (NUMBER, "two"),
        (NAME, "hull"),
        (DAY, "friday"),
    ]
