"""Scores of records against gold, facet by facet, with the tolerances of the coding guideline.

Facets are sets of strings or pairs per report, counted over all reports (micro-averaged); the headline is the plain
mean of the nine facets' F1. Strings are compared in simplified Chinese without blanks. A body may be named in a longer
or shorter form (the shorter must end the longer); a meeting's name must share at least 0.7 of its character pairs
(Dice).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import opencc

FACETS = ("officials", "posts", "chaired", "attended", "spoke", "directed", "groups", "meetings", "dates")
DECISIVE = ("officials", "posts", "chaired", "attended")
"""A report is wholly right where these four are without any fault."""

_NOTE = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜɡńňǹ]{1,7}\)")
_CONFERENCE = re.compile(r"^(?:人民)?政协(?:第?[一二三四五六七八九十\d]+届)?(.{1,8}?)委员会")
_SIMPLE = opencc.OpenCC("t2s")


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """A string as it is compared."""
    text = _NOTE.sub("", unicodedata.normalize("NFKC", text))
    return "".join(_SIMPLE.convert(text).split())


def facets(record: dict[str, Any]) -> dict[str, set[Any]]:
    """What a record (or a gold annotation) says, as sets."""
    out: dict[str, set[Any]] = {facet: set() for facet in FACETS}
    for official in record.get("officials") or []:
        name = plain(official["name"])
        out["officials"].add(name)
        out["posts"].update((name, plain(post)) for post in official.get("posts") or [])
    for meeting in record.get("meetings") or []:
        for facet in ("chaired", "attended", "spoke", "groups"):
            out[facet].update(plain(item) for item in meeting.get(facet) or [])
        out["meetings"].add(plain(meeting["name"]))
        if meeting.get("date"):
            out["dates"].add(meeting["date"])
    out["directed"].update((plain(name), plain(group)) for name, group in record.get("directed") or [])
    return out


def _pairs(text: str) -> set[str]:
    text = re.sub(r"[^\w]", "", text)
    return {text[i : i + 2] for i in range(max(1, len(text) - 1))}


def same(facet: str, gold: Any, found: Any) -> bool:
    """Whether two items of a facet say the same."""
    if facet == "groups":
        short, long = sorted((_CONFERENCE.sub(r"\1政协", gold), _CONFERENCE.sub(r"\1政协", found)), key=len)
        return len(short) >= 2 and long.endswith(short)
    if facet == "directed":
        return bool(gold[0] == found[0]) and same("groups", gold[1], found[1])
    if facet == "meetings":
        a, b = _pairs(gold), _pairs(found)
        return 2 * len(a & b) >= 0.7 * max(1, len(a) + len(b))
    if facet == "dates":
        return bool(gold == found) or (len(gold) == 5 and found.endswith(gold))
    return bool(gold == found)


@dataclass
class Score:
    """Counts of one set of reports."""

    hits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FACETS, 0))
    gold: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FACETS, 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FACETS, 0))
    reports: int = 0
    right: int = 0

    def add(self, gold: dict[str, Any], record: dict[str, Any]) -> dict[str, tuple[list[Any], list[Any]]]:
        """Count one report; gives what was missed and what was too much, by facet."""
        wanted, said = facets(gold), facets(record)
        free = {plain(name) for name in gold.get("optional") or []}
        faults: dict[str, tuple[list[Any], list[Any]]] = {}
        for facet in FACETS:
            left = {item for item in said[facet] if (item if isinstance(item, str) else item[0]) not in free}
            missed = []
            for item in sorted(wanted[facet], key=str):
                match = item if item in left else next((f for f in sorted(left, key=str) if same(facet, item, f)), None)
                if match is None:
                    missed.append(item)
                else:
                    left.discard(match)
            self.hits[facet] += len(wanted[facet]) - len(missed)
            self.gold[facet] += len(wanted[facet])
            self.found[facet] += len(wanted[facet]) - len(missed) + len(left)
            if missed or left:
                faults[facet] = missed, sorted(left, key=str)
        self.reports += 1
        self.right += not any(facet in faults for facet in DECISIVE)
        return faults

    def precision(self, facet: str) -> float:
        """Share of what was said that is right."""
        return self.hits[facet] / self.found[facet] if self.found[facet] else 0.0

    def recall(self, facet: str) -> float:
        """Share of the gold that was said."""
        return self.hits[facet] / self.gold[facet] if self.gold[facet] else 0.0

    def f1(self, facet: str) -> float:
        """Harmonic mean of both."""
        total = self.found[facet] + self.gold[facet]
        return 2 * self.hits[facet] / total if total else 0.0

    @property
    def mean(self) -> float:
        """The headline: the plain mean of the facets' F1."""
        return sum(map(self.f1, FACETS)) / len(FACETS)

    @property
    def wholly(self) -> float:
        """Share of reports without a fault in the decisive facets."""
        return self.right / self.reports if self.reports else 0.0


def summed(scores: Iterable[Score]) -> Score:
    """One score of several sets of reports."""
    total = Score()
    for score in scores:
        for facet in FACETS:
            total.hits[facet] += score.hits[facet]
            total.gold[facet] += score.gold[facet]
            total.found[facet] += score.found[facet]
        total.reports += score.reports
        total.right += score.right
    return total
