"""What the user names on the command line, as units of work: a file, some rows of a table, the bytes of stdin.

Invariant: the same paths give the same units in the same order on every machine (folders are walked sorted); a unit
is small, can be pickled and is read without any other.
"""

import contextlib
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from graph.model import InputError
from loaders.documents import rows
from loaders.documents.archive import count_members
from loaders.documents.files import READ_SUFFIXES, STREAMED, kind_of, may_hold_reports, read_bytes, read_stream
from loaders.documents.found import Found, Reading, rejected

Row = bytes | Mapping[str, str] | None
"""A JSON line, a row of a CSV, or None for a line over the limit."""
_ROWS = 200
_ROWS_BYTES = 500_000
_MEMBERS = 100
_HEAD = 1_024
_IGNORED = frozenset(["thumbs.db", "desktop.ini", "__macosx"])


@dataclass(frozen=True, slots=True)
class Unit:
    """Work that is read at a stretch: ``path`` (a file, or the ``members`` from-to of a zip file), ``data`` (bytes), or
    ``lines`` of a table (line number and JSON line, or row of a CSV). ``weight`` is about how many bytes it is."""

    source: str
    weight: int
    path: Path | None = None
    members: tuple[int, int] | None = None
    data: bytes | None = None
    lines: tuple[tuple[int, Row], ...] = ()
    fault: str | None = None

    @property
    def name(self) -> str:
        """Where it stands, for messages."""
        if self.members:
            return f"{self.source}!{self.members[0] + 1}"
        return f"{self.source}:{self.lines[0][0]}" if self.lines else self.source

    def parts(self) -> list["Unit"]:
        """The same work in pieces of one row or one member."""
        if self.members and self.members[1] - self.members[0] > 1:
            numbers = range(*self.members)
            return [replace(self, weight=self.weight // len(numbers), members=(n, n + 1)) for n in numbers]
        if len(self.lines) > 1:
            return [replace(self, weight=self.weight // len(self.lines), lines=(line,)) for line in self.lines]
        return [self]

    def read(self, reading: Reading) -> Iterator[Found]:
        """Every text in it; never raises for a bad input."""
        if self.fault is not None:
            yield Found(self.source, reason=self.fault)
        elif self.data is not None:
            yield from read_bytes(self.data, self.source, reading)
        elif self.path is not None:
            try:
                with self.path.open("rb") as stream:
                    yield from _read_file(stream, self, reading)
            except (OSError, InputError) as error:
                yield rejected(self.source, _reason(error))
        for number, line in self.lines:
            if isinstance(line, Mapping):
                yield rows.read_row(line, f"{self.source}:{number}", reading)
            else:
                yield rows.read_json_row(line, f"{self.source}:{number}", reading)


def units(
    paths: Iterable[str | Path], reading: Reading, *, leave_out: Collection[Path] = (), stdin: BinaryIO | None = None
) -> Iterator[Unit]:
    """The units of files, folders (all that is in them, sorted) and ``-`` (stdin).

    ``leave_out`` names files and folders that are never inputs (the output of this run). A file that is not there or
    cannot be opened is a unit with a fault.
    """
    hidden = {path.resolve() for path in leave_out}
    for given in paths:
        if str(given) == "-":
            yield from _stream_units(stdin or sys.stdin.buffer, reading)
            continue
        root = Path(given)
        if not os.path.isdir(root):  # unlike Path.is_dir it never raises
            yield from _file_units(root, shown(root), reading)
            continue
        none = True
        for path in _walk(root):
            if isinstance(path, Unit):
                none = False
                yield path
            elif hidden.isdisjoint((path.resolve(), *path.resolve().parents)):
                none = False
                yield from _file_units(path, shown(path), reading)
        if none:
            yield Unit(shown(root), 0, fault=f"a folder without reports ({', '.join(READ_SUFFIXES)})")


def shown(path: Path) -> str:
    """A path for messages and lists: names that are not UTF-8 were mostly written by Chinese Windows.

    >>> shown(Path("in/会议.txt"))
    'in/会议.txt'
    """
    name = path.as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def total_bytes(paths: Iterable[str | Path]) -> int | None:
    """About how many bytes there are to read; None where nobody can know (stdin)."""
    total = 0
    for given in paths:
        if str(given) == "-":
            return None
        root = Path(given)
        for path in _walk(root) if os.path.isdir(root) else [root]:
            if isinstance(path, Path):
                with contextlib.suppress(OSError):
                    total += path.stat().st_size
    return total


def _walk(root: Path) -> Iterator[Path | Unit]:
    """The files under a folder that may hold reports, sorted; hidden ones and links to folders are left out.

    A folder that cannot be opened is a unit with a fault.
    """
    try:
        entries = sorted(root.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield Unit(shown(root), 0, fault=_reason(error))
        return
    for path in entries:
        if path.name.startswith((".", "~$")) or path.name.lower() in _IGNORED:
            continue
        if os.path.isdir(path):
            if not path.is_symlink():
                yield from _walk(path)
        elif may_hold_reports(path.name):
            yield path


def _file_units(path: Path, source: str, reading: Reading) -> Iterator[Unit]:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise InputError("not a file")
        with path.open("rb") as stream:
            kind = kind_of(path.name, stream.read(_HEAD))
            stream.seek(0)
            if kind in ("jsonl", "csv") and size:
                yield from _row_units(stream, source, reading, kind)
            elif kind == "zip":
                yield from _member_units(stream, Unit(source, size, path=path), reading)
            else:
                yield Unit(source, size, path=path)
    except (OSError, InputError) as error:
        yield Unit(source, 0, fault=_reason(error).removeprefix(f"{source}: "))


def _member_units(stream: BinaryIO, whole: Unit, reading: Reading) -> Iterator[Unit]:
    """A zip file in portions of members, so that several processes share it."""
    try:
        count = count_members(stream, whole.weight, reading)
    except InputError:  # told again, and in full, where it is read
        count = 0
    if not count:
        yield whole
    for start in range(0, count, _MEMBERS):
        stop = min(count, start + _MEMBERS)
        yield replace(whole, weight=whole.weight * (stop - start) // count, members=(start, stop))


def _row_units(stream: BinaryIO, source: str, reading: Reading, kind: str, first: int = 1) -> Iterator[Unit]:
    """A table in portions of rows."""
    found = rows.json_lines(stream, reading, first) if kind == "jsonl" else rows.csv_rows(stream, source, reading)
    portion: list[tuple[int, Row]] = []
    weight = 0
    fault: str | None = "an empty file" if kind == "jsonl" else "no row in it"
    try:
        for number, line in found:
            fault = None
            portion.append((number, line))
            weight += len(line) if isinstance(line, bytes) else sum(map(len, (line or {}).values()))
            if len(portion) >= _ROWS or weight >= _ROWS_BYTES:
                yield Unit(source, weight, lines=tuple(portion))
                portion, weight = [], 0
    except InputError as error:
        fault = _reason(error).removeprefix(f"{source}: ")
    if portion:
        yield Unit(source, weight, lines=tuple(portion))
    if fault:
        yield Unit(source, 0, fault=fault)


def _stream_units(stream: BinaryIO, reading: Reading) -> Iterator[Unit]:
    """Stdin: JSONL where its first line is a JSON object, else one file of any kind."""
    most = reading.limits.line_bytes
    first = stream.readline(most + 1)
    if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and _is_object(first):
        yield Unit("-", len(first), lines=((1, first.removeprefix(b"\xef\xbb\xbf").strip()),))
        yield from (unit for unit in _row_units(stream, "-", reading, "jsonl", 2) if unit.fault is None)
        return
    limit = max(reading.limits.document_bytes, reading.limits.archive_bytes if first.startswith(b"PK") else 0)
    data = first + stream.read(max(0, limit + 1 - len(first)))
    yield Unit("-", len(data), data=data)


def _is_object(line: bytes) -> bool:
    import orjson  # noqa: PLC0415 - only where stdin may be JSONL

    try:
        return isinstance(orjson.loads(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except orjson.JSONDecodeError:
        return False


def _read_file(stream: BinaryIO, unit: Unit, reading: Reading) -> Iterator[Found]:
    """A file: archives from the disk, anything else whole, its size asked first."""
    size = os.fstat(stream.fileno()).st_size
    kind = kind_of(unit.source, stream.read(_HEAD))
    stream.seek(0)
    if kind in STREAMED:
        only = slice(*unit.members) if unit.members else slice(None)
        yield from read_stream(stream, size, unit.source, reading, str(kind), only=only)
        return
    if size > reading.limits.document_bytes:
        reading.limits.exceeded("document_bytes", f"{size} bytes")
    yield from read_bytes(stream.read(size + 1), unit.source, reading)


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return str(error)
