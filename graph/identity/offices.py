"""What a title as written says about whose it can be: where it sits, in which organ, how high.

Invariants. Pure functions of the title and of the territory of the report. Nothing is guessed beyond the words: a bare
``副局长`` has an organ without a field, an unknown place is a seat of its own kind. A town or a zone is a *field* of
the territory around it, so that two towns of one county are two offices in one seat.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from graph.places import Territory, national
from graph.places.phrase import opening
from graph.places.territory import digest


class Area(NamedTuple):
    """A territory as the scorer sees it: key, level (``county``, ``prefecture``, ``province``, ``nation``…), name.

    The key stays when a place is renamed (it is that of its lineage, where the list of divisions knows one); it opens
    with a question mark where nobody says which place it is.
    """

    key: str
    level: str
    name: str

    @property
    def known(self) -> bool:
        """Whether it is said which place it is."""
        return not self.key.startswith("?")


Areas = tuple[Area, ...]
"""A territory and what it lies in, the narrowest first."""

NATION = Area("nation", "nation", "中国")
DEPTH = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "zone": 3, "town": 4, "village": 5}
_UNIT_LEVELS: dict[str, tuple[str, ...]] = {
    "省": ("province",), "自治区": ("province",), "兵团": ("province",), "市": ("county", "prefecture", "province"),
    "州": ("prefecture",), "盟": ("prefecture",), "地区": ("prefecture",), "师": ("prefecture",),
    "自治州": ("prefecture",),
    "县": ("county",), "区": ("county", "zone"), "旗": ("county",), "自治县": ("county",), "自治旗": ("county",),
    "镇": ("town",), "乡": ("town",), "街道": ("town",), "苏木": ("town",), "社区": ("village",), "村": ("village",),
}  # fmt: skip
_DEFAULT_LEVEL = {unit: ("prefecture" if unit == "市" else levels[0]) for unit, levels in _UNIT_LEVELS.items()}

HEAD, DEPUTY, MEMBER = 0, 1, 2
NOWHERE, BY_UNIT, BY_NAME = 0, 1, 2
"""How a title says where it sits: not at all, by a bare unit (区委), by a name."""
Post = tuple[str, str, int]
"""Organ, field and rank: what an office is, without where."""


class Office(NamedTuple):
    """One office: its seat (place), organ and field, rank in it, and grade (2 = head of a town, 4 of a county…)."""

    seat: Areas
    organ: str
    field: str
    rank: int
    grade: float | None

    @property
    def place(self) -> str:
        """Key of the place it sits in; "" where unknown."""
        return self.seat[0].key if self.seat else ""

    @property
    def post(self) -> Post:
        """What the office is, without where."""
        return (self.organ, self.field, self.rank)

    def at(self, seat: Areas) -> "Office":
        """The same office in another place, with the grade that it has there."""
        if seat == self.seat:
            return self
        return self._replace(seat=seat, grade=_grade(seat, self.organ, self.field, self.rank))


def areas(territory: Territory | None) -> Areas:
    """A territory and what it lies in, the narrowest first.

    >>> from graph.places import find
    >>> [a.name for a in areas(find("秦州区")[0])]
    ['天水市秦州区', '天水市', '甘肃省', '中国']
    """
    return _areas(territory) if territory is not None else ()


@lru_cache(maxsize=20_000)
def _areas(territory: Territory) -> Areas:
    return tuple(_area(t) for t in territory.up())


def _area(territory: Territory) -> Area:
    if territory.level == "nation":
        return NATION
    if territory.own.startswith("某"):  # it stands for a place that the report leaves unsaid
        return Area(f"?{territory.key}", territory.level, f"?{territory.own[1:]}")
    return Area(territory.lineage or territory.key, territory.level, territory.name)


@lru_cache(maxsize=20_000)
def counties(seat: Areas, otherwise: int = 90) -> int:
    """How many counties the province of a seat has; ``otherwise`` where no list knows it.

    >>> from graph.places import find
    >>> counties(areas(find("成都市")[0])) > counties(areas(find("银川市")[0])) > 10
    True
    """
    sizes = national().counties
    return next((sizes[area.key] for area in seat if area.level == "province" and area.key in sizes), otherwise)


def offices(posts: tuple[str, ...], context: Areas) -> tuple[Office, ...]:
    """The offices that the posts of one mention name, in a report of the territory ``context``.

    A title that names no place sits where the others of the mention sit, else where the report is at home.

    >>> from graph.places import find
    >>> for office in offices(("天水市委常委", "秦州区委书记"), areas(find("秦州区")[0])):
    ...     print(office.seat[0].name, office.organ, office.rank, office.grade)
    天水市 committee 2 5.0
    天水市秦州区 committee 0 4.0
    """
    read = [_office(post, context) for post in posts]
    placed = [o for o, said in read if said != NOWHERE and o.seat]
    home = max((o.seat for o in placed), key=lambda seat: DEPTH.get(seat[0].level, 9), default=context)
    named = [o.seat for o, said in read if said == BY_NAME and o.seat]
    found = []
    for office, said in read:
        seat = home if said == NOWHERE else office.seat
        if said == BY_UNIT and (office.organ, office.rank) != ("committee", MEMBER):
            # 华亭市委副书记、市长 in a report of its prefecture: of 华亭; a 市委常委 beside it is the prefecture's.
            # 平凉市委副书记、市长 in a report of 华亭 is of 平凉, but 平凉市委常委、市委书记 there is 华亭's secretary.
            first = (office.organ, office.rank) == ("committee", HEAD)
            seat = next((n for n in named if seat and n != seat and _alike(n[0], seat[0], above=not first)), seat)
        found.append(office.at(seat))
    return tuple(found)


def _alike(named: Area, bare: Area, *, above: bool) -> bool:
    """Whether a bare unit that was taken for one place may as well be another that is named, perhaps above it."""
    return named.name[-1] == bare.name[-1] and (above or DEPTH.get(named.level, 9) >= DEPTH.get(bare.level, 9))


# ------------------------------------------------------------------------------------------------------- the seat


@lru_cache(maxsize=200_000)
def _office(post: str, context: Areas) -> tuple[Office, int]:
    """The office, and how the title itself says where it sits."""
    text = re.sub(r"^(?:中国共产党|中共)(?!中央)|\s", "", post)
    text = re.sub(r"^中(?=[宣组]部)", "中央", text).replace("中央宣部", "中央宣传部").replace("中央组部", "中央组织部")
    if _NATIONAL.match(text):
        organ, field, rank = _organ(text, "国")
        return Office((NATION,), organ, field, rank, _grade((NATION,), organ, field, rank)), BY_NAME
    found = opening(text, national())
    rest, unit = found.rest, found.unit
    governor = _GOVERNOR.match(rest)
    seat: Areas | None = None
    if found.places:
        seat = _named(found.places, context)
    elif unit is not None:
        seat = _by_unit(unit, context)
    elif governor and governor[2]:
        unit = governor[2]
        seat = _by_unit(unit, context)
    said = BY_NAME if found.places else NOWHERE if seat is None else BY_UNIT
    if unit is None and found.places:
        unit = found.places[0].own[-1]
    organ, field, rank = _organ(rest, unit or "")
    if seat and seat[0].level in ("town", "village", "zone"):
        field = "" if seat[0].name.startswith("?") else _own(seat[0].name)
        grade = _grade(seat, organ, "", rank)
        around = seat[1:] if len(seat) > 1 else ()
        return Office(around or seat, "town" if seat[0].level != "zone" else "zone", field, rank, grade), said
    return Office(seat or (), organ, field, rank, _grade(seat or (), organ, field, rank)), said


def _own(full: str) -> str:
    """The last part of a full name: 古槐镇 of 秦州区古槐镇."""
    return re.split(r"(?<=[^自治][县区旗市])(?=..)", full)[-1]


def _named(candidates: tuple[Territory, ...], context: Areas) -> Areas:
    """The candidate that the report's own territory makes the likeliest, with what it lies in.

    Of namesakes none of which is near (城关区, and no city in sight) none is taken: the place is known by its name.
    """
    chains = [areas(candidate) for candidate in candidates]
    keys = {chain[0].key for chain in chains}
    own = {candidate.own for candidate in candidates}
    for i, area in enumerate(context):  # 岳阳市 is the prefecture, though 岳阳县 was once called so
        if area.key in keys and any(area.name.endswith(name) for name in own):
            return context[i:]
    for i, area in enumerate(context):
        if area.key in keys or area.name in own:
            return context[i:]
    around = {area.key: len(context) - i for i, area in enumerate(context)}
    shared = [max((around.get(area.key, 0) for area in chain), default=0) for chain in chains]
    best = chains[shared.index(max(shared))]
    first = candidates[0]
    if len(keys) > 1 and shared.count(max(shared)) > 1:
        return (Area(digest("p", "?", first.own, first.level), first.level, first.own),)
    if not first.listed:
        depth = DEPTH[best[0].level]
        known = {a.name for a in best}
        best = (*best, *(a for a in context if DEPTH.get(a.level, 9) < depth and a.name not in known))
    return best


def _by_unit(unit: str, context: Areas) -> Areas:
    levels = _UNIT_LEVELS.get(unit, ())
    for i, area in enumerate(context):
        if area.level in levels and (area.name.endswith(unit) or (unit != "市" and len(levels) == 1)):
            return context[i:]
    level = _DEFAULT_LEVEL.get(unit, "county")
    above = tuple(a for a in context if DEPTH.get(a.level, 9) < DEPTH[level])
    return (Area(f"?{unit}@{above[0].key if above else ''}", level, f"?{unit}"), *above)


# ------------------------------------------------------------------------------------------------------ the organ

_NATIONAL = re.compile(
    r"中共中央|中央|国家(?!级)|国务|全国|中华|总书记|总理$|副总理$|最高人民|外交部|[^省市县区州]{2,6}部副?部长$(?<!组织部部长)(?<!宣传部部长)(?<!统战部部长)"
    r"(?<!武装部部长)(?<!工作部部长)(?<!社会部部长)"
)
_GOVERNOR = re.compile(r"(代理?|常务|挂职|第一)?副?(?:代理?)?(省|市|州|盟|区|县|旗|镇|乡)?长$")
_MEMBER = re.compile(r"(?:常委|委员|成员|代表|调研员|巡视员|主任科员|干部)$")
_LEADING = re.compile(
    r"小组|指挥部|安委|防指|深改|国安委|食安委|国动委|专班|联席|委员会(?:第一)?(?:副?主任|副?主席)$|工作组|协调|总指挥|指挥长|召集人|组长$|[链河林湖]长$"
)
_ORGANS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"人大|人民代表大会|常务委员会"), "congress"),
    (re.compile(r"政协|政治协商"), "cppcc"),
    (re.compile(r"纪委|监委|纪律检查|监察委|纪检"), "discipline"),
    (re.compile(r"法院"), "court"),
    (re.compile(r"检察"), "procuratorate"),
)
_OUTSIDE = re.compile(r"公司|集团|银行|医院|学校|大学|学院|董事长|经理|校长|教授|专家|研究员|协会|商会|会长")
_PARTY_DEPARTMENT = re.compile(
    r"(组织部|宣传部|统战部|统一战线工作部|政法委|武装部|人武部|社会工作部|编办|党校|巡察办)"
)
_COMMITTEE = re.compile(
    r"^(?:委|党委|党工委|工委|区党委)?(?:专职|第一)?副?(?:书记|常委|委员)$|^委(?:常务委员|候补委员)|^(?:党委|党工委|工委|委)"
)
_DEPARTMENT = re.compile(
    r"^(?:人民政府)?(?:委)?(.{1,16}?)(?:分局|局|厅|委员会|委|办公室|办|部|署|中心|院|支队|大队)?(?:党组|党委|分党组)?"
    r"(?:第一|常务|专职)?副?(?:书记|局长|厅长|主任|部长|署长|院长|长|负责人|成员|支队长|大队长)$"
)


def _organ(rest: str, unit: str) -> tuple[str, str, int]:
    """Organ, field and rank that the title without its place names."""
    rank = MEMBER if _MEMBER.search(rest) else DEPUTY if "副" in rest else HEAD
    for pattern, organ in _ORGANS:
        if pattern.search(rest):
            # its secretaries, offices and special committees are of it, but not its heads
            within = re.search(r"秘书长|办公[厅室]|研究室|专门委员会|(?:工|专)委(?:会)?副?主任|委员会副?主任委员", rest)
            return organ, "", MEMBER if within else rank
    if _LEADING.search(rest):
        return "leading", "", rank
    if _GOVERNOR.match(rest) and (unit or rest != "长"):
        return "government", "", rank
    if unit == "自治区" and re.fullmatch(r"(?:人民政府|政府)?副?主席", rest) or re.search(r"专员$", rest):
        return "government", "", rank
    party = _PARTY_DEPARTMENT.search(rest)
    if party:
        return "department", party[1], rank
    if re.search(r"政府", rest) and re.search(r"党组|秘书长", rest):
        return ("department", "秘书", rank) if "秘书长" in rest else ("government", "", max(rank, DEPUTY))
    if rest.endswith("秘书长"):
        return "department", "秘书", rank
    if unit == "国" and re.search(r"总书记|总理|国务委员|国家副?主席|军委|政治局|中央书记处|中央委员", rest):
        return "government" if "总理" in rest or "国务" in rest else "committee", "", rank
    if _COMMITTEE.search(rest) and not re.search(r"[办局室]", rest):
        return "committee", "", rank
    if re.fullmatch(r"副?书记", rest):
        return "committee", "", rank
    if re.fullmatch(r"(?:党组)?(?:第一|常务)?副?(?:书记|局长|厅长|主任|部长|院长)", rest):
        return "department", "", rank
    if _OUTSIDE.search(rest):
        return "other", rest, rank
    found = _DEPARTMENT.match(rest)
    if found:
        return "department", _field(found[1]), rank
    return "other", rest, rank


def _field(name: str) -> str:
    return re.sub(r"副$|党组$|党委$|^市级|^直属", "", name)


def same_field(a: str, b: str) -> bool:
    """Whether two fields are one, perhaps shortened: the shorter is read off the longer in order; an unknown fits all.

    >>> same_field("住建", "住房和城乡建设"), same_field("教育", "水利"), same_field("", "水利")
    (True, False, True)
    """
    short, long = sorted((a, b), key=len)
    rest = iter(long)
    return all(c in rest for c in short)


_GRADES = {"nation": 10.0, "province": 8.0, "prefecture": 6.0, "county": 4.0, "zone": 3.0, "town": 2.0, "village": 0.0}
_BELOW: dict[str, tuple[float, float, float | None]] = {
    "committee": (0.0, 1.0, 1.0), "government": (0.0, 1.0, 2.0), "congress": (0.0, 1.0, None),
    "cppcc": (0.0, 1.0, None),
    "discipline": (1.0, 2.0, 3.0), "court": (1.0, 2.0, None), "procuratorate": (1.0, 2.0, None),
    "department": (2.0, 3.0, 3.5),
}  # fmt: skip
"""Steps below the head of the place, for heads, deputies and members of its organs."""
_HIGH_FIELDS = ("组织部", "宣传部", "统战部", "政法委")


def _grade(seat: Areas, organ: str, field: str, rank: int) -> float | None:
    """The administrative grade where the law of the thing gives it: 4 is 正处, 3 副处, 2 正科…"""
    if not seat or organ not in _BELOW:
        return None
    below = _BELOW[organ][rank]
    if below is None:
        return None
    if organ == "department" and field in _HIGH_FIELDS and rank == HEAD:
        below = 1.0
    grade = _GRADES[seat[0].level] - below
    return max(0.0, grade)
