"""Verbs of saying: the clause before or behind them, and who is their subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from resolvers.attribution.around import around, content_start, has_verb
from resolvers.attribution.candidates import Draft, Words
from resolvers.attribution.complements import behind, stands_alone
from resolvers.attribution.contents import Piece, trimmed
from resolvers.attribution.grammar import (
    AUXILIARIES,
    DETERMINERS,
    HAVE,
    PREPOSITIONS,
    QUESTIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIMES,
    is_adverb,
    is_capital,
    place_of,
)
from resolvers.attribution.lexicon import cues
from resolvers.attribution.openings import main_subject, named_subject
from resolvers.attribution.reported import After, Verb
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.attribution.subjects import (
    Inverted,
    Subject,
    is_witnessed,
    subject_after,
    subject_before,
)
from resolvers.text.words import word_set

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
_ENDS_NO_SUBJECT = PREPOSITIONS | {"to", "the", "a", "an"}
_OF_SEVERAL = frozenset({"both", "all", "many", "most", "several"})
_BEFORE_NOUN = DETERMINERS - SUBJECT_PRONOUNS - _OF_SEVERAL
_NO_THIRD_PERSON = frozenset({"i", "you", "we", "they"})
_OPENS_CONTENT = DETERMINERS | SUBJECT_PRONOUNS | QUESTIONS | {"that", "to", ":", ",", QUOTE}
_OPENS_NO_CONTENT = PREPOSITIONS | AUXILIARIES
_OPENS_APPOSITION = frozenset({",", "(", "—", "–"})
_BEFORE_MORE = frozenset({",", ":", "—", "–", "."})
_BEFORE_JOINED = TIMES | HAVE
_ALTERNATIVES = frozenset({"or", "nor"})
_JOINTS = _ALTERNATIVES | {"and", "but"}
_SHORTEST_CLAUSE = 3  # words
_MORE = 25  # words between the two halves of a quotation


def verb_drafts(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read one sentence for every verb of the lexicon in it."""
    table, low = cues(), layout.low
    spoken: list[Draft] = []
    for place in [k for k, word in enumerate(low[lo:hi], lo) if word in table]:
        if place > lo and _is_part_of_name(layout, place, lo, hi):
            continue
        draft = _read_verb(Verb(layout, place, table[low[place]], lo, hi), spoken)
        if draft is not None:
            spoken.append(draft)
            yield draft


def _is_part_of_name(layout: Layout, place: int, lo: int, hi: int) -> bool:
    """Tell "States" in "the United States" from a verb in a sentence that is all in capitals."""
    capital = is_capital(layout.words[place])
    return capital and any(word.islower() for word in layout.words[lo:hi])


def _read_verb(verb: Verb, spoken: list[Draft]) -> Draft | None:
    """Try the readings of one verb, the surest first."""
    inverted = _read_inverted_verb(verb)
    if inverted is not None:
        return inverted
    if verb.cue.ing and not _is_progressive(verb):
        return _read_participle(verb, spoken)
    subject = _subject_of_verb(verb)
    if subject is None:
        return _read_coordinated_verb(verb, spoken)
    return (
        _read_verb_with_subject(verb, subject) if _may_be_speaking_subject(verb, subject) else None
    )


def _subject_of_verb(verb: Verb) -> Subject | None:
    """Find the subject before a verb; "or said" has none, and a time is none."""
    low = verb.layout.low
    if verb.place > verb.lo and low[verb.place - 1] in {"or", "nor"}:
        return None
    subject = subject_before(verb.layout, verb.place, verb.lo)
    if subject is None or TIMES.issuperset(low[subject.first : subject.last + 1]):
        return None  # "and last year announced"
    return subject


def _may_be_speaking_subject(verb: Verb, subject: Subject) -> bool:
    """Whether a subject is who says something, and the word behind it a verb."""
    low = verb.layout.low
    if subject.passive and not verb.cue.ing:
        return False
    if low[subject.first] == "to" or low[subject.last] in _ENDS_NO_SUBJECT:
        return False
    return _is_finite_form(verb, subject) and not _is_no_subject(verb, subject)


def _is_finite_form(verb: Verb, subject: Subject) -> bool:
    """Whether a form is a verb here: by itself, by a quotation before, or by its subject."""
    goes_on = verb.layout.low[verb.place - 1] == "to" and subject.group < verb.place
    if verb.cue.past or verb.cue.ing or goes_on:  # "continued to call for"
        return True
    return _is_tag_behind_quotation(verb, subject) or _agrees_with_subject(verb, subject)


def _is_tag_behind_quotation(verb: Verb, subject: Subject) -> bool:
    """Whether subject and verb are all that stands behind a quotation: `"…" officials claim.`."""
    quoted = subject.before >= verb.lo and verb.layout.low[subject.before] == QUOTE
    return quoted and stands_alone(verb.layout, verb.place + 1, verb.hi)


def _is_no_subject(verb: Verb, subject: Subject) -> bool:
    """Whether a lone word can only stand before a noun.

    "facing calls for", "including plans to", "renewed calls".
    """
    word = verb.layout.words[subject.first]
    if subject.first < subject.last:
        opening = re.split("['’]", word.lower(), maxsplit=1)
        return len(opening) > 1 and opening[0] in SUBJECT_PRONOUNS  # "He's made remarks"
    return word.islower() and (word.endswith(("ing", "ed")) or is_adverb(word))


def _is_progressive(verb: Verb) -> bool:
    """Whether a form in -ing follows a form of "be"."""
    layout, i = verb.layout, verb.place - 1
    while i >= verb.lo and (is_adverb(layout.low[i]) or is_witnessed(layout, i, verb.lo)):
        i -= 1
    return i >= verb.lo and layout.low[i] in AUXILIARIES


def _agrees_with_subject(verb: Verb, subject: Subject) -> bool:
    """Tell a present form from a noun of the same spelling.

    "officials claim", "the claims", "he plans to".
    """
    lemma, last = verb.cue.lemma, verb.layout.low[subject.last]
    base = verb.layout.low[verb.place] == lemma
    if _follows_auxiliary(verb, subject):
        return base
    if last in _BEFORE_NOUN or last.endswith(("'s", "’s", "s'", "s’")):
        return False
    if base:
        return lemma in _NEVER_NOUNS or _is_plural_subject(verb.layout, subject)
    sure = lemma in _SURELY_VERBS or _opens_reported_content(verb, subject)
    return sure and last not in _NO_THIRD_PERSON


def _follows_auxiliary(verb: Verb, subject: Subject) -> bool:
    """Whether a verb stands behind an auxiliary: "may claim", "did they claim"."""
    grouped = subject.group < verb.place and verb.layout.low[verb.place - 1] in AUXILIARIES
    return subject.modal or grouped


def _is_plural_subject(layout: Layout, subject: Subject) -> bool:
    """Whether a subject is a plural: "officials", "data from the survey", "Reed and Cole"."""
    words = layout.low[subject.first : subject.last + 1]
    if _is_plural(words[-1]) or _is_plural(_subject_head(words)):
        return True
    return "and" in words[:-1] and is_capital(layout.words[subject.last])


def _subject_head(words: list[str]) -> str:
    """Return the head of a subject: "data" of "data from the survey"."""
    stop = place_of(words, PREPOSITIONS, range(1, len(words)))
    return words[-1 if stop is None else stop - 1]


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (word.endswith("s") and word not in {"this", "his", "its"})


def _opens_reported_content(verb: Verb, subject: Subject) -> bool:
    """Whether the word behind a form in -s may open what is reported."""
    if _is_tag_behind_comma(verb, subject):
        return True
    following = verb.layout.low[verb.place + 1] if verb.place + 1 < verb.hi else "."
    if following in _OPENS_CONTENT or following in verb.cue.patterns:
        return True
    plain = following.isalpha() and following not in _OPENS_NO_CONTENT
    return plain and _is_name_or_pronoun(verb.layout, subject.last)


def _is_tag_behind_comma(verb: Verb, subject: Subject) -> bool:
    """Whether subject and verb are all that stands behind a comma: "…, the Courier reports."."""
    behind_comma = subject.before >= verb.lo and verb.layout.low[subject.before] == ","
    return behind_comma and stands_alone(verb.layout, verb.place + 1, verb.hi)


def _is_name_or_pronoun(layout: Layout, last: int) -> bool:
    """Whether the last word of a subject is of a name, or is a pronoun."""
    return is_capital(layout.words[last]) or layout.low[last] in SUBJECT_PRONOUNS


def _read_inverted_verb(verb: Verb) -> Draft | None:
    """Read `"…," said the minister`, or a clause where nothing else can be the subject."""
    layout, place = verb.layout, verb.place
    found = subject_after(layout, place, verb.hi) if _may_be_inverted_verb(verb) else None
    before = None if found is None else _content_before_inverted_verb(verb, found)
    if found is None or before is None:
        return None
    quoted = layout.low[before.stop - 1] == QUOTE
    return Draft(
        layout=layout,
        rule="quote, said X" if quoted else "clause, said X",
        content=(before.words, *(_second_half_of_quotation(verb, found.after) if quoted else ())),
        cue=((place, place),),
        source=(found.words,),
        modality=verb.cue.kind,
    )


def _may_be_inverted_verb(verb: Verb) -> bool:
    """Whether a verb may stand behind what is said and before who says it."""
    low, cue, place = verb.layout.low, verb.cue, verb.place
    finite = cue.past or (not cue.ing and low[place] != cue.lemma)
    takes_clause = "clause" in cue.patterns and "told" not in cue.patterns
    return finite and takes_clause and place > verb.lo and low[place - 1] in _BEFORE_VERB


def _content_before_inverted_verb(verb: Verb, found: Inverted) -> Piece | None:
    """Return the words before a verb, if they are what the subject behind it says."""
    start = content_start(verb.layout, verb.lo, verb.place)
    before = trimmed(verb.layout, start, verb.place)
    return before if before is not None and _is_inverted_content(verb, found, before) else None


def _is_inverted_content(verb: Verb, found: Inverted, before: Piece) -> bool:
    """Whether words before a verb are what the subject behind it says.

    "Smith, the minister, said Paris was …" begins alike: only a quotation, or a clause with nothing
    behind, is inverted.
    """
    low, alone = verb.layout.low, stands_alone(verb.layout, found.after, verb.hi)
    if low[before.stop - 1] != QUOTE:
        return alone and _is_clause_before_verb(verb.layout, before)
    pronoun = found.last == found.first and low[found.first] in SUBJECT_PRONOUNS
    return alone or not pronoun


def _is_clause_before_verb(layout: Layout, before: Piece) -> bool:
    """Whether words before a verb hold a verb of their own, and are no name with an apposition."""
    if before.length < _SHORTEST_CLAUSE or not has_verb(layout, before):
        return False
    return not _is_name_with_apposition(layout, before)


def _second_half_of_quotation(verb: Verb, first: int) -> Iterator[Words]:
    """Yield the second half of a quotation, behind who speaks: `"…," said Reed, "…"`."""
    low = verb.layout.low
    more = place_of(low, {QUOTE}, range(first, min(verb.hi, first + _MORE)))
    if more is None or low[more - 1] not in _BEFORE_MORE:
        return
    if cues().keys().isdisjoint(low[first:more]):
        yield more, more


def _is_name_with_apposition(layout: Layout, before: Piece) -> bool:
    """Tell "Crane, who leads the town, said …".

    What stands before the first comma is no clause.
    """
    comma = place_of(layout.low, _OPENS_APPOSITION, range(before.first, before.stop))
    return comma is not None and not has_verb(layout, Piece(before.first, comma))


def _read_verb_with_subject(verb: Verb, subject: Subject) -> Draft | None:
    """Read a verb whose subject stands before it."""
    low = verb.layout.low
    opener = low[subject.before] if subject.before >= verb.lo else ""
    after = behind(verb, short=_is_subordinate_clause(verb, subject, opener))
    surrounding = around(verb, subject, opener, after)
    if surrounding is not None:
        return surrounding
    if after is None or _is_unquoted_continuation(verb, after):
        return None
    if opener in {"whether", "if"} and verb.cue.lemma not in _NEVER_NOUNS:
        return None  # an open question, and nothing that is said
    return _draft_with_subject(verb, subject, after)


def _is_unquoted_continuation(verb: Verb, after: After) -> bool:
    """Whether what stands behind a comma is no quotation, and so goes on with what was before."""
    return after.split and verb.layout.low[after.piece.first] != QUOTE


def _draft_with_subject(verb: Verb, subject: Subject, after: After) -> Draft:
    """Return what stands behind a verb as said by the subject before it."""
    return Draft(
        layout=verb.layout,
        rule="X said: quote" if after.split else after.rule,
        content=(after.piece.words,),
        cue=((subject.group, after.cue_last),),
        source=(subject.words,),
        addressee=after.addressee,
        polarity=subject.polarity,
        certainty=subject.certainty,
        modality=after.kind or verb.cue.kind,
    )


def _is_subordinate_clause(verb: Verb, subject: Subject, opener: str) -> bool:
    """Whether the verb's clause is a part of a larger one, which goes on behind the next comma."""
    if subject.relative:
        return subject.before >= verb.lo and opener == ","
    return opener in SUBORDINATORS or opener in {"what", "how", "where"}


def _read_participle(verb: Verb, spoken: list[Draft]) -> Draft | None:
    """Read ", adding that …" with the subject of what came before."""
    before = _word_before_participle(verb)
    if before is None or verb.cue.lemma == "cite":
        return None  # who is cited stands there
    after = behind(verb, short=verb.place <= verb.lo + 1)  # "Claiming that it held, Reed left."
    if after is None or _is_unquoted_continuation(verb, after):
        return None
    rule = "adding that" if after.rule in _CLAUSES else "criticizing Y"
    return _draft_without_subject(verb, after, rule, _previous_source(verb, before, spoken))


def _word_before_participle(verb: Verb) -> int | None:
    """Return the word before a participle and its adverbs, where one may stand behind it."""
    low, i = verb.layout.low, verb.place - 1
    while i > verb.lo and is_adverb(low[i]):
        i -= 1
    return i if i < verb.lo or low[i] in _BEFORE_PARTICIPLE else None


def _read_coordinated_verb(verb: Verb, spoken: list[Draft]) -> Draft | None:
    """Read "and said that …" with the subject of what came before."""
    joint = _coordinating_conjunction(verb) if spoken or verb.cue.reports_clauses else None
    after = None if joint is None else behind(verb)
    if joint is None or after is None or after.split:
        return None
    draft = _draft_without_subject(verb, after, "and said", _previous_source(verb, joint, spoken))
    again = verb.layout.low[joint] in _ALTERNATIVES
    return _with_previous_polarity(draft, spoken) if again else draft


def _with_previous_polarity(draft: Draft, spoken: list[Draft]) -> Draft:
    """Deny what "nor" joins to something denied: "did not say or hint that"."""
    return attrs.evolve(draft, polarity=spoken[-1].polarity) if spoken else draft


def _coordinating_conjunction(verb: Verb) -> int | None:
    """Return the conjunction that joins a verb to one before it: "and has now said"."""
    low, i = verb.layout.low, verb.place - 1
    while i >= verb.lo and (is_adverb(low[i]) or low[i] in _BEFORE_JOINED):
        i -= 1
    finite = verb.cue.past or low[verb.place].endswith("s")
    joins = i >= verb.lo and low[i] in (_JOINTS if finite else _ALTERNATIVES)
    return i if joins else None


def _draft_without_subject(verb: Verb, after: After, rule: str, source: tuple[Words, ...]) -> Draft:
    """Return what a verb without a subject of its own reports."""
    if not source and verb.place <= verb.lo + 1:
        source = named_subject(verb.layout, after.piece.stop + 1, verb.hi)
    return Draft(
        layout=verb.layout,
        rule=rule,
        content=(after.piece.words,),
        cue=((verb.place, after.cue_last),),
        source=source,
        addressee=after.addressee,
        modality=after.kind or verb.cue.kind,
    )


def _previous_source(verb: Verb, stop: int, spoken: list[Draft]) -> tuple[Words, ...]:
    """Return who spoke before a word in the sentence, else the sentence's subject."""
    last = spoken[-1] if spoken else None
    if last is not None and last.source and last.cue and last.cue[0][0] < stop:
        return last.source
    return main_subject(verb.layout, verb.lo, stop)
