"""The wheel with the compiled reader: it is one, and reads what the sources read, to the last span."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from loaders.document import Document
from loaders.report import RuleExtractor
from tests.records import EXAMPLES

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "benchmarks" / "gold"
READ = """
import json, sys
from loaders import assembly
from loaders.document import Document
from loaders.report import RuleExtractor
assert not assembly.__file__.endswith(".py"), assembly.__file__
reader = RuleExtractor()
for line in sys.stdin.buffer:
    record = reader.extract(Document(**json.loads(line)))
    sys.stdout.buffer.write(record.model_dump_json().encode() + b"\\n")
"""
HOSTILE = [
    "",
    "。",
    "、、、",
    "区长石一川(",
    "主持" * 500,
    "县长石一川、" * 400,
    "\u202e区长\ud800石一川主持会议。",
    "的\n" * 300,
]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel."""
    out = tmp_path_factory.mktemp("wheel")
    build = ["wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(out)]
    environment = {**os.environ, "HUIYI_COMPILE": "1", "MYPYC_OPT_LEVEL": "0", "MYPYC_DEBUG_LEVEL": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "pip", *build], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = out.glob("huiyi-*.whl")
    assert "none-any" not in wheel.name
    zipfile.ZipFile(wheel).extractall(out / "unpacked")
    return out / "unpacked"


@pytest.mark.slow
def test_the_compiled_reader_gives_the_same_records(compiled: Path) -> None:
    rows = [json.loads(line) for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    documents = [Document(row["id"], row["text"], title=row["title"], published=row["published"]) for row in rows]
    documents += [Document(p.name, p.read_text(encoding="utf-8")) for p in sorted(EXAMPLES.rglob("*.txt"))]
    documents += [Document(f"hostile {number}", text) for number, text in enumerate(HOSTILE)]
    lines = [json.dumps({"id": d.id, "raw": d.raw, "title": d.title, "published": d.published}) for d in documents]
    done = subprocess.run(
        [sys.executable, "-P", "-c", READ],
        input="\n".join(lines).encode(),
        env={**os.environ, "PYTHONPATH": str(compiled)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    reader = RuleExtractor()
    expected = [reader.extract(Document(**json.loads(line))).model_dump_json().encode() for line in lines]
    assert len(expected) > 100
    assert done.stdout.splitlines() == expected
