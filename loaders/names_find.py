"""Finding people: every place where a trigger word says that a name stands here.

Invariants. A name is taken from its context (after a post, in a list, before a predicate, after 任命, beside 同志 …), each
way of finding is one rule with its name kept as evidence; mentions never overlap. A bare surname with a title
(``佟镇长``) is a mention of somebody named elsewhere in the text, never a person of its own.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from loaders.names import COMMON, LeftBound, Names, Reading, begins_common, can_open, compounds, surname_of
from loaders.posts import Post, chain
from loaders.scan import Hit, Scan

_NOTE = re.compile(r"\s*\(([^()\n]{1,24})\)")
_LABEL_GAP = re.compile(r"(?:主要|还)?有?[ :]{0,4}")
_GAP = re.compile(r"(?:\((?:兼|挂职|主持工作|正\w级|副\w级|[^()\n]{1,8})\))?[ :]{0,4}")
_JOIN = re.compile(r"(?:同志)? *(?:\([^()\n]{1,24}\))? *(?:\n?[、;/] *\n?|和|与|及|以及| +|[(,])")
_BODY = re.compile(r"会(?![见晤同])|团(?!结)|台|处|班[子长]|室|令(?!狐)|职务|岗位|们")
_BODY_FIRST = re.compile(r"[市区县省州旗盟镇乡]委|.{0,2}党[委组工]|纪|团委|政法|支部|总支|工委|组织|宣传|统战|成员$")
FIELD = re.compile(
    r"(?:人员|人|领导|者)?(?:会议)?(?:的?(?:还|主要)?有|的领导)?:\s*|(?:本次|此次)?(?:会议|座谈会|活动|大会|调研|考察|检查|慰问|视察|会见)?的[^,。:;、]{0,8}?(?:还|主要)?有:?\s*"
)
_OPENING = re.compile(r"(?:会上,|随后,|最后,|会前,|会后,)?((?:[\u3400-\u9fff·]{2,9}、)+)(?=[\u3400-\u9fff])")
_STATES = re.compile(
    r"(?:同志)?(?:等|分别|先后|依次|就|作|做|在会|参加|出席|列席|陪同|汇报|发言|随后|还|也|共同|一同|任|为|当选)"
)
_CLAUSE_END = re.compile(r"[,;。!?\n]")
_GAP_ITEM = re.compile(r"[\u3400-\u9fff·]{2,9}$")
_MEMBERS = frozenset(("委员", "代表", "常委"))
_NEXT = re.compile(r"[,;、:]|决定")
_OFFICE_NEAR = re.compile(r"[^,;。]{2,90}?(?:为|任|当选|职务|辞去|不再|代理)")
_OFFICE = re.compile(
    r"(?:\([^()]{1,12}\))?(?:(?:、|和)[^,;。]{2,90}?)?(?:同志)?(?:等\d{0,3}[人名位])?(?:因[^,;。]{1,10})?"
    r"(?:为|任|当选|(?:兼任)?的?[^,;。]{3,40}职务|辞去|不再|被|代理)"
)
_ABOUT_OFFICE = frozenset(
    ("当选", "当选为", "不再担任", "不再兼任", "辞去", "担任", "任职", "免职", "任免", "当选人", "续任", "连任", "被免去",
     "任命为", "聘任为", "被任命为", "被选举为", "被推选为", "被聘任为", "被聘为", "兼任", "出任", "接任")
)  # fmt: skip
_ROW = re.compile(r"(?:[\u3400-\u9fff·]{2,10}、){2,}[\u3400-\u9fff·]{2,10}$")
_FRAME = re.compile(r"(?:同志)?(?:就|对|在|围绕|结合|代表|首先|随后|最后|还|从|针对|向|先后|分别|同(?!志)|与)")
_SHARED = re.compile(r".*(?:副[^,、]{1,4}|委员|常委|成员|代表|理事|董事|监事|顾问|巡视员|调研员|院士|教授|专员)$")
_ITEM = re.compile(r"[^、,;。:\n()]{4,30}(?=[、,;。\n]|$)")
_ETHNIC = re.compile(r"[\u4e00-\u9fff]{1,6}族")
_AFTER = 0
_LISTED = 4
_BARE = 5


NameReader = Callable[[str], Iterable[str]]
"""A second opinion for names: takes the clean text, gives the personal names that it sees."""


@dataclass(slots=True)
class Mention:
    """A name at its place, with the posts written around it."""

    name: str
    start: int
    end: int
    rule: str
    confidence: float
    posts: list[Post] = field(default_factory=list)
    inherited: bool = False
    label: str = ""
    """The collective label that opened its list: 区领导."""
    linked: bool = False
    """Follows the previous mention in one list."""
    head: int = 0
    """Where the whole mention begins, posts included."""
    tail: int = 0
    """Where it ends, with bracketed notes, 同志 and a title after the name."""
    note: str = ""
    short: bool = False
    """A surname with a title, standing for a person named elsewhere."""


class Finder:
    """Finds the mentions of one text, rule after rule, the surest first."""

    def __init__(self, scan: Scan, second: NameReader | None = None) -> None:
        self.scan = scan
        self.names = Names(scan)
        self.text = scan.text
        self.found: dict[int, Mention] = {}
        self.taken: set[int] = set()
        self._used: set[int] = set()
        self._appointing = 0
        self.left = LeftBound(self.names, self.taken)
        self.second = second

    def run(self) -> list[Mention]:
        """All mentions, in order of the text."""
        for hit in self.scan.hits:
            if hit.kind == "post" and not _BODY.match(self.text, hit.end):
                self._after_post(hit)
            elif hit.kind == "collective":
                self._after_label(hit)
            elif hit.kind == "appoint":
                self._appointed(hit)
        for hit in self.scan.hits:
            if hit.kind == "post":
                self._title_after(hit)
                if self.text[hit.start - 1 : hit.start] == "任" and hit.start > 2:
                    self._before(hit.start - 1, "name-before-office", 4)
            elif hit.kind == "comrade":
                self._before(hit.start, "name-before-tongzhi", 4)
            elif hit.kind in ("chair", "speak", "attend", "absent", "appoint"):
                self._field(hit)
                self._before_verb(hit)
                if hit.kind in ("speak", "chair"):
                    self._framed(hit)
            elif hit.kind == "others":
                self._before(hit.start, "name-before-others", _BARE)
        for start, _ in self.scan.sentences:
            if "、" in self.text[start : start + 14]:
                self._opening_row(start)
        at = self.text.find("、")
        while at >= 0:  # the first 、 of a clause may part two names that open it
            start = max(self.text.rfind(",", max(0, at - 9), at), self.text.rfind(";", max(0, at - 9), at)) + 1
            if start and at - start >= 2:
                self._opening_row(start, inside=True)
            clause = _CLAUSE_END.search(self.text, at)
            at = self.text.find("、", clause.end()) if clause else -1
        self._again()
        self._fill_gaps()
        mentions = [self.found[start] for start in sorted(self.found)]
        for before, mention in zip(
            mentions, mentions[1:], strict=False
        ):  # a name found late bounds the next one's posts
            own = [post for post in mention.posts if post.end <= mention.start]
            if own and not mention.inherited and own[0].start < before.tail < own[-1].end:
                mention.posts = chain(self.names, own[-1].end, before.tail) + mention.posts[len(own) :]
                mention.head = mention.posts[0].start if mention.posts else mention.start
        return mentions

    # ------------------------------------------------------------------------------------------------ single rules

    def _after_post(self, hit: Hit) -> None:
        gap = _GAP.match(self.text, hit.end)
        start = gap.end() if gap else hit.end
        if start in self.found:
            return
        reading = self.names.forward(start, least=_AFTER + 1)
        if reading is None or (reading.surname < 1 and reading.score < 2) or (start > hit.end and reading.score < 4):
            return
        mention = self._add(start, reading.at, "name-after-post", 0.95 if reading.surname >= COMMON else 0.85)
        if mention is not None:
            posts = chain(self.names, hit.end, self._floor(hit.start))
            if posts and self.text[start - 1] == ")" and self.names.ends.get(start - 1, hit).end == start - 1:
                posts[-1] = posts[-1]._replace(end=start)  # 校长(院长)
            if posts:
                mention.head = posts[0].start
                mention.posts = [*posts, *mention.posts]
            self._list_on(mention)

    def _after_label(self, hit: Hit) -> None:
        gap = _LABEL_GAP.match(self.text, hit.end)
        start = gap.end() if gap else hit.end
        reading = self.names.forward(start, least=2)
        if reading is None or start in self.found:
            return
        mention = self._add(start, reading.at, "name-after-label", 0.9)
        if mention is not None:
            mention.label = hit.word
            mention.head = hit.start
            self._list_on(mention)

    def _appointed(self, hit: Hit) -> None:
        """任命A为…,B为…;免去C的…职务: names at the openings of clauses, where an office is given or taken."""
        if hit.word in _ABOUT_OFFICE:
            return
        end = self.scan.sentences[self.scan.sentence_at(hit.start)][1]
        far = min(end, hit.end + 1500)
        known = hit.end < self._appointing  # this sentence was gone through at an earlier verb
        starts = [hit.end] if known else [hit.end, *(m.end() for m in _NEXT.finditer(self.text, hit.end, far))]
        self._appointing = max(self._appointing, far)
        for start in starts:
            start += self.text[start : start + 1] in "了:由"
            if start in self.found or not _OFFICE_NEAR.match(self.text, start):
                continue
            reading = self.names.forward(start, least=3) or self._removed(start, hit)
            if reading is not None and reading.surname >= 0 and _OFFICE.match(self.text, reading.at):
                mention = self._add(start, reading.at, "name-after-appointment", 0.9)
                if mention is not None:
                    self._list_on(mention)

    def _removed(self, start: int, hit: Hit) -> Reading | None:
        """免去王一县教育局局长职务: the office follows the name directly."""
        if start != hit.end or hit.word not in ("免去", "撤销", "罢免"):
            return None
        for end in (start + 3, start + 2):
            score, surname = self.names.shape(start, end)
            if score >= COMMON and surname >= COMMON and self.text[end : end + 1] in "省市县区州旗镇乡中全国":
                return Reading(end, score, surname)
        return None

    def _title_after(self, hit: Hit) -> None:
        """张三副市长: the title stands after the name."""
        if any(start in self.found for start in (hit.end, hit.end + 1)) or hit.start in self.taken:
            if hit.start in self.taken and hit.end not in self.found:
                self._attach_title(hit)
            return
        if _BODY_FIRST.match(hit.word):
            return
        if not self.names.bound(hit.end) or not self.names.may_open(hit.start):
            return
        member = hit.word in _MEMBERS
        reading = self.names.backward(hit.start, self.left, least=5 if member else 4)
        if member and reading is not None and reading.surname < COMMON and self.text[reading.at - 1] != "、":
            return
        if reading is None or self.text[reading.at : hit.start] in compounds():
            return  # 皇甫会长 is a surname with a title
        if reading.surname >= 1:
            mention = self._add(reading.at, hit.start, "title-after-name", 0.85)
            if mention is not None:
                mention.posts = [Post(hit.start, hit.end, False)]
                mention.tail = hit.end
                self._list_back(mention)

    def _attach_title(self, hit: Hit) -> None:
        for mention in self.found.values():
            if mention.end == hit.start and (self.names.bound(hit.end) or mention.rule == "name-in-field"):
                mention.posts = [*mention.posts, Post(hit.start, hit.end, False)]
                mention.tail = hit.end
                return

    def _before_verb(self, hit: Hit) -> None:
        at = hit.start
        last = self.text[at - 1 : at]
        lead = _ADVERBS.search(self.text, max(0, at - 24), at) if last and last in _ADVERB_LAST else None
        if lead is not None and (lead.start() < at or hit.kind != "speak"):
            at = lead.start()
        elif (
            hit.kind == "speak"
            and ("作" in (near := self.text[max(0, at - 16) : at]) or "做" in near)
            and (made := _MAKES.search(self.text, max(0, at - 16), at)) is not None
        ):
            at = made.start()
        self._before(at, "name-before-verb", _BARE)

    def _field(self, hit: Hit) -> None:
        """主持人:X; 出席:X、Y; 参加会议的还有X: a label and a list."""
        if self.text[hit.end : hit.end + 1] not in _FIELD_FIRST:
            return
        label = FIELD.match(self.text, hit.end)
        if label is None:
            return
        start = label.end()
        while start < len(self.text):
            self._organisations(start)
            if start not in self.found:
                reading = self.names.forward(start, least=_LISTED)
                mention = self._add(start, reading.at, "name-in-field", 0.85) if reading is not None else None
                if mention is not None:
                    mention.label = hit.word
                    self._list_on(mention)
                    start = mention.tail
            line = self.text.find("\n", start)
            if line < 0 or line + 1 >= len(self.text) or ":" in self.text[line + 1 : line + 12].split("\n")[0]:
                return
            start = line + 1

    def _row(self, end: int) -> None:
        """A plain list of names that ends at ``end``, whatever its last name looks like."""
        near = self.text.rfind("、", max(0, end - 11), end)
        if near < 0 or self.text.rfind("、", max(0, near - 11), near) < 0:
            return
        begin = near
        while (
            begin > 0
            and end - begin < 200
            and ("\u3400" <= self.text[begin - 1] <= "\u9fff" or self.text[begin - 1] in "、·")
        ):
            begin -= 1
        row = _ROW.search(self.text, begin, end)
        if row is None or not self.names.listed(row.start(), row.end()):
            return
        previous: Mention | None = None
        at = row.start()
        for item in row[0].split("、"):
            mention = self._add(at, at + len(item), "name-in-row", 0.8)
            if mention is not None:
                mention.linked = previous is not None
                previous = mention
            at += len(item) + 1

    def _opening_row(self, start: int, *, inside: bool = False) -> None:
        """王一、李二和其他常委…: a sentence opens with a list of names."""
        if not can_open(self.text[start : start + 1]):
            return
        row = _OPENING.match(self.text, start)
        if row is None or row.start(1) in self.found:
            return
        reading = self.names.forward(row.end(), least=3)
        if inside and (reading is None or _STATES.match(self.text, reading.at) is None):
            return
        items = row[1][:-1].split("、")
        good = sum(self.names.shape(s, s + len(i))[0] >= 2 for s, i in _places(row.start(1), items))
        if (
            reading is None
            or good * 3 < len(items) * 2
            or any(
                self.names.blocked(s, s + len(i)) or self.names.shape(s, s + len(i))[0] < -8
                for s, i in _places(row.start(1), items)
            )
        ):
            return
        previous: Mention | None = None
        for s, e in [*((s, s + len(i)) for s, i in _places(row.start(1), items)), (row.end(), reading.at)]:
            mention = self._add(s, e, "name-in-row", 0.75)
            if mention is not None:
                mention.linked = previous is not None
                previous = mention

    def _framed(self, hit: Hit) -> None:
        """X就…提出要求: the name opens the clause, a phrase stands between it and its verb."""
        text = self.text
        start = self.scan.clause_start(hit.start, max(0, hit.start - 60))
        if start in self.found or hit.start - start < 5 or not begins_common(self.text[start : start + 2]):
            return
        reading = self.names.forward(start, least=_LISTED)
        if reading is not None and reading.surname >= COMMON and _FRAME.match(text, reading.at):
            self._add(start, reading.at, "name-before-phrase", 0.7)

    def _organisations(self, start: int) -> None:
        """市发改委王某,县财政局 李某: in a field, people stand after their offices without a post."""
        line = self.text.find("\n", start)
        for item in _ITEM.finditer(self.text, start, line if line >= 0 else len(self.text)):
            end = item.end()
            if end in self.taken or any(m.start < end and item.start() < m.end for m in self._near(end)):
                continue
            reading = self.names.backward(end, self.left, least=_LISTED)
            if reading is not None and reading.surname >= COMMON and item.start() < reading.at:
                self._add(reading.at, end, "name-after-office", 0.75)

    def _before(self, end: int, rule: str, least: int) -> None:
        """A bare name, or the last of a list, that ends at ``end``."""
        while end > 0 and self.text[end - 1] == " ":
            end -= 1
        if end in self.taken or end <= 0:
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
        mention = self._add(reading.at, end, rule, 0.7 if least >= _BARE else 0.8)
        if mention is not None:
            self._list_back(mention)

    # ------------------------------------------------------------------------------------------------------- lists

    def _list_on(self, mention: Mention) -> Mention:
        """The names after ``mention`` in its list: they share its posts or its label. Gives the last of them."""
        current = mention
        while True:
            join = _JOIN.match(self.text, current.tail)
            if join is None or self.text[join.end() - 1] == "(":
                return current
            start = join.end()
            if start in self.found:
                return current
            comma = self.text[start - 1] == ","
            reading = self.names.forward(start, least=_LISTED + comma) or (None if comma else self._between(start))
            if reading is None or (comma and not self._in_comma_list(reading)):
                return current
            follower = self._add(start, reading.at, "name-in-list", 0.9)
            if follower is None:
                return current
            self._share(mention, follower)
            if (
                comma
                and follower.posts
                and not _SHARED.match(self.text[follower.posts[-1].start : follower.posts[-1].end])
            ):
                follower.posts = []
            current = follower

    def _in_comma_list(self, reading: Reading) -> bool:
        """Whether a name after a comma goes on with the list: a comma, the list's end or a word of presence follows."""
        follows = self.names.starts.get(reading.at)
        return reading.surname >= COMMON and (
            self.text[reading.at : reading.at + 1] in (",", "、", "等", ";")
            or (follows is not None and follows.kind == "attend")
        )

    def _between(self, start: int) -> Reading | None:
        """An item of a list that looks like no name stands between two that do."""
        end = start
        while end < len(self.text) and end - start < 5 and "\u3400" <= self.text[end] <= "\u9fff":
            end += 1
        if end - start not in (2, 3, 4) or self.text[end : end + 1] != "、" or self.names.blocked(start, end):
            return None
        after = self.names.forward(end + 1, least=6 if end - start < 4 else 7)
        if after is None or after.surname < COMMON or self.names.shape(start, end)[0] < -8:
            return None
        return Reading(end, _LISTED, 0)

    def _list_back(self, mention: Mention) -> None:
        """The names before ``mention`` in its list."""
        current = mention
        while current.head == current.start and current.start > 1:
            end = current.start
            separator = self.text[end - 1]
            if separator in "和与及":
                end -= 1
            elif separator in "、 ":
                while end > 0 and self.text[end - 1] in "、 ":
                    end -= 1
            else:
                return
            if end in self.taken:
                current.linked = True
                return
            if end > 0 and self.text[end - 1] == ")":
                opening = self.text.rfind("(", max(0, end - 12), end)
                if opening < 0:
                    return
                end = opening
            reading = self.names.backward(end, self.left, least=_LISTED)
            if reading is None or (reading.surname < 1 and reading.score < _LISTED + 1):
                return
            earlier = self._add(reading.at, end, "name-in-list", 0.85)
            if earlier is None:
                return
            current.linked = True
            if mention.rule == "title-after-name":
                earlier.posts, earlier.inherited = list(mention.posts), True
            current = earlier

    # ------------------------------------------------------------------------------------------------- second looks

    def _again(self) -> None:
        """Names found once are found everywhere; surname and title point to the one who bears it."""
        known: dict[str, float] = {}
        for mention in self.found.values():
            known[mention.name] = max(known.get(mention.name, 0.0), mention.confidence)
        for name in self.second(self.text) if self.second is not None else ():
            if 2 <= len(name) <= 20 and name not in known:
                known[name] = 0.6
        for name in sorted(known, key=len, reverse=True):
            at = self.text.find(name)
            while at >= 0:
                end = at + len(name)
                if at not in self.found and self._free(at, end) and self.left(at) and self.names.bound(end):
                    self._add(at, end, "named-before", min(0.8, known[name]))
                at = self.text.find(name, at + 1)
        last = {surname_of(name)[-1] for name in known}
        for hit in self.scan.hits:
            if hit.kind == "post" and hit.start and self.text[hit.start - 1] in last and hit.start not in self.taken:
                self._short(hit, known)

    def _fill_gaps(self) -> None:
        """What stands in a list between two names is a name; what follows shares the posts of the list."""
        order = [self.found[start] for start in sorted(self.found)]
        for before, after in zip(order, order[1:], strict=False):
            if after.head != after.start or after.posts or after.rule == "named-before":
                continue
            gap = self.text[before.tail : after.start]
            if len(gap) > 24 or gap[:1] != "、" or gap[-1:] != "、":
                continue
            previous = before
            at = before.tail + 1
            for item in gap[1:-1].split("、") if len(gap) > 1 else ():
                end = at + len(item)
                if not _GAP_ITEM.match(item) or self.names.blocked(at, end) or self.names.shape(at, end)[0] < -8:
                    break
                mention = self._add(at, end, "name-between", 0.7)
                if mention is None:
                    break
                self._share(previous, mention)
                previous = mention
                at = end + 1
            else:
                self._share(previous, after)

    def _share(self, holder: Mention, follower: Mention) -> None:
        """``follower`` goes on with the list of ``holder``."""
        follower.linked = True
        follower.label = holder.label
        follower.posts = [post for post in holder.posts if post.start < holder.start or post.start >= holder.tail]
        follower.inherited = True

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

    # ------------------------------------------------------------------------------------------------------ keeping

    def _free(self, start: int, end: int) -> bool:
        return self._used.isdisjoint(range(start, end))

    def _near(self, start: int) -> Iterable[Mention]:
        for at in range(max(0, start - 12), start):
            mention = self.found.get(at)
            if mention is not None:
                yield mention

    def _floor(self, start: int) -> int:
        """Where the mention before ``start`` ends."""
        for at in range(start, max(-1, start - 60), -1):
            if at in self.taken:
                return at
        return 0

    def _add(self, start: int, end: int, rule: str, confidence: float) -> Mention | None:
        if not self._free(start, end):
            return None
        mention = Mention(self.text[start:end].replace(" ", ""), start, end, rule, confidence, head=start, tail=end)
        note = _NOTE.match(self.text, end)
        if note is not None:
            mention.note, mention.tail = note[1], note.end()
            inner = self.names.ends.get(note.end() - 1)
            if inner is not None and inner.kind == "post":
                mention.posts = chain(self.names, note.end() - 1, note.start(1))
        if self.text.startswith("同志", mention.tail):
            mention.tail += 2
        self.found[start] = mention
        self.taken.update((end, mention.tail))
        self._used.update(range(start, end))
        return mention


def _places(start: int, items: list[str]) -> Iterable[tuple[int, str]]:
    """Each item of a list parted by 、 with its place."""
    for item in items:
        yield start, item
        start += len(item) + 1


_ADVERB_LAST = frozenset("志等导人还也又并就别后次先随一同邀在上场作做了行要旨流型态结动员告导的票被功再利")
_FIELD_FIRST = frozenset("人领者会的有:本此座活大调考检慰视 ")
_MAKES = re.compile(r"[作做]了?[^,。;、作做]{1,12}$")
_ADVERBS = re.compile(
    r"(?:(?:同志)?(?:等(?:同志|领导同志|领导|人)?)?(?:还|也|又|并|就|分别|先后|依次|首先|随后|逐一|共同|一同|应邀|受邀|最后|在会上|会上|现场|作了?|做了?|进行了?|发表了?|重要|主旨|交流|典型|表态|总结|动员|辅导|工作|的|高票|全票|被|成功|再次|顺利)*)$"
)
