"""Fixtures that everybody shares: a real Neo4j, and an empty store of either kind."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from graph.store import Store, open_store
from tests.certificate import certificate
from tests.neo4j_server import CURRENT, Neo4jServer, Unavailable

Given = tuple[str, tuple[str, str] | None]
"""Address, name and password."""


def missing(reason: str) -> NoReturn:
    """Skip a test for want of something on this machine; with ``CI=true`` nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """The certificate of the tests' own Neo4j, and the settings with which the server shows it."""
    folder = tmp_path_factory.mktemp("certificate")
    return folder / "public.crt", certificate(folder)


@pytest.fixture(scope="session")
def own_neo4j(own_certificate: tuple[Path, tuple[str, ...]]) -> Iterator[Neo4jServer]:
    """A real Neo4j of the tests' own: asks for a password, and soon notices a dead connection. May be killed."""
    try:
        server = Neo4jServer(
            password="correct horse",
            settings=(
                "server.bolt.connection_keep_alive=4s", "server.bolt.connection_keep_alive_probes=2",
                *own_certificate[1],
            ),
        )  # fmt: skip
    except Unavailable as error:
        missing(str(error))
    with server:
        yield server


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest) -> Given:
    """A real Neo4j: that of ``HUIYI_TEST_NEO4J`` (with ``…_USER``, ``…_PASSWORD``), else one started for the tests."""
    address = os.environ.get("HUIYI_TEST_NEO4J")
    if address:
        password = os.environ.get("HUIYI_TEST_NEO4J_PASSWORD")
        return address, (os.environ.get("HUIYI_TEST_NEO4J_USER", "neo4j"), password) if password else None
    server: Neo4jServer = request.getfixturevalue("own_neo4j")
    return server.url, server.auth


@pytest.fixture(scope="session")
def neo4j_current() -> Iterator[Given]:
    """The current calendar release, where there is a Java that is new enough; never a failure."""
    try:
        server = Neo4jServer(CURRENT)
    except Unavailable as error:
        pytest.skip(str(error))
    with server:
        yield server.url, server.auth


def emptied(store: Store) -> Store:
    """The store without anything in it (indexes stay)."""
    store.transaction(lambda t: t.run("MATCH (n) WHERE NOT n:Schema DETACH DELETE n"))
    return store


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses a server or a browser is marked so: ``run.sh`` has them run side by side with all the rest."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if not {"own_neo4j", "neo4j_server", "neo4j_current"}.isdisjoint(fixtures):
            item.add_marker("neo4j")
        if not {"browser", "firefox"}.isdisjoint(fixtures):
            item.add_marker("browser")


OpenStore = Callable[[], Store]
ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture(scope="session")
def embedded_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose engine runs for the whole session: opening it is cheap."""
    folder = tmp_path_factory.mktemp("embedded") / "graph"
    with open_store(folder):
        yield folder


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store; the test runs once with the embedded engine and once with a real Neo4j."""
    if request.param == "embedded":
        opened = open_store(request.getfixturevalue("embedded_folder"))
    else:
        address, auth = request.getfixturevalue("neo4j_server")
        opened = open_store(address, auth=auth)
    with emptied(opened) as empty:
        yield empty


@pytest.fixture(params=ENGINES)
def open_empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    """Opens the same, at first empty, store again and again; once for each engine."""
    opened: list[Store] = []

    def open_it() -> Store:
        if request.param == "embedded":
            opened.append(open_store(tmp_path / "graph"))
        else:
            address, auth = request.getfixturevalue("neo4j_server")
            opened.append(open_store(address, auth=auth))
        return opened[-1] if len(opened) > 1 else emptied(opened[-1])

    yield open_it
    for store in opened:
        store.close()
