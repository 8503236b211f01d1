"""Where a report speaks of.

Invariants. The answer depends on the one record alone. Two questions are weighed apart: which *unit* bare bodies mean
(the report of a district says 区委), and which *place* of that unit is named. What the report says of its own sitting
(hosts, chair, title, publisher) outweighs whom it cites. A place that cannot be told is 某区, kept apart from the
unnamed districts of other publishers (or reports, where the publisher is a larger place's paper).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from graph.places.gazetteer import Gazetteer, national
from graph.places.names import level_of
from graph.places.phrase import STRICT, UNITS, opening
from graph.places.territory import ORDER, Territory, digest, inside
from graph.places.units import about, level_of_unit, place_in, unit_of
from graph.record import MeetingReport

_OUTLET = re.compile(
    r"(?:人民政府网站?|党政网|党务政务网|政务网|政府网站?|门户网站?|官网|官微|融媒体?中心|融媒体?|传媒中心|传媒集团|报业集团|新媒体中心|新闻中心|新闻传媒中心|新闻网"
    r"|广播电视台|广播电视总台|电视台|广电网?|日报社?|晚报社?|晨报|都市报|时报|发布|在线|宣传|政务|新闻|公众号|微信|客户端|网站|之声|之窗|通讯)+$|[报网台]$"
)
_OWNER = re.compile(
    r"(?:人民政府办公室|人民政府|政府办公室|政府办|政府|委办公室|委宣传部|委网信办|委|人大常委会|人大|政协|纪委监委|纪委|宣传部|办公室)$"
)
_HERALD = re.compile(r"^(?:今日|中国[·•]?|魅力|美丽|微|掌上|云上|看|最|爱|大美|幸福|活力|法治|平安|[“\"·•])+")
_PAPER = re.compile(r"日报|晚报|晨报|都市报|时报|在线|新闻网|电视台")
_WHOLE = re.compile(r"[全我本](省|市|州|盟|区|县|旗|镇|乡|街道|社区|村|师|自治区)")
_HEAD = re.compile(r"(?:常务|挂职)?副?代?([省市州盟区县旗镇乡])长")
_CONVENES = re.compile(r"^(.{2,12}?)(?:组织|隆重)?(?:召开|举行|举办|部署|传达|学习贯彻|[:：|｜])")
_DATED = re.compile(r"^(?:本报讯|本网讯|[\d年月日上下午晚中，, 　近昨今]|星期.)*")
_TOWNISH = ("town", "village")


@dataclass(slots=True)
class _Evidence:
    """Votes for units and for places, gathered over one record."""

    gazetteer: Gazetteer
    year: int | None
    units: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    named: dict[str, tuple[tuple[Territory, ...], float]] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)
    """Units said without a name: they tell what lies above the place, too."""

    def see(self, text: str, weight: float, *, votes: bool = True, free: bool = False) -> None:
        """A body or post as written; of ``free`` text an unlisted place counts only before a body."""
        found = opening(_stripped(text), self.gazetteer)
        if found.places:
            if not (free and not found.places[0].listed and not STRICT.match(found.rest)):
                self.place(found.places, weight, votes=votes)
        elif found.unit:
            self.unit(found.unit, weight if votes else 0.0)

    def unit(self, unit: str, weight: float) -> None:
        """A bare unit: 区委, 全县."""
        plain = {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(unit, unit)
        self.bare.add(plain)
        self.units[plain] += weight

    def place(self, places: tuple[Territory, ...], weight: float, *, votes: bool = True) -> None:
        """A place by name; of a town in a known county, the county."""
        places = self.then(places)
        if all(t.level in _TOWNISH and t.parent is not None for t in places):
            places = tuple({t.parent.key: t.parent for t in places if t.parent}.values())
        own = places[0].own
        known, before = self.named.get(own, (places, 0.0))
        self.named[own] = (places if len(places) < len(known) else known, before + weight)
        if votes:
            self.units[unit_of(places[0])] += weight

    def then(self, places: tuple[Territory, ...]) -> tuple[Territory, ...]:
        """The namesakes that bore the name in the year of the report; a name long given up is some other place's."""
        year = self.year or 2015
        fit = tuple(t for t in places if not t.listed or (t.valid_from or 0) - 3 <= year <= (t.valid_to or 9999) + 3)
        return fit or (self.gazetteer.unknown(places[0].own),)


@lru_cache(maxsize=50_000)
def _stripped(text: str) -> str:
    text = re.sub(r"^(?:中国共产党|中共(?!中央)|中国人民政治协商会议|人民政协|政协(?=.{2,12}委员会))", "", text)
    return re.sub(r"^(?:第?[一二三四五六七八九十百零\d]+届|[全我本](?=[省市州盟区县旗镇乡]))", "", text)


def territory_of(record: MeetingReport, gazetteer: Gazetteer | None = None) -> Territory | None:
    """The place a report speaks of; some place (某区) where only its level shows; None where nothing does.

    >>> def told(**source):
    ...     return MeetingReport.model_validate({"id": "r1", "source": source,
    ...         "officials": [{"name": "雷鸣", "posts": ["市委常委", "秦州区委书记"]}, {"name": "高远", "posts": ["省委书记"]}],
    ...         "meetings": [{"name": "区委常委会会议", "groups": ["区委常委会"], "chaired": ["雷鸣"]}]})
    >>> territory_of(told()).name, territory_of(told(publisher="天水在线")).name
    ('天水市秦州区', '天水市秦州区')
    """
    places = gazetteer or national()
    source = record.source
    if source.territory:
        return _stated(source.territory, places, _year(record))
    seen = _Evidence(places, _year(record))
    host = _of_host(seen, source.url or "")
    _of_title(seen, source.title or "")
    _of_meetings(seen, record)
    _of_people(seen, record)
    _of_sentences(seen, record)
    publisher = _of_publisher(seen, source.publisher or "")
    unit = _unit(seen, publisher)
    if unit is None:
        return None
    return _placed(seen, unit, publisher or host, record)


def _stated(name: str, places: Gazetteer, year: int | None) -> Territory:
    known = places.find(name, year=year)
    return known[0] if known else places.unknown(name)


def _year(record: MeetingReport) -> int | None:
    dates = [record.source.published, *(m.date for m in record.meetings)]
    return next((int(d[:4]) for d in dates if d and d[:4].isdigit()), None)


# ------------------------------------------------------------------------------------------------------------ evidence


def _of_publisher(seen: _Evidence, publisher: str) -> tuple[Territory, ...]:
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
        seen.place(known, 3.0 if paper else 4.0, votes=False)
        seen.units[unit_of(known[0])] += 0.8 if paper else 4.0
    return known


def _likely(seen: _Evidence, known: tuple[Territory, ...], stem: str, *, paper: bool) -> tuple[Territory, ...]:
    """临夏发布 is the prefecture's or the city's, by what else is said; 临夏日报 the prefecture's."""
    if not stem:
        return known
    if paper:
        known = tuple(t for t in known if t.level in ("province", "prefecture")) or known

    def said(t: Territory) -> tuple[float, int]:
        return (seen.units.get(unit_of(t), 0.0) + seen.named.get(t.own, ((), 0.0))[1], -ORDER[t.level])

    best = max(map(said, known))
    fit = tuple(t for t in known if said(t) == best)
    bare = [u for u in seen.bare if level_of_unit(u) == fit[0].level]
    if not paper and fit[0].level == "county" and len(bare) == 1 and best[0] == 0.0:
        return (seen.gazetteer.unknown(stem + bare[0]),)  # a district younger than the list: 平阳发布 on a 区委
    return fit


def _fitting(seen: _Evidence, stem: str, *, paper: bool) -> tuple[Territory, ...]:
    """澄湖发布 on a 区委 is of 澄湖区, on a report that names 澄湖县 of that; a paper is a prefecture's or a province's."""
    named = [places for places, _ in seen.named.values() if places[0].short == stem]
    if named:
        return max(named, key=lambda places: (ORDER[places[0].level], places[0].key))
    units = sorted(
        (u for u in seen.bare if level_of_unit(u) in (("province", "prefecture") if paper else ("province", "prefecture", "county"))),
        key=lambda u: (-ORDER[level_of_unit(u)], u),
    )  # fmt: skip
    for unit in units:
        if seen.gazetteer.bearing(stem + unit):
            return seen.gazetteer._known(stem + unit)  # noqa: SLF001
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
    opened = opening(_stripped(bare + "委"), gazetteer)
    if not opened.places:
        opened = opening(_stripped(bare), gazetteer)
    if opened.places:
        return "", opened.places
    stem = _OWNER.sub("", bare)
    if (
        re.search(r"人民|新华|中国|中央|全国|工作|学习|时代|部|厅|局|委|校|院", stem)
        or len(stem) > 8
        or bare == trimmed == stem
    ):
        return "", ()
    return stem, gazetteer.find(stem) if len(stem) > 1 else ()


def _of_host(seen: _Evidence, url: str) -> tuple[Territory, ...]:
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


def _of_title(seen: _Evidence, title: str) -> None:
    whole = _WHOLE.search(title)
    if whole:
        seen.unit(whole[1], 2.0)
    seen.see(title, 2.0, free=True)
    convener = _CONVENES.match(title)
    if convener:
        _by_name(seen, convener[1], 3.0)


def _by_name(seen: _Evidence, text: str, weight: float) -> None:
    """A whole phrase that is a place: 秦州区 (召开…)."""
    known = seen.gazetteer._known(text) if len(text) > 1 else ()  # noqa: SLF001
    if known:
        seen.place(known, weight)
    elif len(text) > 2 and level_of(text) and opening(text + "委", seen.gazetteer).places:
        seen.place(opening(text + "委", seen.gazetteer).places, weight)


def _of_meetings(seen: _Evidence, record: MeetingReport) -> None:
    for meeting in record.meetings:
        for position, group in enumerate(meeting.groups):
            seen.see(group, 5.0 if position == 0 else 3.0)
        seen.see(meeting.name, 3.0, free=True)
        whole = _WHOLE.search(meeting.name)
        if whole:
            seen.unit(whole[1], 5.0)
    for _, group in record.directed:
        seen.see(group, 0.5)


def _of_people(seen: _Evidence, record: MeetingReport) -> None:
    """Each person speaks for the lowest unit of his posts; the chairs count more, and several of one county together."""
    chairs = {name for meeting in record.meetings for name in meeting.chaired}
    present = {name for meeting in record.meetings for name in meeting.attended}
    local: dict[str, int] = defaultdict(int)
    for official in record.officials:
        posts = [post for post in official.posts if post not in official.former]
        if not posts:
            continue
        weight = 2.2 if official.name in chairs else 0.8 if official.name in present else 0.2
        lowest = max(posts, key=lambda post: _depth(post, seen.gazetteer))
        for post in posts:
            seen.see(post, weight, votes=post == lowest)
        head = _HEAD.match(lowest)
        if head and opening(lowest, seen.gazetteer).unit is None:
            seen.unit(head[1], weight)
        if official.name in present and _depth(lowest, seen.gazetteer) == ORDER["county"]:
            found = opening(lowest, seen.gazetteer)
            local[found.places[0].own if found.places else found.unit or (head[1] if head else "")] += 1
    for unit in [name for name in local if name in UNITS]:  # 安定区委书记, 副区长: one district
        named = [own for own in local if own in seen.named and unit_of(seen.named[own][0][0]) == unit]
        if len(named) == 1:
            local[named[0]] += local.pop(unit)
    for name, count in local.items():
        if name in UNITS:
            seen.unit(name, count - 1.0)
        elif name in seen.named:
            seen.place(seen.named[name][0], count - 1.0)


@lru_cache(maxsize=100_000)
def _depth(post: str, gazetteer: Gazetteer) -> int:
    """How far down the place of a post lies; 副县长 lies in a county."""
    found = opening(post, gazetteer)
    if found.places:
        return ORDER[found.places[0].level]
    if found.unit:
        return ORDER[level_of_unit(found.unit)]
    head = _HEAD.match(post)
    return ORDER[level_of_unit(head[1])] if head else -1


def _of_sentences(seen: _Evidence, record: MeetingReport) -> None:
    for sentence in record.sentences[:3]:
        text = sentence.text[_DATED.match(sentence.text).end() :] if _DATED.match(sentence.text) else sentence.text  # type: ignore[union-attr]
        seen.see(text[:40], 1.0, free=True)
        convener = _CONVENES.match(text)
        if convener:
            _by_name(seen, convener[1], 2.0)
        whole = _WHOLE.search(text)
        if whole:
            seen.unit(whole[1], 0.5)


# ------------------------------------------------------------------------------------------------------------ judgement


def _unit(seen: _Evidence, publisher: tuple[Territory, ...]) -> str | None:
    """The unit that the report speaks of. A county's paper on a town's meeting speaks of the county."""
    votes = dict(seen.units)
    if not (publisher and publisher[0].level in _TOWNISH):
        votes = {u: v for u, v in votes.items() if level_of_unit(u) not in _TOWNISH} or votes
    if not votes:
        return None
    return max(votes, key=lambda u: (round(votes[u], 3), ORDER[level_of_unit(u)], u))


def _placed(seen: _Evidence, unit: str, publisher: tuple[Territory, ...], record: MeetingReport) -> Territory | None:
    line = _context(seen)
    if unit == "区" and publisher and unit_of(publisher[0]) == "自治区":
        if not any(unit_of(p[0]) == "区" for p, _ in seen.named.values()):
            return publisher[0]  # 全区 of an autonomous region
    fit = [(own, places, weight) for own, (places, weight) in seen.named.items() if unit_of(places[0]) == unit]
    if fit:
        _, places, _ = max(fit, key=lambda item: (round(item[2], 3), item[0]))
        return _apart(seen, _nearest(_under(places, seen.bare), line), record)
    below = [
        (weight, t) for places, weight in seen.named.values() for p in places[:1] for t in p.up() if unit_of(t) == unit
    ]
    if below:
        return max(below, key=lambda item: (round(item[0], 3), item[1].key))[1]
    above = [p for p in line if ORDER[p.level] < ORDER[level_of_unit(unit)]]
    within = max(above, key=lambda t: ORDER[t.level], default=None)
    apart = _source(record, publisher, unit)
    own = f"某{unit}"
    name = (within.own if within else "") + own
    key = digest("p", "<", within.key if within else "", unit, apart)
    return Territory(key, name, own, own, level_of_unit(unit), parent=within)


def _context(seen: _Evidence) -> list[Territory]:
    """The places that are surely named, the weightiest first."""
    sure = [(w, places[0]) for places, w in seen.named.values() if len(places) == 1]
    return [t for _, t in sorted(sure, key=lambda item: (-item[0], item[1].key))]


def _under(places: tuple[Territory, ...], bare: set[str]) -> tuple[Territory, ...]:
    """Of namesakes those that lie in what the bare units say: under a 州 where 州委 is spoken of."""
    for unit in sorted(bare):
        if ORDER[level_of_unit(unit)] < ORDER[places[0].level]:
            places = tuple(p for p in places if about(p, unit)) or places
    return places


def _nearest(places: tuple[Territory, ...], line: list[Territory]) -> tuple[Territory, ...]:
    """Of several namesakes the one beside, above or below a place that is surely named."""
    if len(places) == 1:
        return places
    for depth in ("prefecture", "province"):
        for sure in line:
            hold = next((t for t in sure.up() if t.level == depth), None)
            near = tuple(p for p in places if hold is not None and inside(p, hold))
            if len(near) == 1:
                return near
    for sure in line:  # a county named, its city wanted
        near = tuple(p for p in places if inside(sure, p))
        if len(near) == 1:
            return near
    return places


def _apart(seen: _Evidence, places: tuple[Territory, ...], record: MeetingReport) -> Territory:
    """The place; where namesakes cannot be told apart, one that is this publisher's."""
    first = places[0]
    if len(places) > 1:
        apart = _source(record, (), unit_of(first))
        return Territory(digest("p", "?", first.own, apart), first.own, first.own, first.short, first.level)
    if first.listed or first.parent is not None:
        return first
    if first.level in _TOWNISH or first.level == "zone":
        above = [t for t in _context(seen) if ORDER[t.level] < ORDER[first.level]]
        if above:
            return place_in(first, max(above, key=lambda t: ORDER[t.level]))
        if first.level in _TOWNISH:
            return Territory(
                digest("p", "?", first.own, _source(record, (), "")), first.own, first.own, first.short, first.level
            )
    return first


def _source(record: MeetingReport, publisher: tuple[Territory, ...], unit: str) -> str:
    """What sets an unknown place apart: the site or publisher, or the report itself under a larger place's paper."""
    if publisher and ORDER[publisher[0].level] < ORDER[level_of_unit(unit)]:
        return f"report {record.id}"
    try:
        host = urlsplit(record.source.url or "").hostname
    except ValueError:
        host = None
    return (
        f"site {host}"
        if host
        else f"publisher {record.source.publisher}"
        if record.source.publisher
        else f"report {record.id}"
    )
