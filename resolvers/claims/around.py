"""Around a verb of saying: what stands before its subject as said, and what goes on behind the verb."""

from __future__ import annotations

import attrs

from resolvers.claims.behind import behind_comma, split_clause, stands_alone
from resolvers.claims.contents import Piece, skip_addressee, trimmed
from resolvers.claims.drafts import Draft
from resolvers.claims.grammar import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    REPORT_NOUNS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
)
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.lexicon import cues
from resolvers.claims.reported import After, Verb
from resolvers.claims.subjects import Subject

_BEFORE_SUBJECT = frozenset(
    {",", QUOTE, "?", "!", "—", "–", "…", ")"}
)  # marks behind what was said: "…, he said"
_LONGEST_SUBJECT = 8  # words
_SURELY_A_CLAUSE = 8  # words


# dense: what stands before, alone or with what goes on behind
def around(verb: Verb, subject: Subject, opener: str, after: After | None) -> Draft | None:
    """Read what stands before a subject and its verb as said, with what goes on behind them."""
    place, speaks = verb.place + 1, {"clause", "told"} & verb.cue.patterns
    if not speaks or subject.relative or opener not in _BEFORE_SUBJECT:
        return None
    rest = skip_addressee(verb.layout, place, verb.hi) if "told" in verb.cue.patterns else place
    before = _before(verb, subject.before, rest)
    if before is not None and after is None and _is_subordinate(verb, before):
        after = split_clause(verb)
    if before is None and opener == ",":
        before = _adjunct_before(verb, subject.before) or _noun_before(verb, subject.before)
        after = after or (split_clause(verb) if before else None)
        before = before if after and after.split else None
    elif before is not None and after is not None and _goes_on_behind_colon(verb, after):
        after = attrs.evolve(after, split=True)
    quoted = opener == QUOTE
    said = before is not None and _said_before(
        verb, before, after, told=rest > place, quoted=quoted
    )
    return _parenthetical(verb, subject, before, after, rest) if before and said else None


def _before(verb: Verb, stop: int, rest: int) -> Piece | None:
    """Take the words before a subject as what it says, where they are long enough and nothing else is reported.

    Args:
        verb: the verb.
        stop: the word before the subject.
        rest: the word behind the verb and whom it tells.
    """
    layout, low = verb.layout, verb.layout.low
    start = content_start(layout, verb.lo, stop)
    before = trimmed(layout, start, stop + 1 if low[stop] == QUOTE else stop)
    if before is None:
        return None
    last = before.stop - 1
    if low[last] == QUOTE:
        return Piece(last, before.stop) if last > before.first and low[last - 1] == ":" else before
    opens = low[_over_conjunction(low, before)] in SUBORDINATORS | PREPOSITIONS
    if before.stop - before.first < 3 or (opens and not has_verb(layout, before)):
        return None
    return before if stands_alone(layout, rest, verb.hi) else None


def _adjunct_before(verb: Verb, stop: int) -> Piece | None:
    """Take a phrase before a subject as what it says where that goes on behind the verb.

    "In the long run, officials say, prices will rise", but not "In a statement, he said, …".
    """
    low = verb.layout.low
    before = trimmed(verb.layout, verb.lo, stop)
    if before is None:
        return None
    first = _over_conjunction(low, before)
    opens = low[first] in SUBORDINATORS | PREPOSITIONS or is_adverb(low[first])
    told = not REPORT_NOUNS.isdisjoint(low[before.first : before.stop])
    return before if opens and not told else None


def _over_conjunction(low: list[str], piece: Piece) -> int:
    """Return the first word of a piece behind "but" and the like."""
    more = piece.stop - piece.first > 1
    return piece.first + (more and low[piece.first] in CONJUNCTIONS)


def _noun_before(verb: Verb, stop: int) -> Piece | None:
    """Take a subject as what is said where its verb stands behind: "The museum, Crane said, celebrated heroes"."""
    layout, place = verb.layout, behind_comma(verb)
    before = trimmed(layout, verb.lo, stop)
    if before is None or place is None:
        return None
    goes_on = _is_finite(layout.low[place]) or _is_past(layout.low[place])
    words = layout.low[before.first : before.stop]
    noun = words[0] in DETERMINERS or is_capital(layout.words[before.first])
    simple = len(words) <= _LONGEST_SUBJECT and not any(map(_is_finite, words))
    return before if goes_on and noun and simple and QUOTE not in words else None


def _is_past(word: str) -> bool:
    cue = cues().get(word)
    return cue is not None and cue.past


def _is_subordinate(verb: Verb, before: Piece) -> bool:
    """Whether words only lead up to a clause: "Though it was late, she said, …"."""
    return verb.layout.low[before.first] in SUBORDINATORS


def _goes_on_behind_colon(verb: Verb, after: After) -> bool:
    """Whether a clause behind a colon goes on: "The toll rose, she said: 17 are dead"."""
    low = verb.layout.low
    return low[verb.place + 1 : verb.place + 2] == [":"] and low[after.piece.first] != QUOTE


def _said_before(
    verb: Verb, before: Piece, after: After | None, *, told: bool, quoted: bool
) -> bool:
    """Whether the words before a subject are what it says, or only lead up to what stands behind the verb."""
    if after is None:
        return True
    low = verb.layout.low
    if low[before.stop - 1] != QUOTE and low[after.piece.first] == QUOTE:
        return False
    aside = quoted and after.rule in {"X spoke of", "X announced Y"}  # "…," he said of her
    return after.split or told or aside


# dense: hands on what was read by its name
def _parenthetical(
    verb: Verb, subject: Subject, before: Piece, after: After | None, rest: int
) -> Draft:
    """Read "…, he said" and "…, he said, …"."""
    content = [(before.first, before.stop - 1)]
    quoted = verb.layout.low[before.stop - 1] == QUOTE
    if after is not None and after.split and (not quoted or QUOTE in after.words(verb.layout)):
        content.append((after.piece.first, after.piece.stop - 1))
    rule = "quote, X said" if quoted else "clause, X said"
    return Draft(
        layout=verb.layout,
        rule=f"{rule}, more" if len(content) > 1 else rule,
        content=tuple(content),
        cue=((subject.group, verb.place),),
        source=((subject.first, subject.last),),
        addressee=(verb.place + 1, rest - 1) if rest > verb.place + 1 else None,
        polarity="denied" if subject.negated else "affirmed",
        certainty="possible" if subject.modal else "stated",
        modality=verb.cue.kind,
    )


def content_start(layout: Layout, lo: int, stop: int) -> int:
    """Find where reported words before their verb begin: a conjunction before a quotation is the writer's."""
    low = layout.low
    return lo + 1 if low[lo] in CONJUNCTIONS and lo + 1 < stop and low[lo + 1] == QUOTE else lo


def has_verb(layout: Layout, piece: Piece) -> bool:
    """Guess whether words hold a finite verb."""
    words = layout.low[piece.first : piece.stop]
    return len(words) > _SURELY_A_CLAUSE or QUOTE in words or any(map(_is_finite, words))


def _is_finite(word: str) -> bool:
    return word in AUXILIARIES or (word.endswith("ed") and len(word) > 4)
