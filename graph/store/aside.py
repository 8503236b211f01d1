"""A folder's database made anew beside the one in use, which it then replaces at once.

Invariants. Whoever makes it holds the folder's lock, as does whoever starts the engine; a process that ends, however
it ends, gives the lock back. The new database takes the place of the old one only when all of it is on the disk, and
is then marked complete; what is found there without that mark is thrown away, what is found with it is put in place.
So nobody ever meets half of it.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeVar

from graph.errors import BusyError

LOCK = "lock"
T = TypeVar("T")


class FillingError(BusyError):
    """Another process holds the folder's lock: it starts the engine, or makes the database anew."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder. Raises ``FillingError`` where somebody else does."""
    with (folder / LOCK).open("ab") as file:
        try:
            _lock(file)
        except OSError:
            raise FillingError(
                f"another process is loading into {folder} for the first time; wait until it has finished"
            ) from None
        yield  # closing the file gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def remake(folder: Path, database: Path, work: Callable[[Path], T]) -> T:
    """Let ``work`` change a copy of ``database``, then put that in its place; the lock is held, the engine stopped.

    Where ``work`` raises, the database stays as it was.
    """
    new = _room(folder) / database.name
    _discard(new.parent)
    try:
        shutil.copytree(database, new)
        result = work(new)
        _to_disk(new)
        _mark(new.parent)
    except BaseException:
        _discard(new.parent)
        raise
    recover(folder, database)
    return result


def recover(folder: Path, database: Path) -> None:
    """Put a database that was made anew in its place, if it is complete; throw it away if not. The lock is held."""
    room = _room(folder)
    new = room / database.name
    if (room / "complete").exists() and new.exists():
        shutil.rmtree(database, ignore_errors=True)
        new.rename(database)
    _discard(room)


def _discard(room: Path) -> None:
    (room / "complete").unlink(missing_ok=True)  # first: what is half gone must not pass for complete
    shutil.rmtree(room, ignore_errors=True)


def _room(folder: Path) -> Path:
    return folder / "new"


def _to_disk(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _mark(room: Path) -> None:
    with (room / "complete").open("wb") as file:
        os.fsync(file.fileno())
    if sys.platform != "win32":  # there, folders are not opened
        handle = os.open(room, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
