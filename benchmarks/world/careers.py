"""Careers in a simulated province: who held which office from when to when.

Invariant. At every moment every office has at most one holder and every person at most one office (a second post
that goes with the office, as 市委常委 with the secretary of the central district, is part of it). Vacancies are
filled in chains: from below, mostly from the same county, then the same prefecture, then elsewhere.
"""

import heapq
import tomllib
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from random import Random
from typing import Any

from benchmarks.world.names import Names
from benchmarks.world.places import Territory, territories

START = date(2012, 1, 1).toordinal()
FIRST = date(2014, 1, 1).toordinal()
LAST = date(2024, 12, 31).toordinal()
YEAR = 365

DATA: dict[str, Any] = tomllib.loads(files("benchmarks.world").joinpath("data/offices.toml").read_text("utf-8"))


@dataclass(eq=False)
class Office:
    """One seat: an office of a territory, or of a department or town in it."""

    territory: Territory
    kind: dict[str, Any]
    unit: str | None = None
    """The department or the town."""
    since: int = START
    until: int = LAST
    holdings: "list[tuple[int, Person]]" = field(default_factory=list)

    @property
    def ladder(self) -> int:
        concurrent = self.territory.seat and self.kind["key"] == "secretary"  # also 市委常委
        return 62 if concurrent else int(self.kind["ladder"])

    @property
    def body(self) -> str:
        return str(self.kind["body"])

    def holder(self, day: int) -> "Person | None":
        """Who held it on that day."""
        at = bisect_right(self.holdings, day, key=lambda h: h[0]) - 1
        if at < 0:
            return None
        person = self.holdings[at][1]
        return person if person.office_on(day) is self else None


@dataclass(eq=False)
class Person:
    """Somebody with a career."""

    id: str
    name: str
    sex: str | None
    ethnicity: str | None
    born: int
    career: list[tuple[int, Office | None]] = field(default_factory=list)

    @property
    def office(self) -> Office | None:
        return self.career[-1][1] if self.career else None

    @property
    def since(self) -> int:
        return self.career[-1][0]

    def office_on(self, day: int) -> Office | None:
        """The office held on that day."""
        at = bisect_right(self.career, day, key=lambda c: c[0]) - 1
        return self.career[at][1] if at >= 0 else None

    def moved(self) -> bool:
        """Whether the career led through more than one territory."""
        return len({o.territory.id for _, o in self.career if o}) > 1


class Careers:
    """All offices and persons of a province, simulated day by day."""

    def __init__(self, province: Territory, random: Random, crowd: float = 0.0) -> None:
        self.province = province
        self._random = random
        self._names = Names(random, crowd)
        self.persons: list[Person] = []
        self.offices: list[Office] = []
        self.by_key: dict[tuple[str, str], list[Office]] = defaultdict(list)
        self._by_place: dict[str, list[Office]] = defaultdict(list)
        self._timers: list[tuple[int, int, Person]] = []
        self._count = 0
        for territory in territories(province):
            self._found(territory)
        for office in self.offices:
            if office.since <= START:
                self._appoint(self._new(office.ladder, START), office, START - random.randrange(0, 3 * YEAR))
        for office in self.offices:
            if office.since > START:
                self._at(office.since, None)
        self._founded = sorted((o for o in self.offices if o.since > START), key=lambda o: o.since)
        self._run()

    # ---------------------------------------------------------------------------------------------- offices

    def _found(self, territory: Territory) -> None:
        for kind in DATA[territory.level]:
            units: list[tuple[str | None, int, int]] = [(None, START, LAST)]
            if kind.get("departments"):
                units = [
                    (d["name"], _year(d.get("since", 0), START), _year(d.get("until", 0), LAST))
                    for d in DATA["departments"]
                ]
            elif kind.get("towns"):
                units = [(t, START, LAST) for t in territory.towns]
            for unit, since, until in units:
                for _ in range(kind.get("seats", 1)):
                    office = Office(territory, kind, unit, since, until)
                    self.offices.append(office)
                    self.by_key[territory.id, kind["key"]].append(office)
                    for place in territory.chain:
                        self._by_place[place.id].append(office)

    # ---------------------------------------------------------------------------------------------- persons

    def _new(self, ladder: int, day: int) -> Person:
        name, sex, ethnicity = self._names.draw()
        age = min(57, max(28, self._random.gauss(32 + ladder * 0.22, 4)))
        person = Person(f"p{len(self.persons):05}", name, sex, ethnicity, day - round(age * YEAR))
        self.persons.append(person)
        return person

    def _appoint(self, person: Person, office: Office, day: int) -> None:
        person.career.append((day, office))
        office.holdings.append((day, person))
        self._at(max(day, START) + max(300, round(self._random.lognormvariate(7.0, 0.45))), person)

    def _at(self, day: int, person: Person | None) -> None:
        self._count += 1
        heapq.heappush(self._timers, (day, self._count, person))  # type: ignore[misc]

    def _run(self) -> None:
        while self._timers:
            day, _, person = heapq.heappop(self._timers)
            if day > LAST:
                return
            if person is None:
                while self._founded and self._founded[0].since <= day:
                    self._inherit(self._founded.pop(0), day)
            elif person.office is not None and day - person.since > 200:
                self._turn(person, day)

    def _inherit(self, office: Office, day: int) -> None:
        """A new department starts with the people of the one that it follows, where there is one."""
        before = {d["name"]: d.get("succeeds") for d in DATA["departments"]}.get(office.unit or "")
        for old in self.by_key[office.territory.id, office.kind["key"]]:
            holder = old.holder(day)
            if old.unit == before and holder is not None and self._random.random() < 0.8:
                self._appoint(holder, office, day)
                return
        self._fill(office, day)

    def _turn(self, person: Person, day: int) -> None:
        """A term is over: leave, change places with somebody of the same rank, or stay another year."""
        office = person.office
        assert office is not None
        draw = self._random.random()
        if office.until <= day or day - person.born > 60 * YEAR or draw < 0.22:
            person.career.append((day, None))
            if office.until > day:
                self._fill(office, day)
        elif draw < 0.55:
            other = self._somebody(office, day, office.ladder - 1, office.ladder + 2, person)
            there = other.office if other else None
            if other is not None and there is not None:
                gap = self._random.randrange(5, 40)
                person.career.append((day, None))
                other.career.append((day, None))
                self._appoint(person, there, day + gap)
                self._appoint(other, office, day + gap)
            else:
                self._at(day + 200, person)
        else:
            self._at(day + self._random.randrange(200, 500), person)

    def _fill(self, office: Office, day: int) -> None:
        """A vacancy takes somebody from below, whose own seat is then vacant."""
        while True:
            taken = day + self._random.randrange(3, 60)
            low = office.ladder - (12 if office.ladder > 30 else 8)
            candidate = None if self._random.random() < 0.12 else self._somebody(office, day, low, office.ladder - 1)
            if candidate is None:
                self._appoint(self._new(office.ladder, day), office, taken)
                return
            vacant = candidate.office
            assert vacant is not None
            candidate.career.append((taken - self._random.randrange(1, 3), None))
            self._appoint(candidate, office, taken)
            if vacant.until <= taken + 30:
                return
            office, day = vacant, taken

    def _somebody(self, office: Office, day: int, low: int, high: int, swap: Person | None = None) -> Person | None:
        chain = office.territory.chain
        draw = self._random.random()
        near, middle = (0.8, 0.96) if office.ladder < 30 else (0.45, 0.84) if office.ladder < 60 else (0.5, 0.82)
        for share, place in ((near, 0), (middle, 1), (1.0, 2)):
            if draw < share and place < len(chain):
                pool = self._by_place[chain[place].id]
                for _ in range(60 if place == 0 else 200):
                    seat = self._random.choice(pool)
                    if seat is office or not low <= seat.ladder <= high or not seat.since < day < seat.until:
                        continue
                    person = seat.holder(day)
                    if person is None or day - person.since < YEAR or person.office is not seat:
                        continue
                    if _open_to(person, office) and (not swap or _open_to(swap, seat)):
                        return person
        return None


def _open_to(person: Person, office: Office) -> bool:
    """Nobody goes back to a former office; from the congress or the CPPCC few go anywhere but up at the same place."""
    last = ("congress", "cppcc")
    here = person.office
    if here and here.body in last and (office.body not in last or office.territory is not here.territory):
        return (person.born + office.ladder) % 12 == 0
    return all(
        o is None or (o.territory, o.kind["key"]) != (office.territory, office.kind["key"]) or o.unit != office.unit
        for _, o in person.career
    )


def _year(year: int, otherwise: int) -> int:
    return date(year, 3, 1).toordinal() if year else otherwise
