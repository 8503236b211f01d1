"""What one report claims, in the graph's terms: a pure function of its record, of nothing else.

Invariant: everything about an official or a meeting that depends on other reports is left open here (``end`` of a
``Reports`` edge to an official or a meeting is decided later, by ``graph.identity``); what is read back from a graph
(a ``Reports`` edge, a ``Report`` with its record) gives the same claims again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

import orjson

from graph.identity.groups import GroupRef, canonical_group
from graph.identity.meetings import MeetingSighting
from graph.identity.officials import Sighting, areas, sighting_id
from graph.model import MeetingMention, MeetingReport, OfficialMention, Report, Reports, Span
from graph.places import Territory, territory_of

OPEN = ""
"""The end of an edge that identity has yet to decide."""


def digest(*parts: str) -> str:
    """A short id of what identifies a thing: 16 hexadecimal digits.

    >>> len(digest("report", "r1")), digest("report", "r1") == digest("report", "r1")
    (16, True)
    """
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def report_key(report_id: str) -> str:
    """The key of the report with this id."""
    return digest("report", report_id)


@dataclass(frozen=True, slots=True)
class MeetingClaim:
    """A meeting as one report tells it: the ``Reports`` edge (its end open), and all that the report says of it."""

    edge: Reports
    report: str
    published: str | None
    mention: MeetingMention
    hosts: tuple[GroupRef, ...]
    territory: Territory | None

    @property
    def sighting(self) -> str:
        """The id of this telling: resolves for ever, as that of an official does."""
        return self.edge.sighting


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one report says."""

    report: Report
    territory: Territory | None
    officials: tuple[Reports, ...]
    meetings: tuple[MeetingClaim, ...]
    groups: tuple[tuple[Reports, GroupRef], ...]
    record: MeetingReport

    def sighting_of(self, name: str) -> str | None:
        """The id of the (first) mention of this name."""
        return next((edge.sighting for edge in self.officials if edge.name == name), None)


def place_name(territory: Territory | None) -> str | None:
    """The name of a place that is known by name; None for one that merely stands for an unknown one."""
    return None if territory is None or territory.own.startswith("某") else territory.name


def sighting(edge: Reports, report: str, company: Iterable[str], territory: Territory | None) -> Sighting:
    """What identity needs of a ``Reports`` edge to an official; ``company`` are all names of the report."""
    others = frozenset(company) - {edge.name}
    return Sighting(
        edge.sighting, report, edge.name, edge.posts, areas(territory), edge.date, others, edge.sex, edge.ethnicity
    )


def claims(record: MeetingReport) -> Claims:
    """Read one record.

    >>> said = claims(MeetingReport.model_validate({"id": "r1", "officials": [{"name": "高远", "posts": ["区长"]}]}))
    >>> [edge.posts for edge in said.officials]
    [('区长',)]
    """
    territory = territory_of(record)
    key = report_key(record.id)
    mentions = _mentions(record)
    source = record.source
    report = Report(
        key=key, id=record.id, title=source.title, publisher=source.publisher, url=source.url,
        published=source.published, territory=place_name(territory),
        place=territory.key if territory else None,
        sha256=source.sha256, text_sha256=source.text_sha256,
        extractor=f"{record.extractor.name} {record.extractor.version}",
        names=tuple(sorted({mention.name for mention in mentions})),
        record=orjson.dumps(record.model_dump(exclude_defaults=True)).decode(),
    )  # fmt: skip
    written = _written_groups(record)
    groups = []
    for name, span in written.items():
        edge = _edge(record, key, digest(record.id, "group", name), name, span, territory)
        ref = canonical_group(name, territory)
        groups.append((edge.model_copy(update={"end": ref.key}), ref))
    refs = {edge.name: ref for edge, ref in groups}
    meetings = tuple(
        MeetingClaim(
            _meeting_edge(record, key, n, territory), record.id, source.published, meeting,
            tuple(refs[g] for g in meeting.groups), territory,
        )
        for n, meeting in enumerate(record.meetings)
    )  # fmt: skip
    return Claims(
        report, territory, tuple(_officials(record, key, mentions, territory)), meetings, tuple(groups), record
    )


def telling(
    edge: Reports, report: str, published: str | None, hosts: tuple[GroupRef, ...], territory: Territory | None
) -> MeetingSighting:
    """What identity needs of a ``Reports`` edge to a meeting."""
    return MeetingSighting(
        id=edge.sighting, report=report, name=edge.name, date=edge.date, published=published, hosts=hosts,
        territory=territory, ordinal=edge.ordinal, kind=edge.kind, chaired=edge.chairs,
        attended=frozenset(edge.present),
    )  # fmt: skip


def _meeting_edge(record: MeetingReport, key: str, number: int, territory: Territory | None) -> Reports:
    """The ``Reports`` edge to the meeting of this number, its end open. Its date is that of the meeting, or none."""
    meeting = record.meetings[number]
    edge = _edge(record, key, digest(record.id, "meeting", str(number)), meeting.name, meeting.span, territory)
    return edge.model_copy(
        update={
            "date": meeting.date,
            "hosts": tuple(meeting.groups),
            "chairs": tuple(meeting.chaired),
            "present": tuple(meeting.attended),
            "ordinal": meeting.ordinal,
            "kind": meeting.kind,
        }
    )


def _mentions(record: MeetingReport) -> list[OfficialMention]:
    """The officials of a record, with those whom only a meeting or a headship names."""
    known = {official.name for official in record.officials}
    extra: dict[str, OfficialMention] = {}
    for meeting in record.meetings:
        for name in (*meeting.chaired, *meeting.attended, *meeting.spoke):
            if name not in known:
                extra.setdefault(name, OfficialMention(name=name))
    for name, _ in record.directed:
        if name not in known:
            extra.setdefault(name, OfficialMention(name=name))
    return [*record.officials, *extra.values()]


def _officials(
    record: MeetingReport, key: str, mentions: list[OfficialMention], territory: Territory | None
) -> Iterable[Reports]:
    number: Counter[str] = Counter()
    seen_at = _dates(record)
    heads: dict[str, list[str]] = defaultdict(list)
    for name, group in record.directed:
        heads[name].append(group)
    for mention in mentions:
        name = mention.name
        # The sentence that says the post proves more than the first one that says the name.
        span = next(iter((*mention.post_spans, *mention.spans)), None)
        base = _edge(record, key, sighting_id(record.id, name, number[name]), name, span, territory)
        yield base.model_copy(
            update={
                "posts": tuple(dict.fromkeys(mention.posts)),
                "former": tuple(mention.former),
                "heads": tuple(dict.fromkeys(heads[name])) if number[name] == 0 else (),
                "changes": tuple(
                    f"{c.kind}|{c.date or seen_at.get(name) or base.date or ''}|{c.post}" for c in mention.changes
                ),
                "sex": mention.sex,
                "ethnicity": mention.ethnicity,
                "date": seen_at.get(name) or base.date,
                "confidence": span.confidence if span else None,
            }
        )
        number[name] += 1


def _dates(record: MeetingReport) -> Mapping[str, str]:
    """The day on which each person was seen: that of the first dated meeting that he or she attended."""
    days: dict[str, str] = {}
    for meeting in record.meetings:
        if meeting.date and len(meeting.date) > len("07-29"):
            for name in meeting.attended:
                days.setdefault(name, meeting.date)
    return days


def _written_groups(record: MeetingReport) -> dict[str, Span | None]:
    """The groups of a record by their written form, with the first place where each stands."""
    found: dict[str, Span | None] = {}
    for meeting in record.meetings:
        spans = dict(zip(meeting.groups, meeting.group_spans, strict=False))
        for group in meeting.groups:
            found[group] = found.get(group) or spans.get(group)
    for head in record.heads:
        found[head.group] = found.get(head.group) or head.span
    for _, group in record.directed:
        found.setdefault(group, None)
    return found


def _edge(
    record: MeetingReport, key: str, sighted: str, name: str, span: Span | None, territory: Territory | None
) -> Reports:
    sentence = None
    if span and span.sentence is not None and span.sentence < len(record.sentences):
        sentence = record.sentences[span.sentence]
    return Reports(
        start=key, end=OPEN, sighting=sighted, name=name, date=record.source.published,
        territory=place_name(territory),
        place=territory.key if territory else None,
        sentence=sentence.text if sentence else None,
        sentence_start=sentence.start if sentence else None,
        sentence_end=sentence.end if sentence else None,
    )  # fmt: skip
