"""Pairing: items that changed are posted anew, and the pairs that this changes are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

import attrs

from resolvers.claim_matching.blocking import keys_of
from resolvers.claim_matching.features import Prepared
from resolvers.incremental.claims.base import MatchIndex
from resolvers.incremental.claims.loading import Loaded
from resolvers.incremental.claims.supports import FAR, Place, Supports, count_block

_TOKEN = {"token": "int64", "low": "int64", "high": "int64"}


@attrs.define
class _Block:
    """Hold what changes in one block."""

    inside: bool = False
    came: list[Place] = attrs.field(factory=list)
    times: list[int | None] = attrs.field(factory=list)  # of all that comes or goes

    def take(self, item: Loaded, *, inside: bool) -> None:
        """Let an item come."""
        self.inside = inside
        self.came.append(item.place)
        self.times.append(item.published)


def pair_changed(
    index: MatchIndex, items: Sequence[tuple[Loaded, Prepared]], gone: Iterable[int], *, known: bool
) -> Supports:
    """Post items under their keys, and count how many keys pair them, and others, now.

    Args:
        index: the index; the items are in it as they are now.
        items: the items that are new or changed.
        gone: the numbers of items that are asserted no longer.
        known: whether the index has keys of any of them.
    """
    changed = {item.number for item, _ in items} | set(gone)
    blocks: defaultdict[int, _Block] = defaultdict(_Block)
    if known:
        _note_blocks_left(index, changed, blocks)
    rows = _note_blocks_joined(items, blocks)
    before = _read_blocks(index, blocks)
    found = Supports()
    for token, block in blocks.items():
        count_block(found, before.get(token, []), changed, block.came, inside=block.inside)
    if known:
        index.run("drop_postings", ids=sorted(changed))
    index.insert("claim_matching.posting", rows)
    return found


def _note_blocks_left(
    index: MatchIndex, changed: set[int], blocks: defaultdict[int, _Block]
) -> None:
    """Note the blocks that items leave."""
    for _, token, inside, published in index.rows("tokens_of", ids=sorted(changed)):
        blocks[token].inside = inside
        blocks[token].times.append(published)


def _note_blocks_joined(
    items: Sequence[tuple[Loaded, Prepared]], blocks: defaultdict[int, _Block]
) -> list[tuple[int, int, bool, int | None]]:
    """Note the blocks that items come to, and return their postings."""
    rows: list[tuple[int, int, bool, int | None]] = []
    for item, prepared in items:
        for key in keys_of(prepared):
            token = hash_key(key.name, inside=key.inside)
            blocks[token].take(item, inside=key.inside)
            rows.append((item.number, token, key.inside, item.published))
    return rows


def hash_key(name: str, *, inside: bool) -> int:
    """Hash a key to 64 bits with a sign; two that meet would only pair items that need not be."""
    digest = blake2b(f"{int(inside)}{name}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def _read_blocks(index: MatchIndex, blocks: Mapping[int, _Block]) -> dict[int, list[Place]]:
    """Read the blocks as they were, around the times of what comes and goes."""
    asked = [(token, *_time_window(block.times)) for token, block in sorted(blocks.items())]
    index.give_rows("asked_token", _TOKEN, asked)
    found: defaultdict[int, list[Place]] = defaultdict(list)
    for token, number, published, article, start, tie in index.rows("blocks"):
        found[token].append(Place.of(published, article, start, tie, number))
    return found


def _time_window(times: Sequence[int | None]) -> tuple[int | None, int | None]:
    """Return between which times the items of a block matter; None for all of it."""
    dated = [time for time in times if time is not None]
    if len(dated) < len(times):
        return None, None
    return min(dated) - FAR, max(dated) + FAR
