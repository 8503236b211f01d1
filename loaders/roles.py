"""Who did what: predicates are shared out to the people who stand as their subjects.

Invariants. A sentence is read from left to right; people named since the last predicate are the subject of the next
one, a predicate without a subject of its own takes the last subject over, and 会议强调 gives nobody. Everything said of
people whose words are only passed on (传达…讲话精神) or who are away (请假) gives no presence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.names_find import Mention
from loaders.scan import Hit, Scan


@dataclass(slots=True)
class Part:
    """One part that one mention took: ``role`` is chaired, attended or spoke."""

    role: str
    mention: Mention
    rule: str
    at: int
    """Where its predicate stands."""
    capacity: str | None = None
    derived: bool = False
    on_behalf_of: str | None = None
    directives: list[str] = field(default_factory=list)


_CLAUSE = re.compile(r"[,;。!?\n]")
_IMPERSONAL = re.compile(
    r"(?:会议|大会|全会|会上|会|各|与会|大家|全体|有关|相关|单位|部门|负责|代表|办公室|委员会|局|部|院|厅|处|中心|公司|组|委|办|同志们|群众|同学|学员|人员|双方|企业|村|镇|街道|专家|领导|干部|党员|报告|方案|意见|通知|文件)"
)
_CARRY = re.compile(
    r"(?:,|并|还|又|也|同时|随后|最后|首先|会上|就|对|围绕|结合|代表|在|针对|逐一|分别|先后|再次|现场|作了?|做了?|发表了?|进行了?|深入|认真|全面|详细|简要|讲了|说|他|她|一是|二是|要|以|向|与)*"
)
_CITED = re.compile(
    r"传达|学习|贯彻|落实|按照|根据|遵照|通报了?.{0,6}批示|转达|宣读|牢记|对照|围绕|领会|深刻|感谢|学好|认真"
)
_CITED_END = re.compile(r"精神|批示|指示|讲话|要求|论述|部署|思想|问候|致辞|贺信|文章|著作|重要")
_PRONOUN = re.compile(r"(?:^|[,。;\n\"”])(?:他|她)(?=[强指要表说希还在对认提就代])")
_LISTEN = re.compile(r"(?:听取|听|审议|听取和审议|听取审议)了?$")
_REPORTED = re.compile(
    r"^.{0,60}?(?:的|所作|作的|所做|做的|情况)?(?:.{0,40}?)(?:汇报|报告|发言|说明|介绍|意见|建议|讲解|通报|讲座)"
)
_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』")


class Roles:
    """Reads the parts of one text."""

    def __init__(self, scan: Scan, mentions: list[Mention]) -> None:
        self.scan = scan
        self.text = scan.text
        self.mentions = mentions
        self.parts: list[Part] = []
        self.absent: set[int] = set()
        self.cited: set[int] = set()
        self._last: list[Mention] = []

    def run(self) -> list[Part]:
        """All parts, in order of the text."""
        at = 0
        paragraph_end = -1
        for start, end in self.scan.sentences:
            own: list[Mention] = []
            while at < len(self.mentions) and self.mentions[at].start < end:
                if self.mentions[at].start >= start:
                    own.append(self.mentions[at])
                at += 1
            if start > paragraph_end:
                paragraph_end = self.text.find("\n", start)
                if paragraph_end < 0:
                    paragraph_end = len(self.text)
            hits = [h for h in self.scan.between(start, end) if h.kind in _HANDLED]
            if own or (hits and self._last):
                self._sentence(start, end, own, hits)
        return self.parts

    def _sentence(self, start: int, end: int, own: list[Mention], hits: list[Hit]) -> None:
        text = self.text
        pending: list[Mention] = []
        subject: list[Mention] = []
        events: list[tuple[int, int, object]] = [(m.head, 1, m) for m in own]
        events += [(h.start, 0, h) for h in hits]
        events.sort(key=lambda e: (e[0], e[1]))
        used = False
        clause_from = start
        cited_until = -1
        if not own and self._last and _PRONOUN.search(text, max(0, start - 1), min(end, start + 8)):
            subject = self._last
        for position, kind, thing in events:
            if kind == 1:
                mention = thing
                assert isinstance(mention, Mention)
                if position < cited_until:
                    self.cited.add(mention.start)
                    continue
                before = text[max(start, mention.head - 4) : mention.head]
                if before.endswith(("代表", "委托", "感谢")) and not mention.linked:
                    self.cited.add(mention.start)
                    continue
                if used and not mention.linked:
                    pending = []
                    used = False
                pending.append(mention)
                continue
            hit = thing
            assert isinstance(hit, Hit)
            if any(m.start < hit.end and hit.start < m.tail for m in own):
                continue
            clause = max(text.rfind(c, start, hit.start) for c in ",;。!?\n")
            clause_from = max(start, clause + 1)
            if hit.kind == "absent":
                for mention in pending:
                    self.absent.add(mention.start)
                used = True
                continue
            if hit.word in ("传达", "学习", "宣读", "通报") or hit.kind == "act":
                stop = self._cited_end(hit.end, end, own)
                if stop > hit.end:
                    cited_until = max(cited_until, stop)
            fresh = [m for m in pending if m.start >= clause_from or not used]
            in_clause = [m for m in pending if m.tail > clause_from and m.start < hit.start]
            if hit.kind == "attend":
                people = (
                    pending if pending and not used else (in_clause or self._carried(clause_from, hit.start, subject))
                )
                if people:
                    for mention in people:
                        self._add("attended", mention, hit, "attend")
                    subject, used = people, True
                else:
                    used = True
                continue
            if hit.kind == "chair":
                people = self._adjacent(in_clause, clause_from, hit.start) or (
                    [] if in_clause else self._carried(clause_from, hit.start, subject)
                )
                for mention in people:
                    self._add("chaired", mention, hit, "chair")
                if people:
                    subject, used = people, True
                continue
            if hit.kind == "speak":
                people = self._speakers(in_clause, fresh, pending, used, clause_from, hit, subject)
                for mention in people:
                    self._add("spoke", mention, hit, "speak")
                if people:
                    subject, used = people, True
                    self._last = people
        if subject:
            self._last = subject

    def _speakers(
        self, in_clause: list[Mention], fresh: list[Mention], pending: list[Mention], used: bool,
        clause_from: int, hit: Hit, subject: list[Mention],
    ) -> list[Mention]:  # fmt: skip
        text = self.text
        if in_clause:
            last = in_clause[-1]
            gap = text[last.tail : hit.start]
            if len(gap) > 60:
                return []
            before = text[max(0, in_clause[0].head - 6) : in_clause[0].head]
            if re.search(r"(?:对|向|与|为|给|和|会见了?|同)$", before) and not _LISTEN.search(before) and subject:
                return subject if len(subject) and subject[0] not in in_clause else in_clause
            if (
                re.search(r"(?:会议|大会|单位|部门|负责人|各[^自项地]|大家)", gap)
                and "上" not in gap
                and "就" not in gap
                and "对" not in gap
            ):
                return []
            if not used and len(pending) > len(in_clause) and re.search(r"分别|先后|依次|逐一|相继", gap):
                return list(pending)
            return in_clause
        return self._carried(clause_from, hit.start, subject)

    def _adjacent(self, in_clause: list[Mention], clause_from: int, at: int) -> list[Mention]:
        """The last list of people right before ``at``."""
        if not in_clause:
            return []
        people = [in_clause[-1]]
        for mention in reversed(in_clause[:-1]):
            between = self.text[mention.tail : people[0].head]
            if between.strip() in ("、", "和", "与", "共同", ""):
                people.insert(0, mention)
            else:
                break
        gap = self.text[people[-1].tail : at]
        return people if len(gap) <= 40 and "会议由" not in gap else []

    def _carried(self, clause_from: int, at: int, subject: list[Mention]) -> list[Mention]:
        """The last subject, where nothing else stands as the subject of this clause."""
        if not subject:
            return []
        lead = self.text[clause_from:at]
        if not lead or len(lead) <= 2:
            return subject
        if re.match(
            r"(?:并|还|又|也|同时|就|对|围绕|结合|代表|在|针对|以|他|她|讲|随后|最后|要求|再次|分别|先后|从|向|与|用|主持)",
            lead,
        ):
            return [] if re.search(r"会议(?:强调|指出|要求|认为|听取|通报|传达)", lead) else subject
        return [] if _IMPERSONAL.search(lead) else subject

    def _cited_end(self, at: int, end: int, own: list[Mention]) -> int:
        """How far a passed-on speech reaches: to the word for it, if people are named before that."""
        people = [m for m in own if m.start >= at]
        if not people or people[0].head - at > 14:
            return -1
        found = _CITED_END.search(self.text, people[0].tail, end)
        if found is None or found.start() - people[0].tail > 80:
            return -1
        return found.end()

    def _add(self, role: str, mention: Mention, hit: Hit, rule: str) -> None:
        if mention.start in self.absent or mention.start in self.cited:
            return
        self.parts.append(Part(role, mention, rule, hit.start, hit.word if role == "attended" else None))


_HANDLED = frozenset(("chair", "speak", "attend", "absent", "act"))


def listed(parts: Iterable[Part], role: str) -> list[str]:
    """The names that have ``role``, each once, in order."""
    return list(dict.fromkeys(part.mention.name for part in parts if part.role == role))
