"""Meetings told by several reports: which tellings are one gathering.

Decisions. The day must agree as far as both say it (07-29 fits 2022-07-29; a telling without a day fits one held in
the days before it was published). Two ordinals of one series or two days rule a pair out; places, hosts, chair,
company, ordinal and name speak for or against. What tellings disagree on (another chair) is kept, not decided here.

Invariants. A pure function of the tellings in one block, whatever their order. Two tellings of one report are never
one meeting, nor are two tellings that their cluster would put beside one that is ruled out.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from graph.identity.bodies import plain
from graph.identity.groups import GroupRef
from graph.places.gazetteer import national
from graph.places.phrase import opening
from graph.places.territory import Territory, inside, same_place

ENOUGH = 2.0
"""The score from which two tellings are one meeting; a same chair on a same day alone does not reach it."""
LAG = 6
"""Days within which an undated telling is published after the meeting."""


@dataclass(frozen=True, slots=True)
class MeetingSighting:
    """A meeting as one report tells it. ``id`` resolves for ever; ``date`` may be partial or missing."""

    id: str
    report: str
    name: str
    date: str | None = None
    published: str | None = None
    hosts: tuple[GroupRef, ...] = ()
    territory: Territory | None = None
    ordinal: int | None = None
    kind: str | None = None
    chaired: tuple[str, ...] = ()
    attended: frozenset[str] = frozenset()


class MeetingCluster(NamedTuple):
    """One meeting: the key is the id of its earliest telling, then all tellings, earliest first."""

    key: str
    members: tuple[str, ...]


class Likeness(NamedTuple):
    """How much two tellings speak for one meeting, and why. ``score`` is None where something rules it out."""

    score: float | None
    reasons: tuple[str, ...]


def meeting_block(mention: MeetingSighting) -> str:
    """What must be compared: tellings of different blocks are never one meeting.

    The day of the year: neither the year nor the place is said by every telling. An undated telling stands on the day
    of its publication.

    >>> [meeting_block(MeetingSighting("a", "r", "会", date=day)) for day in ("2022-07-29", "07-29", None)]
    ['07-29', '07-29', '?']
    """
    found = re.search(r"\d{2}-\d{2}$", mention.date or mention.published or "")
    return found[0] if found else "?"


def cluster_meetings(mentions: Sequence[MeetingSighting]) -> tuple[MeetingCluster, ...]:
    """The meetings that these tellings come to, by key. The tellings must be all those of their blocks.

    >>> a = MeetingSighting("a", "r1", "区政府第3次常务会议", "2022-07-29", ordinal=3, chaired=("高远",))
    >>> b = MeetingSighting("b", "r2", "澄湖区政府第3次常务会议", "07-29", ordinal=3, chaired=("高远",))
    >>> c = MeetingSighting("c", "r3", "招商引资座谈会", "2022-07-29", chaired=("高远",))
    >>> [cluster.members for cluster in cluster_meetings([c, b, a])]
    [('a', 'b'), ('c',)]
    """
    blocks: dict[str, list[MeetingSighting]] = defaultdict(list)
    for mention in mentions:
        blocks[meeting_block(mention)].append(mention)
    made = [cluster for block in blocks.values() for cluster in _cluster(sorted(block, key=_rank))]
    return tuple(sorted(made))


def concerned(mentions: Iterable[MeetingSighting], by: Collection[str]) -> set[str]:
    """The tellings that some of them (ids) may bear upon: those like them, those like these, and so on; ids.

    All the others come to the same meetings whether those are there or not.

    >>> a = MeetingSighting("a", "r1", "区政府第3次常务会议", "2022-07-29", ordinal=3, chaired=("高远",))
    >>> b = MeetingSighting("b", "r2", "澄湖区政府第3次常务会议", "2022-07-29", ordinal=3, chaired=("高远",))
    >>> c = MeetingSighting("c", "r3", "招商引资座谈会", "2022-07-29", chaired=("高远",))
    >>> sorted(concerned([a, b, c], {"b"}))
    ['a', 'b']
    """
    blocks: dict[str, list[MeetingSighting]] = defaultdict(list)
    for mention in mentions:
        blocks[meeting_block(mention)].append(mention)
    found: set[str] = set()
    for block in blocks.values():
        block.sort(key=_rank)
        keys = [_shared(mention) for mention in block]
        sharing: dict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(keys):
            for key in own:
                sharing[key].append(number)
        todo = [number for number, mention in enumerate(block) if mention.id in by]
        reached = set(todo)
        while todo:
            i = todo.pop()
            for j in {j for key in keys[i] for j in sharing[key]} - reached:
                score = likeness(block[min(i, j)], block[max(i, j)]).score
                if score is not None and score >= ENOUGH:
                    reached.add(j)
                    todo.append(j)
        found.update(block[number].id for number in reached)
    return found


def _rank(mention: MeetingSighting) -> tuple[str, str, str]:
    return (mention.published or "~", mention.report, mention.id)


def _cluster(block: Sequence[MeetingSighting]) -> Iterator[MeetingCluster]:
    scores: dict[tuple[int, int], float | None] = {}

    def score(i: int, j: int) -> float | None:
        pair = (i, j) if i < j else (j, i)
        if pair not in scores:
            scores[pair] = likeness(block[pair[0]], block[pair[1]]).score
        return scores[pair]

    good = [(-s, i, j) for i, j in _candidates(block) if (s := score(i, j)) is not None and s >= ENOUGH]
    members: dict[int, list[int]] = {i: [i] for i in range(len(block))}
    home = list(range(len(block)))
    for _, i, j in sorted(good):  # the best pairs first; a union must contain no pair that is ruled out
        a, b = home[i], home[j]
        if a == b or any(score(x, y) is None for x in members[a] for y in members[b]):
            continue
        keep, gone = min(a, b), max(a, b)
        members[keep] += members.pop(gone)
        for x in members[keep]:
            home[x] = keep
    for group in members.values():
        ids = [block[i].id for i in sorted(group)]
        yield MeetingCluster(ids[0], tuple(ids))


def _candidates(block: Sequence[MeetingSighting]) -> Iterable[tuple[int, int]]:
    """Pairs that share a person, a host or their name: the others cannot reach ``ENOUGH``."""
    shared: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(block):
        for key in _shared(mention):
            shared[key].append(number)
    return {pair for numbers in shared.values() for pair in combinations(numbers, 2)}


def _shared(mention: MeetingSighting) -> set[str]:
    """What a telling must share with another to be like it."""
    hosts = (host.key for host in mention.hosts)
    return {*mention.chaired, *mention.attended, *hosts, f"名 {bare_name(mention.name)}"}


def dated(mention: MeetingSighting) -> bool:
    """Whether the day is said in full: two such tellings of two days are never one meeting."""
    return mention.date is not None and len(mention.date) == len("2022-07-29")


def likeness(a: MeetingSighting, b: MeetingSighting) -> Likeness:
    """Weigh two tellings of one block.

    >>> a = MeetingSighting("a", "r1", "全区安全生产会议", "2022-07-29", chaired=("高远",))
    >>> b = MeetingSighting("b", "r2", "安全生产会议", "07-29", chaired=("高远",))
    >>> likeness(a, b).score > ENOUGH
    True
    """
    if a.report == b.report:
        return Likeness(None, ("both in one report",))
    if not _same_day(a, b):
        return Likeness(None, ("other day",))
    likes = _dice(bare_name(a.name), bare_name(b.name))
    if a.ordinal is not None and b.ordinal is not None and a.ordinal != b.ordinal and (likes > 0.5 or _hosts(a, b) > 0):
        return Likeness(None, ("other ordinal",))
    parts: list[tuple[float, str]] = [(4.0 * likes - 2.2, f"names alike by {likes:.2f}")]
    if not _same_region(a.territory, b.territory):
        parts.append((-3.0, "other place"))  # only a whole company that is the same outweighs it: a place misread
    if a.ordinal is not None and a.ordinal == b.ordinal:
        parts.append((1.5, "same ordinal"))
    if a.hosts and b.hosts:
        parts.append((_hosts(a, b), "hosts"))
    if a.chaired and b.chaired:
        same = not set(a.chaired).isdisjoint(b.chaired)
        parts.append((1.5, "same chair") if same else (-1.2, "other chair"))
    parts.append(_company(a, b))
    if a.kind and b.kind and a.kind != b.kind:
        parts.append((-0.5, "other kind"))
    if a.date is None or b.date is None:
        parts.append((-0.7, "a day not said"))
    elif len(a.date) < len("2022-07-29") or len(b.date) < len("2022-07-29"):
        parts.append((-0.4, "a date in part"))
    return Likeness(round(sum(weight for weight, _ in parts), 6), tuple(reason for weight, reason in parts if weight))


def _company(a: MeetingSighting, b: MeetingSighting) -> tuple[float, str]:
    """Those present in both, beside the chairs."""
    mine, theirs = a.attended - set(a.chaired), b.attended - set(b.chaired)
    if not mine or not theirs:
        return (0.0, "")
    both = len(mine & theirs)
    if not both:
        return (-1.0 if min(len(mine), len(theirs)) > 1 else -0.4, "nobody else in both")
    return (min(2.0, 0.6 + both / min(len(mine), len(theirs)) + 0.15 * both), f"{both} others in both")


def _hosts(a: MeetingSighting, b: MeetingSighting) -> float:
    mine, theirs = {h.key for h in a.hosts}, {h.key for h in b.hosts}
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return 1.5
    cores, others = {h.core for h in a.hosts}, {h.core for h in b.hosts}
    if cores & others:
        return 0.8  # the same body of a place that one report does not name
    wide, wider = {h.key for host in a.hosts for h in host.up()}, {h.key for host in b.hosts for h in host.up()}
    return 0.3 if wide & theirs or wider & mine else -1.5


def _same_region(a: Territory | None, b: Territory | None) -> bool:
    if a is None or b is None or a.key == b.key:
        return True
    for small, other in ((a, b), (b, a)):
        if small.level in ("town", "village") and small.parent is None:
            return other.level != small.level or other.own == small.own  # a town whose county is not said
    if a.vague or b.vague:
        inner, outer = (a, b) if a.vague else (b, a)
        return inner.parent is None or inside(outer, inner.parent) or inside(inner.parent, outer)
    if inside(a, b) or inside(b, a):
        return True
    return a.own == b.own and (a.parent is None or b.parent is None or same_place(a.parent, b.parent))


def _same_day(a: MeetingSighting, b: MeetingSighting) -> bool:
    if a.date and b.date:
        return _fits(a.date, b.date)
    if a.date is None and b.date is None:
        mine, theirs = _day(a.published), _day(b.published)
        return mine is not None and theirs is not None and abs(mine - theirs) <= timedelta(days=LAG)
    held, told = (a.date, b.published) if a.date else (b.date, a.published)
    day, after = _day(held), _day(told)
    return day is not None and after is not None and timedelta(0) <= after - day <= timedelta(days=LAG)


def _fits(a: str, b: str) -> bool:
    """Whether two partial dates can be one day: 07-29 and 2022-07-29, 2022-07 and 2022-07-29."""
    if len(a) == len("07-29") and a[2] == "-":
        return b.endswith(a) if len(b) > len("2022-07") else b[5:7] in ("", a[:2])
    if len(b) == len("07-29") and b[2] == "-":
        return _fits(b, a)
    return a.startswith(b) or b.startswith(a)


@lru_cache(maxsize=20_000)
def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def bare_name(name: str) -> str:
    """A meeting's name without place, term, ordinal and (扩大): what outlets write alike.

    >>> bare_name("澄湖区委常委会（扩大）会议") == bare_name("区委常委会第112次会议")
    True
    """
    text = plain(name)
    text = re.sub(r"^[全我本](?=[省市州盟区县旗镇乡])", "", text.removeprefix("中共"))
    text = opening(text, national()).rest
    text = re.sub(r"第[一二三四五六七八九十百零〇\d]+次|\d{4}年(?:度)?|[(（](?:扩大|视频|电视电话)[)）]|扩大", "", text)
    return re.sub(r"人民政府", "政府", re.sub(r"\W", "", text)) or name


@lru_cache(maxsize=200_000)
def _dice(a: str, b: str) -> float:
    mine, theirs = _grams(a), _grams(b)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


@lru_cache(maxsize=100_000)
def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(max(1, len(text) - 1)))
