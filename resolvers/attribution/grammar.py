"""Closed classes of English words.

They show where a clause, a subject or an adjunct begins and ends.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from resolvers.text.words import word_set

BE = word_set(
    "is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t 's ’s"
)
HAVE = word_set("has have had")
MODALS = word_set(
    "will would can could may might must should shall won't wouldn't can't cannot couldn't shouldn't won’t wouldn’t "
    "can’t couldn’t shouldn’t"
)
AUXILIARIES = (
    BE
    | MODALS
    | word_set(
        "has have had do does did hasn't haven't hadn't don't doesn't didn't hasn’t haven’t hadn’t don’t doesn’t didn’t"
    )
)
NEGATIONS = word_set("not never neither nor no") | {
    w for w in AUXILIARIES if w.endswith(("n't", "n’t"))
}
ADVERBS = word_set(
    "also then later still even just now once again first often never always not further soon already too only ever "
    "long both all simply rather instead thus therefore earlier recently yesterday today all-but once twice sometimes "
    "publicly privately"
)
SUBJECTS = word_set(
    "i you he she it we they who which someone everyone nobody anyone everybody somebody one others many some most few"
)
SUBJECT_PRONOUNS = word_set("i you he she it we they there who this these that those")
OBJECT_PRONOUNS = word_set(
    "me you him her it us them himself herself themselves itself one another"
)
RELATIVES = word_set("who which that")
DETERMINERS = word_set(
    "the a an this that these those his her its their our my your some any no every each another all both several many most"
)
SUBORDINATORS = word_set(
    "when while as after because if although though before since until unless whereas once"
)
QUESTIONS = word_set("what why how whether where when who which whom if whose")
PREPOSITIONS = word_set(
    "in on at during after before via through from by over to with about of for against among amid between under upon "
    "into since like despite without within near outside inside around following regarding toward towards per aboard "
    "behind above below beside along across off"
)
ADJUNCTS = word_set(
    "in on at during after before via through from by over with amid when while as following alongside outside inside "
    "under late early near to about of aboard behind beside across"
)
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow earlier later recently "
    "last this morning afternoon evening night week month year mon tue tues wed thu thurs fri sat sun jan feb mar apr "
    "jun jul aug sep sept oct nov dec january february march april june july august september october november "
    "december next"
)
CONJUNCTIONS = word_set(
    "but and so yet or still meanwhile now then also however for nor plus instead indeed"
)
BREAKS = frozenset(
    {
        ",",
        ";",
        ":",
        "(",
        ")",
        "[",
        "]",
        "—",
        "–",
        "--",
        ".",
        "!",
        "?",
        "…",
        "“”",
        "-",
        "‐",
        "•",
        "*",
        "|",
        "/",
    }
)
# Where the words of a subject, read backwards, stop.
BEFORE_SUBJECT = (
    BREAKS
    | word_set(
        "that when while as after because if although though before since where which who whom what why how but than until "
        "unless whether so yet or whose whereas ’ ' \""
    )
    | AUXILIARIES
)
ASKING = word_set("ask wonder inquire enquire query")  # verbs whose content is a question
# Present forms of verbs of saying that are hardly ever nouns behind a subject.
SAYS = word_set(
    "say says tell tells insist insists deny denies claim claims argue argues add adds write writes"
)
REPORT_NOUNS = word_set(
    "statement interview tweet tweets speech post email e-mail letter memo report op-ed conference briefing essay "
    "article column book video filing testimony release message debate call interviews remarks comments note blog "
    "essay announcement hearing"
)


def is_capital(word: str) -> bool:
    """Whether a word is written with a capital or is a number."""
    return word[:1].isupper() or word[:1].isdigit()


def place_of(low: Sequence[str], words: Container[str], places: Iterable[int]) -> int | None:
    """Return the first of some places at which one of some words stands."""
    return next((k for k in places if low[k] in words), None)


def stop_at(low: Sequence[str], words: Container[str], first: int, hi: int) -> int:
    """Return where one of some words stands first from a place on, or else the end."""
    return next((k for k in range(first, hi) if low[k] in words), hi)


def first_small(words: Sequence[str], places: Iterable[int]) -> int | None:
    """Return the first of some places whose word is written without a capital."""
    return next((k for k in places if not is_capital(words[k])), None)


def is_adverb(word: str) -> bool:
    """Whether a word in lower case is likely an adverb between subject and verb."""
    return word in ADVERBS or (
        len(word) > 4
        and word.endswith("ly")
        and word not in {"family", "only", "ally", "assembly", "italy"}
    )


def past_adverbs(
    low: Sequence[str], first: int, hi: int, also: Container[str] = frozenset()
) -> int:
    """Return the first word from a place on that is no adverb and none of some others."""
    places = range(first, hi)
    return next((k for k in places if low[k] not in also and not is_adverb(low[k])), hi)
