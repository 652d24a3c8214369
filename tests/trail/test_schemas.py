"""Every answer is what its JSON Schema says, on three corpora, and every span in it can be checked."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from searching import only_search

import provenance
import resolvers
from provenance.exceptions import NotFoundError
from provenance.trail.answer_types import ANSWERS, COMMANDS, written_schema
from provenance.trail.schemas import shipped
from resolvers.cli import main

ROOT = Path(__file__).parents[2]
WEBFORMS = ROOT.parent / "shared/data/truth/webforms/articles.jsonl"
VALIDATORS = {name: Draft202012Validator(shipped(name)) for name in ANSWERS}
Row = dict[str, Any]

_PEOPLE = ("Ada Crane", "Tom Reed", "Lena Vogt", "Omar Haddad", "Ada Reed")
_PLACES = ("Marlow", "Kessel", "Harwick")
_VERBS = ("said", "denied", "warned", "announced")


def rows_of(path: Path) -> list[Row]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def generated() -> list[Row]:
    """Write articles of a seeded generator, some of them copies, with hard characters among them."""
    draw = random.Random(7)
    articles: list[Row] = []
    for number in range(24):
        who, other = draw.sample(_PEOPLE, 2)
        where, toll = draw.choice(_PLACES), draw.randint(2, 9)
        text = (
            f"Mayor {who} {draw.choice(_VERBS)} on Friday that {toll} people were hurt in {where}. "
            f"“It was \U0001f30a <b>water</b> & ice,” {other} said.\r\n\r\n"
            f"{who.split()[-1]} added that the bridge of {where} would close."
        )
        if number % 5 == 4:
            text = articles[-1]["text"]
        day = f"2025-03-{1 + number // 3:02d}T{8 + number % 3:02d}:00:00"
        articles.append(
            {
                "id": f"g {number}",
                "source": f"Outlet {number % 4}",
                "text": text,
                "published_at": day,
                "url": f"https://outlet{number % 4}.example/{number}",
            }
        )
    return articles


# Each ledger costs 15 to 20 s of a processor: the first two hold every kind of answer.
CORPORA = {
    "example": lambda: rows_of(ROOT / "examples/paris_summit/articles.jsonl"),
    "generated": generated,
    "ferry": lambda: rows_of(ROOT / "examples/ferry/articles.jsonl"),
    "webforms": lambda: rows_of(WEBFORMS),
}


CASES = [
    *("example", "generated"),
    *(pytest.param(name, marks=only_search) for name in ("ferry", "webforms")),
]


@pytest.fixture(scope="module", params=CASES)
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Resolve a corpus into a file."""
    if request.param == "webforms" and not WEBFORMS.exists():
        pytest.skip(f"there is no {WEBFORMS}")
    path = tmp_path_factory.mktemp(request.param) / "l.duckdb"
    with provenance.open(path) as opened:
        articles = list(CORPORA[request.param]())
        opened.add(articles)
        opened.add_authority("list", [{"id": "Q1", "name": "Dmitry Peskov", "type": "PER"}])
        resolvers.resolve(opened)
        opened.add([{**articles[0], "text": f"Corrected. {articles[0]['text']}"}])
        (first, *_) = opened.entities(limit=1)
        opened.decide("lock", first.entity, by="ann")
        resolvers.resolve(opened)
    return path


def ask(ledger: Path, *words: str) -> Any:
    """Run a command with --json."""
    where = () if words == ("cues",) else ("--ledger", str(ledger))  # which no ledger says
    done = CliRunner().invoke(main, [*words, "--json", *where], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    if words[0] == "events":  # a line each
        return json.loads(done.stdout.splitlines()[-1])
    return json.loads(done.stdout)


def questions(ledger: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield answers with a command that prints them, asked of what the ledger holds."""
    with provenance.open(ledger, read_only=True) as opened:
        entities, claims = opened.entities(limit=3), opened.claims(limit=3)
        articles = opened.table("articles").column("article").to_pylist()[:3]
        links = opened.table("links").to_pylist()[:2]
        every = opened.table("articles").column("article").to_pylist()
        corrected = [name for name in every if opened.changes(name)][:1]
    yield from ((name, [name]) for name in ("entities", "claims", "conflicts", "verify", "cues"))
    yield "stories", ["coverage"]
    yield "authorities", ["authority", "list"]
    yield from (("claims", ["claims", *o]) for o in (["--class", "all"], ["--sort", "time"]))
    yield "decisions", ["decisions"]
    yield "queue", ["queue"]
    yield from (("event", ["events", "--of", of]) for of in ("entity", "story"))
    yield from (("changes", ["changes", name]) for name in corrected)
    for entity in entities:
        yield "entity", ["show", entity.entity]
        yield "mentions", ["trace", entity.entity]
        yield "how", ["how", entity.entity]
        yield "search", ["search", entity.name[:4]]
        yield "why-not", ["why-not", entities[0].entity, entity.entity]
    for claim in claims:
        yield "claim", ["trace", claim.claim]
        yield "sources", ["sources", claim.claim]
        yield "why-claims", ["why", claims[0].claim, claim.claim]
    for article in articles:
        yield "article", ["show", article]
        yield "mentions", ["trace", article]
        yield "story", ["coverage", article]
        yield "why-articles", ["why", articles[0], article]
    for link in links:
        yield "why", ["why", *(link[side] for side in ("a", "b"))]


@pytest.fixture(scope="module")
def answers(ledger: Path) -> list[tuple[str, list[str], Any]]:
    """Ask every question once."""
    return [(name, words, ask(ledger, *words)) for name, words in questions(ledger)]


def test_every_answer_is_what_its_schema_says(answers: list[tuple[str, list[str], Any]]) -> None:
    """And every kind of answer was asked for."""
    seen = set()
    for name, words, answer in answers:
        problems = [error.message for error in VALIDATORS[name].iter_errors(answer)]
        assert problems == [], (words, problems[:3])
        seen.add(name)
    assert set(ANSWERS) - seen <= {"why"}  # a corpus without any link has none


def spans(value: object) -> Iterator[Row]:
    """Yield every object inside that has a start and an end, what decisions are about aside."""
    if isinstance(value, dict):
        if "text_hash" in value:
            return
        if "start" in value and "end" in value and isinstance(value["start"], int):
            yield value
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def test_every_span_names_article_version_and_words(
    ledger: Path, answers: list[tuple[str, list[str], Any]]
) -> None:
    """The words are the version's text at the offsets.

    Decisions name a text by its hash, since they travel.
    """
    with provenance.open(ledger, read_only=True) as opened:
        texts = {v.key: (v.article.article_id, v.text) for v in opened.versions(current=False)}
    count = 0
    for _, _, answer in answers:
        for span in spans(answer):
            article, text = texts[span["version"]]
            assert (article, text[span["start"] : span["end"]]) == (span["article"], span["words"])
            assert span["reference"] == f"{article}:{span['start']}-{span['end']}"
            count += 1
    assert count > 100


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_shipped_is_what_the_records_say(name: str) -> None:
    """`python -m provenance.trail.answer_types` writes them anew."""
    file = ROOT / "provenance/trail/schemas" / f"{name}.schema.json"
    assert file.read_text("utf-8") == written_schema(name)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_schema_is_a_schema(name: str) -> None:
    """Of the draft that it names."""
    Draft202012Validator.check_schema(shipped(name))


@pytest.mark.parametrize("name", ANSWERS)
def test_a_schema_refuses_what_is_no_answer(name: str) -> None:
    """A missing member, one too many, a value of another type."""
    assert not VALIDATORS[name].is_valid({"nonsense": 1})
    assert not VALIDATORS[name].is_valid([{"nonsense": 1}])
    assert not VALIDATORS[name].is_valid("words")


def test_an_answer_that_is_not_there_is_named() -> None:
    """With those that are."""
    with pytest.raises(
        NotFoundError, match="the answers are article, article-texts, articles, authorities"
    ):
        shipped("nonsense")


def test_every_command_with_json_has_a_schema() -> None:
    """`check` has its own beside it."""
    known = {command.split()[0] for command in COMMANDS} | {"check"}
    assert {name for names in COMMANDS.values() for name in names} == set(ANSWERS)
    for name in main.list_commands(None):  # type: ignore[arg-type]
        command = main.get_command(None, name)  # type: ignore[arg-type]
        options = {option for p in command.params for option in p.opts}
        assert ("--json" in options) <= (name in known), name
