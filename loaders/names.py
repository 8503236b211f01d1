"""Where a Chinese personal name begins and ends.

Invariants. What stands right after a name decides where it ends (a name that nothing bounds is no name).
Functions here look at one place of the text and know nothing of posts or meetings.
"""

import re
from typing import Final

from loaders.lexicon import table
from loaders.names_shapes import COMMON, COMPOUNDS, GIVEN, PARTS, RARE, SURNAMES, TRANSLIT, ends_in_part, shape_of
from loaders.scan import Hit, Scan

VERBS: Final = frozenset(("chair", "speak", "attend", "absent", "appoint", "held", "act", "visit"))
"""Kinds of trigger words that can be a person's predicate."""

_STOPS: Final = frozenset("、,。;:!?()[]〔〕【】《》<>“”‘’\"'「」『』|/\\—-–~…·．.★●■◆▲△○◎※\n \t*_+=@#&^`$%")
_BEGINS: Final = re.compile(r"\[([^\]]+)\]|(\\d)|(.)")


def _follow() -> dict[str, re.Pattern[str]]:
    """What may follow a name: by its first character, the pattern of all that begins with it."""
    lists = table("follow")
    pieces: dict[str, dict[str, list[str]]] = {}
    for kind in ("strong", "weak"):
        for piece in lists[kind]:
            begins = _BEGINS.match(piece)
            if begins is not None:
                for first in "0123456789" if begins[2] else begins[1] or begins[3]:
                    pieces.setdefault(first, {}).setdefault(kind, []).append(piece)
    return {
        first: re.compile("|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in kinds.items()))
        for first, kinds in pieces.items()
    }


_FOLLOW: Final = _follow()
_DOTTED: Final = re.compile(r"[\u3400-\u9fff]{1,7}(?:·[\u3400-\u9fff]{1,9}){1,3}")
_ORGANISATION: Final = frozenset("局委办厅院处科室部校司所站队社镇乡村")
_RUN: Final = re.compile("[\u3400-\u9fff]+")
_RUN_BACK: Final = re.compile("[\u3400-\u9fff·]+")


_STRADDLE: Final = ("关于", "对于", "由于", "以及", "及时", "同时")


class Reading:
    """One way to read a name: its end (or start, read backwards), how well it fits, and the weight of its surname."""

    __slots__ = ("at", "score", "surname")

    def __init__(self, at: int, score: int, surname: int) -> None:
        self.at = at
        self.score = score
        self.surname = surname


class Names:
    """Reads names at places of one scanned text."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.text = scan.text
        self.size = len(scan.text)
        self.starts: dict[int, Hit] = {hit.start: hit for hit in scan.hits}
        self.ends: dict[int, Hit] = {hit.end: hit for hit in scan.hits}
        self._marked = bytearray(self.size)  # 1 where a trigger word stands
        for hit in scan.hits:
            for at in range(hit.start, hit.end):
                self._marked[at] = 1

    def bound(self, end: int) -> int:
        """How surely a name can end at ``end``: 3 punctuation or a predicate, 2 a title, 1 a particle, 0 not at all."""
        if end >= self.size or self.text[end] in _STOPS:
            return 3
        hit = self.starts.get(end)
        if hit is None and (inside := self.starts.get(end - 1)) and inside.kind == "absent" and inside.end > end:
            return 0  # 房婉|未出席, never 房婉未|出席
        if hit is not None:
            if hit.kind in VERBS or hit.kind in ("comrade", "others"):
                return 3
            if hit.kind == "post":  # 王一副市长出席, but not 某国总统王一
                after = hit.end
                closed = after >= self.size or self.text[after] in _STOPS or after in self.starts
                if closed or self._followed(after, self.size) is not None:
                    return 2
        found = self._followed(end, self.size)
        if found is None:
            return 0
        return 3 if found.lastgroup == "strong" else 1

    def _followed(self, at: int, end: int) -> re.Match[str] | None:
        """What stands at ``at``, and goes no further than ``end``, if it is something that may follow a name."""
        pattern = _FOLLOW.get(self.text[at])
        return pattern.match(self.text, at, end) if pattern is not None else None

    def shape(self, start: int, end: int) -> tuple[int, int]:
        """How much ``text[start:end]`` looks like a name, and the weight of its surname (-1: none)."""
        return shape_of(self.text[start:end])

    def may_open(self, end: int) -> bool:
        """A cheap look: whether a surname stands two to four characters before ``end``, or a dot is near."""
        text = self.text
        if end < 4:
            return end > 1
        return (
            text[end - 2] in SURNAMES
            or text[end - 3] in SURNAMES
            or text[end - 4] in SURNAMES
            or text[end - 4 : end - 2] in COMPOUNDS
            or "·" in text[max(0, end - 9) : end]
        )

    def blocked(self, start: int, end: int) -> bool:
        """Whether a trigger word stands inside, so that no name can."""
        if self._marked.find(1, start, end) < 0:
            return False
        starts = self.starts
        hit = starts.get(start)
        if hit is not None and (hit.end <= end or hit.kind == "post" or hit.end - start > 1):
            return True
        for at in range(start + 1, end):
            hit = starts.get(at)
            if hit is not None and (hit.kind in ("post", "collective") or (hit.end <= end and hit.kind != "others")):
                return True
        return self._marked[start] == 1 and start not in starts

    def forward(self, start: int, *, least: int) -> Reading | None:
        """The best name that begins at ``start`` and scores at least ``least``, boundary included."""
        text = self.text
        if start >= self.size or not 0x3400 <= ord(text[start]) <= 0x9FFF:
            return None
        run = _RUN.match(text, start, start + 10)
        limit = run.end() if run is not None else start
        if text[limit : limit + 1] == "·":
            return self._dotted(start)
        if limit == start + 1:
            return self._padded(start, limit) if text[limit : limit + 1] == " " else None
        hit = self.starts.get(start)
        if self._marked[start] and (hit is None or hit.kind == "post" or hit.end - start > 1):
            return None  # blocked, however long the name
        best: Reading | None = None
        for end in range(start + 2, min(limit, start + 8) + 1):
            if end > start + 4 and text[end - 1] not in TRANSLIT and not ends_in_part(text[start:end]):
                break
            score, surname = shape_of(text[start:end])
            if score + 3 < least or (best is not None and score + 3 <= best.score):
                continue
            bound = self.bound(end)
            if not bound or self.blocked(start, end):
                continue
            if best is not None and end > start + 3 and self.is_adverb(best.at, end):
                continue
            if end > start + 2 and text.startswith(_STRADDLE, end - 1):
                continue  # 王清|关于, never 王清关|于
            score += bound
            if score >= least and (best is None or score > best.score):
                best = Reading(end, score, surname)
        return best

    def is_adverb(self, start: int, end: int) -> bool:
        """Whether a whole word that may follow a name stands at its end: 石戈|依次."""
        found = self._followed(start, end)
        return found is not None and found.lastgroup == "strong" and found.end() == end > start + 1

    def listed(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is a plain list of names: most of its items look like names, none is blocked."""
        at, good, count = start, 0, 0
        while at < end:
            stop = self.text.find("、", at, end)
            stop = end if stop < 0 else stop
            if not 2 <= stop - at <= 10 or self.blocked(at, stop):
                return False
            score, surname = self.shape(at, stop)
            if score < -8:
                return False
            good += score >= RARE and surname >= RARE
            count += 1
            at = stop + 1
        return count >= 3 and good * 3 >= count * 2

    def _padded(self, start: int, gap: int) -> Reading | None:
        """王  伟主持: a gap inside the name, in running text."""
        if SURNAMES.get(self.text[start], -1) < COMMON:
            return None
        at = gap
        while at < self.size and at - gap < 6 and self.text[at] == " ":
            at += 1
        for end in (at + 2, at + 1):
            given = self.text[at:end]
            if (
                len(given) == end - at
                and all(c in GIVEN for c in given)
                and not self.blocked(at, end)
                and self.bound(end)
            ):
                return Reading(end, 5, COMMON)
        return None

    def _dotted(self, start: int) -> Reading | None:
        found = _DOTTED.match(self.text, start)
        if found is None or self.text[start - 1 : start] == "·":
            return None
        last = self.text.rfind("·", start, found.end())
        best: Reading | None = None
        alien = True
        for end in range(last + 2, found.end() + 1):
            alien = alien and self.text[end - 1] in TRANSLIT
            if self.bound(end) and not self.blocked(last + 1, end) and (best is None or alien):
                best = Reading(end, 6, COMMON)
        return best

    def backward(self, end: int, left: "LeftBound", *, least: int) -> Reading | None:
        """The best name that ends at ``end``; ``left`` says how well a name can begin at a place."""
        text = self.text
        hit = self.ends.get(end)
        if hit is not None and hit.kind != "others":
            return None  # blocked, wherever the name begins
        run = _RUN_BACK.match(text[max(0, end - 9) : end][::-1])
        limit = end - run.end() if run is not None else end
        best: Reading | None = None
        dotted = "·" in text[limit:end]
        for start in range(end - 2, limit - 1, -1):
            if text[start] == "·":
                continue
            if end - start > 4 and not dotted and text[start] not in TRANSLIT and text[start : start + 2] not in PARTS:
                break
            word = text[start:end]
            score, surname = (4, COMMON) if "·" in word else shape_of(word)
            if score + 3 < least or (best is not None and score + 3 <= best.score):
                continue
            bound = left(start)
            if not bound or self.blocked(start, end):
                continue
            score += bound
            if score >= least and (best is None or score > best.score):
                best = Reading(start, score, surname)
        return best


class LeftBound:
    """How well a name can begin at a place: 3 after punctuation, 2 after a preposition, 0 not at all."""

    _BEFORE = table("follow")["before"]

    def __init__(self, names: Names, taken: set[int]) -> None:
        self._names = names
        self._taken = taken  # ends of mentions found already

    def __call__(self, start: int) -> int:
        """The weight of the left side of ``start``."""
        if start == 0 or start in self._taken:
            return 3
        text = self._names.text
        if text[start - 1] in _STOPS and text[start - 1] != "·":
            return 3
        hit = self._names.ends.get(start)
        if text[start - 1] in _ORGANISATION:
            return 2
        if hit is not None and hit.kind in ("post", "collective", "comrade"):
            return 3
        if hit is not None and hit.kind in VERBS:
            return 2
        return 2 if text.endswith(self._BEFORE, 0, start) else 0
