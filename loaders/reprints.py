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
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import orjson

from graph.model import MeetingReport

_SHINGLE = 5
_KEPT = 32
_SENTENCES = 48
_SENTENCE_MIN = 12
_ALIKE = 0.5
"""Share of common five-character pieces from which two texts are one: cut to two thirds or retyped they keep it."""
_CONTAINED = 0.8
"""Share of the shorter text's sentences that stand in the longer one: a short lead of a long report."""
_TEXTS = 200  # different texts of one meeting that a report is compared with
_NEITHER = re.compile(r"[^\u3400-\u9fff。！？!?；;\n]+")
_END = re.compile(r"[。！？!?；;\n]+")
_MIX = np.uint64(0x9E3779B97F4A7C15)


def sketch(text: str) -> str:
    """A short digest of a clean text: the least hashes of its five-character pieces, and hashes of its sentences.

    >>> sketch("区委召开会议研究防汛工作。") == sketch("区委召开会议，研究防汛工作")
    True
    """
    sentences = _END.split(_NEITHER.sub("", text))
    least = np.unique(_hashes("".join(sentences)))[:_KEPT]
    long = [one for one in sentences if len(one) >= _SENTENCE_MIN][:_SENTENCES]
    own = [zlib.crc32(one.encode("utf-8", "replace")) for one in long]
    numbers = np.array([len(least), *least.tolist(), *own], dtype="<u4")
    return base64.b64encode(numbers.tobytes()).decode("ascii")


def alike(first: str, second: str) -> bool:
    """Whether two sketches are of near-duplicate texts."""
    (pieces_a, sentences_a), (pieces_b, sentences_b) = _unpack(first), _unpack(second)
    least = sorted(pieces_a | pieces_b)[:_KEPT]
    if least and len(pieces_a.intersection(least) & pieces_b) / len(least) >= _ALIKE:
        return True
    shorter = min(len(sentences_a), len(sentences_b))
    return shorter >= 2 and len(sentences_a & sentences_b) / shorter >= _CONTAINED


@dataclass(frozen=True, slots=True)
class Trace:
    """What reprints are recognised by: ``meetings`` are pairs of a date and who presided (or who was there)."""

    id: str
    published: str
    sketch: str
    meetings: tuple[tuple[str, str], ...]


def trace_of(record: MeetingReport) -> Trace | None:
    """The trace of a record; None for one that can never be a reprint: no sketch, no date, or no people."""
    found = []
    for meeting in record.meetings:
        people = sorted(meeting.chaired) or sorted(meeting.attended)
        if meeting.date and len(meeting.date) > 4 and people:
            found.append((meeting.date, "、".join(people)))
    if record.source.sketch is None or not found:
        return None
    return Trace(record.id, record.source.published or "9999", record.source.sketch, tuple(found))


class Reprints:
    """Collects traces in any order and says which reports are reprints of which.

    >>> report = {"meetings": [{"name": "区委常委会会议", "date": "2022-07-29", "chaired": ["林远"]}]}
    >>> text = "7月29日，区委常委会召开会议，研究防汛工作。林远强调，要守住堤坝，备足沙袋。"
    >>> reprints = Reprints()
    >>> for id, day in (("b", "2022-07-31"), ("a", "2022-07-30")):
    ...     source = {"published": day, "sketch": sketch(text)}
    ...     reprints.add(trace_of(MeetingReport.model_validate({"id": id, "source": source, **report})))
    >>> reprints.originals()
    {'b': 'a'}
    """

    def __init__(self) -> None:
        self._by_meeting: dict[tuple[str, str], list[Trace]] = defaultdict(list)

    def add(self, trace: Trace | None) -> None:
        """Take note of a report."""
        if trace is not None:
            for meeting in trace.meetings:
                self._by_meeting[meeting].append(trace)

    def originals(self) -> dict[str, str]:
        """For each reprint the id of its original."""
        parent: dict[str, str] = {}
        order: dict[str, tuple[str, str]] = {}
        for meeting in sorted(self._by_meeting):
            different: list[Trace] = []  # one of each text so far, earliest first
            for trace in sorted({trace.id: trace for trace in self._by_meeting[meeting]}.values(), key=_age):
                order[trace.id] = _age(trace)
                same = next((other for other in different[:_TEXTS] if alike(other.sketch, trace.sketch)), None)
                if same is None:
                    different.append(trace)
                    continue
                one, other = _root(parent, same.id), _root(parent, trace.id)
                if one != other:
                    earlier, later = sorted((one, other), key=order.__getitem__)
                    parent[later] = earlier
        return {id: _root(parent, id) for id in sorted(parent)}


def with_reprint(line: bytes, originals: Mapping[str, str]) -> bytes:
    """A record line with ``source.reprint_of`` where its report is a reprint, and without it where it is none."""
    if not originals and b'"reprint_of"' not in line:
        return line
    record = orjson.loads(line)
    original = originals.get(record["id"])
    source = record.setdefault("source", {})
    if source.get("reprint_of") == original:
        return line
    if original is None:
        del source["reprint_of"]
    else:
        source["reprint_of"] = original
    return orjson.dumps(record)


def _age(trace: Trace) -> tuple[str, str]:
    return trace.published, trace.id


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
    mixed = codes[:count].copy()
    for offset in range(1, size):
        mixed *= _MIX
        mixed += codes[offset : offset + count]
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _unpack(packed: str) -> tuple[frozenset[int], frozenset[int]]:
    try:
        numbers = np.frombuffer(base64.b64decode(packed), dtype="<u4").tolist()
    except ValueError:  # a record from elsewhere, with a sketch of its own kind
        numbers = []
    count = numbers[0] if numbers else 0
    return frozenset(numbers[1 : 1 + count]), frozenset(numbers[1 + count :])
