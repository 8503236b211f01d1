import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from loaders.documents import Found

Docx = Callable[[Callable[[Any], object]], bytes]
ReadOne = Callable[[bytes, str], Found]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(body: str, doctype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<?xml version="1.0"?>{doctype}<w:document {W}><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def test_paragraphs_and_tables_in_order(make_docx: Docx, read_one: ReadOne) -> None:
    def fill(document: Any) -> None:
        document.add_heading("青石区委会议纪要", 0)
        document.add_paragraph("时间：2022年7月29日")
        table = document.add_table(2, 3)
        for cell, text in zip(table.rows[0].cells, ("石一川", "书记", "主持"), strict=True):
            cell.text = text
        table.cell(1, 0).merge(table.cell(1, 2)).text = "柳知秋 参加"
        paragraph = document.add_paragraph("会议")
        paragraph.add_run("研究防汛").bold = True
        paragraph.add_run("。")

    document = read_one(make_docx(fill), "a.docx").document
    assert document is not None
    assert document.title == "青石区委会议纪要"
    lines = [" ".join(line.split()) for line in document.raw.splitlines()]
    assert lines == ["青石区委会议纪要", "时间：2022年7月29日", "石一川 书记 主持", "柳知秋 参加", "会议研究防汛。"]


def test_deleted_text_and_field_codes_are_left_out(read_one: ReadOne) -> None:
    body = (
        "<w:p><w:r><w:t>区委</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:ins><w:r><w:t>召开会议</w:t></w:r></w:ins></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>第二段</w:t><w:br/><w:t>新行</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document = read_one(package(body), "a.docx").document
    assert document is not None
    assert document.raw == "区委召开会议\n第二段\n新行"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_refused(doctype: str, read_one: ReadOne) -> None:
    found = read_one(
        package("<w:p><w:r><w:t>会议 &e;</w:t></w:r></w:p>" if "ENTITY" in doctype else "<w:p/>", doctype), "a.docx"
    )
    assert found.document is None
    assert "declaration" in str(found.reason)


def test_other_packages_and_broken_xml(read_one: ReadOne, make_zip: Callable[[dict[str, bytes]], bytes]) -> None:
    assert read_one(make_zip({"xl/workbook.xml": b"<x/>"}), "a.docx").reason == "no Word document in it"
    assert "broken XML" in str(read_one(package("<w:p>"), "a.docx").reason)
    assert "save it as .docx" in str(read_one(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.doc").reason)


def test_a_table_of_many_cells_takes_no_time(read_one: ReadOne) -> None:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>人</w:t></w:r></w:p></w:tc>" * 100 + "</w:tr>"
    document = read_one(package(f"<w:tbl>{row * 500}</w:tbl>"), "a.docx").document
    assert document is not None
    assert len(document.raw.splitlines()) == 500
