"""Meetings: the gatherings that a report tells of as held, with name, date, groups, and where it tells of each.

Invariants. Mentions of one meeting are one event; two different numbers (第31次, 第32次) are two events. A weak mention
counts only where nothing says more. All positions count characters of the clean text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.agenda import agenda_of
from loaders.dates import Calendar, DateMention, dates_in, numeral, years_in
from loaders.document import Document
from loaders.furniture import Page, page_of, tale_start
from loaders.groups import when_before
from loaders.meetings_mentions import AT_NAMED, HELD, SESSION, TALKS, Mention, Span, mention, mentions_at
from loaders.meetings_names import alike, heads, is_cited, is_generic, ordinals
from loaders.scan import Scan, scan
from loaders.text import clean

_MANNER = re.compile(r"(?:隆重|胜利|组织|主持|正式|如期|顺利|联合|共同|紧急|集中|专题|专门|开幕|分别)+$")
_NO_PLACE = re.compile(r"[,。;:!?会,]|(?<!中)央视|会上|线上")
_SEQUENCE = re.compile(
    r"随后|会后|接着|当[天日]|同日|同时|期间|下午|上午|晚上|之后|结束后|闭幕后|开幕后|会议后|审议后|还|随即|后,|[●★■◆▲]"
)
_THEN = re.compile(r"随后|会后|接着|当[天日]|同日|下午|晚上|之后|结束后|会前|座谈会后")
_ORDINAL = re.compile(r"第?([0-9〇零一二三四五六七八九十百]+)次")
_KIND = re.compile(
    r"(常务会议|主任会议|主席会议|委员长会议|常委会会议|全体会议|代表大会|动员大会|表彰大会|联席会议|办公会议|"
    r"(?:电视电话|视频|电话)会议|扩大会议|预备会议|专题会议|座谈会|推进会|生活会|现场会|报告会|部署会|动员会|调度会|"
    r"述职会|评议会|发布会|通报会|签约仪式|例会|集体学习|集中学习|学习会|讲座|论坛|仪式|会谈|座谈|大会|全会|会议|会)"
    r"$"
)
_ASIDE = re.compile(r"[(][^)]*[)]")
_PARENTS = (("主任会议", "人大常委会"), ("委员长会议", "人大常委会"), ("主席会议", "政协"))
_NAME_FIELD = re.compile(r"(?:[一二三四五]、)?\s*会议(?:名称|主题)\s*:\s*")
_PAPER = re.compile(r"(?:简报|摘要|概况|侧记|综述|公报|决议|新闻稿|议定事项|通报|隆重|今[天日])?(?:\s*[〔(\[].*)?")
_LEAD = 60
_LONGEST = 45
_STRONG = ("held", "sitting", "chair")
_WEAK = ("attend", "present", "chair")
_MINUTES = ("会议纪要", "会议记录", "纪要")


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
class _Draft:
    name: str
    first: Mention
    mentions: list[Mention]


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
    if strongest < HELD and (titled := _titled(scan, page, document, bare=not told)):
        told, strongest = titled, HELD
    told = [m for m in told if m.weight == strongest or (m.weight == AT_NAMED and strongest == HELD)]
    if strongest <= TALKS or strongest not in (HELD, AT_NAMED):
        del told[1:]
    drafts, umbrella = _drafts(scan.text, told)
    if len(drafts) == 1 and not drafts[0].first.groups:
        _convened_in_title(scan, page, document, drafts[0])
    return [_event(scan, page, drafts, index, umbrella) for index in range(len(drafts))]


def _told(scan: Scan, page: Page, kinds: tuple[str, ...]) -> Iterator[Mention]:
    """Mentions in the lines that tell, in order, at trigger words of some kinds."""
    text = scan.text
    for start, end in page.prose:
        sentence = (start, start)
        begin = -1
        for hit in scan.between(start, end):
            kind = hit.kind
            if kind not in kinds or (kind == "chair" and hit.word.endswith("召开") != (kinds is _STRONG)):
                continue
            if hit.start >= sentence[1]:
                found = scan.sentences[scan.sentence_at(hit.start)]
                if begin < 0:
                    begin = tale_start(text, start, end)
                sentence = (max(begin, found[0]), min(end, found[1]))
            yield from mentions_at(text, hit, sentence)


def _session(scan: Scan, page: Page) -> list[Mention]:
    """A numbered session that does something, without a word of convening: ``X第三次会议27日分组审议…``."""
    text = scan.text
    for start, end in page.prose[:1]:
        begin = tale_start(text, start, end)
        sentence = begin, min(end, scan.sentences[scan.sentence_at(begin)][1])
        clause = when_before(text, *sentence)
        found = heads(text, clause, min(sentence[1], clause + _LEAD))
        if found and ordinals(text[clause : found[0][1]]) and not is_cited(text, found[0][1], sentence[1]):
            stop = found[0][1]
            if text.find(",", clause, stop) < 0:
                return [mention(text, (clause, stop), (stop, stop), sentence, [], SESSION)]
    return []


def _titled(scan: Scan, page: Page, document: Document, *, bare: bool = False) -> list[Mention]:
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


def _kind(name: str) -> str | None:
    found = _KIND.search(_ASIDE.sub("", name))
    return found[1] if found else None


def _convened_in_title(scan: Scan, page: Page, document: Document, draft: _Draft) -> None:
    """A title names what the text leaves out: the convener (``X召开座谈会``), or the meeting that is just 会议 there."""
    first = draft.first
    for found in _titled(scan, page, document):
        kin = _kind(found.name) == _kind(first.name) or first.name in ("会议", "专题会议", "专题会")
        if first.generic and not found.generic and kin and not ordinals(first.name):
            draft.name, first.groups, first.group_spans = found.name, found.groups, found.group_spans
        elif found.groups and (found.generic or _same(found.name, draft.name)):
            first.groups, first.group_spans = found.groups, found.group_spans


def _scanned(title: str) -> Scan:
    return scan(clean(title))


def _in_title(scan: Scan, start: int, end: int) -> list[Mention]:
    text = scan.text
    for hit in scan.between(start, end):
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


def _same(name: str, other: str) -> bool:
    a, b = ordinals(name), ordinals(other)
    if a and b and not a & b:
        return False
    return name in other or other in name or alike(name, other) >= 0.6


def _drafts(text: str, told: list[Mention]) -> tuple[list[_Draft], Mention | None]:
    """One draft for each meeting; the umbrella (``分别召开座谈会``) is dropped where its meetings are told of."""
    drafts: list[_Draft] = []
    umbrella: Mention | None = None
    for found in sorted(told, key=lambda m: (m.verb, m.span)):
        if found.umbrella and umbrella is None and not drafts:
            umbrella = found
            continue
        same = next((d for d in drafts if _same(found.name, d.name)), None)
        if same is not None:
            same.mentions.append(found)
        elif found.generic and drafts and not _is_other(text, found, drafts):
            drafts[-1].mentions.append(found)
        elif not drafts or _is_new(text, found, drafts[-1].first):
            drafts.append(_Draft(found.name, found, [found]))
    if umbrella is not None and not drafts:
        drafts.append(_Draft(umbrella.name, umbrella, [umbrella]))
        umbrella = None
    return drafts, umbrella


_PLAIN = frozenset(["会议", "大会", "会", "全会", "全体会议", "座谈", "仪式", "论坛", None])


def _is_other(text: str, found: Mention, drafts: list[_Draft]) -> bool:
    """Whether a bare name is a further sitting of another kind: ``随后举行签约仪式`` after a 座谈会."""
    kind = _kind(found.name)
    if found.weight < HELD or kind in _PLAIN or any(d.name.endswith(str(kind)) for d in drafts):
        return False
    return _THEN.search(text, found.sentence[0], found.verb[0]) is not None


def _is_new(text: str, found: Mention, last: Mention) -> bool:
    """Whether a mention after the first tells of a further meeting: it has its own time, chair or number."""
    if found.verb == last.verb or found.weight == AT_NAMED:
        return True
    before = text[found.sentence[0] : found.verb[0]]
    if _SEQUENCE.search(before) or text.startswith("主持", found.verb[0]) or (found.subject and ordinals(found.name)):
        return True
    return next(dates_in(before), None) is not None


def _date(text: str, page: Page, calendar: Calendar, found: Mention, umbrella: Mention | None) -> str | None:
    start, stop = found.sentence[0], max(found.verb[1], found.span[1])
    years: list[int] = []
    if calendar.published is None:
        years = years_in(found.name) or years_in(text[start : found.sentence[1]]) or list(page.years)
    here = list(dates_in(text, start, stop))
    paragraph = next((s for s, e in page.prose if s <= start < e), start)
    days: list[DateMention] = [*dates_in(text, paragraph, start), *here]
    if days:
        return calendar.resolve(days[-1], days[-2] if len(days) > 1 else None, years)
    if umbrella is not None:
        return _date(text, page, calendar, umbrella, None)
    for s, e in page.prose:
        if near := next(dates_in(text, s, min(e, s + _LEAD)), None):
            return calendar.resolve(near, None, years)
    return page.stated or (calendar.resolve(page.written) if page.written is not None else None)


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


def _event(scan: Scan, page: Page, drafts: list[_Draft], index: int, umbrella: Mention | None) -> Event:
    text, draft = scan.text, drafts[index]
    first = draft.first
    scope = _scope(text, drafts, index)
    names, spans = _groups(text, first, umbrella)
    ordinal = _ORDINAL.search(draft.name)
    return Event(
        name=draft.name,
        span=first.span,
        date=_date(text, page, page.calendar, first, umbrella),
        groups=tuple(dict.fromkeys(names)),
        group_spans=tuple(spans),
        kind=_kind(draft.name),
        ordinal=None if ordinal is None else numeral(ordinal[1]),
        place=_place(text, first) or page.place,
        agenda=_agenda(scan, page, first, scope),
        scope=scope,
    )


def _scope(text: str, drafts: list[_Draft], index: int) -> tuple[Span, ...]:
    first = drafts[index].first
    begin = 0 if not index or first.sentence == drafts[0].first.sentence else first.sentence[0]
    later = (d.first.sentence[0] for d in drafts[index + 1 :])
    return ((begin, next((at for at in later if at > first.sentence[0]), len(text))),)


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
