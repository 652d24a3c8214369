"""Offsets hold whatever a text is made of, however long it is, and wherever it starts."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from provenance.testing import texts
from resolvers.coreference.blocks import LARGEST, cut
from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect

ARTICLE = (
    "French President Emmanuel Macron met Volodymyr Zelenskyy in Paris on Thursday.\n\n"
    "Macron, the host, spoke for 26 countries; the Ukrainian president thanked Renée Müller of the Danish Refugee Council "
    "(DRC). “No,” said Dmitry Peskov, the Kremlin's spokesman, and Moscow rejected the plan.\r\n\r\n"
    "The DRC's director and the French president left. שלום 😀 Peskov\u200b did\u00a0not."
)


def found(text: str) -> list[tuple[int, int, str, str]]:
    """List mentions by offsets, kind and type."""
    return [(m.span.start, m.span.end, m.kind, m.type) for m in detect(text, "v")]


def sound(text: str) -> bool:
    """Whether every surface is its characters, and every mention is in one chain."""
    mentions = detect(text, "v")
    chained = [m for chain in build_chains("v", text, mentions) for m in chain.mentions]
    spans = sorted((m.span.start, m.span.end) for m in chained)
    return all(text[m.span.start : m.span.end] == m.surface for m in mentions) and spans == [
        (m.span.start, m.span.end) for m in mentions
    ]


@settings(max_examples=2_000)
@given(texts(max_size=60) | st.text(st.sampled_from(ARTICLE), max_size=200))
@example(ARTICLE)
@example(unicodedata.normalize("NFD", ARTICLE))
@example(ARTICLE.replace(" ", "\u00a0"))
@example(ARTICLE.replace("e", "e\u200b"))
@example(ARTICLE[::-1])
@example(ARTICLE.upper())
@example("\ufeff" + ARTICLE.replace("\n", "\r\n"))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Decomposed accents, astral characters, right-to-left text, odd spaces: surfaces stay the text at their offsets."""
    assert sound(text)


def test_decomposed_accents_are_read_like_composed_ones() -> None:
    """The same people are found, at the offsets of the text as it is."""

    def names(text):
        found = (m.surface for m in detect(text, "v") if m.kind == "name")
        return [unicodedata.normalize("NFC", surface) for surface in found]

    assert names(ARTICLE) == names(unicodedata.normalize("NFD", ARTICLE))


@given(st.integers(1, 30), st.sampled_from("\n \u200b\u00a0"))
def test_characters_in_front_shift_every_span(count: int, character: str) -> None:
    """White space before an article moves its mentions and changes none."""
    shifted = [
        (start + count, end + count, kind, type_) for start, end, kind, type_ in found(ARTICLE)
    ]

    assert found(character * count + ARTICLE) == shifted


@given(
    st.lists(
        st.sampled_from("the and was very quiet there for some hours again".split()),
        min_size=3,
        max_size=12,
    )
)
def test_a_paragraph_behind_changes_no_earlier_span(words: list[str]) -> None:
    """What follows says nothing of those before unless it names them."""
    behind = "\n\n" + " ".join(words) + "."

    assert found(ARTICLE + behind)[: len(found(ARTICLE))] == found(ARTICLE)


def test_a_long_text_is_read_in_blocks_and_nobody_falls_apart() -> None:
    """Full names, bodies and surnames are one over all blocks; every mention is in one chain."""
    text = "\n\n".join([ARTICLE.replace("\r", "")] * 120)
    mentions = detect(text, "v")
    chains = build_chains("v", text, mentions)
    names = [
        chain.name
        for chain in chains
        if chain.features and chain.name in {"Emmanuel Macron", "Dmitry Peskov"}
    ]

    assert len(mentions) > LARGEST
    assert len(mentions) == sum(len(chain.links) for chain in chains)
    assert sorted(names) == ["Dmitry Peskov", "Emmanuel Macron"]


def test_blocks_hold_every_mention_once() -> None:
    """They begin with a line, and none is much longer than allowed."""
    text = "\n\n".join([ARTICLE] * 200)
    mentions = detect(text, "v")
    blocks = list(cut(text, mentions))

    assert [m for block in blocks for m in block] == mentions
    assert max(len(block) for block in blocks) <= LARGEST + 20
