"""Usable by keyboard, by screen reader, on a phone, in both languages and both schemes."""

import csv
import io
import json
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from benchmarks.fictional import network
from graph.viewer import view
from tests.browser import Watched, watched
from tests.graph.viewer.conftest import CHAIRED, city

pytestmark = pytest.mark.browser


def grave(page: Watched) -> list[str]:
    """Serious and critical findings of axe-core (and moderate ones, with their places)."""
    found = Axe().run(page.page).response["violations"]
    return [
        f"{v['id']} ({v['impact']}): {[n['target'] for n in v['nodes']][:4]}"
        for v in found
        if v["impact"] in ("serious", "critical", "moderate")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(browser: Browser, city_page: Path, scheme: Literal["light", "dark"]) -> None:
    with watched(browser, scheme=scheme, bypass_csp=True) as page:  # axe adds a script of its own
        for words in ("", "#n=o1", "#n=o1&b=o2", "#e=0", "#v=table&l=zh", "#n=o1&ego=2&c=community"):
            page.page.goto("about:blank")
            page.open(city_page, words)
            assert grave(page) == [], words
        page.page.keyboard.press("?")
        assert grave(page) == [], "help"


def test_axe_finds_nothing_grave_on_a_phone(browser: Browser, city_page: Path) -> None:
    with watched(browser, width=360, height=740, bypass_csp=True, has_touch=True, is_mobile=True) as page:
        page.open(city_page, "#n=o1")
        assert grave(page) == []


def test_every_function_by_keyboard(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    press, run = page.page.keyboard.press, page.run
    page.page.locator("#canvas").focus()
    at = run("huiyi.sight().x")
    press("ArrowRight")
    assert run("huiyi.sight().x") > at
    scale = run("huiyi.sight().scale")
    press("+")
    assert run("huiyi.sight().scale") > scale
    press("Home")
    press("Enter")
    first = run("huiyi.state.selected")
    assert first >= 0
    walked = False
    for arrow in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        press(arrow)
        walked = walked or run("huiyi.state.selected") != first
    assert walked
    press("2")
    assert run("huiyi.state.ego") == 2
    press("0")
    press("c")
    page.page.keyboard.type("沈砚秋")
    press("Enter")
    assert run("[huiyi.state.second >= 0, huiyi.state.comparing]") in ([True, False], [False, False])
    press("Escape")
    press("]")
    assert run("huiyi.state.from !== null")
    press("p")
    assert page.page.locator("#play").get_attribute("aria-pressed") == "true"
    press("p")
    press("t")
    assert run("huiyi.state.view") == "table"
    press("t")
    press("f")
    expect(page.page.locator("#side")).to_be_hidden()
    press("?")
    expect(page.page.locator("#help")).to_be_visible()
    press("Escape")
    expect(page.page.locator("#help")).to_be_hidden()


def test_tab_reaches_every_control_in_order_and_is_never_caught(page: Watched, city_page: Path) -> None:
    page.open(city_page, "#n=o1")
    page.page.locator("body").press("Home")
    reached = []
    for _ in range(140):
        page.page.keyboard.press("Tab")
        here = page.run(
            """() => { const a = document.activeElement; const s = getComputedStyle(a);
            return [a.id || a.dataset.key || a.dataset.export || a.textContent.slice(0, 12), a === document.body,
                    s.outlineStyle !== 'none' || a.matches('input[type=checkbox], input[type=range]')]; }"""
        )
        if here[1]:
            break
        assert here[2], f"no focus to be seen on {here[0]}"
        reached.append(here[0])
    wanted = {
        *("search", "asTable", "openExport", "language", "theme", "openHelp", "canvas", "zoomIn", "fit", "ego2"),
        *("compare", "play", "timeFrom", "timeTo", "undated", "offNodes:Meeting", "offEdges:CHAIRED", "least"),
    }
    assert wanted <= set(reached)
    assert reached.index("search") < reached.index("canvas") < reached.index("play")


def test_what_happens_is_announced(page: Watched, city_page: Path) -> None:
    page.open(city_page)
    status = page.page.locator("#status[aria-live=polite]")
    expect(status).to_have_text("10 of 12 nodes and 15 of 17 edges shown")
    page.run("huiyi.select(huiyi.graph.place.get('o1'))")
    expect(status).to_contain_text("梁景和 selected")


def test_the_table_shows_what_the_picture_shows(page: Watched, city_page: Path) -> None:
    page.open(city_page, "#v=table")
    rows = page.page.locator("#sheet tbody tr")
    assert rows.count() == 4
    page.page.get_by_role("button", name="Meetings").first.click()
    assert rows.count() == 2
    page.page.get_by_role("button", name="Date").click()
    names = rows.locator("th button").all_text_contents()
    assert names == ["区委常委会会议", "防汛工作推进会"]
    page.page.get_by_role("button", name="Date").click()
    assert rows.locator("th button").all_text_contents() == names[::-1]
    assert page.page.locator("th[aria-sort=ascending]").count() == 1
    page.page.get_by_label("chaired").uncheck()
    page.page.locator("[data-key=tabedges]").click()
    assert rows.count() == page.run("huiyi.shown.edges")
    assert "chaired" not in (page.page.locator("#sheet tbody").text_content() or "")
    rows.first.locator("th button").focus()
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    expect(page.page.locator("#detail h2").first).to_contain_text("→")


def test_the_page_speaks_both_languages(page: Watched, city_page: Path) -> None:
    page.open(city_page, "#n=o1")
    page.page.locator("#language").click()
    assert page.run("document.documentElement.lang") == "zh-Hans"
    expect(page.page.locator("#side")).to_contain_text("官员")
    expect(page.page.locator("#detail")).to_contain_text("主持")
    expect(page.page.locator("#asTable")).to_have_text("表格")
    expect(page.page.locator("#status")).to_contain_text("显示")


def test_every_word_has_both_languages() -> None:
    words = json.loads((Path(__file__).parents[3] / "graph/viewer/words.json").read_text(encoding="utf-8"))
    for key, pair in words.items():
        assert len(pair) == 2, key
        assert all(pair), key


def test_it_is_usable_on_a_phone(phone: Watched, city_page: Path) -> None:
    phone.open(city_page)
    assert phone.run("document.documentElement.scrollWidth") <= 360
    assert phone.page.locator("#canvas").bounding_box()["height"] > 300  # type: ignore[index]
    at = phone.run("huiyi.onScreen(huiyi.graph.place.get('o1'))")
    box = phone.page.locator("#canvas").bounding_box()
    assert box is not None
    phone.page.touchscreen.tap(box["x"] + at["x"], box["y"] + at["y"])
    expect(phone.page.locator("#detail")).to_contain_text(CHAIRED)
    small = phone.run(
        """() => [...document.querySelectorAll('button, input, select')]
            .filter(b => b.offsetParent && !b.matches('.plain, .name, [type=range], [type=checkbox]'))
            .map(b => [b.id || b.textContent, b.offsetHeight]).filter(([, high]) => high < 44)"""
    )
    assert small == []


def test_labels_do_not_lie_on_each_other(page: Watched, tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    view(network(1_000)).write_html(path)
    page.open(path)
    page.until("huiyi.labels().length > 40")
    labels: list[dict[str, Any]] = page.run("huiyi.labels()")

    def overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
        apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
        return not apart and abs(a["y"] - b["y"]) < min(a["height"], b["height"])

    assert not [(a["text"], b["text"]) for i, a in enumerate(labels) for b in labels[i + 1 :] if overlap(a, b)]


def test_a_large_graph_opens_on_its_communities_and_shows_nodes_up_close(page: Watched, tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    view(network(2_000)).write_html(path)
    page.open(path)
    page.until("huiyi.labels().length > 0")
    assert page.run("huiyi.labels().every(l => l.circle !== undefined)")
    page.page.locator("#canvas").focus()
    page.page.keyboard.press("Enter")
    expect(page.page.locator("#detail h2").first).to_be_visible()
    page.page.get_by_role("button", name="Zoom in").last.click()
    page.until("huiyi.labels().length > 5 && huiyi.labels().every(l => l.node !== undefined)")


def test_less_motion_where_that_is_wished(browser: Browser, city_page: Path) -> None:
    with watched(browser, reduced_motion="reduce") as page:
        page.open(city_page)
        page.run("huiyi.fit()")
        before = page.run("huiyi.sight()")
        page.page.wait_for_timeout(200)
        assert page.run("huiyi.sight()") == before


def test_a_story_is_told_step_by_step(page: Watched, tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    steps = [{"title": "防汛", "caption": "七月。", "nodes": ["o1", "m1"]}, {"title": "常委会", "nodes": ["m2"]}]
    view(city(), story=steps).write_html(path)
    page.open(path)
    page.page.get_by_role("button", name="Story").click()
    expect(page.page.locator("#story h2")).to_have_text("防汛")
    page.page.keyboard.press("n")
    expect(page.page.locator("#story h2")).to_have_text("常委会")
    page.page.keyboard.press("b")
    expect(page.page.locator("#status")).to_contain_text("防汛")
    page.until("location.hash.includes('step=1')")


def saved(page: Watched, what: str) -> bytes:
    """The file that a choice of the export menu writes."""
    page.page.locator("#openExport").click()
    with page.page.expect_download() as waiting:
        page.page.locator(f"[data-export={what}]").click()
    return Path(waiting.value.path()).read_bytes()


def test_exports_hold_what_is_shown(page: Watched, tmp_path: Path) -> None:
    graph = city()
    graph.nodes["o2"]["name"] = "=HYPERLINK(1)"
    path = tmp_path / "export.html"
    view(graph, title="导出").write_html(path)
    page.open(path)
    page.page.get_by_label("Places").uncheck()
    nodes = saved(page, "csvNodes")
    assert nodes.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(nodes.decode("utf-8-sig"))))
    assert len(table) == 9
    assert "'=HYPERLINK(1)" in [row["name"] for row in table]
    edges = list(csv.DictReader(io.StringIO(saved(page, "csvEdges").decode("utf-8-sig"))))
    chaired = next(row for row in edges if row["type"] == "CHAIRED")
    assert (chaired["sentence"], chaired["url"], chaired["date"]) == (
        CHAIRED,
        "https://news.example/r1.html",
        "2021-07-29",
    )
    data = json.loads(saved(page, "json"))
    assert len(data["nodes"]) == 9
    assert {"from", "to", "type"} <= set(data["edges"][0])
    assert saved(page, "png").startswith(b"\x89PNG")
    drawing = saved(page, "svg").decode()
    assert drawing.startswith("<svg")
    assert "防汛工作推进会" in drawing
