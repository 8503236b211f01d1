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
from graph.places.phrase import opening
from graph.places.territory import ORDER, Territory, digest, inside
from graph.places.units import level_of_unit, place_in, unit_of
from graph.record import MeetingReport

_OUTLET = re.compile(
    r"(?:党政网|党务政务网|政务网|政府网站?|门户网站?|官网|官微|融媒体?中心|融媒体?|传媒中心|传媒集团|报业集团|新媒体中心|新闻中心|新闻传媒中心|新闻网"
    r"|广播电视台|广播电视总台|电视台|广电网?|日报社?|晚报社?|晨报|都市报|时报|发布|在线|宣传|政务|新闻|公众号|微信|客户端|网站|之声|之窗|通讯|报社|报|网|台)+$"
)
_OWNER = re.compile(
    r"(?:人民政府办公室|人民政府|政府办公室|政府办|政府|区委办公室|委办公室|委宣传部|委网信办|委|人大常委会|人大|政协|纪委监委|纪委|宣传部|办公室)$"
)
_HERALD = re.compile(r"^(?:今日|中国[·•]?|魅力|美丽|微|掌上|云上|看|最|爱|大美|幸福|活力|法治|平安|[“\"·•])+")
_PAPER = re.compile(r"日报|晚报|晨报|都市报|时报|在线|新闻网|电视台")
_WHOLE = re.compile(r"[全我本](省|市|州|盟|区|县|旗|镇|乡|街道|社区|村|师|自治区)")
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

    def see(self, text: str, weight: float, *, votes: bool = True) -> None:
        """A body or post as written."""
        found = opening(_stripped(text), self.gazetteer)
        if found.places:
            self.place(found.places, weight, votes=votes)
        elif found.unit and votes:
            self.units[_plain_unit(found.unit)] += weight

    def place(self, places: tuple[Territory, ...], weight: float, *, votes: bool = True) -> None:
        places = self._then(places)
        own = places[0].own
        known, before = self.named.get(own, (places, 0.0))
        self.named[own] = (places if len(places) < len(known) else known, before + weight)
        if votes:
            self.units[unit_of(places[0])] += weight

    def _then(self, places: tuple[Territory, ...]) -> tuple[Territory, ...]:
        """The namesakes that bore the name in the year of the report; a name long given up is some other place's."""
        year = self.year or 2015
        fit = tuple(t for t in places if not t.listed or (t.valid_from or 0) - 3 <= year <= (t.valid_to or 9999) + 3)
        return fit or (self.gazetteer.unknown(places[0].own),)


@lru_cache(maxsize=50_000)
def _stripped(text: str) -> str:
    text = re.sub(r"^(?:中国共产党|中共(?!中央)|中国人民政治协商会议|人民政协|政协(?=.{2,12}委员会))", "", text)
    return re.sub(r"^(?:第?[一二三四五六七八九十百零\d]+届|[全我本](?=[省市州盟区县旗镇乡]))", "", text)


def _plain_unit(unit: str) -> str:
    return {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(unit, unit)


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
    publisher = _of_publisher(seen, source.publisher or "")
    host = _of_host(seen, source.url or "")
    _of_title(seen, source.title or "")
    _of_meetings(seen, record)
    _of_people(seen, record)
    _of_sentences(seen, record)
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
    found = _outlet(publisher, seen.gazetteer)
    if found:
        paper = bool(_PAPER.search(publisher))
        seen.place(found, 2.0 if paper else 4.0)
        return seen._then(found)  # noqa: SLF001
    stem = _herald(publisher)
    for own, (places, weight) in list(seen.named.items()):
        if places[0].short == stem:
            seen.named[own] = (places, weight + 4.0)
    return ()


def _herald(publisher: str) -> str:
    return _OWNER.sub("", _OUTLET.sub("", _HERALD.sub("", publisher.strip('《》“”" '))))


@lru_cache(maxsize=20_000)
def _outlet(publisher: str, gazetteer: Gazetteer) -> tuple[Territory, ...]:
    """The place in a publisher's name: 天水日报, 秦州发布, 岚州市澄湖区融媒体中心."""
    if not publisher:
        return ()
    bare = _OUTLET.sub("", _HERALD.sub("", publisher.strip('《》“”" ')))
    opened = opening(_stripped(bare), gazetteer)
    if opened.places:
        return opened.places
    stem = _OWNER.sub("", bare)
    if len(stem) < 2:
        return ()
    known = gazetteer.find(stem)
    if known:
        if not gazetteer.bearing(stem) and _PAPER.search(publisher):
            upper = tuple(t for t in known if t.level in ("province", "prefecture"))
            known = upper[:1] or known
        level = known[0].level
        return tuple(t for t in known if t.level == level)
    if level_of(stem) and len(stem) > 2 and not re.search(r"人民|新华|中国|中央|全国|工作|学习|时代", stem):
        return (gazetteer.unknown(stem),)
    return ()


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
        seen.units[whole[1]] += 2.0
    seen.see(title, 2.0)
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
        seen.see(meeting.name, 3.0)
        whole = _WHOLE.search(meeting.name)
        if whole:
            seen.units[whole[1]] += 5.0
    for _, group in record.directed:
        seen.see(group, 0.5)


def _of_people(seen: _Evidence, record: MeetingReport) -> None:
    """Each person speaks for the lowest unit of his posts; the chairs count most, whoever else is named a little."""
    chairs = {name for meeting in record.meetings for name in meeting.chaired}
    present = {name for meeting in record.meetings for name in meeting.attended}
    for official in record.officials:
        posts = [post for post in official.posts if post not in official.former]
        if not posts:
            continue
        weight = 2.5 if official.name in chairs else 0.6 if official.name in present else 0.2
        lowest = max(posts, key=lambda post: _depth(post, seen.gazetteer))
        for post in posts:
            seen.see(post, weight, votes=post == lowest)


@lru_cache(maxsize=100_000)
def _depth(post: str, gazetteer: Gazetteer) -> int:
    """How far down the place of a post lies; 副县长 lies in a county."""
    found = opening(post, gazetteer)
    if found.places:
        return ORDER[found.places[0].level]
    if found.unit:
        return ORDER[level_of_unit(found.unit)]
    head = re.match(r"(?:常务|挂职)?副?代?([省市州盟区县旗镇乡])长", post)
    return ORDER[level_of_unit(head[1])] if head else -1


def _of_sentences(seen: _Evidence, record: MeetingReport) -> None:
    for sentence in record.sentences[:3]:
        text = sentence.text[_DATED.match(sentence.text).end() :] if _DATED.match(sentence.text) else sentence.text  # type: ignore[union-attr]
        seen.see(text[:40], 1.0)
        convener = _CONVENES.match(text)
        if convener:
            _by_name(seen, convener[1], 2.0)
        whole = _WHOLE.search(text)
        if whole:
            seen.units[whole[1]] += 0.5


# ------------------------------------------------------------------------------------------------------------ judgement


def _unit(seen: _Evidence, publisher: tuple[Territory, ...]) -> str | None:
    """The unit that the report speaks of. A county's paper on a town's meeting speaks of the county."""
    votes = dict(seen.units)
    if publisher and publisher[0].level in ("county", "zone", "prefecture"):
        votes = {u: v for u, v in votes.items() if level_of_unit(u) not in _TOWNISH} or votes
    if not votes:
        return None
    return max(votes, key=lambda u: (round(votes[u], 3), ORDER[level_of_unit(u)], u))


def _placed(seen: _Evidence, unit: str, publisher: tuple[Territory, ...], record: MeetingReport) -> Territory | None:
    line = _context(seen)
    fit = [(own, places, weight) for own, (places, weight) in seen.named.items() if unit_of(places[0]) == unit]
    if fit:
        _, places, _ = max(fit, key=lambda item: (round(item[2], 3), item[0]))
        return _apart(seen, _nearest(places, line), record)
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
