"""Word clusters: words that stand among the same words, as hints for the tagger.

A path leads from the root of a binary tree of clusters to a word (Brown et al. 1992). Its
beginnings are clusters of all sizes, and a model that saw "Oslo" in its training knows of "Vienna"
what it learnt (Miller et al. 2004; Turian et al. 2010). The file is made by `python -m
resolvers.lexicon.making_gazetteers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

UNKNOWN = ("b?",)  # clusters of a word that the file has not
_LENGTHS = (4, 6, 9)  # of beginnings; Turian et al. have 4, 6, 10 and 20


@cache
def paths() -> Mapping[str, str]:
    """Load the words with their paths, as written: "May" and "may" are two."""
    text = files(__package__).joinpath("data", "clusters.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: path for path, words in rows for word in words.split(" ")}


@lru_cache(maxsize=200_000)
def clusters_of(word: str) -> tuple[str, ...]:
    """Name the clusters of a word, the largest first; the last is its own."""
    path = paths().get(word) or paths().get(word.lower())
    if path is None:
        return UNKNOWN
    return (*(f"b{n}={path[:n]}" for n in _LENGTHS if len(path) > n), f"b={path}")
