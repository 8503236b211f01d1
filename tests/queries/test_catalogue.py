"""The catalogue: headers agree with statements, parameters are checked, every example runs on both stores."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import pytest

from graph.errors import QueryError
from graph.load import load
from graph.model import Official
from graph.store import Store
from queries import catalogue, find, lookup, run
from queries.catalogue import parse
from queries.reference import catalogue_page
from tests.records import extracted_records

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def examples(open_empty: Callable[[], Store]) -> Store:
    store = open_empty()
    load(store, extracted_records())
    return store


def test_there_are_questions_in_every_family() -> None:
    families = Counter(query.family for query in catalogue().values())
    assert len(catalogue()) >= 36
    assert set(families) == {"person", "post", "group", "meeting", "pairs", "time", "order", "evidence", "quality"}


@pytest.mark.parametrize("name", list(catalogue()))
def test_a_statement_keeps_to_what_both_stores_understand(name: str) -> None:
    statement = lookup(name).cypher
    for forbidden in ("elementId", "SHORTEST ", "LOAD CSV", "apoc.", "CALL {", "CYPHER "):
        assert forbidden not in statement
    assert "ORDER BY" in statement


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("// question = ", "no TOML"),
        ('// question = "Who?"\n', "question_zh"),
        (
            '// question = "Who?"\n// question_zh = "谁"\n// family = "person"\n// [columns]\n// name = "name"\n'
            "MATCH (o) WHERE o.key = $official RETURN o.name AS name",
            "header names the parameters [], the statement ['official']",
        ),
    ],
)
def test_a_wrong_header_is_told(header: str, fault: str) -> None:
    with pytest.raises(QueryError) as told:
        parse("broken", header)
    assert "broken.cypher" in str(told.value)
    assert fault in str(told.value)


def test_all_faults_of_a_call_are_told_at_once() -> None:
    with pytest.raises(QueryError) as told:
        lookup("shared_meetings").bind({"a": "甲", "since": "someday", "colour": "red"})
    text = str(told.value)
    assert "needs b" in text
    assert "'someday' is no date" in text
    assert "no parameter colour" in text


def test_an_unknown_question_names_its_neighbours() -> None:
    with pytest.raises(QueryError, match="did you mean career"):
        lookup("carreer")


def test_columns_are_those_of_the_header(examples: Store) -> None:
    for query in catalogue().values():
        values = {
            name: ["x"] if p.type in ("official", "group", "post", "meeting") else p.default
            for name, p in query.parameters.items()
        }
        values |= {n: "2022" for n, p in query.parameters.items() if p.type == "date" and p.required}
        found = examples.query(query.cypher, values)
        # The embedded engine names no columns where there are no rows.
        assert found.columns == list(query.columns) or (examples.engine == "embedded" and not found.rows), query.name


def test_names_are_found_by_name_pinyin_key_and_former_key(examples: Store) -> None:
    (key,) = find(examples, "official", "沈砚秋")
    assert find(examples, "official", "shen yanqiu") == find(examples, "official", "ShenYanqiu") == [key]
    assert find(examples, "official", key) == [key]
    row = examples.read("MATCH (:Report)-[s:REPORTS]->(o:Official {key: $key}) RETURN s.sighting AS id", key=key)[-1]
    assert find(examples, "official", row["id"]) == [key]
    assert find(examples, "official", "无此人") == []


TYPED = [
    ("official", "沈砚秋", "沈砚秋"),
    ("official", " 沈硯秋 ", "沈砚秋"),  # traditional
    ("official", "Shěn Yànqiū", "沈砚秋"),
    ("official", "shen yan qiu", "沈砚秋"),
    ("official", "Shenyan", "沈砚秋"),  # a part of the pinyin
    ("official", "砚秋", "沈砚秋"),
    ("official", "硯秋", "沈砚秋"),
    ("group", "桐浦区委", "桐浦区委"),
    ("group", "中共桐浦区委員會", "桐浦区委"),
    ("post", "桐浦区委书记", "桐浦区委书记"),
    ("post", "中共桐浦区委员会书记", "桐浦区委书记"),
    ("meeting", "全区领导干部大会", "全区领导干部大会"),
    ("meeting", "全區領導幹部", "全区领导干部大会"),
]
ABOUT = {"official": "profile", "group": "who_chaired", "post": "post_history", "meeting": "meeting_reports"}
KEY: LiteralString = "MATCH (n) WHERE n.key IN $keys AND n.name = $name RETURN n.key AS key"


def test_names_are_found_as_people_type_them(examples: Store) -> None:
    for kind, typed, name in TYPED:
        found = [row["key"] for row in examples.read(KEY, keys=find(examples, kind, typed), name=name)]
        assert len(found) == 1, (kind, typed)
        rows = run(examples, ABOUT[kind], **{kind: typed}).rows
        assert rows == run(examples, ABOUT[kind], **{kind: found[0]}).rows, typed


def test_pinyin_is_found_where_syllables_run_into_each_other(store: Store) -> None:
    """``nyu`` spells nü, and stands in the middle of chenyun too."""
    names = {"陈云良": "chen yunliang", "吕志强": "lv zhiqiang", "温宇航": "wen yuhang"}
    nodes = [Official(key=name, name=name, pinyin=sound) for name, sound in names.items()]
    store.transaction(lambda t: t.sync(nodes))
    for typed, name in (
        ("chen yunliang", "陈云良"), ("ChenYunliang", "陈云良"), ("chén yún", "陈云良"), ("wenyuhang", "温宇航"),
        ("wenyu", "温宇航"), ("lyu zhiqiang", "吕志强"), ("Lǚ Zhìqiáng", "吕志强"), ("lü zhi", "吕志强"),
    ):  # fmt: skip
        assert find(store, "official", typed) == [name], typed


def test_the_ambiguous_is_listed_with_place_and_post(examples: Store) -> None:
    with pytest.raises(QueryError) as told:
        run(examples, "career", official="zhōu hǎi")  # a part, in pinyin
    first, *lines = str(told.value).splitlines()
    assert "may be any of 2" in first
    assert [line.split()[:2] for line in lines] == [["周海宁", "桐浦区"], ["周海宁", "汀岚区"]]
    assert "副区长" in lines[0]
    assert "局长" in lines[1]
    assert all(run(examples, "career", official=line.split()[-1]).rows for line in lines)


def test_namesakes_are_listed_not_guessed(examples: Store) -> None:
    with pytest.raises(QueryError) as told:
        run(examples, "career", official="周海宁")
    assert "may be any of 2" in str(told.value)
    for key in find(examples, "official", "周海宁"):
        assert key in str(told.value)
        assert run(examples, "career", official=key).rows


def test_the_page_in_docs_holds_the_answers_of_both_stores(examples: Store) -> None:
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert catalogue_page(examples) == page, "run: python docs/make.py"
