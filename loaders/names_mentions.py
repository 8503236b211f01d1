"""Mentions of one text while they are being found: where each stands, and that no two overlap.

Invariants. A mention never overlaps another; its ``tail`` is behind bracketed notes, 同志 and a title after the name,
its ``head`` before the posts. Posts in a bracket after the name (``(兼市公安局局长)``) are its own.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from loaders.names import LeftBound, Names
from loaders.posts import Post, chain
from loaders.scan import Scan

_NOTE: Final = re.compile(r"\s*\(([^()\n]{1,24})\)")

NameReader = Callable[[str], Iterable[str]]
"""A second opinion for names: takes the clean text, gives the personal names that it sees."""


class Mention:
    """A name at its place, with the posts written around it."""

    __slots__ = (
        "confidence", "end", "head", "inherited", "label", "linked", "name", "note", "posts", "rule", "short", "start",
        "tail",
    )  # fmt: skip

    def __init__(self, name: str, start: int, end: int, rule: str, confidence: float) -> None:
        self.name = name
        self.start = start
        self.end = end
        self.rule = rule
        self.confidence = confidence
        self.posts: list[Post] = []
        self.inherited = False
        self.label = ""  # the collective label that opened its list: 区领导
        self.linked = False  # follows the previous mention in one list
        self.head = start  # where the whole mention begins, posts included
        self.tail = end  # where it ends, with bracketed notes, 同志 and a title after the name
        self.note = ""
        self.short = False  # a surname with a title, standing for a person named elsewhere


class Mentions:
    """What was found so far."""

    def __init__(self, scan: Scan, second: NameReader | None = None) -> None:
        self.scan = scan
        self.names = Names(scan)
        self.text = scan.text
        self.found: dict[int, Mention] = {}
        self.taken: set[int] = set()  # ends of mentions, and of what belongs to them behind the name
        self._ends = bytearray(len(scan.text) + 1)  # 1 at each of them
        self._used = bytearray(len(scan.text))  # 1 where a mention stands
        self._appointing = 0
        self._gone_through = 0  # of fields: where people after offices were looked for
        self.left = LeftBound(self.names, self.taken)
        self.second = second

    def _free(self, start: int, end: int) -> bool:
        return self._used.find(1, start, end) < 0

    def _near(self, start: int) -> Iterable[Mention]:
        for at in range(max(0, start - 12), start):
            mention = self.found.get(at)
            if mention is not None:
                yield mention

    def _floor(self, start: int) -> int:
        """Where the mention before ``start`` ends."""
        return max(0, self._ends.rfind(1, max(0, start - 59), start + 1))

    def _ends_at(self, end: int) -> None:
        self.taken.add(end)
        self._ends[end] = 1

    def _add(self, start: int, end: int, rule: str, confidence: float) -> Mention | None:
        if not self._free(start, end):
            return None
        mention = Mention(self.text[start:end].replace(" ", ""), start, end, rule, confidence)
        after = self.text[end : end + 1]
        note = _NOTE.match(self.text, end) if after in ("(", " ", "\n") else None
        if note is not None:
            mention.note, mention.tail = note[1], note.end()
            inner = self.names.ends.get(note.end() - 1)
            if inner is not None and inner.kind == "post":
                mention.posts = chain(self.names, note.end() - 1, note.start(1))
        if self.text.startswith(("同志", "先生", "女士"), mention.tail):
            mention.tail += 2
        self.found[start] = mention
        self._ends_at(end)
        self._ends_at(mention.tail)
        for at in range(start, end):
            self._used[at] = 1
        return mention
