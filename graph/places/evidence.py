"""What one report says of its place: votes for units and for places, each weighed by who says it.

Invariant: what a report says of its own sitting (hosts, title, chair) outweighs whom it names; a bare 区委 votes for
the unit 区, a name for its unit and for its place.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from graph.places.gazetteer import Gazetteer
from graph.places.names import level_of
from graph.places.phrase import STRICT, UNITS, opening
from graph.places.territory import ORDER, Territory
from graph.places.units import level_of_unit, unit_of
from graph.record import MeetingReport

_WHOLE = re.compile(r"[全我本](省|市|州|盟|区|县|旗|镇|乡|街道|社区|村|师|自治区)")
_HEAD = re.compile(r"(?:常务|挂职)?副?代?([省市州盟区县旗镇乡])长")
_FIRST_TWO = re.compile(r"(?<=委)书记$|(?<!副)[区县旗市]长$")
_NATIONAL = re.compile(
    r"中共中央|中央(?!企业)|全国(?!.{0,8}(?:商会|代表))|国务院|国家(?:主席|副主席|.{1,10}[委部局署会])|最高人民"
    r"|中国人民(?:政治|银行)|(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟).{0,9}中央"
)
_CONVENES = re.compile(r"^(.{2,12}?)(?:组织|隆重)?(?:召开|举行|举办|部署|传达|学习贯彻|[:：|｜])")
_DATED = re.compile(r"^(?:本报讯|本网讯|[\d年月日上下午晚中，, 　近昨今]|星期.)*")
_LOOK = 60
"""Characters at which the place of a text is looked for."""
TOWNISH = ("town", "village")


@dataclass(slots=True)
class Evidence:
    """Votes for units and for places, gathered over one record."""

    gazetteer: Gazetteer
    year: int | None
    units: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    named: dict[str, tuple[tuple[Territory, ...], float]] = field(default_factory=dict)
    weak: dict[str, Territory] = field(default_factory=dict)
    """Unlisted places at the start of free text: they count only where their unit is decided by better evidence."""
    bare: set[str] = field(default_factory=set)
    """Units said without a name: they tell what lies above the place, too."""

    def see(self, text: str, weight: float, *, votes: bool = True, free: bool = False) -> None:
        """A body or post as written; of ``free`` text an unlisted place counts only before a body."""
        text = text[:_LOOK]
        found = opening(stripped(text), self.gazetteer)
        if _NATIONAL.match(stripped(text)):
            self.units["国"] += weight if votes else 0.0
        elif found.places:
            if free and not found.places[0].listed and not STRICT.match(found.rest):
                self.weak.setdefault(found.places[0].own, found.places[0])
            else:
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
        if all(t.level in TOWNISH and t.parent is not None for t in places):
            places = tuple({t.parent.key: t.parent for t in places if t.parent}.values())
        own = places[0].own
        known, before = self.named.get(own, (places, 0.0))
        self.named[own] = (places if len(places) < len(known) else known, before + weight)
        if votes:
            self.units[unit_of(places[0])] += weight

    def then(self, places: tuple[Territory, ...]) -> tuple[Territory, ...]:
        """The namesakes that bore the name in the year of the report; a name long given up is some other place's.

        Habit keeps a name for three years, but not where another place bears it: 东乡县 of 2018 is that of Gansu.
        """
        year = self.year or 2015
        alive = tuple(t for t in places if year <= (t.valid_to or 9999) + 3)
        fit = tuple(t for t in alive if (t.valid_from or 0) - 3 <= year)
        now = tuple(t for t in fit if year <= (t.valid_to or 9999))
        return now or fit or alive or (self.gazetteer.unknown(places[0].own),)


@lru_cache(maxsize=50_000)
def stripped(text: str) -> str:
    """A name without 中共, 政协, a term of office and 全 in front: what a place may open.

    >>> stripped("中共禾阳市第七届纪律检查委员会"), stripped("十三届县委常委会"), stripped("全县会议")
    ('禾阳市第七届纪律检查委员会', '县委常委会', '县会议')
    """
    text = re.sub(r"^(?:中国共产党|中共(?!中央)|中国人民政治协商会议|人民政协|政协(?=.{2,12}委员会))", "", text)
    return re.sub(r"^(?:第?[一二三四五六七八九十百零\d]+[届次](?=.)|[全我本](?=[省市州盟区县旗镇乡]))", "", text)


def of_title(seen: Evidence, title: str) -> None:
    """The title: 秦州区召开…, 全区…, 区委…"""
    title = title[:_LOOK]
    whole = _WHOLE.search(title)
    if whole:
        seen.unit(whole[1], 2.0)
    seen.see(title, 2.0, free=True)
    convener = _CONVENES.match(title)
    if convener:
        _by_name(seen, convener[1], 3.0)


def _by_name(seen: Evidence, text: str, weight: float) -> None:
    """A whole phrase that is a place: 秦州区 (召开…)."""
    known = seen.gazetteer.bearers(text) if len(text) > 1 else ()
    if known:
        seen.place(known, weight)
    elif len(text) > 2 and level_of(text) and opening(text + "委", seen.gazetteer).places:
        seen.place(opening(text + "委", seen.gazetteer).places, weight)


def of_meetings(seen: Evidence, record: MeetingReport) -> None:
    """The hosts, the first most, and the meetings' own names."""
    for meeting in record.meetings:
        for position, group in enumerate(meeting.groups):
            seen.see(group, 5.0 if position == 0 else 3.0)
        seen.see(meeting.name, 3.0, free=True)
        whole = _WHOLE.search(meeting.name)
        if whole:
            seen.unit(whole[1], 5.0)
    for _, group in record.directed:
        seen.see(group, 0.5)


def of_people(seen: Evidence, record: MeetingReport) -> None:
    """Each person speaks for the lowest unit of the posts; chairs count more, and several of one county together."""
    chairs = {name for meeting in record.meetings for name in meeting.chaired}
    present = {name for meeting in record.meetings for name in meeting.attended}
    silent = not any(meeting.groups or _WHOLE.search(meeting.name) for meeting in record.meetings)
    local: dict[str, int] = defaultdict(int)
    pairs: dict[str, set[str]] = defaultdict(set)
    guests = 0
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
        depth = _depth(lowest, seen.gazetteer)
        guests += official.name in present and 0 <= depth < ORDER["county"]
        if official.name in present and depth == ORDER["county"]:
            found = opening(lowest, seen.gazetteer)
            own = seen.then(found.places)[0].own if found.places else found.unit or (head[1] if head else "")
            local[own] += 1
            pairs[own] |= {match[0] for post in posts if (match := _FIRST_TWO.search(post))}
    for unit in [name for name in local if name in UNITS]:  # 安定区委书记, 副区长: one district
        named = [own for own in local if own in seen.named and unit_of(seen.named[own][0][0]) == unit]
        if len(named) == 1:
            local[named[0]] += local.pop(unit)
    if len(local) == 1:
        # A county's secretary and its head, and nobody of another county: a visit to them, not they to the city.
        # Where no host and no 全市 says whose meeting it is, one of the two will do, or that nobody else is there.
        visited = next(iter(local))
        first = set().union(*(found for own, found in pairs.items() if own == visited or own in UNITS))
        if silent and (first or guests <= 1):
            local[visited] += 2
        elif len(first) == 2:
            local[visited] += 1
    for name, count in local.items():
        if name in UNITS:
            seen.unit(name, 1.6 * (count - 1))
        elif name in seen.named:
            seen.place(seen.named[name][0], 1.6 * (count - 1))


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


def of_sentences(seen: Evidence, record: MeetingReport) -> None:
    """The first sentences kept: 7月29日，秦州区召开…"""
    for sentence in record.sentences[:3]:
        text = _DATED.sub("", sentence.text, count=1)[:200]
        seen.see(text[:40], 1.0, free=True)
        convener = _CONVENES.match(text)
        if convener:
            _by_name(seen, convener[1], 2.0)
        whole = _WHOLE.search(text)
        if whole:
            seen.unit(whole[1], 0.5)
