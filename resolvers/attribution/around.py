"""Around a verb of saying: what stands before its subject as said, and goes on behind the verb."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from resolvers.attribution.candidates import Draft, Words
from resolvers.attribution.complements import behind_comma, split_clause, stands_alone
from resolvers.attribution.contents import Piece, skip_addressee, trimmed
from resolvers.attribution.grammar import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    REPORT_NOUNS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
)
from resolvers.attribution.lexicon import is_past
from resolvers.attribution.reported import After, Verb
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.attribution.subjects import Subject

_BEFORE_SUBJECT = frozenset(
    {",", QUOTE, "?", "!", "—", "–", "…", ")"}
)  # marks behind what was said: "…, he said"
_LONGEST_SUBJECT = 8  # words
_SURELY_A_CLAUSE = 8  # words
_SHORTEST_CLAUSE = 3  # words
_OPENS_PHRASE = SUBORDINATORS | PREPOSITIONS


def around(verb: Verb, subject: Subject, opener: str, after: After | None) -> Draft | None:
    """Read what stands before a subject and its verb as said, with what goes on behind them."""
    if not verb.cue.reports_clauses or subject.relative or opener not in _BEFORE_SUBJECT:
        return None
    rest = _word_behind_addressee(verb)
    before = _content_before_subject(verb, subject.before, rest)
    if before is not None:
        after = _continuation_behind_verb(verb, before, after)
    elif opener == ",":
        before, after = _halves_of_split_clause(verb, subject.before, after)
    if before is None or not _is_content_before_subject(
        verb, before, after, quoted=opener == QUOTE
    ):
        return None
    return _parenthetical_draft(verb, subject, before, after)


def _word_behind_addressee(verb: Verb) -> int:
    """Return the word behind a verb and whom it tells."""
    place = verb.place + 1
    told = "told" in verb.cue.patterns
    return skip_addressee(verb.layout, place, verb.hi) if told else place


def _continuation_behind_verb(verb: Verb, before: Piece, after: After | None) -> After | None:
    """Return what goes on behind a verb, where words before its subject are said, too."""
    if after is None:
        return split_clause(verb) if _opens_subordinate_clause(verb, before) else None
    split = after.split or _goes_on_behind_colon(verb, after)
    return attrs.evolve(after, split=split)


def _halves_of_split_clause(
    verb: Verb, stop: int, after: After | None
) -> tuple[Piece | None, After | None]:
    """Return the halves of what is said where the first alone says nothing: "In May, …"."""
    before = _split_clause_adjunct(verb, stop) or _split_clause_subject(verb, stop)
    if before is not None and after is None:
        after = split_clause(verb)
    return (before, after) if after is not None and after.split else (None, after)


def _content_before_subject(verb: Verb, stop: int, rest: int) -> Piece | None:
    """Take the words before a subject as what it says.

    They are long enough, and nothing else is reported.

    Args:
        verb: the verb.
        stop: the word before the subject.
        rest: the word behind the verb and whom it tells.
    """
    layout, low = verb.layout, verb.layout.low
    start = content_start(layout, verb.lo, stop)
    before = trimmed(layout, start, stop + (low[stop] == QUOTE))
    if before is None:
        return None
    if low[before.stop - 1] == QUOTE:
        return _quotation_behind_colon(low, before)
    says = _is_more_than_phrase(layout, before) and stands_alone(layout, rest, verb.hi)
    return before if says else None


def _quotation_behind_colon(low: list[str], before: Piece) -> Piece:
    """Return the quotation behind a colon that ends words, or else all of them."""
    last = before.stop - 1
    led_in = last > before.first and low[last - 1] == ":"
    return Piece(last, before.stop) if led_in else before


def _is_more_than_phrase(layout: Layout, piece: Piece) -> bool:
    """Whether words are more than a phrase that opens the sentence."""
    if piece.length < _SHORTEST_CLAUSE:
        return False
    opens = layout.low[_skip_conjunction(layout.low, piece)] in _OPENS_PHRASE
    return not opens or has_verb(layout, piece)


def _split_clause_adjunct(verb: Verb, stop: int) -> Piece | None:
    """Take a phrase before a subject as what it says where that goes on behind the verb.

    "In the long run, officials say, prices will rise", but not "In a statement, he said, …".
    """
    low, before = verb.layout.low, trimmed(verb.layout, verb.lo, stop)
    if before is None:
        return None
    word = low[_skip_conjunction(low, before)]
    told = not REPORT_NOUNS.isdisjoint(low[before.first : before.stop])
    return before if not told and (word in _OPENS_PHRASE or is_adverb(word)) else None


def _skip_conjunction(low: list[str], piece: Piece) -> int:
    """Return the first word of a piece behind "but" and the like."""
    return piece.first + (piece.length > 1 and low[piece.first] in CONJUNCTIONS)


def _split_clause_subject(verb: Verb, stop: int) -> Piece | None:
    """Take a subject as what is said where its verb stands behind.

    "The museum, Crane said, celebrated heroes".
    """
    low, place = verb.layout.low, behind_comma(verb)
    before = trimmed(verb.layout, verb.lo, stop)
    if before is None or place is None or not _is_noun_phrase(verb.layout, before):
        return None
    goes_on = _is_finite_verb(low[place]) or is_past(low[place])
    return before if goes_on else None


def _is_noun_phrase(layout: Layout, piece: Piece) -> bool:
    """Whether a few words are a name, or a noun with its determiner, without a verb."""
    words = layout.low[piece.first : piece.stop]
    if len(words) > _LONGEST_SUBJECT or QUOTE in words or any(map(_is_finite_verb, words)):
        return False
    return words[0] in DETERMINERS or is_capital(layout.words[piece.first])


def _opens_subordinate_clause(verb: Verb, before: Piece) -> bool:
    """Whether words only lead up to a clause: "Though it was late, she said, …"."""
    return verb.layout.low[before.first] in SUBORDINATORS


def _goes_on_behind_colon(verb: Verb, after: After) -> bool:
    """Whether a clause behind a colon goes on: "The toll rose, she said: 17 are dead"."""
    low = verb.layout.low
    return low[verb.place + 1 : verb.place + 2] == [":"] and low[after.piece.first] != QUOTE


def _is_content_before_subject(
    verb: Verb, before: Piece, after: After | None, *, quoted: bool
) -> bool:
    """Whether the words before a subject are what it says.

    Or they only lead up to what stands behind the verb.
    """
    if after is None:
        return True
    low = verb.layout.low
    if low[before.stop - 1] != QUOTE and low[after.piece.first] == QUOTE:
        return False
    aside = quoted and after.rule in {"X spoke of", "X announced Y"}  # "…," he said of her
    return after.split or aside or _word_behind_addressee(verb) > verb.place + 1


def _parenthetical_draft(verb: Verb, subject: Subject, before: Piece, after: After | None) -> Draft:
    """Read "…, he said" and "…, he said, …"."""
    content = (before.words, *_second_half_of_content(verb, before, after))
    quoted = verb.layout.low[before.stop - 1] == QUOTE
    rule = "quote, X said" if quoted else "clause, X said"
    place, rest = verb.place, _word_behind_addressee(verb)
    return Draft(
        layout=verb.layout,
        rule=f"{rule}, more" if len(content) > 1 else rule,
        content=content,
        cue=((subject.group, place),),
        source=(subject.words,),
        addressee=(place + 1, rest - 1) if rest > place + 1 else None,
        polarity=subject.polarity,
        certainty=subject.certainty,
        modality=verb.cue.kind,
    )


def _second_half_of_content(verb: Verb, before: Piece, after: After | None) -> Iterator[Words]:
    """Yield what goes on behind a verb; behind a quotation that is another one."""
    if after is None or not after.split:
        return
    quoted = verb.layout.low[before.stop - 1] == QUOTE
    if not quoted or QUOTE in after.words(verb.layout):
        yield after.piece.words


def content_start(layout: Layout, lo: int, stop: int) -> int:
    """Find where reported words before their verb begin.

    A conjunction before a quotation is the writer's.
    """
    low = layout.low
    return lo + 1 if low[lo] in CONJUNCTIONS and lo + 1 < stop and low[lo + 1] == QUOTE else lo


def has_verb(layout: Layout, piece: Piece) -> bool:
    """Guess whether words hold a finite verb."""
    words = layout.low[piece.first : piece.stop]
    return len(words) > _SURELY_A_CLAUSE or QUOTE in words or any(map(_is_finite_verb, words))


def _is_finite_verb(word: str) -> bool:
    return word in AUXILIARIES or (word.endswith("ed") and len(word) > 4)
