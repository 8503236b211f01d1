"""Files: which kind one is, and what it holds.

Invariant: the content decides, the name only where the content could be several things; a kind that is not read is
rejected by name and never guessed at.
"""

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from graph.model import InputError
from loaders.documents.found import Found, Reading, rejected
from loaders.documents.plain import is_binary, read_plain

_SUFFIXES = {
    ".txt": "text", ".text": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv",
    ".pdf": "pdf", ".docx": "docx", ".zip": "zip", ".warc": "warc", ".gz": "gz",
}  # fmt: skip
STREAMED = frozenset(["zip", "warc"])
READ_SUFFIXES = tuple(suffix for suffix in _SUFFIXES if suffix != ".gz") + (".warc.gz",)
_KIN = frozenset(
    [".doc", ".wps", ".rtf", ".odt", ".ofd", ".mht", ".mhtml", ".xls", ".xlsx", ".ppt", ".pptx", ".epub", ".eml"]
    + [".rar", ".7z", ".tar", ".tgz", ".bz2", ".xz"]
)
_SAVE_AS = {
    "doc": "an old Word file; save it as .docx",
    "rtf": "an RTF file; save it as .docx or .txt",
    ".mht": "a web archive of a browser; save the page as .html",
    ".mhtml": "a web archive of a browser; save the page as .html",
    "gz": "compressed, but no WARC file; unpack it first",
}


def kind_of(name: str, head: bytes) -> str | None:
    """The kind of a file from its first bytes and its name; None for one that is not read.

    >>> kind_of("a.txt", b"<!DOCTYPE html><p>"), kind_of("a.bin", b"%PDF-1.7"), kind_of("a.jpg", b"x")
    ('html', 'pdf', None)
    """
    suffix = PurePath(name).suffix.lower()
    by_name = _SUFFIXES.get(suffix) or ("text" if not suffix else None)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return by_name if by_name == "docx" else "zip" if suffix in ("", ".zip") else None
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"\x1f\x8b"):
        return "warc" if name.lower().endswith(".warc.gz") else "gz"
    if by_name in (None, "text") and _looks_like_page(head):
        return "html"
    return by_name


def may_hold_reports(name: str) -> bool:
    """Whether a file found in a folder is looked at: the kinds that are read, and their kin, to be rejected by name.

    A folder also holds pictures, styles and notes; those are not reports that failed.

    >>> may_hold_reports("a.html"), may_hold_reports("a.doc"), may_hold_reports("a.jpg")
    (True, True, False)
    """
    suffix = PurePath(name).suffix.lower()
    return suffix in _SUFFIXES or suffix in _KIN


def read_bytes(data: bytes, source: str, reading: Reading, depth: int = 0, kind: str | None = None) -> Iterator[Found]:
    """Every text in one file (or stream, or archive member) that is held in memory; never raises ``InputError``.

    ``source`` names it in messages; ``depth`` counts the archives around it; ``kind`` overrules the guess.
    """
    name = source.rpartition("!")[2]
    kind = kind or kind_of(name, data[:1_024]) or ("text" if name == "-" else None)
    try:
        if not data.strip():
            raise InputError("an empty file")
        if kind in STREAMED:
            yield from read_stream(io.BytesIO(data), len(data), source, reading, kind, depth)
        elif kind in ("jsonl", "json", "csv"):
            yield from _read_rows(data, source, reading, kind)
        else:
            yield _read_one(data, source, reading, kind, name)
    except InputError as error:
        yield rejected(source, error)


def read_stream(
    stream: BinaryIO,
    size: int,
    source: str,
    reading: Reading,
    kind: str,
    depth: int = 0,
    only: slice = slice(None),
) -> Iterator[Found]:
    """Every text in an archive (a kind of ``STREAMED``), which need not be in memory; never raises ``InputError``.

    ``only`` takes some members of a zip file, in the order of names.
    """
    try:
        if kind == "zip":
            from loaders.documents.archive import read_archive

            yield from read_archive(stream, size, source, reading, depth, only)
        else:
            from loaders.documents.warc import read_warc

            yield from read_warc(stream, source, reading)
    except InputError as error:
        yield rejected(source, error)


def _read_one(data: bytes, source: str, reading: Reading, kind: str | None, name: str) -> Found:
    """A file that is one document."""
    if len(data) > reading.limits.document_bytes:
        reading.limits.exceeded("document_bytes", f"{len(data)} bytes")
    if kind == "text":
        return Found(source, read_plain(data, reading))
    if kind == "html":
        from loaders.documents.page import read_page

        if is_binary(data):
            raise InputError("a binary file, not a page")
        return Found(source, read_page(data, reading))
    if kind == "pdf":
        from loaders.documents.pdf import read_pdf

        return Found(source, read_pdf(data, reading))
    if kind == "docx":
        from loaders.documents.word import read_word

        return Found(source, read_word(data, reading))
    suffix = PurePath(name).suffix.lower()
    if advice := _SAVE_AS.get(kind or suffix):
        raise InputError(advice)
    if kind is None and suffix:
        raise InputError(f"{suffix} is not a kind that is read ({', '.join(READ_SUFFIXES)})")
    raise InputError("not a kind that is read")


def _read_rows(data: bytes, source: str, reading: Reading, kind: str) -> Iterator[Found]:
    """A small table of rows that is held in memory (inside an archive)."""
    from loaders.documents import rows

    if kind == "json":
        yield from rows.json_rows(data, source, reading)
    elif kind == "jsonl":
        for number, line in rows.json_lines(io.BytesIO(data), reading):
            yield rows.read_json_row(line, f"{source}:{number}", reading)
    else:
        for number, row in rows.csv_rows(io.BytesIO(data), source, reading):
            yield rows.read_row(row, f"{source}:{number}", reading)


def _looks_like_page(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")) or b"<html" in start
