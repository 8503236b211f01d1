"""Reports of a simulated meeting by several outlets: text, true record, and truth.

Invariant. The record holds what the text says and nothing else: a post that an outlet left out is in neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from benchmarks.world.careers import DATA, Office, Person
from benchmarks.world.meetings import Group, Meeting
from benchmarks.world.places import Territory

_GOV = {"县": "县长", "区": "区长", "市": "市长", "省": "省长", "州": "州长", "旗": "旗长", "盟": "盟长"}
_SOURCE = ("title", "url", "published", "publisher")


@dataclass
class Told:
    """One report: what a reader gets (``document``), what it says (``record``), what is true (``truth``)."""

    document: dict[str, Any]
    record: dict[str, Any]
    truth: dict[str, Any]


@dataclass
class _Outlet:
    publisher: str
    host: str
    territory: Territory
    full: float
    """How often it names the place before a post."""
    posts: float
    """How often it gives posts at all."""
    seen: dict[str, list[str]] = field(default_factory=dict)


class Press:
    """All outlets of the province."""

    def __init__(self, random: Random, phrases: dict[str, Any]) -> None:
        self._random, self._phrases = random, phrases
        self._count = 0

    def tell(self, meeting: Meeting) -> Iterator[Told]:
        """The reports of one meeting: one to four outlets, and reprints."""
        outlets = self._outlets(meeting.territory)
        for outlet in outlets:
            told = self._told(meeting, outlet)
            yield told
            if self._random.random() < 0.12:
                yield self._reprinted(told, self._random.choice(self._outlets(meeting.territory)))

    def _outlets(self, place: Territory) -> list[_Outlet]:
        random = self._random
        named = place.short
        local = [
            _Outlet(f"{named}融媒体中心", f"www.{place.id.lower()}news.example", place, 0.15, 0.85),
            _Outlet(f"{named}人民政府网", f"www.{place.id.lower()}.gov.example", place, 0.3, 0.9),
            _Outlet(
                f"{place.stem if len(place.stem) > 1 else place.short}发布",
                f"mp.{place.id.lower()}.example",
                place,
                0.1,
                0.75,
            ),
        ]
        chosen = random.sample(local, random.choices((1, 2, 3), (70, 24, 6))[0])
        for above in place.chain[1:]:
            if random.random() < 0.15:
                chosen.append(_Outlet(f"{above.stem}日报", f"www.{above.id.lower()}daily.example", above, 0.9, 0.95))
        return chosen

    # ------------------------------------------------------------------------------------------------ posts

    def _posts(self, person: Person, meeting: Meeting, outlet: _Outlet) -> list[str]:
        """The posts of a person as this outlet writes them."""
        random = self._random
        office = person.office_on(meeting.day)
        if office is None:
            return []
        far = office.territory is not outlet.territory
        full = random.random() < (0.9 if far and office.territory.level == "county" else outlet.full)
        posts = self.written(office, full)
        if office.kind["key"] == "secretary" and office.territory.seat and office.territory.parent:
            above = office.territory.parent
            posts = [f"{above.short if outlet.full > 0.5 and random.random() < 0.5 else above.unit}委常委", *posts]
        if person.id in meeting.duties and random.random() < 0.5:
            group, title = meeting.duties[person.id]
            posts.append(f"{office.territory.unit}{group.side}{random.choice((group.base, group.short))}{title}")
        return posts

    def written(self, office: Office, full: bool) -> list[str]:
        """The titles of an office, with the name of the place or without."""
        random = self._random
        place = office.territory
        short = next((d.get("short", d["name"]) for d in DATA["departments"] if d["name"] == office.unit), "")
        department = f"{place.unit}{random.choice((office.unit, short))}{'厅' if place.level == 'province' else '局'}"
        filled = [
            t.replace("{d}", department).replace("{t}", office.unit or "").replace("{g}", _GOV[place.unit])
            for t in office.kind["title"]
        ]
        key = office.kind["key"]
        if key in ("organization", "propaganda", "law") and random.random() < 0.4:
            filled = ["{u}委" + filled[1]]
        elif key == "head" and random.random() < 0.35:
            filled = filled[1:]
        elif key == "deputy_head" and random.random() < 0.15:
            filled = ["{u}政府党组成员", *filled]
        elif key == "discipline" and random.random() < 0.5:
            filled = filled[:2]
        elif key == "executive" and random.random() < 0.25:
            filled = filled[1:]
        elif key == "bureau" and random.random() < 0.2:
            filled = [filled[0].removesuffix("局长").removesuffix("厅长") + "党组书记", filled[0][-2:]]
        first = filled[0]
        if full:
            first = first.replace("{u}", place.short)
            if first.startswith(place.unit) and office.unit:
                first = place.short + first[len(place.unit) :]
            elif not first.startswith(place.stem):
                first = place.short + first
        return [t.replace("{u}", place.unit) for t in (first, *filled[1:])]

    # -------------------------------------------------------------------------------------------- a report

    def _prefix(self, meeting: Meeting, outlet: _Outlet) -> str:
        place = meeting.territory
        return place.short if self._random.random() < outlet.full else place.unit

    def _told(self, meeting: Meeting, outlet: _Outlet) -> Told:
        random, phrases = self._random, self._phrases
        place = meeting.territory
        prefix = self._prefix(meeting, outlet)
        listed = [p for p in meeting.others if random.random() < 0.85]
        bare = random.random() < 0.18
        posts: dict[str, list[str]] = {}
        for person in (meeting.chair, *listed):
            silent = person is not meeting.chair and (bare or random.random() > outlet.posts)
            posts[person.id] = [] if silent else self._posts(person, meeting, outlet)
        bureau = next((g for g in meeting.hosts if g.side == "" and "{b}" in meeting.name), None)
        name = meeting.name.replace("{p}", prefix).replace("{u}", place.unit)
        hosts: list[tuple[str, Group]] = []
        for group in meeting.hosts:
            form = random.choice((group.base, group.short))
            if "{b}" not in meeting.name and group.base and group.base in meeting.name:
                form = group.base
            elif group.short and group.short in meeting.name:
                form = group.short
            hosts.append((f"{prefix}{group.side}{form}", group))
        if bureau is not None:
            name = name.replace("{b}", hosts[0][0])
        stated = bool(hosts) and (not meeting.name.startswith("全") or random.random() < 0.7)
        marked = {p.id for p in (meeting.chair, *listed) if posts[p.id] and random.random() < 0.05}
        text, dated, spoke = self._text(meeting, outlet, name, hosts if stated else [], listed, posts, marked)
        self._count += 1
        number = f"w{self._count:06}"
        published = meeting.day + random.choices((0, 1, 2, 5), (45, 40, 10, 5))[0]
        shown = date.fromordinal(published).isoformat() if random.random() < 0.95 else None
        day = date.fromordinal(meeting.day).isoformat()
        if shown is None:
            day = day[5:]
        title = random.choice(phrases["titles"]).format(
            name=name, place=place.short, boss=meeting.chair.name, theme=meeting.theme
        )
        people = [meeting.chair, *listed]
        document = {
            "id": number,
            "title": title,
            "text": text,
            "published": shown,
            "publisher": outlet.publisher if random.random() < 0.95 else None,
            "url": f"https://{outlet.host}/{published}/{self._count}.html",
        }
        duties = [
            (p.name, f"{place.unit}{g.side}{form}", g)
            for p in people
            if p.id in meeting.duties
            for g, duty in (meeting.duties[p.id],)
            for form in (g.base, g.short)
            if any(post.endswith(f"{g.side}{form}{duty}") for post in posts[p.id])
        ]
        told = {
            "name": name,
            "date": day if dated else None,
            "groups": [w for w, _ in hosts] if stated else [],
            "chaired": [meeting.chair.name],
            "attended": [p.name for p in people],
            "spoke": [p.name for p in people if p.id in spoke],
            "kind": meeting.kind,
            "ordinal": meeting.ordinal,
            "place": meeting.room,
        }
        record = {
            "id": number,
            "source": {k: document[k] for k in _SOURCE},
            "extractor": {"name": "true", "version": "1"},
            "officials": [_official(p, posts[p.id], p.id in marked) for p in people],
            "meetings": [told],
            "directed": sorted({(n, w) for n, w, _ in duties}),
        }
        truth = {
            "id": number,
            "territory": place.id,
            "areas": [[t.id, t.level, t.name] for t in place.chain],
            "meeting": meeting.id,
            "sightings": [[p.name, p.id, posts[p.id], _seat(p, meeting.day)] for p in people],
            "groups": sorted({(w, g.id) for w, g in hosts if stated} | {(w, g.id) for _, w, g in duties}),
        }
        return Told(document, record, truth)

    def _reprinted(self, told: Told, outlet: _Outlet) -> Told:
        """The same text by another outlet."""
        self._count += 1
        number = f"w{self._count:06}"
        document = {
            **told.document,
            "id": number,
            "publisher": outlet.publisher,
            "url": f"https://{outlet.host}/{self._count}.html",
        }
        source = {k: document[k] for k in _SOURCE}
        return Told(document, {**told.record, "id": number, "source": source}, {**told.truth, "id": number})

    # ------------------------------------------------------------------------------------------------ text

    def _text(
        self,
        meeting: Meeting,
        outlet: _Outlet,
        name: str,
        hosts: list[tuple[str, Group]],
        listed: list[Person],
        posts: dict[str, list[str]],
        marked: set[str],
    ) -> tuple[str, bool, set[str]]:
        random, phrases = self._random, self._phrases
        when = date.fromordinal(meeting.day)
        dated = random.random() < 0.96
        shown = random.choice(
            (f"{when.month}月{when.day}日", f"{when.year}年{when.month}月{when.day}日", f"{when.month}月{when.day}日")
        )
        words = {
            "date": shown if dated else "近日",
            "place": meeting.territory.short,
            "name": name,
            "host": hosts[0][0] if hosts else "",
            "theme": meeting.theme,
            "topic": meeting.topic,
        }
        words["act"] = random.choice(phrases["acts"]).format(**words)
        by_host = bool(hosts) and not name.startswith(words["host"])
        lead = "lead" if by_host else "lead_named" if name.startswith(words["place"]) else "lead_bare"
        parts = [random.choice(phrases[lead]).format(**words)]
        spoke: set[str] = set()
        marks = {
            p.id: f"（{'，'.join(said)}）"
            for p in (meeting.chair, *listed)
            if p.id in marked and (said := [m for m in (p.sex, p.ethnicity) if m])
        }

        def titled(person: Person) -> str:
            return "、".join(posts[person.id]) + person.name + marks.get(person.id, "")

        speaks = any(p is meeting.chair for p in meeting.speakers)
        pattern = random.choice(phrases["chair_speaks" if speaks else "chair"])
        parts.append(pattern.format(chair=titled(meeting.chair), demand=random.choice(phrases["demands"])))
        if speaks:
            spoke.add(meeting.chair.id)
        paragraphs = []
        rest = []
        for person in listed:
            if person in meeting.speakers and posts[person.id]:
                spoke.add(person.id)
                paragraphs.append(
                    random.choice(phrases["speak"]).format(
                        speaker=titled(person), demand=random.choice(phrases["demands"])
                    )
                )
            else:
                rest.append(person)
        if rest:
            several = "、".join(titled(p) for p in rest)
            parts.append(
                random.choice(phrases["attend_open" if random.random() < 0.3 else "attend"]).format(others=several)
            )
        paragraphs.insert(0, "".join(parts))
        if random.random() < 0.6:
            paragraphs.append(
                "会议强调，" + random.choice(phrases["demands"]) + "；" + random.choice(phrases["demands"]) + "。"
            )
        if random.random() < 0.5:
            paragraphs.append(random.choice(phrases["fillers"]))
        if random.random() < 0.3:
            paragraphs.append(
                random.choice((f"来源：{outlet.publisher}", f"（{outlet.publisher}）", "责任编辑：值班编辑"))
            )
        return "\n".join(paragraphs), dated, spoke


def _official(person: Person, posts: list[str], marked: bool) -> dict[str, Any]:
    mention: dict[str, Any] = {"name": person.name, "posts": posts}
    if marked:
        mention |= {k: v for k, v in (("sex", person.sex), ("ethnicity", person.ethnicity)) if v}
    return mention


def _seat(person: Person, day: int) -> str | None:
    office = person.office_on(day)
    return office.territory.id if office else None
