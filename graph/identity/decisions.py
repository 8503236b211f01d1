"""What people decided about officials: *the same* or *not the same*, by the ids of sightings.

Invariants. A decision is a line that is only ever added to; undoing is a later line. The newest line about a pair
is the one that holds. Decisions name sightings, never clusters: a sighting's id is given once and for ever, so a
decision survives a reload of everything. What holds never contradicts itself (nobody is both the same as and
different from somebody, however long the chain): a contradiction is refused with the pair that has to be undone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import orjson

from graph.errors import InputError, RecordError
from graph.file import replacing

Verdict = Literal["same", "differ", "undo"]
Pair = tuple[str, str]

_VERDICTS: tuple[Verdict, ...] = ("same", "differ", "undo")


def ordered(a: str, b: str) -> Pair:
    """The two ids as a pair in which order says nothing.

    >>> ordered("s2", "s1")
    ('s1', 's2')
    """
    return (a, b) if a <= b else (b, a)


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file: a verdict on two sightings, by whom, when (ISO) and why."""

    verdict: Verdict
    a: str
    b: str
    by: str | None = None
    at: str | None = None
    note: str | None = None

    @property
    def pair(self) -> Pair:
        """The two sightings, in the order of their ids."""
        return ordered(self.a, self.b)


class Decisions:
    """All lines so far, and what holds after the last of them.

    >>> decided = Decisions().differ("s1", "s2", at="2024-05-01").same("s2", "s3", at="2024-05-02")
    >>> decided.differing, decided.joined
    (frozenset({('s1', 's2')}), frozenset({('s2', 's3')}))
    >>> decided.undo("s1", "s2").differing
    frozenset()
    """

    __slots__ = ("_of", "differing", "joined", "lines")

    def __init__(self, lines: Iterable[Decision] = ()) -> None:
        """Raises ``InputError`` where the lines that hold contradict each other."""
        self.lines: tuple[Decision, ...] = tuple(lines)
        holding: dict[Pair, Verdict] = {}
        for line in self.lines:
            if line.a == line.b:
                raise InputError(f"the decision {line.verdict} {line.a} {line.b} names one sighting twice: name two")
            holding[line.pair] = line.verdict
        self.joined: frozenset[Pair] = frozenset(p for p, v in holding.items() if v == "same")
        self.differing: frozenset[Pair] = frozenset(p for p, v in holding.items() if v == "differ")
        self._of: dict[str, set[str]] = {}
        for a, b in (*self.joined, *self.differing):
            self._of.setdefault(a, set()).add(b)
            self._of.setdefault(b, set()).add(a)
        _refuse_contradictions(self.joined, self.differing)

    # ------------------------------------------------------------------------------------------------- deciding

    def same(
        self, a: str, b: str, *, by: str | None = None, at: str | None = None, note: str | None = None
    ) -> "Decisions":
        """The two sightings show one person."""
        return self._and(Decision("same", a, b, by, at or _now(), note))

    def differ(
        self, a: str, b: str, *, by: str | None = None, at: str | None = None, note: str | None = None
    ) -> "Decisions":
        """The two sightings show two persons."""
        return self._and(Decision("differ", a, b, by, at or _now(), note))

    def undo(
        self, a: str, b: str, *, by: str | None = None, at: str | None = None, note: str | None = None
    ) -> "Decisions":
        """Take back what was decided on the two sightings. Raises ``InputError`` where nothing was."""
        if ordered(a, b) not in self.joined | self.differing:
            raise InputError(f"nothing is decided on {a} and {b}: there is nothing to undo")
        return self._and(Decision("undo", a, b, by, at or _now(), note))

    def _and(self, line: Decision) -> "Decisions":
        return Decisions((*self.lines, line))

    # -------------------------------------------------------------------------------------------------- asking

    def __len__(self) -> int:
        return len(self.lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Decisions) and self.lines == other.lines

    def __hash__(self) -> int:
        return hash(self.lines)

    def verdict(self, a: str, b: str) -> Verdict | None:
        """What holds on exactly this pair."""
        pair = ordered(a, b)
        return "same" if pair in self.joined else "differ" if pair in self.differing else None

    def history(self, *sightings: str) -> tuple[Decision, ...]:
        """Every line that names one of the sightings, oldest first; without any, every line."""
        wanted = set(sightings)
        return tuple(line for line in self.lines if not wanted or line.a in wanted or line.b in wanted)

    def partners(self, sightings: Iterable[str]) -> frozenset[str]:
        """The sightings that a holding decision ties to one of these (also of another name)."""
        found: set[str] = set()
        for sighting in sightings:
            found |= self._of.get(sighting, set())
        return frozenset(found)

    def concerns(self, sighting: str) -> bool:
        """Whether a holding decision names this sighting."""
        return sighting in self._of

    # ----------------------------------------------------------------------------------------------- the file

    @classmethod
    def load(cls, path: str | Path) -> "Decisions":
        """Read a file of decisions; one that does not exist yet holds none.

        Raises ``RecordError`` with all faults of the file, ``InputError`` on a contradiction.
        """
        try:
            content = Path(path).read_bytes()
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise InputError(f"{path}: decisions cannot be read ({error.strerror}); check the path") from None
        faults: list[str] = []
        lines = list(_parsed(content, faults))
        if faults:
            raise RecordError(str(path), faults)
        return cls(lines)

    def save(self, path: str | Path) -> None:
        """Write all lines, in one step: a reader sees the old file or the new one."""
        with replacing(Path(path)) as file:
            file.writelines(_line(decision) for decision in self.lines)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(decision: Decision) -> bytes:
    keys = ("verdict", "a", "b", "by", "at", "note")
    return orjson.dumps({k: v for k in keys if (v := getattr(decision, k)) is not None}) + b"\n"


def _parsed(content: bytes, faults: list[str]) -> Iterator[Decision]:
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            row = orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            faults.append(f"line {number}: not JSON ({error.msg})")
            continue
        if not isinstance(row, dict) or row.get("verdict") not in _VERDICTS:
            faults.append(f"line {number}: needs a verdict, one of {', '.join(_VERDICTS)}")
            continue
        wrong = [k for k in ("a", "b") if not isinstance(row.get(k), str) or not row[k]]
        wrong += [k for k in ("by", "at", "note") if not isinstance(row.get(k), str | None)]
        if not wrong and row["a"] == row["b"]:
            wrong = ["b"]
        if wrong:
            faults.append(f"line {number}: {', '.join(wrong)} must be text, and a and b two sightings")
            continue
        yield Decision(row["verdict"], row["a"], row["b"], row.get("by"), row.get("at"), row.get("note"))


def _refuse_contradictions(joined: frozenset[Pair], differing: frozenset[Pair]) -> None:
    root: dict[str, str] = {}

    def find(x: str) -> str:
        while (up := root.get(x, x)) != x:
            root[x] = root.get(up, up)
            x = up
        return x

    for a, b in sorted(joined):
        one, other = sorted((find(a), find(b)))
        root[other] = one
    for a, b in sorted(differing):
        if find(a) == find(b):
            raise InputError(
                f"{a} and {b} are decided to differ, and other decisions make them the same: "
                f"undo one of them (huiyi identity history {a} shows the lines)"
            )
