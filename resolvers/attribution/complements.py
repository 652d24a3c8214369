"""Behind a verb of saying: whom it tells, and what it reports.

A clause, a quotation, an infinitive or a noun phrase.
"""

from __future__ import annotations

from functools import partial
from itertools import takewhile

import attrs

from resolvers.attribution.addressees import addressee_of
from resolvers.attribution.contents import Piece, skip_adjuncts
from resolvers.attribution.grammar import (
    ADJUNCTS,
    AUXILIARIES,
    BREAKS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    QUESTIONS,
    SUBJECT_PRONOUNS,
    TIMES,
    is_adverb,
    is_capital,
    place_of,
)
from resolvers.attribution.lexicon import cues
from resolvers.attribution.objects import noun_phrase
from resolvers.attribution.reported import After, ReportingVerb, Verb
from resolvers.attribution.sentence_words import QUOTE, Layout
from resolvers.text.words import word_set

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
_AHEAD = 16  # words that are looked at for what goes on behind a comma
_QUOTE_WITHIN = 25  # words behind a comma
_VERB_WITHIN = 14  # words of a clause
_NO_CONTENT = frozenset({".", "!", "?", ";", ")"})
_OPENS_NO_CLAUSE = AUXILIARIES | {"—", "–", "--", "(", "-"}
_OPENS_PHRASE = PREPOSITIONS | {"to"}
_MARKS = BREAKS - {QUOTE}
_ENDS_NOUN_PHRASE = _MARKS | {"that", "who", "which", "to"}
_NO_SURE_SUBJECTS = frozenset({"this", "these", "those", "that", "it", "you", "who"})
_SURELY_OPENS_CLAUSE = AUXILIARIES | (SUBJECT_PRONOUNS - _NO_SURE_SUBJECTS)
_BEHIND_ASIDE = {"that": "X said that", QUOTE: "X said: quote"}


def behind(verb: Verb, *, short: bool = False) -> After | None:
    """Read what follows a verb, by the patterns of its lexicon row.

    Args:
        verb: the verb.
        short: stop at the first comma.
    """
    i = _skip_verb_adverbs(verb)
    if i >= verb.hi:
        return None
    addressee, rest = addressee_of(verb, i)
    if rest >= verb.hi:
        return None
    report, alone = ReportingVerb(verb, short, addressee), ReportingVerb(verb, short)
    return (
        _asked_infinitive(verb, i)
        or _told_infinitive(report, rest)
        or _clause_complement(report, rest)
        or _phrase_complement(alone, i)
    )


def _asked_infinitive(verb: Verb, i: int) -> After | None:
    """Read "called on Reed to go": whom somebody asks, and for what."""
    low = verb.layout.low
    if low[i] not in _ASKED_OF.get(verb.cue.lemma, ()):
        return None
    words = range(i + 2, min(verb.hi - 1, i + 2 + _LONGEST_ASKED))
    to = place_of(low, _ENDS_ASKED, words)
    if to is None or low[to] != "to" or is_capital(verb.layout.words[to + 1]):
        return None
    report = ReportingVerb(verb, addressee=(i + 1, to - 1))
    return _extend_cue_to_particle(report.after("told X to", to, kind="demand"), i)


def _told_infinitive(report: ReportingVerb, rest: int) -> After | None:
    """Read "told Reed on Monday to go"; `rest` is the word behind whom somebody tells."""
    verb = report.verb
    if report.addressee is None or "told" not in verb.cue.patterns:
        return None
    to = skip_adjuncts(verb.layout, rest, verb.hi)
    if to + 1 >= verb.hi or verb.layout.low[to] != "to":
        return None
    return report.after("told X to", to, kind="demand")


def _skip_verb_adverbs(verb: Verb) -> int:
    """Return the word behind a verb and the adverbs that are the verb's own.

    "Said again that …" has one; in "said nearly 200 were hurt" it is of what is said. A second verb
    is stepped over, too: "neither confirmed nor denied that …".
    """
    first = verb.place + (3 if _has_coordinated_verb(verb) else 1)
    adverbs = takewhile(partial(_is_lowercase_adverb, verb.layout), range(first, verb.hi))
    k = first + len(list(adverbs))
    return k if _are_adverbs_of_verb(verb, first, k) else first


def _are_adverbs_of_verb(verb: Verb, first: int, stop: int) -> bool:
    """Whether the adverbs between two words are of the verb, and not of what is said."""
    low, patterns = verb.layout.low, verb.cue.patterns
    if "clause" in patterns and not _OF_WHAT_IS_SAID.isdisjoint(low[first:stop]):
        return False
    return stop == verb.hi or low[stop] in _BEHIND_CUE or low[stop] in patterns


def _is_lowercase_adverb(layout: Layout, k: int) -> bool:
    return is_adverb(layout.low[k]) and layout.words[k][0].islower()


def _has_coordinated_verb(verb: Verb) -> bool:
    """Whether a second verb shares what is said: "confirmed nor denied"."""
    behind_it = verb.layout.low[verb.place + 1 : verb.hi][:2]
    return len(behind_it) > 1 and behind_it[0] in {"or", "nor"} and behind_it[1] in cues()


def _phrase_complement(report: ReportingVerb, i: int) -> After | None:
    """Read an infinitive, what stands behind a particle, or a noun phrase."""
    verb, patterns = report.verb, report.verb.cue.patterns
    found = _infinitive_complement(report, i) or _particle_complement(report, i)
    if found is None and "object" in patterns and verb.cue.lemma not in {"tell", "ask"}:
        return noun_phrase(verb, "X announced Y", i, cue_last=i - 1, judging="as" in patterns)
    return found


def _infinitive_complement(report: ReportingVerb, i: int) -> After | None:
    """Read "promised in May to sell", "decided not to go"."""
    verb = report.verb
    if "to" not in verb.cue.patterns:
        return None
    low, to = verb.layout.low, skip_adjuncts(verb.layout, i, verb.hi)
    opens = low[to : to + 1] == ["to"] or low[to : to + 2] == ["not", "to"]
    if not opens or to + 1 >= verb.hi or _is_anonymity_formula(low[to : to + _FORMULA]):
        return None
    return report.after("X wants to", to)


def _is_anonymity_formula(behind_verb: list[str]) -> bool:
    """Tell "asked not to be named", which says who speaks and no more."""
    return "be" in behind_verb[1:3] and not _UNNAMED.isdisjoint(behind_verb)


def _particle_complement(report: ReportingVerb, i: int) -> After | None:
    """Read what stands behind a particle: "called Friday for calm", "pointed out that"."""
    verb, low = report.verb, report.verb.layout.low
    i = _skip_time_words(verb, i)
    if i + 1 == verb.hi or low[i] not in verb.cue.patterns - _NO_PARTICLES:
        return None
    if low[i] == "out" and low[i + 1] in _OPENS_CLAUSE:
        return _extend_cue_to_particle(report.after("X said that", i + 1), i)
    found = noun_phrase(verb, "X spoke of", i + 1, cue_last=i)
    ruled_out = (verb.cue.lemma, low[i]) == ("rule", "out")
    return attrs.evolve(found, kind="denial") if found and ruled_out else found


def _skip_time_words(verb: Verb, i: int) -> int:
    """Step over when it was said: "called Friday for calm"."""
    return next((k for k in range(i, verb.hi - 1) if verb.layout.low[k] not in TIMES), verb.hi - 1)


def _extend_cue_to_particle(found: After | None, i: int) -> After | None:
    """End a cue with its particle."""
    return None if found is None else attrs.evolve(found, cue_last=i)


def stands_alone(layout: Layout, i: int, hi: int) -> bool:
    """Whether nothing of a clause follows: the sentence ends, or a mark or an adjunct comes."""
    i = skip_adjuncts(layout, i, hi)
    return i >= hi or layout.low[i] in BREAKS


def _clause_complement(report: ReportingVerb, i: int) -> After | None:
    """Read a reported clause or quotation behind a verb, its addressee and adjuncts."""
    verb, low = report.verb, report.verb.layout.low
    start = skip_adjuncts(verb.layout, i, verb.hi)
    if start >= verb.hi or not _may_take_clause(report) or _opens_no_content(low, i, start):
        return None
    if _opens_quotation(low, start, verb.hi):
        return _quotation_complement(report, start)
    if low[start] == ",":
        return _complement_behind_comma(report, start)
    return _reported_clause(report, start)


def _reported_clause(report: ReportingVerb, start: int) -> After | None:
    """Read a clause with "that" or without, from its first word on."""
    rule = "X told Y" if report.addressee else "X said"
    if _opens_reported_clause(report, report.verb.layout.low[start]):
        return report.after(f"{rule} that", start)
    return (
        report.after(rule, start) if report.bare and _is_bare_clause(report.verb, start) else None
    )


def _may_take_clause(report: ReportingVerb) -> bool:
    """Whether a verb takes a clause, with "that" or without."""
    return report.bare or "that" in report.verb.cue.patterns


def _opens_quotation(low: list[str], place: int, hi: int) -> bool:
    """Whether a quotation follows, or a colon and what it leads on to."""
    if low[place] == ",":
        return place + 1 < hi and low[place + 1] == QUOTE
    return low[place] in {":", QUOTE}


def _quotation_complement(report: ReportingVerb, place: int) -> After | None:
    """Read a quotation behind a mark, or from a word on."""
    layout, mark = report.verb.layout, report.verb.layout.low[place]
    first = place + (mark != QUOTE)
    found = report.after("X said: quote", first, split=mark == ",")
    return _end_quotation_before_verb(layout, found) if mark == ":" else found


def _opens_reported_clause(report: ReportingVerb, word: str) -> bool:
    """Whether a word opens a reported clause: "that", "how"; "who" may open a relative one."""
    return word in _OPENS_CLAUSE and (word != "who" or report.bare)


def _is_bare_clause(verb: Verb, start: int) -> bool:
    """Whether a reported clause begins without "that"."""
    layout, word = verb.layout, verb.layout.low[start]
    if word in _OPENS_NO_CLAUSE:
        return False
    clause = _opens_finite_clause(layout, start, verb.hi)
    if not clause and not _may_report_without_verb(verb, word):
        return False
    sure = clause and word not in _OF_TOPICS
    return sure or not _is_prepositional_phrase(layout, start, verb.hi)


def _may_report_without_verb(verb: Verb, word: str) -> bool:
    """Whether a verb reports what has no finite verb: "said: no", "suggested looking at it"."""
    doing = verb.cue.lemma in _OF_DOING and word.endswith("ing")
    return doing or verb.layout.low[verb.place] in _SAY


def _is_prepositional_phrase(layout: Layout, start: int, hi: int) -> bool:
    """Whether words are no more than a phrase with a preposition; "about 40 left" is a clause."""
    low, word = layout.low, layout.low[start]
    if word not in _OPENS_PHRASE or is_adverb(word) or QUOTE in low[start:hi]:
        return False
    return not (word == "about" and start + 1 < hi and low[start + 1][0].isdigit())


def _opens_no_content(low: list[str], first: int, place: int) -> bool:
    """Tell where it was said ("on ABC's “This Week”") and "ruled that out" from what was said."""
    word, following = low[place], low[place + 1 : place + 2]
    if word in _NO_CONTENT:
        return True
    if word == "that":
        # "denied that, saying"
        return following == ["out"] or _ENDS.issuperset(following)
    before = low[place - 1] if place > first and word == QUOTE else ""
    return before in _NAMES_SHOW or before.endswith(("'s", "’s", "s’", "s'"))


def _end_quotation_before_verb(layout: Layout, found: After | None) -> After | None:
    """End a quotation where the writer's verb follows: "is heard saying: “Go!” was edited"."""
    if found is None or found.piece.length < 2:
        return found
    low, first = layout.low, found.piece.first
    if low[first] != QUOTE or low[first + 1] not in AUXILIARIES:
        return found
    return attrs.evolve(found, piece=Piece(first, first + 1))


def _opens_finite_clause(layout: Layout, i: int, hi: int) -> bool:
    """Tell a clause from a noun phrase by a finite verb before the first mark."""
    low = layout.low
    if low[i] in _SURELY_OPENS_CLAUSE:
        return True
    if low[i] in _MARKS:
        return False
    for k in range(i + 1, min(hi, i + _VERB_WITHIN)):
        if low[k] in _ENDS_NOUN_PHRASE:
            return False
        if low[k] in AUXILIARIES or _may_be_finite_verb(low, k):
            return True
    return False


def _may_be_finite_verb(low: list[str], k: int) -> bool:
    """Whether a word behind another looks like a finite verb."""
    if low[k - 1] in DETERMINERS:
        return False
    cue = cues().get(low[k])
    inflected = cue is not None and not cue.ing and low[k] != cue.lemma
    return inflected or (low[k].endswith("ed") and len(low[k]) > 4)


def _complement_behind_comma(report: ReportingVerb, comma: int) -> After | None:
    """Read "said, however, that" and the second half of a split clause."""
    alone, aside = ReportingVerb(report.verb), _skip_aside(report, comma)
    if aside is not None:
        return alone.after(*aside)
    start = _split_clause_start(report, comma)
    return None if start is None else alone.after("split", start, split=True)


def _skip_aside(report: ReportingVerb, comma: int) -> tuple[str, int] | None:
    """Step over an aside between commas: by what rule the words behind are said, and the first."""
    low, hi = report.verb.layout.low, report.verb.hi
    closing = place_of(low, {","}, range(comma + 1, min(hi, comma + _AHEAD)))
    if closing is None:
        return None
    behind_it = low[closing + 1] if closing + 1 < hi else ""
    # "said, however, the road is open"
    bare = report.bare and closing == comma + 2 and low[comma + 1] in _ASIDES
    rule = _BEHIND_ASIDE.get(behind_it, "X said" if bare else None)
    return None if rule is None else (rule, closing + 1)


def _split_clause_start(report: ReportingVerb, comma: int) -> int | None:
    """Return where a split clause goes on behind a comma: right there, or with a quotation."""
    low, hi = report.verb.layout.low, report.verb.hi
    if report.bare and not _writer_resumes_with(low[comma + 1] if comma + 1 < hi else "."):
        return comma + 1
    quote = place_of(low, {QUOTE}, range(comma, min(hi, comma + _QUOTE_WITHIN)))
    if quote is not None and any(map(_opens_another_report, low[comma + 1 : quote])):
        return None  # 'ruled on Friday, telling aides it was "dead"'
    return quote


def _writer_resumes_with(word: str) -> bool:
    """Whether a word behind the comma of a split clause is the writer's."""
    cue = cues().get(word)
    reports = cue is not None and not cue.past
    return reports or word in _WRITER_GOES_ON or word.endswith("ing")


def _opens_another_report(word: str) -> bool:
    """Whether a word begins another report: "telling", "said"."""
    cue = cues().get(word)
    return cue is not None and (cue.ing or cue.past) and cue.reports_clauses


def split_clause(verb: Verb) -> After | None:
    """Read the clause behind a verb between commas: "In May, officials say, prices will rise"."""
    start = behind_comma(verb)
    if start is None or not _opens_finite_clause(verb.layout, start, verb.hi):
        return None
    return ReportingVerb(verb).after("split", start, split=True)


def behind_comma(verb: Verb) -> int | None:
    """Return the word behind the comma that parts a verb from what goes on.

    When it was said may stand between.
    """
    comma = skip_adjuncts(verb.layout, verb.place + 1, verb.hi)
    there = comma + 1 < verb.hi and verb.layout.low[comma] == ","
    return comma + 1 if there else None
