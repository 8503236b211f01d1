import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from loaders import corpus
from loaders.corpus import Progress, Result, marked, read_all
from loaders.documents import Reading
from loaders.extractor import Extractor
from tests.loaders.trial import FirstName, InThreads, Unpicklable

LEAD = "7月29日，青石区委书记石一川主持召开区委常委会会议，研究防汛工作，区长柳知秋出席会议并就备汛作了汇报。"


def lines(count: int, **odd: str) -> bytes:
    texts = {f"n{n}": f"第{n}号报告，区委召开会议。" * 3 for n in range(count)} | odd
    return b"".join(json.dumps({"id": id, "text": text}).encode() + b"\n" for id, text in texts.items())


def outcome(results: Iterable[Result]) -> list[tuple[str, str, str | None, bytes | None]]:
    return [(result.source, result.status, result.reason, result.line) for result in results]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = tmp_path / "mixed"
    (folder / "b").mkdir(parents=True)
    (folder / "many.jsonl").write_bytes(lines(300, x="炸", y="拒"))
    (folder / "b" / "a.txt").write_text("青石区委召开会议。", "utf-8")
    (folder / "b" / "empty.txt").touch()
    (folder / "c.html").write_text(f"<div id='zoom'><p>{LEAD}</p></div>", "utf-8")
    (folder / "d.jpg").write_bytes(b"\xff\xd8")
    with zipfile.ZipFile(folder / "e.zip", "w") as archive:
        for number in range(250):
            archive.writestr(f"{number:03}.txt", f"第{number}号文件，区委召开大会。" if number != 77 else "")
    return folder


@pytest.fixture
def always_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "_SMALL_BYTES", 0)
    monkeypatch.setattr(corpus, "_BATCH_BYTES", 4_000)


@pytest.mark.usefixtures("always_processes")
def test_the_same_with_one_process_with_many_and_in_threads(mixed: Path) -> None:
    one = outcome(read_all([mixed], jobs=1, extractor=FirstName()))
    assert len(one) == 555
    assert outcome(read_all([mixed], jobs=2, extractor=FirstName())) == one
    assert outcome(read_all([mixed], jobs=3, extractor=InThreads())) == one
    assert outcome(read_all([mixed], jobs=2, extractor=Unpicklable())) == one


def test_what_fails_is_told_and_stops_nothing(mixed: Path) -> None:
    found = {result.source: result for result in read_all([mixed], extractor=FirstName())}
    reasons = {Path(source).name: result.reason for source, result in found.items() if result.status == "rejected"}
    assert reasons == {
        "empty.txt": "an empty file",
        "e.zip!077.txt": "an empty file",
        "many.jsonl:301": "the extractor first-name failed: ZeroDivisionError: 炸了",
        "many.jsonl:302": "not this one",
    }


@pytest.mark.usefixtures("always_processes")
def test_a_process_that_dies_takes_only_its_culprit(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(lines(40, x="死") + lines(0, y="好" * 9))
    found = list(read_all([path], jobs=2, extractor=FirstName()))
    assert [result.status for result in found] == ["read"] * 40 + ["rejected", "read"]
    assert {result.reason for result in found if result.reason} == {"the process that read it died"}
    assert [result.source for result in found if result.reason] == [f"{path}:41"]


def test_records_know_their_document_and_their_reader(mixed: Path) -> None:
    found = [result.record for result in read_all([mixed / "b" / "a.txt"], extractor=FirstName())]
    (record,) = [one for one in found if one]
    assert record.extractor.name == "first-name"
    assert record.source.sha256 is not None
    assert record.source.sketch is not None
    assert record.officials[0].name == "青石"


def test_the_same_report_twice_and_an_id_taken_twice(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(2) + lines(2) + lines(0, n1="青石另一篇"))
    (tmp_path / "b.txt").write_text("区委召开会议。", "utf-8")
    (tmp_path / "c.txt").write_text("区委召开会议。", "gb18030")
    found = list(read_all([tmp_path], extractor=FirstName()))
    assert [result.status for result in found] == ["read", "read", "skipped", "skipped", "rejected", "read", "skipped"]
    assert found[2].reason == f"the same text as {tmp_path}/a.jsonl:1"
    assert "is taken by" in str(found[4].reason)


def test_texts_done_are_skipped(mixed: Path) -> None:
    every = [result.id for result in read_all([mixed], extractor=FirstName()) if result.id and result.line]
    found = list(read_all([mixed], extractor=FirstName(), done=every[:100]))
    assert sum(result.status == "skipped" for result in found) == 100


def test_finished_records_pass_or_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b'{"id":"r","officials":[{"name":"x"}],"meetings":[],"directed":[]}\n')
    (given,) = read_all([path], extractor=FirstName())
    assert given.status == "given"
    assert given.record is not None
    (refused,) = read_all([path], extractor=FirstName(), records=False)
    assert "finished record" in str(refused.reason)
    (done,) = read_all([path], extractor=FirstName(), done=["r"])
    assert done.status == "skipped"


def test_progress_reaches_the_end(mixed: Path) -> None:
    seen: list[Progress] = []
    found = list(read_all([mixed], extractor=FirstName(), progress=seen.append))
    assert seen[-1].records + seen[-1].rejected == len(found)
    assert seen[-1].total is not None
    assert seen[-1].total * 0.9 <= seen[-1].done <= seen[-1].total
    assert [one.done for one in seen] == sorted(one.done for one in seen)


def test_reprints_are_marked_whatever_the_order(tmp_path: Path) -> None:
    rows = [
        {"id": "late", "text": LEAD, "published": "2022-07-31"},
        {"id": "early", "text": "本报讯 " + LEAD, "published": "2022-07-30"},
        {"id": "other", "text": LEAD.replace("石一川", "何知远"), "published": "2022-07-31"},
    ]
    for number, order in enumerate([rows, rows[::-1]]):
        path = tmp_path / f"{number}.jsonl"
        path.write_text("\n".join(map(json.dumps, order)), "utf-8")
        found = [result.record for result in marked(read_all([path]))]
        assert {one.id: one.source.reprint_of for one in found if one} == {
            "late": "early",
            "early": None,
            "other": None,
        }


def test_the_rules_are_an_extractor(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LEAD, "utf-8")
    (result,) = read_all([path], reading=Reading(published="2022-07-30"))
    assert result.record is not None
    assert result.record.meetings[0].date == "2022-07-29"
    assert isinstance(FirstName(), Extractor)
