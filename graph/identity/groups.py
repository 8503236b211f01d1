"""Bodies: which one a written form means, in the place that the report speaks of.

Decisions. 区委 and 区委常委会 are two bodies, the second part of the first. The 党组 and the 理论学习中心组 of a body
are bodies of their own, part of it. A term of office (第十四届) does not make another body. A leading group is one body
with or without its sponsor in front (区委双拥工作领导小组, 区双拥工作领导小组). Renamed bodies stay two, linked by
``successors``. A bare form is the body of the report's territory or of the place above it that its unit names; where
that place is not known the body stays that of *the city of 澄湖区*, and so apart from its namesakes.

Invariant: key, name, kind and parent of a body follow from its territory and its core, never from the form written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from graph.identity.bodies import Body, body, committee, nation, plain, sponsored, successions
from graph.places.gazetteer import Gazetteer, national
from graph.places.phrase import Opening, opening
from graph.places.territory import Level, Territory, digest
from graph.places.units import about, above_unknown, chosen, settled, unit_of

_PARTY = re.compile(r"^(?:中国共产党|中共)(?!中央)")
_CPPCC = re.compile(r"^(?:中国人民政治协商会议|人民政协|政协)(?P<where>.{0,12}?)委员会(?P<more>.*)$")
_EVERY = re.compile(r"^[全我本]?(?=[省市州盟区县旗镇乡])(?=.(?!长|委书记))|^(?=全国)")
_NAMED = re.compile(r"[省市县州]|中国|国家|人民银行")
_PARTIES = re.compile(
    r"^(民革|民盟|民建|民进|农工党|农工民主党|致公党|九三学社|台盟)(.*?)"
    r"(?:(?<=[省市县区州])委会|(?<=[省市县区州])委|委员会|总支|支部|基层委|中央委员会|中央)$"
)
_MINISTRY = re.compile(r"^(.{2,12}?[部委署行])(?:党组|党委|机关党委|办公厅|.{2,8}[司局院])$")
_NATIONAL = re.compile(
    r"^(?:中共中央|中央(?!企业)|全国(?!.{0,6}商会)|国务院|国家|最高人民|中国人民(?!政治)|中华|中国(?!共产党)(?!.{0,4}公司))"
)
HEADS = {
    "party committee": ("书记", "第一书记", "总书记"),
    "standing committee": (),
    "party department": ("部长", "书记", "主任", "局长", "校长", "院长"),
    "party group": ("书记",),
    "study group": ("组长",),
    "government": (
        "省长", "主席", "市长", "州长", "盟长", "专员", "区长", "县长", "旗长", "镇长", "乡长", "苏木达", "师长",
        "主任", "总理", "行政长官",
    ),
    "department": (
        "局长", "主任", "厅长", "部长", "署长", "处长", "科长", "所长", "站长", "队长", "支队长", "大队长", "总队长",
        "院长", "馆长", "社长", "台长", "行长", "主席", "关长", "司长", "股长", "中队长",
    ),
    "office": ("主任", "秘书长", "局长", "处长", "书记"),
    "congress": ("主任", "委员长"),
    "congress standing committee": ("主任", "委员长"),
    "congress committee": ("主任委员", "主任"),
    "cppcc": ("主席",),
    "cppcc standing committee": ("主席",),
    "cppcc committee": ("主任", "主任委员"),
    "discipline inspection": ("书记",),
    "supervision": ("主任",),
    "court": ("院长",),
    "procuratorate": ("检察长",),
    "leading group": ("组长", "双组长", "第一组长", "主任", "召集人", "总召集人"),
    "commission": ("主任", "第一主任", "双主任", "主席", "召集人", "主任委员"),
    "headquarters": ("总指挥", "指挥长", "总指挥长", "指挥", "双指挥长", "政委", "第一指挥长", "第一总指挥", "组长"),
    "joint conference": ("召集人", "总召集人", "主任", "组长", "第一召集人"),
    "task force": ("组长", "召集人", "班长", "双组长", "第一组长"),
    "zone administration": ("主任",),
    "military": ("部长", "司令员", "主席", "第一书记"),
    "mass organisation": ("主席", "理事长", "会长", "书记", "主任"),
    "village committee": ("主任",),
    "company": ("董事长", "行长", "厂长", "矿长"),
    "school": ("校长", "院长", "园长"),
    "hospital": ("院长",),
    "association": ("会长", "理事长", "主席", "团长"),
    "presidium": (),
    "democratic party": ("主委", "主任委员", "主席"),
    "other": ("主任", "组长", "会长", "局长"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupRef:
    """A body. ``name`` is canonical, with the place where known: 秦州区委; ``core`` its form without the place."""

    key: str
    name: str = field(compare=False)
    kind: str = field(compare=False)
    level: Level | None = field(compare=False)
    territory: Territory | None = field(compare=False)
    parent: "GroupRef | None" = field(compare=False, repr=False)
    core: str = field(compare=False, repr=False)

    @property
    def heads(self) -> tuple[str, ...]:
        """The titles of whoever directs a body of this kind."""
        return HEADS[self.kind]

    def up(self) -> Iterator["GroupRef"]:
        """This body and those it is part of."""
        here: GroupRef | None = self
        while here is not None:
            yield here
            here = here.parent


def canonical_group(written: str, territory: Territory | None, *, gazetteer: Gazetteer | None = None) -> GroupRef:
    """The body that a written form means in a report of a territory (None: not known).

    >>> from graph.places import find
    >>> qinzhou = find("秦州区")[0]
    >>> [canonical_group(w, qinzhou).name for w in ("区委", "市委", "中共天水市委员会", "市委深改委", "省政府")]
    ['秦州区委', '天水市委', '天水市委', '天水市委全面深化改革委员会', '甘肃省政府']
    >>> canonical_group("政协第十四届全国委员会", None) == canonical_group("全国政协", qinzhou)
    True
    """
    return _canonical(written, territory, gazetteer or national())


@lru_cache(maxsize=200_000)
def _canonical(written: str, territory: Territory | None, gazetteer: Gazetteer) -> GroupRef:
    name = plain(written)
    party = _PARTY.match(name)
    name = _PARTY.sub("", name)
    conference = _CPPCC.match(name)
    if conference:
        where = conference["where"]
        name = ("全国政协" if where == "全国" else f"{where}政协") + conference["more"]
    found = national_body(name)
    if found:
        return found
    other = _PARTIES.match(name)
    if other:
        opened = opening((other[2] or "中国") + "委", gazetteer)
        return placed(
            Body(other[1], "democratic party"), place_of(opened, territory) if other[2] else national().nation
        )
    name = re.sub(r"^[全我本](?=[省市州盟区县旗镇乡])", "", name)
    opened = opening(name, gazetteer)
    rest = opened.rest
    if party and rest in ("委员会", ""):
        rest = "委"
    return placed(body(rest or "政府"), place_of(opened, territory))


def place_of(opened: Opening, territory: Territory | None) -> Territory | None:
    """The place that an opening means in a report of a territory."""
    if opened.places:
        return settled(chosen(opened.places, territory), territory)
    if opened.unit is None:
        return territory
    return about(territory, opened.unit) or above_unknown(territory, opened.unit)


def national_body(name: str) -> GroupRef | None:
    """A body of the nation, whatever the territory: 国务院, 全国人大常委会, 中央国家安全委员会."""
    line = nation().get(name)
    china = national().nation
    if line:
        parent = national_body(line.parent) if line.parent else None
        return GroupRef(digest("g", china.key, line.name), line.name, line.kind, "nation", china, parent, line.name)
    part = _MINISTRY.match(name)
    if not _NATIONAL.match(name) and not (part and part[1] in nation()):
        return None
    for form in sorted((f for f in nation() if name.startswith(f) and len(f) > 2), key=len, reverse=True):
        more = name[len(form) :]
        above = national_body(form)
        made = _part(above, more) if above and more else None
        if above is None or made is None:
            continue
        return GroupRef(
            digest("g", china.key, above.name + made.core), above.name + made.core, made.kind, "nation", china, above,
            above.core + made.core,
        )  # fmt: skip
    made = body(name)
    return GroupRef(digest("g", china.key, made.core), made.core, made.kind, "nation", china, None, made.core)


def _part(above: GroupRef, more: str) -> Body:
    """A part of a body of the nation: 外事委员会 of the congress is a committee of it, not the party's commission."""
    for kind in ("congress", "cppcc"):
        if above.kind.startswith(kind) and more.endswith(("委", "委员会")):
            return Body(committee(more), f"{kind} committee")
    return body(more)


@lru_cache(maxsize=200_000)
def placed(what: Body, where: Territory | None) -> GroupRef:
    """A body in a place. Without a place it is one of that name, nowhere."""
    parent = None
    if what.part_of and what.part_of != what.core:
        parent = placed(body(what.part_of), where)
    level = where.level if where else None
    key = digest("g", where.key if where else "?", what.core)
    return GroupRef(key, _name(what, where, parent), what.kind, level, where, parent, what.core)


def _name(what: Body, where: Territory | None, above: GroupRef | None) -> str:
    own = "" if where is None or where.level == "nation" else unit_of(where) if where.vague else where.own
    core = what.core
    if above is not None and core.startswith(above.core):
        return above.name + core[len(above.core) :]
    if what.kind == "democratic party" and where and where.level == "nation":
        return core + "中央"
    if what.kind in ("company", "school", "hospital", "association") and (len(core) > 6 or _NAMED.search(core)):
        return core
    unit = unit_of(where) if where else ""
    side = {"街道": "党工委", "自治区": "党委", "镇": "党委", "乡": "党委", "师": "党委", "兵团": "党委"}.get(
        unit, "党工委" if where and where.level == "zone" else "党支部" if where and where.level == "village" else "委"
    )
    if core.startswith("委"):
        return own + side + core[1:]
    if core == "政府" and unit == "街道":
        return own + "办事处"
    if core == "政府" and where and where.level == "zone":
        return own + "管委会"
    if core.startswith(("法院", "检察院")):
        rank = {"prefecture": "中级", "province": "高级"}.get(where.level if where else "", "")
        return (
            own
            + ("人民检察院" if core.startswith("检") else f"{rank}人民法院")
            + core.removeprefix("法院").removeprefix("检察院")
        )
    if sponsored(core):
        return own + side + core
    return own + core


def successors(group: GroupRef) -> tuple[tuple[GroupRef, int], ...]:
    """The bodies that may have taken over from this one in a known reform, with its year.

    They are candidates: a district has either 自然资源局 or 自然资源和规划局. Link those that are met.

    >>> from graph.places import find
    >>> [(g.name, year) for g, year in successors(canonical_group("区食药监局", find("秦州区")[0]))]
    [('秦州区市场监督管理局', 2018)]
    """
    return tuple((placed(body(after), group.territory), year) for after, year in successions().get(group.core, ()))


def predecessors(group: GroupRef) -> tuple[tuple[GroupRef, int], ...]:
    """The bodies from which this one may have taken over: the other way of ``successors``.

    >>> from graph.places import find
    >>> [g.name for g, _ in predecessors(canonical_group("市委深改委", find("天水市")[0]))]
    ['天水市委全面深化改革领导小组']
    """
    return tuple(
        (placed(body(before), group.territory), year)
        for before, after in successions().items()
        for name, year in after
        if name == group.core
    )
