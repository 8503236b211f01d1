"""The store: a graph on a Neo4j server or in a folder, behind one class and one code path.

Invariants. Writes happen in managed transactions only. Ad-hoc text cannot write unless asked to: it runs in a session
that only reads (Neo4j) or under a user who may only read (embedded), after a look at its words. Every error of the
driver leaves here as a ``StoreError``. What one store wrote, its next read sees (bookmarks), on a cluster too.
"""

import random
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, LiteralString, Self, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConstraintError,
    DatabaseError,
    Forbidden,
    IncompleteCommit,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import ConnectError, StoreError
from graph.model import SCHEMA_VERSION, Edge, Node
from graph.store import bulk, embedded, importer, schema, server, statement
from graph.store.counts import Counts
from graph.store.sync import MissingEndError
from graph.store.transaction import Transaction
from graph.store.value import Result, plain

DEFAULT_FOLDER = ".huiyi"
T = TypeVar("T")
_ENDED = (ServiceUnavailable, SessionExpired, AuthError)
"""What a client meets when an engine stops; one that is just stopping no longer knows our password."""
_SOMETHING: LiteralString = "MATCH (n) WHERE NOT n:Schema AND NOT n:Run RETURN 1 AS there LIMIT 1"
_REPEATS, _JOINS, _FETCH = 10, 30, 5_000
_JOINED = 3.0
"""Seconds of patience with an engine in another process: it does not come back there."""


class Store:
    """An open graph. Made by ``open_store``, closed by ``with`` or ``close``.

    >>> from graph.model import Group
    >>> with open_store(getfixture("tmp_path") / "graph") as store:
    ...     counts = store.transaction(lambda t: t.sync([Group(key="g1", name="东港市委")]))
    ...     store.read("MATCH (g:Group) RETURN g.name AS name")
    [{'name': '东港市委'}]
    >>> counts.as_dict()
    {'Group': {'inserted': 1}}
    """

    def __init__(
        self,
        target: str,
        driver: neo4j.Driver,
        *,
        database: str | None,
        engine: str,
        version: str,
        folder: Path | None = None,
        reader: neo4j.Driver | None = None,
        own: bool = False,
        patience: float = 60.0,
    ) -> None:
        self.target = target
        """The address, or the folder."""
        self.engine = engine
        """``neo4j`` or ``embedded``."""
        self.server = version
        """The server's name and version as it says them."""
        self._driver, self._reader = driver, reader or driver
        self._database, self._folder, self._own, self._patience = database, folder, own, patience
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._closed = False

    # ------------------------------------------------------------------------------------------------------- reading

    def read(self, query: LiteralString, /, **parameters: Any) -> list[dict[str, Any]]:
        """All rows of one reading statement, by column, in a managed transaction.

        Raises ``StoreError`` where the server refuses the statement or is gone.
        """

        def work(transaction: neo4j.ManagedTransaction) -> list[dict[str, Any]]:
            result = transaction.run(query, parameters)
            names = result.keys()
            return [dict(zip(names, record, strict=True)) for record in result]

        def attempt() -> list[dict[str, Any]]:
            with self._session(neo4j.READ_ACCESS) as session:
                return session.execute_read(work)

        with self._errors():
            return self._persistently(attempt)

    def stream(self, query: LiteralString, /, **parameters: Any) -> Generator[tuple[Any, ...]]:
        """The rows of one reading statement as they come, for answers too big for a list.

        One transaction lasts until the iterator ends or is closed; it is not tried again when the connection is lost.
        """
        self.read("RETURN 1 AS there")  # tried again where the connection is lost, as what follows cannot be
        with self._errors(), self._session(neo4j.READ_ACCESS) as session, session.begin_transaction() as transaction:
            for record in transaction.run(query, parameters):
                yield tuple(record)

    def query(self, text: str, parameters: dict[str, Any] | None = None, *, write: bool = False) -> Result:
        """Run a statement that a person typed; without ``write`` it cannot change anything.

        Values come back plain: nodes as maps with ``_labels``, edges with ``_type``, dates as ISO text.

        Raises ``ReadOnlyError`` where it would write (also through ``CALL``), or would read files or the network
        (``LOAD CSV``); ``StoreError`` where it is wrong.
        """
        if not write:
            statement.check_read_only(text)

        def work(transaction: neo4j.ManagedTransaction) -> Result:
            result = transaction.run(text, parameters or {})
            columns = list(result.keys())
            return Result(columns, [[plain(v) for v in record] for record in result])

        def attempt() -> Result:
            if write:
                with self._session(neo4j.WRITE_ACCESS) as session:
                    return session.execute_write(work)
            with self._session(neo4j.READ_ACCESS, self._reader) as session:
                return session.execute_read(work)

        with self._errors(text if not write else None):
            return self._persistently(attempt)

    # ------------------------------------------------------------------------------------------------------- writing

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        """Do ``work`` in one managed write transaction: all of it happens, or nothing.

        After a transient error (a dead-lock, a conflict with another writer, a lost connection, a restarted server)
        the whole is done again, with growing and jittered pauses. ``work`` must therefore give
        the same graph when it is repeated; it must not keep anything outside. Whatever it raises undoes everything
        and passes through.
        """
        begun: list[Transaction] = []

        def unit(raw: neo4j.ManagedTransaction) -> T:
            begun[:] = [Transaction(raw)]
            return work(begun[0])

        def attempt() -> T:
            with self._session(neo4j.WRITE_ACCESS) as session:
                return session.execute_write(unit)

        with self._errors():
            for left in reversed(range(_REPEATS)):
                try:
                    return self._persistently(attempt)
                except (ConstraintError, IncompleteCommit, MissingEndError):
                    # Another writer was quicker with the same key; or the answer to a commit was lost. The driver
                    # leaves these to us: on another look the work finds what is there.
                    if not left:
                        raise
                except Exception as error:
                    if not left or not self._overtaken(begun, error):
                        raise
                time.sleep(random.uniform(0.02, 0.3))  # noqa: S311 - jitter
        raise AssertionError("unreachable")

    def write(self, elements: Iterable[Node | Edge], *, progress: Callable[[int], None] | None = None) -> Counts:
        """Bring many elements to the given state, as ``Transaction.sync`` does, in as many transactions as it takes.

        The ends of an edge come before it or soon after it; on a server several threads write. ``progress`` is told
        after each transaction how many elements it held. Raises ``StoreError``, and passes on what ``elements``
        raises; the transactions before that stay, and writing all of it again is safe.
        """
        return bulk.write(self, elements, likely_new=not self.read(_SOMETHING), progress=progress)

    def _overtaken(self, begun: list[Transaction], error: Exception) -> bool:
        """Whether the work failed on a graph that another writer changed under it.

        The embedded engine does not let a second work wait: what it reads changes while the first is committed, and it
        can meet half of that before its own commit is refused. A statement that trips over it says ``DatabaseError``.
        """
        if self._folder is None:
            return False
        if isinstance(error, DatabaseError):
            return True
        if not begun or not begun[0].turn:
            return False
        for pause in (0.0, 0.3) if isinstance(error, StoreError | LookupError) else (0.0,):  # it may be just committing
            time.sleep(pause)
            rows = self.read("MATCH (s:Schema {key: 'schema'}) RETURN coalesce(s.turn, 0) AS turn")
            if rows and rows[0]["turn"] >= begun[0].turn:
                return True
        return False

    def is_fresh(self) -> bool:
        """Whether this is a folder that holds nothing and that only we use: ``load_first`` fills it."""
        if self._folder is None or not self._own or not embedded.alone(self._folder):
            return False
        return not self.read(_SOMETHING)

    def load_first(
        self, elements: Iterator[Node | Edge], *, progress: Callable[[int], None] | None = None
    ) -> tuple[Counts, list[Node | Edge]]:
        """Put elements, nodes first, into a fresh folder through the engine's batch importer: all of them, or nothing.

        It stops before the first element that it cannot be sure of (a repeated one, an edge whose end is not there,
        a node after the edges), and after a million. That one comes back with the counts; the later ones are still in
        ``elements``. All of them are for ``transaction``. ``progress`` is told how many elements went in.

        While it works the engine is stopped, and nobody sees anything of it; after ``kill -9`` the folder is as empty
        as before. Anything but a fresh folder takes nothing. Raises ``StoreError`` for text that cannot be stored, and
        passes on what ``elements`` raises.
        """
        if self._folder is None or not self.is_fresh():
            return Counts(), []
        self._own = False
        self._reader.close()
        self._driver.close()
        try:
            return embedded.remake(self._folder, lambda database: importer.fill(database, elements, progress))
        except embedded.SharedError:  # a thread of ours has just opened it, too
            return Counts(), []
        finally:
            self._connect()

    # ------------------------------------------------------------------------------------------------------- closing

    def close(self) -> None:
        """Give everything back; the embedded engine stops with its last user. May be called twice."""
        if self._closed:
            return
        self._closed = True
        self._disconnect()

    def _disconnect(self) -> None:
        try:
            if self._reader is not self._driver:
                self._reader.close()
            self._driver.close()
        finally:
            if self._folder is not None and self._own:
                self._own = False
                embedded.release(self._folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Store {self.engine} {self.target}>"

    # ------------------------------------------------------------------------------------------------------- within

    def _session(self, access: str, driver: neo4j.Driver | None = None) -> neo4j.Session:
        if self._closed:
            raise StoreError(f"{self.target} was closed")
        return (driver or self._driver).session(
            database=self._database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
            fetch_size=_FETCH,
        )

    def _persistently(self, attempt: Callable[[], T]) -> T:
        """Where another process has stopped the folder's engine, reach it where it runs now, and do this again."""
        for left in reversed(range(_REPEATS)):
            try:
                return attempt()
            except (*_ENDED, DatabaseError) as error:
                alive = isinstance(error, DatabaseError) and error.message != embedded.DATABASE  # all that it says then
                mine = self._folder is None or self._own or self._closed
                if alive or mine or isinstance(error, IncompleteCommit) or not left:
                    raise
            self._disconnect()
            self._connect()
        raise AssertionError("unreachable")

    def _connect(self) -> None:
        """Reach the folder's engine, wherever it runs now, or run it here."""
        assert self._folder is not None
        self._own, self._driver, self._reader, _ = _reached(self._folder, create=False, patience=self._patience)
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    def _errors(self, reading: str | None = None) -> server.Errors:
        return server.Errors(self.target, reading)

    def _run_schema(self, text: str) -> list[dict[str, object]]:
        def attempt() -> list[dict[str, object]]:
            with self._session(neo4j.WRITE_ACCESS) as session:
                return session.execute_write(lambda t: t.run(text).data())

        return self._persistently(attempt)

    def _prepare(self, create: bool, older: bool) -> None:
        """Constraints, indexes and schema version; whoever may only read opens what is there."""
        with self._errors():
            rows = self.read("MATCH (s:Schema {key: 'schema'}) RETURN s.version AS version")
            schema.check_version(rows[0]["version"] if rows else None, self.target, older=older)
            if not create:
                return
            try:
                schema.ensure(self._run_schema, fulltext=self.engine == "neo4j")
                if not rows:
                    with suppress(ConstraintError):  # another process has just done it
                        self._run_schema(
                            f"MERGE (s:Schema {{key: 'schema'}}) ON CREATE SET s.version = {SCHEMA_VERSION:d} RETURN 1"
                        )
            except Forbidden:
                return


def open_store(
    target: str | Path | None = None,
    *,
    auth: tuple[str, str] | None = None,
    database: str | None = None,
    create: bool = True,
    patience: float = 60.0,
    older: bool = False,
) -> Store:
    """Open a graph.

    ``target`` is the address of a Neo4j server (``neo4j://``, ``neo4j+s://``, ``bolt://``…) or a folder, in which the
    embedded engine keeps the graph (``.huiyi`` where nothing is given). ``auth`` is name and password of the server;
    ``database`` one of its databases (its own default otherwise). Constraints and indexes that are missing are made,
    unless ``create`` is false: then the graph must be there, and is left as it is. ``patience`` is for how many seconds
    a transaction is tried again after transient errors, a lost connection among them. ``older`` opens a graph of a
    former schema, too, to read the reports that it holds (``graph.load.renew``).

    Raises ``ConnectError`` within seconds where nothing usable answers, ``BusyError`` where another process holds the
    folder and does not answer, ``StoreError`` where the graph was written by a newer or an older huiyi.
    """
    text = str(DEFAULT_FOLDER if target is None else target)
    if not text.strip():
        raise ConnectError("the graph's address is empty; give a folder or an address such as neo4j://localhost")
    if not isinstance(target, Path) and server.is_address(text):
        store = _open_server(text, auth, database, patience)
    else:
        store = _open_folder(Path(text).expanduser(), create, patience)
    try:
        store._prepare(create, older)
    except BaseException:
        store.close()
        raise
    return store


def _open_server(address: str, auth: tuple[str, str] | None, database: str | None, patience: float) -> Store:
    driver = server.connect(address, auth, patience)
    try:
        version = server.check(driver, address, database)
    except BaseException:
        driver.close()
        raise
    return Store(address, driver, database=database, engine="neo4j", version=version)


def _open_folder(folder: Path, create: bool, patience: float) -> Store:
    own, driver, reader, version = _reached(folder, create=create, patience=patience)
    return Store(
        str(folder),
        driver,
        database=embedded.DATABASE,
        engine="embedded",
        version=version,
        folder=folder,
        reader=reader,
        own=own,
        patience=patience,
    )


def _reached(folder: Path, *, create: bool, patience: float) -> tuple[bool, neo4j.Driver, neo4j.Driver, str]:
    """Whether the engine of a folder is ours, how it is written to and read from, and what it is."""
    for left in reversed(range(_JOINS)):
        access = embedded.acquire(folder, create=create)
        drivers: list[neo4j.Driver] = []
        try:
            for auth in (access.writer, access.reader):  # one by one: what is open is closed when the next one fails
                drivers.append(server.connect(access.url, auth, patience if access.own else _JOINED))  # noqa: PERF401
            version = server.check(drivers[0], str(folder), embedded.DATABASE)
        except BaseException as error:
            for driver in drivers:
                driver.close()
            if access.own:
                embedded.release(folder)
            if access.own or not left or not isinstance(error, ConnectError):
                raise
            time.sleep(0.1)  # it is just stopping where it runs
        else:
            return access.own, drivers[0], drivers[1], version
    raise AssertionError("unreachable")
