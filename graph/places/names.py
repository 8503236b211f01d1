"""The form of a place's name: its suffix, its level by the suffix, its short form.

Invariant: pure functions of the name alone; nothing here knows the list of divisions.
"""

import re
from functools import lru_cache

from graph.places.territory import Level

PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|"
    "佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|阿昌族|普米族|"
    "塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|各族"
)
_BY_LEVEL: dict[Level, str] = {
    "province": "特别行政区 自治区 省 兵团",
    "prefecture": "自治州 地区 盟 州 市 师",
    "county": "自治县 自治旗 林区 特区 矿区 县 旗 区",
    "zone": "高新技术产业开发区 开发区 高新区 经开区 新区 功能区 示范区 度假区 产业园区 工业园区 园区 保税区 "
    "风景区 景区 合作区 管理区 集中区 产业园 自贸区 管委会 垦区 农场",
    "town": "街道 镇 民族乡 乡 苏木 办事处",
    "village": "社区 村 嘎查",
}
_SUFFIXES = tuple((suffix, level) for level, words in _BY_LEVEL.items() for suffix in words.split())
_ORDERED = tuple(sorted(_SUFFIXES, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=20_000)
def suffix(name: str) -> str:
    """The part of a name that says what kind of place it is, "" where none does.

    >>> suffix("秦州区"), suffix("云罕傣族佤族自治县"), suffix("怀川经开区"), suffix("天水")
    ('区', '自治县', '经开区', '')
    """
    return next((s for s, _ in _ORDERED if name.endswith(s) and len(name) > len(s)), "")


@lru_cache(maxsize=20_000)
def level_of(name: str) -> Level | None:
    """The level by the suffix; a 市 is taken for a prefecture, since only a list can say that it is a county's equal.

    >>> level_of("澄湖区"), level_of("怀川经开区"), level_of("古槐镇"), level_of("天水")
    ('county', 'zone', 'town', None)
    """
    return next((level for s, level in _ORDERED if name.endswith(s) and len(name) > len(s)), None)


@lru_cache(maxsize=20_000)
def short_name(name: str) -> str:
    """The name without its suffix, and without the peoples of an autonomous place; never one character.

    >>> short_name("秦州区"), short_name("彭水苗族土家族自治县"), short_name("泾县"), short_name("大理白族自治州")
    ('秦州', '彭水', '泾县', '大理')
    """
    tail = suffix(name)
    if not tail:
        return name
    stem = name[: -len(tail)]
    if tail.startswith("自治") and stem not in ("内蒙古", "东乡族", "鄂温克族", "鄂伦春", "鄂伦春族"):
        stem = re.sub(rf"(?<=..)(?:{PEOPLES})+$", "", stem)
    stem = stem.removesuffix("族") if stem in ("东乡族", "鄂温克族", "鄂伦春族") else stem
    return stem if len(stem) > 1 else name
