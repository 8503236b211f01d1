"""A Neo4j server: found or refused within seconds, and a load that survives its faults."""

import http.server
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import ConnectError, StoreError
from graph.model import Official
from graph.store import Store, open_store, server
from tests.conftest import emptied, missing
from tests.graph.store.loader import PARTS, content, load
from tests.graph.store.proxy import Proxy
from tests.neo4j_server import Neo4jServer, Unavailable

NAMES = "MATCH (o:Official) RETURN o.name AS name ORDER BY name"


# --------------------------------------------------------------------------------------------------------- no server


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("bolt://127.0.0.1:9", "no server can be reached there"),
        ("neo4j://127.0.0.1:9", "no server can be reached there"),
        ("neo4j+s://no-such-host.invalid", "no server can be reached there"),
        ("http://localhost:7474", "starts with one of neo4j://"),
        ("mysql://localhost", "starts with one of neo4j://"),
        ("bolt://neo4j:secret@localhost", "HUIYI_PASSWORD"),
        ("bolt://", "name of the server is missing"),
        ("bolt://localhost:99999", "Port out of range"),
        ("", "address is empty"),
    ],
)
def test_addresses_that_cannot_be(address: str, says: str) -> None:
    started = time.monotonic()
    with pytest.raises(ConnectError, match=says) as caught:
        open_store(address)
    assert time.monotonic() - started < 5
    assert "secret" not in str(caught.value)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less patience than people get, for the sake of the tests' time."""
    monkeypatch.setattr(server, "TIMEOUT", 1.5)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j+s"])
def test_a_silent_port_is_given_up_within_seconds(silent: int, scheme: str, hasty: None) -> None:
    started = time.monotonic()
    with pytest.raises(ConnectError, match="does not answer as Neo4j does"):
        open_store(f"{scheme}://127.0.0.1:{silent}")
    assert time.monotonic() - started < 10


def test_a_web_server_is_no_neo4j(hasty: None) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        with pytest.raises(ConnectError, match="does not answer as Neo4j does"):
            open_store(f"bolt://127.0.0.1:{web.server_port}")
        web.shutdown()


# ---------------------------------------------------------------------------------------------- a server with a lock


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("auth", "database", "says"),
    [
        (("neo4j", "wrong"), None, "refused the name and password"),
        (("nobody", "x"), None, "refused the name and password"),
        (None, None, "refused the name and password"),
        (("neo4j", "correct horse"), "other", "no database 'other'"),
    ],
)
def test_who_is_not_let_in(
    own_neo4j: Neo4jServer, auth: tuple[str, str] | None, database: str | None, says: str
) -> None:
    started = time.monotonic()
    with pytest.raises(ConnectError, match=says) as caught:
        open_store(own_neo4j.url, auth=auth, database=database)
    assert time.monotonic() - started < 10
    assert "wrong" not in str(caught.value)


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_direct_and_routed(own_neo4j: Neo4jServer, scheme: str) -> None:
    with open_store(f"{scheme}://127.0.0.1:{own_neo4j.port}", auth=own_neo4j.auth, database="neo4j") as store:
        assert store.engine == "neo4j"
        assert store.server.startswith("Neo4j/5.26")
        emptied(store).transaction(lambda t: t.sync([Official(key="o1", name="陈立新")]))
        assert store.read(NAMES) == [{"name": "陈立新"}]


# --------------------------------------------------------------------------------------------------------------- TLS


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc", "bolt+s", "neo4j+s"])
def test_tls(
    own_neo4j: Neo4jServer,
    own_certificate: tuple[Path, tuple[str, ...]],
    scheme: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """``+ssc`` takes a certificate unseen; ``+s`` only one that this machine trusts, for this name."""
    public, settings = own_certificate
    if not settings:
        missing("OpenSSL is needed to make a certificate (Debian: apt-get install openssl)")
    address = f"{scheme}://localhost:{own_neo4j.port}"
    if scheme.endswith("+s"):
        with pytest.raises(ConnectError, match="does not trust the server's certificate"):
            open_store(address, auth=own_neo4j.auth)
        monkeypatch.setenv("SSL_CERT_FILE", str(public))  # from here on, it is trusted
    with open_store(address, auth=own_neo4j.auth) as store:
        assert store._driver.encrypted
        emptied(store).transaction(lambda t: t.sync([Official(key="o1", name="陈立新")]))
        assert store.read(NAMES) == [{"name": "陈立新"}]


# ------------------------------------------------------------------------------------------------------------ faults


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a load gives that nothing disturbs."""
    with open_store(tmp_path_factory.mktemp("undisturbed") / "graph") as store:
        load_all(store)
        return content(store)


@pytest.fixture
def wanted(own_neo4j: Neo4jServer, undisturbed: list[str]) -> list[str]:
    """What an undisturbed load gives; the server is empty."""
    with open_store(own_neo4j.url, auth=own_neo4j.auth) as store:
        emptied(store)
    return undisturbed


def load_all(store: Store, start: int = 0) -> None:
    for number in range(start, PARTS):
        load(store, number)


def load_noting(store: Store, acknowledged: list[int]) -> None:
    for number in range(PARTS):
        load(store, number)
        acknowledged.append(number)


def through(own_neo4j: Neo4jServer, proxy: Proxy) -> Store:
    return open_store(f"bolt://127.0.0.1:{proxy.port}", auth=own_neo4j.auth)


@pytest.mark.neo4j
def test_a_slow_line(own_neo4j: Neo4jServer, wanted: list[str]) -> None:
    with Proxy("127.0.0.1", own_neo4j.port, delay=0.003) as proxy, through(own_neo4j, proxy) as store:
        load_all(store)
        assert content(store) == wanted


@pytest.mark.neo4j
def test_a_line_that_is_cut_again_and_again(own_neo4j: Neo4jServer, wanted: list[str]) -> None:
    """Resets at random bytes, in requests, answers and commits: the load goes on and nothing is lost or doubled."""
    with Proxy("127.0.0.1", own_neo4j.port) as proxy, through(own_neo4j, proxy) as store:
        proxy.cut_after = (8_000, 60_000)
        store.close()  # its connections are from before
        with through(own_neo4j, proxy) as cut:
            load_all(cut)
        proxy.cut_after = None
    with open_store(own_neo4j.url, auth=own_neo4j.auth) as store:
        assert content(store) == wanted
        assert proxy.cuts > 3


@pytest.mark.neo4j
def test_a_line_that_goes_dead(own_neo4j: Neo4jServer, wanted: list[str]) -> None:
    """Nothing comes and nothing is closed: noticed by the missing signs of life, and done again on a new connection."""
    with Proxy("127.0.0.1", own_neo4j.port) as proxy, through(own_neo4j, proxy) as store:
        load(store, 0)
        proxy.swallow = True
        threading.Timer(10.0, lambda: setattr(proxy, "swallow", False)).start()
        load_all(store)
        assert content(store) == wanted


@pytest.mark.neo4j
def test_a_server_that_dies_in_mid_load_and_comes_back(own_neo4j: Neo4jServer, wanted: list[str]) -> None:
    with open_store(own_neo4j.url, auth=own_neo4j.auth) as store:
        faults: list[BaseException] = []

        def work() -> None:
            try:
                load_all(store)
            except BaseException as error:
                faults.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        while len(store.read("MATCH (r:Report) RETURN r.key AS k")) < 5:
            time.sleep(0.01)
        own_neo4j.kill()
        own_neo4j.start()
        thread.join()
        assert faults == []
        assert content(store) == wanted


@pytest.mark.neo4j
def test_a_server_that_is_gone_is_said(own_neo4j: Neo4jServer) -> None:
    with Proxy("127.0.0.1", own_neo4j.port) as proxy:
        store = open_store(f"bolt://127.0.0.1:{proxy.port}", auth=own_neo4j.auth, patience=1.0)
    with store, pytest.raises(ConnectError, match="connection was lost and did not come back"):
        store.read(NAMES)


@pytest.mark.neo4j
def test_a_full_disk_of_the_server_is_said_and_loses_nothing(small_disk: Path, undisturbed: list[str]) -> None:
    try:
        server = Neo4jServer(home=small_disk)
    except Unavailable as error:
        missing(str(error))
    try:
        server.start()
        with open_store(server.url) as store:
            load(store, 0)
            ballast = small_disk / "ballast"
            ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - 300_000))
            acknowledged: list[int] = []
            says = r"is its disk full\? Make room, start the server again, and load again"
            with pytest.raises(StoreError, match=says):
                load_noting(store, acknowledged)
            assert 0 < len(acknowledged) < PARTS
        server.kill()
        ballast.unlink()
        server.start()
        with open_store(server.url) as store:
            assert sum(load(store, number) for number in acknowledged) == 0
            load_all(store, len(acknowledged))
            assert content(store) == undisturbed
    finally:
        server.kill()


def test_paths_are_no_addresses(tmp_path: Path) -> None:
    with open_store(Path(str(tmp_path / "bolt:"))) as store:
        assert store.engine == "embedded"
