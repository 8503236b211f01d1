"""Zip files: every member is read as a file would be, zips inside zips too.

Invariants. Nothing is written to disk, so a member's name is only a name; what the directory of the archive declares
is checked against the limits before a byte is unpacked, and no member can give more than it declared.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from graph.model import InputError
from loaders.documents.files import may_hold_reports, read_bytes
from loaders.documents.found import Found, Reading, rejected

_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError),
    *(RuntimeError, OverflowError, MemoryError, IndexError, KeyError, struct.error),
)
_SMALL = 100_000  # bytes: below, a high ratio of packing is no bomb
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def read_archive(
    stream: BinaryIO, size: int, source: str, reading: Reading, depth: int = 0, only: slice = slice(None)
) -> Iterator[Found]:
    """Every text in a zip file of ``size`` bytes, members sorted by name; ``only`` some of them.

    Raises ``InputError`` where it is no zip at all and ``LimitError`` where it is too large, too deep or a bomb.
    """
    if depth >= reading.limits.archive_depth:
        reading.limits.exceeded("archive_depth", f"{depth + 1} archives inside each other")
    with open_checked(stream, size, reading) as archive:
        wanted = _wanted(archive)
        if not wanted:
            raise InputError("an archive without reports")
        for name, info in wanted[only]:
            inner = f"{source}!{name}"
            try:
                content = unpack(archive, info, reading)
            except InputError as error:
                yield rejected(inner, error)
                continue
            yield from read_bytes(content, inner, reading, depth + 1)


def count_members(stream: BinaryIO, size: int, reading: Reading) -> int:
    """How many members ``read_archive`` would read; raises what it would raise."""
    with open_checked(stream, size, reading) as archive:
        return len(_wanted(archive))


def open_checked(stream: BinaryIO, packed: int, reading: Reading) -> zipfile.ZipFile:
    """The archive of ``packed`` bytes, once its directory is within the limits."""
    limits = reading.limits
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise InputError(f"a broken zip file: {error}") from None
    infos = archive.infolist()
    if len(infos) > limits.archive_members:
        limits.exceeded("archive_members", f"{len(infos)} members")
    size = sum(info.file_size for info in infos)
    if size > limits.archive_bytes:
        limits.exceeded("archive_bytes", f"{size} bytes unpacked")
    if size > _SMALL and size > limits.archive_ratio * max(1, packed):
        limits.exceeded("archive_ratio", f"{size} bytes out of {packed}")
    return archive


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, reading: Reading) -> bytes:
    """The bytes of one member; raises ``InputError`` for one that is encrypted, broken or too large."""
    if info.flag_bits & _ENCRYPTED:
        raise InputError("encrypted; unpack it with its password first")
    most = reading.limits.document_bytes
    if info.file_size > most and not info.filename.lower().endswith((".zip", ".jsonl", ".csv")):
        reading.limits.exceeded("document_bytes", f"{info.file_size} bytes")
    if info.file_size > _SMALL and info.file_size > reading.limits.archive_ratio * max(1, info.compress_size):
        reading.limits.exceeded("archive_ratio", f"{info.file_size} bytes out of {info.compress_size}")
    try:
        return archive.read(info)
    except _BROKEN as error:
        raise InputError(f"a broken member of a zip file: {error}") from None


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as meant (Chinese Windows writes GBK and does not say so), without ways out of the archive.

    >>> member_name(zipfile.ZipInfo("../../etc/passwd"))
    'etc/passwd'
    """
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join("".join(c for c in part if c.isprintable()) for part in parts) or "?"


def _is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a symbolic link, whose content is a path and no text."""
    return stat.S_ISLNK(info.external_attr >> 16)


def _wanted(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """The members that are read, with their names, in the order of names."""
    files = [info for info in archive.infolist() if not info.is_dir() and not _is_link(info)]
    named = sorted(((member_name(info), info) for info in files), key=lambda pair: pair[0])
    return [(name, info) for name, info in named if _is_wanted(name)]


def _is_wanted(name: str) -> bool:
    parts = name.split("/")
    return may_hold_reports(parts[-1]) and not any(part.startswith((".", "__MACOSX", "~$")) for part in parts)
