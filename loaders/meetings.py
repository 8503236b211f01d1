"""Meetings: the gatherings that a report tells of as held, with name, date, groups, and where it tells of each.

Invariants. A meeting comes from a clause that says it was held, at the level of the telling: not from speech, not cited,
not planned. Mentions of one meeting are one event. All positions count characters of the clean text.
"""

import re
from dataclasses import dataclass, field

from loaders.dates import Calendar, DateMention, dates_in, numeral, years_in
from loaders.document import Document
from loaders.furniture import Page, page_of
from loaders.groups import bodies_in, conveners, is_body
from loaders.meetings_names import alike, heads, is_cited, is_generic, name_after, name_before, ordinals
from loaders.scan import Hit, Scan

Span = tuple[int, int]

_CLAUSE = 120
_STOPS = re.compile(r"[。!?;,\n]")
_FUTURE = re.compile(r"(?:将|拟|定于|计划|准备|即将|建议|决定|同意|提请|筹备|筹办|开好|提议)[^,。]{0,30}$")
_MUST = re.compile(
    r"(?:(?<![主重纪需摘首])要(?![闻求员])|应当|必须|须|(?<![相对反响供])应(?![急邀对])|每[年月季周]|定期|不得|严禁|坚持|适时|至少|一律)"
)
_QUANTITY = re.compile(
    r"\s*(?:了|过)?\s*[0-9一二三四五六七八九十两几多数]+(?:余|多)?(?:次|场|轮|期)(?!(?:全体|常务|会议$))"
)
_PAST = re.compile(r"(?:先后|多次|曾|以来|近年|此前|上次|去年|往年|累计|共|历次|已|历届|每次|上午前)$")
_SPEECH = re.compile(r"(?:强调|指出|要求|表示|认为|提出|说|希望|明确|宣布|透露|谈到|介绍)[,:]")
_FRAME = re.compile(r"(?:主持|在|出席|参加|会上)[^,。]{0,60}(?:时|后|上)?(?:强调|指出|要求|表示|说|提出)[,:]")
_SEQUENCE = re.compile(
    r"(?:随后|会后|会前|接着|当[天日]|同日|同时|期间|下午|上午|晚上|之后|结束后|闭幕后|开幕后|会议后|审议后|还|随即|后,|[●★■◆▲])"
)
_LEADING_BODY = re.compile(
    r"^(?:中共|中国共产党|政协|十?[一二三四五六七八九十]+届|第)?[一-鿿]{0,8}?(?:[省市县区旗州盟镇乡局厅院校]|中央|国务院|全国|街道|公司|集团)"
)
_JOIN_TOP = re.compile(r"(?:[省市县区旗州盟]委|国务院|党中央|中共中央)$")
_WIDE = re.compile(r"^(?:[0-9]{4}年|全[国省市县区旗州盟镇乡院校局行系]|[一-鿿]{0,4}[省市县区旗州盟](?:委|政|第))")
_ORDINAL = re.compile(r"第?([0-9〇零一二三四五六七八九十百]+)次")
_KIND = re.compile(
    r"(常务会议|主任会议|主席会议|委员长会议|常委会会议|全体会议|代表大会|动员大会|表彰大会|联席会议|办公会议|(?:电视电话|视频|电话)会议|扩大会议|预备会议|专题会议|"
    r"[一-鿿]{2}(?:座谈会|推进会|生活会|现场会|报告会|部署会|动员会|调度会|述职会|评议会|发布会|通报会|签约仪式)|座谈会|推进会|现场会|报告会|例会|集体学习|集中学习|学习会|讲座|"
    r"论坛|签约仪式|仪式|会谈|座谈|大会|全会|会议|会)(?:[(]扩大[)])?(?:会议)?$"
)


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting that a report tells of.

    ``name`` as the coding guideline wants it, ``span`` where its words stand (for a name put together from body and
    sitting: of the sitting). ``groups`` are the bodies in order, ``group_spans`` their places; ``date`` is an ISO prefix or
    ``MM-DD`` or None; ``scope`` are the ranges of the text that tell of this meeting and of no other.
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
class _Mention:
    """A clause that says that a meeting was held."""

    name: str
    span: Span
    verb: Span
    sentence: Span
    groups: list[Span]
    conveners: list[Span]
    generic: bool
    weight: int
    umbrella: bool = False
    dates: list[DateMention] = field(default_factory=list)


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
    told = _told(scan, page)
    if not told:
        told = _titled(scan, page, document)
    return _events(scan, page, told)


def _sentence(text: str, at: int, start: int, end: int) -> Span:
    begin = max(text.rfind(mark, start, at) for mark in "。!?") + 1
    stops = [p for mark in "。!?" if (p := text.find(mark, at, end)) >= 0]
    return max(begin, start), min(stops) + 1 if stops else end


def _clause(text: str, start: int, end: int, sentence: Span) -> Span:
    """The clause around a verb: between commas, brackets and quotes left whole."""
    begin = max(text.rfind(mark, sentence[0], start) for mark in ",;:。\n") + 1
    begin = max(begin, sentence[0], start - _CLAUSE)
    found = _STOPS.search(text, end, min(sentence[1], end + _CLAUSE))
    return begin, found.start() if found else min(sentence[1], end + _CLAUSE)


def _told(scan: Scan, page: Page) -> list[_Mention]:
    """Mentions in the telling itself, strongest kinds only; weaker ones where there are none."""
    text = scan.text
    held: list[_Mention] = []
    weak: list[_Mention] = []
    for start, end in page.prose:
        for hit in scan.between(start, end):
            if hit.kind == "held" or (hit.kind == "chair" and hit.word.endswith("召开")):
                held.extend(_held(text, hit, _sentence(text, hit.start, start, end), start))
            elif hit.kind == "sitting":
                sentence = _sentence(text, hit.start, start, end)
                if hit.word.endswith("上"):
                    weak.extend(_at(text, hit, sentence))
                elif hit.word[-1] in "习讨":
                    held.extend(_studied(text, hit, sentence))
            elif hit.kind == "attend" or hit.kind == "chair":
                weak.extend(_attended(text, hit, _sentence(text, hit.start, start, end)))
    held.sort(key=lambda m: m.span)
    if held:
        return held + [m for m in weak if m.weight >= 2]
    best = max((m.weight for m in weak), default=0)
    return [m for m in weak if m.weight == best][: 1 if best < 2 else None]


def _mention(text: str, name: Span, verb: Span, sentence: Span, subject: list[Span], weight: int) -> _Mention:
    written = text[name[0] : name[1]]
    own = [(name[0] + a, name[0] + b) for a, b in bodies_in(written)]
    generic = is_generic(written)
    groups = own or subject
    whole = written
    if subject:
        prefix = "、".join(text[a:b] for a, b in subject)
        top = text[subject[0][0] : subject[-1][1]]
        if generic:
            whole = top + written
        elif own and not _LEADING_BODY.match(written) and own[0][0] == name[0]:
            whole = top + written
            groups = [(subject[0][0], subject[0][1])]
        elif not own and len(subject) == 1 and _JOIN_TOP.search(prefix) and not _WIDE.match(written):
            whole = top + written
    return _Mention(whole, name, verb, sentence, list(groups), subject, generic and not subject, weight)


def _held(text: str, hit: Hit, sentence: Span, paragraph: int) -> list[_Mention]:
    begin, stop = _clause(text, hit.start, hit.end, sentence)
    before = text[begin : hit.start]
    if _QUANTITY.match(text, hit.end, stop) or _PAST.search(before) or _FUTURE.search(before) or _MUST.search(before):
        return []
    if text[hit.end : hit.end + 2] in ("以来", "之际", "之前", "前,"):
        return []
    head = text[sentence[0] : begin]
    if _SPEECH.search(head) and not _FRAME.search(head):
        return []
    after = name_after(text, hit.end, stop)
    left = name_before(text, begin, hit.start)
    if after and is_cited(text, after[1], stop):
        after = None
    subject = conveners(text, begin, hit.start)
    found: list[_Mention] = []
    if left and after and ordinals(text[left[0] : left[1]]) and text[after[0]] in "第主预分闭开":
        joined = text[left[0] : left[1]]
        mention = _mention(text, left, (hit.start, hit.end), sentence, [], 4)
        if not text[after[0] : after[1]].endswith(("开幕会", "闭幕会")):
            mention.name = joined + text[after[0] : after[1]]
            own = bodies_in(mention.name)
            mention.groups = [(left[0] + a, left[0] + b) for a, b in own if b <= len(joined)] or mention.groups
        return [mention]
    if after:
        if not subject and left and is_body(text[left[0] : left[1]]):
            subject = [left]
        for name in _parted(text, after):
            found.append(_mention(text, name, (hit.start, hit.end), sentence, subject, 4))
            subject = subject if found[-1].groups == found[-1].conveners else []
    elif left:
        for name in _parted(text, left):
            found.append(_mention(text, name, (hit.start, hit.end), sentence, [], 4))
    elif subject and text[subject[-1][1] - 1] == "会":
        found.append(_mention(text, subject[-1], (hit.start, hit.end), sentence, [], 4))
    if len(found) == 1 and "分别" in before:
        found[0].umbrella = True
    return found


def _parted(text: str, name: Span) -> list[Span]:
    """``A会议和B会议`` are two sittings; ``A暨B会议`` is one."""
    inside = heads(text, *name)
    parts = [name[0]]
    ends = []
    for _, b in inside[:-1]:
        if b < name[1] and text[b] in "和、" and b + 1 < name[1]:
            ends.append(b)
            parts.append(b + 1)
    ends.append(name[1])
    return list(zip(parts, ends, strict=True))


def _studied(text: str, hit: Hit, sentence: Span) -> list[_Mention]:
    """``…就X进行第八次集体学习``, ``随即组织集中交流研讨``."""
    begin, stop = _clause(text, hit.start, hit.end, sentence)
    doing = [(p, w) for w in ("进行", "组织", "开展", "举行", "召开") if (p := text.rfind(w, begin, hit.start)) >= 0]
    if not doing:
        return []
    at, verb = max(doing)
    if (
        verb in ("举行", "召开")
        or is_cited(text, hit.end, stop)
        or _MUST.search(text, begin, at)
        or _FUTURE.search(text[begin:at])
    ):
        return []
    subject: list[Span] = []
    cut = text.find("就", begin, at)
    for end in (cut if cut > 0 else at, at):
        subject = conveners(text, begin, end)
        if subject:
            break
    if not subject and begin > sentence[0]:
        subject = conveners(text, _clause(text, begin - 1, begin - 1, sentence)[0], begin - 1)
    if not subject:
        return []
    start = at + len(verb)
    mention = _mention(text, (start, hit.end), (at, start), sentence, subject, 4)
    if text[start : hit.end].startswith("第") or mention.generic or hit.word == "集体学习":
        mention.name = "".join(text[a:b] for a, b in subject[:1]) + text[start : hit.end]
    mention.groups = subject
    return [mention]


def _at(text: str, hit: Hit, sentence: Span) -> list[_Mention]:
    """``在党外人士座谈会上,…``: the sitting is where somebody speaks."""
    begin, stop = _clause(text, hit.start, hit.end, sentence)
    at = text.rfind("在", begin, hit.start)
    if at < 0 or text[hit.end : hit.end + 1] == "的" or _MUST.search(text, begin, at):
        return []
    start = at + 1
    for mark in ("召开的", "举行的", "开展的", "随后的"):
        found = text.rfind(mark, start, hit.start)
        start = max(start, found + len(mark)) if found >= 0 else start
    name = (start, hit.end - 1)
    if name[1] - name[0] < 3:
        return []
    mention = _mention(text, name, (at, start), sentence, [], 1)
    if not mention.generic and name[1] - name[0] > 4:
        mention.weight = 2
    return [mention]


def _attended(text: str, hit: Hit, sentence: Span) -> list[_Mention]:
    """``出席X会议``, ``主持X会议``, ``参加座谈``: weaker signs, for reports that say no more."""
    begin, stop = _clause(text, hit.start, hit.end, sentence)
    if hit.word in ("座谈", "会谈"):
        name = (hit.start, hit.end)
        doing = max(
            (
                text.rfind(w, begin, hit.start) + len(w)
                for w in ("开展", "进行", "举行", "参加", "出席")
                if w in text[begin : hit.start]
            ),
            default=-1,
        )
        if doing < 0:
            return []
        return [_mention(text, (doing, hit.end), name, sentence, [], 1)]
    name_found = name_after(text, hit.end, stop)
    if name_found is None or is_cited(text, name_found[1], stop):
        return []
    mention = _mention(text, name_found, (hit.start, hit.end), sentence, [], 1)
    return [] if mention.generic else [mention]


def _titled(scan: Scan, page: Page, document: Document) -> list[_Mention]:
    """The meeting that only the title names."""
    text = scan.text
    for start, end in page.captions:
        for hit in scan.between(start, end):
            if hit.kind == "held" or (hit.kind == "chair" and hit.word.endswith("召开")):
                found = _held(text, hit, (start, end), start)
                if found:
                    return found
            if hit.kind == "sitting" and hit.word in ("会议纪要", "会议记录", "纪要"):
                name = (start, hit.start + (2 if hit.word[0] == "会" else 0))
                if heads(text, *name):
                    return [_mention(text, name, name, (start, end), [], 3)]
    return []


def _same(mention: _Mention, event: "_Draft") -> bool:
    name = mention.name
    a, b = ordinals(name), ordinals(event.name)
    if a and b and not a & b:
        return False
    if name in event.name or event.name in name:
        return True
    return alike(name, event.name) >= 0.6


@dataclass(slots=True)
class _Draft:
    name: str
    first: _Mention
    mentions: list[_Mention]


def _events(scan: Scan, page: Page, told: list[_Mention]) -> list[Event]:
    text = scan.text
    drafts: list[_Draft] = []
    umbrella: _Mention | None = None
    told.sort(key=lambda m: (m.verb, m.span))
    for mention in told:
        if mention.umbrella and umbrella is None and not drafts:
            umbrella = mention
            continue
        same = next((d for d in drafts if _same(mention, d)), None)
        if same is not None:
            same.mentions.append(mention)
            continue
        if mention.generic and drafts:
            drafts[-1].mentions.append(mention)
            continue
        if drafts and not _new(text, mention, drafts):
            continue
        drafts.append(_Draft(mention.name, mention, [mention]))
    if umbrella is not None and not drafts:
        drafts.append(_Draft(umbrella.name, umbrella, [umbrella]))
    calendar = page.calendar
    events = []
    for index, draft in enumerate(drafts):
        inherited = umbrella if umbrella is not None and draft.first is not umbrella else None
        events.append(_event(text, page, calendar, drafts, index, inherited))
    return events


def _new(text: str, mention: _Mention, drafts: list[_Draft]) -> bool:
    """Whether a mention after the first tells of a further meeting."""
    if mention.sentence == drafts[-1].first.sentence and mention.verb == drafts[-1].first.verb:
        return True
    before = text[mention.sentence[0] : mention.verb[0]]
    if mention.weight == 2:
        return True
    return (
        bool(_SEQUENCE.search(before))
        or any(True for _ in dates_in(before))
        or text[mention.verb[0] : mention.verb[1]].startswith("主持")
    )


def _date(text: str, page: Page, calendar: Calendar, mention: _Mention, inherited: _Mention | None) -> str | None:
    start, _ = mention.sentence
    stop = max(mention.verb[1], mention.span[1])
    found = list(dates_in(text, start, stop))
    paragraph = next((s for s, e in page.prose if s <= start < e), start)
    earlier = list(dates_in(text, paragraph, start)) if paragraph < start else []
    if not found and not earlier and inherited is not None:
        return _date(text, page, calendar, inherited, None)
    years = years_in(mention.name) or years_in(text[start : mention.sentence[1]])
    if found:
        before = found[-2] if len(found) > 1 else (earlier[-1] if earlier else None)
        chosen = found[-1]
        return calendar.resolve(chosen, before, years)
    if earlier:
        return calendar.resolve(earlier[-1], earlier[-2] if len(earlier) > 1 else None, years)
    for s, e in page.prose:
        near = list(dates_in(text, s, min(e, s + 60)))
        if near:
            return calendar.resolve(near[0], None, years)
    return None


def _event(
    text: str, page: Page, calendar: Calendar, drafts: list[_Draft], index: int, inherited: _Mention | None
) -> Event:
    draft = drafts[index]
    first = draft.first
    spans = list(first.groups)
    if not spans and inherited is not None:
        spans = inherited.conveners or inherited.groups
    names = []
    own = bodies_in(draft.name)
    if first.conveners and own and draft.name != text[first.span[0] : first.span[1]] and len(first.groups) <= 1:
        names = [draft.name[a:b] for a, b in own]
    names = names or [text[a:b] for a, b in spans]
    ordinal = _ORDINAL.search(draft.name)
    kind = _KIND.search(draft.name)
    begin = first.sentence[0] if index else 0
    later = [d.first.sentence[0] for d in drafts[index + 1 :] if d.first.sentence[0] > first.sentence[0]]
    end = later[0] if later else len(text)
    if index and first.sentence == drafts[0].first.sentence:
        begin = 0
    return Event(
        name=draft.name,
        span=first.span,
        date=_date(text, page, calendar, first, inherited),
        groups=tuple(dict.fromkeys(names)),
        group_spans=tuple(spans),
        kind=kind[1] if kind else None,
        ordinal=None if ordinal is None else numeral(ordinal[1]),
        scope=((begin, end),),
    )
