"""The tables in which people see lists of answers.

A terminal, a pipe and a notebook lay them out, each in its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from provenance.records.decisions import Part
from provenance.trail.accounts import Account, Proposition
from provenance.trail.article import ArticleEntity
from provenance.trail.conflicts import ConflictView, Given, Side
from provenance.trail.coverage import StoryArticle, StoryLine
from provenance.trail.lines import AuthorityLine, EntityLine, NameMatch
from provenance.trail.marking import compared, marked, minute, speaker
from provenance.trail.records import ClaimView, EntityView, Sighting
from provenance.trail.why_articles import SharedFeature

Cell = str | int | float | None
Rows = list[tuple[Cell, ...]]
# Ids and references are never cut nor wrapped; links stand on a line of their own where the table
# is narrow; words are short, and texts may be as long as they like.
_IDS = frozenset(
    "entity claim article mention story group origin authority place first_stated_at".split()
) | {"first stated at"}
_TEXTS = frozenset(
    "roles said text words headline title question note level a b answer shared files".split()
)
_TEXTS_TOO = frozenset({"said first as", "problem", "name", "reason", "sure", "speaker"})
# Where a row is a block of lines: what stands beside its ids, and which text needs no name.
LEADS = frozenset({"name", "speaker", "feature", "weight", "what", "source", "entity"})
MAIN_TEXTS = frozenset({"said", "text", "headline", "words", "level", "problem", "said first as"})


@attrs.frozen(kw_only=True)
class Table:
    """Lay answers out in rows.

    Args:
        title: what stands above it.
        columns: what its columns are called; the same word means the same in every table.
        rows: the cells.
    """

    title: str
    columns: tuple[str, ...]
    rows: Rows


def kind_of(column: str) -> str:
    """Say how a column is laid out: id, link, text or word."""
    if column == "link":
        return "link"
    if column in _IDS:
        return "id"
    return "text" if column in _TEXTS or column in _TEXTS_TOO else "word"


_Columns = dict[str, Callable[[Any], Cell]]

_ENTITIES: _Columns = {
    "entity": lambda e: e.entity,
    "name": lambda e: e.name,
    "type": lambda e: e.type,
    "roles": lambda e: "; ".join(e.roles[:4]),
    "mentions": lambda e: e.mentions,
    "articles": lambda e: e.articles,
    "sources": lambda e: e.sources,
}
_MATCHES: _Columns = {
    "entity": lambda m: m.entity,
    "name": lambda m: m.name,
    "type": lambda m: m.type,
    "mentions": lambda m: m.mentions,
    "articles": lambda m: m.articles,
    "fit": lambda m: m.fit,
}
_AUTHORITIES: _Columns = {
    "authority": lambda a: a.authority,
    "entries": lambda a: a.entries,
    "linked": lambda a: a.linked,
    "files": lambda a: ", ".join(a.files),
}
_CLAIMS: _Columns = {
    "claim": lambda c: c.claim,
    "article": lambda c: c.reference,
    "outlet": lambda c: c.outlet,
    "kind": lambda c: c.kind,
    "class": lambda c: c.act,
    "stance": lambda c: c.stance,
    "speaker": speaker,
    "probability": lambda c: c.probability,
    "said": lambda c: c.words,
    "published": lambda c: minute(c.published_at),
    "origins": lambda c: c.origins,
    "link": lambda c: c.link,
}
_MENTIONS: _Columns = {
    "mention": lambda s: s.reference,
    "source": lambda s: s.source,
    "kind": lambda s: s.kind,
    "entity": lambda s: s.entity_name,
    "tied by": lambda s: s.cue,
    "probability": lambda s: s.probability,
    "text": marked,
    "link": lambda s: s.link,
}
_STORIES: _Columns = {
    "story": lambda s: s.story,
    "articles": lambda s: s.articles,
    "origins": lambda s: s.origins,
    "sources": lambda s: s.sources,
    "first": lambda s: minute(s.first_published),
    "last": lambda s: minute(s.last_published),
    "headline": lambda s: s.headline,
}
_STORY_ARTICLES: _Columns = {
    "published": lambda a: minute(a.published_at),
    "source": lambda a: a.source,
    "article": lambda a: a.article,
    "origin": lambda a: a.origin,
    "title": lambda a: a.title,
}
_ARTICLE_ENTITIES: _Columns = {
    "entity": lambda e: e.entity,
    "name": lambda e: e.name,
    "mentions": lambda e: e.mentions,
    "first stated at": lambda e: e.first.reference,
}
_PARTS: _Columns = {
    "feature": lambda p: p.feature,
    "level": lambda p: p.level,
    "weight": lambda p: f"{p.weight:+.2f}",
    "a": lambda p: compared(p.a),
    "b": lambda p: compared(p.b),
}
_LIKENESSES: _Columns = {
    "feature": lambda p: p.feature,
    "level": lambda p: p.level,
    "weight": lambda p: f"{p.weight:+.2f}",
    "shared": lambda p: p.shared or "",
}
_LISTS: dict[type, tuple[str, _Columns]] = {
    EntityLine: ("Entities", _ENTITIES),
    NameMatch: ("Entities called so", _MATCHES),
    AuthorityLine: ("Authorities", _AUTHORITIES),
    ClaimView: ("Claims", _CLAIMS),
    Sighting: ("Mentions", _MENTIONS),
    StoryLine: ("Stories", _STORIES),
    StoryArticle: ("Articles in time", _STORY_ARTICLES),
    ArticleEntity: ("Whom it mentions", _ARTICLE_ENTITIES),
    Part: ("Weights are log2 of the odds", _PARTS),
    SharedFeature: ("Weights are log2 of the odds", _LIKENESSES),
}


def table_of(answers: Iterable[object], record: type, title: str | None = None) -> Table:
    """Lay a list of answers out as a table, one row each; of a conflict, one each answer."""
    if record is ConflictView:
        return conflict_table([c for c in answers if isinstance(c, ConflictView)])
    heading, columns = _LISTS[record]
    rows = [tuple(cell(answer) for cell in columns.values()) for answer in answers]
    return Table(title=title or heading, columns=tuple(columns), rows=rows)


def weights_table(
    parts: Sequence[Part | SharedFeature],
    weight: float,
    probability: float,
    title: str | None = None,
) -> Table:
    """Lay the parts of a match weight out, with their sum below."""
    found = table_of(parts, type(parts[0]) if parts else Part, title)
    empty = ("",) * (len(found.columns) - 3)
    total = ("sum", f"probability {probability:.3f}", f"{weight:+.2f}", *empty)
    return attrs.evolve(found, rows=[*found.rows, total])


def statements_table(view: EntityView) -> Table:
    """Lay out what an entity is called and which roles it has, each with the first place that states it."""
    said = [("name", wording) for wording in view.names]
    said += [("role", wording) for wording in view.roles]
    said += [("member", wording) for wording in view.members]
    rows: Rows = [(what, w.words, len(w.places), w.places[0].span.reference) for what, w in said]
    columns = ("what", "words", "times", "first stated at")
    return Table(title="Names and roles", columns=columns, rows=rows)


_CONFLICTS = (
    "conflict kind question sure group origins article outlet speaker does answer said link".split()
)


def conflict_table(conflicts: Iterable[ConflictView]) -> Table:
    """Lay conflicts out, one row an answer."""
    rows: Rows = []
    for number, conflict in enumerate(conflicts, 1):
        # How sure it is that both answer one question, and why.
        sure = f"{conflict.probability:.2f}, {conflict.reason}"
        head = (number, conflict_kind(conflict), conflict.question, sure)
        for side in (conflict.a, conflict.b):
            rows += [(*head, *_answer_cells(side, given)) for given in side.answers]
    return Table(title="Conflicts", columns=tuple(_CONFLICTS), rows=rows)


def conflict_kind(conflict: ConflictView) -> str:
    """Say what kind of conflict it is, and that it has ended where it has."""
    if conflict.status == "open":
        return conflict.kind
    why = f" by a correction of {', '.join(conflict.ended_by)}" if conflict.ended_by else ""
    return f"{conflict.kind}, ended{why}"


def _answer_cells(side: Side, given: Given) -> tuple[Cell, ...]:
    voice = given.voice
    return (
        side.group,
        len(side.origins),
        given.reference,
        voice.outlet,
        voice.speaker_name,
        given.does,
        given.surface if given.surface != voice.words else None,
        voice.words,
        voice.link,
    )


_SOURCES = "source kind does origin article outlet relation said link".split()


def sources_table(found: Proposition) -> Table:
    """Lay out who stands behind a proposition, and who is against it."""
    rows = [*_supporting_rows(found), *_opposing_rows(found)]
    return Table(title="Who says so", columns=tuple(_SOURCES), rows=rows)


def _supporting_rows(found: Proposition) -> Iterator[tuple[Cell, ...]]:
    for s in found.sources:
        for v in s.voices:
            told = (v.does, v.origin, v.reference, v.outlet, v.relation, v.words, v.link)
            yield (s.name, s.kind, *told)


def _opposing_rows(found: Proposition) -> Iterator[tuple[Cell, ...]]:
    for opposed in found.against:
        v = opposed.voice
        does = f"{v.does}, against it ({opposed.kind})"
        told = (does, v.origin, v.reference, v.outlet, None, v.words, v.link)
        yield (v.speaker_name, "against", *told)


def matrix_table(account: Account) -> Table:
    """Lay out what each outlet does with every proposition, what several reportings share first."""
    ordered = sorted(account.propositions, key=lambda p: not p.shared)
    rows = [_stance_row(account, proposition) for proposition in ordered]
    outlets = [outlet or "(no source)" for outlet in account.outlets]
    columns = ("group", "origins", "held", *outlets, "said first as")
    return Table(title="Who says what", columns=columns, rows=rows)


def _stance_row(account: Account, proposition: Proposition) -> tuple[Cell, ...]:
    held = "shared" if proposition.shared else "unique"
    stances = [proposition.stance(outlet) for outlet in account.outlets]
    return (proposition.group, len(proposition.origins), held, *stances, proposition.words)
