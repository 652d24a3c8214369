"""Behind a verb of saying: whom it tells, and the clause, quotation or noun phrase that it reports."""

from __future__ import annotations

import attrs

from resolvers.claims.contents import Piece, content_after, skip_addressee, skip_adjuncts
from resolvers.claims.drafts import Words
from resolvers.claims.grammar import (
    ADJUNCTS,
    AUXILIARIES,
    BREAKS,
    DETERMINERS,
    NEGATIONS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    QUESTIONS,
    SUBJECT_PRONOUNS,
    TIMES,
    is_adverb,
    is_capital,
)
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.lexicon import cues
from resolvers.claims.objects import noun_phrase
from resolvers.claims.reported import After, Verb
from resolvers.reading.words import word_set

_NO_PARTICLES = frozenset({"clause", "that", "told", "to", "object"})
_SAY = frozenset("say says said saying".split())  # they take no other object
# Behind the comma of a split clause these go on with the writer's words, not with the speaker's.
_WRITER_GOES_ON = word_set("according who which and but a an the citing in on as when while after")
# What follows an adverb that says how or when something is said.
_BEHIND_CUE = BREAKS | TIMES | ADJUNCTS | PREPOSITIONS | QUESTIONS | {"that", "to"}
_OF_WHAT_IS_SAID = NEGATIONS | {"all", "both"}  # "said not all of them left"
_ASIDES = word_set("however though meanwhile too instead also therefore moreover nevertheless")
# Behind these a preposition opens whom something is asked of, and "to" what: "called on Reed to
# go".
_ASKED_OF = {
    "call": ("on", "upon"),
    "appeal": ("to",),
    "plead": ("with",),
    "prevail": ("on", "upon"),
}
_ENDS_ASKED = BREAKS - {","} | {"that", "for", "to"}
_LONGEST_ASKED = 12  # words
# These take a form in -ing for what was or will be done: "admitted using the money".
_OF_DOING = word_set(
    "suggest propose recommend admit acknowledge deny report mention describe recall"
)
_NAMES_SHOW = frozenset({"on", "of", "show", "program", "programme"})
_UNNAMED = frozenset({"named", "identified", "quoted"})
_FORMULA = 4  # words: "not to be named"
_OPENS_CLAUSE = QUESTIONS | {"that"}
_ENDS = frozenset({",", ".", ";"})
_OF_TOPICS = frozenset({"to", "of", "about", "for", "with"})
_LONGEST_WHOSE = 7  # words
_ENDS_WHOSE = BREAKS | AUXILIARIES | TIMES | {"to"}
_AHEAD = 16  # words that are looked at for what goes on behind a comma


def behind(verb: Verb, *, short: bool = False) -> After | None:
    """Read what follows a verb, by the patterns of its lexicon row.

    Args:
        verb: the verb.
        short: stop at the first comma.
    """
    hi, patterns = verb.hi, verb.cue.patterns
    i = _over_adverbs(verb)
    if i >= hi:
        return None
    addressee, rest = _addressee(verb, i)
    if rest >= hi:
        return None
    asked = _asked(verb, i) or _told_to(verb, addressee, rest, short=short)
    if asked is not None:
        return asked
    if "clause" in patterns or "that" in patterns or addressee:
        found = _clause(verb, rest, short=short, addressee=addressee)
        if found is not None:
            return found
    return _phrase(verb, i, short=short)


def _asked(verb: Verb, i: int) -> After | None:
    """Read "called on Reed to go": whom somebody asks, and for what."""
    low, words = verb.layout.low, range(i + 2, min(verb.hi - 1, i + 2 + _LONGEST_ASKED))
    if low[i] not in _ASKED_OF.get(verb.cue.lemma, ()):
        return None
    to = next((k for k in words if low[k] in _ENDS_ASKED), verb.hi)
    if low[to : to + 1] != ["to"] or is_capital(verb.layout.words[to + 1]):
        return None
    found = _piece(verb, "told X to", to, addressee=(i + 1, to - 1), kind="demand")
    return _with_particle(found, i)


def _told_to(verb: Verb, addressee: Words | None, rest: int, *, short: bool) -> After | None:
    """Read "told Reed on Monday to go"; `rest` is the word behind whom somebody tells."""
    if addressee is None or "told" not in verb.cue.patterns:
        return None
    to = skip_adjuncts(verb.layout, rest, verb.hi)
    if to + 1 >= verb.hi or verb.layout.low[to] != "to":
        return None
    return _piece(verb, "told X to", to, short=short, addressee=addressee, kind="demand")


def _over_adverbs(verb: Verb) -> int:
    """Return the word behind a verb and the adverbs that are the verb's own.

    "Said again that …" has one; in "said nearly 200 were hurt" it is of what is said. A second verb
    is stepped over, too: "neither confirmed nor denied that …".
    """
    layout, low, hi = verb.layout, verb.layout.low, verb.hi
    first = k = verb.place + (3 if _goes_on(verb) else 1)
    while k < hi and is_adverb(low[k]) and layout.words[k][0].islower():
        if low[k] in _OF_WHAT_IS_SAID and "clause" in verb.cue.patterns:
            return first
        k += 1
    own = k >= hi or low[k] in _BEHIND_CUE or low[k] in verb.cue.patterns
    return k if own else first


def _goes_on(verb: Verb) -> bool:
    """Whether a second verb shares what is said: "confirmed nor denied"."""
    behind_it = verb.layout.low[verb.place + 1 : verb.hi][:2]
    return len(behind_it) > 1 and behind_it[0] in {"or", "nor"} and behind_it[1] in cues()


def _addressee(verb: Verb, i: int) -> tuple[Words | None, int]:
    """Read "told reporters" and "said to him", and give the word behind."""
    low, hi, patterns = verb.layout.low, verb.hi, verb.cue.patterns
    if "told" in patterns:
        end = _end_of_addressee(verb.layout, i, hi)
        if end < hi and low[end] == "that" and verb.cue.kind == "demand":
            end = _over_relative(low, end, hi)
        if i < end < hi and not (low[end] in BREAKS and low[end] not in {",", ":", QUOTE}):
            return (i, end - 1), end
    elif low[i] == "to" and i + 1 < hi and "clause" in patterns and _is_to_somebody(verb):
        end = _end_of_hearer(verb.layout, i + 1, hi)
        if end > i + 1:
            return (i + 1, end - 1), end
    return None, i


def _end_of_hearer(layout: Layout, first: int, hi: int) -> int:
    """Return the word behind to whom it is said: "to reporters", "to parents that".

    Else the first.
    """
    low = layout.low
    if low[first] in OBJECT_PRONOUNS | {"reporters", "the", "a"}:
        return skip_addressee(layout, first, hi)
    end = _end_of_addressee(layout, first, hi)
    return end if end < hi and low[end] == "that" else first


def _is_to_somebody(verb: Verb) -> bool:
    """Whether "to" behind a verb names whom it is said to, and not what is to be done."""
    return "to" not in verb.cue.patterns or verb.cue.lemma == "say"


def _end_of_addressee(layout: Layout, first: int, hi: int) -> int:
    """Return the word behind whoever is told, and behind whose they are: "lawyers for both sides"."""
    low, i = layout.low, skip_addressee(layout, first, hi)
    if i >= hi or PREPOSITIONS.isdisjoint(low[i - 1 : i + 1]):
        return i
    for k in range(i + 1, min(hi, i + _LONGEST_WHOSE)):
        if low[k] == "that" and low[k - 1] not in PREPOSITIONS:
            return k
        if low[k] in _ENDS_WHOSE:
            break
    return i


def _over_relative(low: list[str], that: int, hi: int) -> int:
    """Step over "that met in Paris" to what the nations are asked: "to pay"."""
    stop = next(
        (k for k in range(that, min(hi, that + _AHEAD)) if low[k] == "to" or low[k] in BREAKS), None
    )
    return stop if stop is not None and low[stop] == "to" else that


def _phrase(verb: Verb, i: int, *, short: bool) -> After | None:
    """Read an infinitive, what stands behind a particle, or a noun phrase."""
    patterns = verb.cue.patterns
    found = _infinitive(verb, i, short=short) if "to" in patterns else None
    found = found or _particle(verb, i, short=short)
    if found is None and "object" in patterns and verb.cue.lemma not in {"tell", "ask"}:
        return noun_phrase(verb, "X announced Y", i, cue_last=i - 1, judging="as" in patterns)
    return found


def _infinitive(verb: Verb, i: int, *, short: bool) -> After | None:
    """Read "promised in May to sell", "decided not to go"."""
    low, to = verb.layout.low, skip_adjuncts(verb.layout, i, verb.hi)
    opens = low[to : to + 1] == ["to"] or low[to : to + 2] == ["not", "to"]
    if not opens or to + 1 >= verb.hi or _is_unnamed(low[to : to + _FORMULA]):
        return None
    return _piece(verb, "X wants to", to, short=short)


def _is_unnamed(behind_verb: list[str]) -> bool:
    """Tell "asked not to be named", which says who speaks and no more."""
    return "be" in behind_verb[1:3] and not _UNNAMED.isdisjoint(behind_verb)


def _particle(verb: Verb, i: int, *, short: bool) -> After | None:
    """Read what stands behind a particle: "called Friday for calm", "pointed out that"."""
    low = verb.layout.low
    i = _over_times(verb, i)
    if low[i] not in verb.cue.patterns - _NO_PARTICLES or i + 1 == verb.hi:
        return None
    if low[i] == "out" and low[i + 1] in _OPENS_CLAUSE:
        return _with_particle(_piece(verb, "X said that", i + 1, short=short), i)
    ruled_out = (verb.cue.lemma, low[i]) == ("rule", "out")
    found = noun_phrase(verb, "X spoke of", i + 1, cue_last=i)
    return attrs.evolve(found, kind="denial") if found and ruled_out else found


def _over_times(verb: Verb, i: int) -> int:
    """Step over when it was said: "called Friday for calm"."""
    return next((k for k in range(i, verb.hi - 1) if verb.layout.low[k] not in TIMES), verb.hi - 1)


def _with_particle(found: After | None, i: int) -> After | None:
    """End a cue with its particle."""
    return None if found is None else attrs.evolve(found, cue_last=i)


def stands_alone(layout: Layout, i: int, hi: int) -> bool:
    """Whether nothing of a clause follows: the sentence ends, or a mark or an adjunct comes."""
    i = skip_adjuncts(layout, i, hi)
    return i >= hi or layout.low[i] in BREAKS


# dense: what may open a reported clause, the surest first
def _clause(verb: Verb, i: int, *, short: bool, addressee: Words | None) -> After | None:
    """Read a reported clause or quotation behind a verb, its addressee and adjuncts."""
    layout, low, hi = verb.layout, verb.layout.low, verb.hi
    bare = "clause" in verb.cue.patterns or addressee is not None
    start = skip_adjuncts(layout, i, hi)
    if start >= hi or low[start] in {".", "!", "?", ";", ")"} or _is_no_content(low, i, start):
        return None
    word = low[start]
    if word in {":", QUOTE} or (word == "," and start + 1 < hi and low[start + 1] == QUOTE):
        begin = start + (word != QUOTE)
        found = _piece(
            verb, "X said: quote", begin, short=short, addressee=addressee, split=word == ","
        )
        return _before_verb(layout, found) if word == ":" else found
    if word == ",":
        return _behind_comma(verb, start, bare=bare)
    if word == "that" or (word in QUESTIONS and (word != "who" or bare)):
        rule = "X told Y that" if addressee else "X said that"
        return _piece(verb, rule, start, short=short, addressee=addressee)
    if not bare or word in AUXILIARIES or word in {"—", "–", "--", "(", "-"}:
        return None
    clause = _is_clause(layout, start, hi)
    doing = verb.cue.lemma in _OF_DOING and word.endswith("ing")  # "suggested looking at the bill"
    if low[verb.place] not in _SAY and not (clause or doing):
        return None
    prepositional = (
        word in PREPOSITIONS | {"to"} and QUOTE not in low[start:hi] and not is_adverb(word)
    )
    counted = word == "about" and start + 1 < hi and low[start + 1][0].isdigit()
    if prepositional and (not clause or word in _OF_TOPICS) and not counted:
        return None
    return _piece(
        verb, "X told Y" if addressee else "X said", start, short=short, addressee=addressee
    )


def _is_no_content(low: list[str], first: int, place: int) -> bool:
    """Tell where it was said ("on ABC's “This Week”") and "ruled that out" from what was said."""
    if low[place : place + 2] == ["that", "out"]:
        return True
    if low[place] == "that" and _ENDS.issuperset(low[place + 1 : place + 2]):
        return True  # "denied that, saying"
    before = low[place - 1] if place > first and low[place] == QUOTE else ""
    return before in _NAMES_SHOW or before.endswith(("'s", "’s", "s’", "s'"))


def _before_verb(layout: Layout, found: After | None) -> After | None:
    """End a quotation where the writer's verb follows: "is heard saying: “Go!” was edited"."""
    if found is None or found.piece.stop - found.piece.first < 2:
        return found
    low, first = layout.low, found.piece.first
    if low[first] != QUOTE or low[first + 1] not in AUXILIARIES:
        return found
    return attrs.evolve(found, piece=Piece(first, first + 1))


def _is_clause(layout: Layout, i: int, hi: int) -> bool:
    """Tell a clause from a noun phrase by a finite verb before the first mark."""
    low = layout.low
    if low[i] in SUBJECT_PRONOUNS and low[i] not in {
        "this",
        "these",
        "those",
        "that",
        "it",
        "you",
        "who",
    }:
        return True
    for k in range(i, min(hi, i + 14)):
        if low[k] in BREAKS and low[k] != QUOTE:
            return False
        if low[k] in AUXILIARIES:
            return True
        if k > i and low[k] in {"that", "who", "which", "to"}:
            return False
        if k > i and low[k - 1] not in DETERMINERS:
            cue = cues().get(low[k])
            if (cue and not cue.ing and low[k] != cue.lemma) or (
                low[k].endswith("ed") and len(low[k]) > 4
            ):
                return True
    return False


# dense: four ways to go on behind a comma
def _behind_comma(verb: Verb, comma: int, *, bare: bool) -> After | None:
    """Read "said, however, that" and the second half of a split clause."""
    low, hi = verb.layout.low, verb.hi
    second = next((k for k in range(comma + 1, min(hi, comma + _AHEAD)) if low[k] == ","), None)
    if second and second + 1 < hi and low[second + 1] in {"that", QUOTE}:
        rule = "X said that" if low[second + 1] == "that" else "X said: quote"
        return _piece(verb, rule, second + 1)
    if bare and second == comma + 2 and low[comma + 1] in _ASIDES:
        return _piece(verb, "X said", second + 1)  # "said, however, the road is open"
    word = low[comma + 1] if comma + 1 < hi else "."
    cue = cues().get(word)
    start: int | None = comma + 1
    if not bare or word.endswith("ing") or (cue and not cue.past) or word in _WRITER_GOES_ON:
        start = next(
            (k for k in range(comma, min(hi, comma + _AHEAD + 9)) if low[k] == QUOTE), None
        )
        if start is not None and any(map(_reports, low[comma + 1 : start])):
            return None  # 'ruled on Friday, telling aides it was "dead"'
    return None if start is None else _piece(verb, "split", start, split=True)


def _reports(word: str) -> bool:
    """Whether a word begins another report: "telling", "said"."""
    cue = cues().get(word)
    return bool(cue and (cue.ing or cue.past) and {"clause", "told"} & cue.patterns)


def split_clause(verb: Verb) -> After | None:
    """Read the clause behind a verb between commas: "In May, officials say, prices will rise"."""
    start = behind_comma(verb)
    if start is None or not _is_clause(verb.layout, start, verb.hi):
        return None
    return _piece(verb, "split", start, split=True)


def behind_comma(verb: Verb) -> int | None:
    """Return the word behind the comma that parts a verb, and when it was said, from what goes on."""
    comma = skip_adjuncts(verb.layout, verb.place + 1, verb.hi)
    there = comma + 1 < verb.hi and verb.layout.low[comma] == ","
    return comma + 1 if there else None


def _piece(
    verb: Verb,
    rule: str,
    i: int,
    *,
    short: bool = False,
    addressee: Words | None = None,
    split: bool = False,
    kind: str = "",
) -> After | None:
    piece = content_after(verb.layout, i, verb.hi, short=short)
    if piece is None:
        return None
    return After(
        rule=rule, piece=piece, cue_last=verb.place, split=split, addressee=addressee, kind=kind
    )
