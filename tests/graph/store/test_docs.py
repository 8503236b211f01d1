"""What ``docs/neo4j`` gives to people in Neo4j Browser fits the model and runs."""

import re
from pathlib import Path

import pytest

from graph.model import EDGES, NODES, edge_type, label
from graph.store import Store
from tests.graph.store import city

DOCS = Path(__file__).parents[3] / "docs"
GIVEN = {"name": "陈立新", "since": "2031-01-01", "from": "郑海峰", "to": "周国强", "phrase": '"防汛"'}


def saved() -> list[str]:
    text = (DOCS / "neo4j" / "saved-queries.cypher").read_text("utf-8")
    return [part.strip() for part in text.split(";\n") if part.strip()]


def test_saved_queries_run_and_find_something(store: Store) -> None:
    store.transaction(lambda t: t.sync(city.NODES, city.EDGES))
    for text in saved():
        assert text.startswith("// ")
        given = {**GIVEN, "name": "东港市防汛抗旱指挥部"} if "(g:Group {name: $name})" in text else GIVEN
        assert store.query(text, given).rows, text


def test_the_style_knows_every_kind() -> None:
    style = (DOCS / "neo4j" / "huiyi.grass").read_text("utf-8")
    assert {label(n) for n in NODES} <= set(re.findall(r"node\.(\w+) {", style))
    assert {edge_type(e) for e in EDGES} == set(re.findall(r"relationship\.(\w+) {", style))
    assert style.count("{\n") == style.count("}\n")


@pytest.mark.neo4j
def test_the_recipe_of_roles_is_cypher(neo4j_server: tuple[str, tuple[str, str] | None]) -> None:
    """Community cannot make roles, but it reads the statements: none of them is a syntax error."""
    import neo4j

    text = (DOCS / "neo4j.md").read_text("utf-8").split("```cypher\n")[1].split("```")[0]
    address, auth = neo4j_server
    with neo4j.GraphDatabase.driver(address, auth=auth) as driver:
        for statement in filter(None, (s.strip() for s in text.split(";"))):
            if "CREATE USER" in statement:
                continue  # this one it would do
            with pytest.raises(neo4j.exceptions.ClientError) as caught:
                driver.execute_query(statement, database_="system")
            assert caught.value.code == "Neo.ClientError.Statement.UnsupportedAdministrationCommand", statement
