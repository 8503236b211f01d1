import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.model import InputError, LimitError, parse_record
from loaders.corpus import read_all
from loaders.document import Document
from loaders.llm import Budget, LLMExtractor
from tests.loaders.llm.conftest import Endpoint, Reply

RAW = "7月29日，青石区委书记石一川主持召开区委常委会会议。区长柳知秋出席。石一川强调，要守住堤坝。"
DOCUMENT = Document("r1", RAW, title="会", published="2022-07-30", sha256="0" * 64)
Make = Callable[..., LLMExtractor]


def answer(**changes: Any) -> dict[str, Any]:
    meeting = {
        "name": "区委常委会会议", "date": "2022-07-29", "kind": "常委会会议", "place": None, "groups": ["区委"],
        "chaired": ["石一川"], "attended": ["柳知秋"], "spoke": ["石一川"],
    }  # fmt: skip
    officials = [{"name": "石一川", "posts": ["青石区委书记"]}, {"name": "柳知秋", "posts": ["区长"]}]
    return {"officials": officials, "meetings": [meeting | changes.pop("meeting", {})], "directed": []} | changes


@pytest.fixture
def make(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setenv("HUIYI_LLM_KEY", "sk-secret")
    made: list[LLMExtractor] = []

    def build(*replies: Reply, **settings: Any) -> LLMExtractor:
        endpoint.replies = list(replies)
        made.append(LLMExtractor(endpoint.url, "model-x", **{"timeout": 5, "retries": 3, **settings}))
        return made[-1]

    yield build
    for one in made:
        one.close()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits between requests, noted instead of slept."""
    waits: list[float] = []
    monkeypatch.setattr("loaders.llm.client.time.sleep", waits.append)
    return waits


def test_the_answer_becomes_a_record_with_places_in_the_text(make: Make, endpoint: Endpoint) -> None:
    record = make(Reply(answer())).extract(DOCUMENT)
    (meeting,) = record.meetings
    assert (meeting.name, meeting.date, meeting.groups) == ("区委常委会会议", "2022-07-29", ["区委"])
    assert (meeting.chaired, meeting.attended, meeting.spoke) == (["石一川"], ["石一川", "柳知秋"], ["石一川"])
    assert [(one.name, one.posts) for one in record.officials] == [("石一川", ["青石区委书记"]), ("柳知秋", ["区长"])]
    assert [RAW[span.start : span.end] for span in record.officials[0].spans] == ["石一川", "石一川"]
    assert all(RAW[span.start : span.end] for one in record.officials for span in one.post_spans)
    for span in record.officials[1].spans:
        assert span.sentence is not None
        assert "柳知秋" in record.sentences[span.sentence].text
    assert [role.derived for role in meeting.roles if role.role == "attended"] == [True, False]
    assert not record.notes
    asked = endpoint.requests[0]
    assert asked["path"] == "/v1/chat/completions"
    assert asked["response_format"]["type"] == "json_schema"
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert "2022-07-30" in asked["messages"][1]["content"]
    assert endpoint.keys == ["Bearer sk-secret"]


def test_what_does_not_stand_in_the_text_is_dropped_and_noted(make: Make) -> None:
    invented = answer(
        officials=[
            {"name": "石一川", "posts": ["青石区委书记", "省长"]},
            {"name": "何知远", "posts": []},
            {"name": "一", "posts": []},
        ],
        meeting={"date": "2022-05-01", "attended": ["何知远", "柳知秋"], "groups": ["市委"], "place": "会堂"},
        directed=[{"official": "石一川", "group": "防汛指挥部"}],
    )
    record = make(Reply(invented)).extract(DOCUMENT)
    text = record.model_dump_json(exclude={"notes"})
    assert not any(word in text for word in ("何知远", "省长", "市委", "会堂", "指挥部", "2022-05-01"))
    assert {official.name for official in record.officials} == {"石一川", "柳知秋"}
    assert record.notes == [
        "post '省长': not in the text",
        "official '何知远': not in the text",
        "official '一': not in the text",
        "group '市委': not in the text",
        "date '2022-05-01': not in the text",
        "place '会堂': not in the text",
        "group '防汛指挥部': not in the text",
    ]


def test_the_year_is_ours(make: Make) -> None:
    record = make(Reply(answer(meeting={"date": "2021-07-29"}))).extract(DOCUMENT)
    assert record.meetings[0].date == "2022-07-29"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_passing_faults_are_tried_again(make: Make, endpoint: Endpoint, status: int, no_waiting: list[float]) -> None:
    record = make(Reply("busy", status=status), Reply("busy", status=status), Reply(answer())).extract(DOCUMENT)
    assert record.officials
    assert len(endpoint.requests) == 3
    assert 0.25 <= no_waiting[0] <= 0.5 <= no_waiting[1] <= 1


def test_the_server_says_how_long_to_wait(make: Make, no_waiting: list[float]) -> None:
    make(Reply("", status=429, headers={"Retry-After": "7"}), Reply(answer())).extract(DOCUMENT)
    make(Reply("", status=429, headers={"Retry-After": "99999"}), Reply(answer())).extract(DOCUMENT)
    assert no_waiting == [7, 60]


def test_lasting_faults_are_told_without_the_key(make: Make, endpoint: Endpoint) -> None:
    with pytest.raises(InputError, match="HTTP 503") as lasting:
        make(Reply("", status=503)).extract(DOCUMENT)
    assert len(endpoint.requests) == 4
    with pytest.raises(InputError, match="HTTP 401") as refused:
        make(Reply(raw=b"bad key sk-secret", status=401)).extract(DOCUMENT)
    assert len(endpoint.requests) == 5
    with pytest.raises(InputError, match="HTTP 302"):
        make(Reply("", status=302, headers={"Location": "http://127.0.0.1:9/"})).extract(DOCUMENT)
    assert "sk-secret" not in str(lasting.value) + str(refused.value)


def test_a_dripping_server_is_left_in_time(make: Make, endpoint: Endpoint) -> None:
    began = time.monotonic()
    with pytest.raises(InputError, match="no whole answer in 0.3 s"):
        make(Reply(answer(), wait=0.02), timeout=0.3, retries=1).extract(DOCUMENT)
    assert time.monotonic() - began < 5
    assert len(endpoint.requests) == 2


def test_nobody_there(make: Make, endpoint: Endpoint) -> None:
    extractor = make(Reply(answer()), retries=1)
    endpoint.close()
    with pytest.raises(InputError, match="gave no answer: Connect"):
        extractor.extract(DOCUMENT)


@pytest.mark.parametrize(
    "content", ["no JSON at all", "{}", '{"officials": 3, "meetings": [], "directed": []}', "[" * 5_000]
)
def test_an_answer_against_the_schema_is_asked_for_once_more(make: Make, endpoint: Endpoint, content: str) -> None:
    assert make(Reply(content), Reply(answer())).extract(DOCUMENT).officials
    with pytest.raises(InputError, match="answered 2 times against the schema"):
        make(Reply(content)).extract(DOCUMENT)
    assert len(endpoint.requests) == 4


def test_a_fenced_answer_is_taken(make: Make) -> None:
    assert make(Reply(f"```json\n{json.dumps(answer())}\n```")).extract(DOCUMENT).officials


@pytest.mark.parametrize(
    "raw", [b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}']
)
def test_another_protocol_is_told(make: Make, raw: bytes) -> None:
    with pytest.raises(InputError, match="does not speak this protocol|without text"):
        make(Reply(raw=raw)).extract(DOCUMENT)


def test_the_same_question_is_asked_once(make: Make, endpoint: Endpoint, tmp_path: Path) -> None:
    first = make(Reply(answer()), cache=tmp_path).extract(DOCUMENT)
    again = make(Reply("", status=500), cache=tmp_path).extract(DOCUMENT)
    assert first == again
    assert len(endpoint.requests) == 1
    make(Reply(answer()), cache=tmp_path).extract(Document("r1", RAW + "补充。"))
    assert len(endpoint.requests) == 2
    for kept in tmp_path.rglob("*.json"):
        assert "sk-secret" not in kept.read_text("utf-8")
        kept.write_text("spoilt", "utf-8")
    make(Reply(answer()), cache=tmp_path).extract(DOCUMENT)
    assert len(endpoint.requests) == 3


def test_the_budget_of_requests(make: Make, endpoint: Endpoint) -> None:
    extractor = make(Reply("", status=500), budget=Budget(max_requests=2))
    with pytest.raises(LimitError, match="2 of 2 requests; raise HUIYI_LLM_MAX_REQUESTS"):
        extractor.extract(DOCUMENT)
    assert len(endpoint.requests) == 2


def test_the_budget_of_tokens(make: Make) -> None:
    extractor = make(Reply(answer()), budget=Budget(max_tokens=5_000))
    extractor.extract(DOCUMENT)
    assert extractor.budget.tokens == 321
    extractor.budget.max_tokens = 400
    with pytest.raises(LimitError, match="321 of 400 tokens, and the next request needs about"):
        extractor.extract(DOCUMENT)


def test_a_text_that_is_too_long(make: Make) -> None:
    with pytest.raises(LimitError, match="max_chars=10"):
        make(Reply(answer()), max_chars=10).extract(DOCUMENT)


def test_many_reports_at_once_share_one_budget(make: Make, endpoint: Endpoint, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"n{n}", "text": f"{n}。{RAW}"}) for n in range(12)), "utf-8")
    extractor = make(Reply(answer()), budget=Budget(max_requests=9))
    before = threading.active_count()
    found = list(read_all([path], jobs=4, extractor=extractor))
    assert [result.source for result in found] == [f"{path}:{n}" for n in range(1, 13)]
    assert sum(result.status == "read" for result in found) == 9
    assert {result.reason for result in found if result.reason} == {
        "the budget is spent: 9 of 9 requests; raise HUIYI_LLM_MAX_REQUESTS"
    }
    assert len(endpoint.requests) == 9
    record = parse_record(next(result.line for result in found if result.line), "x")
    assert record.extractor.name == "llm"
    assert record.extractor.version.startswith("model-x+")
    assert threading.active_count() <= before + 4  # the server's own


def test_set_up_from_the_environment(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="HUIYI_LLM_URL: Field required; HUIYI_LLM_MODEL: Field required"):
        LLMExtractor.from_environment()
    monkeypatch.setenv("HUIYI_LLM_URL", endpoint.url)
    monkeypatch.setenv("HUIYI_LLM_MODEL", "model-y")
    monkeypatch.setenv("HUIYI_LLM_MAX_REQUESTS", "1")
    endpoint.replies = [Reply(answer())]
    with LLMExtractor.from_environment() as extractor:
        assert extractor.extract(DOCUMENT).officials
        assert extractor.budget.max_requests == 1
    assert endpoint.keys == [None]
    assert list(tmp_path.rglob("*.json"))


@pytest.mark.parametrize("url", ["ftp://a.example", "a.example/v1", "https://name:word@a.example/v1"])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(InputError, match="HUIYI_LLM_URL"):
        LLMExtractor(url, "m")
