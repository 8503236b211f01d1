"""Popolo JSON (persons, organizations, posts, memberships, events, areas), for civic-tech tools.

Invariant: only what Popolo has a place for, and only what reports state: start and end dates where a text says them,
never first and last seen passed off as a term. Attendance has no class of its own in Popolo; attendees are listed.
"""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from graph.export.canonical import gathered
from graph.file import replacing

if TYPE_CHECKING:
    from graph.store import Store

Row = dict[str, Any]


def write_popolo(store: "Store", path: Path) -> int:
    """Write one Popolo document; returns the number of its objects."""
    nodes, edges = gathered(store)
    document = {
        "persons": [_person(n) for n in nodes.values() if n["label"] == "Official"],
        "organizations": _organizations(nodes, edges),
        "posts": _posts(nodes, edges),
        "memberships": _memberships(edges, {e["start"]: e["end"] for e in edges["OF"]}, nodes),
        "events": _events(nodes, edges),
        "areas": _areas(nodes, edges),
    }
    with replacing(path) as out:
        out.write(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    return sum(map(len, document.values()))


def _filled(row: Row) -> Row:
    return {k: v for k, v in row.items() if v not in (None, [], "")}


def _person(node: Row) -> Row:
    gender = {"女": "female", "男": "male"}.get(node.get("sex", ""))
    other = [{"name": alias} for alias in node.get("aliases", [])]
    if node.get("pinyin"):
        other.append({"name": node["pinyin"], "note": "pinyin"})
    return _filled({"id": node["key"], "name": node["name"], "other_names": other, "gender": gender})


def _organizations(nodes: dict[str, Row], edges: dict[str, list[Row]]) -> list[Row]:
    parent = {e["start"]: e["end"] for e in edges["PART_OF"]}
    area = {e["start"]: e["end"] for e in edges["IN"]}
    return [
        _filled(
            {
                "id": key,
                "name": node["name"],
                "other_names": [{"name": alias} for alias in node.get("aliases", [])],
                "classification": node.get("kind"),
                "parent_id": parent.get(key),
                "area_id": area.get(key),
            }
        )
        for key, node in nodes.items()
        if node["label"] == "Group"
    ]


def _posts(nodes: dict[str, Row], edges: dict[str, list[Row]]) -> list[Row]:
    group = {e["start"]: e["end"] for e in edges["OF"]}
    return [
        _filled({"id": key, "label": node["name"], "role": node.get("title"), "organization_id": group.get(key)})
        for key, node in nodes.items()
        if node["label"] == "Post"
    ]


def _memberships(edges: dict[str, list[Row]], group: dict[str, str], nodes: dict[str, Row]) -> list[Row]:
    return [
        _filled(
            {
                "person_id": e["start"],
                "post_id": e["end"],
                "organization_id": group.get(e["end"]),
                "role": nodes[e["end"]].get("title"),
                "start_date": e.get("start_date"),
                "end_date": e.get("end_date"),
            }
        )
        for e in edges["HOLDS"]
    ]


def _events(nodes: dict[str, Row], edges: dict[str, list[Row]]) -> list[Row]:
    present: dict[str, list[Row]] = defaultdict(list)
    for edge in edges["ATTENDED"]:
        present[edge["end"]].append(edge)
    hosts: dict[str, list[Row]] = defaultdict(list)
    for edge in edges["CONVENED"]:
        hosts[edge["end"]].append(edge)
    return [
        _filled(
            {
                "id": key,
                "name": node["name"],
                "start_date": node.get("date") if len(node.get("date", "")) != len("07-29") else None,
                "classification": node.get("kind"),
                "location": node.get("place"),
                "organization_id": next((e["start"] for e in sorted(hosts[key], key=lambda e: e["order"])), None),
                "attendees": [
                    {"id": e["start"], "name": nodes[e["start"]]["name"]}
                    for e in sorted(present[key], key=lambda e: (e.get("order") or 10_000, e["start"]))
                ],
            }
        )
        for key, node in nodes.items()
        if node["label"] == "Meeting"
    ]


def _areas(nodes: dict[str, Row], edges: dict[str, list[Row]]) -> list[Row]:
    parent = {e["start"]: e["end"] for e in edges["PART_OF"]}
    return [
        _filled(
            {
                "id": key,
                "name": node["name"],
                "identifier": node.get("code"),
                "classification": node.get("level"),
                "parent_id": parent.get(key),
            }
        )
        for key, node in nodes.items()
        if node["label"] == "Place"
    ]
