"""Speakers: from the words of a source to who is who."""

from __future__ import annotations

import pytest

from provenance.records.articles import Article, Version
from provenance.records.claims import Claim
from provenance.records.mentions import Chain
from resolvers.attribution.reading import read_claims
from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect


def read(text: str) -> list[tuple[Claim, Chain | None]]:
    """Read claims with the chains of their speakers."""
    version = Version(article=Article(article_id="a"), text=text)
    chains = {c.key: c for c in build_chains(version.key, text, detect(text, version.key))}
    return [
        (claim, chains.get(claim.speaker or ""))
        for claim in read_claims(version, list(chains.values()))
    ]


def speakers(text: str) -> list[str | None]:
    """Name the speakers."""
    return [chain and chain.name for _, chain in read(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Claudia Merz said the field was clear.", "Claudia Merz"),
        ("Claudia Merz, who leads the network, said the field was clear.", "Claudia Merz"),
        ("French President Emmanuel Macron said the field was clear.", "Emmanuel Macron"),
        ("The field is clear, according to Claudia Merz.", "Claudia Merz"),
    ],
)
def test_a_source_that_is_a_mention_leads_to_its_chain(text: str, name: str) -> None:
    """Titles, appositions and relative clauses do not lead astray."""
    assert speakers(text)[-1] == name


def test_a_pronoun_leads_to_the_chain_of_its_gender_with_a_weight() -> None:
    """The nearest person is a man; she is the woman before him."""
    found = read("Claudia Merz met Emmanuel Macron. She said the field was clear.")
    claim, chain = found[-1]

    assert chain is not None
    assert (chain.name, claim.speaker_cue) == ("Claudia Merz", "pronoun")
    assert claim.probability is not None
    assert claim.probability < claim.score


@pytest.mark.parametrize(
    "source",
    ["A senior official", "Two people briefed on the talks", "Officials", "Another diplomat"],
)
def test_an_unnamed_source_stays_a_description(source: str) -> None:
    """Nobody is named, and so nobody is the speaker; the words are kept."""
    text = f"Claudia Merz left. {source} said the field was clear."
    claim, chain = read(text)[-1]

    assert chain is None
    assert claim.source[0].surface(text) == source


def test_an_official_of_an_organisation_is_not_the_organisation() -> None:
    """An official of the White House is somebody else."""
    assert speakers("A White House official said the field was clear.") == [None]
    assert speakers("People close to the White House say that the field is clear.") == [None]


def test_i_inside_a_quotation_is_who_is_quoted() -> None:
    """First persons mean the speaker around them."""
    text = "“I believe that the field is clear,” Claudia Merz said."

    assert speakers(text) == ["Claudia Merz", "Claudia Merz"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (  # the name behind a second description
            "Her daughter, the flautist Hélène Tran, said the cause was fever.",
            ["Hélène Tran"],
        ),
        (  # who spoke right before goes on, whatever is known of others
            (
                "Anna Reed, 34, was charged. The fund was old, said Olu Crane, a lawyer. "
                "“It bought one piano,” he told the court."
            ),
            ["Olu Crane", "Olu Crane"],
        ),
        (  # who opened the last sentence comes before who spoke earlier
            (
                "Minister repeats that it held.\n\nRosario Quintana has landed. The president went to a "
                "school. “Nobody will wait,” she said."
            ),
            ["Rosario Quintana"],
        ),
        (  # a pronoun that opens a sentence tells the gender of the one before it
            "Nguyen Thi Hoa died in Hanoi. She was 91. Her son was there. She told Bo Reed it was time.",
            ["Nguyen Thi Hoa"],
        ),
        (  # whom somebody calls "her" is not that somebody
            (
                "Anh Tran taught there. Sasha Crane, then a minister, called her “the finest”. "
                "She said it was kind."
            ),
            ["Sasha Crane", "Anh Tran"],
        ),
        (  # every "she" is a mention of whom it means, and who leads a sentence comes first
            (
                "Anh Tran Hoa died on Sunday. In 2009 she received the Ana Duval Prize, endowed by the "
                "bookseller Ana Duval, in Orle. Luc Crane called her “the finest”. She said it was kind."
            ),
            ["Luc Crane", "Anh Tran Hoa"],
        ),
        (  # a quotation alone goes on with who spoke, and not with whom the sentence is about
            (
                "The ministry may be reluctant to act while the talks last, Adam Venn said. “The other "
                "factor is the vote.”"
            ),
            ["Adam Venn", "ministry", "Adam Venn"],
        ),
        (  # a name behind a description that is nobody in particular
            "A spokesman for the board, Adam Venn, said it was late.",
            ["Adam Venn"],
        ),
        (  # a pronoun with its verb in one word
            "Tom Reed left. He's made remarks that it held.",
            ["Tom Reed"],
        ),
        (  # a promise inside what somebody says is of whoever made it
            "The harbour council says Tarn Hesk promised in 2022 to sell the pier.",
            ["Tarn Hesk"],
        ),
        (  # the bare surname is of whom the article does not call by the given name
            (
                "Melania Crane is back. Donald Crane spoke. Then Melania was gone. Her husband left. "
                "Crane said it was over."
            ),
            ["Donald Crane"],
        ),
    ],
)
def test_a_source_leads_to_the_nearest_who_fits(text: str, names: list[str]) -> None:
    """Of several the article's own order and words decide."""
    assert speakers(text)[-len(names) :] == names


def test_a_post_calls_its_author_i() -> None:
    """A woman in it is somebody else."""
    text = (
        "Bo Landry @BoLandry · Oct 15\nJust off the phone with Sen. Anna Ferrante. She says the call "
        "was short.\n\nTom Reed @TomReed · Oct 15\nNo."
    )
    said = [chain and chain.name for claim, chain in read(text) if claim.cue]

    assert said == ["Anna Ferrante"]
