import os
from pathlib import Path

import pytest

from graph.model import InputError
from loaders.records import RecordFile, write_whole

A, B, C = b'{"id":"a"}', b'{"id":"b"}', b'{"id":"c"}'


def write(path: Path, *lines: bytes, resume: bool = False) -> None:
    with RecordFile(path, resume=resume) as out:
        for line in lines:
            out.write(line)


def interrupt(path: Path, *lines: bytes, resume: bool = False) -> None:
    def work() -> None:
        with RecordFile(path, resume=resume) as out:
            for line in lines:
                out.write(line)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()


def test_the_file_is_whole_or_as_before(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    write(path, A)
    interrupt(path, B, C)
    assert path.read_bytes() == A + b"\n"
    write(path, B)
    assert path.read_bytes() == B + b"\n"
    assert [one.name for one in tmp_path.iterdir()] == ["r.jsonl"]


def test_resume_goes_on_after_an_interruption(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    interrupt(path, A, B)
    assert not path.exists()
    with RecordFile(path, resume=True) as out:
        assert out.done == {"a", "b"}
        out.write(C)
    assert path.read_bytes().splitlines() == [A, B, C]
    with RecordFile(path, resume=True) as out:
        assert out.done == {"a", "b", "c"}
    assert path.read_bytes().splitlines() == [A, B, C]


def test_a_line_cut_by_a_crash_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    (tmp_path / "r.jsonl.part").write_bytes(A + b"\n" + B[:5])
    with RecordFile(path, resume=True) as out:
        assert out.done == {"a"}
        out.write(B)
    assert path.read_bytes().splitlines() == [A, B]


def test_an_interrupted_resume_keeps_the_finished_file(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    write(path, A)
    interrupt(path, B, resume=True)
    assert path.read_bytes() == A + b"\n"
    write(path, C, resume=True)
    assert path.read_bytes().splitlines() == [A, B, C]


def test_lines_may_be_changed_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    with RecordFile(path) as out:
        out.write(A)
        out.finish(lambda line: line.replace(b"a", b"z"))
    assert path.read_bytes() == b'{"id":"z"}\n'


def test_giving_up_leaves_no_trace(tmp_path: Path) -> None:
    with RecordFile(tmp_path / "r.jsonl") as out:
        out.give_up()
    assert not list(tmp_path.iterdir())


def test_devices_and_links_are_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(pipe, A, B)
    assert os.read(reader, 100).splitlines() == [A, B]
    os.close(reader)
    assert pipe.is_fifo()
    (tmp_path / "link").symlink_to(tmp_path / "r.jsonl")
    write(tmp_path / "link", A)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "r.jsonl").read_bytes() == A + b"\n"
    with pytest.raises(InputError, match="-o records.jsonl"):
        RecordFile(pipe, resume=True)
    with pytest.raises(InputError, match="a folder"):
        RecordFile(tmp_path)


def test_what_cannot_be_written_or_resumed_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        RecordFile(tmp_path / "no" / "r.jsonl")
    with pytest.raises(InputError, match="-o records.jsonl"):
        RecordFile("-", resume=True)
    (tmp_path / "r.jsonl").write_bytes(b"no record\n")
    with pytest.raises(InputError, match=":1: not a record"):
        RecordFile(tmp_path / "r.jsonl", resume=True)
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(tmp_path / "no" / "x", [A])
