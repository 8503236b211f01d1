"""The site: plain pages that link to each other, small, safe, and the same every time."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from benchmarks.fictional import network
from graph.errors import InputError
from graph.site import write_site
from graph.site.site import LARGEST
from tests.browser import watched
from tests.graph.viewer.conftest import ATTENDED, CHAIRED, city

HOSTILE = "</title><script>window.stolen=1</script><img src=x onerror='window.stolen=1'>{{7*7}}"


class Links(HTMLParser):
    """All addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(city(), folder, title="桐浦区")
    return folder


def text_of(folder: Path, page: str) -> str:
    return (folder / page).read_text(encoding="utf-8")


def test_everybody_has_a_page_with_posts_meetings_and_the_sentences(site: Path) -> None:
    page = text_of(site, "official/o1.html")
    for words in (
        "梁景和",
        "桐浦区委书记",
        "防汛工作推进会",
        "沈砚秋",
        CHAIRED,
        "https://news.example/r1.html",
        "2021-07-29",
    ):
        assert words in page


def test_a_meeting_shows_who_was_there_and_each_sentence_once(site: Path) -> None:
    page = text_of(site, "meeting/m1.html")
    assert page.count(ATTENDED) == 1
    for name in ("何启文", "沈砚秋", "桐浦区委防汛工作领导小组"):
        assert name in page


def test_groups_and_posts_have_pages(site: Path) -> None:
    assert "区委常委会会议" in text_of(site, "group/g1.html")
    assert "梁景和" in text_of(site, "group/g2.html")
    assert CHAIRED in text_of(site, "post/p1.html")


def test_every_link_leads_somewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for address in Links(page.read_text(encoding="utf-8")).found:
            if not address.startswith(("https:", "#")):
                assert (page.parent / address).resolve().is_file(), f"{page}: {address}"


def test_twice_changes_nothing_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    first = write_site(city(), tmp_path)
    assert (first.changed > 10, first.removed) == (True, 0)
    assert write_site(city(), tmp_path).changed == 0
    smaller = city()
    smaller.remove_node("o9")
    assert write_site(smaller, tmp_path).removed >= 1
    assert not (tmp_path / "official/o9.html").exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(InputError, match="holds other things"):
        write_site(city(), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("key", ["../../up", "CON", "a/b", "Ä", "O1", "x" * 300])
def test_a_key_is_never_a_way_out_of_the_folder(tmp_path: Path, key: str) -> None:
    graph = city()
    graph.add_node(key, label="Official", name="某人")
    folder = tmp_path / "site"
    write_site(graph, folder)
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
    names = [p.name.lower() for p in (folder / "official").iterdir()]
    assert len(names) == len(set(names)) == 5


def test_no_page_is_too_large_and_long_lists_go_on(tmp_path: Path) -> None:
    graph = city()
    for number in range(400):
        key = f"n{number}"
        graph.add_node(key, label="Meeting", name=f"第{number}次会议", date="2020-01-01")
        graph.add_edge("o1", key, type="ATTENDED", sentence=f"{number}：" + "很长的句子" * 30, reports=["doc-r1"])
    write_site(graph, tmp_path)
    pages = list(tmp_path.rglob("*.html"))
    assert max(page.stat().st_size for page in pages) <= LARGEST
    own = [page for page in pages if re.fullmatch(r"o1(-\d+)?\.html", page.name)]
    assert len(own) > 4
    shown = {n for page in own for n in re.findall(r"第(\d+)次会议", page.read_text(encoding="utf-8"))}
    assert len(shown) == 400


@pytest.mark.slow
def test_a_thousand_pages_take_seconds(tmp_path: Path) -> None:
    written = write_site(network(1_000), tmp_path)
    assert written.pages > 1_000
    assert max(page.stat().st_size for page in tmp_path.rglob("*.html")) <= LARGEST


@pytest.mark.browser
def test_search_works_from_the_disk_without_any_request(browser: Browser, site: Path) -> None:
    with watched(browser) as page:
        page.page.goto((site / "index.html").as_uri())
        for words, name in (("景和", "梁景和"), ("liangj", "梁景和"), ("推进", "防汛工作推进会")):
            page.page.locator("#search").fill(words)
            expect(page.page.locator("#found a").first).to_have_text(name)
        page.page.locator("#search").fill("龘")
        expect(page.page.locator("#status")).to_have_text("Nothing found")
        page.page.locator("#search").fill("沈")
        page.page.locator("#found a").first.click()
        expect(page.page.locator("h1")).to_have_text("沈砚秋")
        assert page.requests == []
        assert [e for e in page.errors if "ERR_FILE_NOT_FOUND" not in e] == []  # no file for that sign: nothing found


@pytest.mark.browser
def test_axe_finds_nothing_on_the_pages(browser: Browser, site: Path) -> None:
    with watched(browser, bypass_csp=True, scheme="dark", width=360) as page:
        for name in (
            "index.html",
            "official/o1.html",
            "meeting/m1.html",
            "group/g1.html",
            "post/p1.html",
            "officials.html",
        ):
            page.page.goto((site / name).as_uri())
            assert [v["id"] for v in Axe().run(page.page).response["violations"]] == []
            assert page.run("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
def test_hostile_text_stays_text(browser: Browser, tmp_path: Path) -> None:
    graph = city()
    graph.nodes["o1"].update(name=HOSTILE, aliases=[HOSTILE], territory=HOSTILE)
    graph.nodes["r1"].update(url="javascript:window.stolen=1", title=HOSTILE, publisher=HOSTILE)
    graph.edges["o1", "m1", 0].update(sentence=HOSTILE, title=HOSTILE)
    write_site(graph, tmp_path, title=HOSTILE)
    with watched(browser) as page:
        for name in ("index.html", "official/o1.html", "meeting/m1.html"):
            page.page.goto((tmp_path / name).as_uri())
            assert page.run("window.stolen === undefined && document.querySelectorAll('img').length === 0")
            assert page.run("[...document.links].every(a => /^(file|https):/.test(a.protocol))")
        page.page.goto((tmp_path / "index.html").as_uri())
        page.page.locator("#search").fill("<")
        expect(page.page.locator("#found a").first).to_have_text(HOSTILE)
        assert page.run("window.stolen") is None
        assert (page.requests, page.errors) == ([], [])
