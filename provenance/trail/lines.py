"""What lists show: one line an entity, an authority, or an entity that words may mean."""

from __future__ import annotations

from datetime import datetime

import attrs

from provenance.trail.answers import AnswerRecord


@attrs.frozen(kw_only=True, repr=False)
class NameMatch(AnswerRecord):
    """Name one entity that words may mean.

    Args:
        fit: id, name, part of the name, called so by an article, or similar.
        mentions: how often articles speak of it.
    """

    entity: str
    name: str
    type: str
    mentions: int
    articles: int
    fit: str


@attrs.frozen(kw_only=True, repr=False)
class EntityLine(AnswerRecord):
    """Name one entity in a list; `line["name"]` reads what `line.name` does.

    Args:
        names: what articles call it, the most frequent first.
        roles: likewise.
        sources: how many outlets speak of it.
        members: of a group, the entities in it.
    """

    entity: str
    name: str
    type: str
    status: str
    redirect: str | None
    speaks_for: str | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    mentions: int
    articles: int
    sources: int
    first_published: datetime | None
    last_published: datetime | None
    external_ids: tuple[str, ...]
    members: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> object:
        if name not in type(self).__slots__:
            raise KeyError(name)
        return getattr(self, name)


@attrs.frozen(kw_only=True, repr=False)
class AuthorityLine(AnswerRecord):
    """Name one list of known entities.

    Args:
        entries: how many it has now.
        linked: how many of them some article speaks of.
    """

    authority: str
    entries: int
    linked: int
    files: tuple[str, ...]

    def __getitem__(self, name: str) -> object:
        if name not in type(self).__slots__:
            raise KeyError(name)
        return getattr(self, name)


@attrs.frozen(kw_only=True, repr=False)
class CueLine(AnswerRecord):
    """Say how often a cue that ties mentions inside an article was right.

    Args:
        right: how often on labelled articles; nothing where it was never counted.
        wrong: likewise.
        probability: what stands beside its ties.
        ties: whether it ties at all; else what it points at is a candidate.
        meaning: what it says.
    """

    cue: str
    right: int | None
    wrong: int | None
    probability: float
    ties: bool
    meaning: str
