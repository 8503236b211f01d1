"""``huiyi extract``: records on stdout or in a file, one clear line on stderr, exit codes that say what happened."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.huiyi.conftest import Run

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "examples" / "reports"
SEED = ROOT.parent / "shared" / "seed" / "report.txt"
TEXT = "7月29日，青石区委书记石一川主持召开区委常委会会议。区长柳知秋出席会议。"


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_records_of_a_folder_on_stdout_or_in_a_file(run: Run) -> None:
    code, out, err = run("extract", REPORTS)
    assert (code, err) == (0, "")
    assert len(records(out)) == 22
    code, nothing, told = run("extract", REPORTS, "-o", "r.jsonl")
    assert (code, nothing, told) == (0, "", "22 records written to r.jsonl\n")
    assert Path("r.jsonl").read_text("utf-8") == out
    assert not Path("rejected.jsonl").exists()
    marked = [row["source"].get("reprint_of") for row in records(out)]
    assert len([one for one in marked if one]) == 1


def test_stdin_in_any_form(run: Run) -> None:
    _, out, _ = run("extract", "-", "--published", "2022-07-30", stdin=TEXT.encode("gbk"))
    (record,) = records(out)
    assert record["meetings"][0]["date"] == "2022-07-29"
    _, out, _ = run("extract", "-", stdin=b"".join(json.dumps({"id": n, "text": TEXT}).encode() + b"\n" for n in "ab"))
    assert [record["id"] for record in records(out)] == ["a", "b"]


def test_columns_are_mapped(run: Run) -> None:
    Path("a.csv").write_text(f"甲,乙,丙\n7,{TEXT},2022年7月30日\n", "gb18030")
    code, out, _ = run("extract", "a.csv", "--map", "text=乙,published=丙,id=甲")
    assert code == 0
    assert records(out)[0]["id"] == "7"
    assert records(out)[0]["source"]["published"] == "2022-07-30"
    code, _, err = run("extract", "a.csv")
    assert code == 1
    assert err == "huiyi: a.csv: no column of texts among 甲, 乙, 丙; name it: --map text=COLUMN\n"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "a.txt: an empty file"),
        ("a.txt", bytes(range(256)) * 9, "a.txt: a binary file, not a text"),
        ("a.jsonl", b'{"text": \n', "a.jsonl:1: malformed JSON"),
        ("a.jpg", b"\xff\xd8\xff", "a.jpg: .jpg is not a kind that is read"),
        ("a.doc", b"\xd0\xcf\x11\xe0" * 200, "a.doc: an old Word file; save it as .docx"),
        ("folder/a.css", b"x", "folder: a folder without reports"),
    ],
)
def test_one_clear_line_where_nothing_can_be_done(run: Run, name: str, data: bytes, reason: str) -> None:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    code, out, err = run("extract", "folder" if path.parent.name else name, "-o", "r.jsonl")
    assert (code, out) == (1, "")
    assert err.startswith(f"huiyi: {reason}")
    assert err.count("\n") == 1
    assert not Path("r.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such.txt"], "no-such.txt: no such file or folder"),
        (["a.txt", "-o", "no/r.jsonl"], "r.jsonl: cannot be written"),
        (["a.txt", "-o", "folder"], "folder: a folder; name a file"),
        (["a.txt", "--map", "txt=a"], "--map 'txt=a': write FIELD=COLUMN"),
        (["a.txt", "--published", "gestern"], "--published 'gestern': write YYYY-MM-DD"),
        (["a.txt", "--limit", "size=3"], "limit 'size=3': write NAME=NUMBER"),
        (["a.txt", "--limit", "text_chars=3"], "a.txt: 37 characters of text: over the limit text_chars=3"),
        (["a.txt", "--resume"], "--resume needs an output file"),
        (["a.txt", "--extractor", "magic"], "extractor 'magic': known are rules and llm"),
        (["a.txt", "--extractor", "llm"], "HUIYI_LLM_URL: Field required"),
    ],
)
def test_wrong_settings_are_explained(run: Run, arguments: list[str], message: str) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    Path("folder").mkdir()
    code, _, err = run("extract", *arguments)
    assert code == 1
    assert message in err
    assert err.count("\n") == 1


def test_good_ones_are_read_and_bad_ones_listed(run: Run) -> None:
    folder = Path("in")
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").touch()
    (folder / "c.jsonl").write_text('{"id":"c1","text":"' + TEXT + '"}\n{bad\n', "utf-8")
    code, out, err = run("extract", "in", "-o", "r.jsonl", "--json")
    assert code == 0
    summary = json.loads(out)
    assert summary["counts"] == {"read": 2, "skipped": 0, "rejected": 2}
    listed = records(Path("rejected.jsonl").read_text("utf-8"))
    assert [row["source"] for row in listed] == ["in/b.txt", "in/c.jsonl:2"]
    assert summary["rejected"] == listed
    assert "in/b.txt: an empty file and 1 more; see" in err
    (folder / "b.txt").unlink()
    (folder / "c.jsonl").unlink()
    run("extract", "in", "-o", "r.jsonl")
    assert Path("rejected.jsonl").read_bytes() == b""
    run("extract", "in", "no.txt", "-o", "r.jsonl", "--rejected", "why.jsonl")
    assert records(Path("why.jsonl").read_text("utf-8"))[0]["reason"] == "no such file or folder"


def test_resume_reads_only_what_is_new(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    run("extract", "a.txt", "-o", "r.jsonl")
    before = Path("r.jsonl").read_bytes()
    code, _, err = run("extract", REPORTS, "a.txt", "-o", "r.jsonl", "--resume")
    assert (code, err) == (0, "22 records written to r.jsonl, 1 skipped\n")
    after = Path("r.jsonl").read_bytes()
    assert after.startswith(before)
    assert run("extract", REPORTS, "a.txt", "-o", "r.jsonl", "--resume")[2].endswith(", 23 skipped\n")
    assert Path("r.jsonl").read_bytes() == after


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    rows = [json.dumps({"id": f"n{n:0300}", "text": f"第{n}号。{TEXT}" + " " * 6_000}) for n in range(500)]
    (tmp_path / "in.jsonl").write_text("\n".join(rows), "utf-8")
    # Whoever was begun in the background by a shell may have been made deaf to Ctrl-C, and so is what it begins.
    hears = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{hears}; from huiyi.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "extract",
        str(tmp_path / "in.jsonl"),
        "-o",
        str(tmp_path / "r.jsonl"),
        "-j2",
    ]
    command += ["--extractor", "tests.loaders.trial:Slow"]
    part = tmp_path / "r.jsonl.part"
    slowly = {**os.environ, "TRIAL_SECONDS": "0.03"}  # eight seconds in all: nobody is through before we look
    run = subprocess.Popen(command, cwd=ROOT, env=slowly, stderr=subprocess.PIPE, start_new_session=True)
    while run.poll() is None and not (part.exists() and part.stat().st_size):
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all of its processes
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err.decode() == "huiyi: what was read is kept; go on with the same command and --resume\n"
    assert not (tmp_path / "r.jsonl").exists()
    done = subprocess.run([*command, "--resume"], cwd=ROOT, capture_output=True, check=True)
    assert b" skipped\n" in done.stderr
    found = [record["id"] for record in records((tmp_path / "r.jsonl").read_text("utf-8"))]
    assert found == [f"n{n:0300}" for n in range(500)]


def test_a_folder_may_hold_its_own_output(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    for _ in range(2):
        assert run("extract", ".", "-o", "r.jsonl")[2] == "1 record written to r.jsonl\n"


def test_a_report_is_explained(run: Run) -> None:
    Path("a.txt").write_text(TEXT + "<script>", "utf-8")
    code, out, _ = run("extract", "a.txt", "--explain")
    assert code == 0
    assert "石一川" in out
    assert "name-after-post" in out
    code, _, err = run("extract", "a.txt", "--explain", "-o", "a.html")
    assert (code, err) == (0, "1 report explained in a.html\n")
    assert "&lt;script&gt;" in Path("a.html").read_text("utf-8")
    assert run("extract", "no.txt", "--explain")[::2] == (1, "huiyi: no.txt: no such file or folder\n")


def test_finished_records_are_no_reports(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    run("extract", "a.txt", "-o", "r.jsonl")
    code, _, err = run("extract", "r.jsonl", "-o", "again.jsonl")
    assert code == 1
    assert "`huiyi load` takes records" in err


def test_an_extractor_of_ones_own(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    _, out, _ = run("extract", "a.txt", "--extractor", "tests.loaders.trial:FirstName")
    assert records(out)[0]["extractor"] == {"name": "first-name", "version": "7"}


@pytest.mark.skipif(not SEED.exists(), reason="the user's own document is not here")
def test_the_first_document(run: Run) -> None:
    _, out, _ = run("extract", SEED, "--published", "2022-07-30")
    (record,) = records(out)
    (meeting,) = record["meetings"]
    assert (meeting["date"], len(meeting["chaired"]), len(meeting["attended"])) == ("2022-07-29", 1, 9)
    assert meeting["spoke"] == meeting["chaired"]


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; sys.argv = ['huiyi', 'extract', '--help']; from huiyi.cli import main; main()"
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", code], capture_output=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    heavy = {"lxml", "numpy", "graph.model", "trafilatura", "pypdfium2", "httpx", "loaders.report", "neo4j"}
    assert not imported & heavy
    assert b"--explain" in done.stdout
