"""In a notebook every answer shows itself, and no word of an article becomes markup."""

from __future__ import annotations

import importlib.util
import re
import xml.dom.minidom
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

import provenance
import resolvers
from provenance.trail import StoryLine

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
ALLOWED = frozenset(
    "a article b caption circle code div li line mark p q rect small span svg table tbody"
    " td text th thead title tr ul".split()
)


def maker(root: Path) -> ModuleType:
    """Load the script that makes the notebook."""
    spec = importlib.util.spec_from_file_location("maker", root / "docs/make_notebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shown(notebook: Any) -> list[str]:
    """List the HTML that our own answers show; frames are laid out by pandas and Polars."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    html = [output["data"].get("text/html", "") for output in outputs if "data" in output]
    return [text for text in html if text and "dataframe" not in text]


@pytest.mark.filterwarnings("ignore")  # of the kernel's own start
def test_the_notebook_shows_what_running_it_shows(root: Path) -> None:
    """`python docs/make_notebook.py` executes it anew."""
    module = maker(root)
    stored = nbformat.read(module.TARGET, as_version=4)
    run = module.execute(module.build())

    assert [cell.source for cell in stored.cells] == [cell.source for cell in run.cells]
    assert shown(stored) == shown(run)
    assert len(shown(run)) == 11


def answers() -> dict[str, Any]:
    """Ask a ledger whose articles are hostile everything that has a picture."""
    articles = [
        {
            "id": f"{HOSTILE}-{number}",
            "title": HOSTILE,
            "source": HOSTILE + str(number),
            "url": 'javascript:alert("x")',
            "published_at": f"2025-03-0{number}",
            "text": (
                f"Kremlin spokesperson Dmitry Peskov said {number + 2} people were hurt in the {HOSTILE} fire. "
                f"Peskov, the <b>Kremlin</b> spokesperson, said “{HOSTILE}” would close."
            ),
        }
        for number in (1, 2, 3)
    ]
    with provenance.open(":memory:") as ledger:
        ledger.add(articles)
        resolvers.resolve(ledger)
        claim = ledger.claims()[0].claim
        first = str(articles[0]["id"])
        return {
            "ledger": ledger._repr_html_(),
            "entities": ledger.entities()._repr_html_(),
            "search": ledger.search("Peskov")._repr_html_(),
            "entity": ledger.show("Dmitry Peskov")._repr_html_(),
            "article": ledger.article(first)._repr_html_(),
            "mentions": ledger.trace("Dmitry Peskov")._repr_html_(),
            "claims": ledger.claims()._repr_html_(),
            "claim": ledger.claim(claim)._repr_html_(),
            "trail": ledger.follow_claim(claim)._repr_html_(),
            "sources": ledger.sources(claim)._repr_html_(),
            "stories": ledger.stories()._repr_html_(),
            "story": ledger.coverage(first)._repr_html_(),
            "account": ledger.account(first)._repr_html_(),
            "conflicts": ledger.conflicts()._repr_html_(),
            "why": ledger.explain("Kremlin spokesperson", "Dmitry Peskov")._repr_html_(),
            "why articles": ledger.explain(first, str(articles[1]["id"]))._repr_html_(),
            "how": ledger.how("Dmitry Peskov")._repr_html_(),
            "check": resolvers.check(
                ledger, f"“{HOSTILE}” would close, Peskov said."
            )._repr_html_(),
        }


class Tags(HTMLParser):
    """Collect the tags of a page, and what could run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag with its attributes."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Ask once."""
    return answers()


def test_no_word_of_an_article_becomes_markup(pages: dict[str, str]) -> None:
    """Only our own tags are there, none runs a script, and none opens what is no web page."""
    for name, page in pages.items():
        found = Tags()
        found.feed(page)
        assert found.tags <= ALLOWED, (name, found.tags - ALLOWED)
        assert not [a for a in found.attributes if a.startswith("on")], name
        assert [a for a in found.addresses if not re.match(r"https?://|#f\d+$", a)] == [], name


def test_a_page_is_well_formed(pages: dict[str, str]) -> None:
    """Every tag is closed."""
    for name, page in pages.items():
        assert xml.dom.minidom.parseString(page).documentElement is not None, name  # noqa: S318


def test_words_of_articles_are_shown(pages: dict[str, str]) -> None:
    """Escaped, and not left out."""
    assert "&lt;script&gt;alert" in pages["claims"]
    assert "&lt;script&gt;alert" in pages["mentions"]
    assert "<svg" in pages["story"]


def test_an_empty_list_shows_its_columns() -> None:
    """A table without rows."""
    with provenance.open(":memory:") as ledger:
        assert "headline" in ledger.stories()._repr_html_()
        assert ledger.stories().record is StoryLine
