"""Elements of the graph out of claims, once it is decided who is who.

Invariant: every element is a pure function of the claims behind it, whatever their order; where several reports speak
of one thing, they are taken by date of publication and id, and the first that says something is believed for that
property (all of them stay in ``reports``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.claims import Claims, MeetingClaim, meeting_edge
from graph.identity.groups import GroupRef, canonical_group
from graph.identity.officials import Unsure
from graph.identity.posts import PostRef, canonical_posts, is_head
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
    MeetingReport,
    Node,
    Of,
    Official,
    PartOf,
    Place,
    Post,
    Reports,
    Role,
    Span,
    SpokeAt,
)
from graph.places import Territory

ROLES = {"chaired": Chaired, "attended": Attended, "spoke": SpokeAt}


@dataclass(slots=True)
class Elements:
    """Nodes by key and edges by their ends, type and discriminator: the last word on each is the same as the first."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, ...], Edge] = field(default_factory=dict)

    def __ior__(self, other: "Elements") -> "Elements":
        self.nodes |= other.nodes
        self.edges |= other.edges
        return self

    @property
    def meetings(self) -> set[str]:
        """Keys of the meetings among them."""
        return {key for key, node in self.nodes.items() if isinstance(node, Meeting)}

    def add(self, *elements: Node | Edge) -> None:
        """Put elements in; one of the same identity is replaced."""
        for element in elements:
            if isinstance(element, Node):
                self.nodes[element.key] = element
            elif isinstance(element, Edge):
                self.edges[identity(element)] = element


def identity(edge: Edge) -> tuple[str, ...]:
    """What makes an edge the same edge."""
    return (type(edge).__name__, edge.start, edge.end, *(str(getattr(edge, name)) for name in edge.discriminator))


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting in its report: the edge (its end open), the territory it speaks of, the names beside it."""

    edge: Reports
    report: str
    territory: Territory | None
    company: tuple[str, ...]
    official: str | None = None
    """The official it belonged to, where it was read from a graph."""


# ----------------------------------------------------------------------------------------------------------- officials


def official_elements(seen: Sequence[Seen], key_of: Mapping[str, str], unsure: Iterable[Unsure]) -> Elements:
    """Officials with their posts, headships and open questions, from *all* their sightings."""
    out = Elements()
    by_official: dict[str, list[Seen]] = defaultdict(list)
    for sight in seen:
        by_official[key_of[sight.edge.sighting]].append(sight)
    for key, group in by_official.items():
        group.sort(key=lambda s: (s.edge.date or "~", s.report, s.edge.sighting))
        _official(key, group, out)
    for pair in unsure:
        start, end = sorted((pair.a, pair.b))
        out.add(MaybeSameAs(start=start, end=end, score=round(pair.score, 4), reasons=pair.reasons))
    return out


def _official(key: str, group: Sequence[Seen], out: Elements) -> None:
    edges = [sight.edge for sight in group]
    names = sorted({edge.name for edge in edges})
    name = edges[0].name
    located = [sight.territory.name for sight in group if sight.territory]
    dates = [edge.date for edge in edges if edge.date]
    out.add(
        Official(
            key=key, name=name, aliases=tuple(n for n in names if n != name),
            sex=next((e.sex for e in edges if e.sex), None),
            ethnicity=next((e.ethnicity for e in edges if e.ethnicity), None),
            territory=located[-1] if located else None,
            seen_first=min(dates, default=None), seen_last=max(dates, default=None),
            reports=len({sight.report for sight in group}),
        )
    )  # fmt: skip
    holds: dict[str, _Spell] = defaultdict(_Spell)
    heads: dict[str, _Spell] = defaultdict(_Spell)
    for sight in group:
        posts = posts_of(sight.edge, sight.territory)
        known = dict(posts)
        for written, post in posts:
            _bodies(post, out)
            if written in sight.edge.posts:
                holds[post.key].see(sight, past=written in sight.edge.former)
            if post.group and is_head(post) and written in sight.edge.posts and written not in sight.edge.former:
                heads[post.group.key].see(sight, title=post.title)
        for kind, day, written in (change.split("|", 2) for change in sight.edge.changes):
            holds[_bodies(known[written], out).key].change(kind, day or None)
        for written in sight.edge.heads:
            ref = _group(canonical_group(written, sight.territory), out)
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


def posts_of(edge: Reports, territory: Territory | None) -> list[tuple[str, PostRef]]:
    """The posts of a sighting, those it holds and those that a text says have changed: as written, and what they are."""
    written = tuple(dict.fromkeys((*edge.posts, *(change.split("|", 2)[2] for change in edge.changes))))
    directed = [canonical_group(group, territory) for group in edge.heads]
    return list(zip(written, canonical_posts(written, territory, report_groups=directed), strict=True))


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


# -------------------------------------------------------------------------------------------------------------- bodies


def _bodies(post: PostRef, out: Elements) -> PostRef:
    out.add(Post(key=post.key, name=post.name, title=post.title, rank=post.rank, level=post.level))
    if post.group:
        out.add(Of(start=post.key, end=_group(post.group, out).key))
    return post


def _group(ref: GroupRef, out: Elements) -> GroupRef:
    """A group with its place and the bodies it is part of; its tally is added by whoever knows all its reports."""
    if ref.key not in out.nodes:
        place = ref.territory
        out.add(
            Group(key=ref.key, name=ref.name, kind=ref.kind, level=ref.level, territory=place.name if place else None)
        )
        if place:
            out.add(In(start=ref.key, end=_place(place, out)))
        if ref.parent:
            out.add(PartOf(start=ref.key, end=_group(ref.parent, out).key))
    return ref


def _place(territory: Territory, out: Elements) -> str:
    line = tuple(territory.up())
    for t in line:
        out.add(
            Place(
                key=t.key, name=t.name, own=t.own, short=t.short, code=t.code, level=t.level,
                valid_from=t.valid_from, valid_to=t.valid_to, lineage=t.lineage or None,
            )
        )  # fmt: skip
    for inner, outer in zip(line, line[1:], strict=False):
        out.add(PartOf(start=inner.key, end=outer.key))
    return territory.key


# ------------------------------------------------------------------------------------------------ reports and meetings


def add_bodies(said: Claims, out: Elements) -> None:
    """The groups and places that a report names, without the report."""
    if said.territory:
        _place(said.territory, out)
    for _, ref in said.groups:
        _group(ref, out)


def bodies_of(said: Claims) -> Elements:
    """Every post, group and place that a report names."""
    out = Elements()
    add_bodies(said, out)
    for edge in said.officials:
        for _, post in posts_of(edge, said.territory):
            _bodies(post, out)
    return out


def report_elements(said: Claims, key_of: Mapping[str, str], meeting_of: Mapping[str, str]) -> Elements:
    """One report, its sightings, its meetings and the groups it names."""
    out = Elements()
    out.add(said.report)
    for edge in said.officials:
        out.add(edge.model_copy(update={"end": key_of[edge.sighting]}))
    for claim in said.meetings:
        edge = meeting_edge(claim, said.record, said.territory)
        out.add(edge.model_copy(update={"end": meeting_of[claim.sighting]}))
    add_bodies(said, out)
    out.add(*(edge for edge, _ in said.groups))
    return out


def meeting_elements(
    told: Iterable[tuple[Claims, MeetingClaim]],
    key_of: Mapping[str, str],
    meeting_of: Mapping[str, str],
    block_of: Mapping[str, str],
) -> Elements:
    """Meetings and who took part, from *all* reports of each of them."""
    out = Elements()
    by_meeting: dict[str, list[tuple[Claims, MeetingClaim]]] = defaultdict(list)
    for said, claim in told:
        by_meeting[meeting_of[claim.sighting]].append((said, claim))
    for key, pairs in by_meeting.items():
        pairs.sort(key=lambda pair: (pair[0].report.published or "~", pair[0].record.id, pair[1].sighting))
        _meeting(key, pairs, block_of, out)
        _roles(key, pairs, key_of, out)
    return out


def _meeting(
    key: str, pairs: Sequence[tuple[Claims, MeetingClaim]], block_of: Mapping[str, str], out: Elements
) -> None:
    mentions = [claim.mention for _, claim in pairs]
    dates = [m.date for m in mentions if m.date]
    out.add(
        Meeting(
            key=key,
            name=mentions[0].name,
            date=max(dates, key=len, default=None),
            kind=_first(m.kind for m in mentions),
            place=_first(m.place for m in mentions),
            ordinal=next((m.ordinal for m in mentions if m.ordinal is not None), None),
            territory=_first(claim.territory.name if claim.territory else None for _, claim in pairs),
            agenda=tuple(dict.fromkeys(f"{item.act} {item.text}" for m in mentions for item in m.agenda)),
            complete=any(m.complete for m in mentions),
            block=block_of[pairs[0][1].sighting],
            reports=len({said.record.id for said, _ in pairs}),
        )
    )
    hosts: dict[str, list[str]] = {}
    for said, claim in pairs:
        for ref in claim.hosts:
            _group(ref, out)
            hosts.setdefault(ref.key, [])
            if said.record.id not in hosts[ref.key]:
                hosts[ref.key].append(said.record.id)
    for order, (group, reports) in enumerate(hosts.items(), 1):
        out.add(Convened(start=group, end=key, order=order, reports=tuple(reports)))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _roles(key: str, pairs: Sequence[tuple[Claims, MeetingClaim]], key_of: Mapping[str, str], out: Elements) -> None:
    for role, kind in ROLES.items():
        told: dict[str, list[tuple[MeetingReport, Role]]] = defaultdict(list)
        for said, claim in pairs:
            detail = {part.name: part for part in claim.mention.roles if part.role == role}
            names: Collection[str] = getattr(claim.mention, role)
            for name in dict.fromkeys(names):
                sighted = said.sighting_of(name)
                if sighted is not None:
                    part = detail.get(name) or Role(role=role, name=name)  # type: ignore[arg-type]
                    told[key_of[sighted]].append((said.record, part))
        for official, parts in told.items():
            out.add(_role(kind, official, key, parts))


def _role(
    kind: type[Chaired | Attended | SpokeAt], official: str, meeting: str, parts: list[tuple[MeetingReport, Role]]
) -> Edge:
    sentence = next(((r, p.span) for r, p in parts if p.span and p.span.sentence is not None), None)
    proof = _sentence(*sentence) if sentence else {}
    directives = tuple(dict.fromkeys(text for _, part in parts for text in part.directives))
    said = {"directives": directives} if kind is SpokeAt else {}
    return kind(
        start=official, end=meeting,
        reports=tuple(dict.fromkeys(record.id for record, _ in parts)),
        order=next((part.order for _, part in parts if part.order is not None), None),
        title=_first(part.title for _, part in parts),
        capacity=_first(part.capacity for _, part in parts),
        on_behalf_of=_first(part.on_behalf_of for _, part in parts),
        derived=all(part.derived for _, part in parts),
        **proof, **said,
    )  # type: ignore[arg-type]  # fmt: skip


def _sentence(record: MeetingReport, span: Span) -> dict[str, str | int]:
    if span.sentence is None or span.sentence >= len(record.sentences):
        return {}
    sentence = record.sentences[span.sentence]
    return {"sentence": sentence.text, "sentence_start": sentence.start, "sentence_end": sentence.end}
