"""WARC: the pages of a web archive (extra ``[warc]``).

Invariant: only successful answers that hold a page or a document are read; the address of each becomes its URL.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from graph.model import InputError, MissingExtraError
from loaders.documents.found import Found, Reading, rejected

_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf"}


def read_warc(stream: BinaryIO, source: str, reading: Reading) -> Iterator[Found]:
    """Every page of a WARC file, plain or gzipped; raises ``InputError`` for a file without one."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise MissingExtraError("reading WARC files", "warc") from None
    none = True
    records = iter(ArchiveIterator(stream))
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            kind = _kind(record)
            if kind is None:
                continue
            none = False
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            data = record.content_stream().read(reading.limits.document_bytes + 1)
        except (ArchiveLoadFailed, OSError, EOFError, ValueError, AttributeError, KeyError, IndexError) as error:
            yield rejected(source, f"a broken web archive: {error}")
            return
        yield _read(data, f"{source}!{url}", url, kind, reading)
    if none:
        raise InputError("a web archive without pages")


def _kind(record: Any) -> str | None:
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers
    if headers is not None and not str(headers.get_statuscode()).startswith("200"):
        return None
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    return _KINDS.get(kind.partition(";")[0].strip().lower())


def _read(data: bytes, source: str, url: str, kind: str, reading: Reading) -> Found:
    from loaders.documents.page import read_page
    from loaders.documents.pdf import read_pdf
    from loaders.documents.plain import read_plain

    try:
        if len(data) > reading.limits.document_bytes:
            reading.limits.exceeded("document_bytes", f"more than {len(data) - 1} bytes")
        if kind == "html":
            return Found(source, read_page(data, reading, url))
        return Found(source, read_pdf(data, reading) if kind == "pdf" else read_plain(data, reading))
    except InputError as error:
        return rejected(source, error)
