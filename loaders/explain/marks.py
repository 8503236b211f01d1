"""What to mark in a text: every span of a record, with what was read there.

Invariant: marks are read off the record alone, so any extractor can be explained; a span outside the text is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graph.model import MeetingReport, Span

Kind = Literal["official", "post", "meeting", "group", "role", "head", "change"]
KINDS: tuple[Kind, ...] = ("official", "post", "meeting", "group", "role", "head", "change")

_BIDI = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C), "\u2426")
_VISIBLE = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"},
    **dict.fromkeys((0x7F, *range(0x80, 0xA0), *range(0xD800, 0xE000)), "\ufffd"),
    **_BIDI,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the raw text, and what was read there, by which rule, how surely (0..1)."""

    start: int
    end: int
    kind: Kind
    read_as: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks (their numbers)."""

    text: str
    marks: tuple[int, ...]


def marks_of(record: MeetingReport, length: int) -> list[Mark]:
    """The marks of a record for a raw text of ``length`` characters, in the order of the text.

    >>> record = MeetingReport.model_validate({"id": "r", "officials": [
    ...     {"name": "林远", "posts": ["区长"], "spans": [{"start": 2, "end": 4, "rule": "after-post"}]}]})
    >>> [(mark.start, mark.end, mark.read_as, mark.rule) for mark in marks_of(record, 10)]
    [(2, 4, '林远', 'after-post')]
    """
    marks = {
        Mark(span.start, span.end, kind, read_as, span.rule, span.confidence)
        for kind, read_as, span in _spans(record)
        if span is not None and span.start < span.end <= length
    }
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, KINDS.index(mark.kind), mark.read_as, mark.rule))


def pieces(text: str, marks: list[Mark]) -> list[Piece]:
    """The text cut wherever a mark begins or ends; marks may lie in each other or overlap.

    >>> [piece.text for piece in pieces("区长林远说", [Mark(2, 4, "official", "林远", "r", 1.0)])]
    ['区长', '林远', '说']
    """
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        begins.setdefault(mark.start, []).append(number)
        ends.setdefault(mark.end, []).append(number)
    cuts = sorted({0, len(text), *begins, *ends})
    open_now: dict[int, None] = {}
    found: list[Piece] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        for number in ends.get(start, ()):
            open_now.pop(number, None)
        open_now.update(dict.fromkeys(begins.get(start, ())))
        found.append(Piece(text[start:end], tuple(open_now)))
    return found


def printable(text: str) -> str:
    """Text that cannot steer a terminal or turn a line around: one visible sign for each control character.

    >>> printable("a\\x1b[31m")
    'a␛[31m'
    """
    return text.translate(_VISIBLE)


def _spans(record: MeetingReport) -> Iterator[tuple[Kind, str, Span | None]]:
    for official in record.officials:
        for span in official.spans:
            yield "official", official.name, span
        for post, span in zip(official.posts, official.post_spans, strict=False):
            former = " (former)" if post in official.former else ""
            yield "post", f"{official.name}: {post}{former}", span
        for change in official.changes:
            yield "change", f"{official.name}: {change.kind} {change.post}", change.span
    for number, meeting in enumerate(record.meetings, 1):
        date = f" ({meeting.date})" if meeting.date else ""
        yield "meeting", f"[{number}] {meeting.name}{date}", meeting.span
        for group, span in zip(meeting.groups, meeting.group_spans, strict=False):
            yield "group", group, span
        for role in meeting.roles:
            proxy = f" for {role.on_behalf_of}" if role.on_behalf_of else ""
            how = " (follows)" if role.derived else ""
            yield "role", f"{role.name}: {role.role}{proxy} [{number}]{how}", role.span
    for head in record.heads:
        yield "head", f"{head.official} heads {head.group} as {head.title}", head.span
