"""Ties: how often roles and nouns are tied rightly inside labelled articles, by cue and by rivals.

Counted are the mentions that the labels mark, as a caller gives them, and those that our own reader
finds, since it is these that most ledgers hold. Sets that blank the text between the mentions say
nothing of it and are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from provenance.records.mentions import Chain, Link
from provenance.spans import Span
from resolvers.coreference.build import build_chains
from resolvers.coreference.cues import BESIDE
from resolvers.coreference.rivals import Rivals
from resolvers.linking.labelled import Label, LabelledArticle, most_voted, read_articles, read_set
from resolvers.mention_detection.detect import detect

TEXTS = ("newswcl", "meantime")
_NAMED = frozenset({"name", "short", "alias"})  # features that point at a name
_NEAR = 25  # code points by which the ends of a phrase that we find and of a marked one may differ

Counts = dict[tuple[str, bool], list[int]]
Tie = tuple[str, bool, bool]  # cue, whether rivals are named in between, whether it is right


def count_ties(data: Path) -> Counts:
    """Count right and wrong ties of the sets in a folder, by cue and by rivals."""
    counts: Counts = defaultdict(lambda: [0, 0])
    for name in TEXTS:
        for cue, rivals, right in _ties_of_set(data, name):
            counts[cue, rivals][not right] += 1
    return dict(counts)


def _ties_of_set(data: Path, name: str) -> Iterator[Tie]:
    """Yield the ties of one set: those of its marked mentions, and ours."""
    given = list(read_set(data / name))
    yield from _gold_mention_ties(given)
    yield from _detected_mention_ties(data / name, given)


def _gold_mention_ties(articles: Iterable[LabelledArticle]) -> Iterator[Tie]:
    """Yield the ties between marked mentions, two names aside."""
    for article in articles:
        names = _name_spans(article.chains)
        for _, link, to, among in _links_with_rivals(article.chains):
            span = link.mention.span
            if span not in names:
                here = article.gold.get((span.start, span.end))
                right = here is not None and here == article.gold.get((to.start, to.end))
                yield link.cue, among, right


def _detected_mention_ties(folder: Path, given: Iterable[LabelledArticle]) -> Iterator[Tie]:
    """Yield the ties of the roles and nouns that our reader finds to somebody who is named."""
    gold = {article.article: article.gold for article in given}
    for name, text in read_articles(folder):
        chains = build_chains(name, text, detect(text, name))
        labels = {chain.key: _majority_name_label(chain, gold[name]) for chain in chains}
        for chain, link, _, among in _links_with_rivals(chains):
            wanted = labels[chain.key]
            marked = list(_overlapping_gold_labels(link.mention.span, gold[name]))
            if link.mention.kind in {"role", "nominal"} and wanted and marked:
                yield link.cue, among, wanted in marked


def _links_with_rivals(chains: Iterable[Chain]) -> Iterator[tuple[Chain, Link, Span, bool]]:
    """Yield ties, with the mention that each leads to, and whether rivals are in between."""
    told = list(chains)
    rivals = Rivals(
        (feature.span.start, chain.type, chain.key)
        for chain in told
        for feature in chain.features
        if feature.name in _NAMED
    )
    for chain in told:
        for link in chain.links:
            if link.to is not None:
                apart = link.cue not in BESIDE
                span, to = link.mention.span, link.to
                yield chain, link, to, apart and rivals.between(to, span, chain.type, chain.key)


def _name_spans(chains: Iterable[Chain]) -> set[Span]:
    """Return the spans that are names, and the mentions that hold one."""
    named = [f.span for chain in chains for f in chain.features if f.name in _NAMED]
    spans = {link.mention.span for chain in chains for link in chain.links}
    return {span for span in spans if any(span.contains(name) for name in named)}


def _majority_name_label(chain: Chain, gold: Mapping[tuple[int, int], Label]) -> Label | None:
    """Return the label of most of a chain's names."""
    names = [link.mention for link in chain.links if link.mention.kind == "name"]
    votes = Counter(
        label
        for mention in names
        for (start, end), label in gold.items()
        if start <= mention.span.start and mention.span.end <= end <= mention.span.end + _NEAR
    )
    return most_voted(votes) if votes else None


def _overlapping_gold_labels(span: Span, gold: Mapping[tuple[int, int], Label]) -> Iterator[Label]:
    """Yield the labels of the marked mentions that overlap a phrase and are about as long."""
    for (start, end), label in gold.items():
        near = abs(start - span.start) <= _NEAR and abs(end - span.end) <= _NEAR
        if near and start < span.end and span.start < end:
            yield label


def write_ties(path: Path, counts: Counts) -> None:
    """Write the counts as a data file."""
    lines = [
        "# How often a role or noun was tied rightly and wrongly, by cue, and by whether others of",
        "# its type are named in between.",
        f"# Source: counted by resolvers.linking.training on {' and '.join(TEXTS)}, on their",
        "# mentions and on those that our reader finds.",
        "# Columns: cue, rivals (none or some), right, wrong.",
        "cue\trivals\tright\twrong",
        *(
            f"{cue}\t{'some' if rivals else 'none'}\t{right}\t{wrong}"
            for (cue, rivals), (right, wrong) in sorted(counts.items())
        ),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
