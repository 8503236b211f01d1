"""Clean text: the noise of copied pages undone, and for every clean character its place in the raw text.

Invariants. ``clean`` never raises and never adds a character: it swaps characters one for one or drops them, so the
place of a clean character is exact. What is swapped: full-width and compatibility forms, traditional characters
(only where the whole text is traditional: ``於`` and ``乾`` are also surnames of simplified texts). What is dropped:
pinyin in brackets after a character, control, zero-width and direction marks, lone surrogates, the padding inside
short names, and line breaks that a PDF put into the middle of a sentence.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import Final

import opencc

from loaders.lexicon import table

TRADITIONAL_SHARE: Final = 0.03
"""A text is traditional where more of its characters than this change; between 0.3 % and 14 % nothing was ever seen."""

_SHORT: Final = 120
_OFTEN_OLD: Final = "會議區長縣國黨為與這個們時對後來發開關學記書領導員實業"
_COMMON: Final = (
    ("，", ","), ("：", ":"), ("（", "("), ("）", ")"), ("；", ";"), ("\u3000", " "), ("！", "!"), ("？", "?"),
    ("\xa0", " "), ("\t", " "), ("\r\n", "\n"), ("\r", "\n"),
)  # fmt: skip
_RARE: Final = {i: chr(i - 0xFEE0) for i in range(0xFF01, 0xFF5F)}
for _i in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAD9)):
    if len(_same := unicodedata.normalize("NFKC", chr(_i))) == 1:
        _RARE[_i] = _same
_RARE.update(dict.fromkeys((0x2027, 0x2022, 0x30FB, 0xFF65, 0x2219, 0x22C5, 0x16EB, 0x2024, 0xFE52), "·"))
_RARE.update(dict.fromkeys((*range(0x2002, 0x200B), 0x202F, 0x205F, 0x2003), " "))
_RARE.update({0x25CB: "〇", 0x3007: "〇", 0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n", 0x85: "\n"})
_RARE.update({0xFF62: "「", 0xFF63: "」", 0xFF64: "、", 0xFF61: "。", 0xFE50: ",", 0xFE51: "、", 0xFE55: ":"})

_ENTITIES: Final = tuple((e, put.ljust(len(e), "\x00") if put != " " else " " * len(e)) for e, put in (
    ("&nbsp;", " "), ("&ensp;", " "), ("&emsp;", " "), ("&#160;", " "), ("&middot;", "·"), ("&#183;", "·"),
    ("&ldquo;", "“"), ("&rdquo;", "”"), ("&bull;", "·"), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'),
))  # fmt: skip
_HAN: Final = "\u3400-\u9fff\U00020000-\U0003ffff"
_PINYIN: Final = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜɡɑńňǹ\u0300-\u036f"
_NOISE: Final = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
_DROPPED: Final = re.compile(  # one class of first characters, then what it was: the search runs over all others
    rf"[(\[【〔 \n{_NOISE}]"
    rf"(?:(?<=[(\[【〔])(?P<note>[A-Z{_PINYIN}]{{1,9}}|[ A-Z,/;{_PINYIN}]{{1,16}})[)\]】〕]"
    rf"|(?<= )(?P<gap> *)|(?<=\n)(?P<line>)|(?<=[{_NOISE}])[{_NOISE}]*)"
)
_UNUSUAL: Final = re.compile("[" + re.escape("".join(map(chr, sorted(_RARE)))) + _NOISE + "]")
"""What most texts hold none of; where none is, blanks and brackets can be looked for one by one."""
_TAME: Final = re.compile("[\u4e00-\u9fff0-9A-Za-z、。“”《》,:;%-]+")
"""A title or a name: nothing to be done but to see whether it is traditional."""
_OPENING: Final = "([【〔"
_NOTE: Final = re.compile(rf"(?P<note>[A-Z{_PINYIN}]{{1,9}}|[ A-Z,/;{_PINYIN}]{{1,16}})[)\]】〕]")
_NOTED: Final = re.compile(f"\\([ A-Z,/;{_PINYIN}]{{1,16}}\\)")
_TONE: Final = re.compile("[\u0300\u0301\u0304\u030cāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ]")
_DOT: Final = re.compile(f"(?<=[{_HAN}])(?<![一二三四五六七八九十])[.](?=[{_HAN}])")
_CREDIT: Final = frozenset("文图摄编撰记")
"""One character before a name that is no part of it: ``文 李明`` is a byline."""
_WRAPPED_MIN: Final = 10
_SOON: Final = re.compile(f"[{_HAN}]{{1,10}}[、,。]")
_COLUMNS: Final = re.compile(f"[{_HAN}]{{2}} +[{_HAN}]{{2}}")
_FIELD: Final = re.compile(r"[●★■◆▲·\-(〔【]|[一二三四五六七八九十]+、|\d|[^\n,。]{0,8}[:|]")


class CleanText:
    """Clean text with its way back.

    ``raw_span`` turns a range of ``text`` into the range of ``raw`` that it was read from.

    >>> page = clean("區(qū)委書記雷鳴")
    >>> page.text, page.traditional
    ('区委书记雷鸣', True)
    >>> page.raw_span(0, 2), page.raw[slice(*page.raw_span(4, 6))]
    ((0, 6), '雷鳴')
    """

    __slots__ = ("raw", "shifts", "starts", "text", "traditional")

    def __init__(
        self, raw: str, text: str, traditional: bool, starts: tuple[int, ...] = (), shifts: tuple[int, ...] = ()
    ) -> None:
        self.raw = raw
        self.text = text
        self.traditional = traditional
        self.starts = starts  # clean positions from which the shift to the raw text changes; none: place by place
        self.shifts = shifts

    def raw_at(self, position: int) -> int:
        """The raw place of the clean character at ``position``."""
        if not self.starts:
            return position
        known = bisect_right(self.starts, position)
        return position + (self.shifts[known - 1] if known else 0)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw range of ``text[start:end]``; an empty range stays empty."""
        if not self.starts:
            return start, max(start, end)
        if end <= start:
            return self.raw_at(start), self.raw_at(start)
        return self.raw_at(start), self.raw_at(end - 1) + 1


@lru_cache(maxsize=1)
def _converter() -> "opencc.OpenCC":
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _traditional() -> tuple[re.Pattern[str], re.Pattern[str], dict[int, str]]:
    """Characters of traditional text only and of simplified text only, as classes, and the table between them."""
    every = [chr(i) for i in range(0x4E00, 0xA000)]
    simple = _converter().convert("\n".join(every)).split("\n")
    table = {ord(t): s for t, s in zip(every, simple, strict=True) if t != s and len(s) == 1}
    back = opencc.OpenCC("s2t").convert("\n".join(every)).split("\n")
    modern = [s for s, t in zip(every, back, strict=True) if s != t and ord(s) not in table]
    return re.compile("[" + "".join(map(chr, table)) + "]"), re.compile("[" + "".join(modern) + "]"), table


def clean(raw: str, *, traditional: bool | None = None) -> CleanText:
    """Undo the noise of a raw text (source: this project's own rules and OpenCC's ``t2s``).

    ``traditional`` decides for the caller whether characters are converted; by default the text itself does. A slice
    of a text should be cleaned with the answer that its whole gave.

    >>> clean("县长王　伟（女）出席").text
    '县长王伟(女)出席'
    >>> clean("区长於钧").text
    '区长於钧'
    """
    if len(raw) < _SHORT and _TAME.fullmatch(raw) and not traditional and not _traditional()[0].search(raw):
        return CleanText(raw, raw, False)
    text = raw
    if "&" in raw:  # entities that a copy left in: swapped for as many characters as they have
        for entity, put in _ENTITIES:
            text = text.replace(entity, put)
    if "\r\n" in raw:
        text = text.replace("\r\n", "\x00\n")  # keeps the length: the mark is dropped below
    for found, put in _COMMON:
        if found in text:
            text = text.replace(found, put)
    unusual = _UNUSUAL.search(text) is not None
    if unusual:
        text = text.translate(_RARE)
    if "." in text:
        text = _DOT.sub("·", text)
    cuts = _cuts(text) if unusual else _plain_cuts(text)
    noted = any(text[end - 1] in ")]】〕" and end - start > 2 and _is_noted(text, start) for start, end in cuts)
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()
    if cuts:
        kept: list[str] = []
        places: list[int] = []
        moves: list[int] = []
        at = shift = 0
        for start, end in cuts:
            if start > at:
                kept.append(text[at:start])
            shift += end - start
            place = end - shift
            if places and places[-1] == place:
                moves[-1] = shift
            else:
                places.append(place)
                moves.append(shift)
            at = end
        kept.append(text[at:])
        text, starts, shifts = "".join(kept), tuple(places), tuple(moves)
    old, modern, table = _traditional()
    if traditional is None:
        traditional = _may_be_old(text) and bool(old.search(text)) and (noted or _is_traditional(text, old, modern))
    if traditional:
        simple = _converter().convert(text)
        text = simple if len(simple) == len(text) else text.translate(table)
    return CleanText(raw, text, traditional, starts, shifts)


def _may_be_old(text: str) -> bool:
    """A cheap look: a traditional text of any length has one of these."""
    return len(text) < _SHORT or any(character in text for character in _OFTEN_OLD)


def _is_traditional(text: str, old: re.Pattern[str], modern: re.Pattern[str]) -> bool:
    count = len(old.findall(text))
    return count > TRADITIONAL_SHARE * len(text) and count > len(modern.findall(text))


def _cuts(text: str) -> list[tuple[int, int]]:
    """What is dropped, as ranges in order."""
    cuts: list[tuple[int, int]] = []
    noted: bool | None = None
    wrapped: bool | None = None
    consumed = -1  # end of the last character that padding was taken from
    size = len(text)
    for match in _DROPPED.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind is None:
            cuts.append((start, end))
        elif kind == "line":
            if wrapped is None:
                wrapped = _is_wrapped(text)
            if wrapped and _continues(text, start):
                cuts.append((start, end))
        elif kind == "note":
            if start and _is_han(text[start - 1]):
                if noted is None:
                    noted = _TONE.search(text, start, end) is not None or _has_toned_note(text)
                if noted and _is_note(text[start], match["note"]):
                    cuts.append((start, end))
        elif start > 0 and end < size and _is_padding(text, start, end, consumed):
            cuts.append((start, end))
            consumed = end + 1
    return cuts


def _plain_cuts(text: str) -> list[tuple[int, int]]:
    """The same for a text without any noise: only blanks, brackets and line ends are looked at."""
    cuts: list[tuple[int, int]] = []
    consumed, size = -1, len(text)
    at = text.find(" ")
    while at >= 0:
        end = at + 1
        while end < size and text[end] == " ":
            end += 1
        if at > 0 and end < size and _is_padding(text, at, end, consumed):
            cuts.append((at, end))
            consumed = end + 1
        at = text.find(" ", end)
    padded = len(cuts)
    noted: bool | None = None
    for opening in _OPENING:
        at = text.find(opening)
        while at >= 0:
            if 0 < at < size - 1 and text[at + 1] < "\u0370" and _is_han(text[at - 1]):
                note = _NOTE.match(text, at + 1)
                if note is not None:
                    if noted is None:
                        noted = _has_toned_note(text)
                    if noted and _is_note(opening, note["note"]):
                        cuts.append((at, note.end()))
            at = text.find(opening, at + 1)
    if _is_wrapped(text):
        at = text.find("\n")
        while at >= 0:
            if _continues(text, at):
                cuts.append((at, at + 1))
            at = text.find("\n", at + 1)
    if len(cuts) > padded:
        cuts.sort()
    return cuts


def _is_note(opening: str, note: str) -> bool:
    """Whether letters in brackets are the pinyin of a character, in a text that has such notes."""
    return (len(note) <= 7 and opening == "(") or _TONE.search(note) is not None


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(table("surnames")["common"])


def _is_noted(text: str, at: int) -> bool:
    """Whether a traditional character stands before ``at``, where its pinyin was."""
    return ord(text[at - 1]) in _traditional()[2]


def _before_note(text: str, at: int) -> int:
    """``at``, or the character that a pinyin note which ends at ``at`` belongs to."""
    if at > 2 and text[at] == ")":
        opening = text.rfind("(", max(0, at - 18), at)
        if opening > 0 and _NOTED.match(text, opening):
            return opening - 1
    return at


def _after_note(text: str, at: int) -> int:
    """``at``, or the place after a pinyin note that begins at ``at``."""
    found = _NOTED.match(text, at)
    return found.end() if found else at


def _is_han(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or code >= 0x20000


def _has_toned_note(text: str) -> bool:
    return any(m["note"] and _TONE.search(m["note"]) for m in _DROPPED.finditer(text))


def _is_padding(text: str, start: int, end: int, consumed: int) -> bool:
    """Whether the gap between two characters pads a name (``王  伟``) or parts two words (``张三 李四``)."""
    size = len(text)
    last = _before_note(text, start - 1)
    if not (_is_han(text[last]) and _is_han(text[end])):
        return False
    behind = _before_note(text, last - 1) if last else -1
    ahead = _after_note(text, end + 1)
    before_single = behind < 0 or not _is_han(text[behind])
    after_single = ahead >= size or not _is_han(text[ahead])
    after_gap = ahead < size and text[ahead] == " "
    if consumed == last + 1:  # the third character of 王 永 刚, but not the next name of 王 伟 李 娜
        return after_single and (not after_gap or _gap_after(text, ahead) > end - start)
    if before_single:
        return after_single or text[last] not in _CREDIT
    if after_single and after_gap:  # 区领导王 伟  李予安: the narrow gap pads, the wide one parts
        next_end = ahead
        while next_end < size and text[next_end] == " ":
            next_end += 1
        if next_end - ahead > end - start:
            return True
        singles, at = 1, next_end
        while at < size and _is_han(text[at]) and (at + 1 >= size or not _is_han(text[at + 1])):
            singles += 1
            at = _after_note(text, at + 1)
            while at < size and text[at] == " ":
                at += 1
        frequent = _surnames()
        if text[end] in frequent and text[last] not in frequent:
            return False  # 柳青山 温 山参加: the single character opens the next name
        return singles % 2 == 1  # 区领导王 伟 李 娜 赵国强: an odd one out belongs to what stands before
    return after_single


def _gap_after(text: str, at: int) -> int:
    """How wide the gap at ``at`` is."""
    end = at
    while end < len(text) and text[end] == " ":
        end += 1
    return end - at


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken by width: several lines stop in the middle of a sentence and the next one goes on."""
    if text.count("\n") < 2 or len(text) > 1_000_000:
        return False
    found = 0
    at = text.find("\n")
    while at >= 0:
        if _continues(text, at):
            line = text[text.rfind("\n", 0, at) + 1 : at]
            found += 1 + (len(line) >= 20 and ("," in line or "。" in line) and _SOON.match(text, at + 1) is not None)
        if found >= 2:
            return True
        at = text.find("\n", at + 1)
    return False


def _continues(text: str, at: int) -> bool:
    """Whether the line that ends at ``at`` goes on after the break."""
    size = len(text)
    if not at or at + 1 >= size or not _is_han(text[at - 1]) or not _is_han(text[at + 1]):
        return False
    begin = max(text.rfind("\n", max(0, at - 400), at), at - 400 if at > 400 else -1) + 1
    line = text[begin:at]
    if _COLUMNS.search(line) or (line[:1] not in "●★■◆▲" and not text[:begin].strip()):
        return False
    if len(line) < 4 or _FIELD.match(text[at + 1 : at + 12]):
        return False
    opened = begin > 1 and _is_han(text[begin - 2])
    if not opened and (len(line) < _WRAPPED_MIN or not any(c in line for c in ",。;、")):
        return False
    stop = at
    for _ in range(8):  # the sentence must end at the end of some line soon
        next_stop = text.find("\n", stop + 1, stop + 400)
        last = text[next_stop - 1] if next_stop > 0 else text[-1]
        if last in "。!?”":
            return True
        if next_stop < 0 or not _is_han(last):
            return False
        stop = next_stop
    return False
