"""Credits: where an article says that its report comes from somebody else, agencies first of all."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from provenance.coverage import Credit
from provenance.spans import Span

_LINE_END = 12  # lines at the end of a text in which credits stand; more is body
_LEAD = 160  # code points from the start in which a dateline stands
_NAME = r"[A-Z][\w'’&.-]{0,40}(?: (?:(?:of|for|the|and) )?[A-Z][\w'’&.-]{0,40}){0,5}"
_DATELINE = re.compile(r"\((?P<name>[A-Z][\w'’&. -]{1,60})\)\s{0,2}[-–—]")
_WITH = re.compile(
    r"(?:^|[(.\n] ?)(?P<all>(?:[Ww]ith|[Aa]dditional|[Ii]ncludes|[Cc]ontains|[Uu]sing) "
    r"(?:(?:material|reporting|reports?|information|files|input|copy|contributions) )?"
    rf"(?:from|by|of)? ?(?:the )?(?P<name>{_NAME}))"
)
_CONTRIBUTED = re.compile(
    rf"(?P<all>(?:[Tt]he )?(?P<name>{_NAME}) contributed to this (?:report|story|article))"
)
_SOURCE = re.compile(
    r"(?P<all>(?:Source|Via|Originally published by|This (?:story|article) was (?:first |originally )?published by):? "
    rf"(?:the )?(?P<name>{_NAME}))"
)


@cache
def agencies() -> Mapping[str, str]:
    """Load what agencies are called: folded name or short name to the agency's name."""
    text = files("resolvers.coverage").joinpath("data/agencies.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {fold(form): name for name, forms in rows for form in (name, *forms.split("; "))}


def fold(name: str) -> str:
    """Write a publisher's name so that the same one compares equal: lower case, no marks, no article, no bracket."""
    bare = re.sub(r"\([^()]*\)", " ", name.lower())
    words = [word for word in re.findall(r"[^\W_]+", bare) if word != "the"]
    return " ".join(words)


def publisher(name: str) -> str:
    """Give the key of who published: an agency by its full name, whatever form is written."""
    return fold(agencies().get(fold(name), name))


def find_credits(text: str, publishers: Iterable[str] = ()) -> list[Credit]:
    """Find the credits of a text, in the order in which they stand.

    A dateline ("PARIS (Reuters) -") counts at the start of the text, the other forms at the start or the end. A name counts
    when it is an agency of the list or one of the publishers.

    Args:
        text: the text.
        publishers: whom else a credit may name: the sources of the articles at hand.
    """
    known = {*agencies(), *map(publisher, publishers)}
    found: dict[Span, Credit] = {}
    for kind, match in _matches(text):
        name = _known(match["name"], known)
        if name is None:
            continue
        start, end = match.span("all") if "all" in match.re.groupindex else match.span("name")
        if "all" in match.re.groupindex and kind == "with":
            end = match.start("name") + len(name[1])
        found.setdefault(
            Span(start, end), Credit(span=Span(start, end), kind=kind, publisher=name[0])
        )
    return [found[span] for span in sorted(found)]


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
        for c in find_credits(_as_text(byline), names)
    ]
    return tuple(c for c in (*given, *find_credits(text, names)) if c.publisher != own)


def creditable(text: str, byline: str | None) -> frozenset[str]:
    """Give all folded names that would be a credit where they stand, were they a publisher's."""
    names = [match["name"] for part in (_as_text(byline), text) for _, match in _matches(part)]
    return frozenset(fold(form) for name in names for form in _forms(name)) - {""}


def _as_text(byline: str | None) -> str:
    return f"Source: {byline}" if byline else ""


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Find what has the form of a credit, with its kind."""
    for kind, pattern, low, high in _zones(text):
        for match in pattern.finditer(text, low, high):
            yield kind, match


def _zones(text: str) -> list[tuple[str, re.Pattern[str], int, int]]:
    """Say where each form of credit is looked for."""
    tail, count = len(text), 0
    while tail > 0 and count < _LINE_END and len(text) - tail < 600:
        tail, count = max(0, text.rfind("\n", 0, tail)), count + 1
    tail = max(tail, len(text) - 600, 0)
    zones = [("dateline", _DATELINE, 0, min(_LEAD, len(text)))]
    zones += [
        (kind, p, tail, len(text))
        for kind, p in (("with", _WITH), ("contributed", _CONTRIBUTED), ("source", _SOURCE))
    ]
    return zones


def _known(words: str, known: Container[str]) -> tuple[str, str] | None:
    """Find the longest beginning of some words that names a publisher; give its key and the words."""
    return next(((publisher(form), form) for form in _forms(words) if fold(form) in known), None)


def _forms(words: str) -> Iterator[str]:
    """Give the beginnings of some words, the longest first."""
    parts = words.split(" ")
    for length in range(len(parts), 0, -1):
        yield " ".join(parts[:length]).rstrip(".,-'’")
