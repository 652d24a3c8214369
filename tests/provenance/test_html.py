"""A page is an article, and each character of its text leads to bytes of the page."""

from __future__ import annotations

import html
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import html5lib
import press_pages
import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance.api import Ledger
from provenance.ingest.html import Origin, article, read_page
from provenance.ingest.html.decoding import decode
from provenance.ingest.html.layout import lay_out
from provenance.ingest.html.marks import marked, marks_for
from provenance.ingest.html.markup import MOST_ELEMENTS, MOST_TEXT, text_runs
from provenance.ingest.html.structure import spots
from provenance.ingest.refusals import RowRefusal
from provenance.ingest.rows import Row
from provenance.records.pages import Page, byte_ranges, places
from provenance.spans import Span

SPACE = " \t\n\r\f"
LONG = "The council of Eastmere met on Friday and put off the vote on the tower until the spring. "
BODY = f"<p>{LONG * 2}</p><p>{LONG}Mayor Tom Reed said so.</p><p>{LONG * 2}</p>"
each_page = pytest.mark.parametrize(
    ("system", "story"),
    [(s, n) for s in range(len(press_pages.SYSTEMS)) for n in range(len(press_pages.STORIES))],
)


def whole(body: str, encoding: str = "utf-8", head: str = "") -> bytes:
    """Write a page around its body."""
    page = f"<html><head><title>x</title>{head}</head><body><article>{body}</article></body></html>"
    return page.encode(encoding)


def page_of(raw: bytes) -> tuple[str, Page]:
    """Read a page, and return its text and what is known of its bytes."""
    row = read_page(raw, Origin(file="a.html"), keep_raw=False)
    assert isinstance(row, Row), row
    assert row.version.page is not None
    return row.version.text, row.version.page


def is_behind(raw: bytes, shown: str, encoding: str) -> bool:
    """Whether bytes of a page may be shown as a character."""
    written = raw.decode(encoding, "replace")
    if shown == written or shown in html.unescape(written) or shown == "\ufffd":
        return True
    return shown in " \n" and (not written.strip(SPACE) or "<" in written)


def assert_every_character_has_its_bytes(raw: bytes, text: str, page: Page) -> None:
    """The property that everything here is about."""
    found = list(byte_ranges(page, text))
    assert len(found) == len(text)
    assert [start for start, _ in found] == sorted(start for start, _ in found)
    wrong = [
        (place, shown, raw[start:end])
        for place, (shown, (start, end)) in enumerate(zip(text, found, strict=True))
        if start > end or not is_behind(raw[start:end], shown, page.encoding)
    ]
    assert wrong == []


def words(text: str) -> Counter[str]:
    """Count words."""
    return Counter(re.findall(r"\w+", text))


def f1(a: Counter[str], b: Counter[str]) -> float:
    """Compare counts of words."""
    return 2 * (a & b).total() / (a.total() + b.total())


# --- pages of the press ---------------------------------------------------------------------------


@each_page
def test_every_character_of_a_saved_page_has_its_bytes(system: int, story: int) -> None:
    """Whatever wrote the page."""
    raw = press_pages.press_page(system, story)

    assert_every_character_has_its_bytes(raw, *page_of(raw))


@each_page
def test_the_words_are_those_that_the_extractor_gives(system: int, story: int) -> None:
    """Apart from the headline, which is the title and no part of the text."""
    raw = press_pages.press_page(system, story)
    title = words(html.unescape(press_pages.STORIES[story][0]))
    theirs = words(trafilatura.extract(raw, include_comments=False) or "")
    ours = words(page_of(raw)[0])

    assert max(f1(ours, theirs), f1(ours, theirs - title)) >= 0.97


@each_page
def test_a_page_tells_its_headline_and_its_day(system: int, story: int) -> None:
    """Except where the system gives the name of the site the larger heading, as one does."""
    title, _, when, _ = press_pages.STORIES[story]
    row = read_page(press_pages.press_page(system, story), Origin(), keep_raw=False)

    assert isinstance(row, Row)
    assert row.version.published_at is not None
    assert row.version.published_at.date().isoformat() == when[:10]
    assert row.version.title in {title, "Notes from the Bay"}


@each_page
def test_no_furniture_is_read(system: int, story: int) -> None:
    """Menus, widgets, comments, advertisements and notices of cookies are left out.

    What the extractor takes for text is ours too: "Log in to post comments" is.
    """
    text, _ = page_of(press_pages.press_page(system, story))

    assert not re.search(r"Recent posts|About time|Advertisement|privacy|Contact us", text)


@each_page
def test_a_path_leads_to_the_block_in_a_browser(system: int, story: int) -> None:
    """Checked against a parser that builds the tree as browsers do."""
    raw = press_pages.press_page(system, story)
    text, page = page_of(raw)
    tree = html5lib.parse(
        raw.decode(page.encoding), treebuilder="lxml", namespaceHTMLElements=False
    )

    for block in page.blocks:
        element = select(tree.getroot(), block.path)
        shown = "".join("".join(element.itertext()).split())
        assert "".join(text[block.start : block.end].split()) in shown


def select(root, path):
    """Find an element by a selector of the kind that pages are given."""
    element = root
    for step in re.split(r" > | ", path)[1:]:
        tag, _, number = step.partition(":nth-of-type(")
        nth = int(number[:-1]) - 1 if number else 0
        found = element.findall(tag) or element.findall(f"tbody/{tag}")
        element = found[nth]
    return element


def test_what_a_page_says_of_its_article_is_kept() -> None:
    """Title, author, outlet, address, language and time, with its zone."""
    with provenance.open(":memory:") as ledger:
        ledger.add_html(press_pages.press_page(6, 0), id="amp")
        (version,) = ledger.versions()

    assert version.article.url == "https://harbour.example/2024/story"
    assert (version.article.source, version.byline, version.lang) == (
        "Harbour Daily",
        "Ines Holt",
        "en",
    )
    assert version.published_at is not None
    assert version.published_at.isoformat() == "2024-02-11T07:15:00+00:00"
    assert version.extractor == f"trafilatura {trafilatura.__version__}"


# --- the text -------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        *(
            "word ",
            "Tom Reed",
            "é“”",
            "中文",
            "\U0001f600",
            "&amp;",
            "&nbsp;",
            "&#8217;",
            "&copyright",
        ),
        *("&acE;", "&bogus;", "&", "<b>", "</b>", "<br>", "<p>", "</p>", "<i>x</i>", "<!-- c -->"),
        *(
            "<span title='a>b'>",
            "</span>",
            "\n",
            "  ",
            "\t",
            "\r\n",
            "\u00ad",
            "<",
            "a<b",
            "</",
            "⠿",
        ),
        *("<pre>a\n  b</pre>", "<ul><li>one<li>two</ul>", "<td>", "<script>x<p></script>", "\x00"),
        *(
            "<table><tr><td>1<td>2</table>",
            '<p class=x">',
            "<div>",
            "</div>",
            "&#x28FF;",
            "<a href=x>",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(fragments=st.lists(FRAGMENTS, max_size=40), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_every_character_has_its_bytes(fragments: list[str], encoding: str) -> None:
    """Promise 1 down to the bytes, whatever stands between the tags, for all of the page's runs."""
    raw = whole("".join(fragments) + BODY, encoding)
    decoded = decode(raw)
    runs = text_runs(decoded.text)
    marks = marks_for(decoded.text, runs)
    where = spots(article.parse(marked(decoded.text, runs, marks)), marks)
    text = lay_out(decoded, runs, where, where.keys())
    page = Page(file=None, encoding=decoded.encoding, size=len(raw), blocks=text.blocks)

    assert_every_character_has_its_bytes(raw, text.text, page)


@settings(max_examples=100, deadline=None)
@given(fragments=st.lists(FRAGMENTS, max_size=30))
def test_any_page_is_read_or_refused(fragments: list[str]) -> None:
    """Nothing else is raised, and the text of what is read has its bytes."""
    raw = whole("".join(fragments) + BODY)
    row = read_page(raw, Origin(), keep_raw=False)

    if isinstance(row, Row):
        assert row.version.page is not None
        assert_every_character_has_its_bytes(raw, row.version.text, row.version.page)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>Tom\n   <b>Reed</b> ,  mayor</p>", "Tom Reed , mayor"),
        ("<p>Tom&nbsp;Reed&rsquo;s &amp;amp; &lt;b&gt;</p>", "Tom\u00a0Reed’s &amp; <b>"),
        ("<p>fish&copychips</p>", "fish©chips"),
        ("<p>one<br>two<br/> three</p>", "one\ntwo\nthree"),
        ("<p>one</p>\n<p>two</p>", "one\n\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<p>re<b>s</b>umed<!-- x --> talks</p>", "resumed talks"),
        ("<p>said<script>var a = '<p>no</p>';</script> so</p>", "said so"),
        ("<pre>a\r\n  b</pre>", "a\n  b"),
        ("<p title='a > b'>x</p>", "x"),
        ("<p>a < b and b > c</p>", "a < b and b > c"),
        ("<p>caf\u00e9 \U0001f600 ok</p>", "café \U0001f600 ok"),
    ],
)
def test_text_is_shown_as_a_browser_shows_it(body: str, shown: str) -> None:
    """White space, references, breaks and blocks."""
    decoded = decode(whole(body))
    runs = text_runs(decoded.text)
    marks = marks_for(decoded.text, runs)
    where = spots(article.parse(marked(decoded.text, runs, marks)), marks)

    assert lay_out(decoded, runs, where, where.keys()).text == shown


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "utf-8"),
        ("cp1252", "iso-8859-1"),
        ("utf-16", ""),
        ("utf-8-sig", ""),
        ("gb18030", "gb2312"),
        ("shift_jis", "shift_jis"),
        ("iso2022_jp", "iso-2022-jp"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_characters_of_any_encoding_have_their_bytes(encoding: str, label: str) -> None:
    """Of one byte or several, with a mark or a declaration, and where characters have states."""
    words = {"cp1252": "“Größe” – café", "koi8-r": "Привет, мир"}.get(encoding, "東京の会議")
    words = "中文新闻" if encoding == "gb18030" else words
    head = f'<meta charset="{label}">' if label else ""
    raw = whole(f"<p>{words} {LONG}</p>{BODY}", encoding, head)
    text, page = page_of(raw)

    assert words in text
    if encoding != "iso2022_jp":
        assert_every_character_has_its_bytes(raw, text, page)
        return
    start = text.index(words)
    for shown, (_, end) in list(zip(text, byte_ranges(page, text), strict=True))[start : start + 5]:
        assert raw[:end].decode(encoding).endswith(shown)


def test_a_byte_that_is_none_is_shown_as_in_a_browser() -> None:
    """One stray byte does not lose the article; many do, since the encoding is then another."""
    good = whole(BODY, head='<meta charset="utf-8">')
    stray = good.replace(b"Mayor", b"May\xffor", 1)
    text, page = page_of(stray)
    many = good.replace(b"council", b"c\xf6un\xe7il")
    refused = read_page(many, Origin(file="a.html"), keep_raw=False)

    assert "May\ufffdor Tom Reed" in text
    assert_every_character_has_its_bytes(stray, text, page)
    assert "bytes are not utf-8" in str(refused)


# --- hostile pages --------------------------------------------------------------------------------

NESTED = "<div>" * 300 + LONG + "</div>" * 300
HOSTILE = {
    "nesting": (NESTED, "deep in one another"),
    "tags": ("<p>x" * (2 * MOST_ELEMENTS), f"more than {MOST_ELEMENTS:,} elements"),
    "text": ("a " * MOST_TEXT, f"more than {MOST_TEXT:,} characters"),
    "copies": ("<b></b>" + "a " * 40, "too much text among too many elements"),
    "nothing": ("<p></p>", "no article was found"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_refused_by_name(name: str) -> None:
    """And never read by halves without a word."""
    body, why = HOSTILE[name]
    body = body * 11_000 if name == "copies" else body
    refused = read_page(
        f"<html><body>{body}</body></html>".encode(), Origin(file="a.html"), keep_raw=False
    )

    assert why in str(refused)
    assert str(refused).startswith("a.html: ")


@pytest.mark.parametrize(
    "hostile",
    [
        "<p title='" + "a" * 1_000_000 + "'>",
        "<p " + "a=1 " * 100_000 + ">",
        "<!--" * 100_000,
        "<![CDATA[" * 100_000,
        "<script>" * 100_000,
    ],
    ids=["attribute", "attributes", "comments", "cdata", "scripts"],
)
def test_what_is_no_text_does_not_keep_an_article_from_being_read(hostile: str) -> None:
    """Attributes of a megabyte, comments and scripts that do not end."""
    text, _ = page_of(f"<html><body>{BODY}{hostile}".encode())

    assert "Mayor Tom Reed said so." in text


# --- in the ledger --------------------------------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Take in a folder of saved pages, with their bytes."""
    for system in range(3):
        (tmp_path / f"page{system}.html").write_bytes(press_pages.press_page(system, system))
    ledger = provenance.open(":memory:")
    report = ledger.ingest([str(tmp_path)], keep_raw=True)
    assert report.added == 3
    return ledger


def test_a_span_leads_to_bytes_hash_and_path(ledger: Ledger, tmp_path: Path) -> None:
    """What an auditor needs to open the page at the words."""
    raw = press_pages.press_page(0, 0)
    name = f"{tmp_path}/page0.html"
    found = ledger.page(name)
    assert found is not None
    start = found.text.index("chief executive Marit")
    (place,) = found.places(Span(start, start + 15))

    assert raw[place.byte_start : place.byte_end] == b"chief executive"
    assert place.path.endswith("div:nth-of-type(1) > p:nth-of-type(2)")
    assert found.raw_hash == sha256(raw).hexdigest()
    assert found.page.content == raw
    assert found.page.file == name


def test_a_span_over_blocks_has_a_place_in_each(ledger: Ledger, tmp_path: Path) -> None:
    """And what parts two blocks is the markup between them."""
    found = ledger.page(f"{tmp_path}/page0.html")
    assert found is not None
    gap = found.text.index("\n\n")
    places_ = found.places(Span(gap - 3, gap + 5))
    (between,) = found.places(Span(gap, gap + 2))

    assert [place.path[-15:] for place in places_] == [
        "nth-of-type(1)"[-15:].rjust(15, ":"),
        "p:nth-of-type(2)"[-15:],
    ]
    raw = press_pages.press_page(0, 0)
    assert raw[between.byte_start : between.byte_end] == b"</p>\n<p>"


def test_verify_proves_the_bytes_that_were_kept(ledger: Ledger) -> None:
    """Piece by piece, against what was kept, and its hash."""
    assert ledger.verify() == []

    ledger.connection.execute(
        "UPDATE page_block SET pieces = list_transform(pieces, lambda p:"
        " {'start': p.start, 'end': p.\"end\", 'byte_start': p.byte_start - 1, 'byte_end': p.byte_end - 1})"
    )
    assert "are not what the text says" in "\n".join(ledger.verify())


def test_a_page_is_kept_on_request_alone() -> None:
    """Its bytes may be another's, and they are many."""
    with provenance.open(":memory:") as ledger:
        ledger.add_html(press_pages.press_page(0, 0), id="a")
        found = ledger.page("a")

    assert found is not None
    assert found.page.content is None
    assert len(found.places(Span(0, 5))) == 1


def test_the_same_page_is_known() -> None:
    """Evidence is known by content."""
    with provenance.open(":memory:") as ledger:
        first = ledger.add_html(press_pages.press_page(0, 0), id="a")
        again = ledger.add_html(press_pages.press_page(0, 0), id="a")

    assert (first.added, again.added, again.known) == (1, 0, 1)


def test_what_a_caller_knows_overrules_the_page() -> None:
    """Times of retrieval, and an outlet's name, are the caller's."""
    with provenance.open(":memory:") as ledger:
        ledger.add_html(
            press_pages.press_page(0, 0), id="a", source="Gazette", retrieved_at="2024-03-01"
        )
        (version,) = ledger.versions()

    assert version.article.source == "Gazette"
    assert version.retrieved_at is not None


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do about it; other files are read all the same."""
    monkeypatch.setitem(__import__("sys").modules, "webencodings", None)
    refused = read_page(whole(BODY, head="<meta charset=x>"), Origin(file="a.html"), keep_raw=False)

    assert "pip install 'spantrail[html]'" in str(refused)


def test_places_outside_the_text_are_refused() -> None:
    """As spans are everywhere."""
    text, page = page_of(whole(BODY))

    with pytest.raises(provenance.exceptions.SpanError, match="ends outside"):
        places(page, text, Span(len(text), len(text) + 3))


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is done with them."""
    monkeypatch.setattr(article, "MOST_BYTES", 10)
    with pytest.raises(RowRefusal, match="more than 10 bytes"):
        article.extract(whole(BODY))
