"""The page in a real Chromium that has no network."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import Watched
from tests.graph.viewer.conftest import ATTENDED, CHAIRED

pytestmark = pytest.mark.browser

CLICK = "k => { const k0 = huiyi.graph.place.get(k); return huiyi.onScreen(k0); }"


def click(page: Watched, key: str, **options: object) -> None:
    """Click a node where it stands in the picture."""
    at = page.run(CLICK, key)
    box = page.page.locator("#canvas").bounding_box()
    assert box is not None
    if options.get("shift"):
        page.page.keyboard.down("Shift")
    page.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    if options.get("shift"):
        page.page.keyboard.up("Shift")


def test_everything_of_the_city_is_drawn(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    assert page.run("[huiyi.graph.n, huiyi.graph.m, huiyi.shown.nodes]") == [12, 17, 10]
    names = page.run("huiyi.labels().map(l => l.text)")
    assert {"梁景和", "沈砚秋", "防汛工作推进会"} <= set(names)
    ink = page.run("""() => { const c = document.querySelector('#canvas canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; }""")
    assert ink > 2000


def test_both_edges_of_a_pair_are_kept_and_lie_apart(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    bends = page.run("""() => { const g = huiyi.graph, a = g.place.get('o1'), b = g.place.get('m1');
        return [...g.bend].filter((_, e) => g.from[e] === a && g.to[e] === b); }""")
    assert len(bends) == 3
    assert len(set(bends)) == 3


def test_a_click_on_an_official_shows_the_sentence_and_its_source(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    click(page, "o1")
    panel = page.page.locator("#detail")
    expect(panel.locator("h2").first).to_have_text("梁景和")
    expect(panel.get_by_text(CHAIRED).first).to_be_visible()
    source = panel.get_by_role("link", name="桐浦区召开防汛工作推进会").first
    expect(source).to_have_attribute("href", "https://news.example/r1.html")
    assert "noopener" in (source.get_attribute("rel") or "")
    assert "noreferrer" in (source.get_attribute("rel") or "")
    expect(panel.locator("time").first).to_contain_text("2021-07-29")


@pytest.mark.parametrize("edge", ["CHAIRED", "ATTENDED", "SPOKE_AT", "CONVENED", "HOLDS", "DIRECTED", "REPORTS"])
def test_every_edge_that_a_report_states_has_its_sentence(page: Watched, city_page: Path, edge: str) -> None:
    page.open(city_page)
    proofs = page.run(
        """type => { const g = huiyi.graph;
        return [...g.type.keys()].filter(e => g.types[g.type[e]] === type).map(e => huiyi.evidenceOf(e)[0]); }""",
        edge,
    )
    assert proofs
    assert all(proof["date"] for proof in proofs)
    without = [p for p in proofs if not p["sentence"]]
    assert len(without) == (1 if edge == "CONVENED" else 0)  # of the second meeting no sighting is kept


def test_a_meeting_shows_one_sentence_once_for_all_its_names(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    click(page, "m1")
    assert page.page.locator("#detail").get_by_text(ATTENDED, exact=True).count() == 1


@pytest.mark.parametrize("words", ["梁景和", "liangjing", "liang jing", "ljh", "桐浦区委书记", "何啓文", "领导小组"])
def test_search_finds_by_name_pinyin_initials_alias_post_and_body(page: Watched, city_page: Path, words: str) -> None:
    page.open(city_page)
    page.page.keyboard.press("/")
    page.page.keyboard.type(words)
    wanted = {"何啓文": "何启文", "领导小组": "桐浦区委防汛工作领导小组"}.get(words, "梁景和")
    options = page.page.locator("#found [role=option] .hit")
    assert wanted in options.all_text_contents()
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    expect(page.page.locator("#detail h2").first).to_be_visible()


def test_filters_hide_and_show_with_counts(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    page.page.get_by_label("Meetings").uncheck()
    assert page.run("huiyi.shown.byKind[huiyi.graph.kinds.indexOf('Meeting')]") == 0
    expect(page.page.locator("#status")).to_contain_text("8 of 12 nodes")
    page.page.get_by_label("Meetings").check()
    page.page.get_by_label("chaired").uncheck()
    assert page.run("huiyi.shown.byType[huiyi.graph.types.indexOf('CHAIRED')]") == 0
    page.page.get_by_label("At least").fill("3")
    assert page.run("[...huiyi.shown.node].every((on, k) => !on || huiyi.shown.degree[k] >= 3)")


def test_time_keeps_what_happened_in_the_window(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    page.page.locator("#timeTo").focus()
    page.page.keyboard.press("Home")
    page.until("huiyi.state.to !== null")
    first, second = (f"huiyi.shown.node[huiyi.graph.place.get('{key}')]" for key in ("m1", "m2"))
    assert page.run(f"[{first}, {second}]") == [1, 0]
    page.page.keyboard.press("End")
    page.until("huiyi.state.to === null")
    assert page.run(second) == 1


def test_two_officials_show_the_meetings_that_both_attended(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    click(page, "o1")
    click(page, "o2", shift=True)
    panel = page.page.locator("#detail")
    expect(panel.locator("h2").first).to_have_text("What 梁景和 and 沈砚秋 share")
    assert panel.locator(".edges > li .line .name").all_text_contents() == ["区委常委会会议", "防汛工作推进会"]
    expect(panel.get_by_text(ATTENDED)).to_be_visible()


def test_a_link_restores_the_view(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    click(page, "o2")
    page.run("huiyi.set({ego: 1, offEdges: new Set(['IN'])})")
    page.until("location.hash.includes('ego=1')")
    words = page.run("location.hash")
    shown = page.run("[huiyi.shown.nodes, huiyi.shown.edges, huiyi.state.selected]")
    page.page.goto("about:blank")
    page.open(city_page, words)
    assert page.run("[huiyi.shown.nodes, huiyi.shown.edges, huiyi.state.selected]") == shown
