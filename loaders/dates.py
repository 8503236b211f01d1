"""Dates of meetings: reads the day that a stretch of text names and resolves it to an ISO prefix.

Invariant: a report never tells of a day after its publication. So a month and day without a year take the latest year
that keeps them on or before ``published``; a day alone takes the latest such month. What stays unknown stays out:
``MM-DD`` without a year, ``None`` without a month.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_NUMERAL: Final = "[0-9〇○零一二三四五六七八九十廿]"
_YEAR: Final = "(?:(?P<year>(?:19|20)[0-9]{2}|[一二][〇○零九一二三四五六七八][〇○零一二三四五六七八九]{2})年)"
_EXPRESSION: Final = re.compile(
    r"(?=[0-9〇○零一二三四五六七八九十廿元上本当今昨前同次翌第])"  # what all begin with: most places fail at once
    rf"(?:{_YEAR}?(?P<month>{_NUMERAL}{{1,2}}|上|本|当|元)月份?(?:(?P<day>{_NUMERAL}{{1,3}})(?:[、至到—~-]{_NUMERAL}{{1,3}})?(?:[日号]|(?=[上下]午))|"
    rf"(?P<third>[上中下]旬))?"
    r"|(?P<y2>(?:19|20)[0-9]{2})(?P<sep>[-./])(?P<m2>[01]?[0-9])(?P=sep)(?P<d2>[0-3]?[0-9])(?![0-9])"
    r"|[今昨前][(](?P<bracketed>[0-9]{1,2})[)][日天]"
    r"|(?<![0-9第近满每月])(?P<only>[0-9]{1,2})[日号](?![内前后起游均令子线楼院文公])"
    r"|(?P<relative>今[天日早晨晚]|昨[天日晚]|前[天日](?!(?:下|上)?召)|同[日天]|当[天日](?!前)|次日|翌日|第二天))"
)
_EVERY: Final = "日月天号今昨-./"
"""Each expression holds one of these."""
_YEARS: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年)")
_DATELINE: Final = re.compile(r"[日号](?:\s*(?:下午|上午|晚))?\s*(?:讯|电|消息|报道)")
_SENT: Final = ("讯", "电", "消息", "报道")
_DIGITS: Final = {c: i % 10 for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_SHIFT: Final = {"今": 0, "昨": -1, "前": -2}
_RANGE: Final = "至—-到~–－"


@dataclass(slots=True)
class DateMention:
    """A day as written: ``start`` and ``end`` count characters of the text it was read from.

    ``shift`` is the distance from the day of writing (今天 0, 昨日 -1); ``again`` marks 同日 and 当天, which repeat the
    day named before, ``after`` those that follow it by a day (次日); ``month`` 0 is this month and -1 the month before.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: int | None = None
    again: bool = False
    after: int = 0


def numeral(written: str) -> int | None:
    """A small number in Arabic or Chinese figures.

    >>> numeral("十二"), numeral("二十五"), numeral("二〇二一"), numeral("31"), numeral("x")
    (12, 25, 2021, 31, None)
    """
    if written.isdigit() and written.isascii():
        return int(written)
    written = written.replace("廿", "二十")
    if "百" in written:
        hundreds, _, rest = written.partition("百")
        high, low = numeral(hundreds or "一"), numeral(rest.lstrip("零〇") or "零")
        return None if high is None or low is None else high * 100 + low
    if "十" in written:
        tens, _, ones = written.partition("十")
        if len(tens) > 1 or len(ones) > 1:
            return None
        high = _DIGITS.get(tens, None if tens else 1)
        low = _DIGITS.get(ones, None if ones else 0)
        return None if high is None or low is None else high * 10 + low
    total = 0
    for figure in written:
        value = _DIGITS.get(figure)
        if value is None:
            return None
        total = total * 10 + value
    return total if written else None


def dates_in(text: str, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """Days named in ``text[start:end]``, in order; the last day of a range and the day of a dateline are left out.

    >>> [(m.month, m.day) for m in dates_in("4月9日至11日，我市召开会议")]
    [(4, 9)]
    """
    stop = len(text) if end is None else end
    if not any(text.find(mark, start, stop) >= 0 for mark in _EVERY):
        return
    for found in _EXPRESSION.finditer(text, start, stop):
        at = found.start()
        if at > start and text[at - 1] in _RANGE and at - 1 > start and text[at - 2] in "日号0123456789":
            continue
        mention = _mention(found)
        if mention is not None and not _DATELINE.match(text, found.end() - 1, min(stop, found.end() + 5)):
            yield mention


def dateline(text: str, start: int, end: int) -> DateMention | None:
    """The day of a dateline (本报9月16日讯): the day of writing, never by itself the day of a meeting."""
    if not any(text.find(word, start, end + 5) >= 0 for word in _SENT):
        return None
    for found in _EXPRESSION.finditer(text, start, end):
        if _DATELINE.match(text, found.end() - 1, min(end, found.end() + 5)):
            return _mention(found)
    return None


def _mention(found: re.Match[str]) -> DateMention | None:
    start, end = found.span()
    if relative := found["relative"]:
        if relative in ("次日", "翌日", "第二天"):
            return DateMention(start, end, again=True, after=1)
        shift = _SHIFT.get(relative[0])
        return DateMention(start, end, shift=shift, again=shift is None)
    if only := found["only"] or found["bracketed"]:
        return DateMention(start, end, day=int(only)) if 1 <= int(only) <= 31 else None
    if found["y2"]:
        year, month, day = int(found["y2"]), int(found["m2"]), int(found["d2"])
        return DateMention(start, end, year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
    written = found["month"]
    if written in "上本当":
        month_number: int | None = -1 if written == "上" else 0
    else:
        month_number = 1 if written == "元" else numeral(written)
        if month_number is None or not 1 <= month_number <= 12:
            return None
    if found["day"] is None:
        if found["third"] is None:
            return None
        return DateMention(start, end, _year(found["year"]), month_number, None)
    day_number = numeral(found["day"])
    if day_number is None or not 1 <= day_number <= 31:
        return None
    return DateMention(start, end, _year(found["year"]), month_number, day_number)


def _year(written: str | None) -> int | None:
    return numeral(written) if written else None


def years_in(text: str) -> list[int]:
    """Years written in full: ``总结2020年度工作`` gives 2020."""
    return [int(y) for y in _YEARS.findall(text)]


class Calendar:
    """What a report says about its own time.

    ``published`` is an ISO prefix (from the container, else from the page itself); ``written`` is the day of the
    dateline, where there is one.
    """

    __slots__ = ("_bounds", "published", "written")

    def __init__(self, published: str | None = None, written: DateMention | None = None) -> None:
        self.published = published
        self.written = written
        self._bounds = _bounds(published)

    def resolve(self, mention: DateMention, before: DateMention | None = None, years: Iterable[int] = ()) -> str | None:
        """The ISO prefix of a mention.

        ``before`` is the day named before it in the telling (for 16日, 同日), ``years`` are hints for a report that
        does not say when it was published: years in the meeting's name and in the sentence that tells of it.

        >>> Calendar("2020-01-14").resolve(DateMention(0, 5, month=12, day=31))
        '2019-12-31'
        >>> Calendar().resolve(DateMention(0, 5, month=3, day=8))
        '03-08'
        """
        if mention.again:
            if before is None or before.again:
                return _shifted(self._today(), mention.after)
            return _shifted(self.resolve(before, None, years), mention.after)
        if mention.shift is not None:
            return _shifted(self._today(), mention.shift)
        year, month, day = mention.year, mention.month, mention.day
        if month is not None and month < 1:
            if self._bounds is None:
                return None
            year, month = self._bounds[0], self._bounds[1] + month
            if month < 1:
                year, month = year - 1, 12
        if month is None:
            year, month = self._month_of(day or 1, before)
            if month is None:
                return None
        if year is None:
            year = self._year_of(month, day or 1, years)
        if day is None:
            return f"{year:04d}-{month:02d}" if year else None
        iso = f"{month:02d}-{day:02d}" if year is None else f"{year:04d}-{month:02d}-{day:02d}"
        return iso if _real(year, month, day) else None

    def _today(self) -> str | None:
        if self.written is not None and self.written.month is not None:
            return self.resolve(self.written)
        return self.published[:10] if self.published and len(self.published) >= 10 else None

    def _month_of(self, day: int, before: DateMention | None) -> tuple[int | None, int | None]:
        """A day alone: the month of the day named before it, else of the latest such day up to publication."""
        if before is not None and before.month and before.month > 0:
            return before.year, before.month
        if self.written is not None and self.written.month and self.written.day:
            month = self.written.month
            if day > self.written.day:
                month -= 1
            return (None, month) if month else (None, 12)
        if self._bounds is None or (self.published and len(self.published) < 7):
            return None, None
        year, month, last = self._bounds
        for _ in range(3):
            if day <= last and _real(year, month, day):
                return year, month
            year, month, last = (year, month - 1, 31) if month > 1 else (year - 1, 12, 31)
        return None, None

    def _year_of(self, month: int, day: int, years: Iterable[int]) -> int | None:
        if self._bounds is not None:
            year = self._bounds[0]
            return year if (month, day) <= self._bounds[1:] else year - 1
        hints = sorted(set(years))
        if not hints:
            return None
        return hints[0] if month >= 11 and len(hints) > 1 else hints[-1]


def _bounds(published: str | None) -> tuple[int, int, int] | None:
    parts = [int(p) for p in (published or "")[:10].split("-") if p.isdigit()]
    if not parts or parts[0] < 1000:
        return None
    return parts[0], parts[1] if len(parts) > 1 else 12, parts[2] if len(parts) > 2 else 31


def _shifted(iso: str | None, days: int) -> str | None:
    if iso is None or days == 0:
        return iso
    try:
        return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None


def _real(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True
