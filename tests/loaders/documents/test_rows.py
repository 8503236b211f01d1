import io
import json
from collections.abc import Callable

import pytest

from graph.model import InputError
from loaders.documents import Found, Limits, Reading, column_map, read_bytes
from loaders.documents.rows import csv_rows, json_lines, read_json_row

TEXT = "7月29日，青石区委召开会议。"


def rows(data: bytes, name: str = "a.jsonl", reading: Reading | None = None) -> list[Found]:
    return list(read_bytes(data, name, reading or Reading()))


def line(**keys: object) -> bytes:
    return json.dumps(keys, ensure_ascii=False).encode() + b"\n"


def test_a_row_keeps_its_own_metadata() -> None:
    (found,) = rows(
        line(id="r1", title="会", text=TEXT, published="2022-07-30", url="https://a.example", publisher="报")
    )
    document = found.document
    assert document is not None
    assert (document.id, document.title, document.published) == ("r1", "会", "2022-07-30")
    assert (document.url, document.publisher, document.raw) == ("https://a.example", "报", TEXT)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022年7月30日", "2022-07-30"),
        ("2022/7/30 08:00", "2022-07-30"),
        ("2022-07-30T23:30:00+08:00", "2022-07-30"),
        ("20220730", "2022-07-30"),
        (20220730, "2022-07-30"),
        (1659139200, "2022-07-30"),
        (1659139200000, "2022-07-30"),
        ("2022-07", "2022-07"),
        ("2022", "2022"),
        ("2022-13-45", None),
        ("昨天", None),
        (None, None),
    ],
)
def test_dates_as_people_write_them(value: object, day: str | None) -> None:
    (found,) = rows(line(text=TEXT, published=value))
    assert found.document is not None
    assert found.document.published == day


def test_a_date_that_cannot_be_read_is_kept_as_context() -> None:
    (found,) = rows(line(text=TEXT, published="壬寅年七月"))
    assert found.document is not None
    assert found.document.context == ("壬寅年七月",)


def test_columns_are_mapped_or_known_by_their_usual_names() -> None:
    (mapped,) = rows(line(甲=TEXT, 乙="2022-07-30"), reading=Reading(columns={"text": "甲", "published": "乙"}))
    (usual,) = rows(line(正文=TEXT, 日期="2022-07-30", 标题="会"))
    assert mapped.document is not None
    assert usual.document is not None
    assert mapped.document.published == usual.document.published == "2022-07-30"
    assert usual.document.title == "会"


def test_a_broken_line_is_one_broken_line() -> None:
    data = line(text=TEXT) + b'{"text": \n' + b"[1]\n" + line(x=1) + line(text="") + b"\n" + line(text=TEXT + "二")
    found = rows(data)
    assert [one.reason is None for one in found] == [True, False, False, False, False, True]
    assert [one.source for one in found] == [f"a.jsonl:{n}" for n in (1, 2, 3, 4, 5, 7)]
    assert "malformed JSON" in str(found[1].reason)
    assert "list" in str(found[2].reason)
    assert "--map text=COLUMN" in str(found[3].reason)
    assert found[4].reason == "no text in it"


def test_lone_surrogates_are_replaced() -> None:
    (found,) = rows(b'{"text": "\xe4\xbc\x9a\\ud800\xe8\xae\xae", "id": "r\\udc00"}')
    assert found.document is not None
    assert found.document.raw == "会?议"
    assert found.document.id == "r?"


def test_a_line_over_the_limit_does_not_stop_the_next() -> None:
    stream = io.BytesIO(line(text="会" * 100) + line(text=TEXT))
    reading = Reading(Limits(line_bytes=100))
    found = [read_json_row(data, str(number), reading) for number, data in json_lines(stream, reading)]
    assert "line_bytes=100" in str(found[0].reason)
    assert found[1].document is not None


def test_a_finished_record_stays_a_record() -> None:
    (found,) = rows(line(id="r1", officials=[{"name": "石一川"}], meetings=[], directed=[]))
    assert found.record is not None
    assert json.loads(found.record)["officials"][0]["name"] == "石一川"
    (wrong,) = rows(line(id="r1", officials=[{"nam": 1}], meetings=[]))
    assert "officials.0.name" in str(wrong.reason)


def test_json_files_are_lists_or_one_object() -> None:
    many = json.dumps([{"text": TEXT}, 3, {"text": TEXT + "二"}]).encode()
    assert [one.document is not None for one in rows(many, "a.json")] == [True, False, True]
    assert rows(line(text=TEXT), "a.json")[0].document is not None
    assert "malformed JSON" in str(rows(b"[" * 100_000, "a.json")[0].reason)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tables_of_spreadsheets(encoding: str, delimiter: str) -> None:
    table = [("编号", "标题", "正文"), ("1", "会", '"第一行，\r\n第二行""引""。"'), ("2", "议", TEXT)]
    text = "".join(delimiter.join(row) + "\r\n" for row in table)
    found = rows(text.encode(encoding), "a.csv")
    assert [one.document.raw for one in found if one.document] == ['第一行，\r\n第二行"引"。', TEXT]
    assert [one.document.id for one in found if one.document] == ["1", "2"]


def test_a_table_without_texts_names_its_columns() -> None:
    (found,) = rows("甲,乙\n1,2\n".encode(), "a.csv")
    assert found.reason == "no column of texts among 甲, 乙; name it: --map text=COLUMN"


def test_tables_are_read_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        read_bytes = 0

        def read(self, size: int = -1) -> bytes:
            self.read_bytes += size
            return (b"text\n" if self.read_bytes == size else b"") + b"row of text\n" * (size // 12)

    stream = Endless()
    reader = csv_rows(stream, "a.csv", Reading())  # type: ignore[arg-type]
    assert [next(reader)[1]["text"] for _ in range(3)] == ["row of text"] * 3
    assert stream.read_bytes < 1_000_000


@pytest.mark.parametrize("written", ["foo=1", "text", "text="])
def test_a_wrong_map_names_the_fields(written: str) -> None:
    with pytest.raises(InputError, match="FIELD one of id, title, text"):
        column_map(written)


def test_an_id_that_is_too_long(read_one: Callable[[bytes, str], Found]) -> None:
    assert "at most 500" in str(read_one(line(id="x" * 501, text=TEXT), "a.jsonl").reason)
