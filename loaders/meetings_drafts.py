"""Drafts: mentions brought together, one draft for each meeting.

Invariants. Two different numbers (第31次, 第32次) are two meetings; a bare name (会议, 座谈会) refers back to the
meeting before it, unless it is of another kind and told as what came next.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from loaders.dates import dates_in
from loaders.meetings_mentions import AT_NAMED, HELD, Mention
from loaders.meetings_names import alike, ordinals

_SEQUENCE: Final = re.compile(
    r"随后|会后|接着|当[天日]|同日|同时|期间|下午|上午|晚上|之后|结束后|闭幕后|开幕后|会议后|审议后|还|随即|后,|[●★■◆▲]"
)
_THEN: Final = re.compile(r"随后|会后|接着|当[天日]|同日|下午|晚上|之后|结束后|会前|座谈会后")
_KIND: Final = re.compile(
    r"(常务会议|主任会议|主席会议|委员长会议|常委会会议|全体会议|代表大会|动员大会|表彰大会|联席会议|办公会议|"
    r"(?:电视电话|视频|电话)会议|扩大会议|预备会议|专题会议|座谈会|推进会|生活会|现场会|报告会|部署会|动员会|调度会|"
    r"述职会|评议会|发布会|通报会|签约仪式|例会|集体学习|集中学习|学习会|讲座|论坛|仪式|会谈|座谈|大会|全会|会议|会)"
    r"$"
)
_ENDED: Final = re.compile(r"(?:会议?|大会)结束后,?(?:我|[一-鿿]{0,8}[省市县区旗州乡镇])")
"""省会议结束后,我市立即召开会议: the next level meets."""
_LEVEL: Final = re.compile(r"全?([国省市县区旗州盟镇乡])")
_NEAR: Final = 12
"""A mention is of one of the last so many meetings, or of a new one."""
_ASIDE: Final = re.compile(r"[(][^)]*[)]")


@dataclass(slots=True)
class Draft:
    """One meeting in the making: its name, the mention that tells of it first, and all of them."""

    name: str
    first: Mention
    mentions: list[Mention]


@lru_cache(maxsize=2048)
def kind_of(name: str) -> str | None:
    """The word for the sitting at the end of a name.

    >>> kind_of("区委常委会(扩大)会议"), kind_of("县政府第42次常务会议")
    ('常委会会议', '常务会议')
    """
    found = _KIND.search(_ASIDE.sub("", name))
    return found[1] if found else None


def same_meeting(name: str, other: str) -> bool:
    """Whether two names mean one meeting.

    >>> same_meeting("县政府第42次常务会议", "县政府第43次常务会议"), same_meeting("信访工作会议", "全县信访工作会议")
    (False, True)
    """
    one, two = _LEVEL.match(name), _LEVEL.match(other)
    if one and two and one[1] != two[1]:
        return False
    a, b = ordinals(name), ordinals(other)
    if a and b and not a & b:
        return False
    return name in other or other in name or alike(name, other) >= 0.6


def drafts_of(text: str, told: list[Mention], days: Sequence[int] = ()) -> tuple[list[Draft], Mention | None]:
    """One draft for each meeting; the umbrella (``分别召开座谈会``) is dropped where its meetings are told of.

    ``days`` are the places of days that stand alone in a line: what follows one is a new entry.
    """
    drafts: list[Draft] = []
    umbrella: Mention | None = None
    for found in sorted(told, key=lambda m: (m.verb, m.span)):
        if found.umbrella and umbrella is None and not drafts:
            umbrella = found
            continue
        if umbrella is not None and not drafts and found.generic and kind_of(umbrella.name) == kind_of(found.name):
            drafts.append(Draft(umbrella.name, umbrella, [umbrella]))
            umbrella = None
        apart = found.weight == HELD and _ENDED.search(text, found.sentence[0], found.verb[0]) is not None
        same = None if apart else next((d for d in drafts[-_NEAR:] if same_meeting(found.name, d.name)), None)
        if same is not None and same.name != found.name and _came_next(text, found, same):
            same = None
        if same is not None:
            same.mentions.append(found)
            if same.first.generic and not found.generic and not same.first.groups and found.weight >= same.first.weight:
                same.name, same.first.groups, same.first.group_spans = found.name, found.groups, found.group_spans
        elif found.generic and drafts and not apart and not _is_other(text, found, drafts):
            drafts[-1].mentions.append(found)
        elif not drafts or _is_new(text, found, drafts[-1].first, days):
            drafts.append(Draft(found.name, found, [found]))
    if umbrella is not None and not drafts:
        drafts.append(Draft(umbrella.name, umbrella, [umbrella]))
        umbrella = None
    return drafts, umbrella


def _came_next(text: str, found: Mention, earlier: Draft) -> bool:
    """会后,X主持召开培训会议: another sitting, though much of its name is the same."""
    if found.weight < HELD or found.generic or found.name in earlier.name or earlier.name in found.name:
        return False
    return _AFTERWARDS.match(text, found.sentence[0]) is not None


_AFTERWARDS: Final = re.compile(r"\s*(?:会后|会议结束后|随后|接着),")
_PLAIN: Final = frozenset(["会议", "大会", "会", "全会", "全体会议", "座谈", "仪式", "论坛", None])


def _is_other(text: str, found: Mention, drafts: list[Draft]) -> bool:
    """Whether a bare name is a further sitting of another kind: ``随后举行签约仪式`` after a 座谈会."""
    kind = kind_of(found.name)
    if found.weight < HELD or kind in _PLAIN or any(d.name.endswith(str(kind)) for d in drafts[-_NEAR:]):
        return False
    return _THEN.search(text, found.sentence[0], found.verb[0]) is not None


def _is_new(text: str, found: Mention, last: Mention, days: Sequence[int]) -> bool:
    """Whether a mention after the first tells of a further meeting: it has its own time, chair or number."""
    if found.verb == last.verb or found.weight == AT_NAMED:
        return True
    if bisect_left(days, last.verb[0]) < bisect_left(days, found.verb[0]):
        return True
    before = text[found.sentence[0] : found.verb[0]]
    if _SEQUENCE.search(before) or text.startswith("主持", found.verb[0]) or (found.subject and ordinals(found.name)):
        return True
    return next(dates_in(before), None) is not None
