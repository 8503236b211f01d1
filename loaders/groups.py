"""Groups: the standing bodies that a meeting's name or its convener names.

Invariant: a group comes out as written, a stretch of the text and nothing else; a bare place (``赤勒旗``) or a word
that only points (``我院``, ``医院``) is no group.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from loaders.lexicon import table

_ORDINAL = r"第?[0-9〇零一二三四五六七八九十百]+(?:届|次|讲|期|号|场|轮|季度|月份?|年度?|周)"
_SITTING = re.compile(
    rf"(?:{_ORDINAL}|首次|首场|首届|[一二三四五六七八九十]中(?=全会|、)|换届|选举|[上下]半年|本年度|年度|年中|年底|年终|全年|今年|[(](?:扩大|视频|电视电话)[)]|全体|扩大|常务|专题|工作|例行|"
    r"组成人员|成员单位|成员|全会|预备|集体|集中|理论|学习|研讨|交流|民主生活|组织生活|班子|推进|调度|办公|视频|电视电话|电话|联席|联组|联系|界别|"
    r"党组|党委|党支部|中心组|执委|常委|常委会|全委|主席团?|常务主席|主任|委员长|理事长|会长|秘书长|政府|书记|专题民主|[厅局院校区县市旗州镇乡省行馆社所部]长|"
    r"经理|总经理|董事长|协商|双周|远程|议事|议军|务虚|通报|成立|年会|学术|职代会|教代会|总结|部署|动员|表彰|述职|评议|述责述廉|专项|紧急|临时|年会|碰头|理事|监事|董事|座谈|"
    r"全国|会员|教职工|职工|代表|大会|会商|会议|会|现场|领导|季度|月度|周|例|第一阶段|闭幕|开幕|分组|审议|讲座|和|与|及|、|的| )+"
)
_LEADING = re.compile(
    r"^(?:[0-9]{1,2}月份?|[\s“\"'「『]|(?:[0-9]{4}|[一二]〇[〇一二三四五六七八九]{2})年度?|(?:第?[一二三四五六七八九十]+季度)|新一届|本届|"
    r"(?:我|本|该|全)(?:[省市县区旗州盟镇乡村院校行局部厅社会司厂](?![委政人府长]))|全体|召开的?|第[0-9〇零一二三四五六七八九十百]+次(?!全国)|首[次届场]|举行的?|组织的?)+"
)
_PLACE = re.compile(
    r"(?:[省市县区旗州盟镇乡村园城]|街道|社区|地区|苏木|嘎查|开发区|新区|经开区|高新区|园区|两地|双方|三地|各地|大家|我们|方面)$"
)
_TERM = re.compile(rf"({_ORDINAL})+$")
_SITS_TOGETHER = ("党政", "双方", "两地", "三方", "党委", "工作", "第一次", "院长", "局长")
"""Before 联席会议 these make a way of sitting, not a standing body."""
_NUMBERED = re.compile(r"次(?:执委|全委|常委|理事|监事|主席|委员)会?$")
_LONGEST = 40
_SIDES = re.compile(r"[与同](?![志级期步等])")
_INSPECTS = re.compile(r"(?:巡[察视]|督察)组(?:巡[察视]|督察)")
_LEVEL = re.compile(
    r"^(?:中共|中国共产党|政协)?[一-鿿]{0,12}?(?:[省市县区旗州盟镇乡国院校厅局]|中央|街道|自治[区州县旗]|全国)"
)


@lru_cache(maxsize=1)
def _suffixes() -> tuple[dict[str, tuple[str, ...]], frozenset[str], tuple[str, ...]]:
    """Suffixes of bodies by their last character (the longest first), words that only point, words that deceive."""
    words = table("bodies")
    by_last: dict[str, list[str]] = {}
    for word in words["suffix"]:
        by_last.setdefault(word[-1], []).append(word)
    return (
        {k: tuple(sorted(v, key=len, reverse=True)) for k, v in by_last.items()},
        frozenset(words["deictic"]),
        words["other"],
    )


@lru_cache(maxsize=4096)
def is_body(text: str) -> bool:
    """Whether a noun phrase is the name of a body: it ends in the word for one and says which.

    >>> is_body("市住建局"), is_body("赤岭旗"), is_body("医院"), is_body("云溪县人民医院")
    (True, False, False, True)
    """
    suffixes, deictic, other = _suffixes()
    if len(text) < 2 or text in deictic:
        return False
    for suffix in suffixes.get(text[-1], ()):
        if text.endswith(suffix) and (len(text) > len(suffix) or len(suffix) > 1):
            return not text.endswith(other)
    return False


@lru_cache(maxsize=4096)
def is_sitting(text: str) -> bool:
    """Whether words say only that and how a body sat: ``第七次常务会议``, ``二季度成员单位(扩大)会议``."""
    found = _SITTING.match(text)
    return found is not None and found.end() == len(text)


@lru_cache(maxsize=1)
def _strong() -> tuple[str, ...]:
    """Suffixes of bodies that exist in order to meet."""
    return table("bodies")["strong"]


def body_in(name: str) -> tuple[int, int] | None:
    """The body that the name of a sitting starts with, as a range of ``name``: what is left is only the sitting.

    >>> name = "2020年度区安委会第三次全体(扩大)会议"
    >>> start, end = body_in(name); name[start:end]
    '区安委会'
    >>> body_in("全区领导干部大会") is None
    True
    """
    lead = _LEADING.match(name)
    start = lead.end() if lead else 0
    conference = _conference(name, start)
    if conference:
        return conference
    suffixes = _suffixes()[0]
    everywhere = "全" in name[:start]
    for end in range(len(name), start + 1, -1):
        if name[end - 1] not in suffixes or not is_body(name[start:end]) or _NUMBERED.search(name, start, end):
            continue
        if name.endswith("联席会议", start, end) and name[start : end - 4] in _SITS_TOGETHER:
            continue
        strong = name.endswith(_strong(), start, end)
        if everywhere and not strong:
            continue
        if (
            end == len(name)
            or is_sitting(name[end:])
            or (strong and name[-1] in "会议" and not _NOT_ALL.match(name, end))
        ) and not _stopped(name, start, end):
            return _trim(name, start, end)
    return None


def _stopped(name: str, start: int, end: int) -> bool:
    """Whether no one body can reach from ``start`` to ``end``: two sides (A与B), or a body that inspects another."""
    if _INSPECTS.search(name, start, end):
        return True
    return any(
        is_body(name[start : side.start()]) or _PLACE.search(name, start, side.start()) is not None
        for side in _SIDES.finditer(name, start + 1, end)
    )


def _trim(name: str, start: int, end: int) -> tuple[int, int]:
    """Drop what stands before the body's own name: a place that repeats it, a year."""
    year = re.search(r"[0-9]{4}年度?", name[start:end])
    if year and start + year.end() < end - 1:
        start += year.end()
    return start, end


def _conference(name: str, start: int) -> tuple[int, int] | None:
    """A standing joint conference: ``信访工作联席会议第二次会议``."""
    at = name.find("联席会议", start)
    if at - start < 2 or name[start:at] in _SITS_TOGETHER or _stopped(name, start, at):
        return None
    rest = name[at + 4 :]
    sitting = _SITTING.match(rest)
    if rest and not (sitting and sitting.end() == len(rest)):
        return None
    if is_body(name[start:at].removesuffix("工作")):
        return None
    return start, at + 4


def bodies_in(name: str) -> list[tuple[int, int]]:
    """Every body in the name of a sitting, in order; ``暨`` and ``、`` join bodies.

    >>> name = "区委退役军人事务工作领导小组暨双拥工作领导小组会议"
    >>> [name[a:b] for a, b in bodies_in(name)]
    ['区委退役军人事务工作领导小组', '双拥工作领导小组']
    """
    found: list[tuple[int, int]] = []
    for index, (start, end) in enumerate(_pieces(name)):
        if year := _PLACE_AND_YEAR.match(name, start, end):
            start = year.end()
        body = body_in(name[start:end])
        if body is None:
            if index == 0 and (top := _topical(name[start:end])):
                found.append((start + top[0], start + top[1]))
            continue
        found.append((start + body[0], start + body[1]))
    return found


def _pieces(name: str) -> list[tuple[int, int]]:
    """A name cut where bodies are joined: at 暨, at 、 and 和 after a body, and around a body in brackets."""
    pieces: list[tuple[int, int]] = []
    start = 0
    for index, character in enumerate(name):
        if character not in "暨、和()" or index <= start:
            continue
        if character in "、和":
            cut = name[index + 1 : index + 2] not in "处科室股站" and is_body(name[start:index])
        elif character == "(":
            cut = is_body(name[index + 1 : name.find(")", index)]) and is_body(name[start:index])
        else:
            cut = character == "暨" or (name[start - 1] == "(" and start > 0)
        if cut:
            pieces.append((start, index))
            start = index + 1
    pieces.append((start, len(name)))
    return pieces


_PLACE_AND_YEAR = re.compile(r"[一-鿿]{2,6}[省市县区旗州盟镇乡](?:19|20)[0-9]{2}年度?(?=[^第0-9])")
_TOP = re.compile(
    r"(?:国务院|(?:[一-鿿]{0,8}?(?:省|市|县|区|旗|州|盟|自治区|自治州|自治县))?(?:省|市|县|区|旗|州|盟)(?:委|政府|人民政府))"
    r"(?!(?:副?书记|常委|委员|[一-鿿]{1,8}?[部办局]|政法委|纪委|党校|巡[察视]|副?主[任席]|副?[省市县区旗州盟]长|党组|和|与|、))"
)
_LOCAL = re.compile(r"[省市县区旗州盟镇乡]|[一-鿿]{2,6}?[省市县区旗州盟镇乡]")
_NOT_ALL = re.compile(r"委员(?!会)|成员|代表|系统|干部|机关|主要|负责|书记|主任|部长|局长|党员|职工|与|和|及|、")


def _topical(name: str) -> tuple[int, int] | None:
    """The convener inside a name of other content: ``国务院防范化解风险工作视频会议``, ``市公安局党风廉政工作会议``."""
    lead = _LEADING.match(name)
    start = lead.end() if lead else 0
    found = _TOP.match(name, start)
    if found and found.end() < len(name) - 2:
        return found.span()
    if "全" in name[:start] or not _LOCAL.match(name, start):
        return None
    suffixes = _suffixes()[0]
    for end in range(start + 3, min(len(name) - 3, start + 14)):
        if name[end - 1] in suffixes and is_body(name[start:end]) and not _NOT_ALL.match(name, end):
            longer = next((e for e in range(end + 1, min(len(name) - 3, end + 4)) if is_body(name[start:e])), None)
            if longer is None and not _stopped(name, start, len(name)):
                return start, end
    return None


@dataclass(frozen=True, slots=True)
class Named:
    """A group at its place in a text."""

    start: int
    end: int
    name: str


def head_of(title_at: int, named: Sequence[Named], met: Sequence[str] = ()) -> str | None:
    """The group that a bare 组长, 召集人 or 主任 heads.

    ``title_at`` is where the title stands, ``named`` the leading groups that the text names (in order), ``met`` the
    groups that met. The last one named before the title wins, else the first that met, else the first named at all.

    >>> head_of(40, [Named(3, 9, "县防汛指挥部"), Named(50, 55, "县安委会")], ["县安委会"])
    '县防汛指挥部'
    """
    before = [n for n in named if n.end <= title_at]
    if before:
        return before[-1].name
    if met:
        return met[0]
    return named[0].name if named else None


_WHEN = (
    r"[\s,:]|(?:19|20)[0-9]{2}年|[0-9]{1,2}月(?:[0-9]{1,2}[日号])?|[0-9]{1,2}[日号]|[至到—~-](?=[0-9一二三])|[一二三四五六七八九十〇]{1,4}[年月日]|今[天日晨晚]|昨[天日晚]|前[天日]|近日|"
    r"日前|近期|上午|下午|中午|晚上|晚间|傍晚|凌晨|早上|早晨|晚|(?:星期|周)[一二三四五六日天]|当[天日]|同日|随后|是日|全天|整天|连日|[0-9]{1,2}[:时点][0-9]{0,2}分?许?|半|[(](?:星期|周|[0-9])[^)]{0,8}[)]"
)
_HOW = (
    r"分别|联合|共同|组织|及时|迅速|先后|随即|紧急|连夜|正式|隆重|如期|成功|顺利|胜利|继续|专门|专题|再次|首次|在线|线上|同步|集中|还|又|也|就|即|接着|依次|相继|"
    r"[在于](?!职|校|编|外)[^,。;]{1,24}|以[^,。;]{2,12}(?:形式|方式)|通过[^,。;]{2,12}(?:形式|方式)"
)
_AFTER = re.compile(rf"(?:{_WHEN}|{_HOW})+$")
_BEFORE = re.compile(rf"(?:{_WHEN}|[●★■◆▲·\-]|据悉|日讯)+")
_TWO = re.compile(r"[省市县区旗州盟镇乡党]委(?=(?:[省市县区旗州盟镇乡]|人民)?政府$)")
_TOPIC = re.compile(r"就|以(?=[“\"《]|[^,。]*为主?题)|围绕|针对|在|于|面向|为(?!民)|向|利用|依托|组织|邀请")
_JOINED = re.compile(r"、|暨|和|与|会同|联合|及")


def when_before(text: str, start: int, end: int) -> int:
    """Where the time at the head of a clause ends: ``4月1日下午`` before the subject."""
    found = _BEFORE.match(text, start, end)
    return found.end() if found else start


def adverbs_from(text: str, start: int, end: int) -> int:
    """Where the time, place and manner at the end of ``text[start:end]`` begin: ``1日在京`` after the subject."""
    found = _AFTER.search(text, start, end)
    return found.start() if found else end


def conveners(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The bodies that are the subject of a verb of convening; ``text[start:end]`` is what stands before the verb.

    >>> text = "4月1日雁溪市委、市政府在京"
    >>> [text[a:b] for a, b in conveners(text, 0, len(text))]
    ['雁溪市委', '市政府']
    """
    start = when_before(text, start, end)
    stop = adverbs_from(text, start, end)
    topic = _TOPIC.search(text, start + 1, stop) if start < stop else None
    if topic:
        before = adverbs_from(text, start, topic.start())
        if is_body(text[start:before]):
            stop = before
    pieces: list[tuple[int, int]] = []
    begin = start
    for joint in _JOINED.finditer(text, start, stop):
        if is_body(text[begin : joint.start()]):
            pieces.append((begin, joint.start()))
            begin = joint.end()
    pieces.append((begin, stop))
    found: list[tuple[int, int]] = []
    for a, b in pieces:
        lead = _LEADING.match(text[a:b])
        first = a + (lead.end() if lead else 0)
        if b - first > _LONGEST or text[first] in "与同和及由受" or _PLACE.search(text, first, b):
            continue
        two = _TWO.search(text, first, b)
        if two and is_body(text[first : two.end()]):
            found += [(first, two.end()), (two.end(), b)]
        elif is_body(text[first:b]) or (found and text[first:b] == "政府"):
            found.append((first, b))
    return found
