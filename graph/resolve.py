"""Deciding who is who and which meeting is which, over claims of any number of reports.

Invariant: the same claims give the same answer whatever their order; an official's or a meeting's key is the id of its
earliest sighting, so every id once given keeps resolving through its sighting.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.build import Seen
from graph.claims import Claims, sighting, telling
from graph.identity.decisions import Decisions
from graph.identity.meetings import MeetingSighting, cluster_meetings, meeting_block
from graph.identity.officials import Unsure, blocks, cluster


@dataclass(frozen=True, slots=True)
class People:
    """Sighting -> official, and the pairs to be reviewed."""

    key_of: Mapping[str, str]
    unsure: tuple[Unsure, ...]


def seen_in(said: Claims) -> list[Seen]:
    """The sightings of one report."""
    names = said.report.names
    return [Seen(edge, said.record.id, said.territory, names) for edge in said.officials]


def resolve_people(sights: Iterable[Seen], decisions: Decisions) -> People:
    """Cluster whole name blocks: ``sights`` must hold *all* sightings of the names that occur in it."""
    sightings = [sighting(sight.edge, sight.report, sight.company, sight.territory) for sight in sights]
    key_of: dict[str, str] = {}
    unsure: list[Unsure] = []
    for block in blocks(sightings, decisions):
        found = cluster(block, decisions)
        for key, members in found.clusters:
            key_of.update(dict.fromkeys(members, key))
        unsure += found.unsure
    return People(key_of, tuple(unsure))


def tellings_in(said: Iterable[Claims]) -> list[MeetingSighting]:
    """The meetings that reports tell of, as identity compares them."""
    return [
        telling(claim.edge, claim.report, claim.published, claim.hosts, claim.territory)
        for one in said
        for claim in one.meetings
    ]


def blocks_of(told: Iterable[MeetingSighting]) -> dict[str, str]:
    """Meeting sighting -> the block within which it is compared."""
    return {one.id: meeting_block(one) for one in told}


def resolve_meetings(told: Sequence[MeetingSighting]) -> dict[str, str]:
    """Meeting sighting -> meeting: ``told`` must hold *all* tellings of the blocks that occur in it."""
    return {member: group.key for group in cluster_meetings(told) for member in group.members}
