"""Chinese names: how rare one is, how it sounds, and by what it can be searched.

Invariant. Pure functions of the name; the tables under ``data`` hold orders of magnitude, not persons.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

import opencc
from pypinyin import lazy_pinyin


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("graph.identity").joinpath("data", name).read_text("utf-8"))


def _readings() -> dict[str, str]:
    lines = (line.split() for line in _data("readings.toml")["surnames"].splitlines() if line)
    return {surname: sound for sound, *surnames in lines for surname in surnames}


READINGS = _readings()
"""How a surname is read: 单 shan, 解 xie, 尉迟 yuchi."""
COMPOUND = frozenset(surname for surname in READINGS if len(surname) == 2)
"""Surnames of two characters."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    raw = _data("names.toml")

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

    >>> share("李军") > 20 * share("逄远舟") > 0
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
    if surname not in table["surnames"] and surname not in READINGS:
        found = max(found, table["other"] / 4)  # perhaps no surname at all
    return float(found)


@lru_cache(maxsize=200_000)
@lru_cache(maxsize=50_000)
def pinyin(name: str) -> str:
    """How a name sounds, without tones: the surname as surnames are read, then the given name; ``v`` for ü.

    >>> pinyin("单解仇"), pinyin("尉迟恭"), pinyin("吕志强"), pinyin("阿布都·买买提")
    ('shan jiechou', 'yuchi gong', 'lv zhiqiang', 'abudou maimaiti')
    """
    surname, given = parts(name)
    words = [READINGS.get(surname) or "".join(lazy_pinyin(surname))] if surname else []
    words += ["".join(lazy_pinyin(part)) for part in given.split("·")]
    return " ".join(word for word in words if word).lower()


@lru_cache(maxsize=1)
def _simplifier() -> Any:
    return opencc.OpenCC("t2s")


def search_key(text: str) -> str:
    """What a person is looked up by: simplified characters, or pinyin in one word without tones.

    Both what is asked and what is stored go through it: 張偉 finds 张伟, ``Zhāng Wěi`` finds ``zhang wei``.

    >>> search_key("張偉"), search_key("Lǚ Zhì-qiáng"), search_key(pinyin("吕志强")), search_key("阿布都 · 买买提")
    ('张伟', 'lvzhiqiang', 'lvzhiqiang', '阿布都买买提')
    """
    text = re.sub(r"[\s·•．.\-'’]+", "", text)
    if any("\u3400" <= c <= "\u9fff" or ord(c) > 0x1FFFF for c in text):
        return str(_simplifier().convert(text))
    plain = unicodedata.normalize("NFD", re.sub("[üǖǘǚǜ]", "v", unicodedata.normalize("NFC", text.lower())))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("lyu", "lv").replace("nyu", "nv")
