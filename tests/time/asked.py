"""Everything that a ledger can be asked, found by walking what there is, so that no question is left out."""

from __future__ import annotations

import inspect
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

import resolvers
from provenance.api import Ledger
from provenance.exceptions import SpantrailError
from provenance.exports.documents import write_document
from provenance.ledger.store import TABLES
from provenance.questions import Questions
from provenance.trail.answers import as_json
from resolvers.cli.export import DOCUMENTS

Asked = tuple[str, tuple[str, ...]]
_DRAFT = "Ada Crane said that 3 ships sank. Tom Crane denied it."
_NAMES = ("Ada Crane", "Crane", "Russia", "Nobody Known")


@attrs.frozen
class Words:
    """What a ledger can be asked about, by the kind of thing.

    Args:
        entities: ids and names.
        articles: the callers' ids.
        claims: keys.
        places: mentions, as ARTICLE:START-END.
        starts: from where on events are wanted.
    """

    entities: Sequence[str]
    articles: Sequence[str]
    claims: Sequence[str]
    places: Sequence[str]
    starts: Sequence[str] = ("run:0", "run:3", "2001-01-01")


def words_of(ledger: Ledger) -> Words:
    """Collect what may be asked about now."""
    mentions = ledger.table("mentions").to_pylist()
    return Words(
        entities=[*ledger.table("entities").column("entity").to_pylist(), *_NAMES],
        articles=[*ledger.table("articles").column("article").to_pylist(), "nothing"],
        claims=[*ledger.table("claims").column("claim").to_pylist(), "0123456789abcdef"],
        places=[f"{m['article']}:{m['start']}-{m['end']}" for m in mentions] or ["a:0-1"],
    )


# What the parameters of questions take, where a name does not say it.
_TAKEN = {
    "entity": "entities",
    "words": "entities",
    "name": "entities",
    "about": "entities",
    "article": "articles",
    "story": "articles",
    "key": "claims",
    "claim": "claims",
    "what": "places",
    "since": "starts",
}
_PAIRS = {
    "why": "places",
    "why_not": "entities",
    "why_articles": "articles",
    "why_claims": "claims",
    "explain": "claims",
}


def questions() -> list[str]:
    """List the public methods that ask a ledger."""
    asked = vars(Questions).keys() - Questions.__abstractmethods__
    return sorted(name for name in asked if not name.startswith("_"))


def arguments(question: str, words: Words, draw: random.Random) -> tuple[str, ...]:
    """Draw arguments for the parameters that a question needs, and for what it may be about.

    Raises:
        KeyError: a parameter is new; say above what it takes.
    """
    signature = inspect.signature(getattr(Questions, question))
    needed = [
        p.name
        for p in signature.parameters.values()
        if p.name != "self" and p.kind is not p.KEYWORD_ONLY and "Filter" not in str(p.annotation)
    ]
    kinds = [_PAIRS[question] if name in {"a", "b"} else _TAKEN[name] for name in needed]
    return tuple(draw.choice(getattr(words, kind)) for kind in kinds)


def draw_asked(ledger: Ledger, seed: int) -> list[Asked]:
    """Draw one call of every question."""
    words, draw = words_of(ledger), random.Random(seed)
    return [(name, arguments(name, words, draw)) for name in questions()]


def answers(ledger: Ledger, asked: Sequence[Asked], folder: Path, **when: Any) -> dict[str, bytes]:
    """Ask a ledger, and write every answer and every export as the bytes that a user would have.

    Args:
        ledger: now, or as it was.
        asked: the questions.
        folder: for documents.
        when: `as_of`, for a ledger that is asked now.
    """
    past = ledger.at(when.get("as_of"))
    found = {f"{name}{given}": _told(getattr(ledger, name), given, when) for name, given in asked}
    found |= {table: _rows(ledger, table, when) for table in TABLES}
    found |= {name: _document(past, name, folder) for name in sorted(DOCUMENTS)}
    found["check"] = as_json(attrs.asdict(resolvers.check(past, _DRAFT))).encode()
    return found


def _told(question: Callable[..., object], given: Sequence[str], when: dict[str, Any]) -> bytes:
    try:
        return as_json(question(*given, **when)).encode()
    except SpantrailError as error:
        return repr(error).encode()


def _rows(ledger: Ledger, table: str, when: dict[str, Any]) -> bytes:
    return json.dumps(ledger.table(table, **when).to_pylist(), default=str).encode()


def _document(ledger: Ledger, name: str, folder: Path) -> bytes:
    file = folder / f"{name}.json"
    write_document(ledger, name, file)
    return file.read_bytes()


def differing(then: dict[str, bytes], now: dict[str, bytes]) -> Iterator[str]:
    """Yield the questions whose answers differ, with both."""
    for name in then.keys() | now.keys():
        if then.get(name) != now.get(name):
            yield f"{name}\n then {then.get(name)!r}\n now  {now.get(name)!r}"
