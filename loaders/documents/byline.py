"""Bylines: the lines around a text that tell when and by whom it was published.

Invariant: only a line that is recognisably *about the publication* counts; ``时间：`` in minutes is the meeting's.
"""

import re
from collections.abc import Iterable

from loaders.documents.dates import iso_date

_PUBLISHED = re.compile(
    r"(?:发布|发表|刊发|刊登|更新|上传|录入|發布|發表|更新)(?:日期|时间|時間|于|於)?\s*[:：]?\s*(.{6,24})"
)
_PUBLISHER = re.compile(
    r"(?:信息来源|稿件来源|文章来源|新闻来源|来源|来\s+源|發布機構|发布机构|发布单位|來源|信息來源|供稿单位)\s*[:：]\s*"
    r"([^\s|｜丨/,，;；。<>【】\[\]()（）]{2,40})"
)
_ABOUT = re.compile(
    r"来\s*源\s*[:：]|來源|发布|發布|发表|作者\s*[:：]|编辑\s*[:：]|編輯|字\s*[号體体]|浏览|瀏覽|点击|點擊|阅读|閱讀|分享|打印|当前位置|當前位置|"
    r"您所在的位置|责编|責編|记者\s*[:：]|发文|索\s*引\s*号|版次|第\d+版"
)
_ONLY_DATE = re.compile(
    r"[\s(（\[【]*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?[\s)）\]】]*(?:星期.|周.)?\s*(?:T?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[\s|]*"
)
_LABEL = re.compile(
    r"(?:来源|(?:发布|发稿|更新)?(?:时间|日期)|作者|(?:责任)?编辑|责编|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|数|量)?|字[号体]|"
    r"发布人|记者|【|\[)\s*[:：\[【]|(?:19|20)\d{2}\s*[-年/.]"
)
_SENTENCE = re.compile(r"[。！？!?;；]")


def about_publication(line: str) -> bool:
    """Whether a line speaks of the publication: a byline, a page date, the way to the page.

    >>> about_publication("2022-07-30 08:00　来源：云岭日报"), about_publication("时间：2022年7月29日")
    (True, False)
    """
    return len(line) <= 200 and not _SENTENCE.search(line) and bool(_ABOUT.search(line) or _ONLY_DATE.fullmatch(line))


def published_in(lines: Iterable[str]) -> str | None:
    """The day of publication, from the first line that states one."""
    for line in lines:
        if not about_publication(line):
            continue
        if (found := _PUBLISHED.search(line)) and (day := iso_date(found[1])):
            return day
        if day := iso_date(line):
            return day
    return None


def publisher_in(lines: Iterable[str]) -> str | None:
    """The publisher (来源), from the first line that names one.

    >>> publisher_in(["2022-07-30　来源：云岭日报　作者：某某"])
    '云岭日报'
    """
    for line in lines:
        if found := _PUBLISHER.search(line[:300]):
            rest = line[found.start(1) : found.start(1) + 60]
            label = _LABEL.search(rest)  # labels run together where the page has no space: 来源：云岭日报发布时间：
            name = found[1][: label.start()] if label else found[1]
            name = name.strip("：:-—_ ")
            if len(name) >= 2:
                return name
    return None


def heading(text: str) -> str | None:
    """The first line of a plain text where it is a title: short, no sentence, and more text follows.

    >>> heading("区委常委会召开会议\\n\\n7月29日，区委常委会召开会议。")
    '区委常委会召开会议'
    """
    first, _, rest = text.lstrip("\ufeff \t\r\n\u3000")[:2_000].partition("\n")
    first = first.strip()
    if not 4 <= len(first) <= 60 or not rest.strip() or about_publication(first) or first[-1] in "，,、：:；;…":
        return None
    return None if re.search(r"[。；;]|[：:].*[，,]", first) else first
