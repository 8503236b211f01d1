"""The list of divisions, and how a name finds its place in it.

Invariants. A gazetteer never changes; ``with_places`` gives a new one. Nothing is read before the first question.
A name finds every place that bears it; whoever asks narrows by the territory around it and by the year.
"""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from graph.places.names import level_of, short_name
from graph.places.territory import ORDER, Level, Territory, digest, inside

DATA = Path(__file__).parent / "data"
SLACK = 2
"""Years by which a report may use a name before or after its span: lists lag, habits too."""
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


class Entry(NamedTuple):
    """One line of the table: one name of one place over a span of years. ``parent`` is an own name, or "" (by code)."""

    lineage: str
    code: str
    own: str
    since: int | None = None
    until: int | None = None
    hosts: tuple[str, ...] = ()
    level: Level | None = None
    parent: str = ""
    aliases: tuple[str, ...] = ()


def _divisions() -> Iterator[Entry]:
    table = gzip.decompress((DATA / "divisions.tsv.gz").read_bytes()).decode()
    for line in table.splitlines():
        lineage, code, own, since, until, hosts = line.split("\t")
        yield Entry(lineage, code, own, int(since) if since else None, int(until) if until else None,
                    tuple(hosts.split(",")) if hosts else ())  # fmt: skip


def _extra() -> Iterator[Entry]:
    """Corps divisions, new areas and short forms that no rule gives: see README.md."""
    for line in (DATA / "extra.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            own, level, parent, since, aliases = (line.split("\t") + [""] * 4)[:5]
            if level == "=":
                continue
            yield Entry(digest("l", own), "", own, int(since) if since else None, None, (),
                        level or None, parent, tuple(aliases.split()))  # type: ignore[arg-type]  # fmt: skip


@lru_cache(maxsize=1)
def _run_by() -> dict[str, str]:
    """City -> the Corps division that runs it, whatever its code says."""
    lines = (DATA / "extra.tsv").read_text("utf-8").splitlines()
    return {own: parent for own, mark, parent in (line.split("\t")[:3] for line in lines if "\t=\t" in line)}


class Gazetteer:
    """A list of places.

    ``entries`` are the lines of the table: by default the national one.
    """

    def __init__(self, entries: Iterable[Entry] | None = None) -> None:
        self._given = tuple(entries) if entries is not None else None
        self._made: dict[int, Territory] = {}
        self._names: dict[str, tuple[Territory, ...]] = {}

    # ------------------------------------------------------------------------------------------------ the list itself

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return self._given if self._given is not None else (*_divisions(), *_extra())

    @cached_property
    def _own(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            if entry.code or entry.level:
                index[entry.own].append(number)
        return dict(index)

    @cached_property
    def _alias(self) -> dict[str, list[int]]:
        """Further full forms: 彭水县, 大理州, 莫旗."""
        index: dict[str, list[int]] = defaultdict(list)
        for own, alias in ((e.own, alias) for e in self._entries for alias in e.aliases):
            index[alias].extend(n for n in self._own.get(own, ()) if n not in index[alias])
        for number, entry in enumerate(self._entries):  # an autonomous place without its peoples
            if "自治" in entry.own and entry.code and not entry.own.endswith("区"):
                plain = short_name(entry.own) + entry.own[-1]
                if number not in index[plain]:
                    index[plain].append(number)
        return dict(index)

    @cached_property
    def _short(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            short = short_name(entry.own)
            if short != entry.own and (entry.code or entry.level):
                index[short].append(number)
        return dict(index)

    @cached_property
    def _codes(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            if entry.code.endswith("00"):
                index[entry.code].append(number)
        return dict(index)

    @cached_property
    def hosts(self) -> dict[str, Territory]:
        """Label of a web host under gov.cn -> place, where the label can mean one place only."""
        return {label: self._territory(n) for n, entry in enumerate(self._entries) for label in entry.hosts}

    @cached_property
    def counties(self) -> dict[str, int]:
        """Lineage of a province -> how many counties and districts it has at present."""
        now = [entry.code for entry in self._entries if entry.code and not entry.until]
        number = Counter(code[:2] for code in now if not code.endswith("00"))
        return {
            entry.lineage: number[entry.code[:2]]
            for entry in self._entries
            if entry.code.endswith("0000") and not entry.until
        }

    @cached_property
    def longest(self) -> int:
        """Characters of the longest own name."""
        return max(map(len, (*self._own, *self._alias)), default=0)

    @cached_property
    def nation(self) -> Territory:
        """China."""
        return Territory(digest("p", "中国"), "中国", "中国", "中国", "nation", lineage="nation")

    def with_places(self, rows: Iterable[tuple[str, str | None]]) -> "Gazetteer":
        """This list and more places: (own name, own name of the place it lies in or None), parents first.

        For territories that the national list does not hold: fictional worlds, zones, towns.

        >>> places = Gazetteer().with_places([("云泽省", None), ("岚州市", "云泽省"), ("澄湖区", "岚州市")])
        >>> places.find("澄湖")[0].name
        '岚州市澄湖区'
        """
        entries = list(self._entries)
        levels: dict[str, Level] = {}
        for own, parent in rows:
            level = level_of(own) or "county"
            above = levels.get(parent or "")
            if above == "prefecture" and level == "prefecture":
                level = "county"  # a city under a city
            levels[own] = level
            entries.append(Entry(digest("l", parent or "", own), "", own, level=level, parent=parent or ""))
        return Gazetteer(entries)

    def _territory(self, number: int) -> Territory:
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = self._make(self._entries[number])
        return made

    def _make(self, entry: Entry) -> Territory:
        level, parent = entry.level, self.nation
        run_by = _run_by().get(entry.own, "") if entry.code.startswith("6590") else ""
        if run_by or entry.parent:
            level = level or ("county" if run_by else None)
            above = [n for n in self._own.get(run_by or entry.parent, ()) if self._entries[n] != entry]
            if above:
                parent = self._territory(above[-1])
        elif entry.code:
            level, parent = self._by_code(entry)
        level = level or level_of(entry.own) or "county"
        full = parent.own + entry.own if _prefixed(level, parent) else entry.own
        key = digest("p", entry.lineage, entry.own)
        return Territory(
            key, full, entry.own, short_name(entry.own), level, entry.code or None, parent,
            entry.since, entry.until, entry.lineage,
        )  # fmt: skip

    def _by_code(self, entry: Entry) -> tuple[Level, Territory]:
        code = entry.code
        if code.endswith("0000"):
            return "province", self.nation
        level: Level = "prefecture" if code.endswith("00") else "county"
        for above in (code[:4] + "00", code[:2] + "0000"):
            numbers = [n for n in self._codes.get(above, ()) if above != code]
            if numbers:
                return level, self._territory(max(numbers, key=lambda n: _overlap(self._entries[n], entry)))
        return level, self.nation

    # ----------------------------------------------------------------------------------------------------- questions

    def find(self, name: str, within: Territory | None = None, year: int | None = None) -> tuple[Territory, ...]:
        """Every listed place of this name: in full, by its last part, in short, or by a former name.

        ``within`` keeps those inside a territory; ``year`` those that bore the name then (give or take two years).
        Without a year present names win over former ones, and with one name of a place its newest.

        >>> [t.name for t in Gazetteer().find("市中区")]
        ['济南市市中区', '枣庄市市中区', '内江市市中区', '乐山市市中区']
        """
        known = self.bearers(name)
        if within is not None:
            known = tuple(t for t in known if inside(t, within))
        return _newest(known, year)

    def bearing(self, own: str) -> bool:
        """Whether some listed place has exactly this name in full: 秦州区, 彭水县, not 秦州."""
        return own in self._own or own in self._alias

    def bearers(self, name: str) -> tuple[Territory, ...]:
        """Every listed place that bears or bore a name, in full, by its last part or in short; nothing is weighed.

        >>> sorted({t.own for t in Gazetteer().bearers("凤翔")})
        ['凤翔区', '凤翔县']
        """
        found = self._names.get(name)
        if found is None:
            if len(self._names) > 50_000:
                self._names.clear()
            found = self._names[name] = self._search(name)
        return found

    def _search(self, name: str) -> tuple[Territory, ...]:
        if name in ("中国", "全国", "中华人民共和国"):
            return (self.nation,)
        numbers = [*self._own.get(name, ()), *self._alias.get(name, ())]
        if all(self._entries[n].until for n in self._own.get(name, ())):
            # 巴州 is 巴音郭楞 in short, or 巴州区; 辉县 is 辉县市 since no county is called so any more
            numbers += self._short.get(name, ())
        if numbers:
            return tuple(self._territory(n) for n in dict.fromkeys(numbers))
        for cut in range(min(len(name) - 2, self.longest), 1, -1):  # 天水市秦州区, 甘肃天水
            rest = name[cut:]
            if not self.bearing(name[:cut]) and name[:cut] not in self._short:
                continue
            above = self.bearers(name[:cut])
            below = tuple(t for t in self.bearers(rest) if any(t != a and inside(t, a) for a in above))
            if below:
                return below
        return ()

    def unknown(self, name: str, parent: Territory | None = None) -> Territory:
        """A place that no list knows, by its name: its level from the suffix, a key of its own.

        What it lies in is part of a town or village (each county has its 城关镇), and of no larger place: one report
        names the city of 澄湖区, the next does not, and both must mean one place. Give a list of such places to
        ``with_places`` where that matters.

        >>> place = Gazetteer().unknown("岚州市澄湖区")
        >>> place.name, place.level, place == Gazetteer().unknown("澄湖区")
        ('澄湖区', 'county', True)
        >>> Gazetteer().unknown("澄湖区古槐镇").parent.name
        '澄湖区'
        """
        own, above, city = name, parent, False
        for cut in _cuts(name):
            head = self.find(name[:cut]) if self.bearing(name[:cut]) else ()
            above = head[0] if len(head) == 1 else self.unknown(name[:cut], parent)
            own = name[cut:]
            city = above.level == "prefecture"
            break
        level = level_of(own) or "county"
        if city and level == "prefecture":
            level = "county"  # a city under a city
        if level in ("town", "village") and above is not None:
            return Territory(
                digest("p", "?", own, above.key), above.own + own, own, short_name(own), level, parent=above
            )
        return Territory(digest("p", "?", own, level), own, own, short_name(own), level)


def _prefixed(level: Level, parent: Territory) -> bool:
    """Whether the full name opens with the parent's: 天水市秦州区, 北京市海淀区, but 天水市."""
    if level in ("town", "village", "zone"):
        return parent.level != "nation"
    return level == "county" and (parent.level == "prefecture" or (parent.code or "")[:2] in MUNICIPALITIES)


def _cuts(name: str) -> Iterator[int]:
    """Where a full name of unknown places may be cut, the last cut first."""
    for cut in range(len(name) - 2, 1, -1):
        head, rest = name[:cut], name[cut:]
        upper, lower = level_of(head), level_of(rest)
        if upper is None or lower is None or (head.endswith(("州", "街道", "村")) and not head.endswith("自治州")):
            continue
        if head.endswith("区") and not head.endswith("自治区") and lower not in ("town", "village"):
            continue
        if ORDER[upper] < ORDER[lower] or (upper == lower == "prefecture" and head.endswith("市")):
            yield cut


def _overlap(above: Entry, entry: Entry) -> tuple[int, int]:
    first = max(above.since or 0, entry.since or 0)
    last = min(above.until or 9999, entry.until or 9999)
    return (min(last - first, 9999), above.until or 9999)


def _newest(known: tuple[Territory, ...], year: int | None) -> tuple[Territory, ...]:
    """Those of a year, or the present ones; one name of each lineage."""
    if year is not None:
        then = tuple(t for t in known if (t.valid_from or 0) - SLACK <= year <= (t.valid_to or 9999) + SLACK)
        known = then or known
    else:
        known = tuple(t for t in known if t.valid_to is None) or known
    best: dict[str, Territory] = {}
    for t in known:
        old = best.get(t.lineage)
        if old is None or _freshness(t, year) > _freshness(old, year):
            best[t.lineage] = t
    return tuple(sorted(best.values(), key=lambda t: (ORDER[t.level], t.code or "9", t.name)))


def _freshness(t: Territory, year: int | None) -> tuple[bool, int, str]:
    exact = year is not None and (t.valid_from or 0) <= year < (t.valid_to or 9999)
    return (exact, t.valid_to or 9999, t.key)


@lru_cache(maxsize=1)
def national() -> Gazetteer:
    """The national list, read once."""
    return Gazetteer()
