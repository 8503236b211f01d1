"""What reading gives: a document, or the reason why there is none.

Invariant: every input ends up in exactly one ``Found`` for each text it holds; nothing is dropped silently. An id is
the input's own, else a digest of its words and origin: moving, renaming or packing a file never changes it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model import InputError
from loaders.document import Document
from loaders.documents.limits import Limits


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: ``limits``, names of ``columns`` (``{"text": "正文"}``), and the ``published`` date (an ISO prefix)
    of documents that state none."""

    limits: Limits = field(default_factory=Limits)
    columns: Mapping[str, str] = field(default_factory=dict)
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One text of an input: ``source`` says where (``news.zip!a.txt``, ``news.jsonl:12``).

    Exactly one of ``document`` and ``reason`` is given, or neither where ``record`` holds a finished record.
    """

    source: str
    document: Document | None = None
    reason: str | None = None
    record: bytes | None = None


def rejected(source: str, error: Exception | str) -> Found:
    """A text that cannot be read, and why; a message that names its source already does not name it twice."""
    reason = str(error) or type(error).__name__
    return Found(source, reason=reason.removeprefix(f"{source}: "))


def document(
    raw: str,
    reading: Reading,
    *,
    data: bytes | None = None,
    id: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published: str | None = None,
    context: Iterable[str] = (),
    origin: str | None = None,
) -> Document:
    """A ``Document`` of the main text ``raw``; ``data`` are the raw bytes where the text is a file of its own.

    ``origin`` is what the input itself says of where it comes from (an address, a publisher), never something that
    was made out by rules: it goes into the id of a text that has none.

    Raises ``InputError`` for a text without a word and ``LimitError`` for one over ``text_chars``.

    >>> document("区委召开会议。", Reading()).id == document("区委召开会议。\\n", Reading(published="2022")).id
    True
    """
    if len(raw) > reading.limits.text_chars:
        reading.limits.exceeded("text_chars", f"{len(raw)} characters of text")
    if not any(c.isalnum() for c in raw[:10_000]) and not any(c.isalnum() for c in raw):
        raise InputError("no text in it")
    return Document(
        id=id or digest(origin or "", raw),
        raw=raw,
        title=_line(title),
        publisher=_line(publisher),
        url=_line(url, 2_000),
        published=published or reading.published,
        sha256=hashlib.sha256(raw.encode("utf-8", "surrogatepass") if data is None else data).hexdigest(),
        context=tuple(context),
    )


def digest(origin: str, raw: str) -> str:
    """The id of a text that has none: 16 hexadecimal digits, the same wherever the text is kept."""
    words = f"{origin}\n{''.join(raw.split())}"
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _line(value: Any, most: int = 200) -> str | None:
    """``value`` as one line of printable text, cut at ``most`` characters."""
    if value is None:
        return None
    return " ".join(str(value).encode("utf-8", "replace").decode().replace("\0", "").split())[:most] or None
