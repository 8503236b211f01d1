"""Directives: what a speaker is reported to demand, as written.

Invariant: a directive says what is demanded. ``提出具体要求`` alone says only that something was, and gives none; what
a second verb of the same sentence goes on to say (提出要求,强调…) is told once, at that verb.
"""

import re
from typing import Final

_DIRECTING = frozenset(("强调", "指出", "要求", "表示", "说", "认为", "希望", "提出", "部署", "谈到"))
_SAYS_NEXT = tuple(_DIRECTING - {"说"})
_NAMED_ONLY = re.compile(
    r"出?(?:以下|如下|[一二三四五六七八九十两几多\d]+(?:点|个|项|条|方面)(?:的)?|具体|明确|进一步|新的?|殷切|严格|相关|有关|工作"
    r"|指导性|针对性|建设性|宝贵|很?好的?|学习|贯彻|落实|整改|纪律|廉政|的)*"
    r"(?:要求|意见|建议|希望|任务|期望|思路|措施|举措|倡议|看法|想法|打算)(?:和(?:要求|意见|建议|希望))?(?=[,:。;!?]|$)"
)
_INSTRUCTS: Final = re.compile(r"^[^。]{0,60}?(?:作出|做出)(?:了)?(?:重要)?(?:指示|批示)")
_LEAST, _LONGEST = 3, 4000


def directive(text: str, word: str, start: int, end: int) -> str:
    """What stands behind the verb ``word`` of speaking, in ``text[start:end]``, the rest of its sentence.

    >>> said = "石一川提出三点要求:一是抓好落实。"
    >>> directive(said, "提出", 5, len(said)), directive("提出具体意见。", "提出", 2, 7)
    ('一是抓好落实。', '')
    """
    if word not in _DIRECTING:
        return ""
    if word == "表示" and text[start : start + 1] not in (",", ":"):
        return ""  # 表示感谢
    said = text[start:end].removeprefix("了").lstrip(",: ").strip()
    named = _NAMED_ONLY.match(said)
    if named is not None:
        said = said[named.end() :].lstrip(",: ")
    if said.startswith(_SAYS_NEXT):
        return ""
    return said[:_LONGEST] if len(said) >= _LEAST else ""


def instructs(text: str, start: int) -> bool:
    """Whether what follows a name says that its bearer wrote instructions.

    >>> instructs("石一川对此作出重要批示。", 3), instructs("石一川作出说明。", 3)
    (True, False)
    """
    if text.find("作出", start, start + 70) < 0 and text.find("做出", start, start + 70) < 0:
        return False
    return _INSTRUCTS.match(text[start : start + 90]) is not None
