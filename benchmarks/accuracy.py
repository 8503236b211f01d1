"""How well the reader reads: precision, recall and F1 by facet, by file, and for both parts of the corpus.

    python -m benchmarks.accuracy [--freeze] [--faults FACET] [--names MODULE:CALLABLE]

Reads ``benchmarks/gold/*.jsonl`` (120 rewritten reports, ours) and, where it is there,
``../shared/corpus/real-dev.jsonl`` (40 real ones). Every third report of a file (line index % 3 == 2) is *held back*:
nobody looked at it while writing rules. The run is compared with the frozen one in ``benchmarks/accuracy.json``;
``--freeze`` writes that file anew. ``--faults`` prints what was missed and what was too much, of the seen reports only.
"""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.scoring import FACETS, Score, summed
from loaders.document import Document
from loaders.report import RuleExtractor

HERE = Path(__file__).parent
FROZEN = HERE / "accuracy.json"
REAL = HERE.parents[1] / "shared" / "corpus" / "real-dev.jsonl"


def files() -> list[Path]:
    """The gold files at hand."""
    return [*sorted((HERE / "gold").glob("*.jsonl")), *([REAL] if REAL.exists() else [])]


def reports(path: Path) -> Iterator[tuple[bool, dict[str, Any]]]:
    """The reports of one file, each with whether it is held back."""
    for index, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        yield index % 3 == 2, json.loads(line)


def measure(extractor: RuleExtractor, faults: str | None = None) -> dict[tuple[str, str], Score]:
    """Scores by (file, part)."""
    scores: dict[tuple[str, str], Score] = {}
    for path in files():
        for held, row in reports(path):
            document = Document(
                id=row["id"], raw=row["text"], title=row.get("title"), published=row.get("published"),
                publisher=row.get("publisher"),
            )  # fmt: skip
            record = extractor.extract(document).model_dump(mode="json")
            score = scores.setdefault((path.stem, "held back" if held else "seen"), Score())
            wrong = score.add(row["gold"], record)
            if faults in wrong and not held:
                missed, extra = wrong[faults]
                print(f"{row['id']}: missed {missed} extra {extra}")
    return scores


def row(name: str, score: Score) -> str:
    """One line of the table."""
    cells = " ".join(f"{score.f1(facet):6.3f}" for facet in FACETS)
    return f"{name:22} {score.reports:4} {cells}  {score.mean:6.4f}  {score.wholly:5.3f}"


def table(scores: dict[tuple[str, str], Score]) -> dict[str, Score]:
    """Print the tables; gives the sums by their names."""
    sums = {"all": summed(scores.values())}
    for part in ("seen", "held back"):
        sums[part] = summed(score for (_, which), score in scores.items() if which == part)
    for stem in dict.fromkeys(stem for stem, _ in scores):
        sums[stem] = summed(score for (name, _), score in scores.items() if name == stem)
    print(f"{'F1':22} {'n':>4} " + " ".join(f"{facet[:6]:>6}" for facet in FACETS) + "    mean  wholly right")
    for name, score in sums.items():
        print(row(name, score))
    for name in ("seen", "held back"):
        print(f"\n{name:12} {'precision':>10} {'recall':>8} {'F1':>8} {'gold':>6}")
        for facet in FACETS:
            s = sums[name]
            print(f"{facet:12} {s.precision(facet):10.3f} {s.recall(facet):8.3f} {s.f1(facet):8.3f} {s.gold[facet]:6}")
    return sums


def compare(sums: dict[str, Score], *, freeze: bool) -> int:
    """Compare with the frozen run, or write it anew. Gives the number of figures that got worse."""
    now = {
        name: {"mean": round(s.mean, 4), "wholly": round(s.wholly, 4), **{f: round(s.f1(f), 4) for f in FACETS}}
        for name, s in sums.items()
    }
    if freeze:
        part = FROZEN.with_suffix(".part")
        part.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(part, FROZEN)
        print(f"\nfrozen in {FROZEN.name}")
        return 0
    if not FROZEN.exists():
        return 0
    then = json.loads(FROZEN.read_text(encoding="utf-8"))
    if not REAL.exists():
        print("\n(no ../shared/corpus/real-dev.jsonl here: sums over all files are not compared)")
    worse = 0
    for name, figures in now.items():
        if name not in then or (not REAL.exists() and not name.startswith("dev-")):
            continue
        for figure, value in figures.items():
            was = then[name][figure]
            if value != was:
                print(f"{name} {figure}: {was} -> {value}")
                worse += value < was - 0.0005
    print(f"\ncompared with the frozen run: {worse} figures are worse")
    return worse


def main() -> int:
    """Measure, print, compare."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    cli.add_argument("--freeze", action="store_true", help="write this run to accuracy.json")
    cli.add_argument("--faults", choices=FACETS, help="print this facet's faults, seen reports only")
    cli.add_argument("--names", help="module:callable, a second opinion for names")
    asked = cli.parse_args()
    names = None
    if asked.names:
        module, _, attribute = asked.names.partition(":")
        names = getattr(importlib.import_module(module), attribute)
    sums = table(measure(RuleExtractor(names), asked.faults))
    return 1 if compare(sums, freeze=asked.freeze) else 0


if __name__ == "__main__":
    sys.exit(main())
