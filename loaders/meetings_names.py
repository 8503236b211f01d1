"""Names of sittings: where in a clause the name of a meeting begins and ends.

Invariant: works on one clause (no 。 and no comma inside); a name ends in the word for a sitting (会议, 集体学习…).
"""

import re
from typing import Final

from loaders.groups_conveners import adverbs_from, when_before

_KIND: Final = (
    r"(?:专题)?研讨班|培训班|会议|大会(?!议)|(?:集中|专题)?(?:学习|交流)研讨|专题研讨|集体学习|集中学习|理论学习(?!中心组)|专题学习|全会|论坛|座谈|会谈|会商(?=会|$|"
    r"[,。、;\s])|例会|讲座|报告会|"
    r"(?:签约|签订|签字|签署|揭牌|启动|开工|开班|结业|结训|毕业|授旗|揭幕|成立|交接|颁奖|颁发|颁授|授勋|授牌|捐赠|入职|拜师|开学|聘任|表彰|纪念|发布|上线|首发|动员|出征|开幕|闭幕|军衔|晋衔|"
    r"授衔)?仪式(?!感)|开班式|"
    r"结业式|开幕式|闭幕式|典礼|庆典|"
    r"读书班|党课|对话会|会"
)
_HEAD_FIRST: Final = "专研培会大集交理全论座例讲报签揭启开结毕授成颁捐入拜学聘表纪发上首动出闭军晋典庆读党对仪"
"""What a kind begins with: most places fail at once."""
_HEAD: Final = re.compile(rf"(?=[{_HEAD_FIRST}])(?:{_KIND})(?:[(](?:扩大|视频|电视电话)[)])?(?:会议?)?")
_GOES_ON: Final = re.compile(
    r"[员长徽址场堂馆所室厅费籍社商计议谈客风审展晤见面演签同意话讲影期章旗标歌友务师干]|上海|议(?:室|厅|程|题|案|期)"
)
_NO_SITTING: Final = re.compile(
    r"(?:社|机|协|学|(?<![会协磋])商|工|分|总|联合|基金|研究|促进|理事|董事|监事|委|委员|都|才|不|约|聚|(?<!团)拜|照|体|领|理|误|再|教|将|宴|晚|盛|庙|集市|展览|博览|"
    r"运动|音乐|演唱|交易|招聘|展销|联欢|红十字|妇代|农|校友|侨|残联|理财|能|最高|博|省运|亚运|奥运|全运|世博|进博|学生|青联|作协|文联)会$"
)
_BY_NUMBER: Final = re.compile(r"次(?:全体)?(?:全委|执委|常委|常务理事|理事|监事|董事|委员)会$")
"""With a number before it, the word for a body is the word for its sitting: 五届一次全委会."""
_BODY_KINDS: Final = ("常委会", "理事会", "董事会", "监事会", "党委会", "委员会", "全委会", "执委会", "安委会")
_OF_IT: Final = (
    r"的?(?:重要)?(?:讲话|精神|决议|公报|文件|工作报告|纪要|任务|成果|议程|材料|以来|召开以来|做准备)|"
    r"的(?!\()|结束后|归来|回来|期间|之[前后]|[前后](?!续|往)"
)
_CITED: Final = re.compile(
    rf"\s*(?:{_OF_IT}|的?(?:部署|要求|决定|通知|安排|意见|准备|筹备|情况|胜利)|作出的|提出|确定|明确|通过的)"
)
_TOLD_OF: Final = re.compile(rf"\s*(?:{_OF_IT})")


def heads(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words for a sitting in ``text[start:end]``, without those of a body (委员会) or a place (会议室).

    >>> text = "区安委会暨消委会第三次全体(扩大)会议"
    >>> [text[a:b] for a, b in heads(text, 0, len(text))]
    ['会议']
    """
    found = []
    for head in _HEAD.finditer(text, start, end):
        a, b = head.span()
        if b < end and _GOES_ON.match(text, b, end):
            continue
        if (
            text[b - 1] == "会"
            and _NO_SITTING.search(text, max(start, b - 5), b)
            and not _BY_NUMBER.search(text, max(start, b - 8), b)
        ):
            continue
        found.append((a, b))
    return found


_VERBS: Final = re.compile(
    r"\s*(?:,|传达|学习|研究|部署|审议|听取|安排|总结|贯彻|落实|专题|就|对|分析|通报|讨论|动员|推进|表彰|宣布|并|时|上|强调|指出|要求|审定|推动|决定|解读|围绕|由|以|为|进行|征求|"
    r"组织|着力|聚焦|回顾|调度|再部署)"
)


def name_after(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name that follows a verb of convening (``召开…``) in its clause.

    >>> text = "召开全市防汛视频会商会议部署工作"
    >>> text[slice(*name_after(text, 2, len(text)))]
    '全市防汛视频会商会议'
    """
    found = heads(text, start, end)
    if not found:
        return _body_met(text, start, end)
    stop = found[-1][1]
    for _, b in found[:-1]:
        if _VERBS.match(text, b, end) and not _VERBS_IN_NAME.match(text, b, end):
            stop = b
            break
    return _opened(text, start, stop)


def _opened(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """A name without 了, 本次 and an opening quote before it; a quotation that closes inside the name is part of it."""
    lead = _LEAD.match(text, start, stop)
    begin = lead.end() if lead else start
    if begin > start and text[begin - 1] in '“"「『' and any(text.find(q, begin, stop) >= 0 for q in '”"」』'):
        begin -= 1
    return (begin, stop) if stop > begin else None


def _body_met(text: str, start: int, end: int) -> tuple[int, int] | None:
    """``召开第31次区委常委会``: the word for the body is the word for the sitting."""
    while end > start and text[end - 1] in '”" ':
        end -= 1
    for kind in _BODY_KINDS:
        if text.endswith(kind, start, end):
            return _opened(text, start, end)
    return None


_VERBS_IN_NAME: Final = re.compile(r"(?:学习|部署|总结|表彰|动员|推进|落实)[^,。]{0,6}会")
_LEAD: Final = re.compile(
    r"(?:了|过|的|\s|[“\"「『]|一次|一场|本次|此次|这次|今天|专门|(?:我[院校局行厂社司县市区])?(?:为期|历时)[^的,]{1,4}的)+(?!年)"
)


def name_before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name that stands before a verb of convening: ``X会议5日上午在京`` before 召开.

    >>> text = "3月5日全市检察长会议5日上午在京"
    >>> text[slice(*name_before(text, 0, len(text)))]
    '全市检察长会议'
    """
    stop = adverbs_from(text, start, end)
    while stop > start and text[stop - 1] in '”"」』 ':
        stop -= 1
    found = heads(text, start, stop)
    if not found or found[-1][1] != stop:
        # 在 may stand inside the name itself: try the last head that only adverbs follow
        for _, b in reversed(heads(text, start, end)):
            if adverbs_from(text, b, end) == b:
                stop = b
                break
        else:
            return None
    begin = when_before(text, start, stop)
    begin = max(
        begin,
        text.rfind("讯", begin, stop) + 1,
        text.rfind("消息", begin, stop - 2) + 2 if "消息" in text[begin:stop] else begin,
    )
    while begin < stop and text[begin] in "”」』 :":
        begin += 1
    name = _opened(text, when_before(text, begin, stop), stop)
    return name if name and name[1] - name[0] >= 2 else None


def is_cited(text: str, end: int, limit: int, *, told: bool = False) -> bool:
    """Whether what follows a name makes it a mere attribute: ``…会议精神``, ``…大会归来的``.

    ``told``: the name is the object of a verb of convening, so that 决定 or 部署 after it is a verb.
    """
    return (_TOLD_OF if told else _CITED).match(text, end, limit) is not None


_GENERIC: Final = re.compile(
    r"(?:[本此这该]次|全体|专题|扩大|[(]扩大[)]|工作|视频|电视电话|现场|第?[0-9〇一二三四五六七八九十]+次|首次|一次)*(?:会议|大会|会|全会|座谈会|座谈|推进会|调度会|现场会|部署会|"
    r"仪式|论坛|"
    r"闭幕会|开幕会|开幕式|闭幕式|全体会议|联组会议|分组会议|预备会议|会谈|活动|讲座|报告会|培训|签约仪式|动员会|见面会|培训班|启动仪式)(?:[(]扩大[)])?(?:会议)?"
)


def is_generic(name: str) -> bool:
    """Whether a name says nothing but that there was a sitting: it refers back, or needs its body.

    >>> is_generic("第二次全体会议"), is_generic("全市信访工作会议")
    (True, False)
    """
    return _GENERIC.fullmatch(name) is not None


def ordinals(name: str) -> frozenset[str]:
    """The numbers of a name: two meetings with different ones are two."""
    return frozenset(_ORDINAL.findall(name))


_ORDINAL: Final = re.compile(r"([0-9〇零一二三四五六七八九十百]+)(?:次|讲|期)")


_TAIL: Final = re.compile(
    r"(?:工作|电视电话|视频|电话|专题|全体|扩大|\(扩大\))*(?:会议?|大会|座谈会|推进会|仪式|论坛)(?:\(扩大\))?$"
)


def alike(a: str, b: str) -> float:
    """How much of what the shorter name is about is in the longer: share of its pairs of characters.

    >>> alike("信访工作会议", "全县信访工作会议"), alike("廉政工作会议", "农村工作会议")
    (1.0, 0.0)
    """
    a, b = _TAIL.sub("", a), _TAIL.sub("", b)
    if len(a) > len(b):
        a, b = b, a
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}
    others = {b[i : i + 2] for i in range(len(b) - 1)}
    return len(pairs & others) / len(pairs) if pairs else 0.0
