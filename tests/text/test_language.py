"""Articles in other languages are passed over, and said to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resolvers
from provenance.testing import memory_ledger
from resolvers.text.language import is_english

FOREIGN = {
    "fr": "Le président français a déclaré que la France enverrait des troupes dans le pays avec les autres.",
    "es": "El presidente dijo el viernes que España no enviará tropas. Según el ministro, la isla recibirá más.",
    "de": "Die Regierung hat am Freitag erklärt, dass sie nicht mit den anderen Ländern verhandeln wird.",
    "ru": "Пресс-секретарь президента заявил в пятницу, что Москва не примет это предложение.",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_other_languages_are_not_english(text: str) -> None:
    """Function words tell, or the script does."""
    assert not is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12:30",
        "Simone de la Cruz met Ludwig van den Berg and Nguyen Van Linh in Rio de Janeiro on Monday.",
        "Acy Capital bought Norvel Mills. Strix hired ten people.",
        "The president of Ukraine, Володимир Зеленський, spoke to reporters.",
        "RESULTS: Norvel 3 Tolk 1, Varr 2 Rook 2, Minch 0 Harrow 4",
    ],
)
def test_names_lists_and_short_texts_are_read(text: str) -> None:
    """A text is English unless it speaks against that."""
    assert is_english(text)


@given(st.text())
def test_any_text_is_one_or_the_other(text: str) -> None:
    """No text stops it."""
    assert is_english(text) in {True, False}


def test_articles_in_other_languages_are_counted_and_kept() -> None:
    """They have no mentions and no claims, and the other articles are read."""
    rows = [{"id": code, "text": text} for code, text in FOREIGN.items()]
    rows += [{"id": "en", "text": "Ada Crane said on Friday that she would go to Oslo."}]
    with memory_ledger(rows) as ledger:
        done = resolvers.resolve(ledger)
        mentions = {row["article"] for row in ledger.table("mentions").to_pylist()}
        again = resolvers.resolve(ledger)

    assert (done.read, done.passed_over) == (5, 4)
    assert mentions == {"en"}
    assert again.read == again.passed_over == 0
