"""The reading view is a text as it is seen, and its offsets are those of the stored text."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from provenance.records.articles import Article, Version
from provenance.records.mentions import Chain
from provenance.testing import texts
from resolvers.attribution.reading import read_claims
from resolvers.mention_detection.reading_view import reading_view
from resolvers.stages.reader import read_own
from resolvers.text.characters import seen
from resolvers.text.folding import fold
from resolvers.text.tokens import tokenise

ARTICLE = (
    "French President Emmanuel Macron met the governor of the Bank of Norvel, Ada Lindqvist, in Paris on Thursday, "
    "a day after talks in Vienna had ended without an agreement.\n\n"
    "“We will not pay 40 million euros,” Lindqvist told reporters on the steps of the palace. Macron said that "
    "the bank had broken its word, and that the Kremlin spokesperson, Dmitry Peskov, knew it.\n\n"
    "Peskov denied that he had been told anything at all by the governor or by anybody else in Norvel."
)
MESSY = "Jean-\nClaude &amp; Whit-\r\nfield &quot;Dmitry \u0420\u0435skov&quot; &#8217;&nbsp;&bogus; AT&amp;T\n- item\n"


def wrapped(text: str, width: int) -> str:
    """Wrap the paragraphs of a text to a width; every character keeps its place."""
    return "\n\n".join(
        textwrap.fill(part, width, break_long_words=False, break_on_hyphens=False)
        for part in text.split("\n\n")
    )


def read(text: str) -> list[Chain]:
    """Read a text as `resolve` does."""
    return read_own(Version(article=Article(article_id="a"), text=text))


@settings(max_examples=1_000)
@given(texts(max_size=80) | st.text(st.sampled_from(MESSY), max_size=120))
@example(MESSY)
@example(wrapped(ARTICLE, 60))
def test_every_character_keeps_its_place(text: str) -> None:
    """The view is as long as the text, and a view has no other view."""
    view = reading_view(text)
    assert len(view) == len(text)
    assert reading_view(view) == view


@settings(max_examples=200)
@given(texts(max_size=80) | st.text(st.sampled_from(MESSY), max_size=120))
@example(MESSY)
def test_what_is_found_says_what_is_stored(text: str) -> None:
    """Surfaces of mentions and of values are the stored text, whatever the view shows."""
    if not text:
        return
    version = Version(article=Article(article_id="a"), text=text)
    chains = read_own(version)
    for mention in (mention for chain in chains for mention in chain.mentions):
        assert mention.surface == text[mention.span.start : mention.span.end]
    for value in (value for claim in read_claims(version, chains) for value in claim.values):
        assert value.surface == text[value.span.start : value.span.end]


@pytest.mark.parametrize("width", [48, 60, 72])
def test_a_text_wrapped_to_a_width_is_read_like_its_paragraphs(width: int) -> None:
    """Names, roles, claims and their speakers stand at the same offsets."""
    plain, broken = ARTICLE, wrapped(ARTICLE, width)
    assert broken != plain
    assert len(broken) == len(plain)

    def told(text: str) -> tuple[list[object], list[object]]:
        version = Version(article=Article(article_id="a"), text=text)
        chains = read_own(version)
        names = [(c.name, c.type, [m.span for m in c.mentions]) for c in chains]
        who = {chain.key: chain.name for chain in chains}
        said = [
            (c.content, c.cue, c.source, who.get(c.speaker or ""))
            for c in read_claims(version, chains)
        ]
        return list(names), list(said)

    assert told(broken) == told(plain)


def test_words_broken_at_the_end_of_a_line_are_whole() -> None:
    """A hyphen before a capital is the name's own; names are shown in one line."""
    chains = read("The envoy, Jean-\nClaude Hartwell, resigned. Mary Whit-\nfield agreed.")

    assert {chain.name for chain in chains if chain.type == "PER"} >= {
        "Jean-Claude Hartwell",
        "Mary Whitfield",
    }


def test_lists_and_short_lines_are_left_alone() -> None:
    """A line that ends before its width ends a sentence: bullets, scores, headlines, verses."""
    for text in (
        "Results\nNorvel 2 Odense 1\nPorto 0 Lyon 3\nVienna 1 Graz 1\nMadrid 0 Turin 0\n",
        "Three things to know\n- the bank closed on Monday after a run of two days\n- the minister left\n- no one paid\n",
        ARTICLE,
        "Four dead as storm floods the coast\n" + ARTICLE.replace("\n\n", "\n"),
    ):
        assert reading_view(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Johnson &amp; Marsh", ["Johnson", "&", "Marsh"]),
        ("AT&amp;T said &quot;no&quot;", ["AT&T", "said", '"', "no", '"']),
        ("O&#39;Neill&rsquo;s", ["O'Neill", "’s"]),
        ("10&nbsp;000 &lt;b&gt; &bogus;", ["10", "000", "<", "b", ">", "&", "bogus", ";"]),
        ("Dmitry \u0420\u0435skov", ["Dmitry", "Peskov"]),
        (
            "\u0414\u043c\u0438\u0442\u0440\u0438\u0439",
            ["\u0414\u043c\u0438\u0442\u0440\u0438\u0439"],
        ),
        ("Jean–Claude Hartwell", ["Jean-Claude", "Hartwell"]),
        ("the Trump–Kim Summit", ["the", "Trump", "–", "Kim", "Summit"]),
        ("a well-\nknown name", ["a", "wellknown", "name"]),
    ],
)
def test_what_is_seen_is_read(text: str, words: list[str]) -> None:
    """Entities that were left over, letters that look Latin, dashes within a given name."""
    assert [token.text for token in tokenise(reading_view(text))] == words


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Whit-\nfield", "Whitfield"),
        ("Jean-\n  Claude  Juncker", "Jean-Claude Juncker"),
        ("Johnson &amp; Marsh", "Johnson & Marsh"),
        ("Pes\u00adkov", "Peskov"),
        ("\u0420\u0435skov", "Peskov"),
        ("Müller", "Müller"),
    ],
)
def test_a_name_is_shown_and_compared_as_it_is_seen(stored: str, shown: str) -> None:
    """Two spellings of one name that look alike fold alike."""
    assert seen(stored) == shown
    assert fold(stored) == fold(shown)
