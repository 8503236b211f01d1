"""Values of the database as plain ones that JSON can carry."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import neo4j.graph
import neo4j.spatial
from neo4j.time import Date, DateTime, Duration, Time


class Result(NamedTuple):
    """Rows of an ad-hoc statement, ready for JSON."""

    columns: list[str]
    rows: list[list[Any]]


def plain(value: Any) -> Any:
    """A value without types of the driver: nodes and edges as maps, paths as lists, dates as ISO text.

    >>> import datetime
    >>> plain({"day": datetime.date(2031, 5, 2), "all": (1, None)})
    {'day': '2031-05-02', 'all': [1, None]}
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, neo4j.graph.Node):
        return {"_labels": sorted(value.labels), **{k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, neo4j.graph.Relationship):
        return {"_type": value.type, **{k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, neo4j.graph.Path):
        steps: list[Any] = [plain(value.start_node)]
        for edge, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [plain(edge), plain(node)]
        return steps
    if isinstance(value, Duration):  # a tuple, too
        return value.iso_format()
    if isinstance(value, neo4j.spatial.Point):
        return {"srid": value.srid, "coordinates": list(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, bytes | bytearray):
        return value.hex()
    if isinstance(value, Date | DateTime | Time) or hasattr(value, "isoformat"):
        text: str = value.iso_format() if hasattr(value, "iso_format") else value.isoformat()
        return text
    return str(value)
