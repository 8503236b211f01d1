"""The territory that a report speaks of, as far as its page says so itself.

Invariant: a name of a place as written, with its level (县, 区…), found before a body, before a verb of convening or in
the publisher's name; a word that only points (我县, 全市) is none. Nothing is looked up here.
"""

import re
from collections.abc import Iterable
from typing import Final

_NAME: Final = "(?:[一-鿿]{2,8}?自治[区州县旗]|[一-鿿]{2,4}?(?:新区|[省市县区旗州盟镇乡]))"
_BODY: Final = (
    "(?:委|人民政府|政府|人大|政协|纪委|法院|检察院|人民[法检]|军分区|人武部|融媒体|新闻|发布|第[^届次]{1,4}届)"
)
_OF_BODY: Final = re.compile(rf"(?:中共|中国共产党|政协)?(?P<place>{_NAME})(?={_BODY})")
_CONVENING: Final = rf"(?P<place>{_NAME})(?=召开|举行|组织召开|委|人民政府|政府)"
_CONVENES: Final = re.compile(rf"[,。日午\s:)]{_CONVENING}")
_CONVENER: Final = re.compile("[省市县区旗州盟镇乡](?=召开|举行|组织召开|委|人民政府|政府)")
"""The last character of such a place: looking for it first is cheaper than trying the whole at every comma."""
_OPENS: Final = re.compile(_CONVENING)
_POINTS: Final = frozenset("我全本各该原省市县区旗州盟镇乡一两三四五六七八九十数多到在从于向对为由与和及、的年月日了第")
_NO_NAME: Final = re.compile(r"[议由等届暨的并]|传达|学习|召开|举行")
_LEAD: Final = 160


def territory_of(text: str, start: int, names: Iterable[str], publisher: str | None = None) -> str | None:
    """The place of a report: ``names`` are those of its groups and meetings, ``start`` is where the telling begins.

    >>> territory_of("3月5日,我县召开会议。", 0, ["中共青石县委财经委员会"], "云溪日报")
    '青石县'
    >>> territory_of("3月5日,青石县召开会议。", 0, [])
    '青石县'
    >>> territory_of("3月5日,我县召开会议。", 0, [], "青石县融媒体中心")
    '青石县'
    """
    for name in names:
        found = _OF_BODY.match(name)
        if found and (place := _place(found["place"])):
            return place
    stop = min(len(text), start + _LEAD)
    opening = _OPENS.match(text, start, stop)
    if opening and (place := _place(opening["place"])):
        return place
    start = max(0, start - 1)
    if any(_is_han(text, level.start(), start) for level in _CONVENER.finditer(text, start, stop)):
        for found in _CONVENES.finditer(text, start, stop):
            if place := _place(found["place"]):
                return place
    if publisher and (found := _OF_BODY.match(publisher)):
        return _place(found["place"])
    return None


def _is_han(text: str, end: int, floor: int) -> bool:
    """Whether two characters of a name stand before ``end``."""
    return end - 2 > floor and "一" <= text[end - 2] <= "鿿" and "一" <= text[end - 1] <= "鿿"


def _place(written: str) -> str | None:
    return written if written[0] not in _POINTS and not _NO_NAME.search(written) else None
