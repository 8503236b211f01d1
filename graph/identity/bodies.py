"""What a body is by its name, once the place is taken off: its full form, its kind, and what it is part of.

Invariant: pure functions of the name; the same body gives the same core whatever form it was written in. The tables in
``data/`` hold the forms: fields of work (发改 is 发展和改革), bodies with a form of their own, bodies of the nation.
"""

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

KINDS = (
    "party committee", "standing committee", "party department", "party group", "study group", "government",
    "department", "office", "congress", "congress standing committee", "congress committee", "cppcc",
    "cppcc standing committee", "cppcc committee", "discipline inspection", "supervision", "court", "procuratorate",
    "leading group", "commission", "headquarters", "joint conference", "task force", "zone administration", "military",
    "mass organisation", "village committee", "company", "school", "hospital", "association",
    "presidium", "democratic party", "other",
)  # fmt: skip

_NUMBER = r"[一二三四五六七八九十百零〇\d]+"
TERM = re.compile(rf"第?{_NUMBER}届|第{_NUMBER}任|新一届|本届|上届")
_SESSION = re.compile(rf"第?{_NUMBER}次(?:全体)?会议(?=主席团)|^第{_NUMBER}次(?=全国)")
_QUOTES = str.maketrans("", "", "“”\"'‘’《》 　·")
_COORDINATES = (
    ("工作领导小组", "leading group"), ("领导小组", "leading group"), ("专项小组", "leading group"),
    ("协调小组", "leading group"), ("工作小组", "leading group"), ("小组", "leading group"),
    ("总指挥部", "headquarters"), ("指挥部", "headquarters"), ("防指", "headquarters"), ("防总", "headquarters"),
    ("联席会议", "joint conference"), ("工作专班", "task force"), ("专班", "task force"), ("工作组", "task force"),
    ("协调机制", "joint conference"), ("委员会", "commission"), ("专委会", "commission"), ("委", "commission"),
)  # fmt: skip
_ORGANISATIONS = (
    (r"(?:集团|公司|企业|银行|支行|分行|厂|矿|保险|证券|合作社)$", "company"),
    (r"(?:大学|学院|学校|中学|小学|一中|二中|三中|幼儿园|党校|校)$", "school"),
    (r"(?:医院|卫生院|卫生服务中心|卫生服务站)$", "hospital"),
    (r"(?:协会|学会|商会|联合会|研究会|促进会|基金会|理事会|联谊会|爱国会|联盟|代表团|代表组)$", "association"),
)
_LONG = re.compile(r"(?:领导小组|委员会|指挥部|联席会议|专班)$")
_DEPARTMENT = re.compile(
    r"(?:局|厅|部|署|办公室|办|处|科|股|中心|站|所|队|馆|院|社|台|报社|研究室|室|分局|大队|支队|总队|总会|会|组)$"
)
_COMMISSION_FIELDS = (
    "发展和改革", "卫生健康", "卫生和计划生育", "人口和计划生育", "国有资产监督管理", "住房和城乡建设", "经济和信息化",
    "工业和信息化", "教育", "商务", "农业", "旅游发展", "民族事务", "民族宗教事务", "科学技术", "交通运输", "水务",
    "交通", "城市管理", "城乡建设", "机关事务管理", "文化和旅游", "金融工作",
)  # fmt: skip


class Body(NamedTuple):
    """``core`` is the full form without the place, ``part_of`` the core of what it is part of, "" where of nothing."""

    core: str
    kind: str
    part_of: str = ""


class Special(NamedTuple):
    """A line of ``bodies.tsv``."""

    core: str
    kind: str
    side: str


class National(NamedTuple):
    """A line of ``nation.tsv``."""

    name: str
    kind: str
    parent: str


COMMITTEE = Body("委", "party committee")
GOVERNMENT = Body("政府", "government")
_SIDES = {"party": "委", "government": "政府", "congress": "人大", "cppcc": "政协"}


def _lines(name: str) -> list[list[str]]:
    text = files("graph.identity").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    """Short or full form of a field of work -> the full form."""
    table: dict[str, str] = {}
    for full, short in ((row + [""])[:2] for row in _lines("stems.tsv")):
        table[full] = full
        for form in short.split():
            table[form] = full
    return table


@lru_cache(maxsize=1)
def _specials() -> dict[str, Special]:
    table: dict[str, Special] = {}
    for core, kind, side, *more in _lines("bodies.tsv"):
        special = Special(core, kind, side)
        for form in (core, *" ".join(more).split()):
            table.setdefault(form, special)
    return table


@lru_cache(maxsize=1)
def nation() -> dict[str, National]:
    """Every form of every body that exists once."""
    table: dict[str, National] = {}
    for name, kind, parent, *more in _lines("nation.tsv"):
        for form in (name, *" ".join(more).split()):
            table[form] = National(name, kind, parent)
    return table


@lru_cache(maxsize=1)
def successions() -> dict[str, tuple[tuple[str, int], ...]]:
    """Core before -> (core after, year of the reform)."""
    table: dict[str, tuple[tuple[str, int], ...]] = {}
    for before, after, year in _lines("successions.tsv"):
        table[before] = (*table.get(before, ()), (after, int(year)))
    return table


def sponsored(core: str) -> bool:
    """Whether a commission or leading group is the party committee's, and so named: 区委全面深化改革委员会."""
    line = _specials().get(core)
    return line is not None and line.side == "party" and line.kind in ("leading group", "commission")


def plain(name: str) -> str:
    """A name without quotation marks, terms of office and numbers of sessions.

    >>> plain("十四届全国人大一次会议主席团"), plain("县十五届人大常委会")
    ('全国人大主席团', '县人大常委会')
    """
    return _SESSION.sub("", TERM.sub("", name.translate(_QUOTES).replace("（", "(").replace("）", ")")))


@lru_cache(maxsize=100_000)
def body(rest: str) -> Body:
    """What a body is, from its name without the place: 委深改委 is 全面深化改革委员会.

    >>> body("委常委会").kind, body("人民政府") == body("政府"), body("发改委").core, body("政府教育督导委员会").core
    ('standing committee', True, '发展和改革委员会', '教育督导委员会')
    """
    rest = re.sub(r"\(.{1,12}\)$", "", rest)
    inner = re.search(r"(党组|(?:党委|党组)?(?:理论学习)?中心组|(?:机关)?(?:党委|党总支|党支部)(?:委员会)?)$", rest)
    if inner and inner.start() and not re.search(r"[村社]$|社区$", rest[: inner.start()]):
        held = body(rest[: inner.start()])
        study = inner[1].endswith("中心组")
        own = "理论学习中心组" if study else inner[1].removesuffix("委员会")
        return Body(held.core + own, "study group" if study else "party group", held.core)
    return _party(rest) or _power(rest) or _special(rest) or _named(rest)


def _party(rest: str) -> Body | None:
    if re.fullmatch(
        r"委|委员会|党委|工委|党工委|党委会|党的工作委员会|委全会|全委会|委全委会|委员会全体会议|党的委员会", rest
    ):
        return COMMITTEE
    if re.fullmatch(r"(?:党?委|党工委)(?:常委会|常务委员会|常委班子|常委|班子|领导班子)|常委会|党政领导班子", rest):
        return Body("委常委会", "standing committee", "委")
    if re.match(r"(?:纪委监委|纪委监察委|纪委|纪检委|纪律检查委员会|纪工委|纪检监察工委)", rest):
        more = re.sub(r"^(?:纪委监委|纪委监察委|纪委|纪检委|纪律检查委员会|纪工委|纪检监察工委)", "", rest)
        more = "常委会" if more in ("常委会", "常务委员会") else more
        return Body("纪委" + more, "discipline inspection" if not more else "office", "委" if not more else "纪委")
    if re.match(r"监委|监察委员会|监察委", rest):
        more = re.sub(r"^(?:监察委员会|监委|监察委)", "", rest)
        return Body("监委" + more, "supervision" if not more else "office", "" if not more else "监委")
    if rest.startswith(("委", "党委", "党工委")) and len(rest) > 1 and rest != "委会":
        special = _special(rest) or _special("委" + re.sub(r"^党?(?:工委|委)", "", rest))
        if special:
            return special
        more = re.sub(r"^(?:党工委|党委|委)", "", rest)
        if more.endswith("工委"):
            return Body("委" + more, "party department", "委")
        made = _coordinating(more)
        if made:
            return made
        return Body("委" + _department(more), "party department", "委")
    return None


def _power(rest: str) -> Body | None:
    """Government, congress, conference, court, procuratorate."""
    if rest in ("政府", "人民政府", "行政公署", "行署", "政府班子", "人民委员会", "公署"):
        return GOVERNMENT
    if rest.startswith(("人民政府", "政府", "行政公署", "行署")):
        more = re.sub(r"^(?:人民政府|政府|行政公署|行署)", "", rest)
        if more in ("常务会议", "常务会", "全体会议", "党组成员会"):
            return GOVERNMENT
        return _special("政府" + more) or _special(more) or _coordinating(more) or Body(
            _department(more), "department", "政府"
        )  # fmt: skip
    found = re.match(r"(?:人民代表大会|人大)", rest)
    if found:
        more = rest[found.end() :]
        standing = re.match(r"常务委员会|常委会|主任会议|会议主席团|主席团", more)
        if standing is None:
            return Body(
                "人大" + committee(more), "congress" if not more else "congress committee", "人大" if more else ""
            )
        if "主席团" in standing[0]:
            return Body("人大主席团", "presidium", "人大")
        more = more[standing.end() :]
        if more in ("", "会议", "班子", "机关"):
            return Body("人大常委会", "congress standing committee", "人大")
        return Body("人大常委会" + committee(more), "congress committee", "人大常委会")
    if rest.startswith("政协"):
        more = re.sub(r"^政协(?:委员会)?", "", rest)
        if more in ("", "主席会议", "机关"):
            return Body("政协", "cppcc")
        if more in ("常务委员会", "常委会", "常委会会议"):
            return Body("政协常委会", "cppcc standing committee", "政协")
        return Body("政协" + committee(more), "cppcc committee", "政协")
    for form, core, kind in (
        (r"(?:中级人民法院|高级人民法院|人民法院|中院|高院|中级法院|高级法院|法院)", "法院", "court"),
        (r"(?:人民检察院|检察院|院(?=第|$|机关))", "检察院", "procuratorate"),
    ):
        found = re.match(form, rest)
        if found:
            more = rest[found.end() :]
            return Body(core + more, kind if not more else "office", core if more else "")
    return None


def _special(rest: str) -> Body | None:
    line = _specials().get(rest)
    if line is None and rest.endswith("委会"):  # 食安委会 for 食安委
        line = _specials().get(rest.removesuffix("会"))
    if line is None:
        return None
    return Body(line.core, line.kind, _SIDES.get(line.side, ""))


def committee(more: str) -> str:
    """提案委 -> 提案委员会."""
    return more + "员会" if more.endswith("委") and more not in ("工委",) and not more.endswith("工委") else more


def _department(name: str) -> str:
    """The full name of a department: its field in full, 委 as 委员会, 办 as 办公室."""
    for form in ("委员会", "委", "局", "厅", "部", "办公室", "办", "署", "中心"):
        stem = name.removesuffix(form)
        if stem != name and stem:
            field = _fields().get(stem, stem)
            return (stem if field.endswith("工作") else field) + {"委": "委员会", "办": "办公室"}.get(form, form)
    return name


def _coordinating(name: str) -> Body | None:
    """A leading group, commission, headquarters… by its last word."""
    for suffix in ("办公室", "办"):
        above = name.removesuffix(suffix)
        if above != name and above:
            held = _special(above) or _special(above + "会") or (_coordinating(above) if _LONG.search(above) else None)
            if held and held.kind in ("leading group", "commission", "headquarters", "joint conference", "task force"):
                return Body(held.core + "办公室", "office", held.core)
    special = _special(name)
    if special and special.kind in ("leading group", "commission", "headquarters"):
        return special
    for suffix, kind in _COORDINATES:
        stem = name.removesuffix(suffix)
        if stem == name or not stem or (suffix == "委" and stem[-1] in "党工团纪"):
            continue
        full = _fields().get(stem, stem)
        word = {"委": "委员会", "防指": "防汛抗旱指挥部", "防总": "防汛抗旱总指挥部", "专班": "工作专班"}.get(
            suffix, suffix
        )
        if suffix in ("委", "委员会") and full in _COMMISSION_FIELDS:
            return Body(full + "委员会", "department", "政府")
        if word == "领导小组" and not full.endswith("工作"):
            special = _special(full + word) or _special(full + "工作" + word)
            if special:
                return special
            word = "工作领导小组"
        elif word == "工作领导小组":
            full = full.removesuffix("工作")
            special = _special(full + word) or _special(full + "领导小组")
            if special:
                return special
        core = full + ("领导小组" if full.endswith("工作") and word == "工作领导小组" else word)
        special = _special(core)
        return special or Body(core, kind, "委" if kind == "leading group" else "政府")
    return None


def _named(rest: str) -> Body:
    """Whatever else has a name."""
    if rest in ("管委会", "管理委员会"):
        return Body("管委会", "zone administration")
    if rest in ("办事处", "街道办事处", "街道办"):
        return Body("政府", "government")
    if rest in ("村委会", "委会", "村民委员会", "居委会", "居民委员会", "社区居委会"):
        return Body("村委会", "village committee")
    if re.fullmatch(r"党支部(?:委员会)?|党总支(?:委员会)?|支部(?:委员会)?|支委会", rest):
        return COMMITTEE
    for form, kind in _ORGANISATIONS:
        if re.search(form, rest):
            return Body(rest, kind)
    made = _coordinating(rest)
    if made:
        return made
    if _DEPARTMENT.search(rest):
        core = _department(rest)
        return _special(core) or Body(core, "department", "政府")
    return Body(rest, "other")
