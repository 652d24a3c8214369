"""Accounts: what all articles of a story say together, every statement with those for and against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.trail.answers import AnswerRecord
from provenance.trail.assertions import Voice, by_origin, find_group, voice
from provenance.trail.conflicts import ConflictView, conflicts
from provenance.trail.decided import DecisionView, deciders
from provenance.trail.sources import OriginalSource, sources_of

if TYPE_CHECKING:
    from provenance.ledger.store import Store


@attrs.frozen(kw_only=True, repr=False)
class Opposed(AnswerRecord):
    """Give a voice against a statement, and what kind of conflict it makes."""

    kind: str
    voice: Voice


@attrs.frozen(kw_only=True, repr=False)
class Proposition(AnswerRecord):
    """Hold one proposition with everybody who asserts it, and everybody who asserts what cannot hold beside it.

    Args:
        group: the id of its group of claims.
        voices: who asserts it, the first heard first.
        against: who asserts what conflicts with it now; later counts of a growing toll contradict
            nothing.
        decisions: those that name one of its claims, or that put its articles into one story or one
            reporting, or into two.
    """

    group: str
    voices: tuple[Voice, ...]
    against: tuple[Opposed, ...] = ()
    decisions: tuple[DecisionView, ...] = ()

    @property
    def words(self) -> str:
        """The words of whoever was heard first."""
        return self.voices[0].words

    @property
    def origins(self) -> tuple[tuple[str | None, tuple[Voice, ...]], ...]:
        """The reportings that support it, each with the voices of its articles: what counts as independent."""
        return by_origin(self.voices)

    @property
    def sources(self) -> tuple[OriginalSource, ...]:
        """Who stands behind it: one statement that three outlets quote has one source."""
        return sources_of(self.voices)

    @property
    def shared(self) -> bool:
        """Whether more than one reporting supports it."""
        return len(self.origins) > 1

    def stance(self, outlet: str | None) -> str:
        """Say what an outlet does: says, denies (asserts what cannot hold beside it), or silent.

        Where those whom it quotes only deny, ask, withhold or suppose it, that is what it does.
        """
        stances = [v.stance for v in self.voices if v.outlet == outlet]
        if stances:
            return "says" if "asserts" in stances else stances[0]
        return "denies" if any(o.voice.outlet == outlet for o in self.against) else "silent"


@attrs.frozen(kw_only=True, repr=False)
class Account(AnswerRecord):
    """Merge what the articles of a story say, without counting copies or losing dissent.

    Args:
        outlets: who published about it, in the order of the first article.
        propositions: what is said, in the order in which it was first said.
        conflicts: which of them cannot both hold, those that have ended among them.
    """

    story: str
    outlets: tuple[str | None, ...]
    propositions: tuple[Proposition, ...]
    conflicts: tuple[ConflictView, ...]

    @property
    def matrix(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return for every proposition its group and what each outlet does, in the order of `outlets`."""
        return tuple(
            (p.group, tuple(p.stance(outlet) for outlet in self.outlets)) for p in self.propositions
        )


def sources(store: Store, what: str) -> Proposition:
    """Tell who says so, by which reportings, through which articles, and who denies it.

    Args:
        store: the ledger.
        what: a claim by its key or the first digits of it, or a group of claims by its id.

    Raises:
        NotFoundError: there is no such claim and no such group.
    """
    group = find_group(store, what)
    voices = [
        voice(row) for row in store.query("trail_voices", group=group, story=None).to_pylist()
    ]
    by = deciders(store)
    return Proposition(
        group=group,
        voices=tuple(voices),
        against=_voices_against(group, conflicts(store, group=group)),
        decisions=by.of_claims(v.claim for v in voices) + by.of_articles(v.article for v in voices),
    )


def account(store: Store, story: str, outlets: Iterable[str | None]) -> Account:
    """Merge what the articles of a story say.

    Args:
        store: the ledger.
        story: the id of the story.
        outlets: who published about it.
    """
    said: dict[str, list[Voice]] = {}
    for row in store.query("trail_voices", group=None, story=story).to_pylist():
        said.setdefault(row["group"], []).append(voice(row))
    known = conflicts(store, story=story)
    return Account(
        story=story,
        outlets=tuple(dict.fromkeys(outlets)),
        propositions=tuple(
            Proposition(group=group, voices=tuple(voices), against=_voices_against(group, known))
            for group, voices in said.items()
        ),
        conflicts=tuple(known),
    )


def _voices_against(group: str, known: Sequence[ConflictView]) -> tuple[Opposed, ...]:
    """List who contradicts a group now."""
    found: dict[str, Opposed] = {}
    for conflict in known:
        if (
            conflict.status == "open"
            and conflict.kind != "update"
            and group in {conflict.a.group, conflict.b.group}
        ):
            other = conflict.b if conflict.a.group == group else conflict.a
            for given in other.answers:
                found.setdefault(given.voice.claim, Opposed(kind=conflict.kind, voice=given.voice))
    return tuple(found.values())
