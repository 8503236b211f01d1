"""The page in a real Firefox: it opens, draws, answers, asks for nothing and complains of nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.fictional import network
from graph.site import write_site
from graph.viewer import view
from tests.firefox import Firefox, start
from tests.graph.viewer.conftest import CHAIRED, city

pytestmark = pytest.mark.browser

INK = """(() => { const c = document.querySelector('#canvas canvas');
    const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
    let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; })()"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    yield from start(tmp_path_factory.mktemp("firefox"))


def test_it_opens_and_shows_the_sentence_of_a_clicked_official(firefox: Firefox, city_page: Path) -> None:
    firefox.open(city_page)
    assert firefox.run("[huiyi.graph.n, huiyi.shown.nodes]") == [12, 10]
    assert firefox.run(INK) > 2_000
    at = firefox.run(
        """(() => { const p = huiyi.onScreen(huiyi.graph.place.get('o1'));
        const b = document.getElementById('canvas').getBoundingClientRect(); return [b.x + p.x, b.y + p.y]; })()"""
    )
    firefox.click(*at)
    firefox.until("huiyi.state.selected >= 0")
    assert firefox.run("document.querySelector('#detail h2').textContent") == "梁景和"
    assert CHAIRED in firefox.run("document.getElementById('detail').textContent")
    assert (firefox.errors, firefox.requests) == ([], [])


def test_search_table_and_language_work_by_keyboard(firefox: Firefox, city_page: Path) -> None:
    firefox.call("browsingContext.navigate", context=firefox.context, url="about:blank", wait="complete")
    firefox.open(city_page)
    firefox.keys("/", *"shenyan", "\ue007")
    firefox.until("huiyi.graph.name[huiyi.state.selected] === '沈砚秋'")
    firefox.keys("t")
    firefox.until("document.querySelectorAll('#sheet tbody tr').length === 4")
    assert firefox.run("(document.getElementById('language').click(), document.documentElement.lang)") == "zh-Hans"
    assert (firefox.errors, firefox.requests) == ([], [])


def test_a_large_graph_opens(firefox: Firefox, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    view(network(3_000)).write_html(path)
    firefox.open(path)
    assert firefox.run("huiyi.graph.circles.length") > 8
    assert firefox.run(INK) > 2_000
    assert (firefox.errors, firefox.requests) == ([], [])


def test_the_site_is_searched_from_the_disk(firefox: Firefox, tmp_path: Path) -> None:
    write_site(city(), tmp_path)
    address = (tmp_path / "index.html").as_uri()
    firefox.call("browsingContext.navigate", context=firefox.context, url=address, wait="complete")
    firefox.run("document.getElementById('search').focus()")
    firefox.keys(*"景和")
    firefox.until("document.getElementById('found').textContent.startsWith('梁景和')")
    assert (firefox.errors, firefox.requests) == ([], [])
