"""How time and memory grow: articles made up from a fixed seed, read, linked and identified.

    python tests/benchmarks/scale.py [ARTICLES ...]

Each article speaks of a few of the people, offices and bodies of a world that grows with the square
root of the number of articles, as names do in real news. The second table adds one more article to
the largest ledger.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import provenance
import resolvers

SIZES = (500, 2_000, 8_000)
GIVEN = "Anna Boris Carla David Elena Farid Greta Hugo Ines Jonas Karim Laura Marek Nadia Oscar Paula".split()
ONSETS = "B Br D Dr F G Gr H K Kr L M N P R S Sch St T V W Z".split()
MIDDLES = "a e i o u ai ei ar er or an en in on".split()
ENDS = "ner ler mann sen son ski ov ev ian idze etti ini ado ano ez beck feld".split()
OFFICES = ("Foreign Minister", "Finance Minister", "Mayor", "Chairman", "spokesman")
COUNTRIES = ("French", "German", "Italian", "Polish", "Spanish", "Turkish", "Kenyan", "Chilean")
VERBS = (
    "said the plan would fail",
    "met officials in Geneva",
    "rejected the offer",
    "spoke of a new beginning",
)


def people(number: int, chance: random.Random) -> list[tuple[str, str, str]]:
    """Make people: given name, surname, office."""
    return [
        (
            chance.choice(GIVEN),
            chance.choice(ONSETS) + chance.choice(MIDDLES) + chance.choice(ENDS),
            f"{chance.choice(COUNTRIES)} {chance.choice(OFFICES)}",
        )
        for _ in range(number)
    ]


def articles(number: int) -> list[dict[str, str]]:
    """Make articles of about 150 words."""
    chance = random.Random(20250904)
    world = people(int(30 * number**0.5), chance)
    return [_article(i, world, chance) for i in range(number)]


def _article(i: int, world: list[tuple[str, str, str]], chance: random.Random) -> dict[str, str]:
    day = f"2025-{1 + i % 12:02}-{1 + i % 28:02}"
    return {
        "id": str(i),
        "source": f"outlet {i % 40}",
        "published_at": day,
        "text": _text(world, chance),
    }


def _text(world: list[tuple[str, str, str]], chance: random.Random) -> str:
    lines = []
    for given, surname, office in chance.sample(world, 5):
        lines += [
            f"{office} {given} {surname} {chance.choice(VERBS)}.",
            f"{surname} {chance.choice(VERBS)}, and Russia did not answer.",
            f"The {office} {chance.choice(VERBS)} in the morning.",
        ]
    return " ".join(lines)


def run(number: int) -> None:
    """Print what one size costs, then what one article more costs."""
    made = articles(number + 1)
    with (
        tempfile.TemporaryDirectory() as folder,
        provenance.open(Path(folder) / "l.duckdb") as ledger,
    ):
        spent: dict[str, float] = {}
        last = [time.perf_counter()]

        def tell(stage: str, done: int, total: int) -> None:
            if done == total:
                now = time.perf_counter()
                spent[stage] = spent.get(stage, 0.0) + now - last[0]
                last[0] = now

        ledger.add(made[:-1])
        spent["ingest"] = time.perf_counter() - last[0]
        last[0] = time.perf_counter()
        done = resolvers.resolve(ledger, progress=tell)
        start = time.perf_counter()
        ledger.add(made[-1:])
        resolvers.resolve(ledger)
        more = time.perf_counter() - start
        start = time.perf_counter()
        most = ledger.entities()[0]["entity"]
        listed = time.perf_counter() - start
        start = time.perf_counter()
        ledger.show(most)
        shown = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{number:7d} articles {done.mentions:8d} mentions {done.compared:8d} pairs {done.entities:7d} entities | "
        + " ".join(f"{stage} {seconds:.1f} s" for stage, seconds in spent.items())
        + f" | one more {more:.2f} s, list {listed * 1000:.0f} ms, show {shown * 1000:.0f} ms | peak {peak:.0f} MiB"
    )


if __name__ == "__main__":
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        run(size)
