"""Coverage over a ledger: what is new is compared with what it touches, and laid out for appending.

What comes out is a function of the current versions and of the entities they name; the index
(`resolvers.incremental.stories`) keeps what is needed to find it without looking at all of them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from provenance.identifiers import content_hash
from resolvers.clusters.constraints import NOTHING
from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.copying import Copies, find_copies, sample_texts
from resolvers.incremental.stories.deciding import decided_texts, take_decided
from resolvers.incremental.stories.grouping import group
from resolvers.incremental.stories.rows import changes
from resolvers.incremental.stories.scoring import Scorer, score_changed
from resolvers.incremental.stories.texts import delta, read_texts, take
from resolvers.incremental.stories.touched import Reached
from resolvers.incremental.stories.weighing import weigh_texts
from resolvers.storing import coverage as columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from resolvers.clusters.constraints import Said
    from resolvers.incremental.stories.identifying import Decided
    from resolvers.incremental.stories.telling import Stories
    from resolvers.incremental.stories.texts import Delta, Read
    from resolvers.reuse.derivation import Printed
    from resolvers.stories.similarity import StoryModel


_KEPT = 1_000  # texts in memory; 5 MB


@attrs.frozen(kw_only=True)
class Covered:
    """Hold what is new in copies, origins and stories.

    Args:
        digest: a hash of what was new; the same nowhere else.
        decided: `story` and `origin` to what identity decided of those that were touched.
    """

    digest: str
    copies: Copies
    stories: Stories
    decided: Mapping[str, Decided]


def find(index: StoryIndex, model: StoryModel, decided: Said = NOTHING) -> Covered | None:
    """Bring the index up to date, and find what that changes; None where nothing has changed.

    Args:
        index: the index.
        model: the parameters of stories.
        decided: all pairs of articles, by the caller's ids, that a person put into one story or
            one reporting, or into two, whatever words and copying say; an article may come later.
    """
    news, turned = delta(index), take_decided(index, decided)
    if not (news.said or news.gone or turned):
        return None

    read = _caching_text_reader(index)
    copies = _find_changed_copies(index, news, read)
    scorer = Scorer(index, model)
    reached = _score_changed_texts(index, scorer, news, read)
    moved = copies.moved | decided_texts(index, decided, turned, news.new)
    stories, origins = group(index, scorer, reached.with_moved(moved), decided=decided)
    return Covered(
        digest=_delta_digest(news, turned),
        copies=copies,
        stories=stories,
        decided={"story": stories.decided, "origin": origins},
    )


def _find_changed_copies(index: StoryIndex, news: Delta, read: Read) -> Copies:
    """Take in texts as they are now, and find what that changes in copying."""
    new = [item.text_id for item in news.new]
    take(index, news.said, sample_texts(index, new, read))
    return find_copies(index, new, news.gone, read)


def _score_changed_texts(index: StoryIndex, scorer: Scorer, news: Delta, read: Read) -> Reached:
    """Weigh and score what says something else now, and tell which texts that reaches."""
    new = {item.text_id for item in news.new}
    known = {item.text_id for item in news.said} - new
    changed = weigh_texts(index, news.said, known, news.gone, read)
    touched = score_changed(index, scorer, changed, new, news.gone)
    if news.gone:
        index.run("drop_texts", dropped=news.gone)
    return Reached(touched=touched.union(news.gone), changed=changed, copied=new)


def _delta_digest(news: Delta, turned: Iterable[str]) -> str:
    """Hash what is new: what texts say, which are gone, and the articles that a person decided."""
    said = sorted(item.said for item in news.said)
    return content_hash(*said, *map(str, news.gone), *sorted(turned))


def _caching_text_reader(index: StoryIndex) -> Read:
    """Read texts, those of the last blocks once: several steps want the same."""
    kept: dict[int, tuple[Printed, str | None]] = {}

    def read(ids: Iterable[int]) -> dict[int, tuple[Printed, str | None]]:
        wanted = sorted(set(ids))
        if len(kept) + len(wanted) > _KEPT:
            kept.clear()
        unread = [number for number in wanted if number not in kept]
        kept.update(read_texts(index, unread) if unread else {})
        return {number: kept[number] for number in wanted}

    return read


def tables(covered: Covered) -> tuple[dict[str, pa.Table], dict[str, pa.Table]]:
    """Lay out what is to be appended, and what is to be withdrawn."""
    appended = {
        "credits": columns.credits_table(covered.copies.credits),
        "derivations": columns.derivations_table(covered.copies.derivations),
        "story_comparisons": columns.story_comparisons_table(covered.stories.comparisons),
        "story_relations": columns.story_relations_table(covered.stories.relations),
    }
    return appended, columns.ended_tables(
        covered.copies.ended, covered.stories.untold, covered.stories.unrelated
    )


def groups(covered: Covered) -> dict[str, columns.GroupChanges]:
    """Lay out what is to be appended of stories and origins."""
    return {sort: changes(decided) for sort, decided in sorted(covered.decided.items())}
