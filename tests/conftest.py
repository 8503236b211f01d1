"""Fixtures that everybody shares: a real Neo4j, and an empty store of either kind."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store
from tests.neo4j_server import CURRENT, LTS, Neo4jServer, Unavailable

Given = tuple[str, tuple[str, str] | None]
"""Address, name and password."""


def missing(reason: str) -> None:
    """Skip a test for want of something on this machine; with ``CI=true`` nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Given]:
    """A real Neo4j: that of ``HUIYI_TEST_NEO4J`` (with ``…_USER``, ``…_PASSWORD``), else one started for the tests."""
    address = os.environ.get("HUIYI_TEST_NEO4J")
    if address:
        password = os.environ.get("HUIYI_TEST_NEO4J_PASSWORD")
        yield address, (os.environ.get("HUIYI_TEST_NEO4J_USER", "neo4j"), password) if password else None
        return
    yield from _started(LTS)


@pytest.fixture(scope="session")
def neo4j_current() -> Iterator[Given]:
    """The current calendar release, where there is a Java that is new enough; never a failure."""
    try:
        server = Neo4jServer(CURRENT)
    except Unavailable as error:
        pytest.skip(str(error))
    with server:
        yield server.url, server.auth


def _started(version: str) -> Iterator[Given]:
    try:
        server = Neo4jServer(version)
    except Unavailable as error:
        missing(str(error))
        return
    with server:
        yield server.url, server.auth


def emptied(store: Store) -> Store:
    """The store without anything in it (indexes stay)."""
    store.transaction(lambda t: t.run("MATCH (n) WHERE NOT n:Schema DETACH DELETE n"))
    return store


OpenStore = Callable[[], Store]


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def open_empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    """Opens the same, at first empty, store again and again; once for each engine."""
    opened: list[Store] = []
    if request.param == "embedded":

        def open_it() -> Store:
            opened.append(open_store(tmp_path / "graph"))
            return opened[-1]
    else:
        address, auth = request.getfixturevalue("neo4j_server")

        def open_it() -> Store:
            opened.append(open_store(address, auth=auth))
            return opened[-1] if len(opened) > 1 else emptied(opened[-1])

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_empty: OpenStore) -> Iterator[Store]:
    """An empty store; the test runs once with the embedded engine and once with a real Neo4j."""
    with open_empty() as opened:
        yield opened
