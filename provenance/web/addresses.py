"""Addresses of pages: one for every article, entity, claim and story, and for every span of a text.

A name becomes one segment of a path, whatever characters it has. `.json` behind it is the same
page as JSON. A name that would be read otherwise (it ends in `.json` or `.html`, or is `.` or `..`,
which browsers drop) gets `.html` behind it; one such ending is taken off when an address is read.

While a page is made as of a moment (`as_of`), all addresses lead to pages as of that moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote, urlencode

from provenance.spans import Span

_ENDINGS = (".json", ".html")
_DOTS = (".", "..")
_MOMENT: ContextVar[str | None] = ContextVar("moment", default=None)


@contextmanager
def as_of(when: str | None) -> Iterator[None]:
    """Let all addresses lead to pages as of a moment meanwhile; None is now."""
    before = _MOMENT.set(when)
    try:
        yield
    finally:
        _MOMENT.reset(before)


def moment() -> str | None:
    """Return the moment that addresses lead to, as it was asked; None is now."""
    return _MOMENT.get()


def article(name: str, span: Span | None = None, version: str | None = None) -> str:
    """Return the address of an article, or of characters of its current or another version."""
    fragment = "" if span is None else f"#{span.start}-{span.end}"
    return f"{asked(f'/a/{segment(name)}', version=version and version[:16])}{fragment}"


def entity(name: str, *, whole: bool = False) -> str:
    """Return the address of an entity, by its id, maybe with all that many articles state."""
    return asked(f"/e/{segment(name)}", all=1 if whole else None)


def claim(key: str) -> str:
    """Return the address of a claim, by the first 16 digits of its key."""
    return asked(f"/c/{segment(key)}")


def story(name: str) -> str:
    """Return the address of a story, by its id."""
    return asked(f"/s/{segment(name)}")


def versions(name: str) -> str:
    """Return the address of the last two versions of an article, side by side."""
    return asked(f"/v/{segment(name)}")


def why(a: str, b: str) -> str:
    """Return the address of the explanation why two things are one, or are not."""
    return asked("/why", a=a, b=b)


def asked(path: str, **values: str | int | None) -> str:
    """Return the address of a page with what it is asked; None asks nothing."""
    values = {**values, "as_of": moment()}
    given = {name: value for name, value in values.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path


def segment(name: str) -> str:
    """Write a name as one segment of a path."""
    shown = f"{name}.html" if name in _DOTS or name.endswith(_ENDINGS) else name
    return quote(shown, safe="")


def read_segment(text: str) -> tuple[str, bool]:
    """Read a decoded segment: the name, and whether its JSON is wanted."""
    for ending in _ENDINGS:
        if text.endswith(ending):
            return text.removesuffix(ending), ending == ".json"
    return text, False


def is_web(url: str | None) -> bool:
    """Whether an address of an article may be linked to: that of a web page, and no script."""
    return url is not None and url.startswith(("http://", "https://"))
