"""The example reports: their gold is well formed, every promised format is there, and reading them gives it back."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from graph.model import MeetingReport
from loaders.corpus import read_all

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORTS = EXAMPLES / "reports"
EXPECTED: list[dict[str, Any]] = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))
NOTE = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\)")
TO_SIMPLIFIED = OpenCC("t2s")


def clean(text: str) -> str:
    return str(TO_SIMPLIFIED.convert(NOTE.sub("", unicodedata.normalize("NFKC", text))))


def text_of(entry: dict[str, Any]) -> str:
    raw = (REPORTS / entry["file"]).read_bytes()
    text = raw.decode("gbk" if b"gb2312" in raw else "utf-8")
    if entry["id"]:
        rows = map(json.loads, text.splitlines())
        return clean(next(f"{r['title']}\n{r['text']}" for r in rows if r["id"] == entry["id"]))
    return clean(text)


def name_of(entry: dict[str, Any]) -> str:
    return str(entry["id"] or entry["file"])


@pytest.mark.parametrize("entry", EXPECTED, ids=name_of)
def test_gold_rests_on_the_text(entry: dict[str, Any]) -> None:
    text, gold = text_of(entry), entry["gold"]
    named = {official["name"] for official in gold["officials"]}
    assert len(named) == len(gold["officials"]), "each person once"
    for official in gold["officials"]:
        assert official["name"] in text
        for post in official["posts"]:
            assert post in text
    for meeting in gold["meetings"]:
        present = set(meeting["attended"])
        assert set(meeting["chaired"]) | set(meeting["spoke"]) <= present <= named
        assert len(present) == len(meeting["attended"])
        assert all(group in text for group in meeting["groups"])
        assert re.fullmatch(r"202[1-3]-\d\d-\d\d", meeting["date"])
        assert meeting["date"] <= entry["published"]
    assert all(head in named and group in text for head, group in gold["directed"])


def test_every_report_has_gold_and_every_format_is_there() -> None:
    found = {(path.name, None) for path in REPORTS.iterdir() if path.suffix in {".txt", ".html"}}
    lines = (REPORTS / "linchuan.jsonl").read_text(encoding="utf-8").splitlines()
    found |= {("linchuan.jsonl", json.loads(line)["id"]) for line in lines}
    assert found == {(e["file"], e["id"]) for e in EXPECTED}
    assert len(found) == len(EXPECTED) >= 18
    tags = {tag for e in EXPECTED for tag in e["tags"]}
    assert tags >= {
        "gbk", "t2s-noise", "traditional", "reprint", "two-outlets", "namesake", "promotion", "change-of-head",
        "joint-sitting", "on-behalf-of", "visit-without-meeting", "appointment",
    }  # fmt: skip


def test_namesakes_sit_in_two_districts_on_one_day() -> None:
    seen = [
        (meeting["date"], entry["publisher"])
        for entry in EXPECTED
        for meeting in entry["gold"]["meetings"]
        if "周海宁" in meeting["attended"]
    ]
    days = [day for day, _ in seen]
    assert any(days.count(day) == 2 and len({p for d, p in seen if d == day}) == 2 for day in days)


def facets(officials: Any, meetings: Any, directed: Any) -> dict[str, set[Any]]:
    """What a record says, as sets."""
    found: dict[str, set[Any]] = {
        "officials": {o["name"] for o in officials},
        "posts": {(o["name"], post) for o in officials for post in o["posts"]},
        "directed": {tuple(pair) for pair in directed},
        "meetings": {(m["name"], m["date"]) for m in meetings},
    }
    for part in ("groups", "chaired", "attended", "spoke"):
        found[part] = {(m["date"], one) for m in meetings for one in m[part]}
    return found


@pytest.fixture(scope="module")
def records() -> dict[str, MeetingReport]:
    """By the id that a line gives, or the hash of the file."""
    read = [result.record for result in read_all([REPORTS], jobs=1)]
    return {key: record for record in read if record for key in (record.id, record.source.sha256) if key}


def record_of(entry: dict[str, Any], records: dict[str, MeetingReport]) -> MeetingReport:
    return records[entry["id"] or hashlib.sha256((REPORTS / entry["file"]).read_bytes()).hexdigest()]


def test_reading_the_reports_gives_back_what_they_say(records: dict[str, MeetingReport]) -> None:
    hits: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for entry in EXPECTED:
        gold, record = entry["gold"], record_of(entry, records).model_dump()
        truth = facets(gold["officials"], gold["meetings"], gold["directed"])
        said = facets(record["officials"], record["meetings"], record["directed"])
        for facet, expected in truth.items():
            may = {one for one in said[facet] if (one if isinstance(one, str) else one[0]) in gold["optional"]}
            hits[facet] += 2 * len(expected & said[facet])
            size[facet] += len(expected) + len(said[facet] - may)
    scores = {facet: hits[facet] / size[facet] for facet in size}
    assert min(scores.values()) >= 0.85, scores
    assert min(scores[facet] for facet in ("officials", "posts", "chaired", "attended", "meetings")) >= 0.97, scores


@pytest.mark.parametrize("entry", EXPECTED, ids=name_of)
def test_reading_finds_title_and_date_of_publication(entry: dict[str, Any], records: dict[str, MeetingReport]) -> None:
    source = record_of(entry, records).source
    assert clean(source.title or "") == entry["title"]
    if "t2s-noise" not in entry["tags"]:
        assert source.published == entry["published"]
