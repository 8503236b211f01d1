"""Officials with their posts, headships, open questions and people's decisions.

Invariant: an official is computed from *all* its sightings, taken by date; nothing is patched.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.build.bodies import add_group, add_post, posts_of
from graph.build.elements import Elements
from graph.claims import place_name
from graph.identity.decisions import Decisions
from graph.identity.groups import canonical_group
from graph.identity.names import pinyin
from graph.identity.officials import Unsure
from graph.identity.posts import PostRef, is_head
from graph.model import Directed, Holds, MaybeSameAs, NotSameAs, Official, Reports, SameAs
from graph.places import Territory


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting in its report: the edge (its end open), the territory it speaks of, the names beside it."""

    edge: Reports
    report: str
    territory: Territory | None
    company: tuple[str, ...]
    official: str | None = None
    """The official it belonged to, where it was read from a graph: its posts and groups are there, too."""


def official_elements(seen: Iterable[Seen], key_of: Mapping[str, str]) -> Elements:
    """Officials with their posts and headships, from *all* their sightings; bodies that a graph has are left out."""
    out = Elements()
    by_official: dict[str, list[Seen]] = defaultdict(list)
    for sight in seen:
        by_official[key_of[sight.edge.sighting]].append(sight)
    for key, group in by_official.items():
        group.sort(key=lambda s: (s.edge.date or "~", s.report, s.edge.sighting))
        _official(key, group, out)
    return out


def judgements(unsure: Iterable[Unsure], key_of: Mapping[str, str], decisions: Decisions) -> Elements:
    """The open questions between officials, and what people decided on them."""
    out = Elements()
    for pair in unsure:
        start, end = sorted((pair.a, pair.b))
        out.add(MaybeSameAs(start=start, end=end, score=round(pair.score, 4), reasons=pair.reasons))
    for kind, pairs in ((SameAs, decisions.joined), (NotSameAs, decisions.differing)):
        for a, b in pairs:
            if a in key_of and b in key_of:
                start, end = sorted((key_of[a], key_of[b]))
                line = decisions.history(a, b)[-1]
                out.add(kind(start=start, end=end, a=a, b=b, decided_by=line.by, decided_at=line.at))
    return out


def _official(key: str, group: Sequence[Seen], out: Elements) -> None:
    edges = [sight.edge for sight in group]
    names = sorted({edge.name for edge in edges})
    name = edges[0].name
    located = [place for sight in group if (place := place_name(sight.territory))]
    dates = [edge.date for edge in edges if edge.date]
    out.add(
        Official(
            key=key, name=name, aliases=tuple(n for n in names if n != name), pinyin=pinyin(name),
            sex=next((e.sex for e in edges if e.sex), None),
            ethnicity=next((e.ethnicity for e in edges if e.ethnicity), None),
            territory=located[-1] if located else None,
            seen_first=min(dates, default=None), seen_last=max(dates, default=None),
            reports=len({sight.report for sight in group}),
        )
    )  # fmt: skip
    holds: dict[str, _Spell] = defaultdict(_Spell)
    heads: dict[str, _Spell] = defaultdict(_Spell)
    stored = Elements()
    for sight in group:
        bodies = out if sight.official is None else stored
        posts = posts_of(sight.edge, sight.territory)
        known = dict(posts)
        for written, post in posts:
            add_post(post, bodies)
            if written in sight.edge.posts:
                holds[post.key].see(sight, past=written in sight.edge.former)
            if post.group and is_head(post) and written in sight.edge.posts and written not in sight.edge.former:
                heads[post.group.key].see(sight, title=post.title)
        for kind, day, written in (change.split("|", 2) for change in sight.edge.changes):
            holds[add_post(known[written], bodies).key].change(kind, day or None)
        for written in sight.edge.heads:
            ref = add_group(canonical_group(written, sight.territory), bodies)
            if ref.key not in {post.group.key for _, post in posts if post.group and is_head(post)}:
                heads[ref.key].see(sight, title=_bare_title(posts))
    for post_key, spell in holds.items():
        out.add(
            Holds(
                start=key, end=post_key, seen_first=spell.first, seen_last=spell.last, reports=len(spell.reports),
                start_date=spell.start, end_date=spell.stop,
            )
        )  # fmt: skip
    for group_key, spell in heads.items():
        out.add(
            Directed(
                start=key, end=group_key, title=spell.title, seen_first=spell.first, seen_last=spell.last,
                reports=len(spell.reports),
            )
        )  # fmt: skip


def _bare_title(posts: Sequence[tuple[str, PostRef]]) -> str | None:
    return next((post.title for _, post in posts if post.group is None and is_head(post)), None)


@dataclass(slots=True)
class _Spell:
    """First, last and how many, gathered from sightings in order of date."""

    first: str | None = None
    last: str | None = None
    start: str | None = None
    stop: str | None = None
    title: str | None = None
    reports: set[str] = field(default_factory=set)

    def see(self, sight: Seen, *, title: str | None = None, past: bool = False) -> None:
        self.title = title or self.title
        if past:
            return
        self.reports.add(sight.report)
        if sight.edge.date:
            self.first = min(self.first or sight.edge.date, sight.edge.date)
            self.last = max(self.last or sight.edge.date, sight.edge.date)

    def change(self, kind: str, day: str | None) -> None:
        if day is None:
            return
        if kind in ("appointed", "elected"):
            self.start = min(self.start or day, day)
        else:
            self.stop = max(self.stop or day, day)
