"""Meetings: the gatherings that a report tells of as held, with name, date, groups, and where it tells of each.

Invariants. Mentions of one meeting are one event; two different numbers (第31次, 第32次) are two events. A weak mention
counts only where nothing says more. All positions count characters of the clean text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.agenda import agenda_of
from loaders.dates import Calendar, DateMention, dates_in, numeral, years_in
from loaders.document import Document
from loaders.furniture import Page, page_of, tale_start
from loaders.groups_conveners import when_before
from loaders.meetings_drafts import Draft, drafts_of, kind_of, same_meeting
from loaders.meetings_mentions import AT_NAMED, HELD, SESSION, TALKS, Mention, Span, mention, mentions_at
from loaders.meetings_names import heads, is_cited, ordinals
from loaders.meetings_titles import titled
from loaders.scan import Scan

_MANNER: Final = re.compile(r"(?:隆重|胜利|组织|主持|正式|如期|顺利|联合|共同|紧急|集中|专题|专门|开幕|分别)+$")
_NO_PLACE: Final = re.compile(
    r"[,。;:!?]|会(?!堂|议中心|议室|议厅|展|客|馆|所)|(?<!中)央视|会上|线上|随后|会后|之后|当天"
)
_ORDINAL: Final = re.compile(r"第?([0-9〇零一二三四五六七八九十百]+)次")
_NUMBERED: Final = re.compile(r"[^,召开举行]*[届第][^,召开举行]{0,12}次[^,召开举行]*")
_NOT_YET: Final = re.compile(r"[^,。]{0,12}(?:将|拟|定于|要|应|即将|准备|建议)")
_PARENTS: Final = (("主任会议", "人大常委会"), ("委员长会议", "人大常委会"), ("主席会议", "政协"))
_LEAD: Final = 60
_NEAR: Final = 12
_ASKED: Final = 24
"""Trigger words looked at in one sentence: no sentence of a report has so many."""
_STRONG: Final = frozenset(("held", "sitting", "chair"))
_WEAK: Final = frozenset(("attend", "present", "chair"))


@dataclass(slots=True)
class Event:
    """One meeting that a report tells of.

    ``name`` as the coding guideline wants it, ``span`` where its words stand (for a name put together from body and
    sitting: of the sitting; empty where only the title outside the text names it). ``groups`` are the bodies in order,
    ``group_spans`` their places; ``date`` is an ISO prefix or ``MM-DD`` or None; ``scope`` are the ranges of the text
    that tell of this meeting.
    """

    name: str
    span: Span
    date: str | None = None
    groups: tuple[str, ...] = ()
    group_spans: tuple[Span, ...] = ()
    kind: str | None = None
    ordinal: int | None = None
    place: str | None = None
    agenda: tuple[tuple[str, str], ...] = ()
    scope: tuple[Span, ...] = ()


def find_meetings(scan: Scan, document: Document, page: Page | None = None) -> list[Event]:
    """The meetings of a report, in the order of the telling.

    >>> from loaders.scan import scan
    >>> from loaders.text import clean
    >>> text = "3月5日,云溪县委召开常委会会议。县委书记石一川主持会议。"
    >>> event, = find_meetings(scan(clean(text)), Document(id="1", raw=text, published="2021-03-06"))
    >>> event.name, event.date, event.groups
    ('云溪县委常委会会议', '2021-03-05', ('云溪县委常委会',))
    """
    page = page or page_of(scan, document)
    told = list(_told(scan, page, _STRONG))
    if not any(m.weight == HELD for m in told):
        told.extend(_told(scan, page, _WEAK))
    told = told or _session(scan, page)
    strongest = max((m.weight for m in told), default=0)
    if strongest < HELD and (named := titled(scan, page, document, bare=not told)):
        told, strongest = named, HELD
    told = [m for m in told if m.weight == strongest or (m.weight == AT_NAMED and strongest == HELD)]
    if strongest <= TALKS or strongest not in (HELD, AT_NAMED):
        del told[1:]
    drafts, umbrella = drafts_of(scan.text, told, [day.start for day in page.days])
    if len(drafts) == 1 and not drafts[0].first.groups:
        _convened_in_title(scan, page, document, drafts[0])
    return [_event(scan, page, drafts, index, umbrella) for index in range(len(drafts))]


def _told(scan: Scan, page: Page, kinds: frozenset[str]) -> Iterator[Mention]:
    """Mentions in the lines that tell, in order, at trigger words of some kinds."""
    text = scan.text
    for start, end in page.prose:
        sentence = (start, start)
        begin, asked = -1, 0
        for hit in scan.between(start, end):
            kind = hit.kind
            if kind not in kinds or (kind == "chair" and hit.word.endswith("召开") != ("held" in kinds)):
                continue
            if hit.start >= sentence[1]:
                found = scan.sentences[scan.sentence_at(hit.start)]
                if begin < 0:
                    begin = tale_start(text, start, end)
                sentence = (max(begin, found[0]), min(end, found[1]))
                asked = 0
            asked += 1
            if asked > _ASKED:
                continue
            yield from mentions_at(text, hit, sentence)


def _convened_in_title(scan: Scan, page: Page, document: Document, draft: Draft) -> None:
    """A title names what the text leaves out: the convener (``X召开座谈会``), or the meeting that is 会议 there."""
    first = draft.first
    for found in titled(scan, page, document):
        kin = kind_of(found.name) == kind_of(first.name) or first.name in ("会议", "专题会议", "专题会")
        if first.generic and not found.generic and kin and not ordinals(first.name):
            draft.name, first.groups, first.group_spans = found.name, found.groups, found.group_spans
        elif found.groups and (found.generic or same_meeting(found.name, draft.name)):
            first.groups, first.group_spans = found.groups, found.group_spans


def _session(scan: Scan, page: Page) -> list[Mention]:
    """A numbered session that does something, without a word of convening: ``X第三次会议27日分组审议…``."""
    text = scan.text
    for start, end in page.prose[: 1 if scan.sentences else 0]:
        begin = tale_start(text, start, end)
        sentence = begin, min(end, scan.sentences[scan.sentence_at(begin)][1])
        clause = when_before(text, *sentence)
        found = heads(text, clause, min(sentence[1], clause + _LEAD))
        comma = text.find(",", clause, sentence[1])
        found = [h for h in found if comma < 0 or h[1] <= comma]
        if found and not is_cited(text, found[-1][1], sentence[1], told=True):
            stop = found[-1][1]
            if _NUMBERED.fullmatch(text, clause, stop) and not _NOT_YET.match(text, stop, sentence[1]):
                return [mention(text, (clause, stop), (stop, stop), sentence, [], SESSION)]
    return []


def _date(text: str, page: Page, calendar: Calendar, found: Mention, umbrella: Mention | None) -> str | None:
    start, stop = found.sentence[0], max(found.verb[1], found.span[1])
    years: list[int] = []
    if calendar.published is None:
        years = years_in(found.name) or years_in(text[start : found.sentence[1]]) or list(page.years)
    here = list(dates_in(text, start, stop))
    if found.verb[0] > found.span[1]:  # X会议10日上午和12日下午举行: the first of its days
        here = [d for d in here if d.start < found.span[1]] + [d for d in here if d.start >= found.span[1]][:1]
    paragraph = page.paragraph_at(start)
    days: list[DateMention] = [*dates_in(text, paragraph, start), *here]
    if days:
        return calendar.resolve(days[-1], days[-2] if len(days) > 1 else None, years)
    above = bisect_left([d.start for d in page.days], start) - 1
    if above >= 0:
        return calendar.resolve(page.days[above], None, years)
    if page.stated:
        return page.stated
    if umbrella is not None:
        return _date(text, page, calendar, umbrella, None)
    for s, e in page.prose:
        if near := next(dates_in(text, s, min(e, s + _LEAD)), None):
            return calendar.resolve(near, None, years)
    return calendar.resolve(page.written) if page.written is not None else None


def _groups(text: str, found: Mention, umbrella: Mention | None) -> tuple[list[str], list[Span]]:
    if found.groups:
        return found.groups, found.group_spans
    if umbrella is not None:
        return umbrella.groups, umbrella.group_spans
    for sitting, parent in _PARENTS:
        if found.name.endswith(sitting):
            return _parent(text, parent, found.span[0])
    return [], []


def _parent(text: str, parent: str, before: int) -> tuple[list[str], list[Span]]:
    """The body of a 主任会议 or 主席会议 that its name leaves out: the nearest one named before."""
    at = text.rfind(parent, max(0, before - 400), before)
    if at < 0:
        return [], []
    start = at - 1 if at and text[at - 1] in "省市县区旗州盟" else at
    span = (start, at + len(parent))
    return [text[slice(*span)]], [span]


def _event(scan: Scan, page: Page, drafts: list[Draft], index: int, umbrella: Mention | None) -> Event:
    text, draft = scan.text, drafts[index]
    first = draft.first
    scope = _scope(text, drafts, index, [day.start for day in page.days])
    names, spans = _groups(text, first, umbrella)
    ordinal = _ORDINAL.search(draft.name)
    return Event(
        name=draft.name,
        span=first.span,
        date=_date(text, page, page.calendar, first, umbrella),
        groups=tuple(dict.fromkeys(names)),
        group_spans=tuple(spans),
        kind=kind_of(draft.name),
        ordinal=None if ordinal is None else numeral(ordinal[1]),
        place=_place(text, first) or page.place,
        agenda=_agenda(scan, page, first, scope),
        scope=scope,
    )


def _scope(text: str, drafts: list[Draft], index: int, days: list[int]) -> tuple[Span, ...]:
    """The part of the text from a meeting's first mention to the next meeting's, and later sentences that name it.

    In a chronicle no further than the entry of its day.
    """
    draft = drafts[index]
    first = draft.first
    begin = 0 if not index or first.sentence == drafts[0].first.sentence else first.sentence[0]
    end = len(text)
    for later in range(index + 1, len(drafts)):
        if drafts[later].first.sentence[0] > first.sentence[0]:
            end = drafts[later].first.sentence[0]
            break
    day = bisect_left(days, first.sentence[0])
    if day < len(days):
        end = min(end, days[day])
    if day > 1:
        begin = max(begin, days[day - 1])
    if end == len(text):
        return ((begin, end),)
    firsts = {d.first.sentence for d in drafts[index : index + _NEAR]}
    again = {m.sentence for m in draft.mentions if m.sentence[0] >= end and not m.generic} - firsts
    return ((begin, end), *sorted(again))


def _place(text: str, found: Mention) -> str | None:
    """Where the meeting sat, as written: ``在县行政中心召开``."""
    start, end = found.sentence[0], found.verb[0]
    at = text.rfind("在", max(start, end - 30), end)
    if at < 0 or (found.span[0] <= at < found.span[1]):
        return None
    place = _MANNER.sub("", text[at + 1 : end])
    return place if 0 < len(place) <= 20 and not _NO_PLACE.search(place) else None


def _agenda(scan: Scan, page: Page, found: Mention, scope: tuple[Span, ...]) -> tuple[tuple[str, str], ...]:
    start, end = scope[0]
    first = scan.sentence_at(start)
    last = scan.sentence_at(max(start, end - 1))
    told = [
        s for s in scan.sentences[first : last + 1] if scan.text[s[0]] in "会大全本此主" and not page.is_furniture(s[0])
    ]
    lead = (max(found.span[1], found.verb[1]), found.sentence[1]) if found.sentence[1] else None
    return agenda_of(scan.text, told, lead)
