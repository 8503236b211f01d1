"""Careers: posts in sequence, moves between levels and places, time in post, and who moved together.

Invariants: a move goes from a post that was left to one that came after; posts held side by side are no move; spans
between sightings are lower bounds and are treated as censored where the reports end.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.analysis.frame import Frame
from graph.analysis.tables import Days, Floats, Ints, Tenures
from graph.errors import InputError

_OVERLAP = 30
"""Days that a post left may still be reported: a farewell meeting comes after the new appointment."""
_KINDS = ("level", "territory", "title", "group")


def sequences(tenures: Tenures) -> Frame:
    """Every official's posts by date of first sighting.

    Formula: step counts the posts from 1 in the order (first, last, key).

    Reference: A. Abbott, A. Tsay (2000), Sequence analysis and optimal matching, Sociol. Methods Res. 29, 3.

    Caveat: an official enters when first reported, not when appointed.

    Columns ``official, name, step, post, post_name, title, territory, level, first, last, days``.

    >>> sequences(Tenures.of([{"official": "a", "post": "p", "seen_first": "2021-01-01"}]))["step"].tolist()
    [1]
    """
    step: Ints = np.ones(len(tenures), dtype=np.int64)
    for i in range(1, len(tenures)):
        step[i] = step[i - 1] + 1 if tenures.official[i] == tenures.official[i - 1] else 1
    names = tenures.names
    return Frame.of(
        {},
        official=list(tenures.official), name=[names.get(k, k) for k in tenures.official], step=step,
        post=list(tenures.post), post_name=[names.get(k, k) for k in tenures.post], title=list(tenures.title),
        territory=list(tenures.territory), level=list(tenures.level), first=tenures.first, last=tenures.last,
        days=np.where(np.isnat(tenures.first) | np.isnat(tenures.last), 0, tenures.days),
    )  # fmt: skip


def _moves(tenures: Tenures, overlap: int = _OVERLAP) -> Iterator[tuple[int, int]]:
    """Pairs of rows (from, to): of the posts left for the new one that which was seen latest."""
    days = np.timedelta64(overlap, "D")
    first, last = tenures.first, tenures.last
    of: dict[str, list[int]] = defaultdict(list)
    for row, official in enumerate(tenures.official):
        if not np.isnat(first[row]):
            of[official].append(row)
    for rows in of.values():
        for new in rows:
            left = [
                row for row in rows
                if first[row] < first[new] and last[row] <= last[new] and last[row] < first[new] + days
            ]  # fmt: skip
            if left:
                yield max(left, key=lambda row: (last[row], first[row], tenures.post[row])), new


def moves(tenures: Tenures, overlap: int = _OVERLAP) -> Frame:
    """Every move from a post left to the next: ``official, name, origin, target, left, seen, gap`` and both places.

    Formula: the origin of a post is, of the official's posts first seen before it and last seen less than ``overlap``
    days after its first sighting, the one seen latest; gap = days unseen between (negative: announced late).

    Reference: H. C. White (1970), Chains of Opportunity, ch. 1.

    Caveat: a post that was kept but not mentioned looks left; check short gaps against the reports.

    >>> rows = [{"official": "a", "post": p, "seen_first": f, "seen_last": l} for p, f, l in
    ...         [("p", "2021-01-01", "2021-12-01"), ("q", "2022-01-01", "2022-12-01")]]
    >>> [(m["origin"], m["target"], m["gap"]) for m in moves(Tenures.of(rows))]
    [('p', 'q', 31)]
    """
    found = list(_moves(tenures, overlap))
    a: Ints = np.array([pair[0] for pair in found], dtype=np.int64)
    b: Ints = np.array([pair[1] for pair in found], dtype=np.int64)

    def at(column: tuple[str | None, ...], rows: Ints) -> list[str | None]:
        return [column[row] for row in rows]

    left, seen = tenures.last[a], tenures.first[b]
    names = tenures.names
    return Frame.of(
        {"overlap": overlap},
        official=at(tenures.official, a), name=[names.get(tenures.official[i], tenures.official[i]) for i in a],
        origin=at(tenures.post, a), target=at(tenures.post, b),
        origin_name=[names.get(tenures.post[i], tenures.post[i]) for i in a],
        target_name=[names.get(tenures.post[i], tenures.post[i]) for i in b],
        from_title=at(tenures.title, a), to_title=at(tenures.title, b),
        from_territory=at(tenures.territory, a), to_territory=at(tenures.territory, b),
        from_level=at(tenures.level, a), to_level=at(tenures.level, b),
        left=left, seen=seen, gap=(seen - left).astype("timedelta64[D]").astype(np.int64),
    )  # fmt: skip


def transitions(tenures: Tenures, by: str = "level") -> Frame:
    """How often officials moved from one kind of post to another: ``origin, target, moves, share`` (of the origin's).

    Formula: P(b|a) = n(a→b) / Σ_c n(a→c), over moves where both kinds are known.

    Reference: T. W. Anderson, L. A. Goodman (1957), Statistical inference about Markov chains, Ann. Math. Stat. 28, 89.

    Caveat: those who leave the reports' territory drop out, so moves inside it look too common.

    ``by`` is level, territory, title or group.

    >>> rows = [{"official": "a", "post": p, "level": v, "seen_first": f, "seen_last": f} for p, v, f in
    ...         [("p", "county", "2021-01-01"), ("q", "prefecture", "2022-01-01")]]
    >>> transitions(Tenures.of(rows)).rows()
    [{'origin': 'county', 'target': 'prefecture', 'moves': 1, 'share': 1.0}]
    """
    if by not in _KINDS:
        raise InputError(f"transitions by {by!r}: one of {', '.join(_KINDS)}")
    column: tuple[str | None, ...] = getattr(tenures, by)
    pairs = ((column[a], column[b]) for a, b in _moves(tenures))
    count = Counter((a, b) for a, b in pairs if a is not None and b is not None)
    out: Counter[str] = Counter()
    for (a, _), n in count.items():
        out[a] += n
    rows = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    return Frame.of(
        {"by": by},
        origin=[a for (a, _), _ in rows], target=[b for (_, b), _ in rows], moves=[n for _, n in rows],
        share=[n / out[a] for (a, _), n in rows],
    )  # fmt: skip


def survival(days: Ints, ended: NDArray[np.bool_]) -> Frame:
    """The share still in post after so many days, where some are still there: ``days, at_risk, ended, share``.

    Formula: S(t) = Π_{u ≤ t} (1 - ended(u) / at_risk(u)).

    Reference: E. L. Kaplan, P. Meier (1958), J. Am. Stat. Assoc. 53, 457.

    Caveat: supposes that being still in post at the end of the reports says nothing about staying.

    >>> survival(np.array([1, 2, 3]), np.array([True, False, True]))["share"].round(4).tolist()
    [0.6667, 0.0]
    """
    at = np.unique(days[ended])
    risk = len(days) - np.searchsorted(np.sort(days), at, side="left")
    gone = np.array([int((days[ended] == day).sum()) for day in at], dtype=np.int64)
    return Frame.of({}, days=at, at_risk=risk, ended=gone, share=np.cumprod(1 - gone / risk))


def time_in_post(tenures: Tenures, by: str = "title", *, slack: int = 180, minimum: int = 3) -> Frame:
    """How long officials were seen in a kind of post: ``kind, spells, ended, median`` in days, and ``once``.

    Formula: the median of the Kaplan–Meier curve of (last - first sighting); a spell whose last sighting lies within
    ``slack`` days of the end of all reports counts as not ended. NaN where less than half ended. Posts in which someone
    was seen on one day only (``once``) say nothing of duration and are left out.

    Reference: Kaplan and Meier (1958), J. Am. Stat. Assoc. 53, 457.

    Caveat: sightings start late and end early, so spells are too short, the more so for posts rarely reported.

    >>> rows = [{"official": o, "post": "p", "title": "区长", "seen_first": "2018-01-01", "seen_last": f"20{y}-01-01"}
    ...         for o, y in [("a", 19), ("b", 20), ("c", 23)]]
    >>> time_in_post(Tenures.of(rows)).rows()
    [{'kind': '区长', 'spells': 3, 'ended': 2, 'once': 0, 'median': 730.0}]
    """
    if by not in _KINDS:
        raise InputError(f"time in post by {by!r}: one of {', '.join(_KINDS)}")
    column: tuple[str | None, ...] = getattr(tenures, by)
    known = ~(np.isnat(tenures.first) | np.isnat(tenures.last))
    once = Counter(column[row] for row in np.flatnonzero(known & (tenures.first == tenures.last)).tolist())
    spells: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(known & (tenures.first != tenures.last)).tolist():
        if (kind := column[row]) is not None:
            spells[kind].append(row)
    end = tenures.last[known].max() if known.any() else np.datetime64("NaT", "D")
    ended = tenures.last + np.timedelta64(slack, "D") < end
    kinds = sorted((k for k, rows in spells.items() if len(rows) >= minimum), key=lambda k: (-len(spells[k]), k))
    return Frame.of(
        {"by": by, "slack": slack, "minimum": minimum},
        kind=kinds, spells=[len(spells[k]) for k in kinds], ended=[int(ended[spells[k]].sum()) for k in kinds],
        once=[once[k] for k in kinds],
        median=np.array([_median(tenures.days[spells[k]], ended[spells[k]]) for k in kinds], dtype=np.float64),
    )  # fmt: skip


def _median(days: Ints, ended: NDArray[np.bool_]) -> float:
    curve = survival(days, ended)
    below: Floats = curve["days"][curve["share"] <= 0.5 + 1e-12]
    return float(below[0]) if len(below) else float("nan")


def moved_together(tenures: Tenures, within: int = 365) -> Frame:
    """Pairs who served in one place and then both served in one other place.

    Formula: moves i and j of two officials between the same two territories, first seen there at most ``within`` days
    apart.

    Reference: on ties from shared work: V. Shih, C. Adolph, M. Liu (2012), Am. Polit. Sci. Rev. 106, 166.

    Caveat: two who followed the same common path need not know each other; cadres of one rank share few ladders.

    Columns ``a, b, a_name, b_name, from_territory, to_territory, a_seen, b_seen`` (first seen there).

    >>> rows = [{"official": o, "post": o + t, "territory": t, "seen_first": f, "seen_last": f} for o in "ab"
    ...         for t, f in [("x", "2021-01-01"), ("y", "2022-01-01")]]
    >>> [(r["a"], r["b"], r["from_territory"], r["to_territory"]) for r in moved_together(Tenures.of(rows))]
    [('a', 'b', 'x', 'y')]
    """
    paths: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for origin, target in _moves(tenures):
        a, b = tenures.territory[origin], tenures.territory[target]
        if a and b and a != b:
            paths[a, b].setdefault(tenures.official[target], target)
    made: list[tuple[str, str, str, str, int, int]] = []
    for (a, b), movers in paths.items():
        rows = sorted(movers.values(), key=lambda row: tenures.first[row])
        days: Days = tenures.first[rows]
        for i, row in enumerate(rows):
            upto = int(np.searchsorted(days, days[i] + np.timedelta64(within, "D"), side="right"))
            for other in rows[i + 1 : upto]:
                first, second = sorted((row, other), key=lambda r: tenures.official[r])
                made.append((tenures.official[first], tenures.official[second], a, b, first, second))
    made.sort()
    names = tenures.names
    return Frame.of(
        {"within": within},
        a=[m[0] for m in made], b=[m[1] for m in made],
        a_name=[names.get(m[0], m[0]) for m in made], b_name=[names.get(m[1], m[1]) for m in made],
        from_territory=[m[2] for m in made], to_territory=[m[3] for m in made],
        a_seen=tenures.first[[m[4] for m in made]], b_seen=tenures.first[[m[5] for m in made]],
    )  # fmt: skip
