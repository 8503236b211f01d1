"""One batch of reports and what it touches: read, decide anew, write the difference.

Invariant: what is written covers whole name blocks and whole meetings, so that nothing depends on which reports came
together or first. Built in memory (``assemble`` alone), the neighbourhood is empty and the same code runs.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph import neighbourhood as near
from graph import scope
from graph.build import (
    Elements,
    Seen,
    add_bodies,
    meeting_elements,
    official_elements,
    report_elements,
    succession,
    successions,
)
from graph.claims import Claims
from graph.identity.decisions import Decisions
from graph.model import JUDGED, Group, Node, Official, edge_type, label
from graph.neighbourhood import Resolved, Tally, Told
from graph.resolve import People, blocks_of, resolve_meetings, resolve_people, seen_in, tellings_in

if TYPE_CHECKING:
    from graph.store import Counts, Transaction


@dataclass
class Batch:
    """Reports to be put in (``said``) and keys of reports to be taken out (``gone``)."""

    said: Sequence[Claims]
    decisions: Decisions
    gone: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """Names to be decided anew even where no report of the batch has them."""
    sights: list[Seen] = field(default_factory=list)
    neighbours: list[Claims] = field(default_factory=list)
    former: list[Claims] = field(default_factory=list)
    moved: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    resolved: Resolved = field(default_factory=lambda: Resolved({}, {}))

    def assemble(self) -> Elements:
        """Everything that should stand in the neighbourhood of this batch."""
        meeting_of = self._meetings()
        wanted = self._count(self._elements(self._people(), meeting_of, set(meeting_of.values())), {})
        wanted.add(*succession(wanted.nodes, wanted.groups.values(), wanted.places))
        return wanted

    def write(self, tx: "Transaction") -> "Counts":
        """Read the neighbourhood, and make the graph what it should be there."""
        near.lock(tx)
        own = {one.report.key for one in self.said} | self.gone
        stored = near.records(tx, own)
        said = {one.report.key: one.report.record for one in self.said}
        if stored == said and not self.names:
            return self._unchanged(tx, own)
        self.former = near.stored_claims(tx, [key for key, record in stored.items() if said.get(key) != record])
        names = self._names(tx)
        self.sights = near.seen(tx, names, own)
        people = self._people()
        self.moved = {s.edge.start for s in self.sights if people.key_of[s.edge.sighting] != s.official}
        self.told = near.told(tx, set(blocks_of(tellings_in((*self.said, *self.former))).values()), own)
        before = set(near.resolved(tx, own).meetings.values())
        meeting_of = self._meetings()
        whole = self._whole(meeting_of, before)
        around = {t.report for t in self.told if {t.meeting, meeting_of[t.telling.id]} & whole}
        around |= self.moved | near.reports_told_with(tx, self.moved)
        self.neighbours = near.stored_claims(tx, around - own)
        self.resolved = near.resolved(tx, around | own)
        wanted = self._elements(people, meeting_of, whole)
        groups = {key for key, node in wanted.nodes.items() if isinstance(node, Group)}
        self._count(wanted, near.tallies(tx, groups, own))
        self._succession(tx, wanted)
        touched = scope.Scope(reports=around | own, names=names, meetings=before | whole | wanted.meetings)
        counts = scope.sync(tx, wanted, touched, self.gone & set(stored))
        if self.former:
            counts += scope.sweep(tx, self.former)
        return counts

    def _unchanged(self, tx: "Transaction", own: set[str]) -> "Counts":
        """All reports are there word for word, so all that they support is: it is counted, not compared."""
        from graph.store import Counts  # noqa: PLC0415 - the driver is imported by those who load

        self.resolved = near.resolved(tx, own)
        meeting_of = self.resolved.meetings
        wanted = self._elements(People(self.resolved.officials, ()), meeting_of, set(meeting_of.values()))
        officials = {key for key, node in wanted.nodes.items() if isinstance(node, Official)}
        counts = Counts()
        self._succession(tx, wanted)
        counts.unchanged.update(label(type(node)) for node in wanted.nodes.values())
        counts.unchanged.update(edge_type(type(e)) for e in wanted.edges.values() if not isinstance(e, JUDGED))
        counts.unchanged.update(near.judged(tx, officials))
        return counts

    # ------------------------------------------------------------------------------------------------- what is touched

    def _names(self, tx: "Transaction") -> set[str]:
        """The names whose blocks this batch touches: those of its reports, and those that decisions join to them."""
        names = {name for one in (*self.said, *self.former) for name in one.report.names} | self.names
        joined = self.decisions.joined
        if joined:
            known = near.names_of(tx, {sighting for pair in joined for sighting in pair})
            known |= {edge.sighting: edge.name for one in self.said for edge in one.officials}
            pairs = {(known[a], known[b]) for a, b in joined if a in known and b in known}
            grown = True
            while grown:
                more = {name for pair in pairs if names & set(pair) for name in pair}
                grown = not more <= names
                names |= more
        return names

    def _meetings(self) -> dict[str, str]:
        """Telling -> meeting, over whole blocks."""
        return resolve_meetings([*tellings_in(self.said), *(t.telling for t in self.told)])

    def _whole(self, meeting_of: Mapping[str, str], before: Set[str]) -> set[str]:
        """The meetings to be made anew: those told of here, now or before, and those whose tellings have moved."""
        changed = {
            key for t in self.told for key in (t.meeting, meeting_of[t.telling.id]) if self._moved(t, meeting_of)
        }
        return {meeting_of[t.id] for t in tellings_in(self.said)} | changed | before

    @staticmethod
    def _moved(one: Told, meeting_of: Mapping[str, str]) -> bool:
        return one.meeting != meeting_of[one.telling.id]

    # -------------------------------------------------------------------------------------------------- what should be

    def _people(self) -> People:
        return resolve_people([*self.sights, *(s for one in self.said for s in seen_in(one))], self.decisions)

    def _elements(self, people: People, meetings: Mapping[str, str], whole: Set[str]) -> Elements:
        everybody: Sequence[Claims] = (*self.said, *self.neighbours)
        meeting_of = {**self.resolved.meetings, **meetings}
        again = whole | {
            meeting_of[claim.sighting] for one in everybody if one.report.key in self.moved for claim in one.meetings
        }
        key_of = {**self.resolved.officials, **people.key_of}
        sights = [*self.sights, *(s for one in self.said for s in seen_in(one))]
        out = official_elements(sights, key_of, people.unsure, self.decisions)
        for one in everybody:
            out |= report_elements(one, key_of, meeting_of)
        told = [(one, c) for one in everybody for c in one.meetings if meeting_of[c.sighting] in again]
        out |= meeting_elements(told, key_of, meeting_of, blocks_of(tellings_in(everybody)))
        for one in self.former:
            add_bodies(one, out)
        return out

    def _succession(self, tx: "Transaction", wanted: Elements) -> None:
        """Which bodies and places took over from which, among these and those that are stored."""
        nodes: dict[str, Node] = dict(wanted.nodes)
        asked = {e.start for ref in wanted.groups.values() for e in successions(ref)}
        asked |= {e.end for ref in wanted.groups.values() for e in successions(ref)}
        nodes |= {key: Group(key=key, name="") for key in near.existing_groups(tx, asked - nodes.keys())}
        places = {place.key: place for place in near.of_lineages(tx, {p.lineage for p in wanted.places if p.lineage})}
        places |= {place.key: place for place in wanted.places}
        wanted.add(*succession(nodes, wanted.groups.values(), places.values()))

    def _count(self, wanted: Elements, total: dict[str, Tally]) -> Elements:
        """Give each group its forms, its days and its number of reports: the stored ones and those of this batch."""
        for one in self.said:
            for edge, ref in one.groups:
                total.setdefault(ref.key, Tally()).see(edge)
        for key, node in wanted.nodes.items():
            if isinstance(node, Group):
                wanted.nodes[key] = total.get(key, Tally()).on(node)
        return wanted
