"""Groups: the standing bodies that a meeting's name or its convener names.

Invariant: a group comes out as written, a stretch of the text and nothing else; a bare place (``赤勒旗``) or a word
that only points (``我院``, ``医院``) is no group.
"""

import re
from functools import lru_cache
from typing import Final

from loaders.lexicon import table

_ORDINAL: Final = r"第?[0-9〇零一二三四五六七八九十百]+(?:届|次|讲|期|号|场|轮|季度|月份?|年度?|周)"
_SITTING: Final = re.compile(
    rf"(?:{_ORDINAL}|首次|首场|首届|[一二三四五六七八九十]中(?=全会|、)|换届|选举|[上下]半年|本年度|年度|年中|年底|年终|全年|今年|"
    r"[(](?:扩大|视频|电视电话)[)]|全体|扩大|"
    rf"常务|专题|工作|例行|"
    r"组成人员|成员单位|成员|全会|预备|集体|集中|理论|学习|研讨|交流|民主生活|组织生活|班子|推进|调度|办公|视频|电视电话|电话|联席|联组|联系|界别|"
    r"党组|党委|党支部|中心组|执委|常委|常委会|全委|主席团?|常务主席|主任|委员长|理事长|会长|秘书长|政府|书记|专题民主|[厅局院校区县市旗州镇乡省行馆社所部]长|"
    r"经理|总经理|董事长|协商|双周|远程|议事|议军|务虚|通报|成立|年会|学术|职代会|教代会|总结|部署|动员|表彰|述职|评议|述责述廉|专项|紧急|临时|碰头|理事|监事|董事|座谈|"
    r"[部局厅院校委所]务|委员会议|全国|会员|教职工|职工|代表|大会|会商|会议|会|现场|领导|季度|月度|周|例|第一阶段|闭幕|开幕|分组|审议|讲座|"
    r"和|与|及|、|的| )+"
)
LEADING: Final = re.compile(
    r"^(?:[0-9]{1,2}月份?|[\s“\"'「『]|(?:[0-9]{4}|[一二]〇[〇一二三四五六七八九]{2})年度?|(?:第?[一二三四五六七八九十]+季度)|新一届|本届|其?所在的?|"
    r"(?:我|本|该|全)(?:[省市县区旗州盟镇乡村院校行局部厅社会司厂](?![委政人府长]))|全体|第?[0-9〇零一二三四五六七八九十百]+届第?[0-9〇零一二三四五六七八九十百]+次|召开的?|"
    r"第[0-9〇零一二三四五六七八九十百]+次(?!全国)|首[次届场]|举行的?|组织的?)+"
)
PLACE: Final = re.compile(
    r"(?:[省市县区旗州盟镇乡村园城]|街道|社区|地区|苏木|嘎查|开发区|新区|经开区|高新区|园区|两地|双方|三地|各地|大家|我们|方面)$"
)
"""A bare place, or a word that only points at people."""
_SITS_TOGETHER: Final = ("党政", "双方", "两地", "三方", "党委", "工作", "第一次", "院长", "局长")
"""Before 联席会议 these make a way of sitting, not a standing body."""
_GOES_ON: Final = ("联席", "组织")
"""The last character of a suffix and the first of the next: the word goes on, no body ends here."""
_NUMBERED: Final = re.compile(r"次(?:执委|全委|常委|理事|监事|主席|委员)会?$")
_NATIONAL: Final = re.compile(r"全国(?:政协|人大|人民|工商|妇|总工会|[台侨文青学残记]|政法|红十字|关|防|社科|供销)")
"""What 全国 is part of; before other words it says that everybody of that kind meets."""
_YEAR: Final = re.compile(r"[0-9]{4}年度?")
_SIDES: Final = re.compile(r"[与同](?![志级期步等])")
_INSPECTS: Final = re.compile(r"(?:巡[察视]|督察)组(?:巡[察视]|督察)")
_LEVEL: Final = re.compile(
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
    lead = LEADING.match(name)
    start = lead.end() if lead else 0
    conference = _conference(name, start)
    if conference:
        return conference
    suffixes = _suffixes()[0]
    everywhere = "全" in name[:start] or (name.startswith("全国", start) and not _NATIONAL.match(name, start))
    for end in range(len(name), start + 1, -1):
        if (
            name[end - 1] not in suffixes
            or name.startswith(_GOES_ON, end - 1)
            or not is_body(name[start:end])
            or _NUMBERED.search(name, start, end)
        ):
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
        is_body(name[start : side.start()]) or PLACE.search(name, start, side.start()) is not None
        for side in _SIDES.finditer(name, start + 1, end)
    )


def _trim(name: str, start: int, end: int) -> tuple[int, int]:
    """Drop what stands before the body's own name: a place that repeats it, a year."""
    year = _YEAR.search(name, start, end)
    if year and year.end() < end - 1:
        start = year.end()
    return _quoted(name, start), end


def _quoted(name: str, start: int) -> int:
    """A body that begins with a quotation begins before its opening mark."""
    return start - 1 if start and name[start - 1] == "“" and name.find("”", start) > 0 else start


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
    if start and name[start - 1] in '“"' and ("”" in name[start:at] or '"' in name[start:at]):
        start -= 1
    return start, at + 4


def bodies_in(name: str) -> list[tuple[int, int]]:
    """Every body in the name of a sitting, in order; ``暨`` and ``、`` join bodies.

    >>> name = "区委退役军人事务工作领导小组暨双拥工作领导小组会议"
    >>> [name[a:b] for a, b in bodies_in(name)]
    ['区委退役军人事务工作领导小组', '双拥工作领导小组']
    """
    found: list[tuple[int, int]] = []
    listed: list[tuple[int, int]] = []  # bodies joined by 、: they count only where the list ends in a body
    for index, (start, end) in enumerate(_pieces(name)):
        year = _PLACE_AND_YEAR.match(name, start, end)
        begin = year.end() if year else start
        body = body_in(name[begin:end]) or (_topical(name[begin:end]) if index == 0 else None)
        if body is not None:
            listed.append((begin + body[0], begin + body[1]))
        elif listed and name[start - 1] in "、和":
            listed = []
        if name[end : end + 1] not in ("、", "和"):
            found += listed
            listed = []
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


_PLACE_AND_YEAR: Final = re.compile(r"[一-鿿]{2,6}[省市县区旗州盟镇乡](?:19|20)[0-9]{2}年度?(?=[^第0-9])")
_TOP: Final = re.compile(
    r"(?:国务院|(?:[一-鿿]{0,8}?(?:省|市|县|区|旗|州|盟|自治区|自治州|自治县))?(?:省|市|县|区|旗|州|盟)(?:委|政府|人民政府))"
    r"(?!(?:副?书记|常委|委员|[一-鿿]{1,8}?[部办局]|政法委|纪委|党校|巡[察视]|副?主[任席]|副?[省市县区旗州盟]长|党组|和|与|、))"
)
_LOCAL: Final = re.compile(r"[省市县区旗州盟镇乡]|[一-鿿]{2,6}?[省市县区旗州盟镇乡]")
_NOT_ALL: Final = re.compile(r"委员(?!会)|成员|代表|系统|干部|机关|主要|负责|书记|主任|部长|局长|党员|职工|与|和|及|、")


def _topical(name: str) -> tuple[int, int] | None:
    """The convener inside a name of other content: ``国务院防范化解风险工作视频会议``, ``市公安局党风廉政工作会议``."""
    lead = LEADING.match(name)
    start = lead.end() if lead else 0
    found = _TOP.match(name, start)
    if found and found.end() < len(name) - 2:
        return found.span()
    place = _LOCAL.match(name, start)
    if "全" in name[:start] or place is None:
        return None
    suffixes = _suffixes()[0]
    for end in range(max(start + 3, place.end() + 1), min(len(name) - 3, start + 14)):
        if name.startswith(_GOES_ON, end - 1):
            continue
        if name[end - 1] in suffixes and is_body(name[start:end]) and not _NOT_ALL.match(name, end):
            longer = next((e for e in range(end + 1, min(len(name) - 3, end + 4)) if is_body(name[start:e])), None)
            if longer is None and not _stopped(name, start, len(name)):
                return start, end
    return None
