"""Find claims by speaker, subject or words, and follow one back to its characters and to the live page."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from provenance.exceptions import NotFoundError
from provenance.spans import Span
from provenance.trail.finding import find_entity
from provenance.trail.views import ClaimView, SpeakerView

if TYPE_CHECKING:
    from provenance.ledger import Store

CLAIM = re.compile("[0-9a-f]{16,64}")


def claims(
    store: Store,
    *,
    by: str | None = None,
    about: str | None = None,
    text: str | None = None,
    acts: Collection[str] | None = None,
    limit: int | None = None,
) -> list[ClaimView]:
    """List claims, in the order of publication.

    Args:
        store: the ledger.
        by: the speaker, by id or name.
        about: an entity that the content mentions, by id or name.
        text: words of the content, in any case.
        acts: what is done with the words, such as `STATEMENTS` of `provenance.claims`; all
            otherwise.
        limit: the most to list.

    Raises:
        NotFoundError: no entity goes by that id or name.
    """
    speaker = None if by is None else find_entity(store, by)["entity"]
    subject = None if about is None else find_entity(store, about)["entity"]
    kinds = None if acts is None else sorted(acts)
    return _views(store, speaker=speaker, about=subject, words=text, acts=kinds, limit=limit)


def find_claim(store: Store, key: str) -> ClaimView:
    """Find one claim by its key, of which exports and lists write the first 16 digits.

    Raises:
        NotFoundError: there is no such claim.
    """
    found = _views(store, claim=key)
    if not found:
        raise NotFoundError(f"no claim is called {key!r}; `spantrail claims` lists all")
    return found[0]


def _views(
    store: Store,
    *,
    speaker: str | None = None,
    about: str | None = None,
    words: str | None = None,
    acts: list[str] | None = None,
    claim: str | None = None,
    limit: int | None = None,
) -> list[ClaimView]:
    asked = {"speaker": speaker, "about": about, "words": words, "acts": acts, "claim": claim}
    rows = store.query("claim_rows", **asked, limit=limit).to_pylist()
    return [_view(row) for row in rows]


def _speaker(one: Mapping[str, Any]) -> SpeakerView:
    span = None if one["start"] is None else Span(one["start"], one["end"])
    return SpeakerView(entity=one["entity"], name=one["name"], span=span)


# dense: hands every column on by its name
def _view(row: Mapping[str, Any]) -> ClaimView:
    spans = {
        name: tuple(Span(a, b) for a, b in row[name])
        for name in ("content", "cue", "source", "addressee", "quotes")
    }
    weight = row["speaker_weight"]
    return ClaimView(
        claim=row["claim"],
        article=row["article"],
        outlet=row["outlet"],
        title=row["title"],
        url=row["url"],
        published_at=row["published_at"],
        text=row["text"],
        **spans,
        kind=row["kind"],
        polarity=row["polarity"],
        modality=row["modality"],
        certainty=row["certainty"],
        stance=row["stance"],
        act=row["class"],
        rule=row["rule"],
        score=row["score"],
        speaker=row["speaker"],
        speaker_name=row["speaker_name"],
        speaker_cue=row["speaker_cue"],
        speakers=tuple(map(_speaker, row["speakers"])),
        step=None
        if row["speaker"] is None
        else 1.0
        if weight is None
        else 1 / (1 + math.exp2(-weight)),
        membership=row["membership"],
        probability=row["probability"],
        chain=row["chain"],
        parent=row["parent"],
    )
