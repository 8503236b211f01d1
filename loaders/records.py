"""Files that are written line by line: all or nothing, and able to go on after an interruption.

Invariant: the file under its own name is always whole. Lines are written to a neighbour (``.part``) that takes its
place at the end; after an interruption the neighbour stays and ``resume`` goes on behind its last whole line.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import orjson

from graph.model import InputError, MeetingReport, parse_record


class RecordFile:
    """A records file (JSONL) in the making, ``-`` for stdout.

    ``resume`` keeps what the file, and an interrupted run, hold already: their ids are in ``done``.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "records.jsonl"
    >>> with RecordFile(path) as out:
    ...     out.write(b'{"id":"r1"}')
    >>> with RecordFile(path, resume=True) as out:
    ...     sorted(out.done)
    ['r1']
    """

    def __init__(self, path: Path | str, *, resume: bool = False) -> None:
        self.path = _target(path)
        self.direct = self.path is None or is_special(self.path)
        self.done: set[str] = set()
        if self.direct and resume:
            raise InputError("--resume needs an output file: -o records.jsonl")
        with self._told():
            if self.path is None:
                self._stream: BinaryIO = sys.stdout.buffer
            elif self.direct:
                self._stream = self.path.open("wb")
            else:
                self.part = self.path.with_name(f"{self.path.name}.part")
                if resume:
                    self._take_up()
                self._stream = self.part.open("ab" if resume else "wb")

    def write(self, line: bytes) -> None:
        """Add one record, given as a line without its end."""
        with self._told():
            self._stream.write(line + b"\n")

    def kept(self) -> Iterator[MeetingReport]:
        """The records that ``resume`` kept."""
        if self.done:
            with self.part.open("rb") as stream:
                for number, line in enumerate(stream, 1):
                    yield parse_record(line, f"{self.path}:{number}")

    def give_up(self) -> None:
        """Leave the file as it was before: nothing was read."""
        self._stream.flush()
        if not self.direct:
            self._stream.close()
            self.part.unlink(missing_ok=True)

    def finish(self, change: Callable[[bytes], bytes] | None = None) -> None:
        """Put the file in its place; ``change`` may rewrite each line on the way."""
        with self._told():
            self._stream.flush()
            if self.path is None or self.direct:
                return
            self._stream.close()
            if change is not None:
                second = self.part.with_name(self.part.name + "2")
                with self.part.open("rb") as old, second.open("wb") as new:
                    new.writelines(change(line.rstrip(b"\n")) + b"\n" for line in old)
                os.replace(second, self.part)
            os.replace(self.part, self.path)

    def __enter__(self) -> "RecordFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.path is None:
            return
        if self.direct:
            with self._told():
                self._stream.close()
            return
        if kind is None and not self._stream.closed:
            self.finish()
        with suppress(OSError):  # closing writes what is left: on a full disk it fails once more
            self._stream.close()
        if self.part.exists() and not self.part.stat().st_size:
            self.part.unlink()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A full disk is told as every other fault; a reader of stdout that has gone is not ours to tell."""
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError(f"{self.path or 'stdout'}: cannot be written: {error.strerror or error}") from None

    def _take_up(self) -> None:
        """Bring the finished file and the interrupted one together in the neighbour, without a cut last line."""
        if not self.part.exists() and self.path is not None and self.path.exists():
            shutil.copyfile(self.path, self.part)
        if not self.part.exists():
            return
        whole = 0
        with self.part.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                self.done.add(_id(line, self.part, number))
        with self.part.open("r+b") as stream:
            stream.truncate(whole)


def write_whole(path: Path, lines: Iterable[bytes]) -> None:
    """Write a small file at once: to a neighbour first, then into its place."""
    path = _target(path) or path
    if is_special(path):
        path.write_bytes(b"".join(lines))
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            stream.writelines(lines)
        os.replace(part, path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from None


def is_special(path: Path) -> bool:
    """Whether a path is there and is no ordinary file: a device or a pipe is written to and never replaced.

    Raises ``InputError`` for a folder.

    >>> is_special(Path("no/such/file"))
    False
    """
    if path.is_dir():
        raise InputError(f"{path}: a folder; name a file")
    return path.exists() and not path.is_file()


def _target(path: Path | str) -> Path | None:
    """The file that is meant, behind any link; None for stdout."""
    if str(path) == "-":
        return None
    return Path(os.path.realpath(path)) if os.path.islink(path) else Path(path)


def _id(line: bytes, path: Path, number: int) -> str:
    try:
        return str(orjson.loads(line)["id"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise InputError(f"{path}:{number}: not a record; remove the line or run without --resume") from None
