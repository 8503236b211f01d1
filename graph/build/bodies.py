"""Posts, groups and places: elements that are what their names say, whoever names them.

Invariant: each is a pure function of its canonical reference; what depends on reports (a group's forms and numbers) is
added by whoever knows all its reports.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from graph.build.elements import Elements
from graph.claims import Claims
from graph.identity.groups import GroupRef, canonical_group, predecessors, successors
from graph.identity.posts import PostRef, canonical_posts
from graph.model import Group, In, Node, Of, PartOf, Place, Post, Reports, Succeeded
from graph.places import Territory


def posts_of(edge: Reports, territory: Territory | None) -> list[tuple[str, PostRef]]:
    """The posts of a sighting, those held and those said to have changed: as written, and what they are."""
    written = tuple(dict.fromkeys((*edge.posts, *(change.split("|", 2)[2] for change in edge.changes))))
    directed = [canonical_group(group, territory) for group in edge.heads]
    return list(zip(written, canonical_posts(written, territory, report_groups=directed), strict=True))


def add_post(post: PostRef, out: Elements) -> PostRef:
    """A post with its group."""
    out.add(Post(key=post.key, name=post.name, title=post.title, rank=post.rank, level=post.level))
    if post.group:
        out.add(Of(start=post.key, end=add_group(post.group, out).key))
    return post


def add_group(ref: GroupRef, out: Elements) -> GroupRef:
    """A group with its place and the bodies it is part of; its tally is added by whoever knows all its reports."""
    if ref.key not in out.nodes:
        out.groups[ref.key] = ref
        place = ref.territory
        out.add(
            Group(key=ref.key, name=ref.name, kind=ref.kind, level=ref.level, territory=place.name if place else None)
        )
        if place:
            out.add(In(start=ref.key, end=add_place(place, out)))
        if ref.parent:
            out.add(PartOf(start=ref.key, end=add_group(ref.parent, out).key))
    return ref


@lru_cache(maxsize=50_000)
def successions(ref: GroupRef) -> tuple[Succeeded, ...]:
    """The reforms in which this body may have taken over from another, or another from it."""
    after = (Succeeded(start=g.key, end=ref.key, year=year) for g, year in successors(ref))
    before = (Succeeded(start=ref.key, end=g.key, year=year) for g, year in predecessors(ref))
    return (*after, *before)


def succession(nodes: Mapping[str, Node], refs: Iterable[GroupRef], namesakes: Iterable[Place]) -> list[Succeeded]:
    """Who took over from whom, among bodies and places that are met.

    ``nodes`` are all those met so far that may matter, ``refs`` the bodies whose reforms are asked for, ``namesakes``
    the places (of ``nodes``) that share a lineage with others.
    """
    found = [edge for ref in refs for edge in successions(ref) if edge.start in nodes and edge.end in nodes]
    by_lineage: dict[str, list[Place]] = defaultdict(list)
    for place in namesakes:
        if place.lineage:
            by_lineage[place.lineage].append(place)
    for line in by_lineage.values():
        for new in line:
            found += [
                Succeeded(start=new.key, end=old.key, year=new.valid_from)
                for old in line
                if old.valid_to is not None and new.valid_from is not None and old.valid_to <= new.valid_from
            ]
    return found


def add_place(territory: Territory, out: Elements) -> str:
    """A place with those it lies in; returns its key."""
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


def add_bodies(said: Claims, out: Elements) -> None:
    """The groups and places that a report names, without the report."""
    if said.territory:
        add_place(said.territory, out)
    for _, ref in said.groups:
        add_group(ref, out)


def bodies_of(said: Claims) -> Elements:
    """Every post, group and place that a report names."""
    out = Elements()
    add_bodies(said, out)
    for edge in said.officials:
        for _, post in posts_of(edge, said.territory):
            add_post(post, out)
    return out
