"""Many inputs in, one result for each text, on as many processes as asked.

Invariants. Results come in the order of the inputs, and are the same with one process as with many. A text that cannot
be read, an extractor that fails on it, even a process that dies of it, is one rejected result and stops nothing. Of two
texts with one id and the same words the second is skipped; with other words it is rejected, never swallowed.
"""

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal

from graph.model import HuiyiError, MeetingReport, parse_record
from loaders.documents.found import Found, Reading
from loaders.extractor import Extractor, complete, default_extractor
from loaders.inputs import Unit, total_bytes, units
from loaders.pool import in_processes, in_threads
from loaders.reprints import Reprints, Trace, sketch, trace_of, with_reprint
from loaders.text import clean

_BATCH_BYTES = 400_000
_BATCH_UNITS = 100
_SMALL_BYTES = 2_500_000
"""Up to here (about a second of work) starting processes costs more than it saves."""
_SMALL_UNITS = 400
_SPOOLED = 50_000_000

Status = Literal["read", "given", "rejected", "skipped"]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one text.

    ``status``: *read* (by the extractor), *given* (the input was a finished record), *rejected* (``reason`` says why),
    *skipped* (in ``done``, or the same text a second time). ``line`` is the record as one JSON line without its end.
    """

    source: str
    status: Status
    id: str | None = None
    line: bytes | None = None
    reason: str | None = None
    words: str | None = None
    trace: Trace | None = None
    weight: int = 0

    @property
    def record(self) -> MeetingReport | None:
        """The record; None for a rejected or skipped text."""
        return parse_record(self.line, self.source) if self.line is not None else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: bytes of input done and in all (None where unknown), and results so far."""

    done: int
    total: int | None
    records: int
    rejected: int


def read_all(
    paths: Iterable[str | Path],
    *,
    jobs: int | None = None,
    extractor: Extractor | None = None,
    reading: Reading | None = None,
    records: bool = True,
    done: Collection[str] = (),
    leave_out: Collection[Path] = (),
    stdin: BinaryIO | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[Result]:
    """Read files, folders and ``-`` (stdin), and extract a record from each text.

    ``jobs`` is how many processes (default: all cores; small inputs are read in this one). ``records`` says whether
    finished records among the inputs are passed through or rejected. Texts whose id is in ``done`` are skipped.
    ``leave_out`` are files that are never inputs. ``progress`` is called after each portion of work.

    >>> [result.reason for result in read_all(["no-such-file.txt"])]
    ['no such file or folder']
    """
    paths = [*paths]
    reading = reading or Reading()
    work = Work(extractor or default_extractor(), reading, records, frozenset(done))
    total = total_bytes(paths) if progress else None
    batches = _batches(units(paths, reading, leave_out=leave_out, stdin=stdin))
    counts = {"read": 0, "given": 0, "rejected": 0, "skipped": 0}
    finished = 0
    seen: dict[str, tuple[str, int]] = {}
    for results in _run(work, batches, jobs or _cores()):
        for result in results:
            finished += result.weight
            checked = _unrepeated(result, seen)
            counts[checked.status] += 1
            yield checked
        if progress:
            progress(Progress(finished, total, counts["read"] + counts["given"], counts["rejected"]))


def marked(results: Iterable[Result]) -> Iterator[Result]:
    """The same results, once all are there, with ``source.reprint_of`` in the records of reprints.

    They wait in a temporary file; nothing of the corpus is held in memory but the traces of its reports.
    """
    reprints = Reprints()
    with tempfile.SpooledTemporaryFile(max_size=_SPOOLED) as spool:
        count = 0
        for result in results:
            count += 1
            reprints.add(result.trace)
            pickle.dump(result, spool)
        originals = reprints.originals()
        spool.seek(0)
        for _ in range(count):
            result = pickle.load(spool)  # noqa: S301 - our own, of this run
            yield result if result.line is None else replace(result, line=with_reprint(result.line, originals))


@dataclass(frozen=True, slots=True)
class Work:
    """What each process does with a batch: a pure function that can be pickled."""

    extractor: Extractor
    reading: Reading
    records: bool
    done: frozenset[str]

    def __call__(self, batch: list[Unit]) -> list[Result]:
        """The results of a batch; the weight of a unit is given to its last result."""
        results: list[Result] = []
        for unit in batch:
            results.extend(self._one(found) for found in unit.read(self.reading))
            if results:
                results[-1] = replace(results[-1], weight=results[-1].weight + unit.weight)
        return results

    def blame(self, batch: list[Unit]) -> list[Result]:
        """The results of a batch that a process died of."""
        reason = "the process that read it died"
        return [Result(unit.name, "rejected", reason=reason, weight=unit.weight) for unit in batch]

    def parts(self, unit: Unit) -> list[Unit]:
        """A unit of several rows or members as one for each."""
        return unit.parts()

    def _one(self, found: Found) -> Result:
        if found.reason is not None:
            return Result(found.source, "rejected", reason=found.reason)
        if found.record is not None:
            return self._given(found.source, found.record)
        document = found.document
        if document is None:
            raise TypeError(f"{found.source}: neither document nor reason")
        if document.id in self.done:
            return Result(found.source, "skipped", document.id)
        try:
            record = complete(self.extractor.extract(document), document, self.extractor)
        except HuiyiError as error:
            return Result(found.source, "rejected", document.id, reason=str(error))
        except Exception as error:
            reason = f"the extractor {self.extractor.name} failed: {type(error).__name__}: {error}"
            return Result(found.source, "rejected", document.id, reason=reason[:500])
        if record.source.sketch is None:
            record.source.sketch = sketch(clean(document.raw).text)
        line = to_line(record)
        return Result(found.source, "read", record.id, line, words=record.source.sketch, trace=trace_of(record))

    def _given(self, source: str, line: bytes) -> Result:
        if not self.records:
            return Result(source, "rejected", reason="a finished record, not a report; `huiyi load` takes records")
        record = parse_record(line, source)
        if record.id in self.done:
            return Result(source, "skipped", record.id)
        words = record.source.sketch or record.source.sha256 or hashlib.sha256(line).hexdigest()
        return Result(source, "given", record.id, line, words=words, trace=trace_of(record))


def to_line(record: MeetingReport) -> bytes:
    """A record as one line of JSON, without what is not known."""
    return record.model_dump_json(exclude_none=True).encode("utf-8", "replace")


def _unrepeated(result: Result, seen: dict[str, tuple[str, int]]) -> Result:
    """``result``, or what becomes of a second text under the same id."""
    if result.id is None or result.line is None:
        return result
    source, words = seen.setdefault(result.id, (result.source, hash(result.words)))
    if source == result.source:
        return result
    if words == hash(result.words):
        return replace(result, status="skipped", line=None, reason=f"the same text as {source}")
    reason = f"the id {result.id!r} is taken by {source}, which has another text; give each report an id of its own"
    return replace(result, status="rejected", line=None, reason=reason)


def _batches(found: Iterator[Unit]) -> Iterator[list[Unit]]:
    batch: list[Unit] = []
    weight = 0
    for unit in found:
        batch.append(unit)
        weight += unit.weight
        if weight >= _BATCH_BYTES or len(batch) >= _BATCH_UNITS:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _run(work: Work, batches: Iterator[list[Unit]], jobs: int) -> Iterator[list[Result]]:
    """Choose where to work: in threads (the extractor waits), in this process (little to do), or in several."""
    if getattr(work.extractor, "in_threads", False):
        single = ([unit] for batch in batches for unit in batch)
        yield from in_threads(work, single, jobs)
        return
    ahead: list[list[Unit]] = []
    weight = count = 0
    if jobs > 1:
        for batch in batches:
            ahead.append(batch)
            weight += sum(unit.weight for unit in batch)
            count += len(batch)
            if weight > _SMALL_BYTES or count > _SMALL_UNITS:
                yield from in_processes(work, _chain(ahead, batches), jobs)
                return
    for batch in _chain(ahead, batches):
        yield work(batch)


def _chain(first: list[list[Unit]], rest: Iterator[list[Unit]]) -> Iterator[list[Unit]]:
    yield from first
    yield from rest


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)
