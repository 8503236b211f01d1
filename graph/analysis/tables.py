"""The input of every analysis: who was at which meeting, and who held which post, as arrays.

Invariants: one row for one official at one meeting (a bit mask of roles); rows are sorted by meeting, then official;
keys are sorted, so that the same graph gives the same arrays in whatever order it was read. A date known only to the
month or year stands for its middle; one without a year is unknown (NaT). A selection keeps all keys: an index means the
same official in every window.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.errors import InputError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]

ATTENDED, SPOKE, CHAIRED = 1, 2, 4
ROLES = {"attended": ATTENDED, "spoke": SPOKE, "chaired": CHAIRED}
_EDGE_ROLES = {"ATTENDED": ATTENDED, "SPOKE_AT": SPOKE, "CHAIRED": CHAIRED}


def to_day(date: str | None) -> np.datetime64:
    """The day that an ISO prefix stands for: itself, or the middle of its month or year.

    >>> to_day("2022-07-29"), to_day("2022-07"), to_day("07-29")
    (np.datetime64('2022-07-29'), np.datetime64('2022-07-15'), np.datetime64('NaT','D'))
    """
    if not date or len(date) < 4 or not date[:4].isdigit():
        return np.datetime64("NaT", "D")
    return np.datetime64({4: f"{date}-07-01", 7: f"{date}-15"}.get(len(date), date[:10]), "D")


def _days(dates: Iterable[str | None]) -> Days:
    return np.array([to_day(date) for date in dates], dtype="datetime64[D]")


@dataclass(frozen=True, eq=False)
class Attendance:
    """Officials at meetings, and the groups that convened them.

    ``official``, ``meeting``, ``role``, ``order`` are one per row (``order``: place in the list of names from 1, 0
    where unknown); ``date`` one per meeting; ``host_group`` and ``host_meeting`` are pairs, the group in charge first.

    >>> table = Attendance.of([
    ...     {"official": "a", "meeting": "m1", "role": "chaired", "date": "2022-07-29", "groups": ["g"], "order": 1},
    ...     {"official": "b", "meeting": "m1", "order": 2},
    ... ])
    >>> table.k.tolist(), table.role.tolist(), table.group.tolist()
    ([2], [5, 1], [0])
    """

    officials: tuple[str, ...]
    meetings: tuple[str, ...]
    groups: tuple[str, ...]
    official: Ints
    meeting: Ints
    role: NDArray[np.uint8]
    order: Ints
    date: Days
    host_group: Ints
    host_meeting: Ints
    names: Mapping[str, str] = field(default_factory=dict)
    """Names to show for keys, of officials and groups."""

    @classmethod
    def of(
        cls,
        rows: Iterable[Mapping[str, Any]],
        names: Mapping[str, str] | None = None,
        *,
        dates: Mapping[str, str | None] | None = None,
        hosts: Mapping[tuple[str, str], int] | None = None,
    ) -> "Attendance":
        """From rows ``official, meeting`` and, where known, ``role, date, order, groups`` (or ``group``).

        Several rows for one person at one meeting add their roles. ``dates`` (by meeting) and ``hosts`` (the place of a
        group among the conveners, by meeting and group) may stand beside the rows. Raises ``InputError`` for an unknown
        role.
        """
        found = _Rows()
        day: dict[str, str | None] = dict(dates or {})
        host: dict[tuple[str, str], int] = dict(hosts or {})
        for row in rows:
            who, where = str(row["official"]), str(row["meeting"])
            role = row.get("role") or "attended"
            if role not in ROLES:
                raise InputError(f"unknown role {role!r} of {who} at {where}: one of {', '.join(ROLES)}")
            found.add(who, where, ROLES[role], int(row.get("order") or 0))
            if date := row.get("date"):
                day[where] = date
            groups = row.get("groups") or ([row["group"]] if row.get("group") else [])
            for place, group in enumerate(groups):
                host.setdefault((where, str(group)), place)
        return found.table(day, host, names or {})

    @classmethod
    def from_graph(cls, graph: "nx.MultiDiGraph") -> "Attendance":
        """From the full graph of ``graph.network.full``: edges ``ATTENDED, CHAIRED, SPOKE_AT`` and ``CONVENED``."""
        found = _Rows()
        hosts: dict[tuple[str, str], int] = {}
        for start, end, data in graph.edges(data=True):
            kind = data.get("type")
            if kind in _EDGE_ROLES:
                listed = data.get("order") if kind == "ATTENDED" else None
                found.add(start, end, _EDGE_ROLES[kind], int(listed or 0))
            elif kind == "CONVENED":
                hosts[end, start] = int(data.get("order") or 1)
        labelled = dict(graph.nodes(data=True))
        dates = {key: data.get("date") for key, data in labelled.items() if data.get("label") == "Meeting"}
        names = {k: d["name"] for k, d in labelled.items() if d.get("label") in {"Official", "Group"} and d.get("name")}
        return found.table(dates, hosts, names)

    def __len__(self) -> int:
        return len(self.official)

    @property
    def k(self) -> Ints:
        """How many officials are known to have been at each meeting."""
        return np.bincount(self.meeting, minlength=len(self.meetings))

    @property
    def group(self) -> Ints:
        """The group in charge of each meeting, -1 where none is known."""
        first = np.full(len(self.meetings), -1, dtype=np.int64)
        first[self.host_meeting[::-1]] = self.host_group[::-1]
        return first

    @property
    def year(self) -> Ints:
        """The year of each meeting, 0 where unknown."""
        return np.where(np.isnat(self.date), 0, self.date.astype("datetime64[Y]").astype(np.int64) + 1970)

    def incidence(self, values: Floats | None = None) -> sparse.csr_matrix:
        """The officials × meetings matrix, of ones or of a value per row."""
        data = np.ones(len(self)) if values is None else values
        shape = (len(self.officials), len(self.meetings))
        return sparse.csr_matrix((data, (self.official, self.meeting)), shape=shape)

    def select(self, meetings: NDArray[np.bool_]) -> "Attendance":
        """Only the rows at meetings where the mask is true; all keys stay."""
        rows, hosts = meetings[self.meeting], meetings[self.host_meeting]
        return replace(
            self, official=self.official[rows], meeting=self.meeting[rows],
            role=self.role[rows], order=self.order[rows],
            host_group=self.host_group[hosts], host_meeting=self.host_meeting[hosts],
        )  # fmt: skip

    def between(self, since: str | None = None, until: str | None = None) -> "Attendance":
        """Meetings from the day ``since`` up to but without ``until``; undated ones fall out."""
        mask = ~np.isnat(self.date)
        if since:
            mask &= self.date >= np.datetime64(since, "D")
        if until:
            mask &= self.date < np.datetime64(until, "D")
        return self.select(mask)

    def shown(self, keys: Iterable[str]) -> list[str]:
        """The names to show for keys: the key itself where no name is known."""
        return [self.names.get(key, key) for key in keys]


class _Rows:
    """Rows as they come, kept as numbers: half a million of them need few megabytes."""

    def __init__(self) -> None:
        self._officials: dict[str, int] = {}
        self._meetings: dict[str, int] = {}
        self._rows = array("q")

    def add(self, official: str, meeting: str, role: int, order: int) -> None:
        """One part that one person took; ``order`` 0 where unknown."""
        who = self._officials.setdefault(official, len(self._officials))
        where = self._meetings.setdefault(meeting, len(self._meetings))
        self._rows.extend((where, who, role | ATTENDED, order))

    def table(
        self, dates: Mapping[str, str | None], hosts: Mapping[tuple[str, str], int], names: Mapping[str, str]
    ) -> Attendance:
        """All rows, one for each person at each meeting, by sorted keys."""
        officials = sorted(self._officials)
        meetings = sorted({*self._meetings, *dates, *(meeting for meeting, _ in hosts)})
        groups = sorted({group for _, group in hosts})
        at_official, at_meeting, at_group = (
            {key: i for i, key in enumerate(keys)} for keys in (officials, meetings, groups)
        )
        meeting, official, role, order = np.array(self._rows, dtype=np.int64).reshape(-1, 4).T
        meeting = _codes(self._meetings, at_meeting)[meeting]
        official = _codes(self._officials, at_official)[official]
        row, code = np.unique(meeting * max(len(officials), 1) + official, return_inverse=True)
        roles = np.zeros(len(row), dtype=np.uint8)
        np.bitwise_or.at(roles, code, role.astype(np.uint8))
        unknown = np.iinfo(np.int64).max
        first = np.full(len(row), unknown)
        np.minimum.at(first, code, np.where(order > 0, order, unknown))
        meeting, official = np.divmod(row, max(len(officials), 1))
        pairs = sorted((at_meeting[where], place, at_group[group]) for (where, group), place in hosts.items())
        host_meeting, _, host_group = np.array(pairs, dtype=np.int64).reshape(-1, 3).T
        return Attendance(
            tuple(officials), tuple(meetings), tuple(groups), official, meeting, roles,
            np.where(first < unknown, first, 0), _days(dates.get(key) for key in meetings), host_group.copy(),
            host_meeting.copy(), dict(names),
        )  # fmt: skip


def _codes(seen: Mapping[str, int], at: Mapping[str, int]) -> Ints:
    """From numbers in the order of coming to numbers in the order of keys."""
    return np.fromiter((at[key] for key in seen), dtype=np.int64, count=len(seen))


@dataclass(frozen=True, eq=False)
class Tenures:
    """Officials in posts, as first and last seen: one row for one official in one post.

    >>> tenures = Tenures.of([{"official": "a", "post": "p", "title": "区长", "territory": "桐浦区", "level": "county",
    ...                        "seen_first": "2021-03", "seen_last": "2022-07-01"}])
    >>> tenures.days.tolist()
    [473]
    """

    official: tuple[str, ...]
    post: tuple[str, ...]
    title: tuple[str | None, ...]
    group: tuple[str | None, ...]
    territory: tuple[str | None, ...]
    level: tuple[str | None, ...]
    first: Days
    last: Days
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]], names: Mapping[str, str] | None = None) -> "Tenures":
        """From rows ``official, post, title, group, territory, level, seen_first, seen_last``."""
        texts = ("official", "post", "title", "group", "territory", "level")
        made = sorted(
            ([row.get(n) for n in texts] + [row.get("seen_first"), row.get("seen_last")] for row in rows),
            key=lambda r: (str(r[0]), str(to_day(r[6])), str(to_day(r[7])), str(r[1])),
        )
        official, post, title, group, territory, level, first, last = zip(*made, strict=True) if made else ((),) * 8
        return cls(official, post, title, group, territory, level, _days(first), _days(last), dict(names or {}))

    @classmethod
    def from_graph(cls, graph: "nx.MultiDiGraph") -> "Tenures":
        """From the full graph: ``HOLDS``, and the group and territory of each post by ``OF``."""
        group_of = {post: group for post, group, d in graph.edges(data=True) if d.get("type") == "OF"}
        rows = []
        for official, post, data in graph.edges(data=True):
            if data.get("type") == "HOLDS":
                at = group_of.get(post)
                group = graph.nodes[at] if at is not None else {}
                held = graph.nodes[post]
                rows.append(
                    {
                        "official": official,
                        "post": post,
                        "title": held.get("title"),
                        "group": at,
                        "territory": group.get("territory"),
                        "level": held.get("level") or group.get("level"),
                        "seen_first": data.get("start_date") or data.get("seen_first"),
                        "seen_last": data.get("end_date") or data.get("seen_last"),
                    }  # fmt: skip
                )
        named = {k: d["name"] for k, d in graph.nodes(data=True) if d.get("name")}
        return cls.of(rows, named)

    def __len__(self) -> int:
        return len(self.official)

    @property
    def days(self) -> Ints:
        """From first to last sighting, in days (0 where seen once): a lower bound of the time in post."""
        return (self.last - self.first).astype("timedelta64[D]").astype(np.int64)
