"""Conveners: the bodies that are the subject of a verb of convening, and the time and manner around them.

Invariant: works on one clause; a person, a bare place and a word that only points are no conveners.
"""

import re
from typing import Final

from loaders.groups import LEADING, PLACE, is_body

_LONGEST: Final = 40
_WHEN: Final = (
    r"[\s,:]|(?:19|20)[0-9]{2}年|[0-9]{1,2}月(?:[0-9]{1,2}[日号])?|[0-9]{1,2}[日号]|[至到—~-](?=[0-9一二三])|"
    r"[一二三四五六七八九十〇]{1,4}[年月日]|今[天日晨晚]|昨[天日晚]|前[天日]|近日|"
    r"日前|近期|上午|下午|中午|晚上|晚间|傍晚|凌晨|早上|早晨|晚|(?:星期|周)[一二三四五六日天]|当[天日]|同日|随后|是日|全天|整天|连日|[0-9]{1,2}[:时点][0-9]{0,2}分?许?|"
    r"半|[(](?:星期|周|[0-9])[^)]{0,8}[)]"
)
_HOW: Final = (
    r"正在|分别|联合|共同|组织|及时|迅速|先后|随即|紧急|连夜|正式|隆重|如期|成功|顺利|胜利|继续|专门|专题|再次|首次|在线|线上|同步|集中|还|又|也|就|即|接着|依次|相继|"
    r"[在于](?!职|校|编|外)[^,。;]{1,24}|以[^,。;]{2,12}(?:形式|方式)|通过[^,。;]{2,12}(?:形式|方式)"
)
_AFTER_FIRST: Final = (
    r"\s,:0-9一二三四五六七八九十〇至到—~\-今昨前近日上下中晚傍凌早星周当同随是全整连半("
    r"正分联共组及迅先紧隆如成顺胜继专再首在线集还又也就即接依相于以通"
)
"""What time and manner begin with: most places fail at once."""
_AFTER: Final = re.compile(rf"(?=[{_AFTER_FIRST}])(?:{_WHEN}|{_HOW})++$")  # possessive: never more than linear
_BEFORE: Final = re.compile(rf"(?:{_WHEN}|[●★■◆▲·\-]|据悉|日讯)+")
_TWO: Final = re.compile(r"[省市县区旗州盟镇乡党]委(?=(?:[省市县区旗州盟镇乡]|人民)?政府$)")
_TOPIC: Final = re.compile(
    r"就(?!业)|以(?=[“\"《]|[^,。]*为主?题)|围绕|针对|在|于|面向|为(?!民)|向|利用|依托|组织(?!部|委员|局|科|处|人事)|邀请"
)
_PERSON: Final = re.compile(
    r"(?:书记(?![处班办])|副主任(?!委员会)|副主席|副?[县市区省州局厅镇乡]长(?!办公|制)|常委(?![会班])|秘书长(?!会))[、,一-鿿]|带队$|一行$"
)
"""A title inside: a person is no convener."""
_JOINED: Final = re.compile(r"、|暨|和|与|会同|联合|及")


def when_before(text: str, start: int, end: int) -> int:
    """Where the time at the head of a clause ends: ``4月1日下午`` before the subject."""
    found = _BEFORE.match(text, start, end)
    return found.end() if found else start


def adverbs_from(text: str, start: int, end: int) -> int:
    """Where the time, place and manner at the end of ``text[start:end]`` begin: ``1日在京`` after the subject."""
    found = _AFTER.search(text, start, end)
    return found.start() if found else end


def _bracketed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A body with another in brackets is two: ``市委财经办(市发改委)``."""
    opened = text.find("(", start, end)
    if opened > start and text[end - 1] == ")" and is_body(text[opened + 1 : end - 1]):
        return [(start, opened), (opened + 1, end - 1)]
    return [(start, end)]


def conveners(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The bodies that are the subject of a verb of convening; ``text[start:end]`` is what stands before the verb.

    >>> text = "4月1日雁溪市委、市政府在京"
    >>> [text[a:b] for a, b in conveners(text, 0, len(text))]
    ['雁溪市委', '市政府']
    """
    start = when_before(text, start, end)
    stop = adverbs_from(text, start, end)
    topic = _TOPIC.search(text, start + 1, stop) if start < stop else None
    if topic:
        before = adverbs_from(text, start, topic.start())
        if is_body(text[start:before]):
            stop = before
    pieces: list[tuple[int, int]] = []
    begin = start
    for joint in _JOINED.finditer(text, start, stop):
        if is_body(text[begin : joint.start()]):
            pieces.append((begin, joint.start()))
            begin = joint.end()
    pieces.append((begin, stop))
    pieces = [part for a, b in pieces for part in _bracketed(text, a, b)]
    found: list[tuple[int, int]] = []
    for a, b in pieces:
        lead = LEADING.match(text[a:b])
        first = a + (lead.end() if lead else 0)
        if (
            not 1 < b - first <= _LONGEST
            or _PERSON.search(text, first, b)
            or text[first] in "与同和及由受"
            or PLACE.search(text, first, b)
        ):
            continue
        two = _TWO.search(text, first, b)
        if two and is_body(text[first : two.end()]):
            found += [(first, two.end()), (two.end(), b)]
        elif is_body(text[first:b]) or (found and text[first:b] == "政府"):
            found.append((first, b))
    return found
