"""Heads of groups: which stated posts make an official the head of a leading group, a commission, a headquarters.

Invariants. Deputies never; heads of party committees, governments, congresses and departments are not listed (they
follow from their posts). A bare ``组长`` is the head of the group that the text names before it.
"""

import re
from typing import Final, NamedTuple

from loaders.names_mentions import Mention
from loaders.posts_changes import Change
from loaders.scan import Scan

_TITLES: Final = frozenset((
    "第一召集人", "第一指挥长", "第一组长", "第一主任", "主任委员", "总指挥长", "总召集人", "双组长", "总指挥",
    "指挥长", "召集人", "组长", "主任", "会长", "主席", "政委",
))  # fmt: skip
_LAST: Final = frozenset(title[-1] for title in _TITLES)
_ALONE: Final = frozenset(("组长", "双组长", "第一组长", "总指挥", "指挥长", "召集人", "总召集人"))
_GROUP: Final = re.compile(
    r"(?:领导小组|小组|工作组|专班|指挥部|委员会|联席会议|协调机制|工作机制|议事协调机构|防指|专委|攻坚组|评估组|调查组"
    r"|[安防消深国双河林田食药编规土财外审网农军统教科爱禁][\u4e00-\u9fff]{0,3}(?:委会?|指))$"
)
_NOT: Final = re.compile(
    r"管委会|管理委员会|国资委|监察委员会|监委|人大|政协|巡[察视]组|督[导查]组|爱国|预算工作|工会|妇联|商会|协会|学会|联合会"
    r"|居委会|村委会|纪委|办公室|常务委员会|专门委员会|军委|发改委|卫健委|编办|居民委员会|村民委员会|发展和?改革委员会"
    r"|卫生健康委员会|民族事务|监督管理委员会|执行委员会|党委|法制委|工信委|农工委|住建委|经信委|教委$|科委$|农委$|城管委|体委"
)
_BARE: Final = frozenset(
    ("领导小组", "工作领导小组", "指挥部", "专班", "工作专班", "委员会", "推进小组", "协调小组", "小组")
)
_NAMED: Final = re.compile(r"[\u4e00-\u9fff“”]{2,40}?(?:领导小组|工作专班|指挥部|推进小组|协调小组|工作组|委员会)")
_RUNNING: Final = re.compile(r"召开|调整|成立|设立|组建|简称[“\"]?|以下称|[主的了将由在]")
_BACK: Final = 200


class StatedHead(NamedTuple):
    """An official said to be the head of a group: the title alone, and where the whole post stands."""

    official: str
    group: str
    title: str
    place: tuple[int, int]


def heads_of(scan: Scan, mentions: list[Mention], changes: dict[str, list[Change]] | None = None) -> list[StatedHead]:
    """Every stated headship, each once, in order."""
    stated = [(mention, post) for mention in mentions if not mention.short for post in mention.posts]
    stated += [(c.mention, c.post) for made in (changes or {}).values() for c in made if c.kind != "removed"]
    found: dict[tuple[str, str], StatedHead] = {}
    for mention, post in stated:
        written = scan.text[post.start : post.end]
        if " " in written:
            written = written.replace(" ", "")
        title = _title(written)
        if not title:
            continue
        group = written[: -len(title)]
        if (group and (not _GROUP.search(group) or _NOT.search(group))) or (not group and title not in _ALONE):
            continue
        if not group or group in _BARE:
            group = _named_group(scan, post.start, group) or group
        if group:
            found.setdefault((mention.name, group), StatedHead(mention.name, group, title, (post.start, post.end)))
    return list(found.values())


def _title(written: str) -> str:
    """The title of a head that a post ends in, the longest one."""
    if written[-1:] not in _LAST:
        return ""
    for length in (5, 4, 3, 2):
        if written[-length:] in _TITLES:
            return written[-length:]
    return ""


def _named_group(scan: Scan, before: int, kind: str) -> str | None:
    """The group that the text names last before a bare title."""
    last = None
    for match in _NAMED.finditer(scan.text, max(0, before - _BACK), before):
        group = _RUNNING.split(match[0])[-1]
        if group.endswith(kind) and group.strip("“”") not in _BARE:
            last = group
    return last or None
