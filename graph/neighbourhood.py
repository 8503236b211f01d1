"""What a graph already knows that a batch of reports may change: read inside the transaction that will change it.

Invariant: the answers are complete. All sightings of a name, all reports of a meeting, all edges of a scope are read,
or the graph would depend on the order of loading.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from graph.build import Seen
from graph.claims import OPEN, Claims, claims, telling
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
    "MATCH (a:Official)-[r:SAME_AS|NOT_SAME_AS|MAYBE_SAME_AS]->(:Official) WHERE a.key IN $keys "
    "RETURN type(r) AS type, count(r) AS n"
)
_RECORDS = "MATCH (r:Report) WHERE r.key IN $keys RETURN r.key AS key, r.record AS record ORDER BY key"
_NAMES = "MATCH (:Report)-[s:REPORTS]->(:Official) WHERE s.sighting IN $ids RETURN s.sighting AS id, s.name AS name"
_SEEN = (
    "MATCH (o:Official)<-[s:REPORTS]-(r:Report) WHERE o.name IN $names AND NOT r.key IN $without "
    "RETURN r.id AS report, r.key AS start, r.names AS company, o.key AS official, s.sighting AS sighting, "
    "s.name AS name, s.posts AS posts, s.former AS former, s.heads AS heads, s.changes AS changes, s.date AS date, "
    "s.place AS place, s.sex AS sex, s.ethnicity AS ethnicity"
)
"""What an official is computed from; the sentence, which is half of an edge, is not."""
_PLACES = (
    "MATCH (p:Place) WHERE p.key IN $keys OPTIONAL MATCH (p)-[:PART_OF]->(q:Place) "
    "RETURN properties(p) AS place, q.key AS parent"
)
_IN_BLOCKS = (
    "MATCH (m:Meeting)<-[s:REPORTS]-(r:Report) WHERE m.block IN $blocks AND NOT r.key IN $without "
    "RETURN r.id AS report, r.key AS start, r.published AS published, m.key AS meeting, properties(s) AS edge"
)
_TOLD_WITH = (
    "MATCH (r:Report)-[:REPORTS]->(m:Meeting)<-[:REPORTS]-(other:Report) WHERE r.key IN $reports "
    "RETURN DISTINCT other.key AS report"
)
_RESOLVED = (
    "MATCH (r:Report)-[s:REPORTS]->(n) WHERE r.key IN $reports AND (n:Official OR n:Meeting) "
    "RETURN s.sighting AS sighting, n.key AS key, labels(n)[0] AS label"
)
_EXISTING = "MATCH (g:Group) WHERE g.key IN $keys RETURN g.key AS key"
_LINEAGES = "MATCH (p:Place) WHERE p.lineage IN $lineages RETURN properties(p) AS place"
_TALLY = (
    "MATCH (g:Group)<-[s:REPORTS]-(r:Report) WHERE g.key IN $keys AND NOT r.key IN $without "
    "RETURN g.key AS key, collect(DISTINCT s.name) AS names, min(s.date) AS first, max(s.date) AS last, "
    "count(DISTINCT r.key) AS reports"
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
    if not sightings:
        return {}
    return {row["id"]: row["name"] for row in tx.run(_NAMES, ids=sorted(sightings))}


def seen(tx: "Transaction", names: Collection[str], without: Collection[str]) -> list[Seen]:
    """Every stored sighting of these names, but those of the reports in ``without`` (keys)."""
    if not names:
        return []
    rows = tx.run(_SEEN, names=sorted(names), without=sorted(without))
    places = territories(tx, {row["place"] for row in rows if row["place"]})
    company: dict[str, tuple[str, ...]] = {}
    found = []
    for row in rows:
        start = row["start"]
        if start not in company:
            company[start] = tuple(row["company"] or ())
        edge = Reports.model_construct(  # what we wrote ourselves: not checked again, there may be many thousands
            start=start, end=OPEN, sighting=row["sighting"], name=row["name"],
            date=row["date"], place=row["place"], sex=row["sex"], ethnicity=row["ethnicity"],
            posts=tuple(row["posts"] or ()), former=tuple(row["former"] or ()),
            heads=tuple(row["heads"] or ()), changes=tuple(row["changes"] or ()),
        )  # fmt: skip
        found.append(Seen(edge, row["report"], places.get(row["place"] or ""), company[start], row["official"]))
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
    out = Resolved({}, {})
    if reports:
        for row in tx.run(_RESOLVED, reports=sorted(reports)):
            (out.officials if row["label"] == "Official" else out.meetings)[row["sighting"]] = row["key"]
    return out


class Told(NamedTuple):
    """A stored telling of a meeting: what identity compares, its report (key), the meeting it belonged to."""

    telling: MeetingSighting
    report: str
    meeting: str


def told(tx: "Transaction", blocks: Collection[str], without: Collection[str]) -> list[Told]:
    """Every stored telling in these blocks, but those of the reports in ``without`` (keys)."""
    if not blocks:
        return []
    rows = tx.run(_IN_BLOCKS, blocks=sorted(blocks), without=sorted(without))
    places = territories(tx, {row["edge"]["place"] for row in rows if row["edge"].get("place")})
    found = []
    for row in rows:
        edge = Reports(start=row["start"], end=OPEN, **row["edge"])
        territory = places.get(edge.place or "")
        hosts = tuple(canonical_group(host, territory) for host in edge.hosts)
        compared = telling(edge, row["report"], row["published"], hosts, territory)
        found.append(Told(compared, row["start"], row["meeting"]))
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


def existing_groups(tx: "Transaction", keys: Collection[str]) -> set[str]:
    """Those of the groups (keys) that are stored."""
    return {row["key"] for row in tx.run(_EXISTING, keys=sorted(keys))} if keys else set()


def of_lineages(tx: "Transaction", lineages: Collection[str]) -> list[Place]:
    """Every stored place that is, or once was, one of these (lineages)."""
    return [Place(**row["place"]) for row in tx.run(_LINEAGES, lineages=sorted(lineages))] if lineages else []
