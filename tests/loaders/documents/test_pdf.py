import time
from collections.abc import Callable, Sequence

from loaders.documents import Found, Limits, Reading, read_bytes
from loaders.report import read

Pdf = Callable[[Sequence[Sequence[str]]], bytes]
ReadOne = Callable[[bytes, str], Found]


def test_the_text_layer_is_read_page_by_page(make_pdf: Pdf, read_one: ReadOne) -> None:
    data = make_pdf([["青石区委召开会议", "", "7月29日，区委书记石一川主持召开", "— 1 —"], ["区委常委会会议。", "2"]])
    document = read_one(data, "a.pdf").document
    assert document is not None
    assert document.title == "青石区委召开会议"
    assert document.raw.splitlines()[-2:] == ["7月29日，区委书记石一川主持召开", "区委常委会会议。"]


def test_a_name_broken_at_the_edge_of_a_line_is_read(make_pdf: Pdf, read_one: ReadOne) -> None:
    lines = [
        "青石区委常委会召开会议",
        "7月29日，青石区委书记石一",
        "川主持召开区委常委会会议，区",
        "长柳知秋参加会议。",
    ]
    document = read_one(make_pdf([lines]), "a.pdf").document
    assert document is not None
    assert {official.name for official in read(document).officials} == {"石一川", "柳知秋"}


def test_scans_broken_and_large_files_say_so(make_pdf: Pdf, read_one: ReadOne) -> None:
    assert "a scan?" in str(read_one(make_pdf([[], []]), "a.pdf").reason)
    assert "cannot be read" in str(read_one(b"%PDF-1.4\nnothing", "a.pdf").reason)
    (found,) = read_bytes(make_pdf([["会议"]] * 3), "a.pdf", Reading(Limits(pdf_pages=2)))
    assert "pdf_pages=2" in str(found.reason)


def test_a_bomb_is_not_opened(make_pdf: Pdf, read_one: ReadOne) -> None:
    began = time.process_time()
    found = read_one(make_pdf([["会" * 2_000_000]]), "a.pdf")
    assert "pdf_ratio=100" in str(found.reason)
    (large,) = read_bytes(make_pdf([["会议"]] * 30), "a.pdf", Reading(Limits(pdf_bytes=500)))
    assert "pdf_bytes=500" in str(large.reason)
    assert time.process_time() - began < 2


def test_the_content_decides_and_not_the_name(make_pdf: Pdf, read_one: ReadOne) -> None:
    assert read_one(make_pdf([["区委召开会议"]]), "a.txt").document is not None
