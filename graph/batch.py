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
    judgements,
    meeting_elements,
    official_elements,
    report_elements,
    succession,
    successions,
)
from graph.claims import Claims
from graph.identity.decisions import Decisions
from graph.identity.meetings import concerned, dated, meeting_block
from graph.model import JUDGED, Edge, Group, Meeting, Node, Official, Report, edge_type, label
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
    """How the mentions in neighbours are resolved in the graph."""
    turned: list[tuple[Edge, Edge]] = field(default_factory=list)
    """Mentions in neighbours that show another now: the edge as it was, and as it should be."""

    def assemble(self) -> Elements:
        """The whole graph of these reports."""
        people, meeting_of = self._people(), self._meetings()
        changed = set(people.key_of.values())
        wanted = self._count(self._elements(people, changed, meeting_of, set(meeting_of.values())), {})
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
        former = near.resolved(tx, stored)
        names = self._names(tx)
        self.sights = near.seen(tx, names, own)
        people = self._people()
        self.moved = {s.edge.start for s in self.sights if people.key_of[s.edge.sighting] != s.official}
        self.told = self._told(tx, own)
        before = set(former.meetings.values())
        meeting_of = self._meetings()
        whole = self._whole(meeting_of, before)
        around = {t.report for t in self.told if {t.meeting, meeting_of[t.telling.id]} & whole}
        around |= self.moved | near.reports_told_with(tx, self.moved)
        self.neighbours = near.stored_claims(tx, around - own)
        self.resolved = near.resolved(tx, around - own)
        self._turn(people.key_of, meeting_of)
        changed = self._changed(people, former)
        wanted = self._elements(people, changed, meeting_of, whole)
        self._count(wanted, self._tallies(tx, wanted, stored.keys()))
        self._succession(tx, wanted)
        counts = scope.sync(tx, wanted, self._scope(people, changed, wanted, former, before | whole, stored))
        if self.former:
            counts += scope.sweep(tx, self.former)
        return counts

    def _scope(
        self,
        people: People,
        changed: Set[str],
        wanted: Elements,
        former: Resolved,
        meetings: Set[str],
        stored: Mapping[str, str],
    ) -> scope.Scope:
        """What is to be compared with what is wanted, and what is to be taken out."""
        officials = {s.official for s in self.sights if s.official} | set(former.officials.values())
        gone: list[Node] = [Report(key=key, id="") for key in sorted(self.gone & stored.keys())]
        gone += [Official(key=key, name="") for key in sorted(officials - set(people.key_of.values()))]
        gone += [Meeting(key=key, name="") for key in sorted(meetings - wanted.nodes.keys())]
        return scope.Scope(
            reports=stored.keys(),
            meetings=meetings | wanted.meetings,
            officials=officials & changed,
            judged=officials,
            gone=gone,
            turned=[then for then, _ in self.turned],
        )

    def _unchanged(self, tx: "Transaction", own: set[str]) -> "Counts":
        """All reports are there word for word, so all that they support is: it is counted, not compared."""
        from graph.store import Counts  # noqa: PLC0415 - the driver is imported by those who load

        self.resolved = near.resolved(tx, own)
        meeting_of = self.resolved.meetings
        people = People(self.resolved.officials, ())
        wanted = self._elements(people, set(people.key_of.values()), meeting_of, set(meeting_of.values()))
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

    def _told(self, tx: "Transaction", own: Set[str]) -> list[Told]:
        """The stored tellings that those of this batch bear upon, as they are now or as they were."""
        mine = tellings_in((*self.said, *self.former))
        days: dict[str, set[str] | None] = {}
        for one in mine:
            known = days.setdefault(meeting_block(one), set())
            if known is not None and one.date and dated(one):
                known.add(one.date)
            else:
                days[meeting_block(one)] = None
        ids = {one.id for one in mine}
        told = near.told(tx, days, own)
        reached = concerned([*mine, *(t.telling for t in told)], ids)
        # A telling that leaves the year open may stand by one of another year, which was not read.
        again = {meeting_block(t.telling) for t in told if t.telling.id in reached and not dated(t.telling)}
        again = {block for block in again if days[block] is not None}
        if again:
            told = [t for t in told if meeting_block(t.telling) not in again]
            told += near.told(tx, dict.fromkeys(again), own)
            reached = concerned([*mine, *(t.telling for t in told)], ids)
        return [t for t in told if t.telling.id in reached]

    def _meetings(self) -> dict[str, str]:
        """Telling -> meeting, of all that may have moved."""
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

    def _changed(self, people: People, former: Resolved) -> set[str]:
        """The officials whose sightings are not those that they were: nobody else can have changed."""
        changed = {people.key_of[edge.sighting] for one in self.said for edge in one.officials}
        changed.update(former.officials.values())
        for sight in self.sights:
            now = people.key_of[sight.edge.sighting]
            if sight.official is not None and now != sight.official:
                changed |= {now, sight.official}
        return changed

    def _turn(self, key_of: Mapping[str, str], meeting_of: Mapping[str, str]) -> None:
        """Note which mentions in neighbours show another now."""
        for one in self.neighbours:
            for edge, was, now in (
                *((e, self.resolved.officials, key_of) for e in one.officials),
                *((claim.edge, self.resolved.meetings, meeting_of) for claim in one.meetings),
            ):
                then = was[edge.sighting]
                end = now.get(edge.sighting, then)
                if then != end:
                    turned = edge.model_copy(update={"end": then}), edge.model_copy(update={"end": end})
                    self.turned.append(turned)

    def _elements(self, people: People, changed: Set[str], meetings: Mapping[str, str], whole: Set[str]) -> Elements:
        """What should stand there, of all that may have changed; bodies that a stored sighting names stand already."""
        everybody: Sequence[Claims] = (*self.said, *self.neighbours)
        meeting_of = {**self.resolved.meetings, **meetings}
        again = whole | {
            meeting_of[claim.sighting] for one in everybody if one.report.key in self.moved for claim in one.meetings
        }
        key_of = {**self.resolved.officials, **people.key_of}
        sights = [*self.sights, *(s for one in self.said for s in seen_in(one))]
        out = official_elements((s for s in sights if key_of[s.edge.sighting] in changed), key_of)
        out |= judgements(people.unsure, people.key_of, self.decisions)
        for one in self.said:
            out |= report_elements(one, key_of, meeting_of)
        out.add(*(now for _, now in self.turned))
        told = [(one, c) for one in everybody for c in one.meetings if meeting_of[c.sighting] in again]
        out |= meeting_elements(told, key_of, meeting_of, blocks_of(tellings_in(everybody)))
        for one in self.former:
            add_bodies(one, out)
        return out

    def _tallies(self, tx: "Transaction", wanted: Elements, stored: Set[str]) -> dict[str, Tally]:
        """What reports other than those of this batch say of the groups.

        Where only new reports of the batch name a group, that is what the group itself says. What a stored one named
        is counted anew.
        """
        groups = {key for key, node in wanted.nodes.items() if isinstance(node, Group)}
        named = (*self.former, *(one for one in self.said if one.report.key in stored))
        counted = groups & {ref.key for one in named for _, ref in one.groups}
        own = {one.report.key for one in self.said} | self.gone
        return near.tallied(tx, groups - counted) | near.tallies(tx, counted, own)

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
