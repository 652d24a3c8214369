"""Embedders: a caller's own sense of what sentences mean, as one more comparison of claims."""

from __future__ import annotations

import attrs

from resolvers.claim_matching.features import Embed


@attrs.frozen(kw_only=True)
class Embedder:
    """Plug in an embedder of sentences.

    Nothing is downloaded, and nothing is embedded unless one is given.

    Args:
        name: identifies the embedder and its weights; another name matches everything anew.
        embed: gives a list of texts as vectors of one length, in order; vectors need no unit
            length.
        coefficient: what a cosine of 1 adds to the natural logarithm of the odds;
            `resolvers.claim_matching.training.fit_embedder`
            learns it from labels.
        least: the cosine from which on it adds anything; no pair loses by it, since a denial may be
            far from what it denies.
        is_away: whether only its name and what it weighs are known; see
            `resolvers.stages.matching.last_embedder`.
    """

    name: str = attrs.field(validator=attrs.validators.min_len(1))
    embed: Embed
    coefficient: float = 6.0
    least: float = 0.5
    is_away: bool = False
