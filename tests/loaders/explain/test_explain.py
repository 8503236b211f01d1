import re
from html.parser import HTMLParser
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from graph.model import MeetingReport
from loaders.document import Document
from loaders.explain import explain_page, explain_terminal
from loaders.explain.marks import Mark, marks_of, pieces, printable
from loaders.report import read

RAW = "7月29日，青石区委书记石一川主持召开区委常委会会议。区长柳知秋出席。石一川强调，要守住堤坝。"
DOCUMENT = Document("r1", RAW, title="青石区委常委会召开会议", published="2022-07-30")


def test_every_mention_is_listed_with_rule_and_place() -> None:
    out = StringIO()
    explain_terminal([(DOCUMENT, read(DOCUMENT))], Console(file=out, width=160, color_system=None))
    text = out.getvalue()
    assert RAW in text.replace("\n", "")
    for mark in marks_of(read(DOCUMENT), len(RAW)):
        assert f"{mark.start}-{mark.end}" in text
        assert mark.rule in text


def test_the_page_marks_what_the_record_says() -> None:
    page = explain_page([(DOCUMENT, read(DOCUMENT))])
    shown = re.search(r'<div class="text">(.*?)</div>', page, re.S)
    assert shown is not None
    assert re.sub(r"<[^>]+>", "", shown[1]) == RAW
    assert re.search(r'<span class="m [^"]*official[^"]*"[^>]*>石一川</span>', shown[1])
    numbers = {number for found in re.findall(r'data-m="([^"]+)"', page) for number in found.split()}
    assert numbers == set(re.findall(r'<tr id="([^"]+)"', page))
    assert len(numbers) == len(marks_of(read(DOCUMENT), len(RAW)))


def test_the_page_needs_nothing_from_outside() -> None:
    page = explain_page([(DOCUMENT, read(DOCUMENT))])
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:link|img|iframe)|src=|url\(|@import|https?://", page)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@settings(deadline=None)
@given(st.text(max_size=40), st.text(alphabet="<>\"'&=/ ascriptone()", max_size=30))
def test_no_text_becomes_markup(any_text: str, markup: str) -> None:
    evil = f"{any_text}</div><script>{markup}"
    raw = evil + '"><img src=x onerror=alert(1)>'
    record = MeetingReport.model_validate(
        {
            "id": "</section>" + markup,
            "officials": [{"name": evil[:190], "spans": [{"start": 0, "end": len(raw), "rule": '"><b>' + markup}]}],
        }
    )
    tags = _Tags()
    tags.feed(explain_page([(Document(markup or "x", raw, title=evil, url="javascript:" + markup), record)]))
    known = "html head meta title style body header h1 p span section h2 div table thead tr th tbody td script"
    assert {tag for tag, _ in tags.seen} <= set(known.split())
    assert sum(tag == "script" for tag, _ in tags.seen) == 1
    assert not any(name.startswith("on") for _, attributes in tags.seen for name in attributes)


@settings(deadline=None)
@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12),
)
def test_pieces_are_the_text_and_know_their_marks(text: str, ranges: list[tuple[int, int]]) -> None:
    marks = [Mark(a, b, "official", "x", "r", 1.0) for a, b in ranges if a < b <= len(text)]
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        expected = {n for n, mark in enumerate(marks) if mark.start <= at and at + len(piece.text) <= mark.end}
        assert set(piece.marks) == (expected if piece.text else set(piece.marks))
        at += len(piece.text)


def test_a_terminal_is_not_steered() -> None:
    raw = "会议\x1b[2J\x1b]0;x\x07[bold]召开[/bold]\u202e\x9b31m"
    out = StringIO()
    record = MeetingReport.model_validate({"id": "r\x1b[31m", "officials": [{"name": "[red]x", "spans": []}]})
    explain_terminal([(Document("r", raw, title="[link=x]\x1b"), record)], Console(file=out, color_system=None))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out.getvalue())
    assert "[bold]召开[/bold]" in out.getvalue()


def test_spans_outside_the_text_are_left_out() -> None:
    spans = [{"start": 0, "end": 99}, {"start": 3, "end": 3}, {"start": 4, "end": 2}, {"start": 0, "end": 2}]
    record = MeetingReport.model_validate({"id": "r", "officials": [{"name": "x", "spans": spans}]})
    assert [(mark.start, mark.end) for mark in marks_of(record, 10)] == [(0, 2)]


def test_printable_keeps_the_length() -> None:
    text = "".join(map(chr, range(0x300))) + "\ud800\u202e"
    assert len(printable(text)) == len(text)
