"""Files that are written line by line: all or nothing, and able to go on after an interruption.

Invariant: the file under its own name is always whole. Lines are written to a neighbour (``.part``) that takes its
place at the end; after an interruption the neighbour stays and ``resume`` goes on behind its last whole line.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
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
        self.path = None if str(path) == "-" else Path(path)
        self.done: set[str] = set()
        self.written = 0
        if self.path is None:
            if resume:
                raise InputError("--resume needs an output file: -o records.jsonl")
            self._stream: BinaryIO = sys.stdout.buffer
            return
        self.part = self.path.with_name(self.path.name + ".part")
        try:
            if resume:
                self._take_up()
            self._stream = self.part.open("ab" if resume else "wb")
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written: {error.strerror or error}") from None

    def write(self, line: bytes) -> None:
        """Add one record, given as a line without its end."""
        self._stream.write(line + b"\n")
        self.written += 1

    def kept(self) -> Iterator[MeetingReport]:
        """The records that ``resume`` kept."""
        if self.done:
            with self.part.open("rb") as stream:
                for number, line in enumerate(stream, 1):
                    yield parse_record(line, f"{self.path}:{number}")

    def give_up(self) -> None:
        """Leave the file as it was before: nothing was read."""
        self._stream.flush()
        if self.path is not None:
            self._stream.close()
            self.part.unlink(missing_ok=True)

    def finish(self, change: Callable[[bytes], bytes] | None = None) -> None:
        """Put the file in its place; ``change`` may rewrite each line on the way."""
        self._stream.flush()
        if self.path is None:
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
        if kind is None and not self._stream.closed:
            self.finish()
        self._stream.close()
        if self.part.exists() and not self.part.stat().st_size:
            self.part.unlink()

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
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            stream.writelines(lines)
        os.replace(part, path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from None


def _id(line: bytes, path: Path, number: int) -> str:
    try:
        return str(orjson.loads(line)["id"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise InputError(f"{path}:{number}: not a record; remove the line or run without --resume") from None
