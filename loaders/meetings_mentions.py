"""Mentions of meetings: clauses that say that a sitting was held, and what they say of its name and its body.

Invariants. A mention stands at the level of the telling: a clause inside speech, a plan, a duty or a count of past
sittings is none. A mention is read from one clause around a trigger word, never by searching the whole text.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from loaders.groups import bodies_in, is_body, is_sitting
from loaders.groups_conveners import adverbs_from, conveners, when_before
from loaders.meetings_names import heads, is_cited, is_generic, name_after, name_before, ordinals
from loaders.scan import Hit

Span = tuple[int, int]

HELD: Final = 9
SESSION: Final = 5
AT_NAMED: Final = 4
ATTENDED_NAMED: Final = 3
AT: Final = 2
TALKS: Final = 1
"""How strongly a mention says that there was a meeting; the weak ones count only where there is nothing stronger."""

_CLAUSE: Final = 160
_STOPS: Final = re.compile(r"[。!?;,\n●★■◆▲]")
_PLANNED: Final = re.compile(
    r"(?=[将拟定计准建决同提筹开争力预关有为])(?:(?:(?<!一)将(?!军)|拟|定于|计划(?!生育|单列|财务)|准备|建议(?!办理)|决定|同意|提请|筹备(?!组|委|会|领导)|筹办|"
    r"开好|提议|争取|力争|预计)[^,。]{0,40}$|(?:关于|有关|为)$)"
)
_DUTY: Final = re.compile(
    r"(?=[要应必须每定不严坚适至一可])(?:(?<![主重纪需摘首紧必])要(?![闻求员点案素塞])|应当|必须|须|(?<![相对反响供适])应(?!急|邀|对|到|用|届)|每[年月季周]|定期|不得|严禁|坚持|适时|至少|一律|可以)"
)
_COUNTED: Final = re.compile(
    r"\s*(?:了|过)?\s*[0-9一二三四五六七八九十两几多数]+(?:余|多)?(?:次|场|轮|期|个)(?!(?:全体|常务|常委会|主任会|主席会|党组会|书记|扩大|会议$))"
)
_PAST: Final = (
    "多次",
    "曾",
    "以来",
    "近年",
    "此前",
    "上次",
    "去年",
    "往年",
    "累计",
    "历次",
    "已",
    "历届",
    "每次",
    "陆续",
)
_MEANS: Final = ("通过", "采取", "借助", "利用", "采用", "以")
_MANY: Final = re.compile(r"(?:^|[,;\s])(?:各[代地级部省市县乡镇区方界族单支]|多地|许多|一些|有的|不少)")
_SINCE: Final = re.compile(r"(?:了|的)?(?:以来|之际|之前|前[,夕]|之后|后,)")
_SPEECH: Final = re.compile(
    r"(?:决定|建议|提议|通知|强调|指出|要求|表示|认为|提出|说|希望|明确|宣布|透露|谈到|介绍)[,:]"
)
_FRAME: Final = re.compile(r"(?:主持|在|出席|参加|会上)[^,。]{0,60}(?:时|后|上)?(?:强调|指出|要求|表示|说|提出)[,:]")
_TOP_BODY: Final = re.compile(r"(?:[省市县区旗州盟]委|国务院|党中央|中共中央)$")
_OWN_LEVEL: Final = re.compile(
    r"^(?:中共|中国共产党|政协|十?[一二三四五六七八九十]+届|第)?[一-鿿]{0,8}?"
    r"(?:[省州盟旗]|市(?!场)|[县区](?!域)|(?<!城)[镇乡](?!村)|[局厅院校]|中央|国务院|全国|街道|公司|集团)"
)
_WIDE: Final = re.compile(
    r"^(?:[省市县区]级|[0-9]{4}年|全[国省市县区旗州盟镇乡院校局行系]|[一-鿿]{0,4}[省市县区旗州盟](?:委|政|第))"
)
_ORDER: Final = re.compile(r"(?:第?[〇零一二三四五六七八九十百0-9]+届)?第?[〇零一二三四五六七八九十百0-9]+次")
_PRESENT: Final = ("收听", "收看", "观看", "出席", "参加", "列席", "主持", "座谈", "会谈")
_JOINED: Final = re.compile(r"(?:会议|全会|大会|生活会|学习会|学习|常委会|办公会|[组委]会)(?:[(]扩大[)])?$")
_TWO_SIDES: Final = re.compile(r"签约|签字|签署|会谈|对接")
_TALKS_AT_END: Final = re.compile(r"座谈(?:会|交流)?$|交流会$")
_WITH: Final = re.compile(r"[与同](?!时)")
_NO_TALKS: Final = re.compile(r"[时会中等]|过|方式|形式|纪要|了解")
_MEANS_OF: Final = re.compile(r"通过|采取|多次|曾|将|拟|要求|强调|指出|希望|提出|[：:“]")
_SAID_THERE: Final = re.compile(r"的|所?作出?的|发表的|所?提出的|所?讲的")
"""What was said at a sitting is studied at another: 在X会议上所作的报告."""
_TWO_PLACES: Final = re.compile(r"[省市县区旗州](?:[与和、同])[^,、]{1,12}[省市县区旗州]|双方|两地|三地")
_BASE: Final = re.compile(
    r"[一-鿿]{0,12}?[省市县区旗州盟镇乡](?:委|人民政府|政府|人大常委会|政协)(?![一-鿿]{0,2}[部局办])"
)
_STANDING: Final = re.compile(r"[省市县区旗州盟]委$")
_OPENED: Final = ("开班", "结业", "开讲", "开幕", "闭幕", "帷幕", "落幕")
_HOSTED: Final = re.compile(
    r"由(?:[^的]{2,30}?(?:指导|支持|批准|授权)[、,])?(.{2,40}?)(?:联合|共同)?(?:主办|举办|承办|发起|召集|组织)(?:、?(?:协办|承办))?的"
)
_BOARD: Final = re.compile(r"(?:党委|董事|监事|理事)会(?=[和、][^和、]{2,20}会)")
_DELEGATION: Final = re.compile(r"(?:[^,。]{0,40}?(?:会议|大会|所在的|了))?([一-鿿]{2,8}代表团(?:全体会议)?审议)")
_OPENS: Final = re.compile(
    r"\s*((?:工作|交流)?座谈(?:交流)?会|见面会|汇报会|(?:签约|签订|揭牌|启动|开工)?仪式|论坛|报告会)上"
)
"""A clause that opens with where it is said: ``座谈会上,…``."""
_ALONE: Final = ("仪式", "座谈会", "见面会", "报告会", "论坛", "讲座")
"""Bare names that say enough where nothing else names the meeting: ``出席签约仪式``."""
_OF_HEADS: Final = ("主任会议", "主席会议", "委员长会议", "秘书长会议")
"""Sittings that a body has always: ``X主任会议举行第二十次会议``."""
_DOING: Final = ("进行", "组织", "开展", "举行", "参加", "出席", "召开")


@dataclass(slots=True)
class Mention:
    """One clause that says that a meeting was held; spans count characters of the clean text.

    ``name`` is put together from ``span`` (its words) and, where these say too little, from the body that met.
    ``subject`` are the bodies that convene, ``groups`` the bodies that met or convened it.
    """

    name: str
    span: Span
    verb: Span
    sentence: Span
    weight: int
    groups: list[str]
    group_spans: list[Span]
    subject: list[Span]
    generic: bool
    umbrella: bool = False


def mentions_at(text: str, hit: Hit, sentence: Span) -> list[Mention]:
    """What the clause around a trigger word says of meetings held (several where sittings are joined by 和)."""
    kind, word = hit.kind, hit.word
    if kind == "held" or (kind == "chair" and word.endswith("召开")):
        return _held(text, hit, sentence)
    if kind == "sitting":
        if word.endswith("上"):
            return _at(text, hit, sentence)
        if word.endswith("党课"):
            lesson = hit.start + (word[0] == "上"), hit.end
            return [mention(text, lesson, lesson, sentence, [], TALKS)]
        return _studied(text, hit, sentence) if word[-1] in "习讨" else []
    return _attended(text, hit, sentence)


def clause_at(text: str, start: int, end: int, sentence: Span) -> Span:
    """The clause around ``text[start:end]``: between commas."""
    low = max(sentence[0], start - _CLAUSE)
    begin = max(low, *(text.rfind(mark, low, start) + 1 for mark in ",;:"))
    found = _STOPS.search(text, end, min(sentence[1], end + _CLAUSE))
    return begin, found.start() if found else min(sentence[1], end + _CLAUSE)


def mention(text: str, name: Span, verb: Span, sentence: Span, subject: list[Span], weight: int) -> Mention:
    """A mention with its name put together and its bodies found.

    A name that is nothing but a sitting (``第七次常务会议``) takes the body before it; so does a body without a level
    of its own (``省委召开全面深化改革领导小组会议``) and a topic after a committee (``市委召开政法工作会议``).
    """
    written = text[name[0] : name[1]]
    own = [(name[0] + a, name[0] + b) for a, b in bodies_in(written)]
    whole, spans = written, own or subject
    names = [body_name(text[a:b]) for a, b in spans]
    bare = is_sitting(written) or is_generic(written)
    if subject:
        top = text[subject[0][0] : subject[-1][1]]
        if top.count("(") > top.count(")"):
            top += ")"
        if bare:
            whole = top + written if _JOINED.search(written) else written
            spans = list(subject)
            names = [body_name(top[a:b]) for a, b in bodies_in(top + written) if b <= len(top)]
            names = [body_name((top + written)[a:b]) for a, b in bodies_in(top + written)] or [
                text[a:b] for a, b in subject
            ]
        elif own and own[0][0] == name[0] and not _OWN_LEVEL.match(text[slice(*own[0])]):
            whole = top + written
            names = [top + names[0], *names[1:]]
        elif not own and len(subject) == 1 and _TOP_BODY.search(top) and not _WIDE.match(written):
            whole = top + written
    if len(names) == 1 and _STANDING.search(names[0]) and "常委会" in whole[len(names[0]) :]:
        names = [names[0] + "常委会"]
    return Mention(
        whole, name, verb, sentence, weight, names, list(spans), subject, is_generic(written) and not subject
    )


def body_name(written: str) -> str:
    """A body without the number of the sitting inside it: ``县十七届第14次政府`` is 县政府."""
    found = _ORDER.search(written)
    if found and written.endswith(("政府", "常委会", "党组")) and found.end() < len(written) and "次" in found[0]:
        return written[: found.start()] + written[found.end() :]
    return written


def _told(text: str, hit: Hit, sentence: Span, begin: int) -> bool:
    """Whether the clause of a verb of convening belongs to the telling."""
    before = text[begin : hit.start]
    if before.endswith(_MEANS) or _MANY.search(before):
        return False
    if before.endswith(_PAST) or _PLANNED.search(before) or _DUTY.search(before):
        return False
    if _SINCE.match(text, hit.end) or text[hit.end : hit.end + 3] == "的一次":
        return False
    head = text[sentence[0] : begin]
    return not _SPEECH.search(head) or _FRAME.search(head) is not None


def _held(text: str, hit: Hit, sentence: Span) -> list[Mention]:
    begin, stop = clause_at(text, hit.start, hit.end, sentence)
    if hit.word.endswith(_OPENED) and text[hit.end : hit.end + 1] in ("式", "会", "词", "辞", "仪"):
        return []
    if not _told(text, hit, sentence, begin) or _COUNTED.match(text, hit.end, stop):
        return []
    verb = (hit.start, hit.end)
    opened = hit.word.endswith(_OPENED) and text[hit.end : hit.end + 1] != "的"
    after = None if opened else name_after(text, hit.end, stop)
    if after and is_cited(text, after[1], stop, told=True):
        after = None
    if after and (text.find("召开", *after) >= 0 or text.find("举行", *after) >= 0):
        return []  # 召集…召开: the second verb says it
    left = None
    sits = after is not None and ordinals(text[slice(*after)]) and is_generic(text[slice(*after)])
    if after is None or sits or text.find("次", begin, hit.start) >= 0:
        left = name_before(text, begin, hit.start)
    if left is None and after is None and begin > sentence[0] and adverbs_from(text, begin, hit.start) == begin:
        left = name_before(text, clause_at(text, begin - 1, begin - 1, sentence)[0], begin - 1)
    if (
        left
        and after
        and (ordinals(text[left[0] : left[1]]) or (sits and text.endswith(_OF_HEADS, *left)))
        and (text[after[0]] in "第主预分闭开代联" or is_generic(text[after[0] : after[1]]))
    ):
        return [_within(text, left, after, verb, sentence)]
    subject = conveners(text, begin, hit.start) or _subject_before(text, begin, hit.start, sentence)
    found: list[Mention] = []
    if after:
        if len(subject) > 1 and _is_between(text, begin, hit.start, after):
            subject = []
        if text.endswith("联席会议", *after) and _TWO_PLACES.search(text, begin, hit.start):
            return [replace(mention(text, after, verb, sentence, [], HELD), groups=[], group_spans=[])]
        for name in _parted(text, after):
            weight = TALKS if text.endswith("宣誓仪式", *name) else HELD  # part of a sitting, where one is told of
            found.append(mention(text, name, verb, sentence, subject, weight))
            if len(found) > 1 and not found[-1].group_spans:
                _share_body(text, found[-2], found[-1])
            if found[-1].group_spans != subject:
                subject = []
        if len(found) == 1 and "分别" in text[begin : hit.start]:
            found[0].umbrella = True
        return found
    if left:
        if hosted := _HOSTED.match(text, *left):
            hosts = conveners(text, *hosted.span(1))
            return [mention(text, (hosted.end(), left[1]), verb, sentence, hosts, HELD)]
        return [mention(text, name, verb, sentence, [], HELD) for name in _parted(text, left)]
    if subject and text[subject[-1][1] - 1] == "会":
        return [mention(text, subject[-1], verb, sentence, [], HELD)]
    return []


def _is_between(text: str, begin: int, verb: int, name: Span) -> bool:
    """Whether two sides meet (``A与B举行座谈``), so that neither is the body that met."""
    if _TWO_SIDES.search(text, *name):
        return True
    return _TALKS_AT_END.search(text, *name) is not None and _WITH.search(text, begin, verb) is not None


def _share_body(text: str, first: Mention, second: Mention) -> None:
    """``县政府党组会议和常务会议``: the second sitting is of the body that the first one names."""
    base = _BASE.match(first.name)
    if base and is_sitting(second.name):
        second.groups = [base[0] + b for b in second.groups] or [base[0]]
        second.group_spans = list(first.group_spans)


_CARRIED_ON: Final = re.compile(
    r"[\s]*(?:[并还又随后即并且同时接着立即当天日上下午专题组织现场就此]|在[^,。]{2,20})*+$"
)
_DOES: Final = re.compile(
    r"(?:开展|组织|举行|举办|召开|赴|到|深入|就|围绕|结合|按照|根据|认真|传达|学习|集中|率|来|在|邀请|对|联合)"
)


def _subject_before(text: str, begin: int, verb: int, sentence: Span) -> list[Span]:
    """The subject that an earlier clause of the sentence named: ``X党支部开展活动,并召开组织生活会``."""
    if begin <= sentence[0] or not _CARRIED_ON.match(text[begin:verb]):
        return []
    start = clause_at(text, begin - 1, begin - 1, sentence)[0]
    start = when_before(text, start, begin - 1)
    does = _DOES.search(text, start, min(begin - 1, start + 30))
    return conveners(text, start, does.start()) if does else []


def _within(text: str, left: Span, after: Span, verb: Span, sentence: Span) -> Mention:
    """``X第十二次会议举行第二次全体会议``: a sitting of a session is named by both."""
    whole = mention(text, left, verb, sentence, [], HELD)
    if not text[after[0] : after[1]].endswith(("开幕会", "闭幕会")):
        whole.name += text[after[0] : after[1]]
        whole.groups = [whole.name[a:b] for a, b in bodies_in(whole.name)] or whole.groups
    return whole


def _parted(text: str, name: Span) -> list[Span]:
    """``A会议和B会议`` are two sittings; ``A暨B会议`` is one."""
    if text.find("和", *name) < 0 and text.find("、", *name) < 0:
        return [name]
    parts = [name[0]]
    ends = []
    inside = [b for _, b in heads(text, *name)[:-1]]
    inside += [m.end() for m in _BOARD.finditer(text, *name)]
    for b in sorted(inside):
        if b + 1 < name[1] and text[b] in "和、":
            ends.append(b)
            parts.append(b + 1)
    ends.append(name[1])
    return list(zip(parts, ends, strict=True))


def _studied(text: str, hit: Hit, sentence: Span) -> list[Mention]:
    """``…就X进行第八次集体学习``, ``随即组织集中交流研讨``."""
    begin, stop = clause_at(text, hit.start, hit.end, sentence)
    at, verb = max((text.rfind(w, begin, hit.start), w) for w in _DOING[:3])
    if at < 0 and text[hit.end : hit.end + 1] == "时":
        return _at(text, hit, sentence)
    if at < 0 or is_cited(text, hit.end, stop) or not _told(text, hit, sentence, begin):
        return []
    topic = text.find("就", begin, at)
    subject = (conveners(text, begin, topic) if topic > begin else []) or conveners(text, begin, at)
    if not subject and begin > sentence[0]:
        subject = conveners(text, clause_at(text, begin - 1, begin - 1, sentence)[0], begin - 1)
    if not subject:
        return []
    start = at + len(verb) + (text[at + len(verb)] == "了")
    return [mention(text, (start, hit.end), (at, start), sentence, subject, HELD)]


def _at(text: str, hit: Hit, sentence: Span) -> list[Mention]:
    """``在党外人士座谈会上,…``, ``随后的座谈会上``: the sitting is where somebody speaks."""
    begin, _ = clause_at(text, hit.start, hit.end, sentence)
    at = text.rfind("在", begin, hit.start)
    start = at + 1 if at >= 0 else begin
    for mark in ("召开的", "举行的", "开展的", "日的", "随后的", "会后的", "接着的", "举办的"):
        found = text.rfind(mark, start, hit.start)
        if found >= 0:
            start, at = found + len(mark), found
    if at < 0 and (opening := _OPENS.match(text, begin, hit.end)):
        return [mention(text, opening.span(1), opening.span(1), sentence, [], TALKS)]
    if at < 0 or _SAID_THERE.match(text, hit.end) or _DUTY.search(text, begin, at):
        return []
    name = (start, hit.end - hit.word.endswith("上"))
    if name[1] - name[0] < 3:
        return []
    found_at = mention(text, name, (at, start), sentence, [], AT)
    if not found_at.generic and name[1] - name[0] > 4:
        found_at.weight = AT_NAMED
    return [found_at]


def _attended(text: str, hit: Hit, sentence: Span) -> list[Mention]:
    """``出席X会议``, ``主持X会议``, ``进行座谈``: weaker signs, for reports that say no more."""
    if not hit.word.startswith(_PRESENT):
        return []
    begin, stop = clause_at(text, hit.start, hit.end, sentence)
    if hit.word in ("座谈", "会谈", "座谈交流"):
        talks = hit.start, hit.start + 2
        at, verb = max((text.rfind(w, begin, hit.start), w) for w in _DOING)
        if at < 0:
            if not _WITH.search(text, begin, hit.start) or _NO_TALKS.match(text, hit.end, stop):
                return []
            if _DUTY.search(text, begin, hit.start) or _MEANS_OF.search(text, begin, hit.start):
                return []
            return [mention(text, talks, talks, sentence, [], TALKS)]
        start = at + len(verb) + (text[at + len(verb)] == "了")
        return [mention(text, (start, talks[1]), (at, start), sentence, [], TALKS)]
    if delegation := _DELEGATION.match(text, hit.end, stop):
        return [mention(text, delegation.span(1), (hit.start, hit.end), sentence, [], ATTENDED_NAMED)]
    name = name_after(text, hit.end, stop)
    if name is None or is_cited(text, name[1], stop):
        return []
    found = mention(text, name, (hit.start, hit.end), sentence, [], ATTENDED_NAMED)
    if found.generic:
        found.weight = TALKS
        return [found] if found.name.endswith(_ALONE) else []
    return [] if is_body(text[name[0] : name[1]]) else [found]
