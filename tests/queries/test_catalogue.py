"""The catalogue: headers agree with statements, parameters are checked, every example runs on both stores."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import QueryError
from graph.load import load
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
