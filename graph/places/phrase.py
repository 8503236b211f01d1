"""The place at the start of a body's or a post's name: 秦州区委副书记 is 秦州区 and 委副书记.

Invariants. The place and the rest make up the text again, but for a unit said twice (海湾区区委). A listed name is
taken before an unlisted one; a bare unit (区委, 市委) names no place and is given as such. Pure, and cached.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from graph.places.gazetteer import Gazetteer
from graph.places.names import PEOPLES
from graph.places.territory import Territory, inside

UNITS = (
    "自治区", "自治州", "自治县", "自治旗", "地区", "街道", "社区", "嘎查", "苏木", "兵团", "省", "市", "州", "盟",
    "区", "县", "旗", "镇", "乡", "村", "师",
)  # fmt: skip
_ZONE = (
    r"(?:经济技术开发区|高新技术产业开发区|经济开发区|产业开发区|开发区|经开区|高新区|新区|功能区|示范区|度假区|工业集中区|工业园区|产业园区|化工园区"
    r"|科技园区|园区|产业园|保税区|风景名胜区|风景区|景区|合作区|管理区|自贸区)"
)
_UNIT = "自治区|自治州|自治县|自治旗|特别行政区|地区|街道|社区|嘎查|苏木|省|市|州|盟|区|县|旗|镇|乡|村"
_BODY = (
    r"(?:委(?![托派])|党[委组工支总政]|工委|人民政府|人民法院|人民检察院|人民代表|人大|政府|政协|纪委|纪律|监委|监察委|政法委|中级|法院|检察院"
    r"|公安|人武部|人民武装|第?[一二三四五六七八九十百\d]+届|管委会|办事处|行政公署|行署|融媒体|总工会|代表团|代表组|村委会)"
)
_TITLE = r"(?:(?:常务|挂职)?副?|代理?)(?:省|市|州|盟|区|县|旗|镇|乡)长|(?:常务)?副?(?:主席|专员|主任)"
_BARE = re.compile(rf"({_ZONE}|{'|'.join(UNITS)})(?=.)")
_NOT_BARE = re.compile(
    r"区[域块位划间局级]|市(?:场|[派级域]|直(?!机关|属)|民(?!政|宗|族|委|营)|容|值|政(?!府|协|法委))|县(?:[域乡区级]|直(?!机关|属))|乡[村镇土]|镇[村域]|省(?:[际级]|市(?![场政容])|直(?!机关|属))|州际|旗下|师[范生资]|村[镇民级]|区县|市[县区]|省部"
    r"|地区生产|社区矫正|社区工作"
)
_STEM = r"[一-鿿]{2,4}?"
_PEOPLE = rf"[一-鿿]{{1,6}}?(?:{PEOPLES})+"
_FIRST = re.compile(
    rf"(?:{_PEOPLE}自治[区州县旗]|第?[一二三四五六七八九十]{{1,3}}师|{_STEM}{_ZONE}|{_STEM}(?:{_UNIT})|[一-鿿](?:县|市|区)(?={_BODY}|{_TITLE}))(?=.)"
)
STRICT = re.compile(rf"(?:{_BODY}|{_TITLE}|(?:{_UNIT})(?:委|长|副|人大|政府|政协))")
_WORDS = re.compile(
    r"人民|中国|国家|全国|中央|中共|政府|委员|协会|学会|工作|领导|建设|教育|管理|发展|银行|公司|集团|大学|学院|中心|服务|农村|城乡|自然|生产"
    r"|实施|推进|统筹|重点|重大|全面|新型|美丽|城市|城镇|督导|巡察|巡视|专项|综合|联系|指导|服务|支持|帮扶|推动|促进|研究|部署|落实|传达|学习|贯彻|听取|审议|专题|视察|调度|慰问|走访|考察|参加|还有|包括|其中|以及|来自|无废|卫生城|常务|代理|出席|主持|召开|讲话|文明|强调|调研|政协|农业|业和|民革|民建|民盟|民进|农工|致公|九三|台盟"
    r"|[委局部厅办组院党团校队副]|(?<!^)会|^[驻全我本各该原两跨代]"
)
_SECOND_UNIT = {"州": "市区县", "市": "区", "旗": "县", "乡": "县"}


class Opening(NamedTuple):
    """How a name opens.

    ``places`` are the candidates for the place named (several where the list has namesakes), ``unit`` is the bare unit
    where none is named, ``rest`` is what follows.
    """

    places: tuple[Territory, ...]
    unit: str | None
    rest: str


@lru_cache(maxsize=100_000)
def opening(text: str, gazetteer: Gazetteer) -> Opening:
    """Split the place or the bare unit off the start of a name.

    >>> from graph.places import national
    >>> for text in ("天水市秦州区委副书记", "区委书记", "岚州市澄湖区委", "海湾区区委书记", "公安局局长"):
    ...     found = opening(text, national())
    ...     print([t.name for t in found.places], found.unit, found.rest)
    ['天水市秦州区'] None 委副书记
    [] 区 委书记
    ['澄湖区'] None 委
    ['海湾区'] None 委书记
    [] None 公安局局长
    """
    places: tuple[Territory, ...] = ()
    at = 0
    while True:
        step = _known(text, at, places, gazetteer) or _unknown(text, at, places, gazetteer)
        if step is None:
            break
        at, places = step
    if places:
        return Opening(places, None, _once(places[0], text[at:]))
    text = re.sub(r"^师市(?=[党委政人])", "师", text)  # a Corps division and the city that it runs
    bare = _BARE.match(text)
    if bare and not _NOT_BARE.match(text):
        return Opening((), bare[1], text[bare.end() :])
    return Opening((), None, text)


def _known(
    text: str, at: int, above: tuple[Territory, ...], gazetteer: Gazetteer
) -> tuple[int, tuple[Territory, ...]] | None:
    for end in range(min(len(text), at + gazetteer.longest), at + 1, -1):
        name = text[at:end]
        if not gazetteer.bearing(name):
            province = not above and end < len(text) and _short_above(text, end, name, gazetteer)
            if province:
                return end, province
            continue
        if name == "代县" and text[end : end + 1] == "长":
            continue  # an acting head of a county, not 代县's
        if name in ("城区", "郊区", "矿区") and not above and not STRICT.match(text, end):
            continue
        known = gazetteer.bearers(name)
        if above:
            listed = tuple(t for t in known if any(t != a and inside(t, a) for a in above))
            if not listed:
                continue
            known = listed
        longer = _unknown(text, at, above, gazetteer) if text[end : end + 1] in ("市", "区", "县", "州") else None
        if longer and longer[0] == end + 1 and text[end - 1] != text[end]:
            continue
        return end, known
    return None


def _short_above(text: str, end: int, name: str, gazetteer: Gazetteer) -> tuple[Territory, ...]:
    """A short form opens a name only before a listed place inside it, or as a province before its body."""
    if len(name) < 2 or len(name) > 4:
        return ()
    known = tuple(t for t in gazetteer.bearers(name) if name in (t.short, t.own))
    if not known or name in ("中国", "全国"):
        return ()
    provinces = tuple(t for t in known if t.level == "province")
    if provinces and re.match(r"党委|区党委|区?政府|政协|人大|兵团", text[end:]):
        return provinces
    for stop in range(min(len(text), end + gazetteer.longest), end + 1, -1):
        below = text[end:stop]
        if gazetteer.bearing(below):
            fits = tuple(a for a in known if any(t != a and inside(t, a) for t in gazetteer.bearers(below)))
            if fits:
                return fits
    return ()


def _unknown(
    text: str, at: int, above: tuple[Territory, ...], gazetteer: Gazetteer
) -> tuple[int, tuple[Territory, ...]] | None:
    if at == 0 and _BARE.match(text) and not _NOT_BARE.match(text):
        return None
    found = _FIRST.match(text, at)
    if found is None:
        return None
    end = found.end()
    while end < len(text) and text[end] in _SECOND_UNIT.get(text[end - 1], "") and not _NOT_BARE.match(text, end):
        end += 1  # 海州区, but 凉山州 before 市场监管局
    name = text[at:end]
    stem = re.sub(rf"(?:{_ZONE}|{_UNIT})$", "", name)
    if _WORDS.search(stem) or end >= len(text):
        return None
    if (above or name[-1] in "镇乡村道区市") and not STRICT.match(text, end) and not _followed(text, end, gazetteer):
        strict = above or name[-1] in "镇乡村道"
        if strict or len(stem) > 3:
            return None
    made = [gazetteer.unknown(name, a) for a in above] or [gazetteer.unknown(name)]
    return end, tuple({place.key: place for place in made}.values())


def _followed(text: str, at: int, gazetteer: Gazetteer) -> bool:
    """Whether another place follows: 西岭省|盘古县|县委."""
    found = _FIRST.match(text, at)
    return found is not None and not _WORDS.search(found[0]) and bool(STRICT.match(text, found.end()))


def _once(place: Territory, rest: str) -> str:
    """Drop a unit said twice: 海湾区|区委."""
    for unit in ("自治区", "自治州", "自治县", "自治旗", "街道", *UNITS):
        if (
            place.own.endswith(unit)
            and rest.startswith(unit[-1])
            and re.match(r"委|政府|人大|政协|纪委|监委", rest[1:])
        ):
            return rest[1:]
    return rest
