"""Inputs that mean harm, or that a disk has spoilt: they are read or rejected, soon, and nothing is raised."""

import gzip
import io
import time
import zipfile
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.documents import Reading, read_bytes
from loaders.report import RuleExtractor

Pdf = Callable[[Sequence[Sequence[str]]], bytes]
Change = tuple[int, int, bytes]

KINDS = ("a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.zip", "a.docx", "a.pdf", "a.warc", "a.warc.gz")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="session")
def extractor() -> RuleExtractor:
    return RuleExtractor()


@pytest.fixture
def sound(report: str, make_pdf: Pdf) -> dict[str, bytes]:
    """A sound file of each kind."""
    page = f"<html><head><meta charset=utf-8><title>会</title></head><div id=zoom><p>{report}</p></div></html>"
    row = '{"id":"1","text":"' + report.replace("\n", "\\n") + '","published":"2022-07-30"}\n'
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        body = f"<w:p><w:r><w:t>{report}</w:t></w:r></w:p>"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", report)
        archive.writestr("b.html", page)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
    warc = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode() + http
    return {
        "a.txt": report.encode("gb18030"),
        "a.html": page.encode(),
        "a.jsonl": row.encode() * 2,
        "a.json": f"[{row}]".encode(),
        "a.csv": ('id,text\n1,"' + report + '"\n').encode("gbk"),
        "a.zip": packed.getvalue(),
        "a.docx": word.getvalue(),
        "a.pdf": make_pdf([report.splitlines()]),
        "a.warc": warc + b"\r\n\r\n",
        "a.warc.gz": gzip.compress(warc + b"\r\n\r\n", mtime=0),
    }


def spoilt(data: bytes, changes: list[Change], cut: float) -> bytes:
    """The data with some stretches replaced, and cut off."""
    out = bytearray(data)
    for place, length, instead in changes:
        at = place % (len(out) + 1)
        out[at : at + length] = instead
    return bytes(out[: int(len(out) * cut)])


CHANGES = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), st.binary(max_size=40)), max_size=8)
CUT = st.one_of(st.just(1.0), st.floats(0, 1))


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=60,
    deadline=None,  # on the clock of the wall; ours is that of the processor
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=CHANGES, cut=CUT)
def test_spoilt_files_are_read_or_rejected(
    kind: str, changes: list[Change], cut: float, sound: dict[str, bytes], extractor: RuleExtractor
) -> None:
    began = time.process_time()
    for found in read_bytes(spoilt(sound[kind], changes, cut), kind, Reading()):
        assert (found.document is None) != (found.reason is None) or found.record is not None
        if found.document is not None:
            extractor.extract(found.document).model_dump_json()
    assert time.process_time() - began < 2


@pytest.mark.parametrize("kind", KINDS)
def test_sound_files_are_sound(kind: str, sound: dict[str, bytes]) -> None:
    assert all(found.document is not None for found in read_bytes(sound[kind], kind, Reading()))


HOSTILE = {
    "deep.html": b"<div>" * 300_000,
    "tables.html": b"<table><tr><td>" * 30_000,
    "attributes.html": b"<div " + b"a=1 " * 200_000 + b">x",
    "style.html": b'<p style="font-size:' + b"0" * 500_000 + b'1">x',
    "rules.html": b"<style>" + (b".aaaa{" + b"x" * 390) * 300 + b"</style>x y",
    "brackets.html": b"<" * 2_000_000,
    "comments.html": b"<!--" * 500_000,
    "run.html": b"<p>" + "会议".encode() * 1_700_000,
    "entities.html": b"&#x4f1a;" * 300_000,
    "lol.html": b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><p>&b;',
    "line.txt": "会议".encode() * 500_000,
    "spaces.txt": "会".encode() + b" " * 1_000_000 + "议".encode(),
    "marks.txt": "\u202e会\u200f议\u0000\ufeff\u2028".encode() * 20_000,
    "surrogates.txt": b"\xed\xa0\x80" * 100_000,
    "byline.txt": ("来源" + " " * 50_000 + "：\n").encode() * 5,
    "deep.json": b"[" * 500 + b"]" * 500,
    "deeper.json": b'{"text":' * 100_000,
    "quote.csv": b'text\n"' + b"x" * 3_000_000,
    "columns.csv": b",".join([b"c"] * 200_000) + b"\n",
    "number.jsonl": b'{"text":"x y","published":' + b"9" * 4_000 + b"}",
    "loop.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 99999999"
    b"/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
    "arrays.pdf": b"%PDF-1.4\n1 0 obj" + b"[" * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_two_seconds_at_most(name: str, extractor: RuleExtractor) -> None:
    began = time.process_time()
    for found in read_bytes(HOSTILE[name], name, Reading()):
        if found.document is not None:
            extractor.extract(found.document)
    assert time.process_time() - began < 2
