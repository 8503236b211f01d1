"""Plain text: title and byline are read off its first lines; the text itself stays as it is."""

from graph.model import InputError
from loaders.document import Document
from loaders.documents.byline import about_publication, heading, published_in, publisher_in
from loaders.documents.encoding import decode
from loaders.documents.found import Reading, document

_HEAD = 6
_CONTROL = frozenset(b"\x00\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x7f")


def read_plain(data: bytes, reading: Reading) -> Document:
    """The document of a text file in any encoding.

    >>> page = "区委召开会议\\n2022年7月30日　来源：云岭日报\\n7月29日，区委召开会议。".encode("gbk")
    >>> read_plain(page, Reading()).published
    '2022-07-30'
    """
    if is_binary(data):
        raise InputError("a binary file, not a text")
    return from_text(decode(data), reading, data=data)


def from_text(raw: str, reading: Reading, *, data: bytes) -> Document:
    """The document of a text that is decoded already (of a PDF, of a DOCX)."""
    lines = [line.strip() for line in raw[:3_000].splitlines() if line.strip()][:_HEAD]
    head = [line for line in lines if about_publication(line)]
    return document(
        raw,
        reading,
        data=data,
        title=heading(raw),
        publisher=publisher_in(head),
        published=published_in(head),
    )


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text: control characters that no text has (UTF-16 with its mark is text)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    sample = data[:8_192]
    return bool(sample) and (sum(b in _CONTROL for b in sample) > max(2, len(sample) // 50) or sample.count(0) > 2)
