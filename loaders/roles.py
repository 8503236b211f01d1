"""Who did what: predicates are shared out to the people who stand as their subjects.

Invariants. A sentence is read from left to right; people named since the last predicate are the subject of the next
one, a predicate without a subject of its own takes the last subject over, and 会议强调 gives nobody. What is said of
people whose words are only passed on (传达…讲话精神), who send another or who are away (请假) gives no presence.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Final

from graph.model import RoleName
from loaders.names_mentions import Mention
from loaders.names_offices import FIELD
from loaders.roles_directives import directive
from loaders.scan import Hit, Scan


class Part:
    """One part that one mention took: ``role`` is chaired, attended or spoke, ``at`` where its predicate stands."""

    __slots__ = ("at", "capacity", "directive", "end", "mention", "on_behalf_of", "role", "rule")

    def __init__(
        self, role: RoleName, mention: Mention, rule: str, at: int, end: int, capacity: str | None = None
    ) -> None:
        self.role = role
        self.mention = mention
        self.rule = rule
        self.at = at
        self.end = end
        self.capacity = capacity
        self.on_behalf_of: str | None = None
        self.directive = ""


_LABEL: Final = frozenset("人领者会的有:本此座活大调考检慰视 ★】|")
_HANDLED: Final = frozenset(("chair", "speak", "attend", "absent", "visit", "present", "held"))
_CITE: Final = frozenset(("传达", "宣读", "转达"))
_CITING: Final = re.compile(
    r"(?:学习|传达|贯彻|落实|领会|按照|根据|遵照|宣传|转达|宣读|通报)(?:学习|贯彻|落实|传达)?了?"
    r"(?=[^,。;]{0,12}$|[^,。;]{2,30}(?:精神|批示|讲话|指示)[和及]$)"
)
_CITED_END: Final = re.compile(r"精神|批示|指示|讲话|要求|论述|部署|思想|问候|致辞|贺信|文章|著作|回信")
_CITE_FIRST: Final = frozenset("学传贯落领按根遵宣转通")
_PROXY_FIRST: Final = frozenset(" 同的委")
_DELIVERS_FIRST: Final = frozenset("同等受,向分先所作")
_AT_FIRST: Final = frozenset("同等在")
"""What those patterns begin with: looking at one character first is cheaper than trying the pattern."""
_PRONOUN: Final = re.compile(r"[他她](?=[强指要表说希还在对认提就代介传首从围结一最同])")
_NOUN_AFTER: Final = re.compile(
    r"(?:会议?(?!上|强|指|要|认|听|通)|大会|材料|稿|人(?!大)|精神|制度|文件|要点|单|信(?!访)|书(?!面)|厅|室|处|工作会|机制|平台|内容|中指出|中强调)"
)
_ACTING: Final = frozenset(
    ("领学", "宣读", "传达", "宣布", "主讲", "讲授", "讲解", "指出", "强调", "表示", "说", "认为", "提出", "回应")
)
"""Words that are never the first part of a noun: 领学文件, but 通报会, 讲话精神."""
_NOUN: Final = frozenset(("要求", "部署", "安排", "报告", "总结", "宣讲", "感谢", "希望", "分析", "解释", "表示"))
_NOUN_BEFORE: Final = re.compile(
    r"(?:的|有关|相关|各项|决策|战略|工作|批示|指示|讲话|通知|规定|文件|上级|中央|统一|年度|听取)$"
)
_OTHERS: Final = re.compile(
    r"会议|大会|全会|单位|部门|负责|各[^自项地方]|大家|与会|委员们|代表们|同志们|群众|同学|人员|双方|专家|党员|干部|领导"
)
_FRAMED: Final = re.compile(
    r"^(?:同志)?(?:就|对|围绕|结合|代表|在|以|向|从|针对|按照|为|关于|作|还|首先|先后|分别|主持|所|的)"
)
_CARRYING: Final = re.compile(
    r"^(?:,|并|还|又|也|同时|就|对|围绕|结合|代表|在|针对|以|讲|随后|最后|要求|再次|分别|先后|从|向|与|用|随即|强调|指出|一是|"
    r"时|会议|了|和|作|发表|着重|特别|详细|简要|现场|逐|深入|全面|及|宣布|提|要|表)"
)
_AND_ALSO: Final = re.compile(r"(?:并|并且|并在会上|并在[^,]{1,8}上|并就[^,]{1,24}|并代表[^,]{1,20}|并对[^,]{1,24})$")
"""The same subject does one thing more: 出席…启动仪式并|致辞."""
_BODY_SPEAKS: Final = re.compile(r"(?:听取|审议|学习|研究|讨论|会议|大会)(?!时|上|作|总|结|精|要|召|的|并)")
_BODY_TAKES_OVER: Final = re.compile(r"[,;](?:会议|大会|全会|会上)(?!时)")
_VISITING_NOUN: Final = re.compile(r"单位|人员|领导|代表(?!团)|嘉宾|干部|同志")
_LISTENED: Final = re.compile(r"听取[^,;。:]*$")
_AND_OTHERS: Final = re.compile(
    r"^等[^,。;:]{0,12}?(?:负责人|负责同志|代表|领导|委员|专家|企业家|人员|干部|同志|嘉宾|学者|人)"
)
"""Whoever is named is one of those who speak: X、Y等企业负责人先后发言."""
_VISIT_NOUN: Final = re.compile(r"(?:了|此次|本次)?(?:调研|考察|走访|慰问|检查|视察|督查|督导|巡查|调查)(?!组|[会座])")
"""参加调研: along on a visit, not at a meeting."""
_OBJECT_OF: Final = re.compile(r"(?:对|向|与|为|给|同)(?:来访的?)?$")
_PROXY: Final = re.compile(r"\s*(?:同志)?(?:的)?委托")
_AWAY: Final = re.compile(r"请假|缺席|出差|委托|代为|外出|未到|公出")
_DELIVERS: Final = re.compile(
    r"(?:同志)?(?:等)?(?:受[^,。]{2,12}委托)?,?(?:向[^,。]{1,10})?(?:分别|先后)?所?作(?:的|了)?"
    r"(?=[^,。]{0,16}关于|题为|《|“|[^,。]{0,14}(?:报告|汇报|说明|发言|讲话|表态|讲座|总结|述职|动员|交流|部署|安排|点评|通报|解读|介绍))"
)
_INSTRUCTS: Final = re.compile(r"^[^。]{0,60}?(?:作出|做出)(?:了)?(?:重要)?(?:指示|批示)")
_TOGETHER: Final = re.compile(r"分别|先后|依次|逐一|相继|共同|一同")
_AT: Final = re.compile(r"^(?:同志)?(?:等)?在[^,。;]{0,24}?(?:会|会议|仪式|论坛|讲座|活动)(?:上|中|时|期间)")
_CONVENES: Final = re.compile(
    r"^(?:同志)?(?:在[^,。;]{1,14})?(?:组织|召集|牵头|先后|分别|还|又|亲自|再次|随即|随后"
    r"|立即|马上|当即|迅速|紧急|连夜)?$"
)
_ALONG: Final = frozenset(("陪同", "作陪", "一同", "会见", "陪同参加"))
_MEET: Final = frozenset(("会见", "陪同", "会谈", "座谈", "座谈交流"))


class Roles:
    """Reads the parts of one text."""

    def __init__(self, scan: Scan, mentions: list[Mention]) -> None:
        self.scan = scan
        self.text = scan.text
        self.mentions = mentions
        self.parts: list[Part] = []
        self.absent: set[int] = set()
        self.cited: set[int] = set()
        self.instructing: set[str] = set()
        """Who is reported to have written, not come: 作出批示."""
        self._last: list[Mention] = []
        self._mode: Hit | None = None
        self._behalf: str | None = None
        self._proxy: str | None = None
        """Who stands in for the person in ``_behalf``."""

    def run(self) -> list[Part]:
        """All parts, in order of the text."""
        mentions, predicates = self.mentions, [h for h in self.scan.hits if h.kind in _HANDLED]
        at = after = 0
        for start, end in self.scan.sentences:
            first, at = at, _until(mentions, at, end)
            own = mentions[first:at]
            first, after = after, _until(predicates, after, end)
            hits = [h for h in predicates[first:after] if h.start >= start and h.end <= end]
            if not own and not hits and self._mode is None:
                continue
            goes_on = bool(hits) and (
                (bool(self._last) and self.text[start] in "他她“")
                or any(h.kind in ("chair", "attend", "absent") and self.text[h.end : h.end + 1] in _LABEL for h in hits)
            )
            if self._mode is not None and (
                self.text[start - 1 : start] != "\n" or ":" in self.text[start : start + 14].split("\n")[0] or hits
            ):
                self._mode = None
            if own or goes_on:
                _Sentence(self, start, end, own, hits).read()
        there = {p.mention.name for p in self.parts if p.role != "spoke"}
        away = self.instructing - there
        return [p for p in self.parts if p.mention.name not in away]

    def add(self, role: RoleName, mention: Mention, hit: Hit, rule: str) -> None:
        """Keep one part, unless the person is known to be away or only quoted."""
        if mention.start in self.absent or mention.start in self.cited:
            return
        capacity = hit.word if hit.kind == "attend" else None
        part = Part(role, mention, rule, hit.start, hit.end, capacity)
        if self._behalf and self._behalf != mention.name and (role == "chaired" or self._proxy == mention.name):
            part.on_behalf_of = self._behalf
        if role == "spoke":
            end = self.scan.sentences[self.scan.sentence_at(hit.start)][1]
            part.directive = directive(self.text, hit.word, hit.end, end)
        self.parts.append(part)


_BY_PLACE: Final[Callable[[tuple[int, int, Mention | Hit]], tuple[int, int]]] = itemgetter(0, 1)


def _until(things: Sequence[Mention] | Sequence[Hit], at: int, end: int) -> int:
    """The index, from ``at`` on, of the first that does not begin before ``end``."""
    while at < len(things) and things[at].start < end:
        at += 1
    return at


class _Sentence:
    """The reading of one sentence."""

    def __init__(self, roles: Roles, start: int, end: int, own: list[Mention], hits: list[Hit]) -> None:
        self.roles, self.text = roles, roles.text
        self.start, self.end, self.own, self.hits = start, end, own, hits
        self.titled = [m for m in own if m.end != m.tail]
        self.pending: list[Mention] = []
        self.subject: list[Mention] = []
        self.used = False
        self.done = start  # end of the last predicate that found its people
        self.cited_until = -1
        self.meeting_with = -1

    def read(self) -> None:
        """Go through people and predicates in order."""
        roles = self.roles
        lead = self.text[self.start : self.start + 6]
        if roles._last and _PRONOUN.match(lead.lstrip("“")):
            self.subject = roles._last
        events: list[tuple[int, int, Mention | Hit]] = [(m.head, 1, m) for m in self.own]
        events += [(h.start, 0, h) for h in self.hits]
        events.sort(key=_BY_PLACE)
        for _, _, thing in events:
            if isinstance(thing, Mention):
                self._person(thing)
            else:
                self._predicate(thing)
        if len(self.subject) == 1 or (self.subject and not roles._last):
            roles._last = self.subject
        roles._behalf = roles._proxy = None

    def _person(self, mention: Mention) -> None:
        text, roles = self.text, self.roles
        if mention.head < self.cited_until:
            roles.cited.add(mention.start)
            return
        before = text[max(self.start, mention.head - 40) : mention.head]
        follows = text[mention.tail : mention.tail + 1]
        if not mention.linked and not _CITE_FIRST.isdisjoint(before) and _CITING.search(before):
            stop = _CITED_END.search(text, mention.tail, min(self.end, mention.tail + 80))
            if stop is not None:
                self.cited_until = stop.end()
                roles.cited.add(mention.start)
                return
        if before.endswith("代表") and self.pending and not mention.linked:
            return
        if follows in _PROXY_FIRST and _PROXY.match(text, mention.tail):
            roles._behalf = mention.name
            roles._proxy = self.pending[-1].name if self.pending and not self.used and before[-1:] == "受" else None
            roles.absent.add(mention.start)
            return
        if roles._behalf and roles._proxy is None:
            roles._proxy = mention.name
        if roles._mode is not None and not _AWAY.search(mention.note):
            if roles._mode.kind == "absent":
                roles.absent.add(mention.start)
            else:
                roles.add("chaired" if roles._mode.kind == "chair" else "attended", mention, roles._mode, "field")
            return
        near = self.meeting_with > 0 and 0 <= mention.head - self.meeting_with <= 8
        if near and not any(c in text[self.meeting_with : mention.head] for c in ",;"):
            self.meeting_with = mention.tail
            roles.add("attended", mention, self._meeting_hit, "met")
            self.used = True
            return
        if mention.note and _AWAY.search(mention.note):
            roles.absent.add(mention.start)
            return
        if text.startswith("一行", mention.tail):
            roles.add("attended", mention, Hit(mention.tail, mention.tail + 2, "visit", "一行"), "visit")
        if self.used and not mention.linked:
            self.pending, self.used = [], False
        self.pending.append(mention)
        if follows in _DELIVERS_FIRST and (gives := _DELIVERS.match(text, mention.tail)) is not None:
            for one in self._together(self.pending):
                roles.add("spoke", one, Hit(mention.tail, gives.end(), "speak", "作"), "delivers")
            self.subject = self._together(self.pending)
        if follows in _AT_FIRST and _AT.match(text[mention.tail : mention.tail + 32]):
            hit = Hit(mention.tail, mention.tail, "present", "")
            roles.add("attended", mention, hit, "at-meeting")

    def _clause(self, at: int) -> int:
        return self.roles.scan.clause_start(at, self.start)

    def _predicate(self, hit: Hit) -> None:
        text = self.text
        if self.titled and any(m.start < hit.end and hit.start < m.tail for m in self.titled):
            return
        if hit.kind in ("chair", "attend", "absent") and (label := FIELD.match(text, hit.end)) is not None:
            fresh = [] if self.used else self.pending
            if not fresh or any(mark in label[0] for mark in ":★】|"):
                self.roles._mode = hit
                return
        clause = self._clause(hit.start)
        fresh = [] if self.used else [m for m in self.pending if m.start < hit.start]
        here = [m for m in fresh if m.tail > clause]
        match hit.kind:
            case "absent":
                for mention in here or fresh:
                    self.roles.absent.add(mention.start)
                self._take(here or fresh, hit)
            case "chair":
                self._chair(hit, fresh, here, clause)
            case "attend":
                self._attend(hit, fresh, here, clause)
            case "visit" | "present":
                near = [m for m in here if hit.start - m.tail <= 24] and (here if hit.kind == "present" else fresh)
                for mention in near:
                    self.roles.add("attended", mention, hit, hit.kind)
                if near and hit.kind == "visit":
                    self._take(near, hit)
            case "held":
                if here and hit.word.startswith("召开") and _CONVENES.match(text[here[-1].tail : hit.start]):
                    for mention in self._together(here):
                        self.roles.add("chaired", mention, hit, "convened")
                    self._take(here, hit)
            case "speak":
                self._speak(hit, fresh, here, clause)

    def _take(self, people: list[Mention], hit: Hit) -> None:
        self.used = True
        self.done = hit.end
        if people:
            self.subject = people

    def _carried(self, clause: int, hit: Hit) -> list[Mention]:
        """The last subject, where nothing else stands as the subject of this clause."""
        if not self.subject:
            return []
        if _BODY_TAKES_OVER.search(self.text, self.done, hit.start):
            return []
        lead = self.text[max(clause, self.done) : hit.start]
        if not lead.strip():
            return self.subject
        if _BODY_SPEAKS.search(lead):
            return []
        if _CARRYING.match(lead) or (len(lead) <= 60 and "," not in lead and _AND_ALSO.search(lead)):
            return self.subject
        return [] if _OTHERS.search(lead) or len(lead) > 3 else self.subject

    def _together(self, people: list[Mention]) -> list[Mention]:
        """The last of ``people`` and those joined to it with nothing but a comma between."""
        joined = [people[-1]]
        for mention in reversed(people[:-1]):
            if self.text[mention.tail : joined[0].head].strip().removesuffix("来访的") in (
                "、",
                "和",
                "与",
                ",",
                "",
                "共同",
                "及",
                "同",
            ):
                joined.insert(0, mention)
            else:
                break
        return joined

    def _chair(self, hit: Hit, fresh: list[Mention], here: list[Mention], clause: int) -> None:
        if here:
            gap = self.text[here[-1].tail : hit.start]
            alone = not _OTHERS.search(gap) or _FRAMED.match(gap) is not None
            people = self._together(fresh) if len(gap) <= 40 and alone else []
        else:
            people = self._carried(clause, hit)
        for mention in people:
            self.roles.add("chaired", mention, hit, "chair")
        if people:
            self._take(people, hit)

    def _attend(self, hit: Hit, fresh: list[Mention], here: list[Mention], clause: int) -> None:
        if _NOUN_AFTER.match(self.text, hit.end) and hit.word in ("会见", "座谈", "座谈交流", "会谈", "参与"):
            return
        if hit.word in ("参会", "与会", "参加", "出席") and _VISITING_NOUN.match(self.text, hit.end):
            return
        people = fresh or self._carried(clause, hit)
        along = hit.word in _ALONG or _VISIT_NOUN.match(self.text, hit.end) is not None
        for mention in people:
            self.roles.add("attended", mention, hit, "accompany" if along else "attend")
        if hit.word in _MEET:
            self.meeting_with = hit.end
            self._meeting_hit = hit
        if fresh:
            self._take(fresh, hit)
        elif people:
            self.done = hit.end

    def _speak(self, hit: Hit, fresh: list[Mention], here: list[Mention], clause: int) -> None:
        text = self.text
        if hit.word not in _ACTING and _NOUN_AFTER.match(text, hit.end):
            return
        if hit.word in _NOUN and _NOUN_BEFORE.search(text, max(self.start, hit.start - 2), hit.start):
            listened = here and _LISTENED.search(text, max(self.start, here[0].head - 30), here[0].head) is not None
            if not listened and not re.search(r"[作做](?!为)[^,。]{0,40}$", text[clause : hit.start]):
                return
        if hit.word in _CITE and not here and not fresh and not self.subject:
            return
        if here:
            people = self._speakers(hit, fresh, here)
        elif fresh and _FRAMED.match(text[clause : hit.start]):
            people = self._together(fresh)
        else:
            people = self._carried(clause, hit)
        for mention in people:
            if _INSTRUCTS.match(text[mention.tail : mention.tail + 90]):
                self.roles.instructing.add(mention.name)
            self.roles.add("spoke", mention, hit, "speak")
        if people:
            self._take(people, hit)

    def _speakers(self, hit: Hit, fresh: list[Mention], here: list[Mention]) -> list[Mention]:
        text = self.text
        group = [here[-1]]
        for mention in reversed(fresh[:-1]):
            if text[mention.tail : group[0].head].strip() in ("、", "和", "与", "", "及", "以及", ",", "同"):
                group.insert(0, mention)
            else:
                break
        before = text[max(self.start, group[0].head - 6) : group[0].head]
        listened = _LISTENED.search(text, max(self.start, here[0].head - 30), here[0].head) is not None
        if _OBJECT_OF.search(before):
            rest = [m for m in here if m not in group]
            return rest or list(self.subject) or [m for m in fresh if m not in group]
        gap = _AND_OTHERS.sub("", text[group[-1].tail : hit.start])
        if listened:
            return here if len(gap) <= 80 else []
        if len(gap) > 60 or gap.startswith("的") or (_OTHERS.search(gap) and not _FRAMED.match(gap)):
            return []
        if len(fresh) > len(group) and _TOGETHER.search(gap):
            return fresh
        return group


def listed(parts: Iterable[Part], role: str) -> list[str]:
    """The names that have ``role``, each once, in order."""
    return list(dict.fromkeys(part.mention.name for part in parts if part.role == role))
