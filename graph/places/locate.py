"""Where a report speaks of.

Invariants. The answer depends on the one record alone. Two questions are weighed apart: which *unit* bare bodies mean
(the report of a district says 区委), and which *place* of that unit is named. A place that cannot be told is 某区, kept
apart from the unnamed districts of other sites or publishers (of other reports, under a larger place's paper).
"""

import re
from urllib.parse import urlsplit

from graph.places.evidence import TOWNISH, Evidence, of_meetings, of_people, of_sentences, of_title
from graph.places.gazetteer import Gazetteer, national
from graph.places.outlets import of_publisher, of_site
from graph.places.territory import ORDER, Territory, digest, inside
from graph.places.units import about, level_of_unit, place_in, unit_of
from graph.record import MeetingReport

_CENTRAL = re.compile(r"新华|人民日报|央视|中央|中国")


def territory_of(record: MeetingReport, gazetteer: Gazetteer | None = None) -> Territory | None:
    """The place a report speaks of; some place (某区) where only its level shows; None where nothing does.

    >>> def told(**source):
    ...     return MeetingReport.model_validate({"id": "r1", "source": source,
    ...         "officials": [{"name": "雷鸣", "posts": ["市委常委", "秦州区委书记"]}],
    ...         "meetings": [{"name": "区委常委会会议", "groups": ["区委常委会"], "chaired": ["雷鸣"]}]})
    >>> territory_of(told()).name, territory_of(told(publisher="天水在线")).name
    ('天水市秦州区', '天水市秦州区')
    """
    places = gazetteer or national()
    source = record.source
    if source.territory and record.extractor.name != "rules":
        # Told by the owner of the report. What the rules read off the page is one clue of those weighed below.
        return _stated(source.territory, places, _year(record))
    seen = Evidence(places, _year(record))
    host = of_site(seen, source.url or "")
    of_title(seen, source.title or "")
    of_meetings(seen, record)
    of_people(seen, record)
    of_sentences(seen, record)
    publisher = of_publisher(seen, source.publisher or "")
    unit = _unit(seen, publisher)
    if unit is None:
        return places.nation if _CENTRAL.match(source.publisher or "") else None
    return _placed(seen, unit, publisher or host, record)


def _stated(name: str, places: Gazetteer, year: int | None) -> Territory:
    known = places.find(name, year=year)
    return known[0] if known else places.unknown(name)


def _year(record: MeetingReport) -> int | None:
    dates = [record.source.published, *(m.date for m in record.meetings)]
    return next((int(d[:4]) for d in dates if d and d[:4].isdigit()), None)


def _unit(seen: Evidence, publisher: tuple[Territory, ...]) -> str | None:
    """The unit that the report speaks of. A county's paper on a town's meeting speaks of the county."""
    votes = dict(seen.units)
    if not (publisher and publisher[0].level in TOWNISH):
        larger = {u: v for u, v in votes.items() if level_of_unit(u) not in TOWNISH}
        votes = larger if max(larger.values(), default=0.0) > 0.5 else votes  # less is only a paper's own place
    if not votes:
        return None
    return max(votes, key=lambda u: (round(votes[u], 3), ORDER[level_of_unit(u)], u))


def _placed(seen: Evidence, unit: str, publisher: tuple[Territory, ...], record: MeetingReport) -> Territory | None:
    if unit == "国":
        return seen.gazetteer.nation
    line = _context(seen)
    fit = [(own, places, weight) for own, (places, weight) in seen.named.items() if unit_of(places[0]) == unit]
    if fit:
        _, places, _ = max(fit, key=lambda item: (round(item[2], 3), item[0]))
        return _apart(seen, _nearest(_under(places, seen.bare), line), record)
    if unit == "区" and publisher and unit_of(publisher[0]) == "自治区":
        return publisher[0]  # 全区 of an autonomous region
    weak = sorted(own for own, place in seen.weak.items() if unit_of(place) == unit)
    if weak:
        return _apart(seen, (seen.weak[weak[0]],), record)
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


def _context(seen: Evidence) -> list[Territory]:
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


def _apart(seen: Evidence, places: tuple[Territory, ...], record: MeetingReport) -> Territory:
    """The place; where namesakes cannot be told apart, one that is this publisher's."""
    first = places[0]
    if len(places) > 1:
        apart = _source(record, (), unit_of(first))
        return Territory(digest("p", "?", first.own, apart), first.own, first.own, first.short, first.level)
    if first.listed or first.parent is not None or first.level not in TOWNISH:
        return first
    above = [t for t in _context(seen) if ORDER[t.level] < ORDER[first.level]]
    if above:
        return place_in(first, max(above, key=lambda t: ORDER[t.level]))
    return Territory(
        digest("p", "?", first.own, _source(record, (), "")), first.own, first.own, first.short, first.level
    )


def _source(record: MeetingReport, publisher: tuple[Territory, ...], unit: str) -> str:
    """What sets an unknown place apart: the site or publisher, or the report itself under a larger place's paper."""
    if publisher and ORDER[publisher[0].level] < ORDER[level_of_unit(unit)]:
        return f"report {record.id}"
    try:
        host = urlsplit(record.source.url or "").hostname
    except ValueError:
        host = None
    if host:
        return f"site {host}"
    return f"publisher {record.source.publisher}" if record.source.publisher else f"report {record.id}"
