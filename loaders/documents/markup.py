"""HTML as a tree without what no reader sees, and trees as text.

Invariants: no page is fetched and no entity is loaded; nothing here recurses, so a page of any depth is safe;
``visibility: hidden`` stays (WeChat hides the whole article so until its script runs).
"""

import re
from collections.abc import Iterator
from typing import Any

from graph.model import InputError
from loaders.documents.encoding import decode
from loaders.documents.limits import Limits

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_HIDDEN = re.compile(
    r"display\s*:\s*none|font-size\s*:\s*0+(?:\.0+)?\s*(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|$)", re.I
)
_HIDDEN_RULE = re.compile(
    r"\.([\w-]{1,60})\s*\{[^{}]{0,400}?(?:display\s*:\s*none|font-size\s*:\s*0+(?:px|pt|em)?\s*[;}])", re.I
)
_UNREAD = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "select",
        "button",
    ]
    + ["textarea", "input", "audio", "video", "map"]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "section",
        "article",
        "header",
    ]
    + [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "blockquote",
        "center",
        "pre",
        "form",
        "main",
        "footer",
        "nav",
        "aside",
    ]
    + ["figure", "figcaption", "address", "fieldset", "caption", "body", "html", "title", "option"]
)
_INLINE = frozenset(["span", "font", "i", "em", "b", "strong", "a", "sup", "sub", "small", "label"])
_RUN = 3_000_000  # characters: three bytes each, under the ten megabytes of libxml2
_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_WIDE_BREAK = re.compile(r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]) (?=[\u3400-\u9fff\uff00-\uffef])")


def parse(data: bytes, limits: Limits) -> Any:
    """The page as an lxml tree, with all that is not shown taken out.

    Raises ``InputError`` where no element is found and ``LimitError`` for too many or too deep elements.
    """
    from lxml import etree, html

    declared = _DECLARED.search(data[:4_096])
    text = _UNPRINTABLE.sub("", decode(data, declared[1].decode("ascii") if declared else None))
    if text.count("<") > 40 * limits.html_elements:
        limits.exceeded("html_elements", f"{text.count('<')} tags")
    if len(text) > _RUN and max(map(len, text.split("<"))) > _RUN:  # libxml2 drops such a run without a word
        raise InputError("a single run of text of several megabytes: not a page")
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"not a page that can be read: {error}") from None
    _measure(tree, limits)
    _strip(tree)
    return tree


def text_of(element: Any) -> str:
    """The text as a browser shows it: white space collapsed, a line for each block, spaces between cells."""
    lines: list[str] = []
    line: list[str] = []

    def end_line() -> None:
        joined = _WIDE_BREAK.sub("", _SPACE.sub(" ", "".join(line))) if "\n" in "".join(line) else "".join(line)
        lines.append(_SPACE.sub(" ", joined).strip(" "))
        line.clear()

    for opening, node in _walk(element):
        tag = node.tag
        if tag in _BLOCKS:
            end_line()
        elif tag in ("td", "th") and not opening:
            line.append(" ")
        if opening:
            line.append(node.text or "")
        elif node is not element:
            line.append(node.tail or "")
    end_line()
    return "\n".join(one for one in lines if one.strip("\u3000\xa0 "))


def _walk(element: Any) -> Iterator[tuple[bool, Any]]:
    """Every element twice, in the order of the page: where it opens and where it closes."""
    from lxml import etree

    for event, node in etree.iterwalk(element, events=("start", "end")):
        yield event == "start", node


def _measure(tree: Any, limits: Limits) -> None:
    from lxml import etree

    depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > limits.html_depth:
            limits.exceeded("html_depth", f"elements {depth} deep")
        if count > limits.html_elements:
            limits.exceeded("html_elements", f"more than {count - 1} elements")


def _strip(tree: Any) -> None:
    """Take out what is not shown."""
    rules: set[str] = {"jammer"}  # Discuz hides its junk in this class, by a style sheet of its own
    doomed = []
    for node in tree.iter():
        tag = node.tag
        if not isinstance(tag, str):
            doomed.append(node)
        elif tag == "style":
            rules.update(found[1] for found in _HIDDEN_RULE.finditer((node.text or "")[:200_000]))
            doomed.append(node)
        elif (
            tag in _UNREAD
            or node.get("hidden") is not None
            or _HIDDEN.search(node.get("style") or "")
            or tag in _INLINE
            and node.get("class")
            and rules.intersection(node.get("class").split())
        ):
            doomed.append(node)
    for node in doomed:
        parent = node.getparent()
        if parent is not None:
            _keep_tail(node, parent)
            parent.remove(node)


def _is_hidden(node: Any, rules: set[str]) -> bool:
    if node.tag in _UNREAD or node.get("hidden") is not None or _HIDDEN.search(node.get("style") or ""):
        return True
    return node.tag in _INLINE and not rules.isdisjoint((node.get("class") or "").split())


def _keep_tail(node: Any, parent: Any) -> None:
    if not node.tail:
        return
    before = node.getprevious()
    if before is None:
        parent.text = (parent.text or "") + node.tail
    else:
        before.tail = (before.tail or "") + node.tail
