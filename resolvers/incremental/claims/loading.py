"""Loading: assertions as the ledger has them, with what other stages decided of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from provenance.identifiers import content_hash
from provenance.records.claims import Value
from provenance.spans import Span
from resolvers.claim_matching.assertions import Assertion, Named
from resolvers.incremental.claims.base import MatchIndex
from resolvers.incremental.claims.supports import Place
from resolvers.incremental.claims.written import read_assertion, value_of, write_assertion
from resolvers.storing.tables import Row
from resolvers.storing.times import time_of

_NOBODY = (None, None)
_SIGNED = 1 << 63
_SAID = 12  # columns of `said_rows` that are what an assertion is; the others are for statements


@attrs.frozen
class AssertionContext:
    """Hold what other stages decided of an assertion.

    Args:
        story: the id of its article's story.
        speaker: the id of the entity that says it.
        person: its name, where it is a person whom the article names, and who surely says it.
        named: the entities inside, in order.
    """

    story: str | None
    speaker: str | None
    person: str | None
    named: tuple[Named, ...]


@attrs.frozen(kw_only=True, slots=False)
class Loaded:
    """Hold an assertion with its numbers.

    Args:
        number: its assertion_id.
        article_id: the number of its article.
        published: when its article was published, in microseconds of the epoch.
        said: what matching depends on.
    """

    number: int
    article_id: int
    published: int | None
    said: Assertion

    @property
    def tie(self) -> int:
        """Order assertions that begin at one place, as their keys do."""
        return int(self.said.key[:15], 16)

    @cached_property
    def place(self) -> Place:
        """Where it stands in the order of time."""
        said = self.said
        return Place.of(
            self.published, said.article, said.pieces[0][0].start, self.tie, self.number
        )

    @cached_property
    def written(self) -> str:
        """What the index keeps of it."""
        return write_assertion(self.said)

    @property
    def content_hash(self) -> int:
        """Hash all that matching depends on."""
        a = self.said
        digest = content_hash(a.key, a.source, str(a.published), a.story, self.written)
        return int(digest[:16], 16) - _SIGNED


def load_changed(index: MatchIndex, ids: Sequence[int]) -> list[Loaded]:
    """Load assertions as the ledger has them; the index need not know anything of them."""
    said = _ask_for_assertions(index, ids)
    decided = _assertion_contexts(index, {row[0]: row[3] for row in said})
    pieces, cues = _assertion_pieces_and_cues(index)
    values = _values_in_assertions(index)
    return [
        _loaded_assertion(
            row, _make_assertion(row, decided[n], pieces[n], " … ".join(cues[n]), values[n])
        )
        for n, row in ((row[0], row) for row in said)
    ]


def _ask_for_assertions(index: MatchIndex, ids: Sequence[int]) -> list[Row]:
    """Return what assertions are, and let the statements that read more of them see it.

    Else each of them would look up texts, readings and claims again.
    """
    said = index.arrow("said_rows", ids=ids)
    index.give("asked_assertion", said)
    columns = (column.to_pylist() for column in said.columns[:_SAID])
    return list(zip(*columns, strict=True))


def _assertion_contexts(
    index: MatchIndex, articles: Mapping[int, int]
) -> dict[int, AssertionContext]:
    """Return what other stages decided of the asked assertions, as the ledger has it now.

    Args:
        index: the index.
        articles: each of them to the number of its article.
    """
    spoken = {number: (actor, person) for number, actor, person in index.rows("actors")}
    asked = sorted(set(articles.values()))
    stories: dict[int, str] = dict(index.rows("stories_of", articles=asked))
    named = _entities_in_assertions(index)
    told = ((n, stories.get(article), spoken.get(n, _NOBODY)) for n, article in articles.items())
    return {n: AssertionContext(story, *by, tuple(named[n])) for n, story, by in told}


def _entities_in_assertions(index: MatchIndex) -> defaultdict[int, list[Named]]:
    """Return the entities inside the asked assertions, in order."""
    named: defaultdict[int, list[Named]] = defaultdict(list)
    for number, entity, start, end in index.rows("named_entities"):
        named[number].append(Named(entity=entity, span=Span(start, end)))
    return named


def _loaded_assertion(row: Row, said: Assertion) -> Loaded:
    return Loaded(number=row[0], article_id=row[3], published=row[6], said=said)


def _values_in_assertions(index: MatchIndex) -> defaultdict[int, list[Value]]:
    """Return the values inside the asked assertions, in order."""
    values: defaultdict[int, list[Value]] = defaultdict(list)
    for number, *cells in index.rows("value_rows"):
        values[number].append(value_of(cells))
    return values


def load_known(index: MatchIndex, ids: Sequence[int]) -> dict[int, tuple[Loaded, dict[str, int]]]:
    """Load items of the index, each with what its terms lose in its story."""
    return {
        row[0]: (_read_kept_item(row), json.loads(row[-1]))
        for row in index.rows("kept_items", ids=ids)
    }


def _read_kept_item(row: Row) -> Loaded:
    number, key, version, article_id, article, source, published, story, written, _ = row
    said = read_assertion(
        written,
        key=key,
        version=version,
        article=article,
        source=source,
        published=time_of(published),
        story=story,
    )
    return Loaded(number=number, article_id=article_id, published=published, said=said)


_Pieces = defaultdict[int, list[tuple[Span, str]]]


def _assertion_pieces_and_cues(index: MatchIndex) -> tuple[_Pieces, defaultdict[int, list[str]]]:
    """Return the pieces and the words of the cues of the asked assertions."""
    pieces: _Pieces = defaultdict(list)
    cues: defaultdict[int, list[str]] = defaultdict(list)
    for number, role, start, end, surface, _ in index.rows("piece_rows"):
        if role == "cue":
            cues[number].append(surface)
        else:
            pieces[number].append((Span(start, end), surface))
    return pieces, cues


def _make_assertion(
    row: Row,
    decided: AssertionContext,
    pieces: Iterable[tuple[Span, str]],
    cue: str,
    values: Iterable[Value],
) -> Assertion:
    _, key, version, _, article, source, published, narrated, *told = row
    modality, polarity, certainty, act = told
    return Assertion(
        key=key,
        version=version,
        article=article,
        source=source,
        published=time_of(published),
        story=decided.story,
        speaker=decided.speaker,
        person=decided.person,
        narrated=narrated,
        cue=cue,
        modality=modality,
        polarity=polarity,
        certainty=certainty,
        act=act,
        pieces=tuple(pieces),
        named=decided.named,
        values=tuple(values),
    )


def words_of(index: MatchIndex, ids: Sequence[int]) -> dict[int, str]:
    """Return the words of assertions, current or not, as `Assertion.words` gives them."""
    _ask_for_assertions(index, ids)
    pieces, _ = _assertion_pieces_and_cues(index)
    return {number: " … ".join(words for _, words in several) for number, several in pieces.items()}
