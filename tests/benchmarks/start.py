"""How long the start takes: the budget is 0.2 s for the imports and 0.5 s for `spantrail --help`."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from statistics import median

RUNS = 9
SPANTRAIL = str(Path(sysconfig.get_path("scripts")) / "spantrail")


def seconds(*words: str) -> float:
    """Time one process."""
    start = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the medians; the interpreter's own start is the first row."""
    commands = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "import provenance, resolvers": (sys.executable, "-c", "import provenance, resolvers"),
        "spantrail --help": (SPANTRAIL, "--help"),
        "spantrail why --help": (SPANTRAIL, "why", "--help"),
    }
    for name, words in commands.items():
        seconds(*words)
        times = [seconds(*words) for _ in range(RUNS)]
        print(
            f"{name:30s} median {median(times):.3f} s, min {min(times):.3f}, max {max(times):.3f}"
        )


if __name__ == "__main__":
    main()
