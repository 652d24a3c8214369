"""What holds of every draft that is made of sentences of a ledger."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from planted import CORPORA

import provenance
import resolvers
from resolvers.mention_detection.reading_view import reading_view
from resolvers.text.sentences import sentences

_DIGIT = re.compile(r"\d")
_VERB = re.compile(r"\b(?:is|was|were|will|would|had|has|could)\b(?! not)")


@cache
def ledger() -> provenance.Ledger:
    """Resolve the pieces of fiction once."""
    opened = provenance.open(":memory:")
    opened.ingest([str(CORPORA["webforms"])])
    resolvers.resolve(opened)
    return opened


@cache
def printed() -> list[str]:
    """List the sentences of the ledger that end as sentences do."""
    found = [
        span.surface(v.text)
        for v in ledger().versions()
        for span in sentences(reading_view(v.text))
    ]
    return [words for words in found if len(words.split()) > 5 and words[-1] in '.”"']


def words(text: str) -> list[str]:
    """Return the words of a draft's findings."""
    return [finding.finding for finding in resolvers.check(ledger(), text).findings]


some = st.deferred(
    lambda: st.lists(st.sampled_from(printed()), min_size=1, max_size=6, unique=True)
)
one = st.deferred(lambda: st.sampled_from(printed()))


@settings(max_examples=40)
@given(some, st.sampled_from([" ", "\n", "\n\n"]))
def test_sentences_of_the_ledger_are_exact(several: list[str], gap: str) -> None:
    """In any order and however joined; what a later article has otherwise is told."""
    assert set(words(gap.join(several))) <= {"exact", "later corrected"}


@settings(max_examples=40)
@given(some)
def test_both_spans_of_a_finding_are_exact(several: list[str]) -> None:
    """The text between the offsets is the text that is told, in the draft and in the article."""
    text = "\n".join(several)
    texts = {v.article.article_id: v.text for v in ledger().versions()}
    for finding in resolvers.check(ledger(), text).findings:
        assert text[finding.draft.start : finding.draft.end] == finding.draft.text
        source = finding.source
        assert texts[source.article][source.start : source.end] == source.text


@settings(max_examples=40)
@given(one, one, st.randoms(use_true_random=False))
def test_another_digit_changes_that_finding_alone(sentence: str, beside: str, chance) -> None:
    """No digit is matched loosely."""
    places = [m.start() for m in _DIGIT.finditer(sentence)]
    if not places or sentence == beside:
        return
    place = chance.choice(places)
    digit = str((int(sentence[place]) + chance.randint(1, 9)) % 10)
    changed = sentence[:place] + digit + sentence[place + 1 :]
    if changed in printed():
        return
    found = resolvers.check(ledger(), f"{beside}\n\n{changed}").findings

    assert {f.finding for f in found if f.draft.end <= len(beside)} <= {"exact", "later corrected"}
    assert {f.finding for f in found if f.draft.start > len(beside)} & {
        "number changed",
        "later corrected",
    }


@settings(max_examples=40)
@given(one, one)
def test_a_negation_changes_that_finding_alone(sentence: str, beside: str) -> None:
    """No negation is matched loosely."""
    verb = _VERB.search(sentence)
    if verb is None or sentence == beside:
        return
    changed = f"{sentence[: verb.end()]} not{sentence[verb.end() :]}"
    found = resolvers.check(ledger(), f"{beside}\n\n{changed}").findings

    assert {f.finding for f in found if f.draft.end <= len(beside)} <= {"exact", "later corrected"}
    assert {f.finding for f in found if f.draft.start > len(beside)} & {
        "opposite stance",
        "only as denied",
    }


PEOPLE = [
    "Aurelio von Plessing",
    "Ximena de la Barra",
    "Dale Orton",
    "Olwen Brandt-Pugh",
    "Gerald Thackeray",
]


@settings(max_examples=40)
@given(one, one, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_another_name_changes_that_finding_alone(
    sentence: str, beside: str, name: str, other: str
) -> None:
    """No name is matched loosely."""
    if name not in sentence or name == other or sentence == beside:
        return
    changed = sentence.replace(name, other, 1)
    found = resolvers.check(ledger(), f"{beside}\n\n{changed}").findings

    assert {f.finding for f in found if f.draft.end <= len(beside)} <= {"exact", "later corrected"}
    assert {f.finding for f in found if f.draft.start > len(beside)} & {
        "words changed",
        "other speaker",
        "role wrong",
    }
