"""Heads of groups: which stated posts make an official the head of a leading group, a commission, a headquarters.

Invariants. Deputies never; heads of party committees, governments, congresses and departments are not listed (they
follow from their posts). A bare ``组长`` is the head of the group that the text names.
"""

import re

from loaders.names_find import Mention
from loaders.scan import Scan

_HEAD = re.compile(
    r"^(.*?)(第一组长|双组长|组长|第一主任|主任委员|主任|总指挥长|总指挥|第一指挥长|指挥长|第一召集人|总召集人|召集人|会长|主席|政委)$"
)
_GROUP = re.compile(
    r"(?:领导小组|工作小组|协调小组|小组|工作组|专班|指挥部|委员会|联席会议|协调机制|工作机制|议事协调机构"
    r"|[安防消深国双河林田食药编规土财外审网农军统教科爱禁][\u4e00-\u9fff]{0,3}(?:委会?|指)|防指|双拥办|专委|攻坚组|评估组|调查组)$"
)
_NOT = re.compile(
    r"管委会|管理委员会|国资委|监察委员会|监委|人大|政协|巡[察视]组|督[导查]组|爱国|预算工作|工会|妇联|商会|协会|学会|联合会|居委会|村委会|纪委|办公室|常务委员会|专门委员会|军委|发改委|卫健委|编办"
    r"|居民委员会|村民委员会|发展和?改革委员会|卫生健康委员会|民族事务|发展和改革|监督管理委员会|执行委员会|党委|法制委|财经委员会$(?<!委财经委员会)|工信委|农工委|住建委|经信委|教委|科委|农委|城管委|体委"
)
_BARE = frozenset(("领导小组", "工作领导小组", "指挥部", "专班", "工作专班", "委员会", "推进小组", "协调小组"))


def heads_of(scan: Scan, mentions: list[Mention]) -> list[tuple[str, str, str, tuple[int, int]]]:
    """(official, group, title, place of the post) for every stated headship, in order."""
    found: dict[tuple[str, str], tuple[str, str, str, tuple[int, int]]] = {}
    for mention in mentions:
        if mention.short:
            continue
        for post in mention.posts:
            title = scan.text[post.start : post.end].replace(" ", "")
            head = _HEAD.match(title)
            if head is None or "副" in head[2]:
                continue
            group, rank = head[1], head[2]
            if group and (not _GROUP.search(group) or _NOT.search(group)):
                continue
            if not group and rank not in (
                "组长",
                "双组长",
                "第一组长",
                "总指挥",
                "指挥长",
                "召集人",
                "总召集人",
                "第一总指挥",
            ):
                continue
            if not group or group in _BARE:
                group = _named_group(scan, post.start, group) or group
                if not group:
                    continue
            found.setdefault((mention.name, group), (mention.name, group, rank, (post.start, post.end)))
    return list(found.values())


_NAMED = re.compile(r"[\u4e00-\u9fff“”]{2,40}?(?:领导小组|工作专班|指挥部|推进小组|协调小组|工作组)")


def _named_group(scan: Scan, before: int, kind: str) -> str | None:
    """The group that the text names last before a bare title."""
    last = None
    for match in _NAMED.finditer(scan.text, max(0, before - 200), before):
        if match[0].endswith(kind or match[0]) and match[0] != kind:
            last = match[0]
    if last is None:
        return None
    return re.split(r"召开|调整|成立|[主的了将由在]", last)[-1] or None
