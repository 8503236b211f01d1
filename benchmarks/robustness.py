"""Whether hostile inputs harm: none may crash the reader, none may take more than two seconds.

    python -m benchmarks.robustness [--texts 10000] [--seed 1] [--long 10]

Each input of ``benchmarks/hostile.py`` goes the whole way: bytes, document, record, JSON, and back; a rejection with a
reason is a right answer, an exception is not. Times are CPU seconds of the process, as others may use the machine. Then
texts of 1 and of ``--long`` million bytes (without a trigger word, and of trigger words only) are each read in a
process of their own: time may grow as the text does, memory may be 20 times the text. The exit code is 1 where
anything is missed.
"""

import argparse
import contextlib
import faulthandler
import importlib
import io
import json
import subprocess
import sys
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import ModuleType

from benchmarks.hostile import Hostile, hostile
from graph.model import InputError, parse_record
from loaders.document import Document
from loaders.documents import Reading, read_bytes
from loaders.report import RuleExtractor

resource: ModuleType | None = None
with contextlib.suppress(ImportError):  # not on Windows
    resource = importlib.import_module("resource")

MOST_SECONDS, MOST_MEMORY, MOST_GROWTH = 2.0, 20.0, 1.5
"""A text's CPU seconds; bytes of memory for a byte of text; time for ten times the text over ten times the time."""
_HANGS = 120
_LONG = {"no trigger word": "天气晴朗云淡风轻。", "trigger words only": "会议主持召开强调指出,"}


@dataclass
class Trial:
    """What became of the inputs."""

    texts: int = 0
    faults: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    """CPU seconds and what it was, the slowest first."""
    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def read_whole(one: Hostile, extractor: RuleExtractor) -> tuple[str, float]:
    """Send one input the whole way; says what became of it, and the CPU seconds to the end of its JSON.

    Raises what must not be raised.
    """
    outcome, began = "nothing in it", time.process_time()
    documents = []
    if one.text is not None:
        documents.append(Document(id="t", raw=one.text, title=one.text[:40], published="2021-03-06"))
    else:
        for found in read_bytes(one.data, one.name, Reading()):
            outcome = "rejected"
            if found.document is not None:
                documents.append(found.document)
            elif found.reason is None and found.record is None:
                raise AssertionError(f"{found.source}: neither a text nor a reason")
    made = []
    for document in documents:
        try:
            record = extractor.extract(document)
        except InputError:
            outcome = "rejected"
            continue
        outcome = "read"
        made.append((document, record, record.model_dump_json().encode().decode()))
    spent = time.process_time() - began
    for document, record, written in made:
        if parse_record(written, "it") != record:
            raise AssertionError("the record is not what its JSON says")
        for official in record.officials:
            for span in official.spans:
                if not 0 <= span.start < span.end <= len(document.raw):
                    raise AssertionError(f"{official.name} stands at {span.start}-{span.end}, outside the text")
    return outcome, spent


def trial(inputs: Iterable[Hostile], extractor: RuleExtractor | None = None) -> Trial:
    """Send every input the whole way, and keep what crashed and what was slow."""
    extractor = extractor or RuleExtractor()
    extractor.extract(Document(id="warm", raw="县長石一川主持会议。"))
    done = Trial()
    for number, one in enumerate(inputs):
        what = f"{one.kind} (number {number}, {one.name})"
        spent = 0.0
        try:
            with contextlib.redirect_stderr(io.StringIO()):  # warcio warns there of each broken record
                outcome, spent = read_whole(one, extractor)
            done.outcomes[outcome] += 1
        except Exception as error:  # whatever it is, it is a fault
            done.faults.append(f"{what}: {type(error).__name__}: {str(error)[:200]}")
        done.seconds[one.kind].append(spent)
        done.slowest = sorted([*done.slowest, (spent, what)], reverse=True)[:5]
        if spent > MOST_SECONDS:
            done.faults.append(f"{what}: {spent:.2f} s")
        done.texts += 1
    return done


def long_text(unit: str, megabytes: int) -> tuple[float, float]:
    """CPU seconds for a text of that size, and the most bytes of memory held for each of its bytes.

    Memory is what Python's allocator gave at most (asked of a text of at most two million bytes, as the asking is
    slow), or what the process grew by above an idle one, whichever is more.
    """
    few = min(2, megabytes)
    (_, _, idle), (seconds, _, peak), (_, traced, _) = (
        _alone(unit, *how) for how in ((0, False), (megabytes, False), (few, True))
    )
    return seconds, max(traced / few, (peak - idle) / megabytes) / 1_000_000


def _alone(unit: str, megabytes: int, trace: bool) -> tuple[float, int, int]:
    script = f"from benchmarks.robustness import alone; alone({unit!r}, {megabytes}, {trace})"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8")
    seconds, traced, peak = json.loads(out.stdout)
    return seconds, traced, peak


def alone(unit: str, megabytes: int, trace: bool) -> None:
    """The measurement itself, in a process of its own; prints CPU seconds, bytes traced, bytes of the process."""
    extractor = RuleExtractor()
    extractor.extract(Document(id="warm", raw="县長石一川主持会议。"))
    if trace:
        tracemalloc.start()
    raw = unit * (megabytes * 1_000_000 // len(unit.encode()))
    began = time.process_time()
    extractor.extract(Document(id="t", raw=raw, published="2021-03-06"))
    seconds = time.process_time() - began
    print(json.dumps([seconds, tracemalloc.get_traced_memory()[1] if trace else 0, _peak()]))


def _peak() -> int:
    """The most memory that this process ever had, in bytes; 0 where nothing says so."""
    if resource is None:
        return 0
    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main() -> int:
    """Try, measure, print; 1 where a bar is missed."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    cli.add_argument("--texts", type=int, default=10_000)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--long", type=int, default=10, help="megabytes of the long texts; 0 leaves them out")
    asked = cli.parse_args()
    faulthandler.dump_traceback_later(_HANGS + asked.texts / 20, exit=True)  # a reader that hangs is found out
    done = trial(hostile(asked.texts, asked.seed))
    faulthandler.cancel_dump_traceback_later()
    outcomes = ", ".join(f"{count:,} {what}" for what, count in done.outcomes.most_common())
    print(f"{done.texts:,} inputs: {outcomes}\n\n{'CPU seconds':22} {'inputs':>7} {'mean':>8} {'most':>8}")
    for kind, spent in sorted(done.seconds.items(), key=lambda item: -max(item[1])):
        print(f"{kind:22} {len(spent):7,} {sum(spent) / len(spent):8.4f} {max(spent):8.3f}")
    print("\nthe slowest: " + "; ".join(f"{spent:.2f} s {what}" for spent, what in done.slowest))
    faults = list(done.faults)
    if asked.long:
        print(f"\n{'long texts':22} {'1 MB':>8} {f'{asked.long} MB':>8} {'growth':>8} {'memory':>8}")
    for name, unit in _LONG.items() if asked.long else ():
        (short, _), (long, memory) = long_text(unit, 1), long_text(unit, asked.long)
        growth = long / max(short, 0.01)
        print(f"{name:22} {short:6.2f} s {long:6.2f} s {growth:7.1f}x {memory:7.1f}x")
        if growth > asked.long * MOST_GROWTH:
            faults.append(f"{name}: {asked.long} times the text take {growth:.1f} times the time")
        if memory > MOST_MEMORY:
            faults.append(f"{name}: {memory:.1f} bytes of memory for a byte of text")
    print("\n" + "\n".join(faults or ["nothing crashed, nothing took more than two seconds"]))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
