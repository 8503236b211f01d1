"""The viewer as a pyvis network, and the file it writes."""

import base64
import gzip
import hashlib
import inspect
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import pyvis
from pyvis.network import Network

from graph.errors import InputError
from graph.viewer import Viewer, view
from graph.viewer.page import vis_network
from tests.graph.viewer.conftest import city


def payload(html: str) -> Any:
    """What the script of a page unpacks."""
    found = re.search(r'<script type="text/plain" id="payload">([^<]*)</script>', html)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def shuffled(network: "nx.MultiDiGraph[str]", seed: int) -> "nx.MultiDiGraph[str]":
    rng = random.Random(seed)
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes, edges = list(network.nodes(data=True)), list(network.edges(data=True))
    rng.shuffle(nodes)
    rng.shuffle(edges)
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    return other


def test_pyvis_is_the_one_that_this_was_built_against() -> None:
    assert pyvis.__version__ == "0.3.2"
    assert "@version 9.1.2" in vis_network()
    for name in ("add_node", "add_edge", "add_nodes", "add_edges", "generate_html", "write_html", "get_network_data"):
        ours, theirs = getattr(Viewer, name), getattr(Network, name)
        assert list(inspect.signature(theirs).parameters)[:3] == list(inspect.signature(ours).parameters)[:3]


def test_it_is_used_like_any_pyvis_network() -> None:
    viewer = Viewer("任意图")
    viewer.add_nodes(["a", "b"], label=["甲", "乙"], title=["第一个", "第二个"])
    viewer.add_edge("a", "b", title="一条边")
    viewer.add_edge("a", "b", title="另一条")
    assert isinstance(viewer, Network)
    assert (viewer.num_nodes(), viewer.num_edges()) == (2, 2)
    assert viewer.get_node("a")["label"] == "甲"
    assert viewer.neighbors("a") == {"b"}
    data = payload(viewer.generate_html())
    assert data["edges"][0]["count"] == 2
    assert {"第一个", "另一条"} <= set(data["strings"])


def test_pyvis_s_switches_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    viewer = Viewer("x")
    viewer.from_nx(nx.path_graph(3))
    viewer.barnes_hut()
    viewer.toggle_physics(True)
    viewer.set_edge_smooth("dynamic")
    viewer.show("x.html", notebook=False)
    assert payload((tmp_path / "x.html").read_text(encoding="utf-8"))["nodes"][0]["count"] == 3
    assert [p.name for p in tmp_path.iterdir()] == ["x.html"]


def test_an_edge_to_nothing_names_what_is_missing() -> None:
    viewer = Viewer()
    viewer.add_node("a")
    with pytest.raises(InputError, match="no node 'b'"):
        viewer.add_edge("a", "b")


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"colour": "pink"}, {"size": "fame"}])
def test_an_unknown_choice_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong.values()))):
        Viewer(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_input_changes_no_byte(seed: int) -> None:
    assert view(shuffled(city(), seed)).generate_html() == view(city()).generate_html()


def test_the_network_is_not_changed() -> None:
    network = city()
    before = nx.node_link_data(network, edges="edges")
    view(network).generate_html()
    assert nx.node_link_data(network, edges="edges") == before


def test_hashes_and_records_stay_out_of_the_page() -> None:
    network = city()
    network.nodes["r1"].update(sha256="abc123", record='{"secret": 1}', text_sha256="def456")
    text = json.dumps(payload(view(network).generate_html()))
    assert "abc123" not in text
    assert "secret" not in text


def test_values_that_json_does_not_know_do_not_stop_it() -> None:
    network = city()
    network.nodes["o1"].update(odd=float("nan"), many={"b", "a"}, wrong="\ud800", path=Path("x"))
    data = payload(view(network).generate_html())
    assert "x" in data["strings"]


def test_the_policy_allows_exactly_the_scripts_and_the_style_of_the_page() -> None:
    html = view(city()).generate_html()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    words = policy[1].replace("&#39;", "'")
    assert words.startswith("default-src 'none'")
    assert "unsafe" not in words
    assert "http" not in words
    scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
    styles = re.findall(r"<style>(.*?)</style>", html, re.S)
    assert (len(scripts), len(styles)) == (2, 1)
    for text in (*scripts, *styles):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in words
    assert not re.search(r'(?:src|href)="https?:', html)


def test_vis_network_is_read_from_pyvis_and_not_copied_here() -> None:
    root = Path(__file__).parents[3] / "graph"
    assert not [p for p in root.rglob("*.js") if "vis" in p.name or p.stat().st_size > 40_000]


@pytest.mark.parametrize("locale", ["C", "zh_CN.GBK", "POSIX"])
def test_it_is_written_in_utf_8_under_any_locale(tmp_path: Path, locale: str) -> None:
    script = (
        "import networkx as nx; from graph.viewer import view; n = nx.MultiDiGraph();"
        "n.add_node('o1', label='Official', name='雷鸣𠮷'); view(n, title='退役军人').write_html('page.html')"
    )
    env = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "PYTHONCOERCECLOCALE": "0"}
    (tmp_path / "write.py").write_text(script, encoding="utf-8")
    done = subprocess.run([sys.executable, "write.py"], cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<title>退役军人</title>" in html
    assert "雷鸣𠮷" in payload(html)["strings"]


def test_a_failed_writing_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.html"
    view(city()).write_html(path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        view(city(), title="new").write_html(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["graph.html"]


def test_a_notebook_shows_it_in_a_frame_of_its_own() -> None:
    shown = view(city(), title='"><script>')._repr_html_()
    assert shown.startswith('<iframe srcdoc="')
    assert "<script" not in shown
    assert "sandbox=" in shown


def test_what_was_known_stays_where_it_was_when_more_comes() -> None:
    network = city()
    old = view(network).places()
    network.add_node("o10", label="Official", name="新来的")
    network.add_edge("o10", "m2", type="ATTENDED", sentence="新来的出席会议。", reports=["doc-r2"])
    kept = view(network, positions=old).places()
    fresh = view(network).places()

    def moved(now: dict[Any, tuple[float, float]]) -> float:
        stayed = [k for k in old if not k.startswith("r")]  # reports are off: they follow what they are about
        return sum(abs(now[k][0] - old[k][0]) + abs(now[k][1] - old[k][1]) for k in stayed)

    assert moved(kept) <= moved(fresh)
    assert moved(kept) < 1e-6


def test_measures_are_kept_in_the_order_of_the_nodes() -> None:
    data = payload(view(city(), measures={"PageRank": {"o1": 0.5, "o2": 0.25}}, size="PageRank").generate_html())
    assert data["measures"]["PageRank"][:4] == [0.5, 0.25, None, None]
    assert data["start"]["size"] == "PageRank"
