"""What the model is asked for, and what is kept of its answer.

Invariant: nothing of an answer reaches the record that does not stand in the clean text (a date: whose day does not);
what is left out is noted in the record. Spans are found by search, never taken from the model.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field

from graph.model import Head, MeetingMention, MeetingReport, OfficialMention, Role, Sentence, Span
from loaders.dates import Calendar, DateMention, dates_in, years_in
from loaders.document import Document
from loaders.text import CleanText, clean

_MENTIONS = 50
_SURE = 0.5
"""A model gives no probability that means anything; half says that a person should look."""
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AnsweredOfficial(_Part):
    """A person and the posts."""

    name: str
    posts: list[str]


class AnsweredMeeting(_Part):
    """A meeting and its people."""

    name: str
    date: str | None
    kind: str | None
    place: str | None
    groups: list[str]
    chaired: list[str]
    attended: list[str]
    spoke: list[str]


class AnsweredHead(_Part):
    """A headship."""

    official: str
    group: str


class Answer(_Part):
    """The answer of the model: the plain lists of a record, nothing about where they stand."""

    officials: list[AnsweredOfficial] = Field(max_length=2_000)
    meetings: list[AnsweredMeeting] = Field(max_length=200)
    directed: list[AnsweredHead] = Field(max_length=500)


def record_of(answer: Answer, document: Document) -> MeetingReport:
    """The record of a document as far as the text bears the answer out.

    >>> answer = Answer(officials=[AnsweredOfficial(name="林远", posts=["区长", "市长"])], meetings=[], directed=[])
    >>> record = record_of(answer, Document("r", "区长林远到会。"))
    >>> record.officials[0].posts, record.officials[0].spans[0].start, record.notes
    (['区长'], 2, ["post '市长': not in the text"])
    """
    text = _Text(clean(document.raw), document)
    officials = {one.name: one for one in (text.official(given) for given in answer.officials) if one}
    meetings = [one for one in (text.meeting(given) for given in answer.meetings) if one]
    heads = [one for one in (text.head(given) for given in answer.directed) if one]
    for name in [name for meeting in meetings for name in meeting.attended] + [head.official for head in heads]:
        officials.setdefault(name, OfficialMention(name=name, spans=text.spans(name)))
    return MeetingReport(
        id=document.id,
        officials=list(officials.values()),
        meetings=meetings,
        directed=[(head.official, head.group) for head in heads],
        heads=heads,
        sentences=text.sentences(),
        notes=text.notes,
    )


@dataclass(slots=True)
class _Text:
    """The clean text as the judge of an answer."""

    page: CleanText
    document: Document
    notes: list[str] = field(default_factory=list)
    bounds: list[int] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bounds = [found.start() for found in _SENTENCE.finditer(self.page.text) if found.group()] or [0]

    def standing(self, given: str, what: str) -> str | None:
        """``given`` as the clean text has it, or None and a note."""
        wanted = clean(given).text.strip()
        if len(wanted) > 1 and wanted in self.page.text:
            return wanted[:200]
        note = f"{what} {given[:100]!r}: not in the text"
        if note not in self.notes:
            self.notes.append(note)
        return None

    def all_standing(self, given: list[str], what: str) -> list[str]:
        found = (self.standing(one, what) for one in given)
        return list(dict.fromkeys(one for one in found if one))

    def spans(self, wanted: str) -> list[Span]:
        """Where a string stands, first place first."""
        spans: list[Span] = []
        at = self.page.text.find(wanted)
        while at >= 0 and len(spans) < _MENTIONS:
            start, end = self.page.raw_span(at, at + len(wanted))
            number = self.used.setdefault(bisect_right(self.bounds, at) - 1, len(self.used))
            spans.append(Span(start=start, end=end, sentence=number, rule="llm", confidence=_SURE))
            at = self.page.text.find(wanted, at + len(wanted))
        return spans

    def official(self, given: AnsweredOfficial) -> OfficialMention | None:
        name = self.standing(given.name, "official")
        if name is None:
            return None
        posts = self.all_standing(given.posts, "post")[:100]
        return OfficialMention(
            name=name, posts=posts, spans=self.spans(name), post_spans=[self.spans(post)[0] for post in posts]
        )

    def meeting(self, given: AnsweredMeeting) -> MeetingMention | None:
        name = self.standing(given.name, "meeting")
        if name is None:
            return None
        groups = self.all_standing(given.groups, "group")[:50]
        chaired = self.all_standing(given.chaired, "official")[:200]
        spoke = self.all_standing(given.spoke, "official")[:1_000]
        stated = self.all_standing(given.attended, "official")[:5_000]
        attended = list(dict.fromkeys([*chaired, *stated, *spoke]))
        roles = [Role(role="chaired", name=one, span=self.spans(one)[0]) for one in chaired]
        roles += [Role(role="spoke", name=one, span=self.spans(one)[0]) for one in spoke]
        roles += [
            Role(role="attended", name=one, derived=one not in stated, span=self.spans(one)[0]) for one in attended
        ]
        return MeetingMention(
            name=name,
            date=self.date(given.date),
            kind=self.standing(given.kind, "kind") if given.kind else None,
            place=self.standing(given.place, "place") if given.place else None,
            groups=groups,
            chaired=chaired,
            attended=attended,
            spoke=spoke,
            roles=roles,
            span=self.spans(name)[0],
            group_spans=[self.spans(group)[0] for group in groups],
        )

    def head(self, given: AnsweredHead) -> Head | None:
        name = self.standing(given.official, "official")
        group = self.standing(given.group, "group")
        if name is None or group is None:
            return None
        return Head(official=name, group=group, title="负责人", span=self.spans(name)[0])

    def date(self, given: str | None) -> str | None:
        """The day of the text that the model means, with the year that our own calendar gives it."""
        if not given:
            return None
        calendar = Calendar(self.document.published)
        before: DateMention | None = None
        for mention in dates_in(self.page.text):
            day = calendar.resolve(mention, before, years_in(self.page.text))
            if day is not None and (day == given or day[-5:] == given[-5:]):
                return day
            before = mention
        self.notes.append(f"date {given[:20]!r}: not in the text")
        return None

    def sentences(self) -> list[Sentence]:
        """The sentences that spans point into."""
        found: list[Sentence] = []
        for number in self.used:
            start = self.bounds[number]
            stop = self.bounds[number + 1] if number + 1 < len(self.bounds) else len(self.page.text)
            text = self.page.text[start:stop].rstrip("\n")
            raw_start, raw_end = self.page.raw_span(start, start + len(text))
            found.append(Sentence(start=raw_start, end=raw_end, text=text[:20_000]))
        return found
