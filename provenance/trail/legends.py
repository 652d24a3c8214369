"""What the columns and the words of tables mean, for whoever asks (`--explain`)."""

from __future__ import annotations

from collections.abc import Iterable

LEGENDS = {
    "a": "the value on the first side, with the words and the place that state it",
    "answer": "the words that give the answer, where they are fewer than what is said",
    "article": "where it stands, as ARTICLE:START-END: offsets count characters, from 0, the end excluded",
    "articles": "how many articles mention it, or belong to it",
    "authority": "what the list is called",
    "b": "the value on the other side, with the words and the place that state it",
    "claim": "the key of the claim: `trace` and `sources` take it",
    "class": "what is done with the words: said, wrote, asked, believes, plans, demands, evidence, about",
    "conflict": "rows of one number are the answers of one conflict",
    "does": "what whoever gives the answer does: says, denies, asks, withholds, supposes, or reports (an outlet)",
    "entity": "who it is: an id that `show`, `trace` and `how` take, or the name",
    "entries": "how many entities the list has",
    "feature": "what was compared; `prior` is how likely any two compared ones are one",
    "files": "where the entries come from",
    "first": "when the first article was published",
    "first stated at": "the first place that says so, as ARTICLE:START-END",
    "fit": "how the words fit: id, name, called so by an article, part of the name, or similar",
    "group": "the proposition: claims that say the same; `sources` takes it",
    "headline": "the title of the first article, or its first words",
    "held": "shared: several reportings state it; unique: one does",
    "kind": "of a claim: direct (quoted), indirect or mixed; of a mention: name, role, nominal or pronoun; "
    "of a conflict: what it is about; of a source: named, unnamed, unknown, or an outlet's own voice",
    "last": "when the last article was published",
    "level": "how alike the two sides are",
    "link": "the page, opened at the words",
    "linked": "how many of them some article speaks of",
    "mention": "where it stands, as ARTICLE:START-END: `why` takes it",
    "mentions": "how often articles speak of it",
    "name": "its best name",
    "origin": "the reporting that the article goes back to; copies share one",
    "origins": "how many separate reportings stand behind it: a copy is none of its own",
    "outlet": "who published the article",
    "probability": "how likely it is that this is right, from 0 to 1; empty where nobody is known",
    "published": "when the article was published (UTC)",
    "question": "what both answers answer",
    "relation": "how near the words are to those said first: verbatim, near, paraphrase",
    "roles": "what it is called beside its name, the most frequent first",
    "said": "the words, pieces joined by …",
    "said first as": "the words of whoever was heard first",
    "shared": "what both have",
    "source": "who published it, or who stands behind it",
    "sources": "how many outlets",
    "speaker": "who says it; in brackets, how the article describes one whom it does not name",
    "stance": "how the speaker stands to it: asserts, denies, asks, withholds, supposes, hearsay",
    "story": "the event: `coverage` takes it",
    "sure": "how likely it is that both answer one question, and why",
    "text": "the words around it, the mention between ⟦ ⟧",
    "tied by": "what tied the mention to its chain; `opens` begins one",
    "times": "how often it is stated",
    "title": "the article's title",
    "type": "PER a person, ORG a body, LOC a place, other (laws, storms, works), none where nothing tells",
    "weight": "log2 of the odds: +3 makes it 8 times as likely that both are one, -3 an eighth",
    "what": "a name or a role",
    "words": "the words as articles have them",
}


def legend(columns: Iterable[str]) -> list[tuple[str, str]]:
    """List what each column means; those without a legend, such as an outlet's, are left out."""
    return [(name, LEGENDS[name]) for name in columns if name in LEGENDS]
