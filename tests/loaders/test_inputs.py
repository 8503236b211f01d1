import io
import os
from pathlib import Path

import pytest

from loaders.documents import Found, Limits, Reading
from loaders.inputs import total_bytes, units


def read(*paths: Path | str, stdin: bytes | None = None, leave_out: list[Path] | None = None) -> list[Found]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    reading = Reading()
    return [
        found for unit in units(paths, reading, leave_out=leave_out or [], stdin=stream) for found in unit.read(reading)
    ]


def test_folders_are_read_in_order_without_what_is_no_report(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.txt", ".hidden.txt", "a/.git/x.txt", "c.css", "~$d.docx", "e.doc", "README"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"区委召开会议 {name}", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [(Path(one.source).relative_to(tmp_path).as_posix(), one.reason is None) for one in read(tmp_path)]
    assert found == [("a/b.txt", True), ("a/z.txt", True), ("b.txt", True), ("e.doc", False)]


def test_names_in_the_encoding_of_chinese_windows(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "会议.txt".encode("gbk")
    Path(os.fsdecode(path)).touch()
    assert read(tmp_path) == [Found(f"{tmp_path}/会议.txt", reason="an empty file")]


def test_the_output_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("区委召开会议", "utf-8")
    out = tmp_path / "records.jsonl"
    out.write_text('{"id":"x","text":"区委召开会议"}', "utf-8")
    assert len(read(tmp_path, leave_out=[out])) == 1


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "no such file or folder"),
        (lambda path: path.touch(), "an empty file"),
        (lambda path: path.mkdir(), "a folder without reports (.txt"),
        (lambda path: path.write_bytes(bytes(range(256)) * 9), "a binary file, not a text"),
        (os.mkfifo, "not a file"),
    ],
)
def test_every_fault_has_its_sentence(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "a.txt"
    make(path)  # type: ignore[operator]
    (found,) = read(path)
    assert str(found.reason).startswith(reason)


def test_what_the_system_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    (found,) = read(tmp_path / ("x" * 300 + ".txt"))
    assert found.reason == "cannot be read: File name too long"


def test_a_file_named_by_hand_is_always_judged(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "report").write_text("区委召开会议", "utf-8")
    assert ".jpg is not a kind that is read" in str(read(tmp_path / "a.jpg")[0].reason)
    assert read(tmp_path / "report")[0].document is not None


def test_stdin_is_a_text_or_lines_of_json_or_any_file() -> None:
    (text,) = read("-", stdin="7月29日，区委召开会议。".encode("gbk"))
    assert text.document is not None
    assert text.document.raw == "7月29日，区委召开会议。"
    rows = read("-", stdin=b'\xef\xbb\xbf{"text":"a b"}\n{bad\n\n{"text":"c d"}\n')
    assert [(one.source, one.document is not None) for one in rows] == [("-:1", True), ("-:2", False), ("-:4", True)]
    (page,) = read("-", stdin="<!doctype html><div id=zoom><p>区委召开会议</p></div>".encode())
    assert page.document is not None
    assert page.document.raw == "区委召开会议"
    assert read("-", stdin=b"")[0].reason == "an empty file"
    (brace,) = read("-", stdin="{此处空白}\n区委召开会议。".encode())
    assert brace.document is not None


def test_large_tables_come_in_portions_and_a_fault_loses_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\n" + "区委召开会议\n" * 450 + '"' + "x" * 300, "utf-8")
    reading = Reading(Limits(line_bytes=200))
    found = list(units([path], reading))
    assert [len(unit.lines) for unit in found] == [200, 200, 50, 0]
    assert "field larger" in str(found[-1].fault)


def test_how_much_there_is_to_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 100)
    (tmp_path / "b.jpg").write_bytes(b"x" * 100)
    assert total_bytes([tmp_path, tmp_path / "no"]) == 100
    assert total_bytes(["-", tmp_path]) is None
