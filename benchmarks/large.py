"""A large graph with everything that a question may read: the network of ``benchmarks.analysis.world``, dressed.

Places with their bodies, posts and who held them, heads, meetings with their lists of names, reports with a sighting of
everybody named. Invariant: the same size and seed give the same graph. Names are drawn as Chinese names are spread, so
that namesakes are as common as in life.
"""

from collections import Counter
from collections.abc import Iterator
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks.analysis import homes, world
from benchmarks.world.names import Names
from graph.identity.names import pinyin
from graph.model import (
    Attended,
    Chaired,
    Convened,
    Directed,
    Edge,
    Group,
    Holds,
    In,
    MaybeSameAs,
    Meeting,
    Node,
    Of,
    Official,
    PartOf,
    Place,
    Post,
    Report,
    Reports,
    SpokeAt,
)

Part = tuple[list[Node], list[Edge]]
_MEETINGS = 500
_SEED = 1
_BODIES = (
    "委", "委常委会", "政府", "政府党组", "人大常委会", "政协", "纪委监委", "委宣传部", "委组织部", "教育局", "财政局",
    "公安局", "水务局", "生态环境局",
)  # fmt: skip
_TOPICS = ("城市更新", "防汛抗旱", "乡村振兴", "安全生产", "营商环境", "数字政务", "河湖治理", "文明创建")
_TITLES = ("主任", "副主任", "委员")
_TERM = 3
"""Years that a head stays one."""


class LargeGraph:
    """A graph of a given size, part by part: ``for nodes, edges in LargeGraph(…).parts()``.

    Every part can be written in one transaction: what its edges join is in it, or in a part before.
    """

    def __init__(self, officials: int, meetings: int, attendances: int, seed: int = _SEED) -> None:
        self._table = world(officials, meetings, attendances, seed=seed)
        self._group: list[int] = self._table.group.tolist()
        self._order: list[int] = self._table.order.tolist()
        self._who: list[int] = self._table.official.tolist()
        self._where: list[int] = self._table.meeting.tolist()
        _, places, home = homes(officials, seed)
        self._dice = Random(seed)
        names = Names(Random(seed + 1))
        self._places = _place_names(places, Random(seed + 2))
        self._home: NDArray[np.int64] = home
        self._names = [names.draw()[0] for _ in self._table.officials]
        self._days = [str(day) for day in self._table.date]
        self._undated = {n for n in range(meetings) if self._dice.random() < 0.01}
        self._present = np.split(np.arange(len(self._table)), np.cumsum(self._table.k)[:-1])
        self._at = self._place_of_groups()
        self._bodies = self._name_groups()
        self._held = self._posts()

    def parts(self) -> Iterator[Part]:
        """Officials, places and bodies with their posts first, then meetings with their reports."""
        yield self._standing()
        yield self._offices()
        for first in range(0, len(self._table.meetings), _MEETINGS):
            yield self._sittings(range(first, min(first + _MEETINGS, len(self._table.meetings))))

    # ---------------------------------------------------------------------------------------------- what stays the same

    def _place_of_groups(self) -> list[int]:
        """Where most of those are at home who come to a group's meetings."""
        table = self._table
        seen: list[Counter[int]] = [Counter() for _ in table.groups]
        for where, who in zip(self._where, self._who, strict=True):
            seen[self._group[where]][int(self._home[who])] += 1
        return [found.most_common(1)[0][0] if found else n % len(self._places) for n, found in enumerate(seen)]

    def _name_groups(self) -> list[str]:
        """The first body of a place is its party committee; the others are within it."""
        count: Counter[int] = Counter()
        named = []
        for place in self._at:
            number = count[place]
            count[place] += 1
            if number < len(_BODIES):
                body = _BODIES[number]
            else:
                round_, topic = divmod(number - len(_BODIES), len(_TOPICS))
                body = f"委{_TOPICS[topic]}{'第' + str(round_ + 1) if round_ else ''}工作领导小组"
            named.append(self._places[place] + body)
        return named

    def _posts(self) -> list[tuple[int, int, str, str, str, int]]:
        """Official, group, title, first and last day, number of reports: who comes most in a term is the head."""
        spells: dict[tuple[int, int, int], list[str]] = {}
        for where, who in zip(self._where, self._who, strict=True):
            day = self._days[where]
            spells.setdefault((self._group[where], int(day[:4]) // _TERM, who), []).append(day)
        best: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for (group, term, who), days in spells.items():
            best.setdefault((group, term), []).append((-len(days), who))
        held: dict[tuple[int, int, str], list[str]] = {}
        for (group, term), ranked in best.items():
            for place, (_, who) in enumerate(sorted(ranked)):
                title = _TITLES[0] if place == 0 else _TITLES[1] if place < 4 else _TITLES[2]
                if len(spells[group, term, who]) > 1 or place == 0:
                    held.setdefault((who, group, title), []).extend(spells[group, term, who])
        return [(w, g, t, min(days), max(days), len(days)) for (w, g, t), days in sorted(held.items())]

    def _standing(self) -> Part:
        table = self._table
        first, last = _first_and_last(table.official, [self._days[m] for m in self._where], len(table.officials))
        many = np.bincount(table.official, minlength=len(table.officials))
        nodes: list[Node] = [
            Official(
                key=key, name=name, pinyin=pinyin(name), territory=self._places[home], reports=int(n),
                seen_first=f, seen_last=to,
            )
            for key, name, home, n, f, to in zip(
                table.officials, self._names, self._home.tolist(), many, first, last, strict=True
            )
        ]  # fmt: skip
        nodes += [Place(key=f"place-{name}", name=name, own=name, level="county") for name in self._places]
        alike: dict[str, list[str]] = {}
        for key, name in zip(table.officials, self._names, strict=True):
            alike.setdefault(name, []).append(key)
        edges: list[Edge] = [
            MaybeSameAs(start=keys[0], end=keys[1], score=1 + n % 7 / 10, reasons=("same name", "places near"))
            for n, keys in enumerate(sorted(k for k in alike.values() if len(k) == 2)[:1000])
        ]
        return nodes, edges

    def _offices(self) -> Part:
        groups, top = self._table.groups, {place: n for n, place in reversed([*enumerate(self._at)])}
        nodes: list[Node] = []
        edges: list[Edge] = []
        for n, (key, name, at) in enumerate(zip(groups, self._bodies, self._at, strict=True)):
            place = self._places[at]
            nowhere = n % 50 == 49
            kind = "leading group" if name.endswith("小组") else "committee"
            nodes.append(
                Group(key=key, name=name, aliases=(name.removeprefix(place),), kind=kind, level="county", reports=1,
                      territory=None if nowhere else place)
            )  # fmt: skip
            if not nowhere:
                edges.append(In(start=key, end=f"place-{place}"))
            if top[at] != n:
                edges.append(PartOf(start=key, end=groups[top[at]]))
        made: set[str] = set()
        heads: dict[tuple[int, int], tuple[str, str, int]] = {}
        for who, group, title, since, until, many in self._held:
            post = f"p-{groups[group]}-{title}"
            if post not in made:
                made.add(post)
                nodes.append(Post(key=post, name=self._bodies[group] + title, title=title, level="county"))
                edges.append(Of(start=post, end=groups[group]))
            official = self._table.officials[who]
            edges.append(Holds(start=official, end=post, seen_first=since, seen_last=until, reports=many))
            if title == _TITLES[0]:
                heads[who, group] = (since, until, many)
        edges += [
            Directed(start=self._table.officials[who], end=groups[group], seen_first=since, seen_last=until,
                     reports=many, title=_TITLES[0])
            for (who, group), (since, until, many) in heads.items()
        ]  # fmt: skip
        return nodes, edges

    # ----------------------------------------------------------------------------------------------------- what is held

    def _sittings(self, meetings: range) -> Part:
        nodes: list[Node] = []
        edges: list[Edge] = []
        for n in meetings:
            self._sitting(n, nodes, edges)
        return nodes, edges

    def _sitting(self, n: int, nodes: list[Node], edges: list[Edge]) -> None:
        table, dice = self._table, self._dice
        key, group = table.meetings[n], self._group[n]
        body, place = self._bodies[group], self._places[self._at[group]]
        name, day = f"{body}第{n}次会议", self._days[n]
        reports = [f"r{n:06d}{letter}" for letter in ("ab" if n % 5 == 0 else "a")]
        date = None if n in self._undated else day
        nodes.append(
            Meeting(key=key, name=name, date=date, day=day[5:], territory=place, reports=len(reports), ordinal=n,
                    agenda=("传达学习有关会议精神", f"研究{_TOPICS[n % len(_TOPICS)]}工作"))
        )  # fmt: skip
        edges.append(Convened(start=table.groups[group], end=key, reports=tuple(reports)))
        if dice.random() < 0.03:
            second = (group + 1) % len(table.groups)
            edges.append(Convened(start=table.groups[second], end=key, order=2, reports=tuple(reports)))
        rows = sorted(self._present[n].tolist(), key=self._order.__getitem__)
        sentence = f"{day[:4]}年{int(day[5:7])}月{int(day[8:])}日，{name}在{place}召开，有关负责同志参加会议。"
        for row in rows:
            who = table.officials[self._who[row]]
            more = {"reports": tuple(reports), "title": "有关负责人", "sentence": sentence}
            edges.append(
                Attended(start=who, end=key, order=self._order[row], sentence_start=20, sentence_end=80, **more)
            )
            first, second_one = self._order[row] == 1, self._order[row] == 2
            if first and n % 5 != 1:
                behalf = "主要负责同志" if n % 100 == 0 else None
                edges.append(Chaired(start=who, end=key, on_behalf_of=behalf, **{**more, "reports": (reports[0],)}))
            if second_one and n % 50 == 0:  # the other report names another chair
                edges.append(Chaired(start=who, end=key, **{**more, "reports": (reports[-1],)}))
            if first or dice.random() < 0.1:
                edges.append(SpokeAt(start=who, end=key, directives=("压实责任，抓好落实", "加强统筹协调"), **more))
        for part, report in enumerate(reports):
            self._telling(n, report, name, rows[: len(rows) if part == 0 else len(rows) // 2 + 1], nodes, edges)

    def _telling(self, n: int, report: str, name: str, rows: list[int], nodes: list[Node], edges: list[Edge]) -> None:
        table, day = self._table, self._days[n]
        group = self._group[n]
        place = self._places[self._at[group]]
        named = tuple(self._names[self._who[row]] for row in rows)
        nodes.append(
            Report(key=f"key-{report}", id=report, title=f"{name}召开", publisher=f"{place}发布", published=day,
                   url=f"https://press.example/{report}", territory=place, names=named)
        )  # fmt: skip
        start, sentence = f"key-{report}", f"{name}在{place}召开，有关负责同志参加会议。"
        edges.append(
            Reports(start=start, end=table.meetings[n], sighting=f"{report}/m", name=name, present=named, date=day)
        )
        edges.append(Reports(start=start, end=table.groups[group], sighting=f"{report}/g", name=self._bodies[group]))
        edges += [
            Reports(start=start, end=table.officials[self._who[row]], sighting=f"{report}/{row}",
                    name=who, posts=(f"{self._bodies[group]}{_TITLES[2]}",), date=day, sentence=sentence)
            for row, who in zip(rows, named, strict=True)
        ]  # fmt: skip


def _place_names(count: int, dice: Random) -> list[str]:
    """Places that no map has."""
    one, two = "青桐霖汀岚栖枫鹭杏桑苇芦棠榆柏", "川浦州溪陵泽湾岭原塘渡台泉岗屿"
    every = [a + b for a in one for b in two]
    dice.shuffle(every)
    return [every[n % len(every)] + ("区" if n < len(every) else "县") for n in range(count)]


def _first_and_last(who: NDArray[np.int64], days: list[str], count: int) -> tuple[list[str | None], list[str | None]]:
    first: list[str | None] = [None] * count
    last: list[str | None] = [None] * count
    for official, day in zip(who.tolist(), days, strict=True):
        early, late = first[official], last[official]
        first[official] = day if early is None or day < early else early
        last[official] = day if late is None or day > late else late
    return first, last
