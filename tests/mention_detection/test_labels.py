"""Speakers, handles, tickers and characters that nobody sees are read as a person reads them."""

from __future__ import annotations

import pytest

from provenance.records.mentions import Chain
from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect


def names(text: str) -> dict[str, str]:
    """Find the names of a text with their types."""
    return {m.surface: m.type for m in detect(text, "v") if m.kind == "name"}


def chain_of(text: str, surface: str) -> Chain:
    """Find the chain that a name is in."""
    chains = build_chains("v", text, detect(text, "v"))
    return next(c for c in chains if any(li.mention.surface == surface for li in c.links))


def surfaces(chain: Chain) -> set[str]:
    """List what is in a chain."""
    return {link.mention.surface for link in chain.links}


TRANSCRIPT = """MARLA VANCE, HOST: Good evening.
REP. DALE ORTON: Good to be with you, Marla.
VANCE: Will you vote?
ORTON: I will.
(CROSSTALK)
"""


def test_speakers_of_a_transcript_are_persons() -> None:
    """Titles and roles stay outside, and stage directions are nobody."""
    found = names(TRANSCRIPT)

    assert {found[name] for name in ("MARLA VANCE", "DALE ORTON", "VANCE", "ORTON")} == {"PER"}
    assert "CROSSTALK" not in found


def test_questions_and_answers_are_no_initials() -> None:
    """The country in "Q. Malaysia has protested" is Malaysia."""
    found = names("Q. Malaysia has protested.\nA. Norway sent a note.\nQ. And you?\nA. No.")

    assert found.keys() == {"Malaysia", "Norway"}


def test_a_handle_is_an_alias_of_the_name_before_it() -> None:
    """Wherever the handle stands, it is that person; an address is no handle."""
    text = (
        "Ada Crane @adacrane wrote that Oslo is cold.\n\nReplying to @adacrane\nWrite to a@b.org."
    )

    assert "Ada Crane" in surfaces(chain_of(text, "@adacrane"))
    assert "@b" not in names(text)


def test_a_ticker_is_an_alias_of_the_firm_before_it() -> None:
    """The exchange is not."""
    text = "Norvel Mills Inc. (NYSE: NVM) cut jobs. NVM shares fell, and Norvel Mills said no more."

    assert {"Norvel Mills Inc.", "NVM"} <= surfaces(chain_of(text, "NVM"))


@pytest.mark.parametrize("gap", ["\u00ad", "\u200b", "\u2060"])
def test_characters_that_nobody_sees_break_no_name(gap: str) -> None:
    """The span is that of the text as it is stored, and the person is one."""
    text = f"Dmitry Pes{gap}kov spoke in Moscow. Peskov left."
    chain = chain_of(text, "Peskov")

    assert surfaces(chain) == {f"Dmitry Pes{gap}kov", "Peskov"}


def test_cells_of_a_table_are_names_of_their_own() -> None:
    """A tab or a bar ends a name."""
    found = names("Marta Kovel\tGreen Alliance\nPeter Lund | Labour Party\n")

    assert {"Marta Kovel", "Peter Lund"} <= found.keys()


def test_a_headline_that_holds_two_people_is_no_name() -> None:
    """Both are found in it."""
    text = "Hillary Clinton Slams Donald Trump\n\nHillary Clinton met Donald Trump, and Donald Trump left."

    assert names(text) == {"Hillary Clinton": "PER", "Donald Trump": "PER"}
