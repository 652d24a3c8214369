"""Full-length articles from a fixed seed: what the figures of performance are measured on.

Each article tells of one event in some fifty sentences: people with offices, bodies and towns of a
world that grows with the square root of the number of articles, what they say, deny and count, and
sentences in which nobody says anything. An event is told by three outlets in their own words, and
one of ten articles takes half of its sentences from another one of its event. Names and sentences
are made here; nobody real occurs but countries.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import attrs

from provenance.records.articles import Article, Version

SENTENCES = 54  # of an article; about 750 tokens, as newspapers have
EVENT = 3  # articles that tell of one event
COPIES = 10  # one of so many articles takes half from another
GIVEN = "Anna Boris Carla David Elena Farid Greta Hugo Ines Jonas Karim Laura Marek Nadia Oscar Paula".split()
ONSETS = "B Br D Dr F G Gr H K Kr L M N P R S Sch St T V W Z".split()
MIDDLES = "a e i o u ai ei ar er or an en in on".split()
ENDS = "ner ler mann sen son ski ov ev ian idze etti ini ado ano ez beck feld".split()
TOWNS = "burg ford ham mouth stad vik wick field port ville".split()
COUNTRIES = "French German Italian Polish Spanish Turkish Kenyan Chilean".split()
OFFICES = "foreign minister|finance minister|defence minister|ambassador|police chief".split("|")
KINDS = "Institute University Council Union Bank Railways Shipping Hospital Agency Group".split()
WHO = (
    "residents farmers teachers engineers drivers nurses miners pupils tenants traders bakers sailors "
    "welders tailors printers weavers gardeners porters plumbers dockers"
).split()
THINGS = (
    "bridge harbour tunnel clinic airport pipeline dam railway market archive stadium refinery "
    "reservoir laboratory warehouse quarry library court school mill theatre observatory cannery "
    "lighthouse cemetery orchard greenhouse brewery foundry museum chapel barracks vineyard pier "
    "aqueduct embankment depot dairy sawmill canal ferry tramway kiosk arcade plaza fountain hospital "
    "nursery prison convent windmill turbine substation incinerator landfill nature-reserve forest "
    "meadow marsh lagoon beach cliff cave mine shaft furnace kiln smithy shipyard drydock lock weir "
    "sluice pumping-house cistern tower spire gate wall moat castle manor barn stable kennel aviary "
    "aquarium planetarium gallery studio cinema ballroom casino hotel hostel campsite marina"
).split()
WHICH = (
    "old new northern southern eastern western inner outer upper lower public private wooden flooded "
    "disputed unfinished listed smallest oldest second third busy derelict remote"
).split()
ACTS = (
    "close repair sell inspect rebuild protect delay finance expand abandon guard move paint drain "
    "insure rent heat fence survey restore widen merge rename lease audit search seal light clean"
).split()
DEEDS = (
    "closed repaired sold inspected rebuilt protected delayed financed expanded abandoned guarded moved "
    "painted drained insured rented heated fenced surveyed restored widened merged renamed leased "
    "audited searched sealed lit cleaned"
).split()
TIMES = "on Monday|on Tuesday|last week|this month|in March|before the winter|on Friday".split("|")
WHYS = (
    "after heavy rain|because money is short|for the third time|without a vote|in spite of protests|"
    "under a new law|at the request of the town|as the contract asks|against the advice of lawyers|"
    "since the roof leaks|until a buyer is found|when the lease ends|though nobody had asked|"
    "with a loan from abroad|for lack of spare parts|as a gift to the region|before anybody noticed|"
    "by order of a judge|at twice the price|in the middle of the night|once the snow melts|"
    "to save the frogs|for a film|behind closed doors|with borrowed cranes|out of caution"
).split("|")
SPOKEN = (
    "{name} said {time} that the {which} {thing} in {town} would be {deed} {why}.",
    "The {which} {thing} will not {act} itself, {surname} told reporters in {town}.",
    "“We have to {act} the {which} {thing} {time},” {surname} said.",
    "“Nobody asked the {who} of {town},” {surname} said {time}, “and nobody {deed} the {which} {thing}.”",
    "{body} denied that it had {deed} the {which} {thing} {why}.",
    "According to {body}, {number} {who} were moved {time}.",
    "{surname} called the plan to {act} the {which} {thing} a mistake.",
    "The {country} {office}, {name}, warned that {number} {who} could lose their work.",
    "{body} said it had paid {number} million euros to {act} the {which} {thing}.",
    "{surname} rejected the claim that the {which} {thing} was {deed} {why}.",
    "A spokesman for {body} said {number} percent of the {who} had agreed.",
    "The {office} said that talks in {town} had failed {why}.",
    "{name} of {body} promised to {act} the {which} {thing} in {town}.",
)
TOLD = (
    "The {which} {thing} was {deed} {time} {why}.",
    "In {town} the {who} gathered before the {which} {thing}.",
    "{body} has its seat in {town} since {year}, and {number} {who} work there.",
    "It rained in {town}, and the {which} {thing} stayed shut.",
    "{name}, who comes from {town}, joined {body} in {year}.",
    "The road from {town} to the {which} {thing} was {deed} {why}.",
    "{surname} and the {office} met {time}.",
    "Few {who} know {body} better than {name}.",
    "The {country} government wants to {act} the {which} {thing} {why}.",
)


@attrs.frozen
class Person:
    """Somebody with an office: given name, surname, country and office."""

    given: str
    surname: str
    country: str
    office: str


@attrs.frozen
class World:
    """Hold who and what articles may speak of."""

    people: list[Person]
    bodies: list[str]
    towns: list[str]

    @classmethod
    def of(cls, articles: int, chance: random.Random) -> World:
        """Make a world for a number of articles."""
        size = int(20 * articles**0.5) + 20
        people = [person(chance) for _ in range(size)]
        bodies = [f"{_surname(chance)} {chance.choice(KINDS)}" for _ in range(size // 2)]
        towns = [_surname(chance)[:4] + chance.choice(TOWNS) for _ in range(size // 3)]
        return cls(people, bodies, towns)


def person(chance: random.Random) -> Person:
    """Make somebody with an office."""
    names = chance.choice(GIVEN), _surname(chance)
    return Person(*names, chance.choice(COUNTRIES), chance.choice(OFFICES))


def _surname(chance: random.Random) -> str:
    return chance.choice(ONSETS) + chance.choice(MIDDLES) + chance.choice(ENDS)


def full_length(number: int, seed: int = 20251128) -> list[dict[str, str]]:
    """Make articles, the same ones for the same number and seed.

    Args:
        number: how many; the world that they speak of grows with its root.
        seed: of what is drawn.
    """
    chance = random.Random(seed)
    world = World.of(number, chance)
    made: list[list[str]] = []
    for i in range(number):
        if i % EVENT == 0:
            event = _event(world, chance)
        made.append(_sentences(event, world, chance))
        if i % COPIES == COPIES - 1 and i % EVENT:
            made[i][: SENTENCES // 2] = made[i - 1][: SENTENCES // 2]
    return [_article(i, sentences) for i, sentences in enumerate(made)]


def versions_of(rows: Sequence[Mapping[str, str]]) -> list[Version]:
    """Make versions of such articles, for what reads without a ledger."""
    return [
        Version(
            article=Article(article_id=row["id"]),
            text=row["text"],
            published_at=datetime.fromisoformat(row["published_at"]).replace(tzinfo=UTC),
        )
        for row in rows
    ]


def _event(world: World, chance: random.Random) -> World:
    """Choose who takes part in one event, and where it is."""
    return World(
        chance.sample(world.people, 5),
        chance.sample(world.bodies, 3),
        chance.sample(world.towns, 2),
    )


def _sentences(event: World, world: World, chance: random.Random) -> list[str]:
    """Write the sentences of one article; one of ten speaks of somebody from outside its event."""
    return [
        _sentence(world if chance.random() < 0.1 else event, chance, SPOKEN if n % 3 == 0 else TOLD)
        for n in range(SENTENCES)
    ]


def _sentence(known: World, chance: random.Random, forms: tuple[str, ...]) -> str:
    person = chance.choice(known.people)
    return chance.choice(forms).format(
        name=f"{person.given} {person.surname}",
        surname=person.surname,
        country=person.country,
        office=person.office,
        body=chance.choice(known.bodies),
        town=chance.choice(known.towns),
        which=chance.choice(WHICH),
        thing=chance.choice(THINGS),
        act=chance.choice(ACTS),
        deed=chance.choice(DEEDS),
        time=chance.choice(TIMES),
        why=chance.choice(WHYS),
        who=chance.choice(WHO),
        number=chance.randint(2, 900),
        year=chance.randint(1960, 2020),
    )


def _article(number: int, sentences: list[str]) -> dict[str, str]:
    day = date(2025, 1, 1) + timedelta(days=number // EVENT % 300)
    paragraphs = [" ".join(sentences[n : n + 3]) for n in range(0, len(sentences), 3)]
    return {
        "id": f"made-{number}",
        "source": f"outlet {number % 20}",
        "published_at": day.isoformat(),
        "text": "\n\n".join(paragraphs),
    }
