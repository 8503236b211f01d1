"""The territories of a simulated province: one province, its prefectures, their counties, towns by name.

Invariant. Every territory has an id of its own; names may repeat across prefectures, as 鼓楼区 and 城关区 do.
"""

import gzip
from dataclasses import dataclass, field
from importlib.resources import files
from random import Random

from graph.errors import InputError
from graph.places import find
from graph.places.names import short_name

_HEAD = "澄岚汀沂浔洛淇岷祁临昌宁安永兴怀青白黄石龙凤云霞雁鹿金银长广高平和顺泰嘉武文德信义清玉紫丹"
_TAIL = "州川阳阴山水河江湖溪泉岭原陵城丰安宁昌兴源台门关口桥塘浦沙屏坪远康和"
_TOWN = "古槐柳林双桥石桥南湾北寨大营小河杨庄龙泉白塔新集老城清水黑石三岔青龙平安马店"
_UNITS = ("", "省", "州", "市", "县", "区")
_SHARED = ("城关", "鼓楼", "新城", "城中")


@dataclass(eq=False)
class Territory:
    """A place with its own officials. ``unit`` is the word for it: 县, 区, 市, 省, 州."""

    id: str
    stem: str
    unit: str
    level: str
    parent: "Territory | None" = None
    children: list["Territory"] = field(default_factory=list)
    towns: list[str] = field(default_factory=list)
    seat: bool = False
    full: str | None = None
    """The name in a list of divisions, where it is not stem and unit: 甘南藏族自治州."""

    @property
    def name(self) -> str:
        """The usual name: 秦州区."""
        return self.full or self.stem + self.unit

    @property
    def short(self) -> str:
        """What stands before 委书记: 秦州区."""
        return self.stem + self.unit

    @property
    def chain(self) -> "list[Territory]":
        """Itself and what it lies in, the narrowest first."""
        return [self, *(self.parent.chain if self.parent else [])]


def fictional(random: Random, *, prefectures: int = 9, counties: int = 9) -> Territory:
    """A province that does not exist, in whose names no listed place is hidden: 平阳县 would be that of Zhejiang."""
    used: set[str] = set()

    def stem() -> str:
        while True:
            made = random.choice(_HEAD) + random.choice(_TAIL)
            if made not in used and made[0] != made[1] and not any(find(made + unit) for unit in _UNITS):
                used.add(made)
                return made

    province = Territory("P", stem(), "省", "province")
    for i in range(prefectures):
        unit = "州" if random.random() < 0.08 else "市"
        prefecture = Territory(f"P{i:02}", stem(), unit, "prefecture", province)
        if prefecture.stem.endswith("州"):
            prefecture.unit = "市"
        province.children.append(prefecture)
        for j in range(max(3, round(random.gauss(counties, 2)))):
            draw = random.random()
            unit = "区" if j < 2 or draw < 0.15 else "市" if draw < 0.27 else "县"
            shared = unit == "区" and random.random() < 0.25
            name = random.choice(_SHARED) if shared else stem()
            if any(c.stem == name for c in prefecture.children):
                name = stem()
            county = Territory(f"P{i:02}{j:02}", name, unit, "county", prefecture, seat=j == 0)
            prefecture.children.append(county)
    add_towns(province, random)
    return province


def add_towns(province: Territory, random: Random) -> None:
    """Give each county its towns; names repeat between counties."""
    words = [_TOWN[i : i + 2] for i in range(0, len(_TOWN), 2)]
    for prefecture in province.children:
        for county in prefecture.children:
            county.towns = [f"{w}镇" for w in random.sample(words, 5)]


def territories(province: Territory) -> list[Territory]:
    """All of them, from the province down."""
    return [province, *(t for p in province.children for t in (p, *p.children))]


def real(name: str, random: Random) -> Territory:
    """A province of China with its present divisions, from the list that ``graph.places`` ships."""
    table = gzip.decompress(files("graph.places").joinpath("data/divisions.tsv.gz").read_bytes()).decode()
    rows = [line.split("\t")[1:5] for line in table.splitlines()]
    present = {code: own for code, own, _, until in rows if not until}
    top = next((code for code, own in present.items() if code.endswith("0000") and own == name), None)
    if top is None:
        raise InputError(f"{name} is no present province in the list of divisions: give a full name such as 甘肃省")
    province = Territory(top, *_parted(name), "province", full=name)
    for code, own in sorted(present.items()):
        if code[:2] != top[:2] or code == top:
            continue
        if code.endswith("00"):
            province.children.append(Territory(code, *_parted(own), "prefecture", province, full=own))
        else:
            above = next((p for p in province.children if p.id[:4] == code[:4]), None)
            if above is not None:
                above.children.append(
                    Territory(code, *_parted(own), "county", above, seat=not above.children, full=own)
                )
    add_towns(province, random)
    return province


def _parted(own: str) -> tuple[str, str]:
    """Stem and unit of a name as the press writes them: 甘南藏族自治州 is 甘南 and 州."""
    stem = short_name(own)
    unit = own[-1]
    return (stem, unit) if unit in "省市州盟县区旗" and stem != own else (own[:-1] or own, unit)
