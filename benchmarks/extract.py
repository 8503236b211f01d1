"""How fast the reader reads, in CPU time of one core, and as a ratio to ``json.loads`` of the same reports.

    python -m benchmarks.extract [--rounds N] [--only rules] [--wheel build/wheel/huiyi-….whl]

The reports are the gold files (mean 1.2 KB). A ratio does not depend on the machine as a rate does: reading a report
may cost at most 60 times what parsing its line of JSON costs. The goals are those of the compiled reader: ``make fast``
builds the wheel, ``--wheel`` measures it. ``jieba.posseg`` and ``LAC`` are measured beside it in the same run where
they are installed (neither is a dependency); that they are missing is said.
"""

import argparse
import gc
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import files
from loaders import assembly
from loaders.assembly import Assembly
from loaders.document import Document
from loaders.report import RuleExtractor
from loaders.scan import scan
from loaders.text import clean

GOAL_RATE, GOAL_RATIO = 2_000, 60


Work = tuple[Callable[[Any], Any], Sequence[Any]]
"""What is done to each of some items."""


def seconds(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """CPU seconds of each work for all its items: the best of several rounds, as other processes only ever add.

    The works take turns, so that a busy minute of the machine falls on all of them alike.
    """
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, (work, items) in works.items():
            began = time.process_time()
            for item in items:
                work(item)
            best[name] = min(best[name], time.process_time() - began)
    return best


def taggers() -> dict[str, Callable[[str], Any] | None]:
    """The word segmenters that people reach for, where they are installed."""
    found: dict[str, Callable[[str], Any] | None] = {"jieba.posseg": None, "LAC": None}
    if importlib.util.find_spec("jieba") is not None:
        posseg = importlib.import_module("jieba.posseg")
        found["jieba.posseg"] = lambda text: list(posseg.cut(text))
    if importlib.util.find_spec("LAC") is not None and importlib.util.find_spec("paddle") is not None:
        paddle = importlib.import_module("paddle")  # LAC asks for a module that later versions renamed
        sys.modules.setdefault("paddle.fluid", paddle.base)
        sys.modules.setdefault("paddle.fluid.core", paddle.base.core)
        found["LAC"] = importlib.import_module("LAC").LAC(mode="lac").run
    return found


def of_wheel(wheel: Path, arguments: list[str]) -> int:
    """Run this benchmark again, in a process that imports the packages of the wheel."""
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(wheel).extractall(folder)
        given = os.environ.get("PYTHONPATH")  # where the taggers are
        path = os.pathsep.join((folder, str(Path(__file__).parents[1]), *([given] if given else [])))
        command = [sys.executable, "-P", "-m", "benchmarks.extract", *arguments]
        return subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False).returncode


def main() -> int:
    """Measure and print; the exit code is 1 where a goal is missed."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    cli.add_argument("--rounds", type=int, default=15)
    cli.add_argument("--only", choices=["rules"], help="leave the taggers out")
    cli.add_argument("--wheel", type=Path, help="measure the reader of this wheel, and not that of the sources")
    asked = cli.parse_args()
    if asked.wheel is not None:
        return of_wheel(asked.wheel, [word for word in sys.argv[1:] if word not in ("--wheel", str(asked.wheel))])
    lines = [line for path in files() for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    bare = [json.dumps({k: r.get(k) for k in ("id", "title", "text", "published")}, ensure_ascii=False) for r in rows]
    documents = [Document(id=r["id"], raw=r["text"], title=r.get("title"), published=r.get("published")) for r in rows]
    size = sum(len(d.raw.encode()) for d in documents)
    extractor = RuleExtractor()
    for document in documents:
        extractor.extract(document)  # word lists are loaded, caches are warm
    gc.freeze()  # as every process of `huiyi extract` does
    compiled = Path(str(assembly.__file__)).suffix != ".py"
    print(f"{len(documents)} reports, {size / len(documents):,.0f} bytes each; best of {asked.rounds} rounds, one core")
    print(f"the reader is {'compiled' if compiled else 'pure Python'}, Python {sys.version.split()[0]}")
    own = seconds(
        {
            "json.loads, gold line": (json.loads, lines),
            "json.loads, bare line": (json.loads, bare),
            "clean": (lambda d: clean(d.raw), documents),
            "clean + scan": (lambda d: scan(clean(d.raw)), documents),
            "people, roles, meetings": (Assembly, documents),
            "whole record": (extractor.extract, documents),
        },
        asked.rounds,
    )
    loads = own["json.loads, gold line"]
    print(f"\n{'':26} {'us/report':>10} {'reports/s':>10} {'MB/s':>7} {'x json.loads':>13}")
    for name, spent in own.items():
        each = spent / len(documents)
        print(f"{name:26} {each * 1e6:10.1f} {1 / each:10,.0f} {size / spent / 1e6:7.2f} {spent / loads:13.1f}")
    for name, tagger in taggers().items() if asked.only is None else ():
        if tagger is None:
            print(f"{name:26} not installed here: not measured")
            continue
        spent = seconds({name: (tagger, [d.raw for d in documents])}, 1)[name]
        each = spent / len(documents)
        print(f"{name:26} {each * 1e6:10.1f} {1 / each:10,.0f} {size / spent / 1e6:7.2f} {spent / loads:13.1f}")
    whole = own["whole record"]
    rate, ratio = len(documents) / whole, whole / loads
    print(f"\npeak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    print(f"goals: {rate:,.0f} of {GOAL_RATE:,} reports/s; ratio {ratio:.0f} of at most {GOAL_RATIO}")
    return int(rate < GOAL_RATE or ratio > GOAL_RATIO)


if __name__ == "__main__":
    sys.exit(main())
