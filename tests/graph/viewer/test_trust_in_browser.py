"""Hostile text stays text, and nothing is asked from outside, whatever the network does."""

from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, expect

from graph.viewer import view
from tests.browser import Watched, watched
from tests.graph.viewer.conftest import city

pytestmark = pytest.mark.browser

MARK = "window.stolen = 1"
HOSTILE = [
    f"<script>{MARK}</script>",
    f"</script><script>{MARK}</script>",
    f'<img src=x onerror="{MARK}">',
    f"<svg onload='{MARK}'>",
    f'"><img src=x onerror={MARK}>',
    f"' onmouseover='{MARK}",
    f"javascript:{MARK}",
    f"data:text/html,<script>{MARK}</script>",
    f"<a href='javascript:{MARK}'>href</a>",
    "{{ 7 * 7 }}{% for x in y %}",
    f"<!--<script>{MARK}</script>",
    f"</title></style><iframe srcdoc='<script>parent.{MARK}</script>'>",
]


def hostile_network(text: str) -> "nx.MultiDiGraph[str]":
    """A city in which every string is the given one: ids, names, titles, sentences, addresses, kinds of things."""
    network = city()
    key = f"id {text}"
    network.add_node(key, label="Official", name=text, aliases=[text], pinyin=text, territory=text, **{text: text})
    network.add_node("post", label="Post", name=text, title=text)
    network.add_node("bad", label="Report", id="bad", title=text, url=text, publisher=text, published="2021-01-01")
    network.add_node("kind", label=text, name=text)
    network.add_edge(key, "m1", type="CHAIRED", sentence=text, reports=["bad"], title=text, on_behalf_of=text)
    network.add_edge(key, "post", type="HOLDS", seen_first=text, seen_last=text)
    network.add_edge("bad", key, type="REPORTS", sighting=text, name=text, posts=[text], sentence=text, date=text)
    network.add_edge(key, "kind", type=text, note=text)
    return network


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_text(page: Watched, tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.html"
    key = f"id {text}"
    story = [{"title": text, "caption": text, "nodes": [key]}]
    view(hostile_network(text), title=text, story=story, measures={text: {key: 1.0}}, focus=key).write_html(path)
    page.open(path)
    assert page.page.title() == text
    expect(page.page.locator("#title")).to_have_text(text)
    expect(page.page.locator("#detail h2").first).to_have_text(text)
    assert page.page.locator("#detail blockquote").first.text_content() == text
    addresses = page.run("[...document.querySelectorAll('#detail a')].map(a => a.href)")
    assert all(address.startswith("https://news.example/") for address in addresses)
    page.page.locator("#search").fill(text[:20])
    page.run("huiyi.set({view: 'table'})")
    page.run("huiyi.set({step: 0, view: 'picture'})")
    page.page.keyboard.press("Escape")
    page.page.mouse.move(700, 400)
    assert page.run("window.stolen === undefined && document.querySelectorAll('iframe, img, object').length === 0")


def test_a_script_slipped_into_the_file_is_stopped_by_the_policy(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "tampered.html"
    view(city()).write_html(path)
    html = path.read_text(encoding="utf-8")
    path.write_text(html.replace("</main>", f'<img src="x:" onerror="{MARK}"><script>{MARK}</script></main>'), "utf-8")
    with watched(browser) as page:
        page.open(path)
        assert page.run("window.stolen") is None
        assert any("Content Security Policy" in error for error in page.errors)
        assert page.requests == []


def test_it_opens_when_the_network_swallows_everything(browser: Browser, city_page: Path) -> None:
    with watched(browser, network="silent") as page:
        page.open(city_page)
        assert page.run("huiyi.openedAt") < 5_000
        assert (page.requests, page.errors) == ([], [])


@pytest.mark.parametrize("words", ["#n=%ff%00", "#t=9999-99..x&d=-5&ego=99", "#xe=<script>&v=zzz&l=xx&step=44&e=99999"])
def test_a_broken_address_opens_the_whole_picture(page: Watched, city_page: Path, words: str) -> None:
    page.open(city_page, words)
    assert page.run("huiyi.shown.nodes") >= 1


def test_an_empty_graph_opens(page: Watched, tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    view(nx.MultiDiGraph()).write_html(path)
    page.open(path)
    expect(page.page.locator("#empty")).to_be_visible()
    for key in "t?":
        page.page.keyboard.press(key)


def test_a_notebook_shows_it_in_a_frame(page: Watched, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><p>cell</p>{view(city(), focus='o1')._repr_html_()}", encoding="utf-8")
    page.page.goto(path.as_uri())
    frame = page.page.frame_locator("iframe")
    expect(frame.locator("body.ready #detail h2").first).to_have_text("梁景和", timeout=20_000)
    frame.locator("#canvas").press("1")
    expect(frame.locator("#status")).to_contain_text("nodes")


def test_links_open_apart_and_tell_nothing(page: Watched, city_page: Path) -> None:
    page.open(city_page, "#n=o1")
    links = page.run("[...document.querySelectorAll('#detail a')].map(a => [a.rel, a.target, a.protocol])")
    assert links
    assert all(
        rel == "noopener noreferrer external" and target == "_blank" and p == "https:" for rel, target, p in links
    )


def test_a_graph_too_large_for_one_page_becomes_an_overview_with_pages(
    page: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks.fictional import network

    monkeypatch.setattr("graph.viewer.viewer.LIMIT", 1_000)
    path = tmp_path / "large.html"
    graph = network(2_500)
    view(graph, title="大图").write_html(path)
    files = sorted((tmp_path / "large_files").iterdir())
    assert 2 < len(files) <= 500
    page.open(path)
    assert page.run("huiyi.graph.circles.length") == len(files)
    assert page.run("huiyi.graph.links.reduce((sum, l) => sum + l.nodes, 0)") == 2_500
    name = graph.nodes["o00007"]["name"]
    page.page.locator("#search").fill(name)
    page.page.locator("#found li").first.click()
    page.page.wait_for_url("**/large_files/*")
    page.page.wait_for_selector("body.ready")
    assert page.run("huiyi.graph.name[huiyi.state.selected]") == name
    assert page.page.locator("#detail blockquote").count() > 0
    page.page.locator("#home").click()
    page.page.wait_for_url("**/large.html")
    page.page.wait_for_selector("body.ready")
