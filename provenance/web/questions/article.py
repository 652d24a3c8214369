"""An article with its layers, and its versions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import NotFoundError
from provenance.trail.article import show_article
from provenance.trail.articles import ArticleText, article_texts, articles
from provenance.trail.changing import changes
from provenance.trail.claiming import ClaimFilter, claims
from provenance.trail.coverage import Copied, copies_in
from provenance.trail.finding import mentions_in
from provenance.trail.scope import Scope
from provenance.web import addresses
from provenance.web.layers import (
    Mark,
    claim_marks,
    copied_marks,
    cut,
    mention_marks,
    word_marks,
)
from provenance.web.pages import WebPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.api import Ledger
    from provenance.trail.article import ArticleView
    from provenance.trail.changing import ArticleChanges, SpanChange
    from provenance.trail.records import Sighting
    from provenance.web.pages import Asked


def article(ledger: Ledger, asked: Asked) -> WebPage:
    """Show an article as it is now, with all layers; an earlier version where one is asked for."""
    texts = _version_texts(ledger, asked)
    version = asked.text("version")
    text = _version_by_key_prefix(texts, version) if version else texts[-1]
    if not text.current:
        return _earlier_text_page(text)
    return _current_text_page(ledger, text)


def _version_texts(ledger: Ledger, asked: Asked) -> tuple[ArticleText, ...]:
    """Return the versions of an article, without their texts where these are withheld."""
    texts = article_texts(ledger, asked.name)
    return tuple(attrs.evolve(t, text="") for t in texts) if asked.withheld else texts


def _current_text_page(ledger: Ledger, text: ArticleText) -> WebPage:
    """Show the text as it is now: mentions, claims and copied passages over each other."""
    name = text.article
    mentions = mentions_in(ledger, name)
    shown = _article_view(ledger, text, mentions)
    said = claims(ledger, ClaimFilter(within=Scope(articles=(name,))))
    copies = _copies_of_article(ledger, shown)
    marks = mention_marks(mentions, addresses.entity) + claim_marks(said)
    pieces = cut(text.text, marks + copied_marks(name, copies))
    answers = {"article": shown, "text": text, "mentions": mentions, "claims": said}
    return WebPage(
        template="article.html",
        title=shown.title or name,
        answers={**answers, "copies": copies},
        view={"pieces": pieces, "outlets_of": _outlets_of_copies(ledger, copies)},
    )


def _article_view(ledger: Ledger, text: ArticleText, mentions: list[Sighting]) -> ArticleView:
    """Tell what is known of an article, without its beginning where the text is withheld."""
    shown = show_article(ledger, text.article, mentions=mentions)
    return shown if text.text else attrs.evolve(shown, beginning="")


def _copies_of_article(ledger: Ledger, shown: ArticleView) -> tuple[Copied, ...]:
    """List what an article took from others of its story, and they from it."""
    found = copies_in(ledger, shown.story) if shown.story else ()
    return tuple(c for c in found if shown.article in {c.article, c.from_article})


def _outlets_of_copies(ledger: Ledger, copies: Sequence[Copied]) -> dict[str, str | None]:
    """Map the articles that copied each other to their outlets."""
    named = {name for copy in copies for name in (copy.article, copy.from_article)}
    return {line.article: line.source for line in articles(ledger, named)} if named else {}


def _version_by_key_prefix(texts: Sequence[ArticleText], digits: str) -> ArticleText:
    """Find a version by the digits that its key begins with.

    Raises:
        NotFoundError: no version has such a key.
    """
    for text in texts:
        if text.version.startswith(digits):
            return text
    raise NotFoundError(
        f"article {texts[0].article!r} has no version {digits!r}, but {len(texts)} others"
    )


def _earlier_text_page(text: ArticleText) -> WebPage:
    """Show an earlier version: its text alone, at which citations of it still point."""
    return WebPage(
        template="earlier.html",
        title=text.title or text.article,
        answers={"text": text},
        view={"pieces": cut(text.text, [])},
    )


def versions(ledger: Ledger, asked: Asked) -> WebPage:
    """Show the last two versions of an article side by side, with what became of names and claims.

    Raises:
        NotFoundError: there is no such article, or it was never corrected.
    """
    texts = _version_texts(ledger, asked)
    found = changes(ledger, asked.name)
    if found is None:
        raise NotFoundError(f"article {asked.name!r} has one version; nothing was corrected")
    before, after = texts[-2:]
    gone, new = word_marks(before.text, after.text)
    return WebPage(
        template="versions.html",
        title=f"Versions of {after.title or asked.name}",
        answers={"changes": found, "texts": (before, after)},
        view={
            "before": cut(before.text, _changed_span_marks(found, "before") + gone),
            "after": cut(after.text, _changed_span_marks(found, "after") + new),
        },
    )


def _changed_span_marks(found: ArticleChanges, side: str) -> list[Mark]:
    """Mark what is not in both texts as it was."""
    return [
        Mark(span=place, layer="reworded", key=f"v{number}", title=_change_title(change))
        for number, change in enumerate(found.changes)
        if (place := getattr(change, side)) is not None and change.status not in {"exact", "moved"}
    ]


def _change_title(change: SpanChange) -> str:
    return f"{change.kind}: {change.status}"
