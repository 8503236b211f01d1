"""The front door: one document in, one record out.

Invariants. Pure: the same document gives the same record. No person, post or group in the record that does not stand in
the text; every mention carries its place in the raw text, the rule that read it and how sure it is.
"""

import hashlib
import re
from collections.abc import Callable, Iterable

from graph.model import (
    AgendaItem,
    MeetingMention,
    MeetingReport,
    OfficialMention,
    Reader,
    Role,
    Sentence,
    Source,
    Span,
)  # fmt: skip
from loaders.document import Document
from loaders.furniture import page_of
from loaders.lexicon import triggers
from loaders.meetings import Event, find_meetings
from loaders.names_find import Finder, Mention
from loaders.posts_changes import Change, changes_of
from loaders.posts_heads import heads_of
from loaders.roles import Part, Roles
from loaders.scan import Scan, scan
from loaders.text import CleanText, clean

NameReader = Callable[[str], Iterable[str]]
"""A second opinion for names: takes the clean text, gives the personal names that it sees."""


class RuleExtractor:
    """Reads reports by rules: one pass for trigger words, then local parsing around them.

    ``names`` may be a tagger of the user's own, asked for a second opinion on names.
    """

    name = "rules"
    version = "1"

    def __init__(self, names: NameReader | None = None) -> None:
        self._names = names

    def extract(self, document: Document) -> MeetingReport:
        """The record of one document."""
        return _Assembly(document, self._names).record(Reader(name=self.name, version=self.version))


def read(document: Document, *, names: NameReader | None = None) -> MeetingReport:
    """Read one report.

    >>> report = read(Document(id="r", raw="7月29日，青石区委书记石一川主持召开区委常委会会议。", published="2022-07-30"))
    >>> report.meetings[0].chaired, report.officials[0].posts
    (['石一川'], ['青石区委书记'])
    """
    return RuleExtractor(names).extract(document)


_FIELDS = frozenset(word for word, kind in triggers().items() if kind in ("chair", "attend"))


_RANK = re.compile(r"(?:副|代|代理|常务|总|第一|执行|名誉|候补|主任|助理|候任|前|原)$")


def _fuller(longer: str, post: str) -> bool:
    """Whether ``longer`` is the same post with more of its organisation before it."""
    return longer != post and longer.endswith(post) and not _RANK.search(longer[: -len(post)])


_VISITS = frozenset(("visit", "met", "accompany"))
_TALKS = re.compile(r"座谈|会谈|交流|汇报会|对接|会商|仪式|推介|洽谈|现场")


class _Assembly:
    def __init__(self, document: Document, names: NameReader | None) -> None:
        self.document = document
        self.clean: CleanText = clean(document.raw)
        self.scan: Scan = scan(self.clean)
        self.page = page_of(self.scan, document)
        self.mentions = [m for m in Finder(self.scan, names).run() if m.label in _FIELDS or not self.page.is_furniture(m.start)]
        self.changes: dict[str, list[Change]] = {}
        for change in changes_of(self.scan, self.mentions):
            self.changes.setdefault(change.mention.name, []).append(change)
        self.roles = Roles(self.scan, self.mentions)
        self.parts = self.roles.run()
        self.events = find_meetings(self.scan, document, self.page)
        self.sentences: dict[int, int] = {}

    def record(self, reader: Reader) -> MeetingReport:
        """The whole record."""
        officials = self._officials()
        meetings = self._meetings()
        heads = heads_of(self.scan, self.mentions)
        document = self.document
        return MeetingReport(
            id=document.id,
            source=Source(
                title=document.title, publisher=document.publisher, url=document.url, published=document.published,
                sha256=document.sha256, text_sha256=hashlib.sha256(self.clean.text.encode()).hexdigest(),
            ),
            extractor=reader,
            officials=officials,
            meetings=meetings,
            directed=list(dict.fromkeys((name, group) for name, group, _, _ in heads)),
            sentences=self._sentence_list(),
        )  # fmt: skip

    def _span(self, start: int, end: int, rule: str, confidence: float) -> Span:
        raw_start, raw_end = self.clean.raw_span(start, end)
        index = self.scan.sentence_at(start)
        number = self.sentences.setdefault(index, len(self.sentences))
        return Span(start=raw_start, end=raw_end, sentence=number, rule=rule, confidence=confidence)

    def _sentence_list(self) -> list[Sentence]:
        found = []
        for index in self.sentences:
            start, end = self.scan.sentences[index]
            raw_start, raw_end = self.clean.raw_span(start, end)
            found.append(Sentence(start=raw_start, end=raw_end, text=self.scan.text[start:end][:20_000]))
        return found

    def _officials(self) -> list[OfficialMention]:
        grouped: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            grouped.setdefault(mention.name, []).append(mention)
        return [self._official(name, mentions) for name, mentions in grouped.items()]

    def _official(self, name: str, mentions: list[Mention]) -> OfficialMention:
        text = self.scan.text
        posts: dict[str, tuple[int, int]] = {}
        together: dict[str, int] = {}
        former: list[str] = []
        for mention in mentions:
            for post in () if mention.short else mention.posts:
                title = text[post.start : post.end].replace(" ", "")
                posts.setdefault(title, (post.start, post.end))
                together.setdefault(title, mention.start)
                if post.former:
                    former.append(title)
        for change in self.changes.get(name, ()):
            title = text[change.post.start : change.post.end].replace(" ", "")
            posts.setdefault(title, (change.post.start, change.post.end))
        kept = [p for p in posts if not any(_fuller(q, p) and together.get(p) != together.get(q, -1) for q in posts)]
        return OfficialMention(
            name=name,
            posts=kept,
            former=[p for p in dict.fromkeys(former) if p in kept],
            spans=[self._span(m.start, m.end, m.rule, m.confidence) for m in mentions if not m.short],
            post_spans=[self._span(*posts[p], "post", 0.9) for p in kept],
        )

    def _meetings(self) -> list[MeetingMention]:
        shared: list[list[Part]] = [[] for _ in self.events]
        for part in self.parts:
            index = self._event_of(part)
            if index is not None and (part.rule not in _VISITS or self._at(self.events[index], part)):
                shared[index].append(part)
        return [self._meeting(event, parts) for event, parts in zip(self.events, shared, strict=True)]

    def _event_of(self, part: Part) -> int | None:
        best = None
        for index, event in enumerate(self.events):
            for start, end in event.scope:
                if start <= part.mention.start < end and (best is None or start >= best[0]):
                    best = (start, index)
        return best[1] if best else None

    def _at(self, event: Event, part: Part) -> bool:
        """Whether people of a visit are at this meeting: at talks held on it, or where one paragraph tells of both."""
        if _TALKS.search(event.name):
            return True
        first, last = sorted((event.span[0], part.mention.start))
        return "\n" not in self.scan.text[first:last]

    def _meeting(self, event: Event, parts: list[Part]) -> MeetingMention:
        by_role: dict[str, dict[str, Part]] = {"chaired": {}, "attended": {}, "spoke": {}}
        for part in parts:
            by_role[part.role].setdefault(part.mention.name, part)
        present = dict(by_role["attended"])
        for role in ("chaired", "spoke"):
            for name, part in by_role[role].items():
                present.setdefault(name, part)
        present = dict(sorted(present.items(), key=lambda item: item[1].mention.start))
        roles = [
            Role(
                role=role, name=name, order=order, capacity=part.capacity, derived=role == "attended" and part.role != role,
                span=self._span(part.mention.start, part.mention.end, part.rule, part.mention.confidence),
            )
            for role, people in (("chaired", by_role["chaired"]), ("attended", present), ("spoke", by_role["spoke"]))
            for order, (name, part) in enumerate(people.items(), 1)
        ]  # fmt: skip
        return MeetingMention(
            name=event.name, date=event.date, groups=list(event.groups), chaired=list(by_role["chaired"]),
            attended=list(present), spoke=list(by_role["spoke"]), kind=event.kind, place=event.place,
            ordinal=event.ordinal, agenda=[AgendaItem(act=act, text=what) for act, what in event.agenda],
            roles=roles, span=self._span(*event.span, "meeting", 0.9) if event.span[1] > event.span[0] else None,
            group_spans=[self._span(*span, "group", 0.9) for span in event.group_spans],
        )  # fmt: skip
