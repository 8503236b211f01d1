"""What a graph already knows that a batch of reports may change: read inside the transaction that will change it.

Invariant: the answers are complete. All sightings of a name, all reports of a meeting, all edges of a scope are read,
or the graph would depend on the order of loading.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from graph.build import Seen
from graph.claims import OPEN, Claims, claims, report_key
from graph.identity.decisions import Decision, Decisions
from graph.identity.groups import canonical_group
from graph.identity.meetings import MeetingSighting
from graph.model import Group, Place, Reports, parse_record
from graph.places import Territory

if TYPE_CHECKING:
    from graph.store import Transaction

_DECIDED = "MATCH (s:Schema {key: 'schema'}) SET s.decisions = $decisions"
_DECIDED_ON = (
    "MATCH (:Official)-[r:SAME_AS|NOT_SAME_AS]->(:Official) "
    "RETURN type(r) AS type, r.a AS a, r.b AS b, r.decided_by AS by, r.decided_at AS at ORDER BY at, a, b"
)
_JUDGED = (
    "UNWIND $keys AS key MATCH (:Official {key: key})-[r:SAME_AS|NOT_SAME_AS|MAYBE_SAME_AS]->(:Official) "
    "RETURN type(r) AS type, count(r) AS n"
)
_RECORDS = "UNWIND $keys AS key MATCH (r:Report {key: key}) RETURN r.key AS key, r.record AS record ORDER BY key"
_NAMES = "MATCH ()-[s:REPORTS]->() WHERE s.sighting IN $ids RETURN s.sighting AS id, s.name AS name"
_SEEN = (
    "UNWIND $names AS name MATCH (o:Official {name: name})<-[s:REPORTS]-(r:Report) "
    "RETURN o.key AS official, collect([r.id, r.names, s.sighting, s.name, s.date, s.place, s.posts, s.former, "
    "s.heads, s.changes, s.sex, s.ethnicity]) AS sights"
)
"""What an official is computed from; the sentence, which is half of an edge, is not. A row for each official: a row
for each sighting takes much longer."""
_PLACES = (
    "UNWIND $keys AS key MATCH (p:Place {key: key}) OPTIONAL MATCH (p)-[:PART_OF]->(q:Place) "
    "RETURN properties(p) AS place, q.key AS parent"
)
_IN_BLOCKS = (
    "UNWIND $blocks AS given MATCH (m:Meeting {block: given.block})<-[s:REPORTS]-(r:Report) "
    "WHERE given.days IS NULL OR s.date IN given.days OR s.date IS NULL OR size(s.date) < 10 "
    "RETURN m.key AS meeting, collect([r.id, r.published, s.sighting, s.name, s.date, s.place, s.ordinal, s.kind, "
    "s.hosts, s.chairs, s.present]) AS told"
)
_TOLD_WITH = (
    "UNWIND $reports AS key MATCH (:Report {key: key})-[:REPORTS]->(:Meeting)<-[:REPORTS]-(other:Report) "
    "RETURN DISTINCT other.key AS report"
)
_SHOWN = (
    "UNWIND $reports AS key MATCH (:Report {key: key})-[s:REPORTS]->(o:Official) "
    "RETURN s.sighting AS sighting, o.key AS key"
)
_TOLD_OF = (
    "UNWIND $reports AS key MATCH (:Report {key: key})-[s:REPORTS]->(m:Meeting) "
    "RETURN s.sighting AS sighting, m.key AS key"
)
_EXISTING = "UNWIND $keys AS key MATCH (g:Group {key: key}) RETURN g.key AS key"
_LINEAGES = "MATCH (p:Place) WHERE p.lineage IN $lineages RETURN properties(p) AS place"
_TALLY = (
    "UNWIND $keys AS key MATCH (g:Group {key: key})<-[s:REPORTS]-(r:Report) WHERE NOT r.key IN $without "
    "RETURN g.key AS key, collect(DISTINCT s.name) AS names, min(s.date) AS first, max(s.date) AS last, "
    "count(DISTINCT r.key) AS reports"
)
_TALLIED = (
    "UNWIND $keys AS key MATCH (g:Group {key: key}) RETURN g.key AS key, g.aliases AS names, g.seen_first AS first, "
    "g.seen_last AS last, g.reports AS reports"
)


def lock(tx: "Transaction") -> str | None:
    """Let loaders pass one after the other: what is read below must not change before it is written.

    Returns the digest of the decisions that the graph was last made with.
    """
    decisions: str | None = tx.exclusive().get("decisions")
    return decisions


def set_decisions(tx: "Transaction", digest: str) -> None:
    """Note with which decisions the graph is made now."""
    tx.run(_DECIDED, decisions=digest)


def stored_decisions(tx: "Transaction") -> Decisions:
    """The decisions that the graph follows, as its edges keep them (without those undone since)."""
    verdicts: dict[str, Literal["same", "differ"]] = {"SAME_AS": "same", "NOT_SAME_AS": "differ"}
    return Decisions(Decision(verdicts[r["type"]], r["a"], r["b"], r["by"], r["at"]) for r in tx.run(_DECIDED_ON))


def judged(tx: "Transaction", officials: Collection[str]) -> dict[str, int]:
    """How many judgements of each type start at these officials."""
    if not officials:
        return {}
    return {row["type"]: row["n"] for row in tx.run(_JUDGED, keys=sorted(officials))}


def records(tx: "Transaction", keys: Collection[str]) -> dict[str, str]:
    """The stored records of reports, as JSON, by key of the report."""
    if not keys:
        return {}
    return {row["key"]: row["record"] for row in tx.run(_RECORDS, keys=sorted(keys)) if row["record"]}


def stored_claims(tx: "Transaction", keys: Collection[str]) -> list[Claims]:
    """The claims of stored reports, read again from their records."""
    return [claims(parse_record(record, f"report {key}")) for key, record in records(tx, keys).items()]


def names_of(tx: "Transaction", sightings: Collection[str]) -> dict[str, str]:
    """The names under which these sightings stand."""
    return {row["id"]: row["name"] for row in tx.run(_NAMES, ids=sorted(sightings))}


def seen(tx: "Transaction", names: Collection[str], without: Collection[str]) -> list[Seen]:
    """Every stored sighting of these names, but those of the reports in ``without`` (keys)."""
    if not names:
        return []
    rows = [(row["official"], sight) for row in tx.run(_SEEN, names=sorted(names)) for sight in row["sights"]]
    places = territories(tx, {sight[5] for _, sight in rows if sight[5]})
    reports: dict[str, tuple[str, tuple[str, ...]]] = {}
    found = []
    for official, (report, company, sighted, name, date, place, posts, former, heads, changes, sex, people) in rows:
        if report not in reports:
            reports[report] = report_key(report), tuple(company or ())
        start, beside = reports[report]
        if start in without:
            continue
        edge = Reports.model_construct(  # what we wrote ourselves: not checked again, there may be many thousands
            start=start, end=OPEN, sighting=sighted, name=name, date=date, place=place, sex=sex, ethnicity=people,
            posts=tuple(posts or ()), former=tuple(former or ()), heads=tuple(heads or ()),
            changes=tuple(changes or ()),
        )  # fmt: skip
        found.append(Seen(edge, report, places.get(place or ""), beside, official))
    return found


def territories(tx: "Transaction", keys: Iterable[str]) -> dict[str, Territory]:
    """Stored places by key, each with those it lies in."""
    rows: dict[str, tuple[dict[str, str], str | None]] = {}
    todo = set(keys)
    while todo:
        found = {row["place"]["key"]: (row["place"], row["parent"]) for row in tx.run(_PLACES, keys=sorted(todo))}
        rows |= found
        todo = {parent for _, parent in found.values() if parent and parent not in rows}
    made: dict[str, Territory] = {}

    def make(key: str) -> Territory:
        if key not in made:
            place, parent = rows[key]
            made[key] = Territory(**{"lineage": "", **place}, parent=make(parent) if parent in rows else None)  # type: ignore[arg-type]
        return made[key]

    for key in rows:
        make(key)
    return made


@dataclass(frozen=True, slots=True)
class Resolved:
    """How stored sightings are resolved: to officials and to meetings."""

    officials: dict[str, str]
    meetings: dict[str, str]


def resolved(tx: "Transaction", reports: Collection[str]) -> Resolved:
    """What the mentions of these reports (keys) resolve to now."""
    if not reports:
        return Resolved({}, {})
    shown, told_of = tx.run(_SHOWN, reports=sorted(reports)), tx.run(_TOLD_OF, reports=sorted(reports))
    return Resolved({row["sighting"]: row["key"] for row in shown}, {row["sighting"]: row["key"] for row in told_of})


class Told(NamedTuple):
    """A stored telling of a meeting: what identity compares, its report (key), the meeting it belonged to."""

    telling: MeetingSighting
    report: str
    meeting: str


def told(tx: "Transaction", blocks: Mapping[str, Collection[str] | None], without: Collection[str]) -> list[Told]:
    """The stored tellings in these blocks, but those of the reports in ``without`` (keys).

    Where days are given, those that say another day in full are left out.
    """
    if not blocks:
        return []
    given = [{"block": block, "days": None if days is None else sorted(days)} for block, days in sorted(blocks.items())]
    rows = [(row["meeting"], one) for row in tx.run(_IN_BLOCKS, blocks=given) for one in row["told"]]
    places = territories(tx, {one[5] for _, one in rows if one[5]})
    found = []
    for meeting, (report, published, sighted, name, date, place, ordinal, kind, hosts, chairs, present) in rows:
        start = report_key(report)
        if start in without:
            continue
        territory = places.get(place or "")
        compared = MeetingSighting(
            id=sighted, report=report, name=name, date=date, published=published,
            hosts=tuple(canonical_group(host, territory) for host in hosts or ()), territory=territory,
            ordinal=ordinal, kind=kind, chaired=tuple(chairs or ()), attended=frozenset(present or ()),
        )  # fmt: skip
        found.append(Told(compared, start, meeting))
    return found


def reports_told_with(tx: "Transaction", reports: Collection[str]) -> set[str]:
    """Keys of the reports that share a meeting with one of these."""
    if not reports:
        return set()
    return {row["report"] for row in tx.run(_TOLD_WITH, reports=sorted(reports))}


@dataclass(slots=True)
class Tally:
    """How a group is written, when it was first and last named, and by how many reports."""

    names: set[str] = field(default_factory=set)
    first: str | None = None
    last: str | None = None
    reports: int = 0
    own: set[str] = field(default_factory=set)

    def see(self, edge: Reports) -> None:
        """One more mention, of a report that is not counted in ``reports``."""
        self.names.add(edge.name)
        self.own.add(edge.start)
        if edge.date:
            self.first = min(self.first or edge.date, edge.date)
            self.last = max(self.last or edge.date, edge.date)

    def on(self, group: Group) -> Group:
        """The group with these numbers."""
        return group.model_copy(
            update={
                "aliases": tuple(sorted(self.names - {group.name})),
                "seen_first": self.first,
                "seen_last": self.last,
                "reports": self.reports + len(self.own),
            }
        )


def tallies(tx: "Transaction", groups: Collection[str], without: Collection[str]) -> dict[str, Tally]:
    """What all stored reports but those in ``without`` (keys) say of these groups."""
    if not groups:
        return {}
    rows = tx.run(_TALLY, keys=sorted(groups), without=sorted(without))
    return {row["key"]: Tally(set(row["names"]), row["first"], row["last"], row["reports"]) for row in rows}


def tallied(tx: "Transaction", groups: Collection[str]) -> dict[str, Tally]:
    """What is stored of these groups: all that their reports say of them."""
    if not groups:
        return {}
    rows = tx.run(_TALLIED, keys=sorted(groups))
    return {row["key"]: Tally(set(row["names"] or ()), row["first"], row["last"], row["reports"]) for row in rows}


def existing_groups(tx: "Transaction", keys: Collection[str]) -> set[str]:
    """Those of the groups (keys) that are stored."""
    return {row["key"] for row in tx.run(_EXISTING, keys=sorted(keys))} if keys else set()


def of_lineages(tx: "Transaction", lineages: Collection[str]) -> list[Place]:
    """Every stored place that is, or once was, one of these (lineages)."""
    return [Place(**row["place"]) for row in tx.run(_LINEAGES, lineages=sorted(lineages))] if lineages else []
