"""Language: whether a text is English, the only language that the rules and the tagger read.

Function words tell languages apart within a sentence or two (Grefenstette 1995). A text is taken as
English unless it speaks against that, for lists, tables and headlines have few of them.
"""

from __future__ import annotations

from functools import lru_cache

from resolvers.text.words import FUNCTION_WORDS, word_set

_LEAST = 40  # words; of fewer, that none is a function word says nothing
_FOREIGN_LEAST = 4  # foreign function words
_READ = 2_000  # code points that are looked at
_SHARE = 0.12  # function words of English prose are a third and more
_CAPITALS = 0.5  # of the words of a list or a headline
# The commonest function words of languages in Latin letters, without those that are English words.
# Those that stand in names as well ("de", "la") are few in English text beside its own.
_FOREIGN = (
    word_set(
        "de la du del di da van "
        "el los las del que una por con para se su como más pero sus le ya este sí porque esta entre cuando "
        "les des une dans qui au pas pour sur ce plus par avec il elle est sont été aux ses cette nous vous "
        "der die das und den von zu mit sich auf für ist im dem nicht ein eine als auch es werden aus hat dass "
        "sie nach wird bei einer um am sind noch wie einem über einen so zum kann nur oder aber vor zur bis "
        "il lo gli dei della di che è per non nel alla da sono più anche dal delle con al "
        "o os do dos em um uma não na no mais ao pelo pela são foi ser há "
        "het een van en te dat op zijn voor met niet aan er om hij bij ook uit nog "
        "och att det som på är av för den till inte har ett men var sig så "
        "og af til ikke på er jeg vi han hun med "
        "i w na z się nie do jest że od po jak ale są "
        "ve bir bu için ile da ama çok daha olarak olan "
        "yang dan di untuk dengan dari pada ini itu tidak akan dalam adalah juga oleh "
        "ja on ei että se hän oli mutta"
    )
    - FUNCTION_WORDS
)


# The stages of one article ask one after the other.
@lru_cache(maxsize=8)
def is_english(text: str) -> bool:
    """Whether a text may be English."""
    head = text[:_READ]
    if _is_mostly_non_latin(head):
        return False
    words = _alphabetic_words(head)
    english = sum(word.lower() in FUNCTION_WORDS for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    if foreign >= _FOREIGN_LEAST and foreign > 2 * english:
        return False
    if len(words) < _LEAST or english >= _SHARE * len(words):
        return True
    capitals = sum(word[0].isupper() for word in head.split())
    return capitals > _CAPITALS * len(words)


def _alphabetic_words(text: str) -> list[str]:
    """List the words that have nothing but letters, without the marks around them."""
    words = (word.strip(".,;:!?«»“”\"'()[]") for word in text.split())
    return [word for word in words if word.isalpha()]


def _is_mostly_non_latin(text: str) -> bool:
    """Whether less than a fourth of the letters are Latin."""
    if text.isascii():
        return False
    letters = [c for c in text if c.isalpha()]
    return sum(c < "ɐ" or "Ḁ" <= c <= "ỿ" for c in letters) < len(letters) / 4
