"""Run the main job on the example corpus and show the way from an entity down to characters.

    python examples/demo.py

The same as `spantrail demo`, and as `python -m spantrail demo`: the corpus comes with the package.
"""

from __future__ import annotations

from spantrail.demo import run

if __name__ == "__main__":
    run()
