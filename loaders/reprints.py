"""Reprints: one report published twice, recognised after extraction.

Invariants. Officialese repeats itself, so texts alone never decide: two reports are reprints where they tell of a
meeting on the same day with the same chair (without a chair: the same people) *and* their texts are near duplicates.
Which one is called the original does not depend on the order of reports: the one published first, then the smaller id.
Both stay; only ``source.reprint_of`` is written into the later one.
"""

import base64
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from graph.model import MeetingReport

_SHINGLE = 5
_KEPT = 32
_SENTENCES = 48
_SENTENCE_MIN = 12
_ALIKE = 0.5
"""Share of common five-character pieces from which two texts are one: cut to two thirds or retyped they keep it."""
_CONTAINED = 0.8
"""Share of the shorter text's sentences that stand in the longer one: a short lead of a long report."""
_NO_HAN = re.compile(r"[^\u3400-\u9fff]+")
_END = re.compile(r"[。！？!?；;\n]")
_MIX = np.uint64(0x9E3779B97F4A7C15)


def sketch(text: str) -> str:
    """A short digest of a clean text: the least hashes of its five-character pieces, and hashes of its sentences.

    >>> sketch("区委召开会议研究防汛工作。") == sketch("区委召开会议，研究防汛工作")
    True
    """
    pieces = _hashes(_NO_HAN.sub("", text))
    least = np.unique(pieces)[:_KEPT]
    sentences = [_NO_HAN.sub("", one) for one in _END.split(text[:100_000])]
    long = [one for one in sentences if len(one) >= _SENTENCE_MIN][:_SENTENCES]
    own = [zlib.crc32(one.encode("utf-8", "replace")) for one in long]
    numbers = np.array([len(least), *least.tolist(), *own], dtype="<u4")
    return base64.b85encode(numbers.tobytes()).decode("ascii")


def alike(first: str, second: str) -> bool:
    """Whether two sketches are of near-duplicate texts."""
    (pieces_a, sentences_a), (pieces_b, sentences_b) = _unpack(first), _unpack(second)
    least = sorted(pieces_a | pieces_b)[:_KEPT]
    if least and len(pieces_a.intersection(least) & pieces_b) / len(least) >= _ALIKE:
        return True
    shorter = min(len(sentences_a), len(sentences_b))
    return shorter >= 2 and len(sentences_a & sentences_b) / shorter >= _CONTAINED


@dataclass(frozen=True, slots=True)
class _Seen:
    id: str
    published: str
    sketch: str


class Reprints:
    """Collects reports in any order and says which are reprints of which.

    >>> report = {"meetings": [{"name": "区委常委会会议", "date": "2022-07-29", "chaired": ["林远"]}]}
    >>> text = "7月29日，区委常委会召开会议，研究防汛工作。林远强调，要守住堤坝，备足沙袋。"
    >>> reprints = Reprints()
    >>> for id, day in (("b", "2022-07-31"), ("a", "2022-07-30")):
    ...     source = {"published": day, "sketch": sketch(text)}
    ...     reprints.add(MeetingReport.model_validate({"id": id, "source": source, **report}))
    >>> reprints.originals()
    {'b': 'a'}
    """

    def __init__(self) -> None:
        self._by_meeting: dict[tuple[str, str], list[_Seen]] = defaultdict(list)

    def add(self, record: MeetingReport) -> None:
        """Take note of a report; one without a sketch, a date or people is never a reprint."""
        if record.source.sketch is None:
            return
        seen = _Seen(record.id, record.source.published or "9999", record.source.sketch)
        for key in _keys(record):
            self._by_meeting[key].append(seen)

    def originals(self) -> dict[str, str]:
        """For each reprint the id of its original."""
        parent: dict[str, str] = {}
        order: dict[str, tuple[str, str]] = {}
        for reports in self._by_meeting.values():
            for first, second in _pairs(reports):
                order[first.id], order[second.id] = (first.published, first.id), (second.published, second.id)
                one, other = _root(parent, first.id), _root(parent, second.id)
                if one != other and alike(first.sketch, second.sketch):
                    earlier, later = sorted((one, other), key=lambda id: order[id])
                    parent[later] = earlier
        return {id: root for id in sorted(parent) if (root := _root(parent, id)) != id}


def _keys(record: MeetingReport) -> Iterator[tuple[str, str]]:
    for meeting in record.meetings:
        people = sorted(meeting.chaired) or sorted(meeting.attended)
        if meeting.date and len(meeting.date) > 4 and people:
            yield meeting.date, "、".join(people)


def _pairs(reports: list[_Seen]) -> Iterable[tuple[_Seen, _Seen]]:
    reports = sorted({seen.id: seen for seen in reports}.values(), key=lambda seen: (seen.published, seen.id))
    return ((first, second) for at, first in enumerate(reports) for second in reports[at + 1 :])


def _root(parent: dict[str, str], id: str) -> str:
    while id in parent:
        id = parent[id]
    return id


def _hashes(text: str) -> "np.ndarray[tuple[int], np.dtype[np.uint32]]":
    """A hash of every piece of five characters (of the whole text where it is shorter); none for no text."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    if not len(codes):
        return np.empty(0, dtype=np.uint32)
    size = min(_SHINGLE, len(codes))
    count = len(codes) - size + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        mixed = (mixed ^ codes[offset : offset + count]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _unpack(packed: str) -> tuple[frozenset[int], frozenset[int]]:
    numbers = np.frombuffer(base64.b85decode(packed), dtype="<u4").tolist()
    count = numbers[0]
    return frozenset(numbers[1 : 1 + count]), frozenset(numbers[1 + count :])
