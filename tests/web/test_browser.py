"""What a person does, in a real browser: look, switch layers, search, decide by keys, check a draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched, axe_source, browser
from news_site import CORRECTED, HOSTILE
from pictures import PICTURES, take
from playwright.sync_api import Browser, expect

from provenance.api import Ledger
from provenance.web import addresses

DRAFT = (
    "Twenty-six nations committed on Friday to a force, Emmanuel Macron said. "
    "Volodymyr Zelensky called the pledge the first solid step in a long while."
)


expect.set_options(timeout=30_000)  # milliseconds; a busy machine is no fault


@pytest.fixture(scope="module")
def started() -> Iterator[Browser]:
    """Start the browser once."""
    with browser() as one:
        yield one


@pytest.fixture
def watched(started: Browser, address: str) -> Iterator[Watched]:
    """Open a window, in which nothing may go wrong."""
    window = Watched(started, address)
    yield window
    window.context.close()
    assert window.faults == []


def paths(ledger: Ledger) -> list[str]:
    """List a page of each kind."""
    first, *_, last = ledger.trace("Dmitry Peskov")
    claim = next(c for c in ledger.claims(sort="sure") if c.origins > 1)
    return [
        "/",
        "/search?q=Macron",
        addresses.article("orbis-1"),
        addresses.article(HOSTILE[0]["id"]),
        addresses.article(HOSTILE[-1]["id"]),
        addresses.versions(CORRECTED),
        addresses.entity("Emmanuel Macron"),
        addresses.claim(claim.claim),
        addresses.story("orbis-1"),
        addresses.why(first.reference, last.reference),
        "/entities",
        "/stories",
        "/articles",
        "/claims",
        "/conflicts",
        "/check",
        "/queue",
        "/decisions",
        "/decide?verb=name&what=Emmanuel+Macron",
        "/entities?as_of=run:8",
        "/mentions?of=Emmanuel+Macron",
        "/articles?corrected=1",
        "/why",
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 390)])
def test_every_page_opens_and_can_be_used_by_everybody(
    started: Browser, address: str, ledger: Ledger, scheme: str, width: int
) -> None:
    """No error, no request beyond this machine, nothing wider than the window.

    Axe-core finds nothing serious.
    """
    axe = axe_source()
    window = Watched(started, address, scheme, width)
    serious: list[str] = []
    for path in paths(ledger):
        page = window.open(path)
        assert window.overflow <= 0, (path, window.overflow)
        page.evaluate(axe)
        found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        serious += [
            f"{path}: {v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary']}"
            for v in found["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
    window.context.close()

    assert serious == []
    assert window.faults == []


def test_layers_switch(watched: Watched) -> None:
    """A layer that is off leaves the text without its marks."""
    page = watched.open(addresses.article("dispatch-1"))
    name = page.locator("#text a.name").first
    content = page.locator("#text .content").first
    drawn = name.evaluate("e => getComputedStyle(e).borderBottomWidth")
    ground = content.evaluate("e => getComputedStyle(e).backgroundColor")
    page.uncheck("#l-names")
    page.uncheck("#l-claims")

    assert drawn != "0px" == name.evaluate("e => getComputedStyle(e).borderBottomWidth")
    assert content.evaluate("e => getComputedStyle(e).backgroundColor") != ground


def test_a_click_explains_what_is_marked(watched: Watched) -> None:
    """The card names the entity, the reason and the address.

    All mentions of it light up under the pointer.
    """
    page = watched.open(addresses.article("dispatch-1"))
    mention = page.locator("#text a.name", has_text="Macron").last
    mention.hover()
    assert page.locator("#text .lit").count() >= 2
    mention.click()
    expect(page.locator("#card")).to_contain_text("Emmanuel Macron")
    expect(page.locator("#card")).to_contain_text("tied by surname")
    page.locator("#card [data-copy]").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“Macron”, Valley Dispatch, 2025-09-04, dispatch-1:")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_a_span_has_an_address(watched: Watched, ledger: Ledger) -> None:
    """It lights up the characters; a selection shows its own, in code points past an emoji."""
    (text,) = [v.text for v in ledger.versions(HOSTILE[-1]["id"])]
    start = text.index("rose")
    page = watched.open(f"{addresses.article(HOSTILE[-1]['id'])}#{start}-{start + 13}")
    expect(page.locator("#card")).to_contain_text("rose 3 metres")
    lit = page.evaluate("[...CSS.highlights.get('here')].map(String).join()")
    assert lit == "rose 3 metres"
    page.evaluate(
        """() => { const walk = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());) { const at = node.data.indexOf('metres');
          if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + 6); return; } } }"""
    )
    start = text.index("metres")
    expect(page.locator("#card a", has_text="address")).to_have_attribute(
        "href", f"{addresses.article(HOSTILE[-1]['id'])}#{start}-{start + 6}"
    )


def test_search_finds_as_you_type(watched: Watched) -> None:
    """Arrows choose, Enter opens."""
    page = watched.open("/")
    page.locator("#find").press_sequentially("Zelen")
    expect(page.locator("#meant li").first).to_contain_text("Volodymyr Zelensky")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Volodymyr Zelensky")


def test_keys_decide_and_take_back(watched: Watched, ledger: Ledger) -> None:
    """What it would change is shown first; Enter lets it count; z restores what was."""
    before = ledger.table("mentions")
    page = watched.open("/queue")
    page.keyboard.press("d")
    expect(page.locator("#told")).to_contain_text("Write who decides")
    page.fill("#by", "ann")
    page.locator(".pair-card").first.focus()
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(page.locator(".now .impact")).to_contain_text("→")
    page.keyboard.press("Escape")
    expect(page.locator(".now .impact")).to_be_hidden()
    assert ledger.table("mentions") == before
    page.keyboard.press("d")
    expect(page.locator(".now .impact")).to_contain_text("→")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("Decided: different")
    assert ledger.table("mentions") != before
    page.keyboard.press("z")
    expect(page.locator("#told")).to_contain_text("Taken back")
    assert ledger.table("mentions") == before


def test_a_draft_is_marked(watched: Watched) -> None:
    """The planted fault stands out, and leads to both sides."""
    page = watched.open("/check")
    page.fill("#draft", DRAFT)
    page.locator("form.draft button").click()
    expect(page.locator(".draft-text .look")).to_have_text(
        "Twenty-six nations committed on Friday to a force, Emmanuel Macron said."
    )
    page.locator(".draft-text .look").click()
    expect(page.locator("#f1")).to_contain_text("Thursday")
    expect(page.locator("#f2")).to_contain_text("exact")


def test_served_pages_print_well(started: Browser, address: str, ledger: Ledger) -> None:
    """On paper nothing is for the hand, what is folded is open, and nothing is cut off."""
    window = Watched(started, address, width=700)  # about the width of A4
    window.page.emulate_media(media="print")
    for path in paths(ledger)[2:10]:
        page = window.open(path)
        seen = page.evaluate(
            "[...document.querySelectorAll('.bar, .layers, .acts, form, button')]"
            ".filter((e) => e.getClientRects().length).length"
        )
        folded = page.evaluate(
            "[...document.querySelectorAll('details > ul')]"
            ".filter((e) => !e.getBoundingClientRect().height).length"
        )
        assert (seen, folded) == (0, 0), path
        assert window.overflow <= 0, (path, window.overflow)
        assert page.pdf(format="A4").startswith(b"%PDF")
    window.context.close()

    assert window.faults == []


def test_a_report_opens_from_a_file(started: Browser, ledger: Ledger, tmp_path: Path) -> None:
    """Without a server, without a script, and as pages of paper."""
    from provenance.web.report import report_on, write_report

    file = tmp_path / "report.html"
    write_report(report_on(ledger, "orbis-1"), file, ledger_name="news.duckdb")
    page = started.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    paper = page.pdf(format="A4")
    page.close()

    assert said == []
    assert paper.startswith(b"%PDF")


def test_the_pictures_of_the_docs_are_of_pages(
    started: Browser, address: str, ledger: Ledger, tmp_path: Path, root: Path
) -> None:
    """They are taken as `python tests/web/pictures.py` takes them, and all are there."""
    take(started, address, ledger, tmp_path)

    assert sorted(f.name for f in tmp_path.iterdir()) == sorted(f"{name}.png" for name in PICTURES)
    for name in PICTURES:
        shown, taken = root / "docs/images" / f"{name}.png", tmp_path / f"{name}.png"
        assert shown.read_bytes()[16:20] == taken.read_bytes()[16:20]  # as wide
