"""The place of an outlet: out of the publisher's name, or of its site under gov.cn.

Invariant: a full name says the place; a short one (秦州发布, 临夏日报) only what fits the rest of the report.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from graph.places.evidence import Evidence, stripped
from graph.places.gazetteer import Gazetteer
from graph.places.phrase import opening
from graph.places.territory import ORDER, Territory, inside
from graph.places.units import about, level_of_unit, unit_of

_OUTLET = re.compile(
    r"(?:人民政府网站?|党政网|党务政务网|政务网|政府网站?|门户网站?|官网|官微|融媒体?中心|融媒体?|传媒中心|传媒集团|报业集团|新媒体中心|新闻中心|新闻传媒中心|新闻网"
    r"|广播电视台|广播电视总台|电视台|广电网?|日报社?|晚报社?|晨报|都市报|时报|发布|在线|宣传|政务|新闻|公众号|微信|客户端|网站|之声|之窗|通讯)+$|[报网台]$"
)
_OWNER = re.compile(
    r"(?:人民政府办公室|人民政府|政府办公室|政府办|政府|委办公室|委宣传部|委网信办|委|人大常委会|人大|政协|纪委监委|纪委|宣传部|办公室)$"
)
_HOSTED = 5.0
"""The votes that a host, or 全市 in the meeting's name, gives its unit."""
_HERALD = re.compile(r"^(?:今日|中国[·•]?|魅力|美丽|微|掌上|云上|看|最|爱|大美|幸福|活力|法治|平安|[“\"·•])+")
_PAPER = re.compile(r"日报|晚报|晨报|都市报|时报|在线|新闻网|电视台")


def of_publisher(seen: Evidence, publisher: str) -> tuple[Territory, ...]:
    """The place of the outlet: by its full name, or by a short one that fits what the report speaks of."""
    if not publisher:
        return ()
    paper = bool(_PAPER.search(publisher))
    stem, known = _outlet(publisher, seen.gazetteer)
    if known:
        known = _likely(seen, seen.then(known), stem, paper=paper)
    elif stem:
        known = _fitting(seen, stem, paper=paper)
    if known:
        seen.place(known, 1.5 if paper else 4.0, votes=False)
        seen.units[unit_of(known[0])] += 0.5 if paper else 4.0
    return known


def _likely(seen: Evidence, known: tuple[Territory, ...], stem: str, *, paper: bool) -> tuple[Territory, ...]:
    """临夏发布 is the prefecture's or the city's, by what else is said; 临夏日报 the prefecture's."""
    if not stem:
        return known
    if paper:
        known = tuple(t for t in known if t.level in ("province", "prefecture")) or known

    def said(t: Territory) -> tuple[float, int]:
        return (seen.units.get(unit_of(t), 0.0) + seen.named.get(t.own, ((), 0.0))[1], -ORDER[t.level])

    best = max(map(said, known))
    fit = tuple(t for t in known if said(t) == best)
    top = max(seen.bare, key=lambda u: (seen.units[u], u), default=None)
    if top and not paper and all(_foreign(t, top) for t in fit):
        return (seen.gazetteer.unknown(stem + top),)  # younger than the list, or in none: 平阳发布 on a 区委
    return fit


def _foreign(place: Territory, unit: str) -> bool:
    """Whether a bare unit can mean neither a place nor anything above or below it."""
    return ORDER[level_of_unit(unit)] <= ORDER[place.level] and about(place, unit) is None


def _fitting(seen: Evidence, stem: str, *, paper: bool) -> tuple[Territory, ...]:
    """澄湖发布 on a 区委 is of 澄湖区, on a report that names 澄湖县 of that; a paper is of a prefecture or above."""
    named = [places for places, _ in seen.named.values() if places[0].short == stem]
    if named:
        return max(named, key=lambda places: (ORDER[places[0].level], places[0].key))
    units = sorted(
        (u for u in seen.bare if 1 <= ORDER[level_of_unit(u)] <= (2 if paper else 3)),
        key=lambda u: (-ORDER[level_of_unit(u)], u),
    )
    host = max(units, key=lambda u: (seen.units[u], u), default="")
    if host and seen.units[host] >= _HOSTED:
        units = [host]
    for unit in units:
        if seen.gazetteer.bearing(stem + unit):
            return seen.gazetteer.bearers(stem + unit)
    if not units or len(stem) < 2 or (paper and any(ORDER[level_of_unit(u)] > 2 for u in seen.bare)):
        return ()
    return (seen.gazetteer.unknown(stem + units[0]),)


@lru_cache(maxsize=20_000)
def _outlet(publisher: str, gazetteer: Gazetteer) -> tuple[str, tuple[Territory, ...]]:
    """The stem of a publisher's name and the listed or plainly named places it may mean: 天水日报, 秦州发布."""
    trimmed = publisher.strip('《》“”" ')
    bare = _OUTLET.sub("", trimmed)
    after = _HERALD.sub("", bare)
    bare = after if len(after) > 1 else bare
    opened = opening(stripped(bare + "委"), gazetteer)
    if not opened.places:
        opened = opening(stripped(bare), gazetteer)
    if any(place.own in bare for place in opened.places):
        listed = () if opened.places[0].listed else gazetteer.find(bare)
        return "", listed or opened.places  # 津市发布 is of 津市市, and not of some 津市
    stem = _OWNER.sub("", bare)
    if bare == trimmed == stem or len(stem) > 8:
        return "", ()
    known = gazetteer.find(stem) if len(stem) > 1 else ()
    if not known and re.search(r"人民|新华|中国|中央|全国|工作|学习|时代|部|厅|局|委|校|院", stem):
        return "", ()
    return stem, known


def of_site(seen: Evidence, url: str) -> tuple[Territory, ...]:
    """www.qinzhouqu.gov.cn, or www.tianshui.gov.cn for its city."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ()
    if not host.endswith(".gov.cn"):
        return ()
    found: Territory | None = None
    for label in reversed(host.removesuffix(".gov.cn").split(".")):
        place = seen.gazetteer.hosts.get(label)
        if place and (found is None or inside(place, found)):
            found = place
    if found is None:
        return ()
    seen.place((found,), 3.0)
    return (found,)
