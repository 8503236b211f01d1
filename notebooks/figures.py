"""Figures with Chinese names, whatever fonts a machine has: an installed one, else pinyin.

Invariant: a label never holds a character that the chosen font lacks.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx
from matplotlib import font_manager, rcParams
from pypinyin import Style, lazy_pinyin

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "Heiti SC", "STHeiti", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
    "Noto Sans CJK JP", "Noto Serif CJK SC", "Noto Serif CJK JP", "SimSun", "Arial Unicode MS",
)  # fmt: skip
"""Fonts with simplified Chinese, best first; of a collection matplotlib may know only the first, the Japanese one."""
_SIZE = 9
"""Points of a label."""
COLOURS = ("#3b6ea5", "#c8553d", "#5b8e55", "#8a5a9e", "#b58a2a", "#4c9a9a", "#7a7a7a")


def chinese_font(installed: Collection[str] | None = None) -> str | None:
    """The best installed font that has Chinese characters; None where there is none.

    >>> chinese_font(["DejaVu Sans", "SimHei"]), chinese_font(["DejaVu Sans"])
    ('SimHei', None)
    """
    known = set(font_manager.get_font_names() if installed is None else installed)
    return next((name for name in FONTS if name in known), None)


def label(text: str, font: str | None) -> str:
    """``text`` as it can be drawn: as it is with a Chinese font, in pinyin without.

    >>> label("沈砚秋", "SimHei"), label("沈砚秋", None), label("2022 A组", None)
    ('沈砚秋', 'Shen Yan Qiu', '2022 A Zu')
    """
    if font:
        return text
    parts = lazy_pinyin(text, style=Style.NORMAL, errors=lambda other: other)
    return " ".join(" ".join(part[:1].upper() + part[1:] for part in parts).split())


FONT = chinese_font()
if FONT:
    rcParams["font.sans-serif"] = [FONT, *rcParams["font.sans-serif"]]
rcParams.update({
    "axes.unicode_minus": False, "axes.spines.top": False, "axes.spines.right": False, "figure.dpi": 100,
    "figure.constrained_layout.use": True,
})  # fmt: skip


def zh(text: str) -> str:
    """``text`` as this machine can draw it."""
    return label(text, FONT)


def draw_network(
    axes: "Axes", graph: "nx.Graph", names: Mapping[str, str], circle: Mapping[str, int], labelled: int = 15
) -> None:
    """A network of officials: size by strength, colour by circle, the ``labelled`` strongest with their names."""
    place: dict[str, Any] = nx.spring_layout(graph, seed=3, weight="weight", k=2.2 / len(graph) ** 0.5)
    strength = dict(graph.degree(weight="weight"))
    most = max(strength.values(), default=1.0) or 1.0
    nx.draw_networkx_edges(graph, place, ax=axes, edge_color="#bbbbbb", width=0.5, alpha=0.6)
    nx.draw_networkx_nodes(
        graph, place, ax=axes, linewidths=0.5, edgecolors="white",
        node_size=[30 + 300 * strength[key] / most for key in graph],
        node_color=[COLOURS[circle[key] % len(COLOURS)] if circle.get(key, -1) >= 0 else "#cccccc" for key in graph],
    )  # fmt: skip
    axes.autoscale_view()
    taken: list[tuple[float, float, float, float]] = []
    for key in sorted(graph, key=lambda k: (-strength[k], k))[:labelled]:
        text = zh(names[key])
        shift = _free(
            taken, axes.transData.transform(place[key]), _SIZE * sum(1 if ord(c) > 0x2E80 else 0.6 for c in text)
        )
        axes.annotate(
            text, place[key], xytext=shift, textcoords="offset points", ha="center", va="center", fontsize=_SIZE
        )
    axes.axis("off")


def _free(taken: list[tuple[float, float, float, float]], at: Any, width: float) -> tuple[float, float]:
    """Where beside a node a label covers no other, as an offset in points; above it where there is no such place."""
    dots = rcParams["figure.dpi"] / 72
    half, height = width / 2, _SIZE * 1.3
    offsets = [
        (0, 11),
        (0, -11),
        (half + 8, 0),
        (-half - 8, 0),
        (half, 14),
        (-half, 14),
        (half, -14),
        (-half, -14),
        (0, 22),
    ]
    boxes = []
    for dx, dy in offsets:
        x, y = at[0] / dots + dx, at[1] / dots + dy
        boxes.append((x - half, y - height / 2, x + half, y + height / 2))
    for offset, box in zip(offsets, boxes, strict=True):
        if not any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken):
            taken.append(box)
            return offset
    taken.append(boxes[0])
    return offsets[0]
