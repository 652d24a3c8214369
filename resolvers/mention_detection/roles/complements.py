"""Complements.

What a role belongs to, stated behind it: "of the European Commission", "to the United Nations".
"""

from __future__ import annotations

from provenance.spans import Span
from resolvers.lexicon.knowns import known_at
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import word_set

_KINDS = {  # the prepositions that bring an affiliation to roles of a kind; "of" does so to all
    "for": word_set(
        "spokesperson lawyer official minister business media diplomat academic activist legislator sport police "
        "profession party"
    ),
    "to": word_set("diplomat official lawyer minister spokesperson business"),
    "at": word_set("academic business profession media lawyer official"),
    "with": word_set("academic profession"),
    "in": frozenset({"diplomat"}),
}
_DETERMINERS = word_set("the a an his her its their our my your this that")
_JOINTS = word_set("of for and the & de du des der on")
_OUTSIDE = word_set(
    "opposition board country nation world team house senate majority minority movement rebels"
)
_NO_NAMES = frozenset({"weekday", "month", "pronoun"})  # kinds of capitalised words
_LONGEST = 12  # tokens of a name in a complement
_MAX_LOWER = 4  # words of a complement in lower case: "the House intelligence committee"


def complement(text: str, tokens: list[Token], i: int, kind: str) -> tuple[int, list[Span]]:
    """Read the complement that starts at token `i`, behind a role of a kind or another noun.

    Returns:
        The index after its last token (`i` where there is none), and what it names.
    """
    if i + 1 >= len(tokens) or not _may_introduce_complement(tokens[i].text, kind):
        return i, []
    if "\n" in text[tokens[i].start : tokens[i + 1].start]:
        return i, []
    k = i + 1
    if tokens[k].text.lower() in _DETERMINERS and k + 1 < len(tokens):
        k += 1
    stop, spans = _read_noun_phrase(text, tokens, k)
    return (stop, spans) if spans else (i, [])


def _may_introduce_complement(preposition: str, kind: str) -> bool:
    return preposition == "of" or kind in _KINDS.get(preposition, frozenset())


def _read_noun_phrase(text: str, tokens: list[Token], k: int) -> tuple[int, list[Span]]:
    """Read a noun phrase.

    Names, possessors and what they own, an organisation's head noun in lower case.
    """
    spans: list[Span] = []
    last = min(len(tokens), k + _LONGEST)
    while k < last:
        stop = _capitalised_run_end(text, tokens, k)
        end = _lowercase_noun_phrase_end(text, tokens, stop)
        if stop > k:
            spans.append(Span(tokens[k].start, tokens[stop - 1].end))
        if end > stop:
            spans[-1:] = [Span(tokens[k].start, tokens[end - 1].end)]
        if not spans or not _possessive_owns_noun_phrase(text, tokens, end):
            return end, spans
        k = end + 1
    return k, spans


def _possessive_owns_noun_phrase(text: str, tokens: list[Token], i: int) -> bool:
    """Whether a possessive stands at a token, and what is owned behind it."""
    if i >= len(tokens) or tokens[i].text not in {"'s", "’s"}:
        return False
    behind = i + 1
    return (
        _capitalised_run_end(text, tokens, behind) > behind
        or _lowercase_noun_phrase_end(text, tokens, behind) > behind
    )


def _capitalised_run_end(text: str, tokens: list[Token], k: int) -> int:
    """Find the end of a run of capitalised words from `k`, small words inside it included."""
    at = stop = k + known_at(text, tokens, k)[0] if k < len(tokens) else k
    last = min(len(tokens), k + _LONGEST)
    while (
        at < last
        and (at == k or _is_spaced_from_previous(text, tokens, at))
        and not _ends_capitalised_name(tokens, k, at)
    ):
        if _is_name_word(tokens[at].text):
            stop = at + 1
        elif not _may_join_name(tokens, k, at):
            break
        at += 1
    return stop


def _ends_capitalised_name(tokens: list[Token], k: int, at: int) -> bool:
    """Whether what begins at a token is no part of the name that begins at another."""
    return (at > k and _opens_person_name(tokens, at)) or _is_describing_demonym(tokens, at)


def _is_name_word(word: str) -> bool:
    return word[0].isupper() and lexicon().not_names.get(fold(word)) not in _NO_NAMES


def _may_join_name(tokens: list[Token], k: int, at: int) -> bool:
    """Whether a small word may stand inside the name that begins at `k`."""
    word = tokens[at].text
    if at == k or word not in _JOINTS:
        return False
    return word != "and" or _names_one_body(tokens, k, at)


def _is_describing_demonym(tokens: list[Token], at: int) -> bool:
    """Whether a demonym describes a noun in lower case.

    Such as "the German chancellor", but not "the Germans".
    """
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return (
        fold(tokens[at].text) in lexicon().demonyms
        and following[:1].islower()
        and following not in _STOP
    )


def _opens_person_name(tokens: list[Token], at: int) -> bool:
    """Whether the holder's name starts here: "Secretary of the Air Force James Roche"."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return (
        fold(tokens[at].text) in lexicon().given_names
        and tokens[at].text[0].isupper()
        and following[:1].isupper()
    )


def _names_one_body(tokens: list[Token], k: int, at: int) -> bool:
    """Whether "and" joins words of one name.

    Only behind "of", as in "of Health and Human Services".
    """
    return any(t.text in {"of", "for"} for t in tokens[k:at])


def _lowercase_noun_phrase_end(text: str, tokens: list[Token], k: int) -> int:
    """Find the end of a lower-case noun phrase whose last word is a head noun of an organisation or place.

    A determiner begins another phrase: "the mayor of London closed the bridge".
    """
    stop = k
    for at in range(k, min(k + _MAX_LOWER, len(tokens))):
        word = tokens[at].text
        if (at and not _is_spaced_from_previous(text, tokens, at)) or not _is_noun_phrase_word(
            word
        ):
            break
        if _is_affiliation_head_noun(word):
            stop = at + 1
        elif fold(word) in lexicon().speech_verbs:
            break
    return stop


def _is_noun_phrase_word(word: str) -> bool:
    """Whether a word may stand in a noun phrase behind its determiner."""
    return word.replace("-", "").isalpha() and word not in _ENDING


def _is_affiliation_head_noun(word: str) -> bool:
    """Whether a word in lower case is a head noun that a role may belong to."""
    words, folded = lexicon(), fold(word)
    if not word[0].islower():
        return False
    return folded in words.organisation_heads or folded in words.place_heads or word in _OUTSIDE


_STOP = word_set(
    "of for to in at on by with from and or but who which that is was are were has had have will would as after "
    "before when while if than then"
)
_ENDING = _STOP | _DETERMINERS


def _is_spaced_from_previous(text: str, tokens: list[Token], at: int) -> bool:
    gap = text[tokens[at - 1].end : tokens[at].start]
    return gap.isspace() and "\n" not in gap
