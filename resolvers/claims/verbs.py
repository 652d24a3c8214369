"""Verbs of saying: the clause before or behind them, and who is their subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resolvers.claims.around import around, content_start, has_verb
from resolvers.claims.behind import behind, stands_alone
from resolvers.claims.contents import Piece, trimmed
from resolvers.claims.drafts import Draft
from resolvers.claims.grammar import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    QUESTIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIMES,
    is_adverb,
    is_capital,
)
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.lexicon import cues
from resolvers.claims.openings import main_subject, named_subject
from resolvers.claims.reported import After, Verb
from resolvers.claims.subjects import (
    Subject,
    is_witnessed,
    subject_after,
    subject_before,
)
from resolvers.reading.words import word_set

_BEFORE_VERB = frozenset({",", QUOTE, "?", "!", "—", "–"})
_BEFORE_PARTICIPLE = (
    _BEFORE_VERB - {"?", "!"} | word_set("by and of in for before after while without when") | {"-"}
)
_PLURALS = word_set("i you we they who that people police which many most some few data")
# Verbs whose form in -s is hardly ever a noun.
_SURELY_VERBS = word_set(
    "say tell write add argue believe think know insist acknowledge explain suggest"
)
_NEVER_NOUNS = word_set(
    "say tell believe think argue insist know"
)  # "people close to the White House say"
_CLAUSES = frozenset({"X said that", "X told Y that", "X said", "X said: quote", "split"})
_MORE = 25  # words between the two halves of a quotation


def verb_drafts(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read one sentence for every verb of the lexicon in it."""
    table, low = cues(), layout.low
    spoken: list[Draft] = []
    for place in [k for k, word in enumerate(low[lo:hi], lo) if word in table]:
        if place > lo and _is_name(layout, place, lo, hi):
            continue
        draft = _read(Verb(layout, place, table[low[place]], lo, hi), spoken)
        if draft is not None:
            spoken.append(draft)
            yield draft


def _is_name(layout: Layout, place: int, lo: int, hi: int) -> bool:
    """Tell "States" in "the United States" from a verb in a sentence that is all in capitals."""
    capital = is_capital(layout.words[place])
    return capital and any(word.islower() for word in layout.words[lo:hi])


# dense: the readings of a verb, the surest first
def _read(verb: Verb, spoken: list[Draft]) -> Draft | None:
    """Try the readings of one verb, the surest first."""
    low, cue = verb.layout.low, verb.cue
    inverted = _inverted(verb)
    if inverted is not None:
        return inverted
    if cue.ing and not _progressive(verb):
        return _participle(verb, spoken)
    joined = verb.place > verb.lo and low[verb.place - 1] in {"or", "nor"}
    subject = None if joined else subject_before(verb.layout, verb.place, verb.lo)
    if subject is None or TIMES.issuperset(low[subject.first : subject.last + 1]):
        return _coordinated(verb, spoken)  # "and last year announced"
    if subject.passive and not cue.ing:
        return None
    quoted = (
        subject.before >= verb.lo
        and low[subject.before] == QUOTE
        and stands_alone(verb.layout, verb.place + 1, verb.hi)
    )
    goes_on = low[verb.place - 1] == "to" and subject.group < verb.place  # "continued to call for"
    if not (cue.past or cue.ing or quoted or goes_on or _agrees(verb, subject)):
        return None
    if low[subject.first] == "to" or low[subject.last] in PREPOSITIONS | {"to", "the", "a", "an"}:
        return None
    if _is_no_subject(verb, subject):
        return None
    return _with_subject(verb, subject)


def _is_no_subject(verb: Verb, subject: Subject) -> bool:
    """Whether a lone word can only stand before a noun: "facing calls for", "including plans to", "renewed calls"."""
    word = verb.layout.words[subject.first]
    opening = re.split("['’]", word.lower(), maxsplit=1)
    if len(opening) > 1 and opening[0] in SUBJECT_PRONOUNS and subject.first < subject.last:
        return True  # "He's made remarks"
    return (
        subject.first == subject.last
        and word.islower()
        and (word.endswith(("ing", "ed")) or is_adverb(word))
    )


def _progressive(verb: Verb) -> bool:
    """Whether a form in -ing follows a form of "be"."""
    layout, i = verb.layout, verb.place - 1
    while i >= verb.lo and (is_adverb(layout.low[i]) or is_witnessed(layout, i, verb.lo)):
        i -= 1
    return i >= verb.lo and layout.low[i] in AUXILIARIES


def _agrees(verb: Verb, subject: Subject) -> bool:
    """Tell a present form from a noun of the same spelling: "officials claim", "the claims", "he plans to"."""
    low, words, lemma = verb.layout.low, verb.layout.words, verb.cue.lemma
    last = low[subject.last]
    if subject.modal or (subject.group < verb.place and low[verb.place - 1] in AUXILIARIES):
        return low[verb.place] == lemma
    determined = last in DETERMINERS and last not in SUBJECT_PRONOUNS | {
        "both",
        "all",
        "many",
        "most",
        "several",
    }
    if determined or last.endswith(("'s", "’s", "s'", "s’")):
        return False
    if low[verb.place] == lemma:
        return (
            any(map(_is_plural, (last, _head(verb.layout, subject))))
            or lemma in _NEVER_NOUNS
            or (is_capital(words[subject.last]) and "and" in low[subject.first : subject.last])
        )
    return last not in {"i", "you", "we", "they"} and (
        lemma in _SURELY_VERBS or _opens_report(verb, subject)
    )


def _head(layout: Layout, subject: Subject) -> str:
    """Return the head of a subject: "data" of "data from the survey"."""
    words = layout.low[subject.first : subject.last + 1]
    stop = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    return words[stop - 1]


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (word.endswith("s") and word not in {"this", "his", "its"})


def _opens_report(verb: Verb, subject: Subject) -> bool:
    """Whether the word behind a form in -s may open what is reported."""
    low = verb.layout.low
    following = low[verb.place + 1] if verb.place + 1 < verb.hi else "."
    behind_comma = subject.before >= verb.lo and low[subject.before] == ","
    if behind_comma and stands_alone(verb.layout, verb.place + 1, verb.hi):
        return True  # "…, the Courier reports."
    if (
        following in {"that", "to", ":", ",", QUOTE}
        or following in DETERMINERS | SUBJECT_PRONOUNS | QUESTIONS
    ):
        return True
    named = is_capital(verb.layout.words[subject.last]) or low[subject.last] in SUBJECT_PRONOUNS
    plain = following.isalpha() and following not in PREPOSITIONS | AUXILIARIES
    return (named and plain) or following in verb.cue.patterns


# dense: what speaks against each reading stands beside it
def _inverted(verb: Verb) -> Draft | None:
    """Read `"…," said the minister`, and a clause before "said the minister" where nothing else can be its subject."""
    layout, low, place = verb.layout, verb.layout.low, verb.place
    patterns = verb.cue.patterns
    finite = verb.cue.past or (not verb.cue.ing and low[place] != verb.cue.lemma)
    if (
        not finite
        or "clause" not in patterns
        or "told" in patterns
        or place <= verb.lo
        or low[place - 1] not in _BEFORE_VERB
    ):
        return None
    found = subject_after(layout, place, verb.hi)
    before = trimmed(layout, content_start(layout, verb.lo, place), place)
    if found is None or before is None:
        return None
    quoted, alone = low[before.stop - 1] == QUOTE, stands_alone(layout, found.after, verb.hi)
    # "Smith, the minister, said Paris was …" begins alike: only a quotation, or a clause with
    # nothing behind, is inverted.
    if not quoted and (before.stop - before.first < 3 or not has_verb(layout, before) or not alone):
        return None
    if not quoted and _is_apposition(layout, before):
        return None
    if found.last == found.first and low[found.first] in SUBJECT_PRONOUNS and not alone:
        return None
    content = [(before.first, before.stop - 1)]
    if quoted:
        more = next(
            (k for k in range(found.after, min(verb.hi, found.after + _MORE)) if low[k] == QUOTE),
            None,
        )
        if (
            more is not None
            and low[more - 1] in {",", ":", "—", "–", "."}
            and not any(word in cues() for word in low[found.after : more])
        ):
            content.append((more, more))
    return Draft(
        layout=layout,
        rule="quote, said X" if quoted else "clause, said X",
        content=tuple(content),
        cue=((place, place),),
        source=((found.first, found.last),),
        modality=verb.cue.kind,
    )


def _is_apposition(layout: Layout, before: Piece) -> bool:
    """Tell "Crane, who leads the town, said …": what stands before the first comma is no clause."""
    comma = next(
        (k for k in range(before.first, before.stop) if layout.low[k] in {",", "(", "—", "–"}), None
    )
    return comma is not None and not has_verb(layout, Piece(before.first, comma))


def _with_subject(verb: Verb, subject: Subject) -> Draft | None:
    """Read a verb whose subject stands before it."""
    low = verb.layout.low
    opener = low[subject.before] if subject.before >= verb.lo else ""
    after = behind(verb, short=_is_short(verb, subject, opener))
    surrounding = around(verb, subject, opener, after)
    if surrounding is not None:
        return surrounding
    if after is None or (after.split and low[after.piece.first] != QUOTE):
        return None
    if opener in {"whether", "if"} and verb.cue.lemma not in _NEVER_NOUNS:
        return None  # an open question, and nothing that is said
    return Draft(
        layout=verb.layout,
        rule="X said: quote" if after.split else after.rule,
        content=((after.piece.first, after.piece.stop - 1),),
        cue=((subject.group, after.cue_last),),
        source=((subject.first, subject.last),),
        addressee=after.addressee,
        polarity="denied" if subject.negated else "affirmed",
        certainty="possible" if subject.modal else "stated",
        modality=after.kind or verb.cue.kind,
    )


def _is_short(verb: Verb, subject: Subject, opener: str) -> bool:
    """Whether the verb's clause is a part of a larger one, which goes on behind the next comma."""
    if subject.relative:
        return subject.before >= verb.lo and opener == ","
    return opener in SUBORDINATORS or opener in {"what", "how", "where"}


def _participle(verb: Verb, spoken: list[Draft]) -> Draft | None:
    """Read ", adding that …" with the subject of what came before."""
    low = verb.layout.low
    if verb.cue.lemma == "cite":
        return None  # who is cited stands there
    i = verb.place - 1
    while i > verb.lo and is_adverb(low[i]):
        i -= 1
    if i >= verb.lo and low[i] not in _BEFORE_PARTICIPLE:
        return None
    after = behind(verb, short=verb.place <= verb.lo + 1)  # "Claiming that it held, Reed left."
    if after is None or (after.split and low[after.piece.first] != QUOTE):
        return None
    return _following(
        verb, after, "adding that" if after.rule in _CLAUSES else "criticizing Y", i, spoken
    )


# dense: what a second verb may follow
def _coordinated(verb: Verb, spoken: list[Draft]) -> Draft | None:
    """Read "and said that …" with the subject of what came before."""
    low = verb.layout.low
    i = verb.place - 1
    while i >= verb.lo and (is_adverb(low[i]) or low[i] in TIMES | {"has", "have", "had"}):
        i -= 1
    if (
        i < verb.lo
        or low[i] not in {"and", "but", "or", "nor"}
        or not (verb.cue.past or low[verb.place].endswith("s") or low[i] in {"or", "nor"})
    ):
        return None
    if not spoken and not {"clause", "told"} & verb.cue.patterns:
        return None
    after = behind(verb)
    return None if after is None or after.split else _following(verb, after, "and said", i, spoken)


# dense: hands on what was read by its name
def _following(verb: Verb, after: After, rule: str, stop: int, spoken: list[Draft]) -> Draft:
    """Make a draft whose source is whoever spoke before in the sentence, else the sentence's subject."""
    previous = spoken[-1] if spoken else None
    again = previous is not None and verb.layout.low[max(stop, verb.lo)] in {"or", "nor"}
    if previous and previous.source and previous.cue and previous.cue[0][0] < stop:
        source = previous.source
    else:
        source = main_subject(verb.layout, verb.lo, stop)
    if not source and verb.place <= verb.lo + 1:
        source = named_subject(verb.layout, after.piece.stop + 1, verb.hi)
    return Draft(
        layout=verb.layout,
        rule=rule,
        content=((after.piece.first, after.piece.stop - 1),),
        cue=((verb.place, after.cue_last),),
        source=source,
        addressee=after.addressee,
        polarity=previous.polarity if previous and again else "affirmed",
        modality=after.kind or verb.cue.kind,
    )
