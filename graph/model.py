"""The one model: labels, edge types, properties, keys, constraints, indexes. Nothing of it is typed twice.

Invariants. Each class below *is* its node label or edge type; stores, exports and the docs page read these
classes. Every node has a unique ``key``. No property grows with the corpus: edges at a meeting carry the ids of
that meeting's few reports, everything else carries first, last and count. Values are strings, integers, floats,
booleans or lists of strings (what both stores keep alike); dates are ISO prefixes as precise as known, compared as
text.
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from graph.element import Edge, Element, Indexed, Kind, Node, Searched, Unexported, columns, edge_type, label, marked
from graph.errors import HuiyiError, InputError, LimitError, MissingExtraError, RecordError
from graph.record import (
    AgendaItem,
    ChangeKind,
    Head,
    MeetingMention,
    MeetingReport,
    OfficialMention,
    PartialDate,
    PostChange,
    Reader,
    Role,
    RoleName,
    Sentence,
    Source,
    Span,
    parse_record,
)

SCHEMA_VERSION = 1

# ---------------------------------------------------------------------------------------------------------------- nodes


class Official(Node):
    """A person named in an official capacity: a cluster of sightings. The key is that of the earliest sighting."""

    name: Annotated[str, Searched()] = Field(description="in simplified characters")
    aliases: tuple[str, ...] = Field((), description="other written forms of the name")
    pinyin: Annotated[str | None, Searched()] = Field(None, description="without tones: lei ming")
    sex: str | None = Field(None, description="as stated in brackets: 女")
    ethnicity: str | None = Field(None, description="as stated in brackets: 回族")
    territory: str | None = Field(None, description="of the latest sighting that has one")
    seen_first: str | None = None
    seen_last: str | None = None
    reports: int = 0


class Post(Node):
    """A title at a group: 书记 of 秦州区委."""

    name: Annotated[str, Searched()] = Field(description="canonical: group and title")
    title: Annotated[str | None, Indexed()] = Field(None, description="the title alone: 书记")
    rank: str | None = Field(None, description="正 or 副, where the title says so")
    level: str | None = Field(None, description="of the group's territory: province, prefecture, county…")


class Group(Node):
    """A standing body in a territory; one whose territory is unknown is kept as unknown."""

    name: Annotated[str, Searched()] = Field(description="canonical, with the territory where known: 秦州区委")
    aliases: tuple[str, ...] = Field((), description="forms as written in reports")
    kind: Annotated[str | None, Indexed()] = Field(
        None, description="committee, government, leading group, department…"
    )
    level: str | None = None
    territory: Annotated[str | None, Indexed()] = None
    seen_first: str | None = None
    seen_last: str | None = None
    reports: int = 0


class Meeting(Node):
    """One gathering held."""

    name: Annotated[str, Searched()]
    date: Annotated[str | None, Indexed()] = Field(None, description="ISO prefix, as precise as known")
    day: str | None = Field(None, description="07-29 where no year follows from any report")
    kind: str | None = None
    place: str | None = None
    ordinal: int | None = Field(None, description="N of 第N次")
    territory: Annotated[str | None, Indexed()] = None
    agenda: tuple[str, ...] = ()
    complete: bool = Field(True, description="false where every list of names ends in 等")
    block: Annotated[str | None, Indexed()] = Field(None, description="what is compared with it: place and day")
    reports: int = 0


class Report(Node):
    """One published text."""

    id: Annotated[str, Indexed()] = Field(description="the input's own id")
    title: str | None = None
    publisher: Annotated[str | None, Indexed()] = None
    url: str | None = None
    published: Annotated[str | None, Indexed()] = None
    territory: Annotated[str | None, Indexed()] = Field(None, description="the place it speaks of")
    place: Annotated[str | None, Indexed()] = Field(None, description="key of that place")
    sha256: str | None = Field(None, description="of the raw bytes")
    text_sha256: str | None = Field(None, description="of the clean text")
    extractor: str | None = None
    names: tuple[str, ...] = Field((), description="of all officials in it: the company of each of them")
    record: str | None = Field(None, description="the record as JSON: what this report said, to rebuild from")


class Place(Node):
    """A territory: an administrative division, or a name that no list knows."""

    name: Annotated[str, Searched()] = Field(description="in full: 天水市秦州区")
    own: str | None = Field(None, description="its last part: 秦州区")
    short: str | None = Field(None, description="without the suffix: 秦州")
    code: Annotated[str | None, Indexed()] = Field(None, description="of the administrative divisions (GB/T 2260)")
    level: str | None = Field(None, description="nation, province, prefecture, county, zone, town, village")
    valid_from: int | None = Field(None, description="year")
    valid_to: int | None = Field(None, description="year")
    lineage: str | None = Field(None, description="shared by the names that one place has borne")


class Run(Node):
    """One load: the journal in the graph."""

    started: str
    finished: str | None = None
    version: str
    reports: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


class Schema(Node):
    """The schema version of this graph: one node."""

    version: int


# ---------------------------------------------------------------------------------------------------------------- edges


class _AtMeeting(Edge):
    """Official at a meeting. ``reports`` are the ids of the reports that say so; order and title by the first."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Official, Meeting),)
    reports: tuple[str, ...] = ()
    order: int | None = Field(None, description="place in the list of names, from 1")
    title: str | None = Field(None, description="as written before the name")
    capacity: str | None = Field(None, description="出席, 列席, 陪同… as written")
    on_behalf_of: str | None = None
    derived: bool = Field(False, description="follows from taking part, not stated")
    sentence: str | None = Field(None, description="the sentence that proves it")
    sentence_start: int | None = Field(None, description="characters of the raw text")
    sentence_end: int | None = None


class Chaired(_AtMeeting):
    """Presided (主持), also for another. Two chairs are two edges."""


class Attended(_AtMeeting):
    """Present, as stated or as follows from taking part. Never invited, never inferred from silence."""


class SpokeAt(_AtMeeting):
    """Said to speak at it."""

    directives: tuple[str, ...] = Field((), description="what is reported to be demanded, as text")


class _Dated(Edge):
    """From sightings: first, last and how many; stated start and end only where a text says so."""

    seen_first: str | None = None
    seen_last: str | None = None
    reports: int = 0


class Holds(_Dated):
    """An official shown in a post."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Official, Post),)
    start_date: str | None = Field(None, description="stated: 任命, 当选")
    end_date: str | None = Field(None, description="stated: 免去, 不再担任")


class Directed(_Dated):
    """The stated head of a group."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Official, Group),)
    title: str | None = None


class Of(Edge):
    """A post is at a group."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Post, Group),)


class Convened(Edge):
    """A group met, or called the meeting."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Group, Meeting),)
    order: int = Field(1, description="the first is in charge")
    reports: tuple[str, ...] = ()


class PartOf(Edge):
    """One body or place inside another."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Group, Group), (Place, Place))


class In(Edge):
    """A group's territory."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Group, Place),)


class Reports(Edge):
    """What a report shows. To an official it is **the sighting**: name and posts as written, and where."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Report, Official), (Report, Meeting), (Report, Group))
    discriminator: ClassVar[tuple[str, ...]] = ("sighting",)
    sighting: Annotated[str, Indexed()] = Field(description="id of this mention: resolves to its node for ever")
    name: str = Field(description="as written in the report")
    posts: tuple[str, ...] = Field((), description="as written")
    former: tuple[str, ...] = Field((), description="those of the posts said to be past (原, 时任)")
    heads: tuple[str, ...] = Field((), description="groups, as written, that the report says this official directs")
    changes: tuple[str, ...] = Field((), description="stated changes of post: kind|date|post")
    hosts: tuple[str, ...] = Field((), description="of a meeting: groups that convened it, as written")
    chairs: tuple[str, ...] = Field((), description="of a meeting: names of those who presided")
    present: tuple[str, ...] = Field((), description="of a meeting: names of those present")
    ordinal: int | None = Field(None, description="of a meeting: N of 第N次")
    kind: str | None = Field(None, description="of a meeting")
    sex: str | None = None
    ethnicity: str | None = None
    date: str | None = Field(None, description="the day it speaks of: of the meeting, else of publication")
    territory: str | None = Field(None, description="the place the report speaks of")
    place: str | None = Field(None, description="key of that place")
    sentence: str | None = None
    sentence_start: int | None = None
    sentence_end: int | None = None
    confidence: float | None = None


class Succeeded(Edge):
    """One body took over from another in a known reform, or a place its new name from its old: new to old."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Group, Group), (Place, Place))
    year: int | None = Field(None, description="of the reform; either name may be met around it")


class _Judged(Edge):
    """A judgement on two officials: ``start`` < ``end``."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]] = ((Official, Official),)


class _Decided(_Judged):
    """Decided by a person on two sightings, ``a`` and ``b``."""

    discriminator: ClassVar[tuple[str, ...]] = ("a", "b")
    a: str = Field(description="id of one sighting")
    b: str = Field(description="id of the other")
    decided_by: Annotated[str | None, Unexported()] = None
    decided_at: Annotated[str | None, Unexported()] = None


class SameAs(_Decided):
    """Decided by a person: one official. Both ends are that official; ``a`` and ``b`` say which sightings."""


class NotSameAs(_Decided):
    """Decided by a person: two officials."""


class MaybeSameAs(_Judged):
    """Unsure: kept apart, to be reviewed."""

    score: float | None = Field(None, description="log-odds that they are one")
    reasons: tuple[str, ...] = Field((), description="what speaks for and against")


NODES: tuple[type[Node], ...] = (Official, Post, Group, Meeting, Report, Place)
"""The node labels of the domain, in the order in which they are written."""

JOURNAL: tuple[type[Node], ...] = (Run, Schema)
"""Nodes about the graph itself: never exported."""

JUDGED: tuple[type[Edge], ...] = (SameAs, NotSameAs, MaybeSameAs)
"""Judgements on who is who."""

EDGES: tuple[type[Edge], ...] = (
    Reports, Chaired, Attended, SpokeAt, Convened, Holds, Of, Directed, In, PartOf, Succeeded, *JUDGED,
)  # fmt: skip


# ---------------------------------------------------------------------------------------------- what is derived from it


def indexes() -> Iterator[tuple[type[Element], str]]:
    """Every (class, property) that gets an index of its own (keys have their constraint)."""
    for element in (*NODES, *EDGES):
        for name, field in element.model_fields.items():
            if marked(field, Indexed):
                yield element, name


def searched() -> Iterator[tuple[type[Node], tuple[str, ...]]]:
    """The full-text indexes: class and properties."""
    for node in NODES:
        names = tuple(n for n, f in node.model_fields.items() if marked(f, Searched))
        if names:
            yield node, names


__all__ = [
    "EDGES", "JOURNAL", "JUDGED", "NODES", "SCHEMA_VERSION", "AgendaItem", "Attended", "Chaired", "ChangeKind",
    "Convened", "Directed", "Edge", "Element", "Group", "Head", "Holds", "HuiyiError", "In", "InputError", "Kind",
    "LimitError",
    "MaybeSameAs", "Meeting", "MeetingMention", "MeetingReport", "MissingExtraError", "Node", "NotSameAs", "Of",
    "Official", "OfficialMention", "PartOf", "PartialDate", "Place", "Post", "PostChange", "Reader", "RecordError",
    "Report", "Reports", "Role", "RoleName", "Run", "SameAs", "Schema", "Sentence", "Source", "Span", "SpokeAt",
    "Succeeded", "columns", "edge_type", "indexes", "label", "parse_record", "searched",
]  # fmt: skip
