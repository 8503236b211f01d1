"""Meetings of a simulated province: what was held, when, by whom, and who took part.

Invariant. Everyone at a meeting held, on its day, the office for which he is there; a host existed on that day.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from random import Random
from typing import Any

from benchmarks.world.careers import DATA, FIRST, LAST, Careers, Office, Person
from benchmarks.world.places import Territory, territories

_WEIGHT = {"county": 1.0, "prefecture": 4.0, "province": 12.0}

_Maker = Callable[[str, int, Territory], "Meeting | None"]


@dataclass(frozen=True)
class Group:
    """A body: its id, its name without the unit's prefix, and what the prefix is made of."""

    id: str
    territory: Territory
    base: str
    short: str
    side: str
    """委 for bodies of the committee, 政府 for those of the government…"""


@dataclass(eq=False)
class Meeting:
    """One gathering, with its people in the order of precedence."""

    id: str
    day: int
    territory: Territory
    kind: str
    name: str
    """With ``{p}`` for the prefix of the place."""
    hosts: list[Group]
    chair: Person
    others: list[Person]
    speakers: list[Person]
    theme: str
    topic: str
    ordinal: int | None = None
    room: str | None = None
    duties: dict[str, tuple[Group, str]] = field(default_factory=dict)
    """Person id -> the leading group that the person directs here, and as what."""

    @property
    def people(self) -> list[Person]:
        return [self.chair, *self.others]


class Meetings:
    """A stream of meetings, in the order of their days."""

    def __init__(self, careers: Careers, random: Random, phrases: dict[str, Any]) -> None:
        self._careers, self._random, self._phrases = careers, random, phrases
        self._ordinals: dict[tuple[str, str, int], int] = defaultdict(int)
        self._places = territories(careers.province)
        self._sums = list(accumulate(_WEIGHT[t.level] for t in self._places))
        self._groups: dict[str, Group] = {}

    def held(self, count: int) -> Iterator[Meeting]:
        """``count`` meetings or a few less: where an office is vacant, its meeting is not held."""
        days = sorted(self._random.randrange(FIRST, LAST) for _ in range(count))
        for number, day in enumerate(days):
            at = bisect(self._sums, self._random.random() * self._sums[-1])
            meeting = self._one(f"m{number:06}", day, self._places[at])
            if meeting is not None:
                yield meeting

    # ---------------------------------------------------------------------------------------------- people

    def _holders(self, territory: Territory, key: str, day: int) -> list[Person]:
        found = [o.holder(day) for o in self._careers.by_key[territory.id, key] if o.since <= day < o.until]
        return [p for p in found if p is not None]

    def _holder(self, territory: Territory, key: str, day: int) -> Person | None:
        found = self._holders(territory, key, day)
        return found[0] if found else None

    def _some(self, territory: Territory, day: int, most: int, *, below: int = 0) -> list[Person]:
        """Colleagues in the place, the better known more often, in the order of rank."""
        offices = [k for k in DATA[territory.level] if not k.get("towns") and k["ladder"] >= below]
        picked: dict[str, Person] = {}
        for _ in range(self._random.randrange(1, most + 1)):
            kind = self._random.choices(offices, [k["weight"] for k in offices])[0]
            people = self._holders(territory, kind["key"], day)
            if people:
                person = self._random.choice(people)
                picked[person.id] = person
        return _ranked(picked.values(), day)

    # -------------------------------------------------------------------------------------------- meetings

    def _group(self, territory: Territory, base: str, short: str, side: str) -> Group:
        key = f"{territory.id}/{side}{base}"
        if key not in self._groups:
            self._groups[key] = Group(key, territory, base, short, side)
        return self._groups[key]

    def _next(self, territory: Territory, what: str, day: int, term: int = 5) -> int:
        key = (territory.id, what, date.fromordinal(day).year // term)
        self._ordinals[key] += 1
        return self._ordinals[key] + self._random.randrange(0, 2)

    def _one(self, id: str, day: int, territory: Territory) -> Meeting | None:
        random = self._random
        kinds: tuple[_Maker, ...] = (
            self._committee,
            self._government,
            self._leading,
            self._topical,
            self._congress,
            self._department,
        )
        if territory.level == "county":
            kinds = (*kinds, self._town, self._visit)
        elif territory.level == "prefecture":
            kinds = (*kinds, self._with_counties)
        weights = [6, 5, 6, 8, 2, 3, 2, 3][: len(kinds)]
        make = random.choices(kinds, weights)[0]
        meeting = make(id, day, territory)
        if meeting is None:
            return None
        seen = {meeting.chair.id}
        meeting.others = [p for p in meeting.others if not (p.id in seen or seen.add(p.id))]  # type: ignore[func-returns-value]
        present = {p.id for p in meeting.people}
        meeting.speakers = [p for p in meeting.speakers if p.id in present]
        return meeting

    def _made(
        self,
        id: str,
        day: int,
        place: Territory,
        kind: str,
        name: str,
        hosts: list[Group],
        chair: Person,
        others: list[Person],
    ) -> Meeting:
        random = self._random
        speakers = [p for p in (chair, *others) if random.random() < (0.6 if p is chair else 0.15)]
        room = random.choice((None, None, "会议中心", "行政中心", "政府一楼会议室"))
        theme, topic = random.choice(self._phrases["themes"]), random.choice(self._phrases["topics"])
        name = name.replace("{theme}", theme)
        return Meeting(id, day, place, kind, name, hosts, chair, others, speakers, theme, topic, room=room)

    def _committee(self, id: str, day: int, place: Territory) -> Meeting | None:
        chair = self._holder(place, "secretary", day) or self._holder(place, "head", day)
        if chair is None:
            return None
        wide = self._random.random() < 0.3
        host = self._group(place, "常委会", "常委会", "委")
        if self._random.random() < 0.15:
            host = self._group(place, "理论学习中心组", "理论学习中心组", "委")
            return self._made(
                id,
                day,
                place,
                "学习会",
                "{p}委理论学习中心组学习会",
                [host],
                chair,
                self._some(place, day, 6, below=30),
            )
        meeting = self._made(
            id,
            day,
            place,
            "常委会会议",
            "{p}委常委会" + ("（扩大）会议" if wide else "会议"),
            [host],
            chair,
            self._some(place, day, 7, below=30),
        )
        if self._random.random() < 0.3:
            meeting.ordinal = self._next(place, "committee", day)
            meeting.name = "{p}委常委会第" + f"{meeting.ordinal}" + "次会议"
        return meeting

    def _government(self, id: str, day: int, place: Territory) -> Meeting | None:
        chair = self._holder(place, "head", day)
        if chair is None:
            return None
        host = self._group(place, "", "", "政府")
        others = self._some(place, day, 6, below=30)
        number = self._next(place, "government", day)
        if self._random.random() < 0.2:
            party = self._group(place, "党组", "党组", "政府")
            meeting = self._made(
                id, day, place, "常务会议", "{p}政府党组会议暨第" + f"{number}次常务会议", [party, host], chair, others
            )
        elif self._random.random() < 0.6:
            meeting = self._made(id, day, place, "常务会议", "{p}政府第" + f"{number}次常务会议", [host], chair, others)
        else:
            return self._made(id, day, place, "常务会议", "{p}政府常务会议", [host], chair, others)
        meeting.ordinal = number
        return meeting

    def _leading(self, id: str, day: int, place: Territory) -> Meeting | None:
        year = date.fromordinal(day).year + (date.fromordinal(day).month - 1) / 12
        kinds = [
            g
            for g in DATA["leading"]
            if g.get("since", 0) + 0.3 <= year and (not g.get("until") or year < g["until"] + 0.2)
        ]
        kind = self._random.choice(kinds)
        head = self._holder(place, kind["head"], day)
        if head is None:
            return None
        group = self._group(place, kind["name"], kind["short"], kind["side"])
        chair = head
        others = self._some(place, day, 6)
        if self._random.random() < 0.25 and others:
            chair, others = others[0], [head, *others[1:]]
        form = self._random.choice((kind["name"], kind["short"]))
        tail = self._random.choice(("会议", "全体会议", "第{n}次会议", "会议"))
        number = self._next(place, kind["name"], day) if "{n}" in tail else None
        meeting = self._made(
            id,
            day,
            place,
            "领导小组会议",
            "{p}" + kind["side"] + form + tail.replace("{n}", str(number)),
            [group],
            chair,
            others,
        )
        meeting.ordinal = number
        meeting.duties[head.id] = (group, kind["title"])
        return meeting

    def _topical(self, id: str, day: int, place: Territory) -> Meeting | None:
        people = self._some(place, day, 8)
        if len(people) < 2:
            return None
        chair, others = people[0], people[1:]
        if self._random.random() < 0.4:
            chair, others = people[-1], people[:-1]
        kind = self._random.choice(self._phrases["kinds"])
        draw = self._random.random()
        hosts = [self._group(place, "", "", "委" if draw < 0.2 else "政府")] if draw < 0.4 else []
        return self._made(id, day, place, kind, "全{u}{theme}" + kind, hosts, chair, others)

    def _congress(self, id: str, day: int, place: Territory) -> Meeting | None:
        if self._random.random() < 0.6:
            chair = self._holder(place, "congress", day) or self._holder(place, "congress_deputy", day)
            host, name = self._group(place, "常委会", "常委会", "人大"), "{p}人大常委会第{n}次会议"
            others = self._holders(place, "congress_deputy", day)
        else:
            chair = self._holder(place, "cppcc", day)
            host, name = self._group(place, "", "", "政协"), "{p}政协第{n}次常委会会议"
            others = self._holders(place, "cppcc_deputy", day)
        if chair is None:
            return None
        guests = self._some(place, day, 3)
        number = self._next(place, name, day)
        meeting = self._made(
            id, day, place, "常委会会议", name.replace("{n}", str(number)), [host], chair, [*others, *guests]
        )
        meeting.ordinal = number
        return meeting

    def _department(self, id: str, day: int, place: Territory) -> Meeting | None:
        offices = [o for o in self._careers.by_key[place.id, "bureau"] if o.since <= day < o.until]
        office = self._random.choice(offices)
        chair = office.holder(day)
        if chair is None:
            return None
        host = self.department(place, office.unit or "")
        deputies = [o.holder(day) for o in self._careers.by_key[place.id, "bureau_deputy"] if o.unit == office.unit]
        others = [p for p in deputies if p is not None]
        kind = self._random.choice(("工作会议", "专题会议", "党组会议", "调度会"))
        return self._made(id, day, place, kind, "{b}" + kind, [host], chair, others)

    def department(self, place: Territory, unit: str) -> Group:
        """The department of a territory as a body."""
        short = next((d.get("short", d["name"]) for d in DATA["departments"] if d["name"] == unit), unit)
        word = "厅" if place.level == "province" else "局"
        return self._group(place, unit + word, short + word, "")

    def _town(self, id: str, day: int, place: Territory) -> Meeting | None:
        heads = self._careers.by_key[place.id, "town_secretary"]
        if not heads:
            return None
        office = self._random.choice(heads)
        chair = office.holder(day)
        if chair is None:
            return None
        mayor = [o.holder(day) for o in self._careers.by_key[place.id, "town_head"] if o.unit == office.unit]
        meeting = self._made(
            id, day, place, "推进会", f"{office.unit}" + "{theme}推进会", [], chair, [p for p in mayor if p is not None]
        )
        meeting.room = office.unit
        return meeting

    def _visit(self, id: str, day: int, place: Territory) -> Meeting | None:
        """Somebody of the prefecture holds a talk in the county, with its leaders beside him."""
        assert place.parent is not None
        guests = self._some(place.parent, day, 2, below=60)
        hosts = [p for k in ("secretary", "head") if (p := self._holder(place, k, day)) is not None]
        if not guests or not hosts:
            return None
        return self._made(
            id, day, place, "座谈会", "{theme}座谈会", [], guests[0], [*guests[1:], *hosts, *self._some(place, day, 2)]
        )

    def _with_counties(self, id: str, day: int, place: Territory) -> Meeting | None:
        """A meeting of the prefecture at which heads of counties report."""
        people = self._some(place, day, 4, below=60)
        if not people:
            return None
        counties = self._random.sample(place.children, min(3, len(place.children)))
        local = [
            p for c in counties if (p := self._holder(c, self._random.choice(("secretary", "head")), day)) is not None
        ]
        meeting = self._made(id, day, place, "推进会", "全{u}{theme}推进会", [], people[0], [*people[1:], *local])
        meeting.speakers = [people[0], *local]
        return meeting


def _ranked(people: Any, day: int) -> list[Person]:
    def rank(person: Person) -> tuple[int, str]:
        office: Office | None = person.office_on(day)
        return (-office.ladder if office else 0, person.id)

    return sorted(people, key=rank)
