"""The record: what one report says, and where it says it.

A record is the truth of this project: a graph can always be rebuilt from records. Invariants:
every string is simplified Chinese as written (noise removed); every ``Span`` counts characters of the *raw* text
(of the report as read, before cleaning); the plain lists (``officials[].posts``, ``meetings[].attended``…) are
complete by themselves, and the lists beside them (``roles``, ``heads``, spans) only add where and how.

The parts are dataclasses: every field of them is checked where a record is *read* (``parse_record``), and a reader that
makes one pays a tenth of what a checked model costs. What a reader writes is therefore checked by whoever reads it.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from graph.errors import RecordError

Text = Annotated[str, StringConstraints(max_length=20_000)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
PartialDate = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|\d{2}-\d{2})$")]
"""An ISO prefix, as precise as known (``2022``, ``2022-07``, ``2022-07-29``); ``07-29`` where no year follows."""

RoleName = Literal["chaired", "attended", "spoke"]
ChangeKind = Literal["appointed", "elected", "removed", "resigned"]


class Shape(BaseModel):
    """Base of all parts of a record: unknown keys are ignored, strings are kept as they are."""

    model_config = ConfigDict(extra="ignore", frozen=False, str_strip_whitespace=False)


@dataclass(slots=True)
class Span:
    """Where a mention stands in the raw text, which rule read it, and how sure it is (0..1)."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    sentence: Annotated[int | None, Field(description="index into MeetingReport.sentences")] = None
    rule: Name = "given"
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0


@dataclass(slots=True)
class Sentence:
    """A sentence that proves something: clean text, and its place in the raw text."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: Text


@dataclass(slots=True)
class PostChange:
    """A stated change of post: 任命, 当选, 免去, 不再担任…"""

    kind: ChangeKind
    post: Name
    date: PartialDate | None = None
    span: Span | None = None


@dataclass(slots=True)
class OfficialMention:
    """One person of the report: the name in simplified characters, each post as written."""

    name: Name
    posts: Annotated[list[Name], Field(max_length=100)] = field(default_factory=list)
    written: Annotated[Name | None, Field(description="the name as the raw text has it, where that differs")] = None
    former: Annotated[list[Name], Field(description="those of the posts said to be past (原, 时任)")] = field(
        default_factory=list
    )
    changes: list[PostChange] = field(default_factory=list)
    sex: Literal["女", "男"] | None = None
    ethnicity: Name | None = None
    spans: Annotated[list[Span], Field(description="where the name stands, first mention first")] = field(
        default_factory=list
    )
    post_spans: Annotated[list[Span], Field(description="one for each of posts, in the same order")] = field(
        default_factory=list
    )


@dataclass(slots=True)
class Role:
    """One part that one person took in a meeting."""

    role: RoleName
    name: Name
    order: Annotated[int | None, Field(description="place in the list of names as printed, from 1")] = None
    title: Annotated[Name | None, Field(description="the title written before the name there")] = None
    capacity: Annotated[Name | None, Field(description="出席, 列席, 陪同… as written")] = None
    on_behalf_of: Annotated[Name | None, Field(description="the person for whom this one presides or attends")] = None
    derived: Annotated[bool, Field(description="follows from taking part, not stated (a speaker is present)")] = False
    directives: Annotated[list[Text], Field(description="what the speaker is reported to demand")] = field(
        default_factory=list
    )
    span: Span | None = None


@dataclass(slots=True)
class AgendaItem:
    """One thing that the meeting did: ``审议`` + what."""

    act: Name
    text: Text


@dataclass(slots=True)
class MeetingMention:
    """One gathering that the report tells of."""

    name: Name
    date: PartialDate | None = None
    groups: Annotated[list[Name], Field(max_length=50, description="hosts, in order")] = field(default_factory=list)
    chaired: Annotated[list[Name], Field(max_length=200)] = field(default_factory=list)
    attended: Annotated[list[Name], Field(max_length=5_000, description="everyone present, chair included")] = field(
        default_factory=list
    )
    spoke: Annotated[list[Name], Field(max_length=1_000)] = field(default_factory=list)
    kind: Annotated[Name | None, Field(description="常委会会议, 常务会议, 座谈会, 推进会…")] = None
    place: Name | None = None
    ordinal: Annotated[int | None, Field(description="N of 第N次")] = None
    agenda: Annotated[list[AgendaItem], Field(max_length=500)] = field(default_factory=list)
    complete: Annotated[bool, Field(description="False where the list of names ends in 等")] = True
    roles: list[Role] = field(default_factory=list)
    span: Span | None = None
    group_spans: Annotated[list[Span], Field(description="one for each of groups, in the same order")] = field(
        default_factory=list
    )


@dataclass(slots=True)
class Head:
    """A stated headship of a group: the detail behind one pair of ``directed``."""

    official: Name
    group: Name
    title: Name
    span: Span | None = None


@dataclass(slots=True)
class Source:
    """Where the report comes from. ``sha256`` is of the raw bytes, ``text_sha256`` of the clean text."""

    title: Text | None = None
    publisher: Name | None = None
    url: Text | None = None
    published: PartialDate | None = None
    sha256: Name | None = None
    text_sha256: Name | None = None
    territory: Annotated[Name | None, Field(description="the place the report speaks of, where the page says so")] = (
        None
    )
    sketch: Annotated[
        Annotated[str, StringConstraints(max_length=2_000)] | None,
        Field(description="a short digest of the text by which reprints are recognised"),
    ] = None
    reprint_of: Annotated[
        Annotated[str, StringConstraints(max_length=500)] | None,
        Field(description="id of the report, published before, that this one reprints"),
    ] = None


class Reader(Shape):
    """The extractor that made the record."""

    name: Name = "given"
    version: Name = "0"


class MeetingReport(Shape):
    """One report, read.

    >>> report = MeetingReport.model_validate({"id": "r1", "officials": [{"name": "雷鸣", "posts": ["区长"]}],
    ...     "meetings": [{"name": "区政府常务会议", "date": "2022-07-29", "groups": ["区政府"], "chaired": ["雷鸣"],
    ...                   "attended": ["雷鸣"]}]})
    >>> report.meetings[0].chaired
    ['雷鸣']
    """

    id: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    source: Source = Field(default_factory=Source)
    extractor: Reader = Field(default_factory=Reader)
    officials: list[OfficialMention] = Field(default_factory=list, max_length=10_000)
    meetings: list[MeetingMention] = Field(default_factory=list, max_length=500)
    directed: list[tuple[Name, Name]] = Field(default_factory=list, max_length=2_000)
    heads: list[Head] = Field(default_factory=list)
    sentences: list[Sentence] = Field(default_factory=list)
    notes: list[Text] = Field(default_factory=list, description="what the reader left out or doubted, and why")


def parse_record(line: bytes | str, where: str) -> MeetingReport:
    """Read one line of a records file.

    Raises ``RecordError`` with *all* faults of the line; ``where`` (a file and line) opens its message.
    """
    try:
        return MeetingReport.model_validate_json(line)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc'])) or 'record'}: {e['msg']}" for e in error.errors(include_url=False)]
        raise RecordError(where, faults) from None
