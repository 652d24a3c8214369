"""Feeds, archives, arrays, compressed files, the standard input, and tables whose columns have other names."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import press_pages
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance.api import Ledger, Report
from provenance.ingest import compressed, formats, plugins
from provenance.records.articles import Version
from provenance.spans import Span
from resolvers.cli import main

LONG = "The council of Eastmere met on Friday and put off the vote on the tower until the spring."
ROWS = [{"id": str(n), "text": f"{LONG} {n}"} for n in range(3)]


def take(path: Path | str, **how) -> tuple[Ledger, Report]:
    """Take a file in, and return the ledger with what came of it."""
    ledger = provenance.open(":memory:")
    return ledger, ledger.ingest([str(path)], **how)


def texts(ledger: Ledger) -> dict[str, str]:
    """Map ids to texts."""
    return {version.article.article_id: version.text for version in ledger.versions()}


# --- feeds ----------------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Eastmere Post</title><link>https://post.example/</link><language>en-gb</language>
<item><title>Tower &amp;amp; park</title><link>https://post.example/1</link><guid isPermaLink="false">post-1</guid>
<pubDate>Thu, 30 Nov 2023 19:02:11 +0100</pubDate><dc:creator>Priya Nandan</dc:creator>
<description>Councillors said no.</description>
<content:encoded><![CDATA[<p>{LONG}</p><p>Dora Finch said &#8220;no&#8221; <b>twice</b>.</p>]]></content:encoded></item>
<item><title>Short</title><link>https://post.example/2</link><description>{LONG} [&#8230;]</description></item>
<item><title>Cut</title><link>https://post.example/3</link><description>x</description>
<content:encoded><![CDATA[<p>{LONG}</p><a href="/3">Continue reading Cut</a>]]></content:encoded></item>
<item><title>Bare</title><link>https://post.example/4</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Low Tide</title><id>urn:f</id>
<entry><id>urn:1</id><title type="html">One &lt;i&gt;day&lt;/i&gt;</title><link href="https://tide.example/1"/>
<author><name>Ines Holt</name></author><published>2024-02-11T08:15:00+01:00</published>
<updated>2024-02-12T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></div></content></entry></feed>"""


def test_a_feed_gives_articles_in_full_and_excerpts(tmp_path: Path) -> None:
    """What is cut off says so; an entry with a title alone is refused, and the others are kept."""
    path = tmp_path / "feed.xml"
    path.write_text(RSS, "utf-8")
    ledger, report = take(path)
    found = {v.article.article_id: v for v in ledger.versions()}

    assert found["post-1"].text == f"{LONG}\n\nDora Finch said “no” twice."
    assert (found["post-1"].title, found["post-1"].byline) == ("Tower & park", "Priya Nandan")
    assert (found["post-1"].article.source, found["post-1"].lang) == ("Eastmere Post", "en-gb")
    assert str(found["post-1"].published_at) == "2023-11-30 18:02:11+00:00"
    assert {id_: json.loads(v.metadata["content"]) for id_, v in found.items()} == {
        "post-1": "full",
        "https://post.example/2": "excerpt",
        "https://post.example/3": "excerpt",
    }
    assert [str(r) for r in report.refused] == [
        f"{path}:4: field 'text': the entry has a title alone (feeds without a text tell no more)"
    ]


def place_of(version: Version) -> tuple[int, int]:
    """Return the bytes of the entry that an article was."""
    start, end = json.loads(version.metadata["bytes"]).split("-")
    return int(start), int(end)


@pytest.mark.parametrize(("feed", "name"), [(RSS, "item"), (ATOM, "entry")])
@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_an_entry_knows_its_bytes(feed: str, name: str, encoding: str, tmp_path: Path) -> None:
    """They begin with its element, end with it, hold its id, and are those of the feed by its hash."""
    path = tmp_path / "feed.xml"
    text = feed if feed.startswith("<?xml") else f'<?xml version="1.0" encoding="UTF-8"?>{feed}'
    text = text.replace("UTF-8", encoding).replace("Finch", "Fünch").replace("Holt", "Hölt")
    raw = text.encode(encoding)
    path.write_bytes(raw)
    ledger, _ = take(path)

    versions = ledger.versions()
    assert versions
    for version in versions:
        start, end = place_of(version)
        assert raw[start:end].startswith(f"<{name}>".encode())
        assert raw[start:end].endswith(f"</{name}>".encode())
        assert version.article.article_id.encode() in raw[start:end]
        assert version.raw_hash == hashlib.sha256(raw).hexdigest()


def test_what_a_damaged_feed_has_knows_no_bytes(tmp_path: Path) -> None:
    """A lenient parser may find entries where there are none, so nothing is said."""
    path = tmp_path / "feed.rss"
    path.write_text(RSS[: RSS.index("<item><title>Cut")] + "<item><tit", "utf-8")
    ledger, _ = take(path)

    assert all("bytes" not in version.metadata for version in ledger.versions())


def test_atom_is_read_as_well(tmp_path: Path) -> None:
    """With its own names for everything."""
    (tmp_path / "a.atom").write_text(ATOM, "utf-8")
    ledger, _ = take(tmp_path)
    (version,) = ledger.versions()

    assert (version.article.article_id, version.article.url) == ("urn:1", "https://tide.example/1")
    assert (version.text, version.title, version.byline) == (LONG, "One day", "Ines Holt")
    assert version.metadata["content"] == '"full"'


def test_a_feed_that_breaks_off_keeps_its_entries(tmp_path: Path) -> None:
    """And says that it was damaged."""
    path = tmp_path / "feed.rss"
    path.write_text(RSS[: RSS.index("<item><title>Cut")] + "<item><tit", "utf-8")
    ledger, report = take(path)

    assert {"post-1", "https://post.example/2"} <= set(texts(ledger))
    assert any("the feed is damaged" in str(r) for r in report.refused)


def test_what_is_no_feed_is_refused(tmp_path: Path) -> None:
    """By name; in a folder, XML that is no feed is passed over."""
    path = tmp_path / "a.xml"
    path.write_text("<note><to>you</to></note>", "utf-8")

    assert "this is no feed" in str(take(path)[1].refused[0])
    assert "holds no article file" in str(take(tmp_path)[1].refused[0])


def test_entities_of_a_hostile_feed_do_not_grow(tmp_path: Path) -> None:
    """Ten to the ninth laughs end in a refusal, and a file of the machine is not read."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    path = tmp_path / "a.xml"
    path.write_text(
        f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        "<rss version='2.0'><channel><item><title>x</title><description>&l9; &f;</description></item></channel></rss>"
    )
    ledger, _ = take(path)

    assert all(len(text) < 1_000 for text in texts(ledger).values())


# --- archives -------------------------------------------------------------------------------------


def archive(pages: dict[str, bytes], *, compressed: bool = True) -> bytes:
    """Write a WARC file of pages, with a picture, a redirect and a page that was not found among them."""
    others = [("https://x.example/a.png", "200 OK", "image/png", b"\x89PNG")]
    others += [("https://x.example/gone", "404 Not Found", "text/html", b"<p>no</p>")]
    every = [(url, "200 OK", "text/html; charset=UTF-8", page) for url, page in pages.items()]
    records = [record(n, *one) for n, one in enumerate([*others, *every])]
    return b"".join(map(gzip.compress, records) if compressed else records)


def record(number: int, url: str, status: str, kind: str, body: bytes) -> bytes:
    """Write a response as ISO 28500 has it."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    block = head.encode() + body
    fields = {
        "WARC-Type": "response",
        "WARC-Target-URI": url,
        "WARC-Date": "2024-03-01T10:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    written = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{written}\r\n".encode() + block + b"\r\n\r\n"


PAGES = {f"https://x.example/{n}": press_pages.press_page(n, n) for n in range(3)}


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz"])
def test_each_page_of_an_archive_is_an_article(name: str, tmp_path: Path) -> None:
    """It goes by its address, and knows its record, its bytes and when it was fetched."""
    raw = archive(PAGES, compressed=name != "a.warc")
    if name.endswith(".wacz"):
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            packed.writestr("archive/data.warc.gz", raw)
            packed.writestr("pages/pages.jsonl", "{}")
    else:
        (tmp_path / name).write_bytes(raw)
    ledger, report = take(tmp_path / name, keep_raw=True)
    found = ledger.page("https://x.example/0")
    version = ledger.versions("https://x.example/0")[0]

    assert (report.added, report.refused) == (3, ())
    assert str(version.retrieved_at) == "2024-03-01 10:00:00+00:00"
    assert found is not None
    assert found.page.record is not None
    assert found.page.record.startswith("<urn:uuid:")
    place = found.places(Span(0, 9))[0]
    assert PAGES["https://x.example/0"][place.byte_start : place.byte_end] == b"The ferry"
    assert ledger.verify() == []


def test_a_page_that_was_saved_again_is_a_new_version(tmp_path: Path) -> None:
    """Since it goes by its address."""
    for day, story in enumerate((0, 1)):
        page = {"https://x.example/a": press_pages.press_page(1, story)}
        (tmp_path / f"{day}.warc.gz").write_bytes(archive(page))
    ledger, report = take(tmp_path)

    assert report.added == 2
    assert [v.text[:11] for v in ledger.versions()] == ["Councillors"]


def test_a_damaged_archive_keeps_the_pages_before(tmp_path: Path) -> None:
    """Cut off in its last record."""
    path = tmp_path / "a.warc"
    path.write_bytes(archive(PAGES, compressed=False)[:-600] + b"\nWARC/1.0\r\nbroken")
    ledger, report = take(path)
    empty = tmp_path / "b.warc"
    empty.write_bytes(archive({}, compressed=False))

    assert {"https://x.example/0", "https://x.example/1"} <= set(texts(ledger))
    assert "holds no page of HTML" in str(take(empty)[1].refused[0])
    assert report.added >= 2


# --- arrays, compressed files, the standard input -------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [json.dumps(ROWS), json.dumps({"status": "ok", "articles": ROWS}), json.dumps(ROWS, indent=2)],
    ids=["array", "inside an object", "on many lines"],
)
def test_a_json_file_is_an_array_of_articles(written: str, tmp_path: Path) -> None:
    """Or an object that holds one."""
    path = tmp_path / "a.json"
    path.write_text(written, "utf-8")

    assert texts(take(path)[0]) == {row["id"]: row["text"] for row in ROWS}


@settings(max_examples=40, deadline=None)
@given(
    items=st.lists(
        st.sampled_from(
            [
                '{"text": "a"}',
                '{"text": "b", "id": "b"}',
                "[1]",
                '{"text": 7}',
                '{"a": 1, "a": 2}',
                "null",
            ]
        ),
        max_size=8,
    )
)
def test_bad_items_of_an_array_are_named_and_good_ones_kept(
    items: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Promise 10, for arrays: errors count the items."""
    path = tmp_path_factory.mktemp("in") / "a.json"
    path.write_text(f"[{', '.join(items)}]", "utf-8")
    ledger, report = take(path)
    bad = [n for n, item in enumerate(items, 1) if not item.startswith('{"text": "')]

    assert [refused.line for refused in report.refused] == bad
    assert len(texts(ledger)) == len({item for item in items if item.startswith('{"text": "')})


def test_an_array_that_breaks_off_keeps_its_articles(tmp_path: Path) -> None:
    """And says from where on it cannot be read."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(ROWS)[:-20], "utf-8")
    ledger, report = take(path)

    assert set(texts(ledger)) == {"0", "1"}
    assert "from here on, line 1 of the file, this is no JSON" in str(report.refused[0])


def test_folders_hold_json_that_is_no_article(tmp_path: Path) -> None:
    """Settings are passed over; named, they are refused."""
    (tmp_path / "package.json").write_text('{"name": "x", "version": "1"}')
    (tmp_path / "a.ndjson").write_text(json.dumps(ROWS[0]))

    assert (take(tmp_path)[1].added, take(tmp_path)[1].refused) == (1, ())
    assert len(take(tmp_path / "package.json")[1].refused) == 1


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".json", ".html", ".txt"])
def test_a_compressed_file_is_read_as_what_it_holds(suffix: str, tmp_path: Path) -> None:
    """Under its own name; what was damaged keeps what comes before."""
    plain = {
        ".jsonl": "\n".join(map(json.dumps, ROWS)).encode(),
        ".csv": b"id,text\n0,one\n1,two\n2,three\n",
        ".json": json.dumps(ROWS).encode(),
        ".html": press_pages.press_page(0, 0),
        ".txt": LONG.encode(),
    }[suffix]
    path = tmp_path / f"a{suffix}.gz"
    path.write_bytes(gzip.compress(plain))
    ledger, report = take(path)

    assert (report.added, report.refused) == (3 if suffix in {".jsonl", ".csv", ".json"} else 1, ())
    assert suffix in {".jsonl", ".csv", ".json"} or set(texts(ledger)) == {str(path)}


def test_a_compressed_file_that_breaks_off_keeps_what_comes_before(tmp_path: Path) -> None:
    """With one error, which names the file."""
    lines = "\n".join(json.dumps({"id": str(n), "text": f"{n * n} {LONG}"}) for n in range(5_000))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-2_000])
    _, report = take(path)

    assert report.added > 1_000
    assert str(report.refused[-1]).startswith(f"{path}: the compressed file is damaged")


@pytest.mark.parametrize(
    ("content", "added"),
    [
        ("\n".join(map(json.dumps, ROWS)).encode(), 3),
        (json.dumps(ROWS).encode(), 3),
        (json.dumps(ROWS, indent=1).encode(), 3),
        (b"id,text\n1,one\n2,two\n", 2),
        (press_pages.press_page(0, 0), 1),
        (RSS.encode(), 3),
        (LONG.encode(), 1),
        (gzip.compress(json.dumps(ROWS).encode()), 3),
        (archive(PAGES, compressed=False), 3),
    ],
    ids=["jsonl", "array", "indented", "csv", "html", "rss", "text", "gzip", "warc"],
)
def test_the_standard_input_is_told_by_its_content(
    content: bytes, added: int, tmp_path: Path
) -> None:
    """`-` has no ending."""
    line = ["ingest", "-", "--ledger", str(tmp_path / "l.duckdb")]
    done = CliRunner().invoke(main, line, input=content)

    assert f"{added} new versions" in done.stdout, done.output


def test_a_file_that_grows_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few kilobytes must not fill the disk."""
    monkeypatch.setattr(compressed, "_LARGE", 1 << 20)
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"a" * (1 << 24)))
    _, report = take(path)

    assert "more than 200 times as large" in str(report.refused[-1])
    assert report.added == 0


def test_what_comes_in_by_the_standard_input_is_not_one_article(tmp_path: Path) -> None:
    """It has no path to be called by, so its text names it."""
    line = ["ingest", "-", "--ledger", str(tmp_path / "l.duckdb")]
    for content in (LONG, f"{LONG} Again.", press_pages.press_page(0, 0)):
        CliRunner().invoke(main, line, input=content)
    with provenance.open(tmp_path / "l.duckdb") as ledger:
        assert len(texts(ledger)) == 3
        assert "-" not in texts(ledger)


# --- columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".json", ".parquet"])
def test_columns_are_mapped(suffix: str, tmp_path: Path) -> None:
    """Whatever the format; a column whose name is taken stays as metadata."""
    row = {"body": LONG, "headline": "Tower", "text": "a teaser", "key": "7"}
    path = tmp_path / f"a{suffix}"
    if suffix == ".csv":
        path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n")
    elif suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet

        pyarrow.parquet.write_table(pa.Table.from_pylist([row]), path)
    else:
        path.write_text(json.dumps([row] if suffix == ".json" else row))
    ledger, _ = take(path, columns={"text": "body", "title": "headline", "id": "key"})
    (version,) = ledger.versions()

    assert (version.article.article_id, version.text, version.title) == ("7", LONG, "Tower")
    assert version.metadata == {"unmapped_text": '"a teaser"'}


def test_the_option_maps_columns(tmp_path: Path) -> None:
    """And is refused where it maps nothing."""
    path = tmp_path / "a.csv"
    path.write_text(f"body,headline\n{LONG},Tower\n")
    line = ["ingest", str(path), "--ledger", str(tmp_path / "l.duckdb")]
    run = CliRunner().invoke

    assert "--map text=body,title=headline)" in run(main, line).stderr
    assert "1 new versions" in run(main, [*line, "--map", "text=body,title=headline"]).stdout
    assert run(main, [*line, "--map", "body"]).exit_code == 2
    assert "write FIELD=COLUMN" in run(main, [*line, "--map", "tekst=body"]).stderr


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ({"text": LONG, "headline": "x", "link": "y"}, "--map title=headline,url=link takes them"),
        (
            {"text": "teaser", "paragraphs": LONG * 9},
            "paragraphs holds longer texts than text does",
        ),
        ({"text": LONG, "title": "x"}, None),
    ],
)
def test_columns_that_look_mistaken_are_pointed_out(
    row: dict[str, str], hint: str | None, tmp_path: Path
) -> None:
    """Once a file; nothing is refused for it."""
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([json.dumps(row)] * 3))
    _, report = take(path)

    assert report.refused == ()
    assert (len(report.hints), hint is None) in {(1, False), (0, True)}
    assert hint is None or hint in report.hints[0]


def test_a_row_without_a_text_says_where_one_may_be(tmp_path: Path) -> None:
    """In JSON, whose rows may differ."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"content": LONG}))

    assert "there is no text (--map text=content takes content)" in str(take(path)[1].refused[0])


# --- metadata beside a text -----------------------------------------------------------------------


@pytest.mark.parametrize("beside", ["a.txt.json", "a.json"])
def test_a_text_has_its_metadata_beside_it(beside: str, tmp_path: Path) -> None:
    """Under either name; they are no article of their own."""
    (tmp_path / "a.txt").write_text(LONG)
    told = {"title": "Tower", "source": "Post", "published_at": "2023-11-30", "desk": 4, "id": "t1"}
    (tmp_path / beside).write_text(json.dumps(told))
    ledger, report = take(tmp_path)
    (version,) = ledger.versions()

    assert (report.added, report.refused) == (1, ())
    assert (version.article.article_id, version.title, version.article.source) == (
        "t1",
        "Tower",
        "Post",
    )
    assert version.metadata == {"desk": "4"}


@pytest.mark.parametrize("written", ["[1]", "{", '{"text": "x"}', '{"id": "a", "id": "b"}'])
def test_metadata_that_cannot_be_read_lose_no_text(written: str, tmp_path: Path) -> None:
    """They are refused by name, and the text is kept."""
    (tmp_path / "a.txt").write_text(LONG)
    (tmp_path / "a.json").write_text(written)
    ledger, report = take(tmp_path)

    assert list(texts(ledger).values()) == [LONG]
    assert [refused.file for refused in report.refused] == [str(tmp_path / "a.json")]


# --- readers of others ----------------------------------------------------------------------------


def notes(path: Path):
    """Read a format of our own, as another package might."""
    for line in path.read_text().splitlines():
        if line == "fail":
            raise RuntimeError("torn page")
        yield 7 if line == "seven" else {"id": line, "text": f"{LONG} {line}"}


def test_others_readers_are_found_by_their_entry_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever they return is checked, and what they raise loses nothing that came before."""
    point = EntryPoint("notes", f"{__name__}:notes", formats.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda _: notes)
    monkeypatch.setattr(formats, "_others", lambda: {".notes": "notes"})
    monkeypatch.setattr(plugins, "entry_points", lambda **_: [point])
    path = tmp_path / "a.notes"
    path.write_text("one\nseven\ntwo\nfail\nthree\n")
    ledger, report = take(tmp_path)

    assert set(texts(ledger)) == {"one", "two"}
    assert [refused.line for refused in report.refused] == [2, 4]
    assert "failed: RuntimeError: torn page" in str(report.refused[1])


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [("feedparser", "a.rss", "feeds"), ("warcio.archiveiterator", "a.warc", "warc")],
)
def test_a_missing_extra_says_how_to_get_it(
    module: str, name: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And keeps nothing else from being read."""
    monkeypatch.setitem(__import__("sys").modules, module, None)
    (tmp_path / name).write_bytes(b"WARC/1.0" if extra == "warc" else RSS.encode())
    (tmp_path / "b.txt").write_text(LONG)
    ledger, report = take(tmp_path)

    assert len(texts(ledger)) == 1
    assert f"pip install 'spantrail[{extra}]'" in str(report.refused[0])
