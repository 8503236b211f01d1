"""The front door: records as promised, spans that hold, nothing that breaks or hangs."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loaders
from graph.model import LimitError, MeetingReport, parse_record
from loaders.blocks import blocks
from loaders.document import Document
from loaders.lexicon import triggers
from loaders.report import BLOCK, RuleExtractor, read
from loaders.text import clean

SHARED = Path(__file__).parents[3] / "shared"
GOLD = Path(__file__).parents[2] / "benchmarks" / "gold"
CORPUS = [*sorted(GOLD.glob("*.jsonl")), *sorted((SHARED / "corpus").glob("real-dev.jsonl"))]
TEXT = (
    "云溪新闻网讯(记者 方小川)3月5日,县委书记、县委深改委主任石一川主持召开县委深改委第三次会议。"
    "县长柳青山、副县长温　山、贺长河等出席。石一川强调,要落实责任。\n县领导秦艳列席会议。\n编辑:于小川"
)


def test_a_report() -> None:
    report = read(Document(id="r1", raw=TEXT, published="2021-03-06", publisher="云溪新闻网"))
    assert {o.name: o.posts for o in report.officials} == {
        "石一川": ["县委书记", "县委深改委主任"],
        "柳青山": ["县长"],
        "温山": ["副县长"],
        "贺长河": ["副县长"],
        "秦艳": [],
    }
    (meeting,) = report.meetings
    assert (meeting.name, meeting.date) == ("县委深改委第三次会议", "2021-03-05")
    assert meeting.attended == ["石一川", "柳青山", "温山", "贺长河", "秦艳"]
    assert (meeting.chaired, meeting.spoke, meeting.complete) == (["石一川"], ["石一川"], False)
    assert report.directed == [("石一川", "县委深改委")]
    assert [(h.official, h.group, h.title) for h in report.heads] == [("石一川", "县委深改委", "主任")]
    assert report.extractor.name == "rules"
    assert report.source.publisher == "云溪新闻网"


def test_a_record_survives_its_own_json() -> None:
    report = read(Document(id="r1", raw=TEXT, published="2021-03-06"))
    assert parse_record(report.model_dump_json(), "line 1") == report


def test_people_whose_works_are_studied_are_no_officials() -> None:
    text = "县长石一川主持会议。会议学习习近平总书记关于安全生产的重要论述,坚持以习近平同志为核心的党中央领导。"
    assert [o.name for o in read(Document(id="t", raw=text)).officials] == ["石一川"]


def test_public_names() -> None:
    assert loaders.read is read
    assert loaders.Document is Document
    assert loaders.RuleExtractor is RuleExtractor
    with pytest.raises(AttributeError, match="nobody"):
        loaders.nobody  # noqa: B018


def test_a_second_opinion_is_asked() -> None:
    text = "3月5日,云溪县召开会议。会上,欣荣谈看法。欣荣强调落实。"
    extractor = RuleExtractor(lambda seen: ["欣荣"])
    assert [o.name for o in extractor.extract(Document(id="t", raw=text)).officials] == ["欣荣"]
    assert RuleExtractor().extract(Document(id="t", raw=text)).officials == []


def spans_hold(report: MeetingReport, raw: str) -> None:
    traditional = clean(raw).traditional
    assert report.sentences or not report.officials

    def word(span: Any) -> str:
        assert 0 <= span.start < span.end <= len(raw)
        sentence = report.sentences[span.sentence]
        assert sentence.start <= span.start < sentence.end
        return clean(raw[span.start : span.end], traditional=traditional).text.replace(" ", "").replace("\n", "")

    for official in report.officials:
        assert official.spans
        assert len(official.post_spans) == len(official.posts)
        for span in official.spans:
            assert word(span) == official.name
        for post, span in zip(official.posts, official.post_spans, strict=True):
            assert word(span) == post
    for meeting in report.meetings:
        named = {official.name for official in report.officials}
        assert set(meeting.chaired) | set(meeting.spoke) <= set(meeting.attended) <= named
        for role in meeting.roles:
            assert role.span is not None
            assert word(role.span)


@pytest.mark.skipif(not CORPUS, reason="no gold corpus here")
def test_every_mention_of_the_corpus_stands_where_it_says() -> None:
    count = 0
    for path in CORPUS:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            report = read(
                Document(id=row["id"], raw=row["text"], title=row.get("title"), published=row.get("published"))
            )
            spans_hold(report, row["text"])
            count += len(report.officials)
    assert count > 600


@pytest.mark.skipif(not (SHARED / "seed" / "report.txt").exists(), reason="../shared is not here")
def test_the_seed() -> None:
    raw = (SHARED / "seed" / "report.txt").read_text(encoding="utf-8")
    report = read(Document(id="seed", raw=raw, published="2022-07-30"))
    assert len(report.officials) == 9
    first = report.officials[0]
    assert len(first.posts) == 3
    (meeting,) = report.meetings
    assert (meeting.date, meeting.chaired, meeting.spoke) == ("2022-07-29", [first.name], [first.name])
    assert len(meeting.attended) == 9
    assert len(meeting.groups) == 2
    assert report.directed == [(first.name, meeting.groups[0])]
    spans_hold(report, raw)


WORDS = sorted(triggers())
JUNK = ["\ud800", "\x00", "\u202e", "\u200b", "(", "（", "“", "、、", "\n", "\r\n", "·", "　", "《", ":", "兼", "的",
        "𠀀", "&nbsp;", "é", "第99999999999次", "2022年13月45日", "任", "石一川", "柳青山、"]  # fmt: skip


@settings(deadline=None, max_examples=int(os.environ.get("HUIYI_FUZZ", "60")), suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(JUNK), st.text(max_size=6)), max_size=60),
    st.integers(0, len(TEXT)),
    st.sampled_from([None, "2021-03-06"]),
)
def test_no_text_breaks_the_reader(pieces: list[str], cut: int, published: str | None) -> None:
    raw = TEXT[:cut] + "".join(pieces) + TEXT[cut:]
    began = time.process_time()
    report = read(Document(id="f", raw=raw, title=raw[:20], published=published))
    assert time.process_time() - began < 2
    assert MeetingReport.model_validate_json(report.model_dump_json()) == report
    for official in report.officials:
        for span in official.spans:
            assert 0 <= span.start < span.end <= len(raw)


@pytest.mark.parametrize(
    "unit",
    ["天气晴朗", "主持会议强调", "县长石一川、", "任命石一川为县长,", "”局长", "(", "王 伟 ", "\n", "區(qū)", "石·",
     "局长兼", "出席:石一川\n", "县长石一川(女)、", "县政府召开会议。",
     "★请假人员", "主持人:", "任命:石一川为县长;\n", "副局长石司正就、"],
)  # fmt: skip
def test_time_is_in_proportion(unit: str) -> None:
    def seconds(size: int) -> float:
        raw = unit * (size // len(unit))
        best = 9.0
        for _ in range(2):
            began = time.process_time()
            read(Document(id="t", raw=raw, published="2021-03-06"))
            best = min(best, time.process_time() - began)
        return best

    small, large = seconds(4_000), seconds(16_000)
    assert large < 10 * small + 0.2


def test_a_long_text_is_read_in_blocks() -> None:
    unit = "县长石一川主持召开县政府常务会议。\n"
    raw = unit * (BLOCK // len(unit) + 500) + "3月5日,县委召开全会。局长柳青山出席。"
    report = read(Document(id="t", raw=raw, published="2021-03-06"))
    assert [o.name for o in report.officials] == ["石一川", "柳青山"]
    last = report.officials[1].spans[-1]
    assert raw[last.start : last.end] == "柳青山"
    sentence = report.sentences[last.sentence or 0]
    assert raw[sentence.start : sentence.end] == sentence.text
    assert "".join(piece for _, piece in blocks(raw, 1000)) == raw


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(LimitError, match="21 characters are more than the limit of 20"):
        RuleExtractor(longest=20).extract(Document(id="t", raw="县" * 21))


def test_the_source_is_simplified_and_its_place_is_read() -> None:
    raw = "3月5日，青石縣委書記石一川主持召開縣委常委會會議，縣領導溫如玉、柳青山參加會議。"
    report = read(
        Document(
            id="r", raw=raw, title="青石縣(xiàn)委常委會召開會議", publisher="青石縣融媒體中心", published="2024-03-06"
        )
    )
    assert report.source.title == "青石县委常委会召开会议"
    assert report.source.publisher == "青石县融媒体中心"
    assert report.source.territory == "青石县"
