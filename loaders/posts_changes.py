"""Changes of post: 任命, 免去, 当选, 聘任, 不再担任, 由…担任: who gets which post, and who leaves it.

Invariants. The person stands beside the verb, the posts on its other side; every post must end in a head word of the
lexicon. A post that is left is still a post of the person in this report.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from graph.model import ChangeKind
from loaders.names_mentions import Mention
from loaders.names_offices import passage
from loaders.posts import Post
from loaders.scan import Hit, Scan

_ENDS: Final = re.compile(
    r"[,;。!?\n(]|职务|的(?:请求|议案|决定|决议|任命|提名)(?=[,。;、]|$)|的任命|的提名"
    r"|、[^、,;。]{2,12}(?:同志)?(?:(?<!主)任|不再|为)(?![何期])"
)
_GIVES: Final = re.compile(
    r"(?:同志)?(?:等\d{0,3}[人名位])?(?:同志)?(?:以?[高全多][^,。;]{0,6}票)?(?:成功|再次|顺利)?被?"
    r"(当选为?|(?:任命|选举|推选|推举|聘任|选|聘|提名|推荐)为|任(?![何期免职务意])|兼任|出任|续任|连任|担任|代理|代行|为)(?:新一届|新任|新)?"
)
_LEAVES: Final = re.compile(
    r"(?:同志)?(?:因[^,。;]{1,12}?)?,?(?:已|现|近日|主动|自愿|提出|申请|请求|要求)*"
    r"(?:(不再(?:担任|兼任)?|被?免去|辞去|辞任|请辞|卸任|辞))(?:其)?(?:所任的?|兼任的|所担任的|担任的)?"
)
_GIVES_FIRST: Final = frozenset("同等以高全多成再顺被当任选推聘提兼出续连担代为")
_LEAVES_FIRST: Final = frozenset("同因,已现近主自提申请要不被免辞卸")
"""What those two begin with: looking at one character first is cheaper than trying them."""
_LOSES: Final = tuple(verb + mark for verb in ("免去", "罢免", "撤销", "决定免") for mark in ("", "了", ":"))
_LOST: Final = re.compile(r"(?:同志)?(?:兼任|所任|担任)?的?(?=[^,;。]{2,40}职务)|(?:同志)?的?")
_MORE: Final = re.compile(r"(?:(?!辞|免|不再|(?<!主)任|为)[^,;。的]){2,40}职务")
_PROPOSED: Final = ("候选人", "人选")
"""Whoever is put forward for an office does not have it."""
_AND: Final = re.compile(
    r"[,;](?:同时|并|另)?(?:(不再(?:担任|兼任)|辞去|免去(?=[^,;。其]{2,40}职务))|(?:兼任|担任|任|(?:提名|推荐)?为)(?![命何期务职重]))"
)
"""A further change of the same person: 任县委书记,不再担任县长."""
_LEAVES_LATER: Final = re.compile(r"[^。;,]{0,16},(?:同时)?(?=不再(?:担任|兼任))")
"""已另有任用,不再担任…: what comes between says nothing of an office."""
_GIVING: Final = re.compile(r"任命|选举|聘|推选|推举|补选|增补|增选|提名|决定|通过|改选|当选")
_ITS: Final = re.compile(r"(?:免去|不再担任|不再兼任|辞去)其(?:兼任的|所任的?)?")
_ROLL: Final = re.compile(
    r"(?:当选|选举|选举产生|任命|增补|推选|选出|聘任)为?的?(?:新一届|新任|新)?([^,。;:()]{2,40}?)"
    r"(?:的)?(?:同志|人员)?(?:名单)?(?:有|是|为|分别为|分别是|如下)?"
    r"(?:\([^()]{0,30}\))?[:]?\s*$"
)
_ROLL_WORDS: Final = ("选", "任命", "增补", "聘任")
"""Every roll holds one of them: most reports hold none."""
_BACK: Final = 300
_PARTS: Final = re.compile(r"[、,]|兼|和(?=[全省市县区州旗])")


@dataclass(slots=True)
class Change:
    """A post that a person gets or leaves."""

    mention: Mention
    post: Post
    kind: ChangeKind | Literal["proposed"]
    """``proposed`` is a candidate, who has the office not yet."""


def changes_of(scan: Scan, mentions: list[Mention]) -> list[Change]:
    """Every change of post that the text states, in order."""
    return _Changes(scan, mentions).run() if mentions else []


def _left(verb: str) -> ChangeKind:
    """How an office is left."""
    return "resigned" if "辞" in verb else "removed"


def _after(groups: list[list[Mention]], index: int) -> list[Mention]:
    """The people named next."""
    return groups[index + 1] if index + 1 < len(groups) else []


class _Changes:
    def __init__(self, scan: Scan, mentions: list[Mention]) -> None:
        self.scan, self.text, self.mentions = scan, scan.text, mentions
        self.heads = {hit.end for hit in scan.hits if hit.kind == "post"}
        self.found: list[Change] = []

    def run(self) -> list[Change]:
        """Go through the lists of people: what stands right after a list says what becomes of them."""
        text = self.text
        groups: list[list[Mention]] = []
        for mention in self.mentions:
            tail = groups[-1][-1].tail if groups else -9
            if mention.start - tail <= 2 and text[tail : mention.start].strip() in ("、", "和", ""):
                groups[-1].append(mention)
            else:
                groups.append([mention])
        lost_until = far = -1
        begin = 0
        rolls = any(word in text for word in _ROLL_WORDS)
        ends_later = "不再" in text
        for index, people in enumerate(groups):
            first, last = people[0], people[-1]
            if first.start >= far:
                begin, far = passage(self.scan, first.start)
            end, leaves, gives = far, None, None
            before = text[max(begin, first.head - _BACK) : first.head]
            if before[-1:] in ("\n", " "):
                before = before.rstrip("\n ")
            if before.endswith(_LOSES) or (first.start < lost_until and before[-1:] in ";、,务"):
                takes = _LOST.match(text, last.tail)
                self._give(people, takes.end() if takes else last.tail, "removed")
                lost_until = end
            elif (next_to := text[last.tail : last.tail + 1]) in _LEAVES_FIRST and (
                leaves := _LEAVES.match(text, last.tail)
            ) is not None:
                self._give(people, leaves.end(), _left(leaves[1]))
            elif (
                next_to in _GIVES_FIRST
                and (gives := _GIVES.match(text, last.tail)) is not None
                and (gives[1] != "为" or _GIVING.search(before))
            ):
                elected = "选" in gives[1] or (gives[1] == "为" and "选" in before)
                self._give(people, gives.end(), "elected" if elected else "appointed")
                if gives[1] == "担任":
                    self._held_by(people)
            elif (
                ends_later
                and (later := _LEAVES_LATER.match(text, last.tail, end)) is not None
                and (leaves := _LEAVES.match(text, later.end())) is not None
            ):
                self._give(people, leaves.end(), _left(leaves[1]))
            elif rolls and (roll := _ROLL.search(before)) is not None:  # 当选副会长的有:A、B
                at = first.head - len(before) + roll.start(1)
                listed = [post for post in self._posts(at) if post.end <= at + len(roll[1])]
                self.found.extend(Change(mention, post, "elected") for post in listed for mention in people)
            if (leaves or gives) and self.found and self.found[-1].mention is last:
                until = next((m.head for m in _after(groups, index)), end)
                for more in _AND.finditer(text, self.found[-1].post.end, min(end, until)):
                    self._give(people, more.end(), _left(more[1]) if more[1] else "appointed")
            if "其" in text[last.tail : last.tail + 60]:
                for its in _ITS.finditer(text, last.tail, min(end, last.tail + 60)):
                    self._give([last], its.end(), "removed")
        for hit in self.scan.hits:
            if hit.kind == "appoint" and hit.word in ("当选", "当选为"):
                self._elected(hit)
        return self.found

    def _held_by(self, people: list[Mention]) -> None:
        """组长由X担任."""
        first = people[0]
        if self.text[first.head - 1 : first.head] != "由" or first.head - 1 not in self.heads:
            return
        start = first.head - 1
        while start > 0 and "\u3400" <= self.text[start - 1] <= "\u9fff":
            start -= 1
        for mention in people:
            self.found.append(Change(mention, Post(start, first.head - 1, False), "appointed"))

    def _posts(self, start: int) -> list[Post]:
        """The posts that stand from ``start`` on."""
        found = _ENDS.search(self.text, start, start + 80)
        while found is not None and found[0] == "," and _MORE.match(self.text, found.end()):
            found = _ENDS.search(self.text, found.end(), start + 160)  # 不再担任A,B、C职务
        end = found.start() if found else min(len(self.text), start + 80)
        if self.text.startswith("资格", end - 2):  # 撤销…委员资格: a seat that is lost is no post
            return []
        posts: list[Post] = []
        at = start
        for separator in [*_PARTS.finditer(self.text, start, end), None]:
            stop = separator.start() if separator else end
            post_end = stop
            while post_end > at and post_end not in self.heads:
                post_end -= 1
            if post_end <= at + 1:
                break
            posts.append(Post(at, post_end, False))
            at = separator.end() if separator else stop
        return posts

    def _give(self, people: list[Mention], start: int, kind: ChangeKind) -> None:
        for post in self._posts(start):
            proposed = self.text.endswith(_PROPOSED, post.start, post.end)
            for mention in people:
                self.found.append(Change(mention, post, "proposed" if proposed else kind))

    def _elected(self, hit: Hit) -> None:
        """X得票过半,当选会长: the person stands in an earlier clause of the sentence."""
        if any(m.tail <= hit.start <= m.tail + 14 and "," not in self.text[m.tail : hit.start] for m in self.mentions):
            return
        begin, _ = self.scan.sentences[self.scan.sentence_at(hit.start)]
        people = [m for m in self.mentions if begin <= m.start < hit.start][-1:]
        start = hit.end + (self.text[hit.end : hit.end + 1] == "为")
        new = re.compile(r"新一届|新任|新").match(self.text, start)
        self._give(people, new.end() if new else start, "elected")
