"""Titles: the meeting that only a title names, or that a field of minutes names.

Invariant: a title counts only where the telling says less; what it gives has no place in the text unless it is a line
of the text.
"""

import re
from dataclasses import replace
from typing import Final

from loaders.document import Document
from loaders.furniture import Page
from loaders.groups_conveners import when_before
from loaders.meetings_mentions import HELD, Mention, mention, mentions_at
from loaders.meetings_names import heads, is_generic, ordinals
from loaders.scan import Scan, scan
from loaders.text import clean

_NAME_FIELD: Final = re.compile(r"(?:[一二三四五]、)?\s*会议(?:名称|主题)\s*:\s*")
_PAPER: Final = re.compile(
    r"(?:简报|摘要|概况|侧记|综述|公报|决议|新闻稿|议定事项|通报|隆重|今[天日])?(?:\s*[〔(\[].*)?"
)
_MINUTES: Final = ("会议纪要", "会议记录", "纪要")
_LONGEST: Final = 45
_TITLE: Final = 80
"""So many characters of a line can be a title; what follows is not read as one."""


def titled(scan: Scan, page: Page, document: Document, *, bare: bool = False) -> list[Mention]:
    """The meeting that only a title names: a line of the text, else the title that the container gives.

    ``bare`` accepts lines that are nothing but a name.
    """
    text = scan.text
    for start, end in page.captions:
        if found := _nominal(text, start, end) if _NAME_FIELD.match(text, start, end) else _in_title(scan, start, end):
            return found
    for start, end in page.captions if bare else ():
        if found := _nominal(text, start, end):
            return found
    if not document.title or document.title in text:
        return []
    title = _scanned(document.title)
    return [
        replace(m, span=(0, 0), verb=(0, 0), sentence=(0, 0), group_spans=[], subject=[])
        for m in _in_title(title, 0, len(title.text))
    ]


def _scanned(title: str) -> Scan:
    return scan(clean(title))


def _in_title(scan: Scan, start: int, end: int) -> list[Mention]:
    text = scan.text
    for hit in scan.between(start, min(end, start + _TITLE)):
        if hit.kind == "held" or (hit.kind == "chair" and hit.word.endswith("召开")):
            begin = text.rfind(" ", start, hit.start) + 1
            stop = text.find(" ", hit.end, end)
            if found := mentions_at(text, hit, (max(begin, start), stop if stop > 0 else end)):
                return found
        elif hit.word in _MINUTES:
            name = (start, hit.start + (2 if hit.word[0] == "会" else 0))
            if heads(text, *name) and not is_generic(text[name[0] : name[1]]):
                return [mention(text, name, name, (start, end), [], HELD)]
    return []


def _nominal(text: str, start: int, end: int) -> list[Mention]:
    """A line that is nothing but the name of a meeting: ``县政府第5次常务会议``, ``会议名称:…``."""
    if field := _NAME_FIELD.match(text, start, end):
        start = field.end()
    start = when_before(text, start, end)
    if not 6 <= end - start <= _LONGEST or text.find(",", start, end) >= 0:
        return []
    inside = heads(text, start, end)
    stop = inside[-1][1] if inside else start
    if not inside or (stop != end and not _PAPER.fullmatch(text, stop, end)):
        return []
    found = mention(text, (start, stop), (start, stop), (start, end), [], HELD)
    return [found] if field or found.groups or ordinals(found.name) else []
