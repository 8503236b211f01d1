"""The agenda of a meeting: what it did to which business (传达学习, 审议, 研究, 听取…), as written.

Invariant: an item is one clause of the telling whose subject is the meeting itself; what a person demanded is not
agenda. Items are in the order of the text, and no item twice.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_ACT: Final = (
    r"(?:书面|集中|专题|再次)?传达(?:学习)?(?:贯彻)?|(?:集中|专题|认真|集体|深入)?学习(?:贯彻|传达|领会)?|(?:原则)?审议(?:并)?(?:原则)?(?:通过)?|"
    r"(?:讨论|表决|原则|审查|票决|研究|协商)(?:并)?(?:原则)?通过|审定|审查|研究(?:讨论|部署|审议|审定|并通过)?|听取(?:和|并)?(?:审议|讨论|评议|研究)?|"
    r"讨论(?:研究)?|协商(?:讨论)?|(?:安排|研究)?部署|安排|通报|总结|表彰|宣读|宣布|观看|选举(?:产生)?|表决|补选|任命|酝酿|分析(?:研判)?|研判|调度|解读|签订"
)
_HEAD: Final = re.compile(
    r"(?:会议|会上|大会|全会|会后|会议期间|本次会议|此次会议|主席团会议|主任会议)(?:首先|还|先后|分别|共同|认真|集中|经|并)*[,:]?"
)
_ITEM_FIRST: Final = frozenset(" \n书集专再传认深学原审讨表票研协听安部通总宣观选补任酝分调解签首还先共并现依对")
"""What an item begins with: looking at one character first is cheaper than trying the pattern."""
_ITEM: Final = re.compile(
    rf"\s*(?:首先|还|先后|分别|共同|认真|集中|并|并且|现场|书面|依次|对此)*(?P<act>{_ACT})(?:了|并)?(?P<what>[^了].*)",
    re.DOTALL,
)
_BUSINESS: Final = re.compile(
    r"[《“]|报告|汇报|精神|讲话|意见|方案|情况|工作|事项|议题|办法|条例|规划|草案|名单|决定|议案|文件|批示|要求|通报|形势|任务|计划|预算|说明"
)
_STOPS: Final = re.compile(r"[,;。!?:]")
_CLAUSES: Final = 24
_LONGEST: Final = 160


def agenda_of(
    text: str, sentences: Iterable[tuple[int, int]], lead: tuple[int, int] | None = None
) -> tuple[tuple[str, str], ...]:
    """Acts and their objects in the sentences that tell of one meeting.

    ``lead`` is what follows the meeting's name in the sentence that says it was held.

    >>> told = "会议传达学习了全国两会精神,审议《防汛预案》。会议强调,要抓好落实。"
    >>> agenda_of(told, [(0, 22), (22, 34)])
    (('传达学习', '全国两会精神'), ('审议', '《防汛预案》'))
    """
    found: dict[tuple[str, str], None] = {}
    if lead is not None:
        found.update(dict.fromkeys(_items(text, *lead)))
    for start, end in sentences:
        head = _HEAD.match(text, start, end)
        if head is not None:
            found.update(dict.fromkeys(_items(text, head.end(), end)))
    return tuple(found)


def _items(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    at = start
    for _ in range(_CLAUSES):
        if at >= end:
            return
        stop = _clause_end(text, at, end)
        if text[at] in _ITEM_FIRST and (item := _ITEM.match(text, at, stop)) is not None:
            what = item["what"].strip()
            if 1 < len(what) <= _LONGEST and _BUSINESS.search(what):
                yield item["act"], what
        elif at > start and text[stop : stop + 1] == ":":
            return
        at = stop + 1


def _clause_end(text: str, start: int, end: int) -> int:
    """The next comma or stop outside of 《》."""
    at = start
    while True:
        found = _STOPS.search(text, at, end)
        if found is None:
            return end
        opened = text.rfind("《", start, found.start())
        if opened < 0 or (closed := text.find("》", opened, end)) < 0 or closed < found.start():
            return found.start()
        at = closed
