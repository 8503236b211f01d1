"""Meetings told by several reports: which tellings are one gathering.

Invariants. A pure function of the tellings in one block; their order never matters. Two tellings of one report are never
one meeting. What tellings disagree on (another chair) is kept, not decided here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.identity.groups import GroupRef
from graph.places.territory import Territory


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


def meeting_block(mention: MeetingSighting) -> str:
    """What must be compared: tellings of different blocks are never one meeting."""
    top = mention.territory
    return f"{top.key if top else '?'}|{_month(mention)}"


def _month(mention: MeetingSighting) -> str:
    return (mention.date or mention.published or "")[:7]


def cluster_meetings(mentions: Sequence[MeetingSighting]) -> tuple[MeetingCluster, ...]:
    """The meetings that these tellings come to.

    >>> a = MeetingSighting("a", "r1", "区政府第3次常务会议", "2022-07-29", ordinal=3, chaired=("高远",))
    >>> b = MeetingSighting("b", "r2", "澄湖区政府第3次常务会议", "2022-07-29", ordinal=3, chaired=("高远",))
    >>> [len(c.members) for c in cluster_meetings([b, a])]
    [2]
    """
    blocks: dict[tuple[str, str], list[MeetingSighting]] = defaultdict(list)
    for mention in mentions:
        blocks[meeting_block(mention), f"{mention.date}|{mention.ordinal}|{_first(mention.chaired)}"].append(mention)
    made = []
    for members in blocks.values():
        members.sort(key=lambda m: (m.published or "~", m.report, m.id))
        made.append(MeetingCluster(members[0].id, tuple(m.id for m in members)))
    return tuple(sorted(made))


def _first(names: Iterable[str]) -> str:
    return re.sub(r"\s", "", next(iter(names), ""))
