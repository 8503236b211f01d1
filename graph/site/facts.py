"""The network as the pages read it: edges by node and type, and what proves each.

Invariants. Nothing here depends on the order of nodes or edges. An edge that a report states has the sentence, the day
and the report; where none is kept, that is said and nothing is made up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

AT_MEETING = ("CHAIRED", "SPOKE_AT", "ATTENDED")
PAGED = ("Official", "Group", "Post", "Meeting")
"""Kinds that have pages of their own."""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge as seen from one of its ends: the other end, the type, the properties."""

    other: str
    kind: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence of a report, its day, and where it was published."""

    sentence: str | None
    date: str | None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None


class Facts:
    """Lookups over one network; made once, read by every page."""

    def __init__(self, network: Any) -> None:
        self.nodes: dict[str, Mapping[str, Any]] = {str(k): a for k, a in sorted(network.nodes(data=True))}
        self.out: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
        self.into: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
        edges = ((str(u), str(v), str(a.get("type")), a) for u, v, a in network.edges(data=True))
        for u, v, kind, own in sorted(edges, key=lambda e: (*e[:3], str(e[3].get("order")), str(sorted(e[3].items())))):
            self.out[u][kind].append(Link(v, kind, own))
            self.into[v][kind].append(Link(u, kind, own))
        self.report = {str(a.get("id", k)): k for k, a in self.nodes.items() if a.get("label") == "Report"}
        self.report |= {k: k for k, a in self.nodes.items() if a.get("label") == "Report"}

    def of(self, label: str) -> list[str]:
        """Keys of all nodes of a kind."""
        return [k for k, a in self.nodes.items() if a.get("label") == label]

    def name(self, key: str) -> str:
        """What a node is called."""
        own = self.nodes[key]
        return str(own.get("name") or own.get("title") or own.get("id") or key)

    def date(self, key: str) -> str:
        """The day of a meeting or report; empty where unknown."""
        own = self.nodes[key]
        return str(own.get("date") or own.get("published") or "")

    def meetings(self, official: str) -> dict[str, list[Link]]:
        """Edges of an official by meeting, the latest meeting first; of each, the chair before the rest."""
        found: dict[str, list[Link]] = defaultdict(list)
        for kind in AT_MEETING:
            for link in self.out[official][kind]:
                found[link.other].append(link)
        return dict(sorted(found.items(), key=lambda item: (self.date(item[0]), item[0]), reverse=True))

    def company(self, official: str) -> list[tuple[str, int]]:
        """Officials at the same meetings, with how many, the most frequent first."""
        together: dict[str, int] = defaultdict(int)
        for meeting in self.meetings(official):
            for other in {link.other for kind in AT_MEETING for link in self.into[meeting][kind]} - {official}:
                together[other] += 1
        return sorted(together.items(), key=lambda item: (-item[1], item[0]))

    # ------------------------------------------------------------------------------------------------------- proofs

    def proof(self, report: str, sentence: str | None, date: str | None) -> Proof:
        """A sentence with what is known of its report."""
        own = self.nodes.get(self.report.get(report, ""), {})
        title = own.get("title") or own.get("id")
        return Proof(sentence, date or own.get("published"), title, web_address(own.get("url")), own.get("publisher"))

    def at_meeting(self, link: Link, meeting: str) -> Proof:
        """What proves a part in a meeting."""
        reports = link.properties.get("reports") or ()
        date = self.nodes[meeting].get("date")
        return self.proof(str(next(iter(reports), "")), link.properties.get("sentence"), date)

    def told(self, key: str, reports: Iterable[str] = ()) -> list[Proof]:
        """What reports say of a node (only those named, where any are), the earliest first, each sentence once."""
        wanted = {self.report.get(str(r)) for r in reports}
        found = {}
        for link in self.into[key]["REPORTS"]:
            if not wanted or link.other in wanted:
                made = self.proof(link.other, link.properties.get("sentence"), link.properties.get("date"))
                found[made.sentence, link.other] = made
        return sorted(found.values(), key=lambda p: (p.date or "", p.title or "", p.sentence or ""))

    def of_post(self, official: str, held: str, title: str | None = None) -> list[Proof]:
        """Sightings that show an official in a post or at the head of a group."""
        names = [n for n in (self.name(held), self.nodes[held].get("title"), title) if n]

        def fits(written: str) -> bool:
            return any(written.endswith(name) or name.endswith(written) for name in names)

        found = {}
        for link in self.into[official]["REPORTS"]:
            if any(fits(post) for post in link.properties.get("posts") or ()):
                made = self.proof(link.other, link.properties.get("sentence"), link.properties.get("date"))
                found[made.sentence] = made
        for meeting, links in self.meetings(official).items():
            for link in links:
                if link.properties.get("title") and fits(str(link.properties["title"])):
                    made = self.at_meeting(link, meeting)
                    found.setdefault(made.sentence, made)
        return sorted((p for p in found.values() if p.sentence), key=lambda p: (p.date or "", p.title or ""))


def web_address(text: object) -> str | None:
    """The text if it is an http(s) address, else nothing.

    >>> web_address("https://a.example/b"), web_address("javascript:alert(1)")
    ('https://a.example/b', None)
    """
    if not isinstance(text, str):
        return None
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    return text.strip() if parts.scheme in ("http", "https") and parts.netloc else None
