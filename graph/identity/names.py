"""Chinese names: how rare one is, how it sounds, and by what it can be searched.

Invariant. Pure functions of the name; the tables under ``data`` hold orders of magnitude, not persons.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

COMPOUND = frozenset(
    "欧阳 上官 司马 诸葛 东方 皇甫 令狐 慕容 司徒 端木 独孤 南宫 夏侯 尉迟 公孙 长孙 宇文 轩辕 闻人 申屠 太史 澹台 公冶 宗政 濮阳 淳于 单于 赫连 "
    "钟离 鲜于 闾丘 司空 呼延 完颜 纳兰 百里 东郭 南门 西门 万俟 第五".split()
)  # fmt: skip


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    raw = tomllib.loads(files("graph.identity").joinpath("data/names.toml").read_text("utf-8"))

    def shares(text: str, unit: float) -> dict[str, float]:
        words = text.split()
        return {word: float(value) * unit for word, value in zip(words[::2], words[1::2], strict=True)}

    return {
        "surnames": shares(raw["surnames"], 0.01),
        "given": shares(raw["given"], 0.001),
        "first": shares(raw["first"], 0.001),
        "last": shares(raw["last"], 0.001),
        "rare_surname": raw["rare_surname"] * 0.01,
        "single": raw["single_share"],
        "other": raw["other_share"],
    }


def parts(name: str) -> tuple[str, str]:
    """Surname and given name; no surname where the form is not a Han one.

    >>> parts("欧阳志强"), parts("李军"), parts("阿布都·买买提")
    (('欧阳', '志强'), ('李', '军'), ('', '阿布都·买买提'))
    """
    if "·" in name or not 2 <= len(name) <= 4:
        return "", name
    if len(name) > 2 and name[:2] in COMPOUND:
        return name[:2], name[2:]
    return ("", name) if len(name) == 4 else (name[0], name[1:])


@lru_cache(maxsize=200_000)
def share(name: str) -> float:
    """How many of all officials bear this name, as a share: surname times given name, whole or by its characters.

    >>> share("李军") > 100 * share("逄志坚") > 0
    True
    """
    table = _table()
    surname, given = parts(name)
    if not surname:
        return float(table["other"])
    before = table["surnames"].get(surname, table["rare_surname"])
    if len(given) == 1:
        guess = table["single"] * min(0.004, 0.3 * table["last"].get(given, 0.001))
    else:
        guess = (1 - table["single"]) * table["first"].get(given[0], 0.0005) * table["last"].get(given[1], 0.0007)
    found = before * max(table["given"].get(given, 0.0), guess)
    if surname not in table["surnames"] and surname not in COMPOUND:
        found = max(found, table["other"] / 4)  # perhaps no surname at all
    return float(found)
