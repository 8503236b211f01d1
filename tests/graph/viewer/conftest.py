"""A small city of invented people, written once, and a browser to open it in."""

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser

from graph.viewer import view
from tests.browser import Watched, watched

CHAIRED = "7月29日，桐浦区委召开防汛工作推进会，区委书记梁景和主持会议并讲话。"
ATTENDED = "区委副书记、区长沈砚秋，区委常委何启文参加会议。"


def city() -> "nx.MultiDiGraph[str]":
    """Three officials, two meetings, two groups, a post, a place, two reports."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    people = {"o1": ("梁景和", "liang jing he"), "o2": ("沈砚秋", "shen yan qiu"), "o3": ("何启文", "he qi wen")}
    for key, (name, pinyin) in people.items():
        network.add_node(key, label="Official", name=name, pinyin=pinyin, territory="桐浦区", reports=2)
    network.add_node("o3", aliases=["何啓文"])
    network.add_node("o9", label="Official", name="孤立人", reports=1)
    network.add_node("m1", label="Meeting", name="防汛工作推进会", date="2021-07-29", kind="推进会", reports=1)
    network.add_node("m2", label="Meeting", name="区委常委会会议", date="2022-03-15", reports=1)
    network.add_node("g1", label="Group", name="桐浦区委", kind="committee", reports=2)
    network.add_node("g2", label="Group", name="桐浦区委防汛工作领导小组", kind="leading group", reports=1)
    network.add_node("p1", label="Post", name="桐浦区委书记", title="书记", reports=2)
    network.add_node("l1", label="Place", name="桐浦区")
    for key, title, day in (
        ("r1", "桐浦区召开防汛工作推进会", "2021-07-30"),
        ("r2", "区委常委会召开会议", "2022-03-16"),
    ):
        network.add_node(
            key, label="Report", id=f"doc-{key}", title=title, published=day, publisher="桐浦日报",
            url=f"https://news.example/{key}.html",
        )  # fmt: skip
    second = "3月15日，区委书记梁景和主持召开区委常委会会议。"
    one, two, day = ["doc-r1"], ["doc-r2"], "2021-07-29"
    add = network.add_edge
    add("o1", "m1", type="CHAIRED", sentence=CHAIRED, reports=one, title="区委书记", order=1)
    add("o1", "m1", type="ATTENDED", sentence=CHAIRED, reports=one, derived=True)
    add("o1", "m1", type="SPOKE_AT", sentence=CHAIRED, reports=one)
    add("o2", "m1", type="ATTENDED", sentence=ATTENDED, reports=one, title="区委副书记、区长", order=1)
    add("o3", "m1", type="ATTENDED", sentence=ATTENDED, reports=one, title="区委常委", order=2)
    add("o1", "m2", type="CHAIRED", sentence=second, reports=two, title="区委书记")
    add("o1", "m2", type="ATTENDED", sentence=second, reports=two)
    add("o2", "m2", type="ATTENDED", sentence="沈砚秋出席会议。", reports=two)
    add("g2", "m1", type="CONVENED", order=1, reports=one)
    add("g1", "m2", type="CONVENED", order=1, reports=two)
    add("o1", "p1", type="HOLDS", seen_first=day, seen_last="2022-03-15", reports=2)
    add("o1", "g2", type="DIRECTED", title="组长", seen_first=day, seen_last=day, reports=1)
    add("p1", "g1", type="OF")
    add("g2", "g1", type="PART_OF")
    add("g1", "l1", type="IN")
    add("r1", "o1", type="REPORTS", sighting="s1", name="梁景和", posts=["区委书记"], date=day, sentence=CHAIRED)
    add("r1", "m1", type="REPORTS", sighting="s2", name="防汛工作推进会", date=day, sentence=CHAIRED)
    return network


@pytest.fixture(scope="session")
def city_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city as a page."""
    path = tmp_path_factory.mktemp("viewer") / "city.html"
    view(city(), title="桐浦区的会议").write_html(path)
    return path


@pytest.fixture
def page(browser: Browser) -> Iterator[Watched]:
    """A fresh page at desktop size; it may neither complain nor ask for anything."""
    with watched(browser) as seen:
        yield seen
        assert seen.errors == []
        assert seen.requests == []


@pytest.fixture
def phone(browser: Browser) -> Iterator[Watched]:
    """A fresh page at phone size, with touch."""
    with watched(browser, width=360, height=740, has_touch=True, is_mobile=True) as seen:
        yield seen
        assert seen.errors == []
        assert seen.requests == []
