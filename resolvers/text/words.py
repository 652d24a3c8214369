"""Closed classes of English words that several rules share.

Open ones are data files of the lexicon.
"""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Make a set of the words of a string."""
    return frozenset(words.split())


DETERMINERS = word_set(
    "the a an this that these those his her its their our my your whose another any each every some no both"
)
POSSESSIVES = word_set("his her its their our my your whose")
# Words that headlines leave in lower case and that are never a name by themselves.
FUNCTION_WORDS = word_set(
    "a about above across after against all also although am amid among an and any are around as at be because "
    "been before behind being below between both but by can could did do does down during each either else ever "
    "every few for from had has have having he her here hers him his how however i if in into is it its itself "
    "just like many may me might more most much must my near neither never no nor not now of off on once one only "
    "onto or other our out over own per rather same shall she should since so some such than that the their them "
    "then there these they this those though through throughout thus till to too toward towards two under unless "
    "until up upon us very via was we were what when where whether which while who whom whose why will with "
    "within without would yet you your 's ’s"
)
# Small words of the names of bodies, which are not counted among their words.
SMALL = word_set(
    "of the for and in on to against with by from at de du des der die das und et la le los las"
    " del di & a an"
)
DIRECTIONS = word_set("north south east west")  # "the North" is where it is said of
COMPASS = word_set("northern southern eastern western central")
# Adjectives of regions and faiths: like "French", they name nobody by themselves.
ADJECTIVES = word_set(
    "african american arab asian atlantic balkan baltic caribbean catholic central christian eastern eurasian "
    "european hispanic hindu indigenous islamic islamist jewish latin latino mediterranean muslim nordic northern "
    "orthodox pacific palestinian protestant scandinavian shia shiite southern sunni transatlantic western "
    "african-american anglo-american"
)
# Adjectives that only name a body together with its noun: "Democratic Party".
LONE_ADJECTIVES = ADJECTIVES | word_set(
    "democratic socialist communist liberal conservative national federal royal social international united "
    "general supreme central constitutional republican unionist independent civil public new old great big grand"
)
