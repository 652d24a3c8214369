"""Every name has an address of its own, and every address leads back to it."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from provenance.spans import Span
from provenance.web import addresses

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(NAMES)
@example(".")
@example("..")
@example("a.json")
@example("a.html.json")
@example("../../etc/passwd")
@example("a/b?c#d%2F")
def test_a_name_is_read_from_its_address(name: str) -> None:
    """Whatever characters it has; browsers drop no segment of it."""
    path = urlsplit(addresses.article(name)).path
    segment = path.removeprefix("/a/")

    assert "/" not in segment
    assert unquote(segment) not in {".", ".."}
    assert addresses.read_segment(unquote(segment)) == (name, False)


@given(NAMES)
def test_json_stands_behind_the_name(name: str) -> None:
    """A twin is never the page of another name."""
    page = unquote(addresses.segment(name))
    bare = page.removesuffix(".html") if page != name else name

    assert addresses.read_segment(f"{bare}.json") == (name, True)


def test_a_span_is_the_fragment() -> None:
    """Of the current version, or of an earlier one."""
    version = "0123456789abcdef" * 4

    assert addresses.article("a", Span(20, 33)) == "/a/a#20-33"
    assert addresses.article("a", Span(20, 33), version) == "/a/a?version=0123456789abcdef#20-33"


def test_only_pages_of_the_web_are_linked_to() -> None:
    """An address of an article may be a script."""
    assert addresses.is_web("https://news.example/")
    assert not addresses.is_web("javascript:alert(1)")
    assert not addresses.is_web("data:text/html,x")
    assert not addresses.is_web(None)
