"""FollowTheMoney entities (JSON lines), for OpenSanctions' and Aleph's tools.

Invariant: one entity a line, ids are our keys, every value a list of text; a holding of a post is an Occupancy with
dates only where a text states them; a meeting is an Event whose ``involved`` are those present (FollowTheMoney has no
roles).
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from graph.export.canonical import gathered
from graph.file import replacing

if TYPE_CHECKING:
    from graph.store import Store

Row = dict[str, Any]
_FULL_DATE = 4
"""A year is the least that FollowTheMoney takes as a date."""


def write_ftm(store: "Store", path: Path) -> int:
    """Write the graph as FollowTheMoney entities; returns their number."""
    nodes, edges = gathered(store)
    count = 0
    with replacing(path) as out:
        for entity in _entities(nodes, edges):
            out.write(orjson.dumps(entity, option=orjson.OPT_APPEND_NEWLINE))
            count += 1
    return count


def _entity(key: str, schema: str, **properties: Any) -> Row:
    values = {
        name: [str(v) for v in (value if isinstance(value, list) else [value]) if v]
        for name, value in properties.items()
        if value
    }
    return {"id": key, "schema": schema, "properties": {k: v for k, v in values.items() if v}}


def _entities(nodes: dict[str, Row], edges: dict[str, list[Row]]) -> Iterator[Row]:
    group_of = {e["start"]: e["end"] for e in edges["OF"]}
    parent = {e["start"]: e["end"] for e in edges["PART_OF"]}
    ends: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in ("ATTENDED", "CONVENED")}
    for name, found in ends.items():
        for edge in edges[name]:
            found[edge["end"]].append(edge["start"])
    for key, node in nodes.items():
        if node["label"] == "Official":
            gender = {"女": "female", "男": "male"}.get(node.get("sex", ""))
            names = {"name": node["name"], "alias": node.get("aliases"), "weakAlias": node.get("pinyin")}
            yield _entity(key, "Person", **names, gender=gender, ethnicity=node.get("ethnicity"), country="cn")
        elif node["label"] == "Group":
            yield _entity(
                key, "PublicBody", name=node["name"], alias=node.get("aliases"), legalForm=node.get("kind"),
                parent=parent.get(key), country="cn",
            )  # fmt: skip
        elif node["label"] == "Post":
            group = nodes.get(group_of.get(key, ""), {})
            yield _entity(
                key, "Position", name=node["name"], organization=group.get("key"),
                subnationalArea=group.get("territory"), country="cn",
            )  # fmt: skip
        elif node["label"] == "Meeting":
            day = node.get("date", "")
            yield _entity(
                key, "Event", name=node["name"], date=day if day[:_FULL_DATE].isdigit() else None,
                organizer=ends["CONVENED"][key], involved=ends["ATTENDED"][key], location=node.get("place"),
                country="cn",
            )  # fmt: skip
    for edge in edges["HOLDS"]:
        yield _entity(
            f"{edge['start']}-{edge['end']}", "Occupancy", holder=edge["start"], post=edge["end"],
            startDate=edge.get("start_date"), endDate=edge.get("end_date"),
            status="ended" if edge.get("end_date") else "unknown",
        )  # fmt: skip
