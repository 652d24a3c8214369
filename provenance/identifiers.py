"""Identifiers by content: hashes of length-framed fields, canonical pair order, minted entity ids."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TypeAlias, TypeVar

Field: TypeAlias = "str | float | bool | list[Field] | tuple[Field, ...] | None"
Key = TypeVar("Key", int, str)

# 80 bits: at ten million entities the chance that any two ids meet is below 1e-10 (birthday bound).
_ID_BYTES = 10
# `json.dumps` with settings makes such an encoder at every call, which takes longer than to encode.
_FRAMING = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def content_hash(*fields: Field) -> str:
    """Hash fields so that no two different lists of fields share an input.

    The fields are framed as one JSON array, so `("ab", "c")` and `("a", "bc")` differ.

    Returns:
        64 hexadecimal digits of SHA-256.
    """
    framed = _FRAMING.encode(fields)
    return hashlib.sha256(framed.encode("utf-8", "surrogatepass")).hexdigest()


def text_hash(text: str) -> str:
    """Hash a text by its UTF-8 bytes, as other tools do, so that the hash can be checked without us."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def canonical_pair(a: Key, b: Key) -> tuple[Key, Key]:
    """Order two keys, so that a pair has one name whichever way round it was found."""
    return (a, b) if a <= b else (b, a)


def mint_story_id(founding_article: str) -> str:
    """Mint the id of the story that an article founds: `story-` and 16 characters of lower-case base32."""
    return "story-" + _minted_id("story", founding_article)


def mint_origin_id(founding_article: str) -> str:
    """Mint the id of the origin that an article founds: `origin-` and 16 characters of lower-case base32."""
    return "origin-" + _minted_id("origin", founding_article)


def mint_claim_group_id(founder: str) -> str:
    """Mint the id of the group of claims that a claim founds: `group-` and 16 characters of lower-case base32."""
    return "group-" + _minted_id("claim group", founder)


def _minted_id(sort: str, founder: str) -> str:
    digest = hashlib.sha256(f"{sort}\x00{founder}".encode("utf-8", "surrogatepass")).digest()[
        :_ID_BYTES
    ]
    return base64.b32encode(digest).decode().lower()


def mint_entity_id(founding_chain: str) -> str:
    """Mint the id of the entity that a chain founds.

    The id depends on the founding chain's content alone: a rebuild from the same articles gives the
    same id.

    Args:
        founding_chain: the content key of the chain that comes first in the entity.

    Returns:
        `ent-` and 16 characters of lower-case base32.
    """
    return "ent-" + _minted_id("entity", founding_chain)
