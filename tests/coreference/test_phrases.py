"""The words of a mention are read alone, and no more of them than anybody writes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from provenance.records.mentions import Mention
from provenance.spans import Span
from provenance.testing import texts
from resolvers.coreference.build import build_chains
from resolvers.coreference.references.phrases import read_phrase
from resolvers.mention_detection.roles.phrases import find_roles
from resolvers.text.tokens import tokenise


@given(texts(max_size=40), st.integers(0, 9))
def test_a_phrase_has_the_words_and_roles_of_its_span(surface: str, start: int) -> None:
    """A phrase remembered from elsewhere is the same as one that is read where it stands."""
    text = "x" * start + surface
    phrase = read_phrase(text, start, len(text))
    words = [t for t in tokenise(surface, start) if any(c.isalnum() for c in t.text)]

    assert list(phrase.tokens) == words
    assert list(phrase.roles) == find_roles(text, start, len(text))


def test_a_role_is_moved_with_its_affiliations() -> None:
    """The spokesman and the Kremlin stand where the text has them."""
    text = "Then the Kremlin spokesman left."
    (role,) = read_phrase(text, text.index("Kremlin"), text.index(" left")).roles

    assert role.span.surface(text) == "Kremlin spokesman"
    assert role.head.surface(text) == "spokesman"
    assert [span.surface(text) for span in role.affiliations] == ["Kremlin"]


def test_of_a_page_of_capitals_a_hundred_words_are_read() -> None:
    """A mention keeps the span that a caller gave it; what is taken for its name is shorter."""
    text = "Acme " * 400
    whole = Mention(version="v", span=Span(0, len(text)), surface=text, kind="name", type="ORG")
    (chain,) = build_chains("v", text, [whole])

    assert chain.mentions == (whole,)
    assert [len(value.split()) for value in chain.values("name")] == [100]
