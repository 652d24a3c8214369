"""Verbs of saying: the clause before or behind them, and who is their subject."""

from __future__ import annotations

from collections.abc import Iterator

from resolvers.claims.contents import Piece, content_after, skip_addressee, skip_adjuncts, trimmed
from resolvers.claims.drafts import Draft, Words
from resolvers.claims.grammar import (
    AUXILIARIES,
    BREAKS,
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    QUESTIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIMES,
    is_adverb,
    is_capital,
)
from resolvers.claims.layout import QUOTE, Layout
from resolvers.claims.lexicon import Cue, cues
from resolvers.claims.subjects import Subject, subject_after, subject_before

_NO_PARTICLES = frozenset({"clause", "that", "told", "to", "object"})
_SAY = frozenset("say says said saying".split())  # they take no other object
_OBJECT_STOPS = SUBORDINATORS | frozenset({";", ":", ".", "!", "?", "—", "–", "--", "(", ")", "who", "which", "during", "whose"})


def verb_drafts(layout: Layout, lo: int, hi: int) -> Iterator[Draft]:
    """Read one sentence for every verb of the lexicon in it."""
    table, low = cues(), layout.low
    spoken: list[Draft] = []
    for verb in range(lo, hi):
        cue = table.get(low[verb])
        if cue is None or (verb > lo and is_capital(layout.words[verb])):
            continue  # "States" in "the United States"
        draft = _read(layout, verb, cue, lo, hi, spoken)
        if draft is not None:
            spoken.append(draft)
            yield draft


def _read(layout: Layout, verb: int, cue: Cue, lo: int, hi: int, spoken: list[Draft]) -> Draft | None:
    """Try the readings of one verb, the surest first."""
    inverted = _inverted(layout, verb, cue, lo, hi)
    if inverted is not None:
        return inverted
    if cue.ing and not _progressive(layout, verb, lo):
        return _participle(layout, verb, cue, lo, hi, spoken)
    subject = subject_before(layout, verb, lo)
    if subject is None:
        return _coordinated(layout, verb, cue, lo, hi, spoken)
    if subject.passive and not cue.ing:
        return None
    spoken_before = subject.before >= lo and layout.low[subject.before] == QUOTE and _stands_alone(layout, verb + 1, hi)
    if not cue.past and not cue.ing and not spoken_before and not _agrees(layout, subject, verb, cue, hi):
        return None
    if layout.low[subject.first] == "to" or layout.low[subject.last] in {"to", "the", "a", "an"} or layout.low[subject.last] in PREPOSITIONS:
        return None
    return _with_subject(layout, verb, cue, lo, hi, subject)


def _progressive(layout: Layout, verb: int, lo: int) -> bool:
    """Tell whether a form in -ing follows a form of "be"."""
    i = verb - 1
    while i >= lo and is_adverb(layout.low[i]):
        i -= 1
    return i >= lo and layout.low[i] in AUXILIARIES


def _agrees(layout: Layout, subject: Subject, verb: int, cue: Cue, hi: int) -> bool:
    """Tell a present form from a noun of the same spelling: "officials claim", "the claims", "he plans to"."""
    low, words = layout.low, layout.words
    last = low[subject.last]
    following = low[verb + 1] if verb + 1 < hi else "."
    if subject.modal:
        return low[verb] == cue.lemma
    if subject.group < verb and low[verb - 1] in AUXILIARIES:
        return low[verb] == cue.lemma
    if last.endswith(("'s", "’s", "s'", "s’")) or (last in DETERMINERS and last not in SUBJECT_PRONOUNS and last not in {"both", "all", "many", "most", "several"}):
        return False
    if low[verb] == cue.lemma:
        plural = last in {"i", "you", "we", "they", "who", "that", "people", "police", "which", "many", "most", "some", "few"} or (last.endswith("s") and last not in {"this", "his", "its"})
        return plural or (is_capital(words[subject.last]) and subject.last > subject.first and "and" in low[subject.first : subject.last])
    if last in {"i", "you", "we", "they"}:
        return False
    if cue.lemma in {"say", "tell", "write", "add", "argue", "believe", "think", "know", "insist", "acknowledge", "explain", "suggest"}:
        return True
    opens = following in {"that", "to", ":", ",", QUOTE} or following in DETERMINERS or following in SUBJECT_PRONOUNS or following in QUESTIONS
    named = is_capital(words[subject.last]) or last in SUBJECT_PRONOUNS
    return opens or (named and (following.isalpha() and following not in PREPOSITIONS | AUXILIARIES)) or (following in cue.patterns)


def _cue_words(layout: Layout, first: int, verb: int) -> tuple[Words, ...]:
    return ((first, verb),)


def _inverted(layout: Layout, verb: int, cue: Cue, lo: int, hi: int) -> Draft | None:
    """Read `"…," said the minister.` and `The plan failed, said the minister, a friend of hers.`"""
    low = layout.low
    if "clause" not in cue.patterns or "told" in cue.patterns or verb <= lo or low[verb - 1] not in {",", QUOTE, "?", "!", "—", "–"} or not (cue.past or low[verb] != cue.lemma):
        return None
    found = subject_after(layout, verb, hi)
    if found is None or cue.ing:
        return None
    before = trimmed(layout, _content_start(layout, lo, verb), verb)
    if before is None or (before.stop - before.first < 3 and low[before.stop - 1] != QUOTE):
        return None
    # "Smith, the minister, said Paris." reads as well; a quotation or a long clause before decides.
    if low[before.stop - 1] != QUOTE and not (_has_verb(layout, before) and _stands_alone(layout, found.after, hi)):
        return None
    if found.last == found.first and low[found.first] in SUBJECT_PRONOUNS and not _stands_alone(layout, found.after, hi):
        return None
    content = [(before.first, before.stop - 1)]
    k = found.after
    while k < hi and low[k] != QUOTE:
        k += 1
    if k < hi and low[before.stop - 1] == QUOTE and k - found.after < 25 and low[k - 1] in {",", ":", "—", "–", "."}:
        content.append((k, k))
    quoted = "quote" if low[before.stop - 1] == QUOTE else "clause"
    return Draft(
        layout=layout,
        rule=f"{quoted}, said X",
        content=tuple(content),
        cue=((verb, verb),),
        source=((found.first, found.last),),
        modality=cue.kind,
    )


def _stands_alone(layout: Layout, i: int, hi: int) -> bool:
    """Tell whether nothing of a clause follows: the sentence ends, or a mark or an adjunct comes."""
    i = skip_adjuncts(layout, i, hi)
    return i >= hi or layout.low[i] in BREAKS


def _has_verb(layout: Layout, piece: Piece) -> bool:
    """Guess whether words hold a finite verb."""
    words = layout.low[piece.first : piece.stop]
    return QUOTE in words or any(w in AUXILIARIES or (w.endswith("ed") and len(w) > 4) for w in words) or len(words) > 8


def _content_start(layout: Layout, lo: int, stop: int) -> int:
    """Find where reported words before their verb begin: behind an earlier clause of saying in the sentence."""
    low = layout.low
    return lo + 1 if low[lo] in CONJUNCTIONS and lo + 1 < stop and low[lo + 1] == QUOTE else lo


def _with_subject(layout: Layout, verb: int, cue: Cue, lo: int, hi: int, subject: Subject) -> Draft | None:
    """Read a verb whose subject stands before it."""
    low = layout.low
    polarity = "denied" if subject.negated else "affirmed"
    certainty = "possible" if subject.modal else "stated"
    common = {"layout": layout, "source": ((subject.first, subject.last),), "polarity": polarity, "certainty": certainty}
    opener = low[subject.before] if subject.before >= lo else ""
    after = _behind(layout, verb, cue, hi, short=_is_short(layout, subject, opener, lo))
    before = None
    end = verb + 1
    if {"clause", "told"} & cue.patterns and not subject.relative and opener in {",", QUOTE, "?", "!", "—", "–", "…", ")"}:
        end = skip_addressee(layout, verb + 1, hi) if "told" in cue.patterns else verb + 1
        before = _before(layout, lo, subject.before, end, hi)
    aside = after is not None and opener == QUOTE and after.rule in {"X spoke of", "X announced Y"}  # "…," he said of her
    if before is not None and (after is None or after.split or aside or end > verb + 1) and not (after and low[before.stop - 1] != QUOTE and low[after.piece.first] == QUOTE):
        content = [(before.first, before.stop - 1)]
        quoted = low[before.stop - 1] == QUOTE
        if after is not None and after.split:
            content += [(after.piece.first, after.piece.stop - 1)]
        rule = "quote, X said" if quoted else "clause, X said"
        if len(content) > 1:
            rule += ", more"
        told = (verb + 1, end - 1) if end > verb + 1 else None
        return Draft(
            rule=rule, content=tuple(content), cue=((subject.group, verb),), addressee=told, modality=cue.kind, **common
        )
    if after is None or (after.split and low[after.piece.first] != QUOTE):
        return None
    return Draft(
        rule=after.rule if not after.split else "X said: quote",
        content=((after.piece.first, after.piece.stop - 1),),
        cue=((subject.group, after.cue_last),),
        addressee=after.addressee,
        modality=after.kind or cue.kind,
        **common,
    )


def _is_short(layout: Layout, subject: Subject, opener: str, lo: int) -> bool:
    """Tell whether the verb's clause is a part of a larger one, which goes on behind the next comma."""
    if subject.relative:
        return layout.low[subject.before] == "," if subject.before >= lo else False
    return opener in SUBORDINATORS or opener in {"what", "how", "where"}


def _before(layout: Layout, lo: int, stop: int, behind: int, hi: int) -> Piece | None:
    """Take the words before a subject as what it says, where they are long enough to be a clause."""
    start = _content_start(layout, lo, stop)
    before = trimmed(layout, start, stop + 1 if layout.low[stop] == QUOTE else stop)
    if before is None:
        return None
    if layout.low[before.stop - 1] == QUOTE:
        last = before.stop - 1
        return Piece(last, before.stop) if last > before.first and layout.low[last - 1] == ":" else before
    opens = layout.low[before.first] in SUBORDINATORS | PREPOSITIONS
    if before.stop - before.first < 3 or (opens and not _has_verb(layout, before)) or not _stands_alone(layout, behind, hi):
        return None
    return before


class After:
    """Give what stands behind a verb."""

    __slots__ = ("addressee", "cue_last", "free", "kind", "piece", "rule", "split")

    def __init__(self, rule: str, piece: Piece, cue_last: int, *, split: bool = False, addressee: Words | None = None, free: bool = False, kind: str = "") -> None:
        self.rule, self.piece, self.cue_last = rule, piece, cue_last
        self.split, self.addressee, self.free, self.kind = split, addressee, free, kind


def _behind(layout: Layout, verb: int, cue: Cue, hi: int, *, short: bool) -> After | None:
    """Read what follows a verb, by the patterns of its lexicon row."""
    low = layout.low
    patterns = cue.patterns
    i = verb + 1
    while i < hi and (is_adverb(low[i]) and i + 1 < hi):
        i += 1
    if i >= hi:
        return None
    particles = patterns - _NO_PARTICLES
    addressee: Words | None = None
    if "told" in patterns:
        end = skip_addressee(layout, i, hi)
        if end > i and end < hi and not (low[end] in BREAKS and low[end] not in {",", ":", QUOTE}):
            addressee, i = (i, end - 1), end
            if low[i] == "to" and i + 1 < hi:
                return _piece(layout, "told X to", i, hi, verb, short=short, addressee=addressee, kind="demand")
    elif low[i] == "to" and i + 1 < hi and "clause" in patterns and low[i + 1] in OBJECT_PRONOUNS | {"reporters", "the", "a"} and "to" not in patterns:
        end = skip_addressee(layout, i + 1, hi)
        if end > i + 1:
            addressee, i = (i + 1, end - 1), end
    if i >= hi:
        return None
    if "clause" in patterns or "that" in patterns or addressee:
        found = _clause(layout, i, hi, verb, patterns, short=short, addressee=addressee)
        if found is not None:
            return found
    if low[i] == "to" and "to" in patterns and i + 1 < hi:
        return _piece(layout, "X wants to", i, hi, verb, short=short)
    if low[i] in particles and i + 1 < hi:
        rule = "X spoke of"
        return _object(layout, rule, i + 1, hi, i)
    if "object" in patterns and not (addressee or cue.lemma in {"tell", "ask"}):
        return _object(layout, "X announced Y", i, hi, i - 1, judging="as" in patterns)
    return None


def _clause(layout: Layout, i: int, hi: int, verb: int, patterns: frozenset[str], *, short: bool, addressee: Words | None) -> After | None:
    """Read a reported clause or quotation behind a verb, its addressee and adjuncts."""
    low = layout.low
    bare = "clause" in patterns or addressee is not None
    start = skip_adjuncts(layout, i, hi)
    if start >= hi or low[start] in {".", "!", "?", ";", ")"}:
        return None
    word = low[start]
    if word in {":", QUOTE} or (word == "," and start + 1 < hi and low[start + 1] == QUOTE):
        piece = content_after(layout, start + (word != QUOTE), hi, short=short)
        return After("X said: quote", piece, verb, addressee=addressee, split=word == ",") if piece else None
    if word == ",":
        return _behind_comma(layout, start, hi, verb, patterns, bare=bare)
    if word == "that" or (word in QUESTIONS and not (word == "who" and not bare)):
        rule = "X told Y that" if addressee else "X said that"
        return _piece(layout, rule, start, hi, verb, short=short, addressee=addressee)
    if not bare or word in {"—", "–", "--", "(", "-"}:
        return None
    if low[verb] not in _SAY and not _is_clause(layout, start, hi):
        return None
    if word in PREPOSITIONS | {"to"} and not (QUOTE in low[start:hi]) and not (is_adverb(word)):
        if not _is_clause(layout, start, hi) or word in {"to", "of", "about", "for", "with"}:
            return None
    rule = "X told Y" if addressee else "X said"
    return _piece(layout, rule, start, hi, verb, short=short, addressee=addressee)


def _is_clause(layout: Layout, i: int, hi: int) -> bool:
    """Tell a clause from a noun phrase by a finite verb before the first mark."""
    low = layout.low
    if low[i] in SUBJECT_PRONOUNS and low[i] not in {"this", "these", "those", "that", "it", "you", "who"}:
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
            if (cue and not cue.ing and low[k] != cue.lemma) or (low[k].endswith("ed") and len(low[k]) > 4):
                return True
    return False


def _behind_comma(layout: Layout, comma: int, hi: int, verb: int, patterns: frozenset[str], *, bare: bool) -> After | None:
    """Read "said, however, that" and the second half of a split clause."""
    low = layout.low
    second = next((k for k in range(comma + 1, min(hi, comma + 16)) if low[k] == ","), None)
    if second and second + 1 < hi and low[second + 1] == "that":
        return _piece(layout, "X said that", second + 1, hi, verb, short=False)
    if second and second + 1 < hi and low[second + 1] == QUOTE:
        piece = content_after(layout, second + 1, hi)
        return After("X said: quote", piece, verb) if piece else None
    word = low[comma + 1] if comma + 1 < hi else "."
    cue = cues().get(word)
    if not bare or word.endswith("ing") or (cue and not cue.past) or word in {"according", "who", "which", "and", "but", "a", "an", "the", "citing", "in", "on", "as", "when", "while", "after"}:
        quote = next((k for k in range(comma, min(hi, comma + 25)) if low[k] == QUOTE), None)
        if quote is None:
            return None
        piece = content_after(layout, quote, hi)
        return After("split", piece, verb, split=True) if piece else None
    piece = content_after(layout, comma + 1, hi)
    return After("split", piece, verb, split=True) if piece else None


def _piece(layout: Layout, rule: str, i: int, hi: int, verb: int, *, short: bool, addressee: Words | None = None, kind: str = "") -> After | None:
    piece = content_after(layout, i, hi, short=short)
    free = rule == "X said" and i > verb + 1
    return After(rule, piece, verb, addressee=addressee, kind=kind, free=free and False) if piece else None


def _object(layout: Layout, rule: str, i: int, hi: int, cue_last: int, *, judging: bool = False) -> After | None:
    """Read a noun phrase as content: up to a comma, a subordinate clause or when and where it was said."""
    low = layout.low
    if i + 2 < hi and low[i] == "on" and low[i + 1] in TIMES:
        i += 2  # "dismissed on Friday the offer"
    if i >= hi or (low[i] in BREAKS and low[i] != QUOTE) or low[i] in PREPOSITIONS or low[i] == "to":
        return None
    k = i
    while k < hi:
        word = low[k]
        if (word in _OBJECT_STOPS and not (word == "as" and judging)) or (word == "," and k > i) or (word == "on" and k + 1 < hi and low[k + 1] in TIMES):
            break
        if word in TIMES and k > i and low[k - 1] not in DETERMINERS and word not in {"this", "last", "next"}:
            break
        k += 1
    piece = trimmed(layout, i, k)
    return After(rule, piece, cue_last) if piece else None


def _participle(layout: Layout, verb: int, cue: Cue, lo: int, hi: int, spoken: list[Draft]) -> Draft | None:
    """Read ", adding that …" with the subject of what came before."""
    low = layout.low
    i = verb - 1
    while i > lo and is_adverb(low[i]):
        i -= 1
    if i >= lo and low[i] not in {",", QUOTE, "by", "and", "of", "in", "for", "before", "after", "while", "—", "without", "when", "-", "–"}:
        return None
    after = _behind(layout, verb, cue, hi, short=False)
    if after is None or (after.split and low[after.piece.first] != QUOTE):
        return None
    source = main_subject(layout, lo, i, spoken)
    if after.piece.stop - after.piece.first < 1:
        return None
    rule = "adding that" if after.rule in {"X said that", "X told Y that", "X said", "X said: quote", "split"} else "criticizing Y"
    return Draft(
        layout=layout,
        rule=rule,
        content=((after.piece.first, after.piece.stop - 1),),
        cue=((verb, after.cue_last),),
        source=source,
        addressee=after.addressee,
        modality=cue.kind,
    )


def _coordinated(layout: Layout, verb: int, cue: Cue, lo: int, hi: int, spoken: list[Draft]) -> Draft | None:
    """Read "and said that …" with the subject of what came before."""
    low = layout.low
    i = verb - 1
    while i >= lo and (is_adverb(low[i]) or low[i] in {"has", "have", "had"}):
        i -= 1
    if i < lo or low[i] not in {"and", "but"} or not (cue.past or low[verb].endswith("s")):
        return None
    if not spoken and not ({"clause", "told"} & cue.patterns):
        return None
    after = _behind(layout, verb, cue, hi, short=False)
    if after is None or after.split:
        return None
    return Draft(
        layout=layout,
        rule="and said",
        content=((after.piece.first, after.piece.stop - 1),),
        cue=((verb, after.cue_last),),
        source=main_subject(layout, lo, i, spoken),
        addressee=after.addressee,
        modality=cue.kind,
    )


def main_subject(layout: Layout, lo: int, stop: int, spoken: list[Draft]) -> tuple[Words, ...]:
    """Give who spoke before in the sentence, else the words that open it up to the first verb."""
    if spoken and spoken[-1].source and spoken[-1].cue and spoken[-1].cue[0][0] < stop:
        return spoken[-1].source
    low, words = layout.low, layout.words
    k = lo
    while k < stop and (low[k] in CONJUNCTIONS or is_adverb(low[k])):
        k += 1
    first = k
    if first < stop and low[first] in PREPOSITIONS | SUBORDINATORS:
        comma = next((j for j in range(first, stop) if low[j] == ","), None)
        if comma is None:
            return ()
        k = first = comma + 1
    if first < stop and low[first] in SUBJECT_PRONOUNS:
        return ((first, first),)
    while k < stop and k - first < 12:
        word = low[k]
        if word in BREAKS or word in AUXILIARIES or word in SUBORDINATORS or word == "who" or word in MODALS:
            break
        if k > first and not is_capital(words[k]) and (word.endswith("ed") or (word in cues() and cues()[word].past)):
            break
        if k > first and is_adverb(word):
            break
        if k > first and is_capital(words[k - 1]) and words[k].islower() and word not in {"of", "and", "for", "the", "de", "van"} and (word.endswith("s") or word in PREPOSITIONS):
            break
        k += 1
    return ((first, k - 1),) if k > first else ()


__all__ = ["Draft", "verb_drafts"]
