"""Names in figures: Chinese where a font has it, pinyin where none has; never empty boxes."""

import io
import warnings

import matplotlib as mpl
import networkx as nx
import pytest
from matplotlib.figure import Figure

from notebooks import figures

NAMES = {"a": "沈砚秋", "b": "欧阳文山", "c": "吕绿茵"}


def drawn(font: str | None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(figures, "FONT", font)
    figure = Figure(figsize=(3, 3))
    axes = figure.subplots()
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 2.0), ("b", "c", 1.0)])
    with mpl.rc_context({"font.sans-serif": [*([font] if font else []), "DejaVu Sans"]}), warnings.catch_warnings():
        warnings.simplefilter("error")  # a glyph that a font lacks is a warning
        figures.draw_network(axes, graph, NAMES, {"a": 0, "b": 0, "c": -1}, labelled=3)
        figure.savefig(io.BytesIO(), format="png")
    return sorted(text.get_text() for text in axes.texts)


def test_without_a_chinese_font_names_are_in_pinyin(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(None, monkeypatch) == ["Lv Lv Yin", "Ou Yang Wen Shan", "Shen Yan Qiu"]


def test_with_a_chinese_font_they_are_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    font = figures.chinese_font()
    if font is None:
        pytest.skip("no Chinese font is installed here")
    assert drawn(font, monkeypatch) == sorted(NAMES.values())


def test_simplified_chinese_goes_before_other_fonts() -> None:
    assert figures.chinese_font({"Noto Sans CJK JP", "Noto Sans CJK SC", "DejaVu Sans"}) == "Noto Sans CJK SC"
    assert figures.chinese_font({"DejaVu Sans"}) is None
