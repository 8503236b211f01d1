import io
import random
import zipfile
from collections.abc import Callable

import pytest

from loaders.documents import Limits, Reading, read_bytes
from loaders.documents.archive import member_name

Zip = Callable[[dict[str, bytes]], bytes]


def reasons(data: bytes, **limits: int) -> list[str | None]:
    return [found.reason for found in read_bytes(data, "a.zip", Reading(Limits(**limits)))]


def test_members_of_every_kind_in_order(make_zip: Zip, report: str) -> None:
    inner = make_zip({"z.txt": (report + "内").encode()})
    data = make_zip(
        {
            "b/二.html": f"<div id='zoom'><p>{report}</p></div>".encode(),
            "a.txt": report.encode("gbk"),
            "c.zip": inner,
            "d.jsonl": b'{"text":"x y"}\n{bad\n',
            "e.jpg": b"\xff\xd8",
            "__MACOSX/a.txt": b"x",
            ".hidden.txt": b"x",
            "f.txt": b"",
        }
    )
    found = list(read_bytes(data, "a.zip", Reading()))
    assert [one.source for one in found] == [
        "a.zip!a.txt", "a.zip!b/二.html", "a.zip!c.zip!z.txt", "a.zip!d.jsonl:1", "a.zip!d.jsonl:2", "a.zip!f.txt",
    ]  # fmt: skip
    assert [one.document is not None for one in found] == [True, True, True, True, False, False]
    assert found[-1].reason == "an empty file"


def test_names_written_by_chinese_windows() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xx.txt", b"x y")
    data = out.getvalue().replace(b"xx.txt", "会.txt".encode("gbk"))
    assert next(iter(read_bytes(data, "a.zip", Reading()))).source == "a.zip!会.txt"


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/etc/x.txt", "..\\..\\etc\\x.txt", "C:/etc/../etc/x.txt"])
def test_no_name_leads_out_of_the_archive(name: str) -> None:
    info = zipfile.ZipInfo()
    info.filename = name
    assert ".." not in member_name(info)
    assert not member_name(info).startswith("/")


def test_a_bomb_is_not_unpacked(make_zip: Zip) -> None:
    data = make_zip({"a.txt": b"0" * 30_000_000})
    assert len(data) < 100_000
    assert "archive_ratio=200" in str(reasons(data)[0])


def test_one_packed_member_among_good_ones(make_zip: Zip, report: str) -> None:
    noise = random.Random(1).randbytes(60_000).hex().encode()
    data = make_zip({"a.txt": report.encode(), "b.txt": b"0" * 2_000_000, "c.txt": noise})
    found = reasons(data)
    assert found[0] is None
    assert "archive_ratio" in str(found[1])


@pytest.mark.parametrize(
    ("limits", "name"),
    [({"archive_members": 2}, "archive_members=2"), ({"archive_bytes": 5}, "archive_bytes=5"),
     ({"document_bytes": 3}, "document_bytes=3")],
)  # fmt: skip
def test_limits_are_named(make_zip: Zip, limits: dict[str, int], name: str) -> None:
    data = make_zip({f"{n}.txt": b"text" for n in range(3)})
    assert name in str(reasons(data, **limits)[0])


def test_archives_in_archives_end_somewhere(make_zip: Zip) -> None:
    data = make_zip({"a.txt": b"text"})
    for _ in range(5):
        data = make_zip({"a.zip": data})
    assert "archive_depth=2" in str(reasons(data)[0])


def test_encrypted_broken_and_foreign_archives(make_zip: Zip) -> None:
    good = make_zip({"a.txt": b"text " * 50})
    locked = bytearray(good)
    locked[6] |= 1
    at = locked.find(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "encrypted" in str(reasons(bytes(locked))[0])
    assert "broken" in str(reasons(good[:-30])[0])
    spoilt = bytearray(good)
    spoilt[36:40] = b"\0\0\0\0"
    assert "broken member" in str(reasons(bytes(spoilt))[0])
    assert reasons(make_zip({"a.jpg": b"x"})) == ["an archive without reports"]


def test_a_link_is_no_text() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("passwd.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert reasons(out.getvalue()) == ["an archive without reports"]
