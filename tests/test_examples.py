"""The example reports: their gold is well formed, every promised format is there, and reading them gives it back."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

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
            assert post in text or f"任命为{post}" in text
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
