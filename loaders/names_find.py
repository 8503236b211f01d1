"""Finding people: every place where a trigger word says that a name stands here.

Invariants. A name is taken from its context (after a post, in a list, before a predicate, after 任命, beside 同志 …),
each way of finding is one rule with its name kept as evidence. A bare surname with a title (``佟镇长``) is a mention of
somebody named elsewhere in the text, never a person of its own.
"""

import re
from typing import Final

from loaders.names_mentions import Mention
from loaders.names_parallels import Parallels, opens_body
from loaders.names_shapes import COMMON, COMPOUNDS, begins_common, surname_of
from loaders.posts import STAYS, Post, chain
from loaders.scan import Hit

_LABEL_GAP: Final = re.compile(r"(?:主要|还)?有?[ :]{0,4}")
_GAP: Final = re.compile(r"(?:\((?:兼|挂职|主持工作|正\w级|副\w级|[^()\n]{1,8})\))?[ :]{0,4}")
_GAP_BEGINS: Final = frozenset("( :")
_BODY_FIRST: Final = re.compile(
    r"[市区县省州旗盟镇乡]委|.{0,2}党[委组工]|纪|团委|政法|支部|总支|工委|组织|宣传|统战|成员$"
)
_MEMBERS: Final = frozenset(("委员", "代表", "常委"))
_LEAVING: Final = frozenset(("辞去", "辞任", "请辞", "卸任", "不再担任", "不再兼任"))
_FRAME: Final = re.compile(
    r"(?:同志)?(?:因(?=[工年个身另到组健任])|(?:请求|申请)(?=辞)|就|对|在|围绕|结合|根据|按照|带领|代表|首先|随后|最后|还|从|针对|向|先后|分别|同(?!志)|与)"
)
_NO_END: Final = frozenset("、,。;:!?\n(《“”》的了会议") | {""}
"""What no name ends in."""
_PARTICLES: Final = "向由从对经以即才再则又已未均并都要能"
_AFTER: Final = 0
_LISTED: Final = 4
_BARE: Final = 5
_ADVERB_LAST: Final = frozenset(
    "流头自动志等导人还也又并就别后次先随一同邀在上场作做了行要旨流型态结动员告导的票被功再利"
)
_MAKES: Final = re.compile(r"(?:[作做]了|(?<![运工合操协制写耕])[作做])[^,。;、作做]{1,12}$")

_ADVERB_FIRST: Final = "等同还也又并就分先依首随逐共一应受最在会现作做进发重主交典表总动辅工的高全被成再顺带轮率亲"
"""What an adverb begins with: most places fail at once."""
_ADVERBS: Final = re.compile(
    rf"(?=[{_ADVERB_FIRST}]|$)"
    r"(?:(?:同志)?(?:等(?:同志|领导同志|领导|人)?)?(?:还|也|又|并|就|分别|先后|依次|首先|随后|逐一|共同|一同|应邀|受邀|最后"
    r"|在会上|会上|现场|作了?|做了?|进行了?|发表了?|重要|主旨|交流|典型|表态|总结|动员|辅导|工作|的|高票|全票|被|成功"
    r"|再次|顺利|带头|轮流|率先|亲自|主动)*)$"
)
_ADVERB_PARTS: Final = frozenset(
    "同志等领导人还也又并就分别先后依次首随逐一共应邀受最在会上现场作了做进行发表重要主旨交流典型态总结动员辅工的高票全被"
    "成功再顺利带头轮率亲自"
)
"""What adverbs are made of."""
_CELL_END: Final = re.compile(r" *(?:\||\n|$)")
_MADE: Final = re.compile(r"(?:同志)?(?<![主责委出担兼就现曾历常聘接继])任(?=[^,。、;:主任]{0,14}$)")
_AS_MEMBER: Final = re.compile(r"[、,。;:!?)\s]|先后|分别|围绕|发言|就|作|在|说|认为|表示|建议|指出|提出|$")


def _speaks_for(text: str, hit: Hit) -> bool:
    """X代表县委讲话: the word is a verb here, and no title."""
    return hit.word == "代表" and _AS_MEMBER.match(text, hit.end) is None


class Finder(Parallels):
    """Finds the mentions of one text, rule after rule, the surest first."""

    def run(self) -> list[Mention]:
        """All mentions, in order of the text."""
        text = self.text
        for hit in self.scan.hits:
            if hit.kind == "post":
                if not opens_body(text, hit.end):
                    self._after_post(hit)
            elif hit.kind == "collective":
                self._after_label(hit)
            elif hit.kind == "appoint":
                self._appointed(hit)
        for hit in self.scan.hits:
            if hit.kind == "post":
                self._title_after(hit)
                if text.find("任", max(0, hit.start - 16), hit.start) >= 0:
                    made = _MADE.search(text, max(0, hit.start - 16), hit.start)
                    if made is not None and made.start() > 1:
                        self._before(made.start(), "name-before-office", 4)
            elif hit.kind == "comrade":
                self._before(hit.start, "name-before-tongzhi", 4)
            elif hit.kind in ("chair", "speak", "attend", "absent", "appoint"):
                if hit.kind != "speak":
                    self._field(hit)
                self._before_verb(hit)
                if hit.kind in ("speak", "chair") or hit.word in _LEAVING or self._from_afar(hit):
                    self._framed(hit)
            elif hit.kind == "others":
                self._before(hit.start, "name-before-others", _BARE)
        self._listened()
        for start, _ in self.scan.sentences:
            if text.find("、", start, start + 14) >= 0:
                self._opening_row(start)
        at = text.find(":")
        while at >= 0:  # 名单:X、Y、Z
            self._opening_row(at + 1)
            at = text.find(":", at + 1)
        at = text.find("、")
        while at >= 0:  # the first 、 of a clause may part two names that open it
            start = max(text.rfind(",", max(0, at - 9), at), text.rfind(";", max(0, at - 9), at)) + 1
            if 0 < start < at - 1:
                self._opening_row(start, inside=True)
            at = text.find("、", at + 1)
        self._again()
        self._fill_gaps()
        self._in_parallel()
        mentions = [self.found[start] for start in sorted(self.found)]
        for before, mention in zip(
            mentions, mentions[1:], strict=False
        ):  # a name found late bounds the next one's posts
            own = [post for post in mention.posts if post.end <= mention.start]
            if own and not mention.inherited and own[0].start < before.tail < own[-1].end:
                mention.posts = chain(self.names, own[-1].end, before.tail) + mention.posts[len(own) :]
                mention.head = mention.posts[0].start if mention.posts else mention.start
        return mentions

    def _after_post(self, hit: Hit) -> None:
        start = hit.end
        if self.text[start : start + 1] in _GAP_BEGINS and (gap := _GAP.match(self.text, start)) is not None:
            start = gap.end()
        if start in self.found:
            return
        reading = self.names.forward(start, least=_AFTER + 1)
        if reading is None or (reading.surname < 1 and reading.score < 2) or (start > hit.end and reading.score < 4):
            return
        mention = self._add(start, reading.at, "name-after-post", 0.95 if reading.surname >= COMMON else 0.85)
        if mention is not None:
            posts = chain(self.names, hit.end, self._floor(hit.start))
            closes = self.text[start - 1] == ")" and (
                self.names.ends.get(start - 1, hit).end == start - 1 or self.text.endswith(STAYS, 0, start)
            )
            if posts and closes:
                posts[-1] = Post(posts[-1].start, start, posts[-1].former)  # 校长(院长), 副县长(挂职)
            if posts:
                mention.head = posts[0].start
                mention.posts = [*posts, *mention.posts]
            self._list_on(mention)

    def _after_label(self, hit: Hit) -> None:
        gap = _LABEL_GAP.match(self.text, hit.end)
        start = gap.end() if gap else hit.end
        reading = self.names.forward(start, least=2) or self._between(start) or self._odd(start)
        if reading is None or start in self.found:
            return
        mention = self._add(start, reading.at, "name-after-label", 0.9)
        if mention is not None:
            mention.label = hit.word
            mention.head = hit.start
            self._list_on(mention)

    def _title_after(self, hit: Hit) -> None:
        """张三副市长: the title stands after the name."""
        if hit.start in self.taken:
            if hit.end not in self.found:
                self._attach_title(hit)
            return
        if hit.end in self.found or hit.end + 1 in self.found:
            return
        if _BODY_FIRST.match(hit.word):
            return
        if self.text[hit.start - 1 : hit.start] in ("|", " ") and _CELL_END.match(self.text, hit.end):
            self._cell(hit)
            return
        if self.text[hit.start - 1 : hit.start] in _NO_END:
            return
        if not self.names.bound(hit.end) or not self.names.may_open(hit.start) or _speaks_for(self.text, hit):
            return
        member = hit.word in _MEMBERS
        reading = self.names.backward(hit.start, self.left, least=5 if member else 4)
        if member and reading is not None and reading.surname < COMMON and self.text[reading.at - 1] != "、":
            return
        if reading is None or self.text[reading.at : hit.start] in COMPOUNDS:
            return  # 皇甫会长 is a surname with a title
        if self.text[reading.at - 1] == "“" and self.text[hit.end : hit.end + 1] == "”":
            return  # “红色合伙人” is a thing with a name of its own
        if reading.surname >= 1:
            mention = self._add(reading.at, hit.start, "title-after-name", 0.85)
            if mention is not None:
                mention.posts = [Post(hit.start, hit.end, False)]
                mention.tail = hit.end
                self._list_back(mention)

    def _cell(self, hit: Hit) -> None:
        """A row of a table: ``|石一川|县长|``."""
        end = hit.start
        while end > 0 and self.text[end - 1] in "| ":
            end -= 1
        reading = self.names.backward(end, self.left, least=5) if self.names.may_open(end) else None
        if reading is None or reading.surname < 1 or self.text[reading.at - 1 : reading.at] not in ("", "\n", "|", " "):
            return
        mention = self._add(reading.at, end, "name-in-table", 0.8)
        if mention is not None:
            mention.posts = [Post(hit.start, hit.end, False)]
            mention.tail = hit.end

    def _attach_title(self, hit: Hit) -> None:
        for mention in self.found.values():
            if (
                mention.end == hit.start
                and not _speaks_for(self.text, hit)
                and (self.names.bound(hit.end) or mention.rule == "name-in-field")
            ):
                shared = [] if mention.inherited else mention.posts  # 副主席A、B主任: B is no deputy
                mention.posts = [*shared, Post(hit.start, hit.end, False)]
                mention.tail = hit.end
                return

    def _before_verb(self, hit: Hit) -> None:
        at = hit.start
        last = self.text[at - 1 : at]
        lead = None
        if last and last in _ADVERB_LAST:
            start, floor = at, self.scan.clause_start(at, max(0, at - 24))
            while start > floor and self.text[start - 1] in _ADVERB_PARTS:
                start -= 1
            lead = _ADVERBS.search(self.text, start, at)
        if lead is not None and (lead.start() < at or hit.kind != "speak"):
            at = lead.start()
        elif (
            hit.kind == "speak"
            and ("作" in (near := self.text[max(0, at - 16) : at]) or "做" in near)
            and (made := _MAKES.search(self.text, max(0, at - 16), at)) is not None
        ):
            at = made.start()
        self._before(at, "name-before-verb", _BARE)

    def _from_afar(self, hit: Hit) -> bool:
        """X在主会场参加会议."""
        return hit.kind == "attend" and self.text.find("会场", max(0, hit.start - 8), hit.start) > 0

    def _framed(self, hit: Hit) -> None:
        """X就…提出要求: the name opens the clause, a phrase stands between it and its verb."""
        text = self.text
        start = self.scan.clause_start(hit.start, max(0, hit.start - 60))
        if start == hit.start and start and text[start - 1] == "," and hit.kind == "appoint":  # X因工作变动,辞去…
            start = self.scan.clause_start(start - 1, max(0, start - 30))
        if start and text[start - 1] == "," and text[start] in "对就并向围以把从在":  # X根据要求,对工作进行了部署
            start = self.scan.clause_start(start - 1, max(0, start - 60))
        if start in self.found or hit.start - start < 5 or not begins_common(self.text[start : start + 2]):
            return
        reading = self.names.forward(start, least=_LISTED)
        if reading is not None and reading.surname >= COMMON and _FRAME.match(text, reading.at):
            self._add(start, reading.at, "name-before-phrase", 0.7)

    def _before(self, end: int, rule: str, least: int) -> None:
        """A bare name, or the last of a list, that ends at ``end``."""
        while end > 0 and self.text[end - 1] == " ":
            end -= 1
        if end in self.taken or end <= 0 or self.text[end - 1] in _NO_END:
            return
        if self.text[end - 1] in ")":
            opening = self.text.rfind("(", max(0, end - 12), end)
            if opening < 0:
                return
            end = opening
        reading = self.names.backward(end, self.left, least=least) if self.names.may_open(end) else None
        if reading is None or reading.surname < 1 or (reading.surname < COMMON and reading.score <= least):
            self._row(end)
            return
        if end - reading.at == 2 and self.text[reading.at] in _PARTICLES:
            return  # 向新|任命: no name, but a preposition or an adverb
        mention = self._add(reading.at, end, rule, 0.7 if least >= _BARE else 0.8)
        if mention is not None:
            self._list_back(mention)

    def _again(self) -> None:
        """Names found once are found everywhere; surname and title point to the one who bears it."""
        known: dict[str, float] = {}
        for mention in self.found.values():
            known[mention.name] = max(known.get(mention.name, 0.0), mention.confidence)
        self._lengthened(known)
        for name in self.second(self.text) if self.second is not None else ():
            if 2 <= len(name) <= 20 and name not in known:
                known[name] = 0.6
        for name in sorted(known, key=len, reverse=True):
            at = self.text.find(name)
            while at >= 0:
                end = at + len(name)
                if (
                    at not in self.found
                    and self._free(at, end)
                    and self.names.bound(end)
                    and (self.left(at) or self.text[at - 1] == "的")
                ):
                    self._add(at, end, "named-before", min(0.8, known[name]))
                at = self.text.find(name, at + 1)
        last = {surname_of(name)[-1] for name in known}
        for hit in self.scan.hits:
            if hit.kind == "post" and hit.start and self.text[hit.start - 1] in last and hit.start not in self.taken:
                self._short(hit, known)

    def _lengthened(self, known: dict[str, float]) -> None:
        """孙司|正就… is 孙司正, where the text names him as surely elsewhere."""
        longer = {name[:-1]: name for name in known if len(name) > 2 and name[:-1] in known and "·" not in name}
        for mention in self.found.values() if longer else ():
            name = longer.get(mention.name, "")
            end = mention.end + 1
            if (
                name
                and mention.confidence <= known[name]
                and mention.tail == mention.end == mention.start + len(name) - 1
                and self.text.startswith(name, mention.start)
                and self.names.bound(end)
                and not self.names.blocked(mention.start, end)
                and self._free(end - 1, end)
            ):
                mention.name, mention.end, mention.tail = name, end, end
                self._ends_at(end)
                self._used[end - 1] = 1

    def _short(self, hit: Hit, known: dict[str, float]) -> None:
        for length in (2, 1):
            start = hit.start - length
            if start < 0 or not self.left(start) or not self.names.bound(hit.end) or not self._free(start, hit.start):
                continue
            surname = self.text[start : hit.start]
            bearers = [name for name in known if surname_of(name) == surname]
            if len(bearers) > 1:
                bearers = [n for n in bearers if self._bears(n, hit.word)] or bearers[:0]
            if len(bearers) == 1:
                mention = self._add(start, hit.start, "surname-and-title", 0.8)
                if mention is not None:
                    mention.name, mention.short, mention.tail = bearers[0], True, hit.end
                return

    def _bears(self, name: str, title: str) -> bool:
        return any(
            m.name == name and any(self.text[p.start : p.end].endswith(title) for p in m.posts)
            for m in self.found.values()
        )
