"""Putting a record together: people to posts, parts to meetings, everything to its evidence.

Invariants. A person is in the record once, under the simplified name; people whose words are only studied are not in
it. A part goes to the meeting in whose scope its person stands. The record keeps within the limits of
its shapes, which ``parse_record`` checks.
"""

import hashlib
import re
from typing import Final, Literal

from graph.model import (
    AgendaItem,
    Head,
    InputError,
    MeetingMention,
    MeetingReport,
    OfficialMention,
    PostChange,
    Reader,
    Role,
    RoleName,
    Sentence,
    Source,
    Span,
)
from loaders.document import Document
from loaders.furniture import page_of
from loaders.groups_territory import territory_of
from loaders.lexicon import triggers
from loaders.meetings import Event, find_meetings
from loaders.names_find import Finder
from loaders.names_mentions import Mention, NameReader
from loaders.posts import without_former
from loaders.posts_changes import Change, changes_of
from loaders.posts_heads import heads_of
from loaders.roles import Roles
from loaders.roles_parts import Part
from loaders.scan import scan
from loaders.text import clean

_FIELDS: Final = frozenset(word for word, kind in triggers().items() if kind in ("chair", "attend", "absent"))
_RANK: Final = re.compile(r"(?:副|代|代理|常务|总|第一|执行|名誉|候补|主任|助理|候任|前|原)$")
_VISITS: Final = frozenset(("visit", "met", "accompany"))
_TALKS: Final = re.compile(r"座谈|会谈|交流|汇报会|对接|会商|仪式|推介|洽谈|现场")
_STUDIED: Final = re.compile(
    r"(?:同志)?(?:总书记|主席)?(?:同志)?(?:系列|一系列)?(?:关于|重要|在|对|的|系列|新时代|为核心|给|致|考察|视察)"
)
_SEXES: Final[dict[str, Literal["女", "男"]]] = {"女": "女", "男": "男"}
_PUBLISHED: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|[0-9]{2}-[0-9]{2}")
_ETHNIC: Final = re.compile(r"^[\u4e00-\u9fff]{1,6}族$")
_LONGEST, _NAME = 20_000, 200
_MOST_OFFICIALS, _MOST_MEETINGS, _MOST_HEADS, _MOST_POSTS, _MOST_GROUPS = 10_000, 500, 2_000, 100, 50
_MOST_CHAIRS, _MOST_PRESENT, _MOST_SPEAKERS, _MOST_ITEMS = 200, 5_000, 1_000, 500
"""The record's own limits: what is beyond them is in no report of a meeting."""


def _fuller(longer: str, post: str) -> bool:
    """Whether ``longer`` is the same post with more of its organisation before it."""
    return longer != post and longer.endswith(post) and not _RANK.search(longer[: -len(post)])


def _encodable(text: str | None, longest: int = _LONGEST) -> str | None:
    """Text that can be written as UTF-8: lone surrogates become question marks."""
    return text[:longest].encode("utf-8", "replace").decode("utf-8") if text else None


def _checked(document: Document) -> str | None:
    """The day of publication that the container gives; it is the one thing here that we did not make ourselves."""
    if document.published is not None and not _PUBLISHED.fullmatch(document.published):
        raise InputError(
            f"{document.id}: published {document.published!r} is no ISO date; write 2022, 2022-07 or 2022-07-29"
        )
    return document.published


def _cleaned(text: str | None, longest: int = _LONGEST) -> str | None:
    """A string of the container as records want it: simplified characters, no noise."""
    kept = _encodable(text, longest)
    return clean(kept).text[:longest] or None if kept else None


class Assembly:
    """The reading of one document, step by step."""

    def __init__(self, document: Document, names: NameReader | None = None) -> None:
        self.document = document
        self.clean = clean(document.raw)
        self.scan = scan(self.clean)
        self.page = page_of(self.scan, document)
        furniture = self.page.furniture
        self.mentions = [
            m
            for m in Finder(self.scan, names).run()
            if not furniture or m.label in _FIELDS or not self.page.is_furniture(m.start)
        ]
        self.changes: dict[str, list[Change]] = {}
        for change in changes_of(self.scan, self.mentions):
            self.changes.setdefault(change.mention.name, []).append(change)
        self.roles = Roles(self.scan, self.mentions)
        self.parts = self.roles.run()
        self.events = find_meetings(self.scan, document, self.page)
        self._sentences: dict[int, int] = {}
        self._near, self._number = (0, 0), 0

    def record(self, reader: Reader) -> MeetingReport:
        """The whole record."""
        document, text = self.document, self.scan.text
        officials = self._officials()
        kept = {official.name for official in officials}
        meetings = self._meetings(kept)
        heads = [head for head in heads_of(self.scan, self.mentions, self.changes) if head[0] in kept]
        return MeetingReport.model_validate(
            {
                "id": document.id,
                "source": Source(
                    title=_cleaned(document.title),
                    publisher=_cleaned(document.publisher or self.page.publisher, _NAME),
                    url=_encodable(document.url),
                    published=_checked(document) or self.page.published,
                    sha256=document.sha256,
                    text_sha256=hashlib.sha256(text.encode()).hexdigest(),
                    territory=self._territory(),
                ),
                "extractor": reader,
                "officials": officials[:_MOST_OFFICIALS],
                "meetings": meetings[:_MOST_MEETINGS],
                "directed": list(dict.fromkeys((h.official, h.group) for h in heads))[:_MOST_HEADS],
                "heads": [
                    Head(name, group, title, self._span(*place, "head", 0.9))
                    for name, group, title, place in heads[:_MOST_HEADS]
                ],
                "sentences": self._sentence_list(),
            },
            strict=True,
        )

    def _territory(self) -> str | None:
        """The place that the page itself says it speaks of."""
        names = [name for event in self.events for name in (*event.groups, event.name)]
        start = self.page.prose[0][0] if self.page.prose else 0
        return territory_of(self.scan.text, start, names, self.document.publisher or self.page.publisher)

    # ---------------------------------------------------------------------------------------------------- evidence

    def _span(self, start: int, end: int, rule: str, confidence: float) -> Span:
        raw_start, raw_end = self.clean.raw_span(start, end)
        begin, stop = self._near
        if not begin <= start < stop:  # most spans stand where the one before stands
            index = self.scan.sentence_at(start)
            self._near = self.scan.sentences[index] if self.scan.sentences else (0, 0)
            self._number = self._sentences.setdefault(index, len(self._sentences))
        return Span(raw_start, raw_end, self._number, rule, confidence)

    def _sentence_list(self) -> list[Sentence]:
        found = []
        for index in self._sentences:
            start, end = self.scan.sentences[index]
            raw_start, raw_end = self.clean.raw_span(start, end)
            found.append(Sentence(raw_start, raw_end, self.scan.text[start:end][:_LONGEST]))
        return found

    # ---------------------------------------------------------------------------------------------------- officials

    def _officials(self) -> list[OfficialMention]:
        grouped: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            grouped.setdefault(mention.name, []).append(mention)
        active = {part.mention.name for part in self.parts}
        return [
            self._official(name, mentions)
            for name, mentions in grouped.items()
            if name in active or name in self.changes or not self._only_studied(mentions)
        ]

    def _only_studied(self, mentions: list[Mention]) -> bool:
        """习近平总书记关于…的重要论述: nobody who does anything in this report."""
        text = self.scan.text
        return all(
            _STUDIED.match(text, m.end) is not None
            and all(text[p.start : p.end] in ("总书记", "主席") for p in m.posts)
            for m in mentions
        )

    def _official(self, name: str, mentions: list[Mention]) -> OfficialMention:
        text = self.scan.text
        posts: dict[str, tuple[int, int]] = {}
        together: dict[str, int] = {}
        former: list[str] = []
        for mention in mentions:
            for post in () if mention.short else mention.posts:
                title = text[post.start : post.end]
                if " " in title or "\n" in title:
                    title = title.replace(" ", "").replace("\n", "")
                if post.former:
                    title = without_former(title)
                posts.setdefault(title, (post.start, post.end))
                together.setdefault(title, mention.start)
                if post.former:
                    former.append(title)
        changes = []
        for change in self.changes.get(name, ()):
            start, end = change.post.start, change.post.end
            title = text[start:end].replace(" ", "")
            posts.setdefault(title, (start, end))
            if change.kind != "proposed":
                changes.append(PostChange(change.kind, title[:_NAME], None, self._span(start, end, change.kind, 0.9)))
        kept = list(posts)
        if len(kept) > 1:
            kept = [
                p for p in posts if not any(_fuller(q, p) and together.get(p) != together.get(q, -1) for q in posts)
            ]
        notes = [note for m in mentions if m.note for note in re.split(r"[,、;]", m.note)]
        whole = [m for m in mentions if not m.short]
        spans = [self._span(m.start, m.end, m.rule, m.confidence) for m in whole]
        first = self.clean.raw[spans[0].start : spans[0].end] if spans else name
        return OfficialMention(
            name,
            kept[:_MOST_POSTS],
            _encodable(first, _NAME) if first != name else None,
            [p for p in dict.fromkeys(former) if p in kept] if former else former,
            changes,
            next((_SEXES[n] for n in notes if n in _SEXES), None) if notes else None,
            next((n for n in notes if _ETHNIC.match(n)), None) if notes else None,
            spans,
            [self._span(posts[p][0], posts[p][1], "post", 0.9) for p in kept[:_MOST_POSTS]],
        )

    # ----------------------------------------------------------------------------------------------------- meetings

    def _meetings(self, kept: set[str]) -> list[MeetingMention]:
        shared: list[list[Part]] = [[] for _ in self.events]
        for part in self.parts:
            index = self._event_of(part) if part.mention.name in kept else None
            if index is not None and (part.rule not in _VISITS or self._at(self.events[index], part)):
                shared[index].append(part)
                while part.role != "spoke" and index and self._joined(index):
                    index -= 1
                    shared[index].append(part)
        return [self._meeting(event, parts) for event, parts in zip(self.events, shared, strict=True)]

    def _joined(self, index: int) -> bool:
        """主持召开A会议、B会议: whoever is at one of them is at both."""
        before, event = self.events[index - 1], self.events[index]
        return self.scan.text[before.span[1] : event.span[0]] in ("、", "和", "及", "以及", "与")

    def _event_of(self, part: Part) -> int | None:
        best: tuple[int, int] | None = None
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
        by_role: dict[RoleName, dict[str, Part]] = {"chaired": {}, "attended": {}, "spoke": {}}
        directives: dict[str, list[str]] = {}
        for part in parts:
            name = part.mention.name
            if part.rule == "convened" and by_role["chaired"]:
                continue
            by_role[part.role].setdefault(name, part)
            if part.directive and part.directive not in directives.setdefault(name, []):
                directives[name].append(part.directive)
        listed = by_role["attended"]
        present = dict(listed)
        for role in ("chaired", "spoke"):
            for name, part in by_role[role].items():
                present.setdefault(name, part)
        present = dict(sorted(present.items(), key=lambda item: item[1].mention.start))
        by_role["attended"] = present
        roles = []
        for role, people in by_role.items():
            for order, (name, part) in enumerate(people.items(), 1):
                roles.append(self._role(role, name, order, part, directives.get(name, []) if role == "spoke" else []))
        return MeetingMention(
            name=event.name[:_NAME],
            date=event.date,
            groups=[group[:_NAME] for group in event.groups[:_MOST_GROUPS]],
            chaired=list(by_role["chaired"])[:_MOST_CHAIRS],
            attended=list(present)[:_MOST_PRESENT],
            spoke=list(by_role["spoke"])[:_MOST_SPEAKERS],
            kind=event.kind[:_NAME] if event.kind else None,
            place=event.place[:_NAME] if event.place else None,
            ordinal=event.ordinal,
            agenda=[AgendaItem(act, what[:_LONGEST]) for act, what in event.agenda[:_MOST_ITEMS]],
            complete=not any(self._opens_more(part) for part in listed.values()),
            roles=roles,
            span=self._span(*event.span, "meeting", 0.9) if event.span[1] > event.span[0] else None,
            group_spans=[self._span(*span, "group", 0.9) for span in event.group_spans[:_MOST_GROUPS]],
        )

    def _opens_more(self, part: Part) -> bool:
        return self.scan.text[part.mention.tail : part.mention.tail + 1] == "等"

    def _role(self, role: RoleName, name: str, order: int, part: Part, directives: list[str]) -> Role:
        mention = part.mention
        text = self.scan.text
        title = "、".join([text[p.start : p.end] for p in mention.posts])[:_NAME] if mention.posts else ""
        return Role(
            role,
            name,
            order,
            title or mention.label or None,
            part.capacity,
            part.on_behalf_of,
            role == "attended" and part.role != role,
            directives,
            self._span(mention.start, mention.end, part.rule, mention.confidence),
        )
