"""Other people's spans are taken where they read the same in our text, and refused with both texts where not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exports.web_annotation import annotation_collection
from resolvers.annotations.claims import read_given_claims
from resolvers.annotations.mentions import read_mentions

TEXT = "Mayor Ruth Adeyemi met Tom Reed in Norrvik. Reed, the mayor’s guest, thanked Adeyemi."
URL = "https://post.example/1"


@pytest.fixture
def ledger() -> Ledger:
    """Hold one article."""
    ledger = provenance.open(":memory:")
    ledger.add([{"id": "a", "url": URL, "text": TEXT}])
    return ledger


@pytest.fixture(scope="module")
def held() -> Iterator[Ledger]:
    """Hold one article, to which nothing is added."""
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "url": URL, "text": TEXT}])
        yield ledger


def read(ledger: Ledger, path: Path, content: object) -> tuple[list[tuple[str, str]], list[str]]:
    """Write a file, and read the mentions in it: their words and types, and what was refused."""
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    kept, refused = read_mentions(ledger, path)
    return [(m.surface, m.type) for ms in kept.values() for m in ms], [str(r) for r in refused]


def annotation(*selectors: dict[str, object], source: str = URL) -> dict[str, object]:
    """Write an annotation with one target."""
    target = {"source": source, "selector": list(selectors)}
    return {"id": "urn:x:1", "type": "Annotation", "target": target}


def quote(exact: str, prefix: str = "", suffix: str = "") -> dict[str, object]:
    """Write a selector by words."""
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def position(start: int, end: int) -> dict[str, object]:
    """Write a selector by offsets."""
    return {"type": "TextPositionSelector", "start": start, "end": end}


EXTRACTED = {
    "document_id": "a",
    "text": TEXT,
    "extractions": [
        {
            "extraction_class": "person",
            "extraction_text": "Ruth Adeyemi",
            "char_interval": {"start_pos": 6, "end_pos": 18},
        },
        {
            "extraction_class": "city",
            "extraction_text": "norrvik",
            "char_interval": {"start_pos": 35, "end_pos": 42},
            "alignment_status": "match_fuzzy",
        },
        {"extraction_class": "feeling", "extraction_text": "joy", "char_interval": None},
    ],
}


def test_extractions_of_langextract_are_mentions(ledger: Ledger, tmp_path: Path) -> None:
    """What stands at their place in the document's own text must stand in ours.

    What has no place is refused.
    """
    kept, refused = read(ledger, tmp_path / "a.jsonl", EXTRACTED)

    assert kept == [("Ruth Adeyemi", "PER"), ("Norrvik", "LOC")]
    assert len(refused) == 1
    assert "'joy' was not found in the text it was extracted from" in refused[0]


def test_extractions_from_another_text_are_refused_with_both(
    ledger: Ledger, tmp_path: Path
) -> None:
    """Offsets of another version point at other words."""
    other = {**EXTRACTED, "text": f"UPDATE: {TEXT}", "extractions": EXTRACTED["extractions"][:1]}
    _, refused = read(ledger, tmp_path / "a.jsonl", other)

    assert refused == [
        f"{tmp_path / 'a.jsonl'}:1: field 'start': a:6-18 reads 'Ruth Adeyemi', and was to read {f'UPDATE: {TEXT}'[6:18]!r}"
    ]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (annotation(quote("Tom Reed"), position(23, 31)), "Tom Reed"),
        (annotation(position(23, 31), source="a"), "Tom Reed"),
        (annotation(quote("Reed", "Norrvik. ", ", the")), "Reed"),
        (annotation(quote("Norrvik"), source="a"), "Norrvik"),
        (annotation(quote("Reed", "Norrvik. ", ", the"), position(0, 4)), "Reed"),
    ],
    ids=["both", "position", "quotation", "one place", "moved"],
)
def test_annotations_lead_to_their_words(
    written: dict[str, object], words: str, ledger: Ledger, tmp_path: Path
) -> None:
    """By position where it reads the same, else by a quotation that stands once."""
    for name, content in (
        ("a.json", written),
        ("b.jsonld", {"items": [written]}),
        ("c.jsonl", written),
    ):
        kept, refused = read(ledger, tmp_path / name, content)
        assert ([surface for surface, _ in kept], refused) == ([words], [])


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (
            annotation(quote("Tom Read"), position(23, 31)),
            "a:23-31 reads 'Tom Reed', and was to read 'Tom Read'",
        ),
        (annotation(quote("Adeyemi")), "was to read 'Adeyemi'"),
        (annotation(position(23, 310)), "lies outside a text"),
        (annotation(quote("x"), source="b"), "no article is called 'b'"),
        (annotation({"type": "SvgSelector"}), "has a quotation or a position"),
        ({"id": "urn:x", "target": "https://post.example/1"}, "has a quotation or a position"),
        ([7], "expected an object"),
    ],
)
def test_annotations_that_lead_elsewhere_are_refused(
    written: object, why: str, ledger: Ledger, tmp_path: Path
) -> None:
    """By name, with both texts where the words differ, and with the place where they stand twice."""
    kept, refused = read(ledger, tmp_path / "a.json", written)

    assert kept == []
    assert len(refused) == 1
    assert why in refused[0]


def test_our_own_annotations_are_read_back(ledger: Ledger, tmp_path: Path) -> None:
    """Each mention at its place."""
    resolvers.resolve(ledger)
    collection = annotation_collection(ledger)
    kept, refused = read(ledger, tmp_path / "a.json", collection)
    surfaces = {row["surface"] for row in ledger.table("mentions").to_pylist()}

    assert refused == []
    assert surfaces <= {surface for surface, _ in kept}


def test_plain_rows_are_read_from_csv(ledger: Ledger, tmp_path: Path) -> None:
    """The words may stand beside the offsets, and must then be there."""
    rows = (
        "article,start,end,surface,type\na,6,18,Ruth Adeyemi,PER\na,23,31,Tom Read,PER\na,x,3,,\n"
    )
    kept, refused = read(ledger, tmp_path / "a.csv", rows)

    assert kept == [("Ruth Adeyemi", "PER")]
    assert [line.split(": ")[0][-1] for line in refused] == ["3", "4"]


@settings(max_examples=60, deadline=None)
@given(start=st.integers(0, len(TEXT)), size=st.integers(1, 12), shift=st.integers(-3, 3))
def test_a_span_is_taken_if_and_only_if_it_reads_the_same(
    start: int, size: int, shift: int, held: Ledger, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the offsets are."""
    exact = TEXT[start : start + size]
    if not exact:
        return
    row = {
        "article": "a",
        "start": start + shift,
        "end": start + shift + len(exact),
        "surface": exact,
    }
    kept, refused = read(held, tmp_path_factory.mktemp("in") / "a.jsonl", row)
    same = start + shift >= 0 and TEXT[start + shift : start + shift + len(exact)] == exact

    assert kept == ([(exact, "none")] if same else [])
    assert bool(refused) == (not same)


# --- claims ---------------------------------------------------------------------------------------

SAID = "Mayor Ruth Adeyemi spoke of 41 deaths. “The dam is safe,” Tom Reed said; he had seen it."
CONTENTS = {"41 deaths": "Ruth Adeyemi", "The dam is safe": "Tom Reed"}
ROWS = [
    {
        "article": "a",
        "start": SAID.index(words),
        "end": SAID.index(words) + len(words),
        "surface": words,
        "speaker": who,
        "stance": "asserts",
    }
    for words, who in CONTENTS.items()
]
EXTRACTIONS = {
    "document_id": "a",
    "text": SAID,
    "extractions": [
        {
            "extraction_class": "claim",
            "extraction_text": row["surface"],
            "char_interval": {"start_pos": row["start"], "end_pos": row["end"]},
            "attributes": {"speaker": row["speaker"]},
        }
        for row in ROWS
    ]
    + [
        {
            "extraction_class": "person",
            "extraction_text": "Tom Reed",
            "char_interval": {
                "start_pos": SAID.index("Tom Reed"),
                "end_pos": SAID.index("Tom Reed") + 8,
            },
        }
    ],
}
ANNOTATIONS = [annotation(quote(words), source="a") for words in CONTENTS]
FORMS = {
    "rows.jsonl": "\n".join(map(json.dumps, ROWS)),
    "rows.csv": "article,start,end,surface,speaker\n"
    + "".join(f"a,{r['start']},{r['end']},{r['surface']},{r['speaker']}\n" for r in ROWS),
    "extracted.jsonl": json.dumps(EXTRACTIONS),
    "annotations.json": json.dumps(ANNOTATIONS),
}


@pytest.mark.parametrize("name", FORMS)
def test_other_people_s_claims_are_taken_with_their_speakers(name: str, tmp_path: Path) -> None:
    """They are the claims of the ledger, with values inside.

    None is found by rules, until rules read again.
    """
    path = tmp_path / name
    path.write_text(FORMS[name], "utf-8")
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": SAID}])
        given, refused = read_given_claims(ledger, path)
        assert refused == []
        resolvers.resolve(ledger, claims=given)
        rows = ledger.table("claims").to_pylist()
        found = {SAID[slice(*row["content"][0])]: row["speaker_name"] for row in rows}

        known = dict.fromkeys(CONTENTS) if name == "annotations.json" else CONTENTS
        assert found == known
        assert {row["rule"] for row in rows} == {"given"}
        assert {row["kind"] for row in rows} == {"direct", "indirect"}
        assert [v["surface"] for v in ledger.table("values").to_pylist()] == ["41 deaths"]
        assert ledger.verify() == []
        assert resolvers.resolve(ledger, claims=given).claims == 0

        resolvers.resolve(ledger)
        assert "given" not in {row["rule"] for row in ledger.table("claims").to_pylist()}


AMISS = [
    ({"surface": "The dam was safe"}, "'start'", "reads 'The dam is safe', and was to read"),
    ({"speaker": "Tim Reed"}, "'speaker'", "does not have the words"),
    ({"speaker_start": 0, "speaker_end": 3}, "'start'", "reads 'May', and was to read 'Tom Reed'"),
    ({"stance": "shouts"}, "'stance'", "is none of asserts, denies"),
    ({"article": "b"}, "'article'", "no article is called"),
]


@pytest.mark.parametrize(("change", "field", "message"), AMISS)
def test_a_claim_that_reads_otherwise_is_refused_by_name(
    change: dict[str, object], field: str, message: str, tmp_path: Path
) -> None:
    """The line, the field and both texts are named; the claim beside it is kept."""
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(map(json.dumps, [ROWS[0], {**ROWS[1], **change}])), "utf-8")
    with provenance.open(":memory:") as ledger:
        ledger.add([{"id": "a", "text": SAID}])
        given, refused = read_given_claims(ledger, path)

    assert [len(claims) for claims in given.values()] == [1]
    (error,) = refused
    assert (error.line, field in str(error), message in str(error)) == (2, True, True)
