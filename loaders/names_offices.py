"""Names beside offices and in fields: 任命X为…, 免去X的…职务; 主持:X, 参加会议的有X、Y.

Invariants. After a verb of appointment a name counts only where an office is given to it or taken from it in the same
clause. A field ends where the next line opens another field.
"""

import re
from typing import Final

from loaders.lexicon import table
from loaders.names import Reading
from loaders.names_lists import Lists
from loaders.names_shapes import COMMON, RARE
from loaders.scan import Hit, Scan

_FIELD: Final = re.compile(
    r"(?:人员|人|领导|者)?(?:会议)?(?:的?(?:还|主要)?有|的领导)?[★】|]?[:★】|]\s*"
    r"|(?:本次|此次)?(?:会议|座谈会|活动|大会|调研|考察|检查|慰问|视察|会见)?的[^,。:;、]{0,8}?(?:还|主要)?有:?\s*"
)
_CELL: Final = re.compile(r"(?:人员|人|领导|者)? {2,}(?=\S)")


def field_after(text: str, hit: Hit) -> re.Match[str] | None:
    """What makes a field of a word: ``出席:``, ``参加会议的有``; at the head of a line, a gap as in a table."""
    found = _FIELD.match(text, hit.end)
    if found is None and text.find("  ", hit.end, hit.end + 4) >= 0 and (not hit.start or text[hit.start - 1] == "\n"):
        return _CELL.match(text, hit.end)
    return found


_NEXT: Final = re.compile(r"[,;、:\n]|决定")
_OFFICE_NEAR: Final = re.compile(r"[^,;。]{2,90}?(?:为|任|当选|职务|资格|辞去|请辞|不再|代理)")
_OFFICE: Final = re.compile(
    r"(?:\([^()]{1,12}\))?(?:(?:、|和)[^,;。]{2,90}?)?(?:同志)?(?:等\d{0,3}[人名位])?(?:同志)?(?:因[^,;。]{1,10})?"
    r"(?:为|任|当选|(?:兼任)?的?[^,;。]{3,40}(?:职务|资格)|辞去|请辞|不再|被|代理)"
)
_ABOUT_OFFICE: Final = frozenset(table("follow")["office"])
"""Verbs that stand behind the name: what follows them is the office."""
_MARKED: Final = re.compile(r"[:★】|]")
_LIST_END: Final = re.compile(r"[\n。]")
_ITEM: Final = re.compile(r"[^、,;。:\n()]{4,30}(?=[、,;。\n]|$)")
_LISTED: Final = 4
_LONGEST_LINE: Final = 2_000
_FIELD_FIRST: Final = frozenset("人领者会的有:本此座活大调考检慰视 ★】|")


_RUNS_ON: Final = ":;,、"
_LINE: Final = re.compile(
    "\\s*(?:[0-9一二三四五六七八九十]+[.、])?[\u3400-\u9fff·]{2,9}(?:\\([^()\\n]{1,12}\\))?(?:同志)?(?:为|任|的[^,;。\n]{3,40}职务)"
)
"""A line of a list of appointments, where no mark says that the list goes on."""
_LINE_VERB: Final = 90
"""Where such a line has its verb, at the latest."""
_LINES: Final = 60
_NOUNS: Final = frozenset(("运作", "工作", "合作", "操作", "协作", "创作", "制作", "写作", "耕作"))
"""听取…运作情况汇报: what is listened to is a matter, not a man."""


def passage(scan: Scan, position: int) -> tuple[int, int]:
    """The sentence at ``position``, with the lines that carry it on: ``决定任命:`` and a line for each person.

    >>> from loaders.scan import scan
    >>> from loaders.text import clean
    >>> told = "会议决定任命:\\n石一川为局长;\\n柳青山为副局长。\\n会议结束。"
    >>> start, end = passage(scan(clean(told)), 12); told[start:end].count("\\n")
    2
    """
    text, spans = scan.text, scan.sentences
    first = last = scan.sentence_at(position)
    while first and last - first < _LINES and _joined(text, spans[first - 1][1], spans[first][0]):
        first -= 1
    while last + 1 < len(spans) and last - first < _LINES and _joined(text, spans[last][1], spans[last + 1][0]):
        last += 1
    return spans[first][0], spans[last][1]


def _joined(text: str, end: int, start: int) -> bool:
    """Whether the line that ends at ``end`` and the one that begins at ``start`` are of one list."""
    gap = text[end - 1 : start]
    if gap[1:] != "\n":
        return False
    if gap[0] in _RUNS_ON:
        return True
    near = start + _LINE_VERB
    if text.find("任", start, near) < 0 and text.find("为", start, near) < 0 and text.find("职务", start, near) < 0:
        return False
    return _LINE.match(text, start) is not None


class Offices(Lists):
    """The rules of appointments and of fields."""

    def _appointed(self, hit: Hit) -> None:
        """任命A为…,B为…;免去C的…职务: names at the openings of clauses, where an office is given or taken."""
        if hit.word in _ABOUT_OFFICE:
            return
        end = passage(self.scan, hit.start)[1]
        far = min(end, hit.end + 1500)
        known = hit.end < self._appointing  # this sentence was gone through at an earlier verb
        starts = [hit.end] if known else [hit.end, *(m.end() for m in _NEXT.finditer(self.text, hit.end, far))]
        self._appointing = max(self._appointing, far)
        for opening in starts:
            start = opening + (self.text[opening : opening + 1] in ("了", ":", "由"))
            while self.text[start : start + 1] in ("\n", " "):
                start += 1
            if start in self.found or not _OFFICE_NEAR.match(self.text, start):
                continue
            reading = self.names.forward(start, least=3) or self._removed(start, hit)
            if (
                reading is not None
                and (reading.surname >= RARE or reading.score >= 7)
                and _OFFICE.match(self.text, reading.at)
            ):
                mention = self._add(start, reading.at, "name-after-appointment", 0.9)
                if mention is not None:
                    self._list_on(mention)

    def _removed(self, start: int, hit: Hit) -> Reading | None:
        """免去王一县教育局局长职务: the office follows the name directly."""
        if start != hit.end or hit.word not in ("免去", "撤销", "罢免"):
            return None
        for end in (start + 3, start + 2):
            score, surname = self.names.shape(start, end)
            if score >= COMMON and surname >= COMMON and self.text[end : end + 1] in "省市县区州旗镇乡中全国":
                return Reading(end, score, surname)
        return None

    def _listened(self) -> None:
        """听取了X的汇报: a name without a post whom the meeting listens to."""
        at = self.text.find("听取")
        while at >= 0:
            start = at + 2 + (self.text[at + 2 : at + 3] == "了")
            if start not in self.found:
                reading = self.names.forward(start, least=4)
                noun = reading is not None and self.text[reading.at - 1 : reading.at + 1] in _NOUNS
                if reading is not None and reading.surname >= COMMON and not noun:
                    mention = self._add(start, reading.at, "name-listened-to", 0.75)
                    if mention is not None:
                        self._list_on(mention)
            at = self.text.find("听取", at + 2)

    def _field(self, hit: Hit) -> None:
        """主持人:X; 出席:X、Y; 参加会议的还有X: a label and a list."""
        if self.text[hit.end : hit.end + 1] not in _FIELD_FIRST:
            return
        label = field_after(self.text, hit)
        if label is None:
            return
        start = label.end()
        while start < len(self.text):
            while self.text[start : start + 1] == " ":
                start += 1
            self._organisations(start)
            if start not in self.found:
                reading = self.names.forward(start, least=_LISTED)
                mention = self._add(start, reading.at, "name-in-field", 0.85) if reading is not None else None
                if mention is not None:
                    mention.label = hit.word
                    self._list_on(mention)
                    start = mention.tail
            line = self.text.find("\n", start, start + _LONGEST_LINE)
            if not _MARKED.search(label[0]):
                return
            if line < 0 or line + 1 >= len(self.text) or ":" in self.text[line + 1 : line + 12].split("\n")[0]:
                return
            start = line + 1

    def _organisations(self, start: int) -> None:
        """市发改委王某,县财政局 李某: in a field, people stand after their offices without a post."""
        if start < self._gone_through:
            return
        line = _LIST_END.search(self.text, start)
        stop = self._gone_through = line.end() if line else len(self.text)
        for item in _ITEM.finditer(self.text, start, stop):
            end = item.end()
            if end in self.taken or any(m.start < end and item.start() < m.end for m in self._near(end)):
                continue
            reading = self.names.backward(end, self.left, least=_LISTED)
            if reading is not None and reading.surname >= COMMON and item.start() < reading.at:
                self._add(reading.at, end, "name-after-office", 0.75)
