"""Write and execute the notebook of the docs.

    python docs/make_notebook.py

The cells stand here, the answers in `docs/tutorial/notebook.ipynb`; a test executes them again.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

TARGET = Path(__file__).parent / "tutorial" / "notebook.ipynb"
CELLS = (
    (
        "# Articles in a notebook\n\nEvery answer shows itself: lists as tables, explanations as pictures. Words of articles"
        " are escaped, and nothing here runs a script."
    ),
    (
        "import json\nfrom importlib.resources import files\n\nimport spantrail\n\n"
        'corpus = files("spantrail").joinpath("paris_summit.jsonl").read_text("utf-8")\n'
        'ledger = spantrail.open(":memory:")\nledger.add([json.loads(line) for line in corpus.splitlines()])'
    ),
    "spantrail.resolve(ledger)\nledger",
    "## Who is who\n\nSearch by name, then take the id. A name that is written wrongly finds what is written alike.",
    'ledger.search("Macorn")',
    'ledger.show("Dmitry Peskov")',
    'ledger.trace("Dmitry Peskov")',
    "## Why\n\nA match weight is a sum; the picture is how it adds up.",
    'ledger.explain("Kremlin spokesperson", "Dmitry Peskov")',
    "## Who said what",
    'ledger.claims(by="Emmanuel Macron", sort="sure", limit=5)',
    'ledger.follow_claim(ledger.claims(by="Emmanuel Macron", sort="sure")[0].claim)',
    "## One event in many articles\n\nThe story in time, who copied whom, and what each outlet says, denies or leaves out.",
    'story = ledger.coverage("orbis-1")\nstory',
    "story.account",
    "ledger.conflicts()",
    "## Does a text say what its sources say?",
    (
        "spantrail.check(\n    ledger,\n"
        '    "More than two dozen countries are ready to protect Ukraine, Emmanuel Macron said. "\n'
        '    "Four people who cleared landmines were killed on Thursday in northern Ukraine.",\n)'
    ),
    "## As data frames",
    'ledger.claims(limit=4).to_pandas()[["article", "speaker_name", "stance", "words"]]',
    'ledger.entities(limit=4).to_polars().select("entity", "name", "type", "mentions")',
)


def build() -> nbformat.NotebookNode:
    """Return the notebook without answers; a cell that begins with # is prose."""
    cells = [
        new_markdown_cell(text, id=f"cell-{number}")
        if text.startswith("#")
        else new_code_cell(text, id=f"cell-{number}")
        for number, text in enumerate(CELLS)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def execute(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Run every cell; a cell that fails raises."""
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False)
    done: nbformat.NotebookNode = client.execute()
    for cell in done.cells:
        cell.metadata.clear()
    done.metadata.pop("language_info", None)
    return done


if __name__ == "__main__":
    nbformat.write(execute(build()), TARGET)
