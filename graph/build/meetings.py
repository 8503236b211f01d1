"""Reports and meetings: who took part, and which reports say so.

Invariant: where several reports tell of one meeting they are taken by date of publication and id, and the first that
says something is believed for that property; all of them stay in ``reports``.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from graph.build.bodies import add_bodies, add_group
from graph.build.elements import Elements
from graph.claims import Claims, MeetingClaim, place_name
from graph.model import Attended, Chaired, Convened, Edge, Meeting, MeetingReport, Role, RoleName, Span, SpokeAt

ROLES: dict[RoleName, type[Chaired] | type[Attended] | type[SpokeAt]] = {
    "chaired": Chaired,
    "attended": Attended,
    "spoke": SpokeAt,
}


def report_elements(said: Claims, key_of: Mapping[str, str], meeting_of: Mapping[str, str]) -> Elements:
    """One report, its sightings, its meetings and the groups it names."""
    out = Elements()
    out.add(said.report)
    for edge in said.officials:
        out.add(edge.model_copy(update={"end": key_of[edge.sighting]}))
    for claim in said.meetings:
        out.add(claim.edge.model_copy(update={"end": meeting_of[claim.sighting]}))
    add_bodies(said, out)
    out.add(*(edge for edge, _ in said.groups))
    return out


def meeting_elements(
    told: Iterable[tuple[Claims, MeetingClaim]],
    key_of: Mapping[str, str],
    meeting_of: Mapping[str, str],
    block_of: Mapping[str, str],
) -> Elements:
    """Meetings and who took part, from *all* reports of each of them."""
    out = Elements()
    by_meeting: dict[str, list[tuple[Claims, MeetingClaim]]] = defaultdict(list)
    for said, claim in told:
        by_meeting[meeting_of[claim.sighting]].append((said, claim))
    for key, pairs in by_meeting.items():
        pairs.sort(key=lambda pair: (pair[0].report.published or "~", pair[0].record.id, pair[1].sighting))
        _meeting(key, pairs, block_of, out)
        _roles(key, pairs, key_of, out)
    return out


def _meeting(
    key: str, pairs: Sequence[tuple[Claims, MeetingClaim]], block_of: Mapping[str, str], out: Elements
) -> None:
    mentions = [claim.mention for _, claim in pairs]
    days = [m.date for m in mentions if m.date and len(m.date) == len("07-29")]
    dates = [m.date for m in mentions if m.date and m.date not in days]
    out.add(
        Meeting(
            key=key,
            name=mentions[0].name,
            date=max(dates, key=len, default=None),
            day=days[0] if days and not dates else None,
            kind=_first(m.kind for m in mentions),
            place=_first(m.place for m in mentions),
            ordinal=next((m.ordinal for m in mentions if m.ordinal is not None), None),
            territory=_first(place_name(claim.territory) for _, claim in pairs),
            agenda=tuple(dict.fromkeys(f"{item.act} {item.text}" for m in mentions for item in m.agenda)),
            complete=any(m.complete for m in mentions),
            block=block_of[pairs[0][1].sighting],
            reports=len({said.record.id for said, _ in pairs}),
        )
    )
    hosts: dict[str, list[str]] = {}
    for said, claim in pairs:
        for ref in claim.hosts:
            add_group(ref, out)
            hosts.setdefault(ref.key, [])
            if said.record.id not in hosts[ref.key]:
                hosts[ref.key].append(said.record.id)
    for order, (group, reports) in enumerate(hosts.items(), 1):
        out.add(Convened(start=group, end=key, order=order, reports=tuple(reports)))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _roles(key: str, pairs: Sequence[tuple[Claims, MeetingClaim]], key_of: Mapping[str, str], out: Elements) -> None:
    for role, kind in ROLES.items():
        told: dict[str, list[tuple[MeetingReport, Role]]] = defaultdict(list)
        for said, claim in pairs:
            detail = {part.name: part for part in claim.mention.roles if part.role == role}
            names: Collection[str] = getattr(claim.mention, role)
            for name in dict.fromkeys(names):
                sighted = said.sighting_of(name)
                if sighted is not None:
                    part = detail.get(name) or Role(role=role, name=name)
                    told[key_of[sighted]].append((said.record, part))
        for official, parts in told.items():
            out.add(_role(kind, official, key, parts))


def _role(
    kind: type[Chaired] | type[Attended] | type[SpokeAt],
    official: str,
    meeting: str,
    parts: list[tuple[MeetingReport, Role]],
) -> Edge:
    sentence = next(((r, p.span) for r, p in parts if p.span and p.span.sentence is not None), None)
    more: dict[str, Any] = _sentence(*sentence) if sentence else {}
    if kind is SpokeAt:
        more["directives"] = tuple(dict.fromkeys(text for _, part in parts for text in part.directives))
    return kind(
        start=official, end=meeting,
        reports=tuple(dict.fromkeys(record.id for record, _ in parts)),
        order=next((part.order for _, part in parts if part.order is not None), None),
        title=_first(part.title for _, part in parts),
        capacity=_first(part.capacity for _, part in parts),
        on_behalf_of=_first(part.on_behalf_of for _, part in parts),
        derived=all(part.derived for _, part in parts),
        **more,
    )  # fmt: skip


def _sentence(record: MeetingReport, span: Span) -> dict[str, str | int]:
    if span.sentence is None or span.sentence >= len(record.sentences):
        return {}
    sentence = record.sentences[span.sentence]
    return {"sentence": sentence.text, "sentence_start": sentence.start, "sentence_end": sentence.end}
