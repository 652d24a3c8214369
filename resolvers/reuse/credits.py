"""Credits: where an article says that its report is somebody else's, agencies first of all."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from provenance.records.coverage import Credit
from provenance.spans import Span
from resolvers.reuse.credit_forms import SIGNER, forms, parts


@cache
def agencies() -> Mapping[str, str]:
    """Load what agencies are called: folded name or short name to the agency's name."""
    text = files("resolvers.reuse").joinpath("data/agencies.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {fold(form): name for name, forms in rows for form in (name, *forms.split("; "))}


def fold(name: str) -> str:
    """Write a publisher's name so that the same one compares equal.

    It is in lower case, without marks, article and bracket.
    """
    bare = re.sub(r"\([^()]*\)", " ", name.lower())
    words = [word for word in re.findall(r"[^\W_]+", bare) if word != "the"]
    return " ".join(words)


def publisher(name: str) -> str:
    """Return the key of who published: an agency by its full name, whatever form is written."""
    return fold(agencies().get(fold(name), name))


def find_credits(text: str, publishers: Iterable[str] = ()) -> list[Credit]:
    """Find the credits of a text, in the order in which they stand.

    A dateline ("PARIS (Reuters) -") counts at the start of the text, most forms at the end; that
    somebody told a publisher, or that it reported, anywhere ("named": it says who copied whom,
    where something is copied). A name counts when it is an agency of the list or one of the
    publishers.

    Args:
        text: the text.
        publishers: whom else a credit may name: the sources of the articles at hand.
    """
    known = {*agencies(), *map(publisher, publishers)}
    found: dict[Span, Credit] = {}
    for kind, match in forms(text):
        for credit in _credits_in_match(kind, match, known):
            if credit.span is not None:
                found.setdefault(credit.span, credit)
    return [found[span] for span in sorted(found) if not _is_repeated_credit(found[span], found)]


def _is_repeated_credit(credit: Credit, found: Mapping[Span, Credit]) -> bool:
    """Whether a credit is part of another one of the same publisher."""
    span = credit.span
    return span is not None and any(
        other != span and other.contains(span) and found[other].publisher == credit.publisher
        for other in found
    )


def _credits_in_match(kind: str, match: re.Match[str], known: Container[str]) -> Iterator[Credit]:
    """Yield the credits of one place; in a list the first holds the words that introduce it."""
    if kind == "signed":
        yield Credit(span=Span(*match.span()), kind="closing", publisher=publisher(SIGNER))
        return
    start, introduced = match.start("name"), "all" in match.re.groupindex
    for begin, key, length in _named_publishers(match["name"], known):
        span = Span(start + begin, start + begin + length)
        yield Credit(
            span=_span_with_introduction(span, kind, match) if introduced else span,
            kind=kind,
            publisher=key,
        )
        introduced = False


def _span_with_introduction(span: Span, kind: str, match: re.Match[str]) -> Span:
    """Let the first credit of a list begin with the words that introduce it."""
    return Span(match.start("all"), match.end("all") if kind == "contributed" else span.end)


def _named_publishers(names: str, known: Container[str]) -> Iterator[tuple[int, str, int]]:
    """Find the publishers in a list of names: where each begins, its key and its length."""
    end = 0
    for begin in parts(names):
        name = _longest_publisher_name(names[begin:], known) if begin >= end else None
        if name is not None:
            end = begin + len(name[1])
            yield begin, name[0], len(name[1])


def all_credits(
    text: str, byline: str | None, source: str | None, publishers: Iterable[str] = ()
) -> tuple[Credit, ...]:
    """Find the credits of a version, those of its byline first; nobody credits himself.

    Args:
        text: the text.
        byline: the byline.
        source: who publishes the version.
        publishers: as `find_credits` wants them.
    """
    names = tuple(publishers)
    own = publisher(source) if source else None
    given = [
        Credit(span=None, kind="byline", publisher=c.publisher)
        for c in find_credits(_byline_text(byline), names)
    ]
    return tuple(c for c in (*given, *find_credits(text, names)) if c.publisher != own)


def creditable(text: str, byline: str | None) -> frozenset[str]:
    """Return all folded names that would be a credit where they stand, were they a publisher's."""
    lists = [match["name"] for part in (_byline_text(byline), text) for _, match in forms(part)]
    names = [name[begin:] for name in lists for begin in parts(name)]
    return frozenset(fold(form) for name in names for form in _name_beginnings(name)) - {""}


def _byline_text(byline: str | None) -> str:
    return f"Source: {byline.removeprefix('By ').removeprefix('by ')}" if byline else ""


def _longest_publisher_name(words: str, known: Container[str]) -> tuple[str, str] | None:
    """Find the longest beginning of some words that names a publisher.

    Return its key and the words.
    """
    return next(
        ((publisher(form), form) for form in _name_beginnings(words) if fold(form) in known), None
    )


def _name_beginnings(words: str) -> Iterator[str]:
    """Yield the beginnings of some words, the longest first."""
    ends = [match.start() for match in re.finditer(r"[ /]|$", words)]
    for end in reversed(ends):
        yield words[:end].rstrip(".,-'’")
