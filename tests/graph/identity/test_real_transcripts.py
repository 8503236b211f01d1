"""Real transcripts of the evening news, where they are at hand: the leaders of the nation are one official each."""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from graph.build import Elements
from graph.load import build
from graph.model import Holds, Official, Post, Report, Reports
from loaders import Document, read

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "real-dev.jsonl"
NATIONAL = (
    "中央政治局",
    "国务院总理",
    "国务院副总理",
    "国务委员",
    "国家主席",
    "国家副主席",
    "总书记",
    "委员长",
    "全国政协",
)

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the real transcripts are not beside this checkout")


@cache
def _lines() -> tuple[dict[str, str], ...]:
    return tuple(json.loads(line) for line in CORPUS.read_text("utf-8").splitlines())


@cache
def _graph() -> Elements:
    said = [
        read(Document(d["id"], d["text"], title=d["title"], published=d["published"]))
        for d in _lines()
    ]  # fmt: skip
    return build(said)


def _mentions() -> list[Reports]:
    people = {key for key, node in _graph().nodes.items() if isinstance(node, Official)}
    return [e for e in _graph().edges.values() if isinstance(e, Reports) and e.end in people]


def _leaders() -> set[str]:
    """The names that some transcript gives a post of the nation's leaders."""
    return {e.name for e in _mentions() if any(word in post for post in e.posts for word in NATIONAL)}


def test_every_leader_is_one_official() -> None:
    officials: dict[str, set[str]] = defaultdict(set)
    for mention in _mentions():
        officials[mention.name].add(mention.end)
    assert len(_leaders()) > 30
    assert {name: keys for name, keys in officials.items() if name in _leaders() and len(keys) != 1} == {}


def test_no_two_persons_are_merged() -> None:
    """No official has two names, nor two mentions in one report."""
    names: dict[str, set[str]] = defaultdict(set)
    reports: dict[str, list[str]] = defaultdict(list)
    for mention in _mentions():
        names[mention.end].add(mention.name)
        reports[mention.end].append(mention.start)
    assert {key: found for key, found in names.items() if len(found) > 1} == {}
    assert [key for key, found in reports.items() if len(found) != len(set(found))] == []


def test_everyone_holds_the_posts_of_his_time() -> None:
    """Each post of a transcript is held by that very official on that very day, and on no day not told."""
    days = {key: node.published for key, node in _graph().nodes.items() if isinstance(node, Report)}
    told: dict[str, set[str | None]] = defaultdict(set)
    for mention in _mentions():
        told[mention.end] |= {mention.date, days[mention.start]}
    held = [e for e in _graph().edges.values() if isinstance(e, Holds)]
    holders = {e.start for e in held}
    assert {e.name for e in _mentions() if set(e.posts) - set(e.former) and e.end not in holders} == set()
    wrong = [(e.start, e.end) for e in held if not {e.seen_first, e.seen_last} - {None} <= told[e.start]]
    assert wrong == []


def test_who_changed_the_post_has_both_one_after_the_other() -> None:
    """Whoever is told of as premier holds that post before or after another one, never two premiers on one day."""
    posts = {key: node for key, node in _graph().nodes.items() if isinstance(node, Post)}
    terms = [e for e in _graph().edges.values() if isinstance(e, Holds) and posts[e.end].name == "国务院总理"]
    assert len(terms) > 1
    ordered = sorted((e.seen_first or "", e.seen_last or "") for e in terms)
    assert all(before[1] < after[0] for before, after in zip(ordered, ordered[1:], strict=False))
