"""The embedded engine: ArcadeDB inside our own process, reached over Bolt like any server.

Invariants. A folder has at most one engine, in one process (the engine's own file lock decides). Who comes second, in
this process or another, is connected to the one that runs: ``running.json`` says on which port. Passwords are random,
made once, and live in ``secrets.json``, readable by the owner alone. The engine listens on loopback only. It is
stopped when its last user closes it, and at the end of the process in any case.
"""

import atexit
import contextlib
import json
import os
import secrets
import socket
import threading
import time
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from graph.errors import BusyError, ConnectError, StoreError
from graph.store import aside
from graph.store.schema import embedded_fulltext_statements

DATABASE = "kg"
HOST = "localhost"
_BOLT = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
_GROUPS = {
    "databases": {
        "*": {
            "groups": {
                "admin": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                "reader": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": [],
                    "types": {"*": {"access": ["readRecord"]}},
                },
                "*": {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}},
            }
        }
    },
    "version": 2,
}
_OURS = ("databases", "config", "secrets.json")
_STARTS = 5
_TAKEN = ("bind", "unable to listen", "address already in use")
"""What the engine says where another program took the port first."""
PATIENCE = 5.0
"""Seconds to wait for a process that is just starting or stopping the engine of the same folder."""
FILLING = 600.0
"""Seconds to wait for a process that loads into the same folder for the first time."""
T = TypeVar("T")


@dataclass(frozen=True)
class Access:
    """How to reach a running engine: a Bolt address, the writer's and the reader's name and password."""

    url: str
    writer: tuple[str, str] = field(repr=False)
    reader: tuple[str, str] = field(repr=False)
    own: bool
    """Whether the engine runs in this process: then it must be released."""


class SharedError(BusyError):
    """The engine has more than one user."""


class _Engine:
    """One engine that runs in this process, and how many use it."""

    def __init__(self, folder: Path, server: Any, access: Access) -> None:
        self.folder, self.server, self.access = folder, server, access
        self.users = 1
        self.process = os.getpid()

    def stop(self) -> None:
        if self.process != os.getpid():  # a forked child must not stop its parent's engine
            return
        (self.folder / "running.json").unlink(missing_ok=True)
        self.server.stop()


_running: dict[Path, _Engine] = {}
_lock = threading.RLock()


def acquire(folder: Path, *, create: bool) -> Access:
    """Start the engine of a folder, or join the one that runs; one of one's own is given back with ``release``.

    Raises ``BusyError`` where another process holds the folder and does not answer, ``ConnectError`` where there is no
    graph and ``create`` is false, ``StoreError`` where the folder cannot be used.
    """
    folder = folder.absolute()
    began = time.monotonic()
    while True:
        try:
            with _lock:
                return _joined(folder, create)
        except BusyError as error:  # somebody is just starting or stopping it, or loads for the first time
            patience = FILLING if isinstance(error, aside.FillingError) else PATIENCE
            if time.monotonic() > began + patience:
                raise
        time.sleep(0.1)


def _joined(folder: Path, create: bool) -> Access:
    engine = _running.get(folder)
    if engine is not None and engine.process == os.getpid():
        engine.users += 1
        return engine.access
    _check(folder, create)
    access = _running_elsewhere(folder)
    if access is None:
        _running[folder] = engine = _start(folder)
        access = engine.access
    return access


def alone(folder: Path) -> bool:
    """Whether the folder's engine runs in this process, with one user."""
    with _lock:
        engine = _running.get(folder.absolute())
        return engine is not None and engine.process == os.getpid() and engine.users == 1


def remake(folder: Path, work: Callable[[Path], T]) -> T:
    """Stop the engine, let ``work`` fill a copy of its database, and start it with that: acquire it again then.

    Where ``work`` raises, the engine starts with the database as it was. Raises ``SharedError`` where the engine
    has another user.
    """
    folder = folder.absolute()
    with aside.locked(folder):
        with _lock:
            if not alone(folder):
                raise SharedError(f"{folder} is used by others")
            _running.pop(folder).stop()
        try:
            return aside.remake(folder, _database(folder), work)
        finally:
            engine = _start_logged(folder)
            engine.users = 0
            with _lock:
                _running[folder] = engine


def release(folder: Path) -> None:
    """One user less; the last one stops the engine."""
    with _lock:
        engine = _running.get(folder.absolute())
        if engine is None or engine.process != os.getpid():
            return
        engine.users -= 1
        if engine.users == 0:
            del _running[folder.absolute()]
            engine.stop()


@atexit.register
def _stop_all() -> None:
    with _lock:
        while _running:
            _, engine = _running.popitem()
            with contextlib.suppress(Exception):
                engine.stop()


def _check(folder: Path, create: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file; the embedded graph needs a folder")
    there = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    if not any(name in _OURS for name in there):
        if not create:
            raise ConnectError(f"there is no graph in {folder}; load something first: huiyi load PATH")
        if there:
            raise StoreError(f"{folder} holds other things ({sorted(there)[0]}…); give an empty or a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder {folder}: {error.strerror}") from None


def _passwords(folder: Path) -> dict[str, str]:
    path = folder / "secrets.json"
    if not path.exists():
        fresh = {"root": secrets.token_urlsafe(24), "reader": secrets.token_urlsafe(24)}
        _write_private(path, fresh)
    try:
        known: dict[str, str] = json.loads(path.read_text("utf-8"))
        return {"root": known["root"], "reader": known["reader"]}
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(f"{path} cannot be read ({error}); without it {folder} cannot be opened") from None


def _write_private(path: Path, content: object) -> None:
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file)
    os.replace(new, path)


def _running_elsewhere(folder: Path) -> Access | None:
    try:
        port = int(json.loads((folder / "running.json").read_text("utf-8"))["port"])
        with socket.create_connection((HOST, port), timeout=2.0):
            pass
    except (OSError, ValueError, KeyError):
        return None
    return _access(folder, port, own=False)


def _access(folder: Path, port: int, *, own: bool) -> Access:
    known = _passwords(folder)
    return Access(f"bolt://{HOST}:{port}", ("root", known["root"]), ("reader", known["reader"]), own)


@contextlib.contextmanager
def _log_in(folder: Path) -> Iterator[None]:
    """The engine reads these once, when it first starts; processes that we start later must not inherit them."""
    wanted = {"ARCADEDB_LOG_CONSOLE": "0", "ARCADEDB_LOG_DIR": str(folder / "log")}
    ours = {name: value for name, value in wanted.items() if name not in os.environ}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)


def _start(folder: Path) -> _Engine:
    _passwords(folder)  # they make the folder ours
    with aside.locked(folder):
        aside.recover(folder, _database(folder))
        return _start_logged(folder)


def _database(folder: Path) -> Path:
    return folder / "databases" / DATABASE


def _start_logged(folder: Path) -> _Engine:
    with _log_in(folder):
        return _start_engine(folder)


def _start_engine(folder: Path) -> _Engine:
    import arcadedb  # noqa: PLC0415 - costs 0.1 s, which those who use a server need not spend

    known = _passwords(folder)
    groups = folder / "config" / "server-groups.json"
    if not groups.exists():
        groups.parent.mkdir(exist_ok=True)
        groups.write_text(json.dumps(_GROUPS), "utf-8")
    for left in reversed(range(_STARTS)):  # a port found free can be taken before the engine binds it
        port, http_port = _free_ports()
        server = arcadedb.create_server(
            root_path=str(folder),
            root_password=known["root"],
            config={"server_plugins": _BOLT, "host": HOST, "bolt_port": port, "http_port": http_port},
        )
        try:
            server.start()
            database = server.create_database(DATABASE)
            database.set_wal_flush("yes_nometadata")  # a commit survives a power cut, not only a crash of the process
            for statement in embedded_fulltext_statements():
                database.command("sql", statement)
            _make_reader(folder, http_port, known)
        except Exception as error:
            with contextlib.suppress(Exception):
                server.stop()
            text = str(error)
            if "lock" in text.lower():
                raise BusyError(f"another process holds {folder} and does not answer; close it, or wait") from None
            if not left or not any(word in text.lower() for word in _TAKEN):
                raise StoreError(f"the embedded engine did not start in {folder}: {text}") from error
        else:
            break
    _write_private(folder / "running.json", {"port": port, "process": os.getpid()})
    return _Engine(folder, server, _access(folder, port, own=True))


def _make_reader(folder: Path, http_port: int, known: dict[str, str]) -> None:
    """A user who can only read: ad-hoc statements run under it, so that the engine itself refuses every write."""
    users = folder / "config" / "server-users.jsonl"
    if users.exists() and any(json.loads(line)["name"] == "reader" for line in users.read_text("utf-8").splitlines()):
        return
    user = {"name": "reader", "password": known["reader"], "databases": {DATABASE: ["reader"]}}
    request = urllib.request.Request(
        f"http://{HOST}:{http_port}/api/v1/server",
        data=json.dumps({"command": f"create user {json.dumps(user)}"}).encode(),
        headers={"Authorization": "Basic " + b64encode(f"root:{known['root']}".encode()).decode()},
    )
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310
        pass


def _free_ports() -> tuple[int, int]:
    """Two ports that are free now, and not the same one twice."""
    with socket.socket() as one, socket.socket() as other:
        one.bind((HOST, 0))
        other.bind((HOST, 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])
