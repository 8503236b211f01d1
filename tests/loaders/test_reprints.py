import random

import pytest

from graph.model import MeetingReport, parse_record
from loaders.corpus import to_line
from loaders.reprints import Reprints, alike, sketch, trace_of, with_reprint

LEAD = "7月29日，青石区委书记石一川主持召开区委常委会会议，研究防汛工作。区委副书记、区长柳知秋出席会议。"
BODY = (
    "会议指出，今年入汛早、雨量大，全区上下要把防汛当作头等大事。会议强调，要盯紧水库、河道和老旧小区，逐处排险。"
    "会议要求，各镇街要把沙袋、抽水泵和应急队伍备足，险情一露头就处置。石一川说，干部要到堤上去，不能只在屋里听汇报。"
)
OTHER = (
    "会议听取秋粮收购情况汇报，审议了烘干点布局方案。柳知秋强调，收购网点要提前开秤，让农户少跑路、早拿钱。"
    "会议还研究了中小学食堂改造和城区公厕建设，明确由区住建局牵头，十月底前全部开工。"
)


def report(
    id: str, text: str, published: str | None = None, date: str | None = "2022-07-29", **people: list[str]
) -> MeetingReport:
    meeting = {"name": "区委常委会会议", "date": date, **(people or {"chaired": ["石一川"]})}
    source = {"published": published, "sketch": sketch(text)}
    return MeetingReport.model_validate({"id": id, "source": source, "meetings": [meeting]})


def originals(*reports: MeetingReport) -> dict[str, str]:
    reprints = Reprints()
    for one in reports:
        reprints.add(trace_of(one))
    return reprints.originals()


def test_the_original_is_the_earlier_one_in_any_order() -> None:
    reports = [
        report("c", LEAD + BODY, "2022-07-31"),
        report("a", LEAD + BODY, None),
        report("b", LEAD + BODY, "2022-07-30"),
        report("x", LEAD + OTHER + OTHER, "2022-07-29"),
    ]
    for seed in range(6):
        random.Random(seed).shuffle(reports)
        assert originals(*reports) == {"a": "b", "c": "b"}


def test_texts_alone_never_decide() -> None:
    first = report("a", LEAD + BODY, "2022-07-30")
    assert not originals(first, report("b", LEAD + BODY, "2022-07-31", date="2022-07-30"))
    assert not originals(first, report("b", LEAD + BODY, "2022-07-31", chaired=["柳知秋"]))
    assert not originals(report("a", LEAD + BODY, date=None), report("b", LEAD + BODY, date=None))


def test_the_same_meeting_told_in_other_words_is_no_reprint() -> None:
    assert not originals(report("a", LEAD + BODY), report("b", OTHER))


def test_without_a_chair_the_people_there_count() -> None:
    one = report("a", LEAD + BODY, attended=["柳知秋", "石一川"])
    assert originals(one, report("b", LEAD + BODY, attended=["石一川", "柳知秋"])) == {"b": "a"}
    assert not originals(one, report("b", LEAD + BODY, attended=["石一川"]))


@pytest.mark.parametrize(
    "copy",
    [
        (LEAD + BODY)[: int(len(LEAD + BODY) * 0.7)],
        "本报讯 " + LEAD + BODY + "（记者 某某）",
        LEAD + BODY.replace("会议强调，", "").replace("沙袋", "砂袋"),
        LEAD,
        (LEAD + BODY).replace("，", ",").replace("。", "。\n"),
    ],
)
def test_what_reprints_do_to_a_text(copy: str) -> None:
    assert alike(sketch(LEAD + BODY), sketch(copy))


def test_a_sketch_of_another_kind_is_like_nothing() -> None:
    assert not alike(sketch(LEAD + BODY), "?? no sketch")
    assert not alike("", "")


def test_the_mark_is_written_and_taken_back() -> None:
    line = to_line(report("b", LEAD))
    marked = with_reprint(line, {"b": "a"})
    assert parse_record(marked, "x").source.reprint_of == "a"
    assert with_reprint(marked, {"b": "a"}) == marked
    assert parse_record(with_reprint(marked, {}), "x") == parse_record(line, "x")
    assert with_reprint(line, {"c": "a"}) == line
