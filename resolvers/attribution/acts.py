"""Acts: what is done with words: said, written, asked, believed, planned, demanded, shown.

The classes follow speech acts (Searle 1976) as far as a reader of news asks for them: who states
something, who asks or demands it, and what is only in somebody's mind. A noun phrase that is
praised or discussed states nothing: it is what somebody speaks about.
"""

from __future__ import annotations

from resolvers.attribution.grammar import ASKING
from resolvers.attribution.sentence_words import QUOTE
from resolvers.text.words import word_set

_WRITING = word_set("write tweet post blog email retweet text")
_SHOWING = word_set("show suggest indicate reveal demonstrate prove find illustrate confirm")
# What shows something and is nobody: the poll, court papers, the footage.
_EVIDENCE = word_set(
    "poll polls survey surveys study studies report reports data research figures documents papers "
    "records video footage results evidence analysis images photos photographs maps tests findings "
    "statistics numbers review investigation audit census samples recordings transcripts emails"
)
_PLANNING = word_set(
    "plan intend aim want seek consider wish prepare agree long desire prefer hesitate decide decline "
    "refuse try"
)
_FORETELLING = word_set("predict foresee forecast project")  # beliefs that are stated
# Verbs whose noun phrase is what is stated: "warned of floods", "denied the charge".
_STATED = word_set(
    "announce warn rule deny dispute confirm predict foresee forecast urge demand describe liken label "
    "brand dub claim allege estimate reveal disclose accuse blame promise pledge guarantee declare "
    "acknowledge admit characterize characterise portray depict"
)
_OBJECTS = frozenset({"X announced Y", "criticizing Y", "X spoke of"})
_TOPIC = "the criticism of"
_DEMANDING = word_set("call plead push appeal ask")  # "called for calm"
_A_SECOND_NOUN = word_set("a an the")  # "called the plan a disgrace"


# dense: one act a line
def act_of(lemma: str, kind: str, rule: str, *, content: list[str], source: list[str]) -> str:
    """Say what an attribution does.

    Args:
        lemma: of the verb that reports, empty where none does.
        kind: the class of the cue, such as belief.
        rule: the rule that read it.
        content: the words that are reported, in lower case, a quotation being one.
        source: the words that say who reports, in lower case.
    """
    if rule == "told X to" or (kind == "demand" and lemma not in ASKING):
        return "demands"
    if rule == _TOPIC:
        return "about"
    if rule in _OBJECTS:
        return _act_of_object(lemma, kind, rule, content)
    if lemma in ASKING:
        return "asked"
    if lemma in _WRITING:
        return "wrote"
    if rule == "X wants to":
        return "plans" if lemma in _PLANNING or kind == "belief" else "said"
    if kind == "belief" and lemma not in _FORETELLING:
        return "believes"
    return "evidence" if lemma in _SHOWING and not _EVIDENCE.isdisjoint(source) else "said"


def _act_of_object(lemma: str, kind: str, rule: str, content: list[str]) -> str:
    """Say what is done with a noun phrase."""
    if rule == "X spoke of" and lemma in _DEMANDING:
        return "demands"
    if lemma in _PLANNING:
        return "plans"
    if kind == "belief" and lemma not in _FORETELLING:
        return "believes"
    return "said" if _is_stated_noun_phrase(lemma, kind, content) else "about"


def _is_stated_noun_phrase(lemma: str, kind: str, content: list[str]) -> bool:
    """Whether a noun phrase is a statement: it is quoted, denied, or called something."""
    names = lemma == "call" and not _A_SECOND_NOUN.isdisjoint(content[1:])
    return names or QUOTE in content or lemma in _STATED or kind == "denial"
