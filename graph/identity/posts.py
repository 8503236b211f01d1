"""Posts: a title at a body. 秦州区委副书记 is 副书记 of 秦州区委; 区长 is 区长 of the district's government.

Decisions. 区长 and 区政府区长 are one post; so are 组织部长 and 区委组织部部长. 代区长 is a post of its own, and so is
常务副区长. In a list of one person's posts a bare department belongs to the level of the post before it (市委常委、
组织部部长: the city's), a bare 区长 to the district that the person's other posts name. A bare 局长 or 组长 has no
body, unless the post before it is at such a body (区住建局党组书记、局长) or just one body met that can have it.

Invariant: key, name, title and rank follow from the body and the title, never from the form written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from graph.identity.bodies import Body, body, plain
from graph.identity.groups import HEADS, GroupRef, canonical_group, national_body, place_of, placed
from graph.places.gazetteer import Gazetteer, national
from graph.places.phrase import UNITS, opening
from graph.places.territory import Territory, digest, inside
from graph.places.units import unit_of

_NOUNS = (
    "书记处书记|总书记|书记|主任委员|主任科员|主任|主席团主席|主席|主委|秘书长|检察长|委员长|理事长|监事长|董事长|行政长官|总领队|"
    "总队长|支队长|大队长|中队长|分局长|局长|厅长|部长|处长|科长|股长|组长|院长|所长|站长|队长|行长|校长|园长|馆长|社长|台长|会长|司长|署长|关长|"
    "镇长|乡长|县长|区长|市长|省长|州长|盟长|旗长|师长|团长|政委|连长|村长|厂长|矿长|场长|段长|班长|专员|苏木达|"
    "总指挥长|总指挥|指挥长|总召集人|召集人|政治委员|司令员|参谋长|总理|总统|首相|总经理|经理|总裁|总监|"
    "总工程师|总经济师|总会计师|总规划师|总农艺师|总干事|总编辑|总编|主编|审判委员会委员|检察委员会委员|国务委员|专职委员|常务委员|"
    "组织委员|宣传委员|统战委员|政法委员|纪检委员|委员|常委|成员|代表|顾问|调研员|巡视员|督学|督察长|督察|教导员|指导员|联络员|发言人|"
    "监察专员|审判员|检察员|研究员|工程师|教授|院士|干事|理事|监事|董事|会计|负责人|主持人|助理|秘书|干部|总长|议长|大使|参赞|主管"
)
_TITLE = re.compile(
    r"(?P<mod>(?:第一|常务|专职|兼职|挂职|执行|名誉|轮值|驻会|代理?|双|[一二三四]级)*副?代?)"
    rf"(?P<noun>{_NOUNS})(?P<tail>(?:的?助理|提名人选|候选人|人选)?(?:\(.{{1,6}}\))?)$"
)
_HEADS_OF_PLACES = {
    "省长": "省", "市长": "市", "县长": "县", "区长": "区", "州长": "州", "盟长": "盟", "旗长": "旗", "镇长": "镇",
    "乡长": "乡", "苏木达": "苏木", "师长": "师",
}  # fmt: skip
_APPENDED = re.compile(r"(局|厅|部|处|科|股|总队|支队|大队|中队|分局)长$")
_MEMBERS = re.compile(
    r"委员$|常委$|书记处书记$|成员$|代表$|顾问$|调研员|巡视员|督学|教授|研究员|工程师$|理事$|监事$|董事$|院士|干事$|会计$|干部|助理|人选|审判员|检察员|"
    r"总(?:会计|经济|规划|农艺)师$|科员$|联络员|发言人|秘书$|秘书长$|负责人$"
)
_HONORARY = ("名誉", "驻会", "专职", "执行", "挂职", "轮值", "兼职", "常务主席")
_NATIONAL = {
    "总书记": "中共中央", "总理": "国务院", "副总理": "国务院", "国务委员": "国务院", "委员长": "全国人大常委会",
    "副委员长": "全国人大常委会", "书记处书记": "中央书记处",
}  # fmt: skip
_GENERIC = {
    "领导小组",
    "小组",
    "工作领导小组",
    "指挥部",
    "委员会",
    "专班",
    "工作组",
    "办公室",
    "中心组",
    "主席团",
    "大会主席团",
    "大会",
    "会议",
}
_OWN_PARTY = re.compile(r"^(?:机关)?(?:党组|党委|党总支|党支部|支部|党工委|纪委|纪检组)$")
_DEICTIC = re.compile(
    r"(厅|局|院|处|部|校|行|所|站|中心|公司|集团|学院|学校|大学|医院|协会|学会|商会|总公司|支行|分行)(?:党组|党委|党总支|党支部|机关党委|纪委)?$"
)
"""What a report calls its own body by: 厅党组成员, 集团党委书记."""
_LENT = {
    "cppcc": ("主席", "秘书长"),
    "congress standing committee": ("主任", "秘书长"),
    "leading group": ("组长", "成员"),
    "task force": ("组长", "成员"),
    "headquarters": ("总指挥", "指挥长"),
    "joint conference": ("召集人", "总召集人"),
}
"""Nouns of bare titles that a body at the meeting can lend itself to."""


class Split(NamedTuple):
    """A post as written, cut: what stands before the title, the title, its noun; former where 原 or 时任 says so."""

    before: str
    title: str
    noun: str
    former: bool


@dataclass(frozen=True, slots=True)
class PostRef:
    """A post. ``name`` is canonical (秦州区委副书记), ``rank`` 正 or 副 if the title says it."""

    key: str
    name: str = field(compare=False)
    title: str = field(compare=False)
    rank: str | None = field(compare=False)
    level: str | None = field(compare=False)
    group: GroupRef | None = field(compare=False)
    former: bool = field(default=False, compare=False)

    @property
    def head(self) -> bool:
        """Whether this post makes its holder the head of its body."""
        return is_head(self)


def is_head(post: "PostRef | str", kind: str | None = None) -> bool:
    """Whether a post, or a title at a body of a kind, makes its holder the head. Deputies never are.

    >>> is_head("书记", "party committee"), is_head("副书记", "party committee"), is_head("代区长", "government")
    (True, False, True)
    """
    if isinstance(post, PostRef):
        if post.group is None:
            return post.rank == "正"
        title, heads = post.title, post.group.heads
    else:
        title, heads = post, HEADS.get(kind or "", ())
    if "副" in title or title.startswith(_HONORARY) or title.endswith(("人选", "助理")):
        return False
    return re.sub(r"^(?:代理|代)", "", title) in heads


def canonical_post(
    written: str,
    territory: Territory | None,
    *,
    report_groups: Sequence[GroupRef] = (),
    gazetteer: Gazetteer | None = None,
) -> PostRef:
    """One post by itself, in a report of a territory. Of a person's list, ask ``canonical_posts``.

    ``report_groups`` are the bodies that met: they lend a body to a bare 组长 or 副主席, where just one can have it.

    >>> from graph.places import find
    >>> qinzhou = find("秦州区")[0]
    >>> for written in ("秦州区委副书记", "区长", "市委常委", "局长", "组织部长"):
    ...     post = canonical_post(written, qinzhou)
    ...     print(post.name, post.title, post.rank, post.group and post.group.name)
    秦州区委副书记 副书记 副 秦州区委
    秦州区区长 区长 正 秦州区政府
    天水市委常委 常委 None 天水市委
    局长 局长 正 None
    秦州区委组织部部长 部长 正 秦州区委组织部
    """
    return canonical_posts((written,), territory, report_groups=report_groups, gazetteer=gazetteer)[0]


def canonical_posts(
    written: Sequence[str],
    territory: Territory | None,
    *,
    report_groups: Sequence[GroupRef] = (),
    gazetteer: Gazetteer | None = None,
) -> tuple[PostRef, ...]:
    """The posts of one person in one report, in their order; each may lend its place to those that name none.

    >>> from graph.places import find
    >>> posts = canonical_posts(("麦积区委副书记", "区长"), find("天水市")[0])
    >>> [post.name for post in posts]
    ['麦积区委副书记', '麦积区区长']
    >>> [post.name for post in canonical_posts(("市委常委", "组织部部长"), find("秦州区")[0])]
    ['天水市委常委', '天水市委组织部部长']
    """
    places = gazetteer or national()
    cut = [split(text) for text in written]
    named: dict[str, Territory] = {}
    for one in cut:
        for place in opening(_opened(one), places).places[:1]:
            own = place_of(opening(_opened(one), places), territory) or place
            named.setdefault(unit_of(own), own)
    made: list[PostRef] = []
    for text, one in zip(written, cut, strict=True):
        group = _group(one, territory, named, made[-1].group if made else None, places)
        if group is None:
            group = _of_before(one, made) or _of_host(one, report_groups)
        made.append(_post(one, group, territory, text))
    return tuple(made)


@lru_cache(maxsize=100_000)
def split(written: str) -> Split:
    """Cut a post into what stands before the title, and the title.

    >>> split("市委宣传部常务副部长")[:2], split("组织部长")[:2], split("国家防总副总指挥")[:2]
    (('市委宣传部', '常务副部长'), ('组织部', '部长'), ('国家防总', '副总指挥'))
    """
    text = plain(written)
    former = re.match(r"原(?!州|平|阳)|时任|前任", text)
    if former:
        text = text[former.end() :]
    found = _TITLE.search(text)
    if found is None:
        return Split("", text, text, bool(former))
    before, noun = text[: found.start()], found["noun"]
    suffix = _APPENDED.search(noun)
    if before and suffix and not before.endswith(suffix[1]):
        before += suffix[1]
    if noun == "组长" and re.search(r"纪检|监察|纪检监察$", before) and not before.endswith("组"):
        before += "组"
    title = re.sub(r"\(.*\)$", "", found["mod"] + noun + found["tail"]).replace("代理", "代")
    return Split(before, title, noun, bool(former))


def _opened(one: Split) -> str:
    """What a place is looked for in: 秦州|区长 reads as 秦州区政府."""
    unit = _HEADS_OF_PLACES.get(one.noun)
    if unit is None:
        return one.before + ("政府" if one.before.endswith(UNITS) else "")
    return f"{re.sub('(?:人民政府|政府|行署|公署)$', '', one.before).removesuffix(unit)}{unit}政府"


def _group(
    one: Split, territory: Territory | None, named: dict[str, Territory], before: GroupRef | None, places: Gazetteer
) -> GroupRef | None:
    """The body of a post, None where the title is bare."""
    if one.noun in _HEADS_OF_PLACES or (
        one.noun in ("主席", "主任", "专员", "行政长官") and _opened(one) != one.before
    ):
        opened = opening(_opened(one), places)
        if opened.unit in named:
            return placed(body("政府"), named[opened.unit])
        return canonical_group(_opened(one), territory, gazetteer=places)
    title = re.sub(r"^(?:第一|常务)", "", one.title)
    if not one.before or one.before == "国家":
        if title in _NATIONAL and not one.before:
            return national_body(_NATIONAL[title])
        if one.noun == "检察长":
            return placed(body("检察院"), before.territory if before else territory)
        return None
    if one.before in _GENERIC or _OWN_PARTY.match(one.before):
        return _party_of(one, territory, before)
    if _DEICTIC.match(one.before):
        return None
    if _opened(one) != one.before and opening(_opened(one), places).rest in ("政府", "人民政府"):
        party = one.title.endswith(
            ("组织委员", "宣传委员", "统战委员", "政法委员", "纪检委员")
        )  # 镇组织委员, 街道调研员
        return canonical_group(
            _opened(one).removesuffix("政府") + ("党委" if party else "政府"), territory, gazetteer=places
        )
    if one.noun in ("总理", "总统", "首相") and one.before != "国务院":
        return placed(Body(one.before, "other"), None)
    opened = opening(one.before, places)
    if opened.unit in named and not national_body(one.before):
        lent = named[opened.unit]
        if one.title == "书记" and opened.rest == "委" and territory is not None and _below(territory, lent):
            lent = territory  # 平凉市委常委、市委书记 in a report of 华亭市 heads the committee of 华亭
        return placed(body(opened.rest), lent)
    if opened.unit is None and not opened.places and before and before.territory and before.level != "nation":
        return canonical_group(one.before, before.territory, gazetteer=places)
    return canonical_group(one.before, territory, gazetteer=places)


def _below(city: Territory, prefecture: Territory) -> bool:
    """Whether a city lies in another that the same bare unit may mean."""
    return city != prefecture and unit_of(city) == unit_of(prefecture) and inside(city, prefecture)


def _party_of(one: Split, territory: Territory | None, before: GroupRef | None) -> GroupRef | None:
    """党组书记 after 财政局局长 is of that bureau; 党委书记 in a town's report the town's; 纪委书记 the territory's."""
    if one.before == "纪委":
        return placed(body("纪委"), before.territory if before else territory)
    if one.before == "办公室":
        return placed(body("委办公室"), before.territory) if before and before.kind == "party committee" else None
    if one.before in _GENERIC:
        return None
    if before and before.kind in (
        "department",
        "court",
        "procuratorate",
        "company",
        "school",
        "hospital",
        "government",
    ):
        core = before.core + ("党委" if one.before == "党委" else "党组" if one.before == "党组" else one.before)
        return placed(Body(core, "party group", before.core), before.territory)
    small = territory is not None and (territory.level in ("town", "village", "zone") or unit_of(territory) == "师")
    return placed(body("委"), territory) if small and one.before in ("党委", "党工委", "党支部", "党总支") else None


def _of_before(one: Split, made: Sequence[PostRef]) -> GroupRef | None:
    """区住建局党组书记、局长: a bare title is at the body of the post before it, where that body has such a title."""
    if one.before or not made or made[-1].group is None:
        return None
    for held in made[-1].group.up():
        if held.kind == "party committee" and one.noun in ("常委", "委员"):
            return held
        if one.noun == "秘书长" and held.kind in (
            "party committee",
            "government",
            "cppcc",
            "congress standing committee",
        ):
            return held
        if one.noun not in HEADS[held.kind] and not (held.kind == "company" and one.noun in ("总经理", "经理", "总裁")):
            continue
        suffix = _APPENDED.search(one.noun)
        if suffix is None or held.core.endswith(suffix[1]):
            return held
    return None


def _of_host(one: Split, hosts: Sequence[GroupRef]) -> GroupRef | None:
    """A bare 组长 or 副主席 is at the one body of the meeting that can have it; 厅党组成员 at the one 厅 that met."""
    deictic = _DEICTIC.match(one.before)
    if deictic:
        met = {host.key: host for host in hosts if host.core.endswith(deictic[1])}
        return next(iter(met.values())) if len(met) == 1 else None
    if one.before and one.before not in _GENERIC:
        return None
    able = {
        host.key: host
        for host in hosts
        if one.noun in _LENT.get(host.kind, ()) or (one.before and one.before in host.core)
    }
    return next(iter(able.values())) if len(able) == 1 else None


def _post(one: Split, group: GroupRef | None, territory: Territory | None, written: str) -> PostRef:
    title = one.title
    rank = "副" if "副" in title else None if _MEMBERS.search(title) or title.startswith(_HONORARY) else "正"
    if one.noun == title and not _TITLE.search(title):
        rank = None  # not a title that we know
    if group is None:
        name = one.before + title
        return PostRef(
            digest("t", "?", territory.key if territory else "?", name), name, title, rank,
            territory.level if territory else None, None, one.former,
        )  # fmt: skip
    place = group.territory
    short = (
        group.kind == "government"
        and place is not None
        and (one.noun in _HEADS_OF_PLACES or one.noun in ("主席", "专员", "行政长官"))
    )
    stem = ("" if place.vague else place.own) if short and place else group.name
    if title.startswith(group.name[:2]):
        stem = ""  # 国务委员 of 国务院
    return PostRef(digest("t", group.key, title), stem + title, title, rank, group.level, group, one.former)


__all__ = ["PostRef", "Split", "canonical_post", "canonical_posts", "is_head", "split"]
