"""Tables of reports, one a row: JSONL, JSON, CSV.

Invariant: one broken row is one rejected row with its line number; the rows around it are read. Only one row is held
in memory at a time.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import orjson

from graph.model import InputError, RecordError, parse_record
from loaders.documents.dates import epoch_date, iso_date
from loaders.documents.encoding import decode, sniff
from loaders.documents.found import Found, Reading, document, rejected

FIELDS = ("id", "title", "text", "published", "url", "publisher")
_ALSO: dict[str, tuple[str, ...]] = {
    "id": ("编号", "序号"),
    "title": ("标题", "題目", "题目"),
    "text": ("content", "body", "正文", "内容", "全文", "內容"),
    "published": ("date", "pubdate", "published_at", "日期", "发布日期", "发布时间", "时间"),
    "url": ("link", "链接", "网址"),
    "publisher": ("source", "来源", "发布机构", "媒体"),
}
_RECORD_KEYS = frozenset(["officials", "meetings"])
_SHEET = 64_000


def column_map(written: str) -> dict[str, str]:
    """``text=正文,published=日期`` as a mapping; raises ``InputError`` naming the fields there are.

    >>> column_map("text=正文, published=日期")
    {'text': '正文', 'published': '日期'}
    """
    columns: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in written.split(","))):
        name, _, column = (part.strip() for part in pair.partition("="))
        if name not in FIELDS or not column:
            raise InputError(f"--map {pair!r}: write FIELD=COLUMN, FIELD one of {', '.join(FIELDS)}")
        columns[name] = column
    return columns


def json_lines(stream: BinaryIO, reading: Reading, first: int = 1) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a JSONL file that hold something, with their numbers; None for one over ``line_bytes``."""
    most = reading.limits.line_bytes
    number = first - 1
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most and not line.endswith(b"\n"):
            while (rest := stream.readline(most)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line := line.removeprefix(b"\xef\xbb\xbf").strip():
            yield number, line


def read_json_row(line: bytes | None, source: str, reading: Reading) -> Found:
    """One line of JSONL as a document; a finished record of huiyi stays one (``Found.record``)."""
    try:
        if line is None:
            reading.limits.exceeded("line_bytes", "a line too long")
        return read_row(_loads(line), source, reading, line)
    except InputError as error:
        return rejected(source, error)


def read_row(row: Any, source: str, reading: Reading, line: bytes | None = None) -> Found:
    """One row as a document; ``line`` is its JSON where the row may be a finished record."""
    if not isinstance(row, dict):
        return rejected(source, f"a JSON {type(row).__name__}, not an object with the keys {', '.join(FIELDS)}")
    text = _value(row, "text", reading.columns)
    if text is None and row.keys() >= _RECORD_KEYS:
        return _record(row, source, line)
    try:
        if text is None:
            keys = ", ".join(str(key) for key in list(row)[:12]) or "none"
            raise InputError(f"no text in it (keys: {keys}); name the column: --map text=COLUMN")
        published, note = _published(_value(row, "published", reading.columns))
        made = document(
            text,
            reading,
            id=_short(_value(row, "id", reading.columns)),
            title=_value(row, "title", reading.columns),
            publisher=_value(row, "publisher", reading.columns),
            url=_value(row, "url", reading.columns),
            published=published,
            context=note,
            origin=_value(row, "url", reading.columns) or _value(row, "publisher", reading.columns),
        )
    except InputError as error:
        return rejected(source, error)
    return Found(source, document=made)


def json_rows(data: bytes, source: str, reading: Reading) -> Iterator[Found]:
    """A JSON file: one object, or a list of objects."""
    try:
        rows = _loads(data if data[:1] in b"[{" else decode(data).encode())
    except InputError as error:
        yield rejected(source, error)
        return
    if isinstance(rows, dict):
        yield read_row(rows, source, reading, data)
        return
    if not isinstance(rows, list):
        yield rejected(source, "JSON, but no object and no list of objects")
        return
    for number, row in enumerate(rows, 1):
        yield read_row(row, f"{source}:{number}", reading)


def csv_rows(stream: BinaryIO, source: str, reading: Reading) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a CSV (or TSV) file with a header, with the line each ends on; raises ``InputError``."""
    head = stream.read(_SHEET)
    encoding, rest = sniff(head, what=source)
    first = rest.decode(encoding, "replace").partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    text = io.TextIOWrapper(_Joined(rest, stream), encoding=encoding, errors="replace", newline="")  # type: ignore[type-var]
    csv.field_size_limit(reading.limits.line_bytes)
    rows = csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(rows, [])]
        sample = dict.fromkeys(header, "")
        if _value(sample, "text", reading.columns) is None:
            names = ", ".join(header[:12])
            raise InputError(f"no column of texts among {names}; name it: --map text=COLUMN")
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, dict(zip(header, row, strict=False))
    except csv.Error as error:
        raise InputError(f"line {rows.line_num}: {error}") from None


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        part = self._head[:size] if self._head else self._rest.read(size)
        self._head = self._head[size:]
        buffer[: len(part)] = part
        return len(part)


def _loads(data: bytes) -> Any:
    """JSON, lone surrogates replaced; raises ``InputError`` with the reason and the column."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        reason = f"malformed JSON: {error}"
    try:  # the standard library reads what orjson refuses: lone surrogates, NaN, bytes that are not UTF-8
        return _sound(json.loads(decode(data)))
    except (ValueError, RecursionError, InputError):
        raise InputError(reason) from None


def _sound(value: Any) -> Any:
    if isinstance(value, dict):
        return {_sound(k): v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for k, v in value.items()}
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [_sound(v) for v in value] if isinstance(value, list) else value


def _value(row: Mapping[str, Any], name: str, columns: Mapping[str, str]) -> str | None:
    """A field of a row: the mapped column, else the column of that name, else one of the usual names."""
    names: Iterable[str] = (columns[name],) if name in columns else (name, *_ALSO[name])
    for column in names:
        value = row.get(column)
        if isinstance(value, str) and (value or name == "text"):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool) and name != "text":
            return str(value)
    return None


def _published(value: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The date as an ISO prefix; a date that cannot be read is kept as context."""
    if value is None:
        return None, ()
    number = value.strip().removesuffix(".0")
    if number.isascii() and number.isdigit() and len(number) in (10, 13):
        day = epoch_date(int(number))
    else:
        day = iso_date(value)
    return day, () if day else (value[:200],)


def _short(value: str | None) -> str | None:
    if value is not None and len(value) > 500:
        raise InputError(f"an id of {len(value)} characters; at most 500 are allowed")
    return value


def _record(row: dict[str, Any], source: str, line: bytes | None) -> Found:
    try:
        record = parse_record(line if line is not None else orjson.dumps(row), source)
    except RecordError as error:
        return rejected(source, error)
    except TypeError as error:  # nested too deep to be written again
        return rejected(source, f"malformed record: {error}")
    return Found(source, record=record.model_dump_json(exclude_none=True).encode())
