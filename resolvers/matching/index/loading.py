"""Loading: assertions as the ledger has them, with what other stages decided of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from provenance.claims import Value
from provenance.identifiers import content_hash
from provenance.spans import Span
from resolvers.matching.assertions import Assertion, Named
from resolvers.matching.index.base import MatchIndex
from resolvers.tables import Row

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SIGNED = 1 << 63


@attrs.frozen
class AssertionContext:
    """Hold what other stages decided of an assertion.

    Args:
        story: the id of its article's story.
        speaker: the id of the entity that says it.
        named: the entities inside, in order.
    """

    story: str | None
    speaker: str | None
    named: tuple[Named, ...]

    def write_named(self) -> str:
        """Write the entities inside as JSON."""
        return json.dumps([[n.entity, n.span.start, n.span.end] for n in self.named])

    @classmethod
    def read(cls, story: str | None, speaker: str | None, named: str) -> AssertionContext:
        """Read what the index keeps."""
        several = (Named(entity=e, span=Span(start, end)) for e, start, end in json.loads(named))
        return cls(story, speaker, tuple(several))


@attrs.frozen(kw_only=True)
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

    @property
    def content_hash(self) -> int:
        """Hash all that matching depends on; the key stands for the words."""
        a = self.said
        digest = content_hash(
            *(a.key, a.source, str(a.published), a.story, a.speaker, a.cue),
            *(a.modality, a.polarity, a.certainty),
            [[n.entity, n.span.start, n.span.end] for n in a.named],
            [[*_value_fields(value)] for value in a.values],
        )
        return int(digest[:16], 16) - _SIGNED


def _value_fields(value: Value) -> Iterable[str | float | None]:
    yield from (value.kind, value.span.start, value.span.end, value.low, value.high)
    yield from (value.unit, value.noun, str(value.first_day), str(value.last_day))


def decided_now(
    index: MatchIndex, ids: Sequence[int], articles: Mapping[int, int]
) -> dict[int, AssertionContext]:
    """Return what other stages decided of assertions, as the ledger has it now.

    Args:
        index: the index.
        ids: the numbers of assertions.
        articles: each of them to the number of its article.
    """
    speakers: dict[int, str] = dict(index.rows("actors", ids=ids))
    stories: dict[int, str] = dict(
        index.rows("stories_of", articles=sorted(set(articles.values())))
    )
    named: defaultdict[int, list[Named]] = defaultdict(list)
    for number, entity, start, end in index.rows("named_entities", ids=ids):
        named[number].append(Named(entity=entity, span=Span(start, end)))
    return {
        n: AssertionContext(stories.get(articles[n]), speakers.get(n), tuple(named[n])) for n in ids
    }


def load_changed(index: MatchIndex, ids: Sequence[int]) -> list[Loaded]:
    """Load assertions of which the index need not know anything."""
    said = index.rows("said_rows", ids=ids)
    decided = decided_now(index, ids, {row[0]: row[3] for row in said})
    return _assembled(index, said, decided)


def load_known(index: MatchIndex, ids: Sequence[int]) -> dict[int, tuple[Loaded, dict[str, int]]]:
    """Load items of the index, each with what its terms lose in its story."""
    kept = index.rows("kept_items", ids=ids)
    decided = {row[0]: AssertionContext.read(*row[1:4]) for row in kept}
    shares = {row[0]: json.loads(row[4]) for row in kept}
    loaded = _assembled(index, index.rows("said_rows", ids=list(decided)), decided)
    return {item.number: (item, shares[item.number]) for item in loaded}


def _assembled(
    index: MatchIndex, said: Sequence[Row], decided: Mapping[int, AssertionContext]
) -> list[Loaded]:
    """Put assertions together from their rows."""
    ids = [row[0] for row in said]
    pieces, cues = _pieces(index, ids)
    values: defaultdict[int, list[Value]] = defaultdict(list)
    for number, *cells in index.rows("value_rows", ids=ids):
        values[number].append(_value(cells))
    return [
        Loaded(
            number=row[0],
            article_id=row[3],
            published=row[6],
            said=_assertion(
                row, decided[row[0]], pieces[row[0]], " … ".join(cues[row[0]]), values[row[0]]
            ),
        )
        for row in said
    ]


_Pieces = defaultdict[int, list[tuple[Span, str]]]


def _pieces(index: MatchIndex, ids: Sequence[int]) -> tuple[_Pieces, defaultdict[int, list[str]]]:
    """Return the pieces and the words of the cues of assertions."""
    pieces: _Pieces = defaultdict(list)
    cues: defaultdict[int, list[str]] = defaultdict(list)
    for number, role, start, end, surface, _ in index.rows("piece_rows", ids=ids):
        if role == "cue":
            cues[number].append(surface)
        else:
            pieces[number].append((Span(start, end), surface))
    return pieces, cues


def _assertion(
    row: Row,
    decided: AssertionContext,
    pieces: Iterable[tuple[Span, str]],
    cue: str,
    values: Iterable[Value],
) -> Assertion:
    _, key, version, _, article, source, published, narrated, modality, polarity, certainty = row
    return Assertion(
        key=key,
        version=version,
        article=article,
        source=source,
        published=None if published is None else _EPOCH + timedelta(microseconds=published),
        story=decided.story,
        speaker=decided.speaker,
        narrated=narrated,
        cue=cue,
        modality=modality,
        polarity=polarity,
        certainty=certainty,
        pieces=tuple(pieces),
        named=decided.named,
        values=tuple(values),
    )


def _value(cells: Sequence[Any]) -> Value:
    kind, start, end, surface, low, high, unit, noun, first_day, last_day = cells
    return Value(
        kind=kind,
        span=Span(start, end),
        surface=surface,
        low=low,
        high=high,
        unit=unit,
        noun=noun,
        first_day=first_day,
        last_day=last_day,
    )


def words_of(index: MatchIndex, ids: Sequence[int]) -> dict[int, str]:
    """Return the words of assertions, current or not, as `Assertion.words` gives them."""
    pieces, _ = _pieces(index, ids)
    return {number: " … ".join(words for _, words in several) for number, several in pieces.items()}
