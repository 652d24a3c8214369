"""The questions that a ledger answers, each of them now or as of a moment."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import TYPE_CHECKING

from provenance import trail
from provenance.records.moments import When

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_EVERY_ENTITY = trail.EntityFilter()
_EVERY_CONFLICT = trail.ConflictFilter()


class Questions(ABC):
    """Ask a ledger; `as_of` is a moment as `Store.as_of` takes it, and now where it is None."""

    @abstractmethod
    def at(self, when: When | None) -> Store:
        """Return the ledger as it was at a moment; without one, now."""

    def authorities(self, *, as_of: When | None = None) -> trail.Answers[trail.AuthorityLine]:
        """List the authorities: how many entries, how many of them tied, and from which files."""
        lines = self.at(as_of).records_of(trail.AuthorityLine, "authorities")
        return trail.Answers(lines, trail.AuthorityLine)

    def page(self, article: str, *, as_of: When | None = None) -> trail.ArticlePage | None:
        """Return the page behind an article, with the bytes of every span; None without a page."""
        return trail.pages(self.at(as_of), [article], with_content=True).get(article)

    def entities(
        self,
        wanted: trail.EntityFilter = _EVERY_ENTITY,
        *,
        sort: str = "mentions",
        limit: int | None = None,
        offset: int = 0,
        as_of: When | None = None,
    ) -> trail.Answers[trail.EntityLine]:
        """List the active entities that an article mentions; see `provenance.trail.entities`."""
        return trail.entities(self.at(as_of), wanted, sort=sort, limit=limit, offset=offset)

    def search(
        self, words: str, *, limit: int = 20, as_of: When | None = None
    ) -> trail.Answers[trail.NameMatch]:
        """List the entities that words may mean, or whose names are written alike.

        `provenance.trail.search` says more.
        """
        return trail.search(self.at(as_of), words, limit=limit)

    def bearers(self, name: str, *, as_of: When | None = None) -> trail.Answers[trail.NameMatch]:
        """List the entities that bear a name equally well: more than one where it is ambiguous."""
        return trail.bearers(self.at(as_of), name)

    def is_ambiguous(self, name: str, *, as_of: When | None = None) -> bool:
        """Whether several entities bear a name equally well; see `bearers` for who they are."""
        return trail.is_ambiguous(self.at(as_of), name)

    def article(self, article: str, *, as_of: When | None = None) -> trail.ArticleView:
        """Tell what is known of one article; see `provenance.trail.show_article`."""
        return trail.show_article(self.at(as_of), article)

    def describe(
        self, what: str, *, as_of: When | None = None
    ) -> trail.EntityView | trail.ArticleView:
        """Tell what is known of an entity or an article; see `provenance.trail.describe`."""
        return trail.describe(self.at(as_of), what)

    def follow_claim(self, key: str, *, as_of: When | None = None) -> trail.ClaimTrail | None:
        """Lead from a claim to its characters; see `provenance.trail.follow_claim`."""
        return trail.follow_claim(self.at(as_of), key)

    def explain(
        self, a: str, b: str, *, as_of: When | None = None
    ) -> trail.Explanation | trail.Agreement | trail.Reporting:
        """Explain two claims, articles or mentions; see `provenance.trail.explain`."""
        return trail.explain(self.at(as_of), a, b)

    def show(self, entity: str, *, as_of: When | None = None) -> trail.EntityView:
        """Tell what is known of one entity; see `provenance.trail.show`."""
        return trail.show(self.at(as_of), entity)

    def trace(
        self,
        what: str,
        *,
        within: trail.Scope | None = None,
        kind: str | None = None,
        sort: str = "time",
        limit: int | None = None,
        offset: int = 0,
        as_of: When | None = None,
    ) -> trail.Answers[trail.Sighting]:
        """List the mentions behind an entity, words, offsets or an article.

        `provenance.trail.mentions` says more.
        """
        return trail.mentions(
            self.at(as_of), what, within=within, kind=kind, sort=sort, limit=limit, offset=offset
        )

    def claims(  # noqa: PLR0913  (each is a question)
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        text: str | None = None,
        acts: Collection[str] | None = None,
        kind: str | None = None,
        within: trail.Scope | None = None,
        sort: str = "time",
        limit: int | None = None,
        offset: int = 0,
        as_of: When | None = None,
    ) -> trail.Answers[trail.ClaimView]:
        """List who said what, by speaker, subject, words, act; see `provenance.trail.claims`."""
        wanted = trail.ClaimFilter(
            by=by, about=about, text=text, acts=acts, kind=kind, within=within
        )
        return trail.claims(self.at(as_of), wanted, sort=sort, limit=limit, offset=offset)

    def claim(self, key: str, *, as_of: When | None = None) -> trail.ClaimView:
        """Find a claim by (16 digits of) its key; see `provenance.trail.find_claim`."""
        return trail.find_claim(self.at(as_of), key)

    def how(self, entity: str, *, limit: int = 10, as_of: When | None = None) -> trail.Making:
        """Explain how an entity came to be, its weakest links first; see `provenance.trail.how`."""
        return trail.how(self.at(as_of), entity, limit=limit)

    def why_not(self, a: str, b: str, *, as_of: When | None = None) -> trail.Distance:
        """Explain why two mentions or entities are not one; see `provenance.trail.why_not`."""
        return trail.why_not(self.at(as_of), a, b)

    def why(self, a: str, b: str, *, as_of: When | None = None) -> trail.Explanation:
        """Explain why two mentions are one entity or two; see `provenance.trail.why`."""
        return trail.why(self.at(as_of), a, b)

    def why_articles(self, a: str, b: str, *, as_of: When | None = None) -> trail.Reporting:
        """Explain why two articles are of one story or origin, or of neither.

        `provenance.trail.why_articles` says more.
        """
        return trail.why_articles(self.at(as_of), a, b)

    def why_claims(self, a: str, b: str, *, as_of: When | None = None) -> trail.Agreement:
        """Explain why two claims are one proposition or two, by their keys.

        `provenance.trail.why_claims` says more.
        """
        return trail.why_claims(self.at(as_of), a, b)

    def stories(
        self,
        *,
        within: trail.Scope | None = None,
        sort: str = "size",
        limit: int | None = None,
        offset: int = 0,
        as_of: When | None = None,
    ) -> trail.Answers[trail.StoryLine]:
        """List the stories, the largest first; see `provenance.trail.listed_stories`."""
        return trail.listed_stories(
            self.at(as_of), within=within, sort=sort, limit=limit, offset=offset
        )

    def coverage(self, story: str, *, as_of: When | None = None) -> trail.Coverage:
        """Tell what is known of a story, by id or article; see `provenance.trail.coverage`."""
        return trail.coverage(self.at(as_of), story)

    def sources(self, claim: str, *, as_of: When | None = None) -> trail.Proposition:
        """Tell who supports a claim, by which reportings, and who denies it.

        `provenance.trail.sources` says more.
        """
        return trail.sources(self.at(as_of), claim)

    def conflicts(
        self,
        wanted: trail.ConflictFilter = _EVERY_CONFLICT,
        *,
        sort: str = "sure",
        limit: int | None = None,
        offset: int = 0,
        as_of: When | None = None,
    ) -> trail.Answers[trail.ConflictView]:
        """List what cannot both hold.

        `provenance.trail.listed_conflicts` says more.
        """
        return trail.listed_conflicts(self.at(as_of), wanted, sort=sort, limit=limit, offset=offset)

    def account(self, story: str, *, as_of: When | None = None) -> trail.Account:
        """Merge what the articles of a story say, by its id or an article's.

        `provenance.trail.account` says more.
        """
        return self.coverage(story, as_of=as_of).account

    def decisions(
        self, about: str | None = None, *, as_of: When | None = None
    ) -> trail.Answers[trail.DecisionView]:
        """List the decisions with what became of them; see `provenance.trail.decisions`."""
        return trail.decisions(self.at(as_of), about)

    def changes(self, article: str, *, as_of: When | None = None) -> trail.ArticleChanges | None:
        """Say what the last correction of an article did; see `provenance.trail.changes`."""
        return trail.changes(self.at(as_of), article)

    def queue(self, *, limit: int = 20, as_of: When | None = None) -> trail.Answers[trail.OpenPair]:
        """List what is worth a decision, the most valuable first; see `provenance.trail.queue`."""
        return trail.queue(self.at(as_of), limit=limit)

    def events(
        self,
        since: When | None = None,
        *,
        of: str | None = None,
        limit: int | None = None,
        as_of: When | None = None,
    ) -> trail.Answers[trail.LedgerEvent]:
        """List what happened to ids and members, behind a cursor; see `provenance.trail.events`."""
        return trail.events(self.at(as_of), since, of=of, limit=limit)
