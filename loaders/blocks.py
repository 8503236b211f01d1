"""Very long texts: cut into blocks at line ends, read one by one, and put together again.

Invariants. Blocks cover the text without gaps or overlaps; spans of the joined record count characters of the whole
text. Memory follows the longest block and the size of the record, not the length of the text.
"""

from collections.abc import Iterator

from graph.model import MeetingReport, OfficialMention, Sentence, Span

_MOST_OFFICIALS, _MOST_MEETINGS = 10_000, 500


def blocks(raw: str, size: int) -> Iterator[tuple[int, str]]:
    """Pieces of at most ``size`` characters with their offsets, cut after a line end or a full stop where there is one.

    >>> list(blocks("一二。三四\\n五", 4))
    [(0, '一二。'), (3, '三四\\n五')]
    """
    start = 0
    while len(raw) - start > size:
        half = start + size // 2
        end = max(raw.rfind("\n", half, start + size), raw.rfind("。", half, start + size)) + 1
        end = end or start + size
        yield start, raw[start:end]
        start = end
    yield start, raw[start:]


def joined(parts: Iterator[tuple[int, MeetingReport]]) -> MeetingReport:
    """One record of the records of the blocks of one text, each with its offset."""
    _, whole = next(parts)
    officials = {official.name: official for official in whole.officials}
    sentences = whole.sentences
    for offset, part in parts:
        base = len(sentences)
        for span in _spans(part):
            span.start, span.end = span.start + offset, span.end + offset
            if span.sentence is not None:
                span.sentence += base
        sentences.extend(Sentence(start=s.start + offset, end=s.end + offset, text=s.text) for s in part.sentences)
        for official in part.officials:
            known = officials.get(official.name)
            if known is not None:
                _add(known, official)
            elif len(officials) < _MOST_OFFICIALS:
                officials[official.name] = official
        whole.meetings.extend(part.meetings[: _MOST_MEETINGS - len(whole.meetings)])
        whole.directed.extend(pair for pair in part.directed if pair not in whole.directed)
        whole.heads.extend(part.heads)
    whole.officials = list(officials.values())
    return whole


def _add(known: OfficialMention, more: OfficialMention) -> None:
    known.spans.extend(more.spans)
    known.changes.extend(more.changes)
    known.former.extend(post for post in more.former if post not in known.former)
    known.sex, known.ethnicity = known.sex or more.sex, known.ethnicity or more.ethnicity
    for post, span in zip(more.posts, more.post_spans, strict=False):
        if post not in known.posts and len(known.posts) < 100:
            known.posts.append(post)
            known.post_spans.append(span)


def _spans(part: MeetingReport) -> Iterator[Span]:
    for official in part.officials:
        yield from official.spans
        yield from official.post_spans
        yield from (change.span for change in official.changes if change.span is not None)
    for meeting in part.meetings:
        yield from meeting.group_spans
        if meeting.span is not None:
            yield meeting.span
        yield from (role.span for role in meeting.roles if role.span is not None)
    yield from (head.span for head in part.heads if head.span is not None)
