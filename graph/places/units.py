"""Units: which place a bare 区, 市 or 县 means, seen from the place that a report speaks of.

Invariant: the answer is the territory itself, one above it, or a place that stands for *the city of 澄湖区*; it never
goes down and never guesses among namesakes.
"""

from graph.places.names import level_of, suffix
from graph.places.territory import ORDER, Level, Territory, digest

_BY_UNIT: dict[str, Level] = {
    "国": "nation", "省": "province", "自治区": "province", "兵团": "province",
    "市": "prefecture", "州": "prefecture", "自治州": "prefecture", "盟": "prefecture", "地区": "prefecture",
    "师": "prefecture", "区": "county", "县": "county", "自治县": "county", "旗": "county", "自治旗": "county",
    "镇": "town", "乡": "town", "街道": "town", "苏木": "town", "社区": "village", "村": "village", "嘎查": "village",
}  # fmt: skip


def unit_of(territory: Territory) -> str:
    """The word for a place in bare forms: 区 of 秦州区, 州 of 大理白族自治州, 自治区 of 广西.

    >>> from graph.places import find
    >>> [unit_of(find(n)[0]) for n in ("秦州区", "大理白族自治州", "广西壮族自治区", "第八师")]
    ['区', '州', '自治区', '师']
    """
    if territory.level == "nation":
        return "国"
    tail = suffix(territory.own)
    if territory.vague:
        tail = territory.own.removeprefix("某").removeprefix(territory.own.split("所在")[0] + "所在")
    if tail in ("自治州", "自治县", "自治旗"):
        return tail[-1]
    if territory.level == "county" and tail and tail[-1] in "区县旗市":
        return tail[-1]
    return tail or "市"


def level_of_unit(unit: str) -> Level:
    """The level that a bare unit speaks of."""
    return _BY_UNIT.get(unit) or level_of("某某" + unit) or "zone"


def about(territory: Territory | None, unit: str) -> Territory | None:
    """The place that a bare unit means in a report of a territory; None where none above it bears that unit.

    >>> from graph.places import find
    >>> [about(find("秦州区")[0], u).own for u in ("区", "市", "省")]
    ['秦州区', '天水市', '甘肃省']
    """
    if territory is None:
        return None
    wanted = {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(unit, unit)
    for t in territory.up():
        own = unit_of(t)
        if own == wanted or (t.level == "zone" and level_of_unit(unit) == "zone"):
            return t
        if wanted == "区" and own == "自治区" and t == territory:
            return t  # 区党委 of an autonomous region
    return None


def above_unknown(territory: Territory | None, unit: str) -> Territory | None:
    """A place that stands for the unknown one: the city in which 澄湖区 lies, or some district of 岚州市.

    >>> from graph.places import unknown
    >>> above_unknown(unknown("澄湖区"), "市").name
    '澄湖区所在市'
    """
    if territory is None:
        return None
    level = level_of_unit(unit)
    if ORDER[level] >= ORDER[territory.level]:  # below it, or beside it: some county of its prefecture
        parent = territory if ORDER[level] > ORDER[territory.level] else territory.parent
        own = f"某{unit}"
        name = (parent.own if parent else "") + own
        return Territory(digest("p", "<", territory.key, unit), name, own, own, level, parent=parent)
    top = territory
    for t in territory.up():
        if ORDER[t.level] > ORDER[level]:
            top = t
    above = next((t for t in top.up() if ORDER[t.level] < ORDER[level]), None)
    name = f"{top.own}所在{unit}"
    return Territory(digest("p", ">", top.key, unit), name, name, name, level, parent=above)


def chosen(places: tuple[Territory, ...], territory: Territory | None) -> Territory:
    """The one of several namesakes that a report of a territory means: the nearest to it.

    A report of some 鼓楼区 means its own; one of nowhere near a 鼓楼区 a place known by its name alone.
    """
    if len(places) == 1:
        return places[0]
    line = tuple(territory.up()) if territory else ()
    same = next((t for t in line if t.own == places[0].own), None)
    if same is not None:
        return same

    def near(place: Territory) -> tuple[int, bool, int, int, str]:
        shared = sum(1 for t in place.up() if t in line)
        deep = max((len(line) - i for i, t in enumerate(line) if t in tuple(place.up())), default=0)
        return (
            -max(shared, deep),
            place.valid_to is not None,
            -(place.valid_to or 9999),
            ORDER[place.level],
            place.code or "9",
        )

    first, second = sorted(places, key=near)[:2]
    if near(first)[0] == near(second)[0] and first.lineage != second.lineage and first.valid_to == second.valid_to:
        return Territory(digest("p", "?", first.own, first.level), first.own, first.own, first.short, first.level)
    return first


def settled(place: Territory, territory: Territory | None) -> Territory:
    """An unlisted town or village named in a report: it lies in the place that the report speaks of.

    >>> from graph.places import find, unknown
    >>> settled(unknown("石马镇"), find("秦州区")[0]).name
    '秦州区石马镇'
    """
    if place.listed or place.parent is not None or territory is None or place.level not in ("town", "village"):
        return place
    for t in territory.up():
        if t.own == place.own:
            return t
    above = next((t for t in territory.up() if ORDER[t.level] < ORDER[place.level]), None)
    return place if above is None else place_in(place, above)


def place_in(place: Territory, parent: Territory) -> Territory:
    """An unlisted town or village, put into the place that holds it."""
    full = parent.own + place.own if parent.level != "nation" else place.own
    return Territory(digest("p", "?", place.own, parent.key), full, place.own, place.short, place.level, parent=parent)
