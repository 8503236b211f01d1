"""Bytes to text: BOM, then UTF-8, then GB18030 against Big5, then a guess.

Invariant: UTF-8 that is UTF-8 is never taken for anything else, and a text cut in the middle of a character loses only
that character. GB18030 and Big5 accept nearly all bytes of each other, so the *share of common characters* decides,
not which of them decodes.
"""

import codecs
from functools import cache
from importlib.resources import files

from graph.model import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_CHINESE = 0.2  # running Chinese has about 0.5 of its characters among the common ones; a wrong codec under 0.1


def decode(data: bytes, declared: str | None = None, *, what: str = "input") -> str:
    """The text of ``data``; a ``declared`` charset only breaks ties (``gb2312`` always means GB18030).

    Raises ``InputError`` where the bytes are no text in any encoding known here.

    >>> decode("全区会议".encode("gb18030")), decode("縣政府常務會議的報告".encode("big5"))
    ('全区会议', '縣政府常務會議的報告')
    >>> decode("会议".encode()[:-1])
    '会'
    """
    name, rest = sniff(data, declared, what=what)
    return rest.decode(name, "replace") if name != "utf-8" else _utf8(rest) or rest.decode("utf-8", "replace")


def sniff(data: bytes, declared: str | None = None, *, what: str = "input") -> tuple[str, bytes]:
    """The encoding of ``data`` (a file, or its beginning) and the data without its byte order mark."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, data[len(mark) :]
    if _utf8(data) is not None:
        return "utf-8", data
    sample = data[:_SAMPLE]
    hint = (declared or "").lower().replace("_", "-")
    scores = {name: _share(sample, name) for name in ("gb18030", "cp950", "big5hkscs", "utf-8")}
    if hint.startswith("gb"):
        scores["gb18030"] += 0.02
    elif hint.startswith("big5"):
        scores["cp950"] += 0.02
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= _CHINESE:
        return best, data
    from charset_normalizer import from_bytes

    guess = from_bytes(sample[:50_000]).best()
    if guess is not None:
        return guess.encoding, data
    if hint.startswith("gb") or max(scores.values()) > 0.02:
        return ("gb18030" if hint.startswith("gb") else best), data
    raise InputError(f"{what}: its encoding is not recognised; save it as UTF-8")


def _utf8(data: bytes) -> str | None:
    """Strict UTF-8, but for one character cut off at the end."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start:
            return data[: error.start].decode("utf-8")
        return None


def _share(sample: bytes, encoding: str) -> float:
    """Common characters per character beyond ASCII; what does not decode counts against."""
    wide = [c for c in sample.decode(encoding, "replace") if c > "\x7f"]
    if not wide:
        return 0.0
    common = _common()
    return (sum(c in common for c in wide) - 3 * wide.count("\ufffd")) / len(wide)


@cache
def _common() -> frozenset[str]:
    return frozenset((files(__package__) / "common.txt").read_text("utf-8"))
