"""The words around predicates: what stands between a person and a verb, or behind the verb, and says whose it is.

Invariant: patterns and words only; ``loaders.roles_sentence`` says what follows from them.
"""

import re
from collections.abc import Iterable
from typing import Final

LABEL: Final = frozenset("人领者会的有:本此座活大调考检慰视 ★】|")
HANDLED: Final = frozenset(("chair", "speak", "attend", "absent", "visit", "present", "held"))
CITE: Final = frozenset(("传达", "宣读", "转达"))
CITING: Final = re.compile(
    r"(?:学习|传达|贯彻|落实|领会|按照|根据|遵照|宣传|转达|宣读|通报)(?:学习|贯彻|落实|传达)?了?"
    r"(?=[^,。;]{0,12}$|[^,。;]{2,30}(?:精神|批示|讲话|指示)[和及]$)|领学(?=[^,。;]{0,12}$)"
)
CITING_MORE: Final = re.compile(
    r"(?:传达|学习|贯彻)了?[^。;]{2,140}(?:精神|批示|讲话|指示|论述|贺信|会议)(?:和|及|以及|、|,)$"
)
CITED_AS: Final = re.compile(r"(?:同志)?(?:的|关于|重要|系列|讲话|批示|指示|在[^,。;]{2,40}[上时]的)")
"""学习了A的讲话精神以及B关于安全的讲话: B, too, is only quoted."""
CITED_AS_FIRST: Final = frozenset("同的关重系讲批指在")
CITED_END: Final = re.compile(r"精神|批示|指示|讲话|要求|论述|部署|思想|问候|致辞|贺信|文章|著作|回信")
CITE_WORDS: Final = (
    "学习", "传达", "贯彻", "落实", "领会", "按照", "根据", "遵照", "宣传", "转达", "宣读", "通报", "领学",
)  # fmt: skip
"""One of these stands in whatever ``CITING`` matches: looking for a word is cheaper than trying the pattern."""
PROXY_FIRST: Final = frozenset(" 同的委")
DELIVERS_FIRST: Final = frozenset("同等受,向分先所作做带")
AT_FIRST: Final = frozenset("同等在")
"""What those patterns begin with: looking at one character first is cheaper than trying the pattern."""
PRONOUN: Final = re.compile(r"[他她](?=[强指要表说希还在对认提就代介传首从围结一最同])")
NOUN_AFTER: Final = re.compile(
    r"(?:会议?(?!上|强|指|要|认|听|通)|大会|材料|稿|人(?!大)|精神|制度|文件|要点|单|信(?!访)|书(?!面)|厅|室|处|工作会|机制|平台|内容|中指出|中强调)"
)
NOUN_AFTER_FIRST: Final = frozenset("会大材稿人精制文要单信书厅室处工机平内中")
ACTING: Final = frozenset(
    ("领学", "宣读", "传达", "宣布", "主讲", "讲授", "讲解", "指出", "强调", "表示", "说", "认为", "提出", "回应")
)
"""Words that are never the first part of a noun: 领学文件, but 通报会, 讲话精神."""
NOUN: Final = frozenset(("要求", "部署", "安排", "报告", "总结", "宣讲", "感谢", "希望", "分析", "解释", "表示"))
NOUN_BEFORE: Final = re.compile(
    r"(?:的|有关|相关|各项|决策|战略|工作|批示|指示|讲话|通知|规定|文件|上级|中央|统一|年度|听取)$"
)
OTHERS: Final = re.compile(
    r"会议|大会|全会|单位|部门|负责|各[^自项地方]|大家|与会|委员们|代表们|同志们|群众|同学|人员|双方|专家|党员|干部|领导"
)
FRAMED: Final = re.compile(
    r"^(?:同志)?(?:就|对|围绕|结合|代表|在|以|向|从|针对|按照|为|关于|作|还|首先|先后|分别|主持|所|的|根据|进行|(?:着重|重点|专门|主要)[就对围从])"
)
CARRYING: Final = re.compile(
    r"^(?:,|并|还|又|也|同时|就|对|围绕|结合|代表|在|针对|以|讲|随后|最后|要求|再次|分别|先后|从|向|与|用|随即|强调|指出|一是|"
    r"时|会议|了|和|作|发表|着重|特别|详细|简要|现场|逐|深入|全面|及|宣布|提|要|表)"
)
AND_ALSO: Final = re.compile(r"(?:并|并且|并在会上|并在[^,]{1,8}上|并就[^,]{1,24}|并代表[^,]{1,20}|并对[^,]{1,24})$")
"""The same subject does one thing more: 出席…启动仪式并|致辞."""
BODY_SPEAKS: Final = re.compile(r"(?:听取|审议|学习|研究|讨论|会议|大会)(?!时|上|作|总|结|精|要|召|的|并)")
BODY_TAKES_OVER: Final = re.compile(r"[,;](?:会议|大会|全会|会上)(?!时)")
VISITING_NOUN: Final = re.compile(r"单位|人员|领导|代表(?!团)|嘉宾|干部|同志")
LISTENED: Final = re.compile(r"听取[^,;。:]*$")
AND_OTHERS: Final = re.compile(
    r"^等[^,。;:]{0,12}?(?:负责人|负责同志|代表|领导|委员|专家|企业家|人员|干部|同志|嘉宾|学者|人)"
)
"""Whoever is named is one of those who speak: X、Y等企业负责人先后发言."""
VISIT_NOUN: Final = re.compile(r"(?:了|此次|本次)?(?:调研|考察|走访|慰问|检查|视察|督查|督导|巡查|调查)(?!组|[会座])")
"""参加调研: along on a visit, not at a meeting."""
OBJECT_OF: Final = re.compile(r"(?:对|向|与|为|给|同)(?:来访的?)?$")
PROXY: Final = re.compile(r"\s*(?:同志)?(?:的)?委托")
AWAY: Final = re.compile(r"请假|缺席|出差|委托|代为|外出|未到|公出")
DELIVERS: Final = re.compile(
    r"(?:同志)?(?:等)?(?:受[^,。]{2,12}委托)?,?(?:向[^,。]{1,10})?(?:分别|先后)?所?[作做](?:的|了)?"
    r"(?=[^,。]{0,16}关于|题为|《|“|[^,。]{0,14}(?:报告|汇报|说明|发言|讲话|表态|讲座|总结|述职|动员|交流|部署|安排|点评|通报|解读|介绍))"
    r"|(?:同志)?带领[^,。;]{1,16}?(?:学习|重温)"
)
TOGETHER: Final = re.compile(r"分别|先后|依次|逐一|相继|共同|一同")
AT: Final = re.compile(r"^(?:同志)?(?:等)?在[^,。;]{0,24}?(?:会|会议|仪式|论坛|讲座|活动)(?:上|中|时|期间)")
CONVENES: Final = re.compile(
    r"^(?:同志)?(?:在[^,。;]{1,14})?(?:组织|召集|牵头|先后|分别|还|又|亲自|再次|随即|随后"
    r"|立即|马上|当即|迅速|紧急|连夜)?$"
)
ALONG: Final = frozenset(("陪同", "作陪", "一同", "会见", "陪同参加"))
MEET: Final = frozenset(("会见", "陪同", "会谈", "座谈", "座谈交流"))


def places(text: str, words: Iterable[str]) -> list[int]:
    """Where any of some words stands in a text, in order.

    >>> places("学习了讲话精神,再学习", ("学习", "精神"))
    [0, 5, 9]
    """
    found: list[int] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + 1)
    return sorted(found)
