"""How resolving grows with a ledger of millions of mentions: what is linked is made up, what links it is the real thing.

    python tests/benchmarks/growth.py [MENTIONS ...]

Reading is measured elsewhere (`scale.py`, `reading.py`): chains and profiles are written as a
reader would have left them. Profiles grow with the number of chains to the power of .74, as
measured on 37,554 articles of real news, and a few of them fill most articles. Each size runs in a
process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import attrs
import pyarrow as pa

import provenance
import resolvers
from provenance.api import Ledger
from provenance.ledger.append import append_versions
from provenance.ledger.store import Store
from provenance.records.decisions import Run
from resolvers.linking.profiles import Profile
from resolvers.stages.claiming import claims_reader
from resolvers.stages.reader import Reader

SIZES = (300_000, 1_000_000, 3_000_000)
MENTIONS, CHAINS = 2, 15  # of a chain, of an article
GIVEN = (
    "Anna Boris Carla David Elena Farid Greta Hugo Ines Jonas Karim Laura Marek Nadia Oscar Paula "
    "Rosa Simon Tara"
).split()
SYLLABLES = [
    a + b + c for a in "bcdfghjklmnprstvwz" for b in "aeiou" for c in ("", "l", "n", "r", "s", "t")
]
OFFICES = ("president", "prime minister", "foreign minister", "spokesperson", "mayor", "chairman")
BODIES = ("Holdings", "Institute", "University", "Group", "Council", "Foundation", "Bank", "Union")
COUNTRIES = ("FR", "DE", "IT", "PL", "ES", "TR", "KE", "CL", "US", "GB", "JP", "IN")
NEW = (
    "French President {0} {1} met {2} {3}, the chairman of {4} Holdings, in Paris. {1} said Russia had not answered. "
    "The World Health Organization (WHO) and the Kremlin spoke of {5} {6}. Mr. {6} left."
)
AGAIN = NEW.format("Anna", "Balberbos", "Boris", "Caldandel", "Falfer", "Hugo", "Torvalver")
TIMES = 9  # an article is added; the first of them, which loads what the others find loaded, is told apart


def profile(surnames: list[str], chance: random.Random) -> Profile:
    """Make one profile: of persons two in three, one in five of those with a surname alone.

    Else of bodies.
    """
    name = surnames[int(len(surnames) * chance.random() ** 2)]
    if chance.random() < 0.66:
        given = chance.choice(GIVEN).lower() if chance.random() < 0.8 else None
        roles = (
            (f"{chance.choice(OFFICES)}@country:{chance.choice(COUNTRIES)}",)
            if chance.random() < 0.3
            else ()
        )
        names, givens = (f"{given} {name}" if given else name,), (given,) if given else ()
        return Profile(
            type="PER",
            form="name",
            names=names,
            given=given,
            givens=givens,
            surname=name,
            roles=roles,
            offices=roles,
        )
    body = f"{name} {chance.choice(SYLLABLES)}{chance.choice(SYLLABLES)} {chance.choice(BODIES).lower()}"
    return Profile(
        type="ORG",
        form="name",
        names=(body,),
        acronyms=("".join(w[0] for w in body.split()),) if chance.random() < 0.2 else (),
    )


def profiles(number: int, chance: random.Random) -> list[Profile]:
    """Make different profiles."""
    surnames = [
        "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3, 3))))
        for _ in range(number // 2)
    ]
    found: dict[str, Profile] = {}
    while len(found) < number:
        made = profile(surnames, chance)
        found[made.key] = made
    return list(found.values())


def chosen(chains: int, kinds: int, chance: random.Random) -> Iterator[int]:
    """Choose every chain's profile: each is chosen once, and the first of them far more often."""
    for number in range(chains):
        fresh = number * kinds // chains
        yield (
            fresh if fresh != (number - 1) * kinds // chains else int(fresh * chance.random() ** 4)
        )


def articles(made: list[Profile]) -> Iterator[str]:
    """Write articles that speak of two who are known, mostly of those who fill most articles, and of two who are not."""
    chance = random.Random(20250905)
    known = [p for p in made if p.type == "PER" and p.given]
    while True:
        a, b = (known[int(len(known) * chance.random() ** 4)] for _ in range(2))
        new, firm = ("".join(chance.choice(SYLLABLES) for _ in range(3)) for _ in range(2))
        words = (a.given, a.surname, chance.choice(GIVEN), new, firm, b.given, b.surname)
        yield NEW.format(*((word or "").capitalize() for word in words))


def fill(ledger: Store, mentions: int) -> Iterator[str]:
    """Write what reading would have written, and give articles that could come next."""
    chance = random.Random(20250904)
    chains = mentions // MENTIONS
    made = profiles(int(244_000 * (chains / 1_410_000) ** 0.74), chance)
    now = datetime(2025, 9, 4, tzinfo=UTC)
    con = ledger.connection
    run = Run(stage="read", code="benchmark", started_at=now, ended_at=now)
    append_versions(ledger.writer, run, [])
    rows = {
        "features": [json.dumps(attrs.asdict(p)) for p in made],
        "key": [p.key for p in made],
        "name": [p.names[0] for p in made],
    }
    con.register("made", pa.table({"number": range(1, len(made) + 1), **rows}))
    con.register(
        "chose",
        pa.table(
            {
                "chain": range(1, chains + 1),
                "kind": [k + 1 for k in chosen(chains, len(made), chance)],
            }
        ),
    )
    reader = Reader.of(None, None).name
    for statement in (
        "INSERT INTO source VALUES (1, 'made up', 1)",
        f"INSERT INTO article SELECT i, 'a' || i, 1 FROM range(1, {chains // CHAINS + 2}) r(i)",
        f"""INSERT INTO version SELECT i, sha256('v' || i), i, repeat('x', 1005), sha256('text'), NULL, '', 1, NULL, NULL,
            NULL, NULL, TIMESTAMPTZ '2025-01-01' + INTERVAL (i % 300) DAY, NULL, '{{}}', false, 1
            FROM range(1, {chains // CHAINS + 2}) r(i)""",
        f"INSERT INTO stage_reading SELECT version_id, 'chains', '{reader}', 1 FROM version",
        f"INSERT INTO stage_reading SELECT version_id, 'claims', '{claims_reader(Reader.of(None, None))}', 1 FROM version",
        "INSERT INTO profile SELECT number, key, features, 1 FROM made ORDER BY number",
        f"INSERT INTO chain SELECT chain, sha256('c' || chain), 1 + (chain - 1) // {CHAINS}, 1 FROM chose ORDER BY chain",
        f"""INSERT INTO chain_reading SELECT chain, '{reader}', 'PER', name, 1 FROM chose JOIN made ON number = kind
            ORDER BY chain""",
        "INSERT INTO chain_profile SELECT chain, kind, 1 FROM chose ORDER BY chain",
        f"""INSERT INTO mention SELECT i, 1 + (i - 1) // {CHAINS * MENTIONS}, i % 1000, i % 1000 + 5, 'xxxxx', 'name', 'PER',
            1, NULL, NULL, 'made up', 1 FROM range(1, {chains * MENTIONS + 1}) r(i)""",
        f"""INSERT INTO chain_mention SELECT 1 + (i - 1) // {MENTIONS}, i, 'same name', 5, 0, 1, 1
            FROM range(1, {chains * MENTIONS + 1}) r(i)""",
    ):
        con.execute(statement)
    return articles(made[:20_000])


def run(mentions: int) -> None:
    """Print what one size costs, then what one article more costs."""
    with (
        tempfile.TemporaryDirectory() as folder,
        provenance.open(Path(folder) / "l.duckdb") as ledger,
    ):
        coming = fill(ledger, mentions)
        before = peak()
        start = time.perf_counter()
        done = resolvers.resolve(ledger, coverage=False)
        spent = time.perf_counter() - start
        again = [one_more(ledger, f"again {number}", AGAIN) for number in range(TIMES)]
        fresh = [one_more(ledger, f"fresh {number}", next(coming)) for number in range(TIMES)]
        kinds = ledger.connection.execute("SELECT count(*) FROM linking.profile").fetchall()[0][0]
        peaked, asked = peak(), questions(ledger)
    print(
        f"{mentions:9,d} mentions {kinds:8,d} profiles {done.compared:9,d} pairs {done.entities:8,d} entities | resolve "
        f"{spent:5.1f} s, {spent / mentions * 1e6:4.1f} us a mention | one article more: of who is known "
        f"{told(again[1:])}, with new names {told(fresh)} (the first {again[0][0] * 1000:.0f} ms) | peak {peaked:,.0f} MiB, "
        f"{before:,.0f} of it to make the ledger | {asked}"
    )


def questions(ledger: Ledger) -> str:
    """Ask about an entity of a few hundred mentions, and tell what each answer took."""
    sizes = ledger.connection.execute(
        "SELECT e.entity, count(*) AS chains"
        " FROM current_entity_member JOIN entity e USING (entity_id) GROUP BY ALL"
        " ORDER BY abs(chains - 200), e.entity LIMIT 1"
    )
    ((entity, _),) = sizes.fetchall()
    mentions = ledger.trace(entity)
    one, other = mentions[0].reference, mentions[-1].reference
    asked: dict[str, Callable[[Ledger], object]] = {
        "show": lambda past: past.show(entity),
        "trace of all": lambda past: past.trace(entity),
        "trace of one": lambda past: past.trace(one),
        "why": lambda past: past.why(one, other),
        "how": lambda past: past.how(entity, limit=3),
    }
    past = ledger.as_of(ledger.query("last_run").column("run").to_pylist()[0] - 1)
    return ", ".join(
        f"{name} {spent(ask, ledger):.0f} ms (as of a run before {spent(ask, past):.0f})"
        for name, ask in asked.items()
    )


def spent(ask: Callable[[Ledger], object], ledger: Ledger) -> float:
    """Return the milliseconds that a question takes, the median of five, once all is loaded."""
    ask(ledger)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        ask(ledger)
        took.append(time.perf_counter() - start)
    return sorted(took)[2] * 1000


def one_more(ledger: Ledger, name: str, text: str) -> tuple[float, float]:
    """Add an article and resolve it.

    Return the seconds that passed, and those that processors worked.
    """
    start, worked = time.perf_counter(), time.process_time()
    ledger.add([{"id": name, "published_at": "2025-09-04", "text": text}])
    resolvers.resolve(ledger, coverage=False)
    return time.perf_counter() - start, time.process_time() - worked


def told(spent: list[tuple[float, float]]) -> str:
    """Tell the median of what passed and, since other work on the machine does not show in it, of what was worked."""
    passed, worked = (sorted(part)[len(spent) // 2] * 1000 for part in zip(*spent, strict=True))
    return f"{passed:.0f} ms ({worked:.0f} of a processor)"


def peak() -> float:
    """Return the peak of memory so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) == 2:
        run(int(sys.argv[1]))
    else:
        for size in [int(word) for word in sys.argv[1:]] or SIZES:
            subprocess.run([sys.executable, __file__, str(size)], check=True)
