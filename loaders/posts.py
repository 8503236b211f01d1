"""Post chains: the titles written before (or after) a name, each with its own place.

Invariants. A post is kept as written, with the organisation that stands directly before it; ``、``, ``兼`` and a blank
between two titles part two posts. A chain is read leftwards from where the name begins and never crosses another name.
"""

import re
from typing import Final

from loaders.names import VERBS, Names


class Post:
    """One title as written, at its place; ``former`` where 原 or 时任 stood before it."""

    __slots__ = ("end", "former", "start")

    def __init__(self, start: int, end: int, former: bool) -> None:
        self.start = start
        self.end = end
        self.former = former


_DELIMITERS: Final = frozenset("、,。;:!?\n()[]〔〕【】《》|/—…「」『』●★■◆▲△○◎※·•〉")
_AREA: Final = "市县区省州旗盟镇乡党国中全自院集总驻街主副"
_LEAD_FIRST: Final = frozenset(
    "0123456789昨今当次同前上下近日此会大最随首之接其期在经受与和及对向据是为还有由以包兼京邀特请将被陪一二三四五六七八九十"
)
"""What ``_LEAD`` begins with: looking at one character first is cheaper than trying the pattern."""
_LEAD: Final = re.compile(
    r"(?:(?:\d{2,4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:至\d{1,2}日)?(?:[上下中]午|晚上?|凌晨|早上|傍晚|夜间)?"
    r"|\d{1,2}[时点:]\d{0,2}分?|(?:昨|今|当|次|同|前)[天日](?:[上下]午|晚上?)?|[上下]午|(?:近|日|此)[日前]|当晚"
    r"|会上|会前|会后|会议由|大会由|会议[开结]始[前时]?|最后|随后|首先|之后|接着|其间|期间|此前"
    f"|(?:在|经|受|与|和|及|对|向|随|据|是|为|还?有)(?=[{_AREA}])|同(?=[市县区省州旗党国中])"
    r"|由(?!贸)|以及|其中|包括|图为|兼|京(?=全国)|以|邀请|特邀|请|将|被|陪同|[一二三四五六七八九十]是|\d+[.、])"
)
_FORMER: Final = re.compile(r"(?:原(?![平州阳])|时任|前任|前(?=[市县省区国]))")
_INNER_FORMER: Final = re.compile(r"(?<=[协大府委院局厅部会处校团司])原(?=[党副主书局秘部院会校处厅检常第])")
"""市政协原副主席: past, though the body stands before it."""
_NEW: Final = re.compile(r"(?:新任|现任|新当选的?|当选的?|新选举的|拟任|继任)")
_BREAK: Final = re.compile(  # what all begin with comes first: most places fail at once
    r"(?=[的在被由是将请暨来他她以堂馆厅店室京为率同学审听传宣转通会陪邀欢感主任免聘推出参列带随精批讲指根按依关委代])(?:"
    r"的(?!心|群众路线|建设|[十二])|[在被]|(?<!自)由|是(?=[省市县区州旗中全国])|将(?![军乐台])|请(?!愿)|暨(?!南)|来访|[他她]与|以及|[堂馆厅店室京]同"
    f"|(?<!华)为(?=[{_AREA}])|率(?=[省市县区州旗])|同(?=老|越|来|中|国|[市县区省州旗盟][委政人长])"
    r"|学习(?:贯彻|传达)?(?:了|(?=[省市县区州旗自全中][委政人]))"
    r"|审查了|(?:听取|审议|传达|宣读|转达|通报|会见|陪同|邀请|欢迎|感谢|主持|任命|免去|聘任|推选|出席|参加|列席|带领|率领|随同)"
    r"(?:和?(?:审议|学习))?了?|(?:精神|批示|讲话|指示)[和及]?|根据|按照|依据|关于|委托|代表[^,、。]{1,14}?[与同])"
)
_PLACES: Final = frozenset(("和平", "和田", "和县", "和政", "和硕", "和顺", "和龙", "和布", "和静", "与会"))
STAYS: Final = ("(挂职)", "(援疆)", "(援藏)", "(援青)", "(挂任)")
"""Brackets that are part of the title they stand behind."""
_CLOSERS: Final = {")": "(", "》": "《"}
_MARK: Final = re.compile(r"[,。;:!?、\d ]|记者|通讯员|报道|讯|族$|^[男女]$|兼|挂职|主持")
_PLAIN: Final = re.compile("[\u3400-\u4e0d\u4e0f-\u517b\u517d-\u53c9\u53cb-\u548b\u548d-\u9fff]*")
"""Characters but 与, 兼, 及 and 和."""
_SPOILS: Final = VERBS | {"comrade", "others", "credit", "post"}
_MAXIMUM: Final = 48


def chain(names: Names, end: int, floor: int) -> list[Post]:
    """The posts that end at ``end`` (where a name begins, blanks and notes skipped), in order of writing.

    ``floor`` is where the previous mention ends: nothing before it belongs to this chain.
    """
    text = names.text
    posts: list[Post] = []
    at = end
    kept = 0  # where a bracket that belongs to the title ends
    while True:
        hit = names.ends.get(at)
        if hit is None or hit.kind != "post":
            break
        start, cut = _segment(names, hit.start, floor)
        former = False
        begin = start
        if text[start] in ("原", "时", "前"):
            old = _FORMER.match(text, start, hit.start + 1)
            if old is not None and old.end() < at:
                start, former, cut = old.end(), True, True
        elif text[start] in ("新", "现", "当", "拟", "继") and (new := _NEW.match(text, start, hit.start)) is not None:
            begin = start = new.end()
            cut = True
        inside = text.find("原", start, at) > start and _INNER_FORMER.search(text, start, at) is not None
        posts.append(Post(start, kept or at, former or inside))
        kept = 0
        if cut and not former:
            break
        before = begin - 1
        while before >= floor and text[before] == " ":
            before -= 1
        if before < floor:
            break
        if text[before] in "、兼" or (before < start - 1):
            if text[before] in "、兼":
                before -= 1
            if before >= floor and text[before] == "、":
                before -= 1
            at = before + 1
            if at <= floor:
                break
            if text[before : before + 1] == ")":
                opening = text.rfind("(", max(floor, before - 8), before)
                if opening > 0:
                    kept = before + 1 if text.startswith(STAYS, opening) else 0
                    at = opening
        elif text[before] == "," and _opens(names, before, floor):
            at = before
        else:
            break
    posts.reverse()
    return _spread_former(posts)


def without_former(title: str) -> str:
    """A title as it is kept: without the 原 inside it.

    >>> without_former("市政协原副主席"), without_former("原平市市长")
    ('市政协副主席', '原平市市长')
    """
    return _INNER_FORMER.sub("", title)


def _opens(names: Names, comma: int, floor: int) -> bool:
    """副市长、局长,主任X: titles before a comma belong to X too where nothing but they open the sentence."""
    text = names.text
    if comma not in names.ends or names.ends[comma].kind != "post":
        return False
    begin = max(text.rfind(c, max(0, comma - 80), comma) for c in "。!?\n;") + 1
    if floor > begin:
        return False  # somebody is named before the comma: they are his
    lead = _LEAD.match(text, begin, comma)
    while lead is not None and lead.end() > begin:
        begin = lead.end() + (text[lead.end()] == ",")
        lead = _LEAD.match(text, begin, comma)
    opening = text[begin:comma]
    if opening.endswith("成员") and not opening.endswith("党组成员"):
        return False  # 检查组成员,书记X: they are others
    return "," not in opening and len(opening) <= 40 and opening[:1] not in "各全" and "等" not in opening


def _spread_former(posts: list[Post]) -> list[Post]:
    """原A、B: both are past, as far as the text tells."""
    if posts and posts[0].former:
        return [Post(p.start, p.end, True) for p in posts]
    return posts


def _segment(names: Names, head: int, floor: int) -> tuple[int, bool]:
    """Where the title with its head word at ``head`` begins, and whether running text was cut off before it."""
    text = names.text
    low = max(floor, head - _MAXIMUM)
    plain = _PLAIN.match(text[low:head][::-1])
    run = head - plain.end() if plain is not None else head
    inside = names.scan.between(run, head)
    if inside and any(hit.kind in _SPOILS for hit in inside):
        run = head
    start = run
    while start > low:
        c = text[start - 1]
        if c in _DELIMITERS and c not in _CLOSERS:
            break
        if c == " " and start - 1 > low and not text[start - 2].isascii():
            break
        if c in _CLOSERS:
            opening = text.rfind(_CLOSERS[c], low, start - 1)
            inner = text[opening + 1 : start - 1]
            if (
                opening > low
                and text[opening - (c == ")")] >= "\u3400"
                and not _MARK.search(inner)
                and text[opening - 1] not in "讯电"
            ):
                start = opening
                continue
            break
        if c == "”":
            opening = text.rfind("“", low, start - 1)
            if opening < 0 or any(mark in text[opening : start - 1] for mark in ",。!?:;"):
                break
            start = opening
            continue
        if c == "“":
            break
        if c == "兼" and start - 1 in names.ends and names.ends[start - 1].kind == "post":
            break
        previous = names.ends.get(start)
        if (
            previous is not None
            and start < head
            and (previous.kind in VERBS or previous.kind in ("comrade", "others", "credit"))
        ):
            if text[start] in "了着过的":
                return _trimmed(names, min(start + 1, head), head, True)
            if previous.kind in ("comrade", "others", "credit"):
                return start, True
        if previous is not None and previous.kind == "post" and text[start] in "和与及" and start < head:
            return start + 1, True
        start -= 1
    beside = start == floor and floor > 0
    if beside and text[start] == "同" and start < head:
        start += 1
    return _trimmed(names, start, head, beside)


def _trimmed(names: Names, start: int, head: int, cut: bool) -> tuple[int, bool]:
    """``start`` moved past everything that is running text and no part of a title."""
    text = names.text
    if text[start] in "和与及" and text[start : start + 2] not in _PLACES and start < head:
        start, cut = start + 1, True
    after = _lead(text, start, head)
    start, cut = after, cut or after > start
    while start < head and (found := _BREAK.search(text, start, head)) is not None:
        start = _lead(text, found.end(), head)
        cut = True
    return start, cut


def _lead(text: str, start: int, head: int) -> int:
    """Where dates, adverbs and prepositions that open ``text[start:head]`` end."""
    while text[start] in _LEAD_FIRST:
        lead = _LEAD.match(text, start, head + 1)
        if lead is None or not start < lead.end() <= head:
            break
        start = lead.end()
    return start
