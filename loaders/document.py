"""A document: one text to be read, with what its container says about it.

``raw`` is the text as found (of a page: its main text), before any cleaning: every offset of a record counts its
characters.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """One text and its metadata.

    ``published`` is an ISO prefix or None; ``sha256`` is of the raw bytes; ``context`` holds what stood around the main
    text (bylines, page headers): a source of years and publishers, never of people.
    """

    id: str
    raw: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    sha256: str | None = None
    context: tuple[str, ...] = field(default=())
