"""What ``graph.analysis`` computed is a choice of size and colour in the page."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.analysis import analyse, circles_of, measures_of, read_attendance, read_scores, write_scores
from graph.load import load
from graph.network import full
from graph.store import open_store
from graph.viewer import view
from tests.browser import Watched
from tests.records import example_records

pytestmark = pytest.mark.browser

RADII = "['梁景和', '沈砚秋', '马成蹊'].map(n => huiyi.graph.r[huiyi.graph.name.indexOf(n)])"


@pytest.fixture
def scored(tmp_path: Path) -> tuple[Path, dict[str, dict[str, float]], dict[str, int]]:
    """The page of the examples with the scores that were written to their graph, and read back."""
    with open_store(tmp_path / "graph") as store:
        load(store, example_records())
        found = analyse(read_attendance(store), seeds=3)["officials"]
        write_scores(store, found)
        scores = read_scores(store)
        network = full(store)
    measures, circles = measures_of(scores), circles_of(scores)
    assert measures == measures_of(found)
    assert circles == circles_of(found)
    path = tmp_path / "graph.html"
    view(network, measures=measures, circles=circles, size="pagerank", colour="circle").write_html(path)
    return path, measures, circles


def test_size_by_a_measure_and_colour_by_circle(
    page: Watched, scored: tuple[Path, dict[str, dict[str, float]], dict[str, int]]
) -> None:
    path, measures, circles = scored
    page.open(path)
    assert len(set(circles.values())) > 1
    side = page.page.locator("#side")
    expect(side.locator("option", has_text="pagerank")).to_have_count(1)
    expect(side.locator("option", has_text="Circle")).to_have_count(1)
    by_rank, in_circles = page.run(RADII), page.page.locator("#canvas").screenshot()
    key_of = page.run("Object.fromEntries(huiyi.graph.name.map((n, k) => [n, huiyi.graph.id[k]]))")
    order = sorted(("梁景和", "沈砚秋", "马成蹊"), key=lambda name: measures["pagerank"][key_of[name]])
    radius = dict(zip(("梁景和", "沈砚秋", "马成蹊"), by_rank, strict=True))
    assert sorted(radius, key=lambda name: radius[name]) == order
    page.run("huiyi.set({colour: 'type'})")
    for _ in range(100):
        page.page.wait_for_timeout(100)  # it is drawn with the next frame
        if page.page.locator("#canvas").screenshot() != in_circles:
            break
    else:
        pytest.fail("the colours did not change within 10 s")
    before = page.run(f"JSON.stringify({RADII})")
    page.run("huiyi.set({size: 'chaired'})")
    page.until(f"JSON.stringify({RADII}) !== {before!r}")
    page.run(f"huiyi.set({{selected: huiyi.graph.place.get({key_of['沈砚秋']!r})}})")
    panel = page.page.locator("#detail")
    expect(panel.get_by_text("pagerank")).to_be_visible()


def test_the_choice_is_kept_in_the_address(
    page: Watched, scored: tuple[Path, dict[str, dict[str, float]], dict[str, int]]
) -> None:
    path, *_ = scored
    page.open(path, "#c=type&s=strength")
    assert page.run("[huiyi.state.colour, huiyi.state.size]") == ["type", "strength"]
    page.open(path, "#c=nonsense")
    assert page.run("huiyi.state.colour") == "circle"
