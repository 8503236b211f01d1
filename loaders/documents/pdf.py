"""PDF: the text layer of each page, as pdfium reads it.

Invariant: page numbers at the edges of a page are dropped, so that a sentence runs over the break; lines stay as they
are (cleaning joins them, and knows where they stood). A scan has no text and says so.
"""

import re
import zlib

from graph.model import InputError
from loaders.document import Document
from loaders.documents.found import Reading
from loaders.documents.limits import Limits
from loaders.documents.plain import from_text

_PAGE_NUMBER = re.compile(
    r"\s*[-—–－·]{0,3}\s*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?\s*[-—–－·]{0,3}\s*"
)


_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 4_000  # bytes before a stream in which its dictionary stands
_UNREAD = (b"/Image", b"/FontFile", b"/Length1")  # pictures and fonts grow by any factor and are not looked into
_SMALL = 1_000_000
_PORTION = 1 << 16


def read_pdf(data: bytes, reading: Reading) -> Document:
    """The document of a PDF; raises ``InputError`` for one that is broken, locked or a scan."""
    import pypdfium2

    _measure(data, reading.limits)
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            count = len(pdf)
            if count > reading.limits.pdf_pages:
                reading.limits.exceeded("pdf_pages", f"{count} pages")
            pages: list[str] = []
            size = 0
            for number in range(count):
                text = _page_text(pdf, number)
                size += len(text)
                if size > reading.limits.text_chars:
                    reading.limits.exceeded("text_chars", f"more than {size - len(text)} characters of text")
                pages.append(text)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError("locked by a password" if locked else f"a PDF that cannot be read: {error}") from None
    raw = "\n".join(page for page in pages if page)
    if count and not raw.strip():
        raise InputError(f"a PDF of {count} pages without text (a scan?); run character recognition first")
    return from_text(raw, reading, data=data)


def _measure(data: bytes, limits: Limits) -> None:
    """Refuse bombs: pdfium needs a second for each megabyte of page content, however small it is packed.

    An encrypted file hides the size of its streams and is let through.
    """
    total = 0
    for found in _STREAM.finditer(data):
        before = max(0, found.start() - _DICTIONARY)
        dictionary = data[max(before, data.rfind(b" obj", before, found.start())) : found.start()]
        if any(word in dictionary for word in _UNREAD):
            continue
        end = data.find(b"endstream", found.end())
        packed = memoryview(data)[found.end() : end if end >= 0 else len(data)]
        inflate = zlib.decompressobj()
        size = 0
        try:
            part = inflate.decompress(packed, _PORTION)
            while part:
                size += len(part)
                if size > _SMALL and size > limits.pdf_ratio * len(packed):
                    limits.exceeded("pdf_ratio", f"{size} bytes of content out of {len(packed)}")
                if total + size > limits.pdf_bytes:
                    limits.exceeded("pdf_bytes", f"more than {limits.pdf_bytes} bytes of content")
                part = inflate.decompress(inflate.unconsumed_tail, _PORTION)
        except zlib.error:
            pass  # encrypted or broken: pdfium will say
        total += size


def _page_text(pdf: object, number: int) -> str:
    """The text of one page; an unreadable page is empty."""
    import pypdfium2

    try:
        page = pdf[number]  # type: ignore[index]
        try:
            text = page.get_textpage().get_text_bounded()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\0", "").split("\n")
    for edge in (0, -1):
        while lines and (not lines[edge].strip() or _PAGE_NUMBER.fullmatch(lines[edge])):
            lines.pop(edge)
    return "\n".join(line.rstrip() for line in lines)
