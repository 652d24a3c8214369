"""Names of bodies in two parts: what they are for or against, and whose they are.

"The Committee to Protect Journalists" is no committee of nobody, "the European Commission against
Racism and Intolerance" is not the European Commission, and "the Taxi Drivers' Alliance" is not an
alliance that some drivers have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import attrs

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon

# What bodies are founded for; "elect" and "defeat" are left out, for whom they name is a person.
_DEEDS = (
    "Abolish Advance Aid Assist Ban Build Combat Counter Defend Eliminate End Eradicate Fight Free"
    " Help Improve Investigate Prevent Preserve Promote Protect Rebuild Reduce Reform Repeal"
    " Restore Review Safeguard Save Stop Strengthen Study Support"
)
# What one is against that is nobody: general English.
_ILLS = re.compile(
    r"(?:\w+(?:ism|ing|ion|ance|ence|ty|cide|ure|ness|ment)|Aids|AIDS|Cancer|Crime|Death|Drugs?"
    r"|Fraud|Hunger|Malaria|Rape|War|Weapons)\b"
)
_CAPITALISED = r"[A-Z][\w'’-]+"
# Words that open a sentence in capitals and no name.
_OPENERS = (
    r"(?:A|An|The|This|That|These|Those|Its|Our|Their|His|Her|In|On|At|But|And|For|From|When)\b"
)
_REACH = 80  # code points in which a name begins before its head
_BEFORE = re.compile(rf"(?:\b(?!The\b){_CAPITALISED} ){{1,6}}\Z")
_MORE = rf"(?:(?:,? and| of)? {_CAPITALISED})*"


@attrs.frozen
class Purpose:
    """Say where the name of a body begins, where its head ends, and what stands behind it."""

    start: int  # of what stands in capitals before the head, in code points
    head_end: int
    joint: str  # to, against, for the former
    purpose: Span


def purposes(text: str) -> Iterator[Purpose]:
    """Find the heads of bodies behind which a purpose stands."""
    for match in _purpose_pattern().finditer(text):
        opened = _BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        start = opened.start() if opened else match.start()
        behind = Span(match.start("purpose"), match.end())
        yield Purpose(start, match.end("head"), match["joint"].lower(), behind)


@attrs.frozen
class Owned:
    """Say where the name of a body stands, and the plural in it whose body it is."""

    whole: Span
    owner: Span


def owned_bodies(text: str) -> Iterator[Owned]:
    """Find bodies that are called after whom they are of: "the Parents' Choice Network"."""
    for match in _owned_body_pattern().finditer(text):
        yield Owned(Span(*match.span()), Span(*match.span("owner")))


@cache
def _owned_body_pattern() -> re.Pattern[str]:
    """Match a plural in capitals that owns, and the head of a body behind it."""
    heads = "|".join(sorted(re.escape(head.title()) for head in lexicon().organisation_heads))
    return re.compile(
        rf"\b(?!{_OPENERS})(?:[A-Z][\w-]+ ){{0,2}}(?P<owner>[A-Z][a-z]+s)['’]"
        rf" (?:{_CAPITALISED} ){{0,3}}(?:{heads})\b"
    )


def names_purpose(words: str) -> bool:
    """Whether words are the whole name of a body that says what it is for, or against."""
    whole = Span(0, len(words))
    return any(Span(found.start, found.purpose.end) == whole for found in purposes(words))


def names_ill(words: str) -> bool:
    """Whether words begin with what one is against and is nobody: racism, torture."""
    return _ILLS.match(words) is not None


@cache
def _purpose_pattern() -> re.Pattern[str]:
    """Match a head of a body, in capitals, and what the body is for or against.

    "To" in capitals is a headline's: "Biden Wants Commission To Investigate Fire".
    """
    heads = "|".join(sorted(re.escape(head.title()) for head in lexicon().organisation_heads))
    deeds = "|".join(_DEEDS.split())
    return re.compile(
        rf"\b(?P<head>{heads}) (?P<joint>to(?= (?:{deeds})\b)|[Aa]gainst|for the former)"
        rf" (?P<purpose>{_CAPITALISED}{_MORE})"
    )
