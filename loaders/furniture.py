"""The furniture of a page: lines that are not the report, and what they tell of it.

Invariant: furniture gives a year, a day of publication or a publisher, never a meeting and never a person. A line tells
(``prose``) where it holds a full stop or is long; other lines are titles and captions. From the first line that leads
on to other pages (上一篇, 相关阅读…) after the telling began, everything is furniture.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.dates import Calendar, DateMention, dateline, dates_in, years_in
from loaders.document import Document
from loaders.scan import Scan

_LABEL: Final = re.compile(
    r"发布|来源|时间|日期|浏览|点击|字体|字号|作者|编辑|当前位置|所在的?位置|首页|责编|稿源|访问|阅读|打印|关闭|发表于|分享|更新|初审|复审|终审|供稿|审核|网站标识|备案"
)
_PUBLISHED: Final = re.compile(
    r"(?:发布|发表|更新|印发|刊发)(?:时间|日期|于)?[:]?\s*|(?:^|\s|\|)(?:时间|日期)[:]\s*|来源"
)
_SOURCE: Final = re.compile(
    r"(?:信息来源|文章来源|稿件来源|资料来源|新闻来源|来源|稿源|来自)\s*[:]\s*(?:[《<])?([^\s|,。;:()》>\[\]【】]{2,30})"
)
_WIRE: Final = re.compile(
    r"^[\s(【]*([一-鿿]{2,12}?(?:新闻网|网|报|社|融媒|新闻(?!网)|发布|客户端|日报|晚报|电视台|广播|在线|传媒|云媒)|"
    r"央视网)\s*(?:[一-鿿]{0,6}?(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)?(?:讯|消息|电|报道)"
)
_BYLINE: Final = re.compile(r"[(]([一-鿿]{3,20}?(?:中心|网|报|社|台|部|局|办|委|室|院))\s*(?:[0-9]{4}[-./年]|[)])")
_FIELD: Final = re.compile(r"^(?:[一二三四五]、)?\s*(?:会议)?(?:时\s*间|日\s*期)\s*:\s*")
_PLACE: Final = re.compile(r"(?:[一二三四五]、)?\s*(?:会议)?地\s*点\s*:\s*(\S{2,30})")
_DAY_LINE: Final = 20
_DAY_ONLY: Final = re.compile(
    r"[●★■◆▲【\[\s]*(?:20[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日[】\]:\s]*(?:[(]?(?:星期|周)[一二三四五六日天][)]?)?"
)
_CHRONICLE: Final = re.compile(r"[●★■◆▲·\s]*(?:20[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日[\s,:]*(?=[^0-9\s:])[^讯电|]{8}")
_LONG: Final = 45
_MAY_TELL: Final = 8
_BEGUN: Final = 12
"""So much must have been told before a link to other pages can end the report: navigation stands at the top too."""


_OPENING: Final = re.compile(
    r"\s*(?:[^,。;:]{0,24}?(?:(?<!通)讯|电(?![视力话影子商气站厂网动])|消息|报道)(?:[\s:]|[(【\[][^)】\]]{0,40}[)】\]])*|"
    r"[(][^)0-9]{2,30}[)]\s*)"
    r"(?:(?:记者|通讯员)\s*\S{2,4}\s+)*"
)


def tale_start(text: str, start: int, end: int) -> int:
    """Where the telling begins in a paragraph that opens with a dateline or a byline.

    >>> text = "本报云溪6月10日讯(记者李青)市政府召开会议。"
    >>> text[tale_start(text, 0, len(text)):]
    '市政府召开会议。'
    """
    opening = _OPENING.match(text, start, end)
    return opening.end() if opening else start


@dataclass(slots=True)
class Page:
    """A report with its furniture set aside; all ranges count characters of the clean text.

    ``prose`` are the lines that tell, ``captions`` the short lines before and between them (titles, subheads),
    ``furniture`` what is not the report. ``published`` is what the page itself says where the document does not.
    """

    prose: tuple[tuple[int, int], ...]
    captions: tuple[tuple[int, int], ...]
    furniture: tuple[tuple[int, int], ...]
    calendar: Calendar
    """The report's own time."""
    publisher: str | None = None
    published: str | None = None
    written: DateMention | None = None
    stated: str | None = None
    """The day that a field of minutes states (``时间:2019年5月14日``)."""
    place: str | None = None
    """The place that a field of minutes states."""
    days: tuple[DateMention, ...] = ()
    """Days that stand alone in a line, as over the entries of a chronicle."""
    years: tuple[int, ...] = ()
    """Years that titles name, for a report without a day of publication."""

    def is_furniture(self, position: int) -> bool:
        """Whether the character at ``position`` is no part of the report."""
        place = bisect_right(self.furniture, (position, 1 << 60)) - 1
        return place >= 0 and position < self.furniture[place][1]

    def paragraph_at(self, position: int) -> int:
        """Where the line of the telling that holds ``position`` begins; the position itself where none does."""
        place = bisect_right(self.prose, (position, 1 << 60)) - 1
        return self.prose[place][0] if place >= 0 and position < self.prose[place][1] else position


def page_of(scan: Scan, document: Document) -> Page:
    """Set a page's furniture aside and read what it tells.

    >>> from loaders.scan import scan
    >>> from loaders.text import clean
    >>> text = "来源:云溪发布 2021-03-05\\n3月4日,县安委会召开会议。\\n上一篇:我县召开大会"
    >>> page = page_of(scan(clean(text)), Document(id="1", raw=text))
    >>> page.publisher, page.published, len(page.prose), len(page.furniture)
    ('云溪发布', '2021-03-05', 1, 2)
    """
    text = scan.text
    marks = [hit.start for hit in scan.hits if hit.kind == "furniture"]
    prose: list[tuple[int, int]] = []
    captions: list[tuple[int, int]] = []
    furniture: list[tuple[int, int]] = []
    tail, told = False, 0
    for start, end in scan.paragraphs:
        if tail:
            furniture.append((start, end))
            continue
        head = text[start : min(end, start + 40)]
        tells = text.find("。", start, end) >= 0 or (
            text.find(",", start, end) > 0 and (end - start > _LONG or text[end - 1] in ":;")
        )
        if not tells and end - start > _MAY_TELL and _CHRONICLE.match(text, start, end):
            tells = True
        if told > _BEGUN and not tells and _leads_on(marks, start, min(end, start + _MAY_TELL)):
            tail = True
            furniture.append((start, end))
        elif tells:
            told += end - start
            prose.append((start, end))
        elif _LABEL.search(head):
            furniture.append((start, end))
        else:
            captions.append((start, end))
    publisher, published, written = document.publisher, document.published, None
    if prose:
        first = prose[0]
        written = dateline(text, first[0], min(first[1], first[0] + 40))
    sources = (
        [text[a:b] for a, b in furniture]
        if not tail
        else [text[a:b] for a, b in furniture if not prose or a < prose[-1][1] or b - a < 60]
    )
    if published is None:
        published = _published([*document.context, *sources], [text[a:b] for a, b in captions], text, prose)
        if published is None and written is not None:
            published = _full(written)
    if publisher is None:
        publisher = _publisher(sources, text, prose)
    years = () if published else tuple(y for a, b in captions for y in years_in(text[a:b]))
    calendar = Calendar(published, written)
    stated = _stated([text[a:b] for a, b in (*furniture, *captions)], calendar)
    return Page(
        tuple(prose),
        tuple(captions),
        tuple(furniture),
        calendar,
        publisher,
        published,
        written,
        stated,
        _where(text, captions),
        tuple(
            d
            for a, b in captions
            if b - a <= _DAY_LINE
            for d in dates_in(text, a, b)
            if _DAY_ONLY.fullmatch(text, a, b)
        ),
        years,
    )


def _stated(lines: list[str], calendar: Calendar) -> str | None:
    for line in lines:
        if field := _FIELD.search(line):
            day = next(dates_in(line, field.end(), field.end() + 16), None)
            if day is not None:
                return calendar.resolve(day)
    return None


def _leads_on(marks: list[int], start: int, end: int) -> bool:
    """Whether a word that leads to other pages stands in a range."""
    place = bisect_left(marks, start)
    return place < len(marks) and marks[place] < end


def _where(text: str, captions: list[tuple[int, int]]) -> str | None:
    for start, end in captions:
        if field := _PLACE.match(text, start, end):
            return field[1]
    return None


def _published(labelled: list[str], captions: list[str], text: str, prose: list[tuple[int, int]]) -> str | None:
    """The best full date of a page: after a label, in furniture, in a caption, in the last byline."""
    found = [(0 if _PUBLISHED.search(line[: m.start]) else 1, iso) for line in labelled for m, iso in _full_dates(line)]
    found += [(2, iso) for line in captions for _, iso in _full_dates(line[:60])]
    if prose and not found:
        start, end = prose[-1]
        last = text[max(start, end - 30) : end]
        found = [(3, iso) for m, iso in _full_dates(last) if last[m.end : m.end + 3].strip() in (")", "")]
    return min(found)[1] if found else None


def _full_dates(line: str) -> Iterator[tuple[DateMention, str]]:
    for mention in dates_in(line):
        if iso := _full(mention):
            yield mention, iso


def _full(mention: DateMention) -> str | None:
    if mention.year and mention.month and mention.day:
        return f"{mention.year:04d}-{mention.month:02d}-{mention.day:02d}"
    return None


def _publisher(furniture: list[str], text: str, prose: list[tuple[int, int]]) -> str | None:
    for line in furniture:
        if (
            (source := _SOURCE.search(line))
            and not _LABEL.fullmatch(source[1])
            and not source[1].endswith(("时间", "日期"))
        ):
            return source[1]
    if prose:
        start, end = prose[0]
        wire = _WIRE.match(text[start : min(end, start + 40)])
        if wire and not wire[1].startswith("本"):
            return wire[1]
        start, end = prose[-1]
        byline = _BYLINE.search(text, max(start, end - 45), end)
        if byline:
            return byline[1]
    return None
