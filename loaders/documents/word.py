"""DOCX: paragraphs and tables in the order of the page.

Invariants. The XML is read with entities and network off. Deleted text, field codes and the second copy of a text box
are left out; every row of a table is a line, its cells parted by spaces. Read with lxml from the archive itself: a
library that builds cell objects needs quadratic time for a large table.
"""

import io
from typing import Any

from graph.model import InputError
from loaders.document import Document
from loaders.documents.archive import open_checked, unpack
from loaders.documents.found import Reading
from loaders.documents.plain import from_text

_OFFICE = ("/officeDocument", "/relationships/officeDocument")
_LEFT_OUT = frozenset(
    ["del", "instrText", "delText", "Fallback", "rPr", "pPr", "tblPr", "sectPr", "fldData", "moveFrom"]
)


def read_word(data: bytes, reading: Reading) -> Document:
    """The document of a DOCX file; raises ``InputError`` for one that is broken or locked."""
    with open_checked(io.BytesIO(data), len(data), reading) as archive:
        names = {info.filename: info for info in archive.infolist()}
        rels = names.get("_rels/.rels")
        main = _main_part(unpack(archive, rels, reading)) if rels else None
        part = names.get(main or "word/document.xml") or names.get("word/document.xml")
        if part is None:
            raise InputError("no Word document in it")
        tree = _parse(unpack(archive, part, reading), reading)
    return from_text(_text(tree), reading, data=data)


def _parse(xml: bytes, reading: Reading) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        tree = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"a DOCX file with broken XML: {error}") from None
    if tree.getroottree().docinfo.doctype:
        raise InputError("a DOCX file with a document type declaration; Word writes none")
    return tree


def _main_part(rels: bytes) -> str | None:
    """The name of the main part, as the relations of the package say."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(rels, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    for node in tree.iter("{*}Relationship"):
        if str(node.get("Type")).endswith(_OFFICE):
            return str(node.get("Target")).lstrip("/")
    return None


def _text(tree: Any) -> str:
    """The text, without recursion: tables may be nested as deep as the XML parser lets them."""
    from lxml import etree

    lines: list[str] = []
    line: list[str] = []
    cells = 0  # depth of rows around: inside one, paragraphs are parted by spaces
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        tag = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in _LEFT_OUT:
                walk.skip_subtree()
            elif tag == "tr":
                cells += 1
            elif tag == "t":
                line.append(node.text or "")
            elif tag == "tab":
                line.append("\t")
            elif tag in ("br", "cr"):
                line.append(" " if cells else "\n")
            elif tag == "noBreakHyphen":
                line.append("-")
        elif tag == "tr":
            cells -= 1
        if event == "end" and tag in ("p", "tc", "tr"):
            if cells:
                line.append(" ")
            else:
                lines.append(" ".join("".join(line).split(" ")).strip(" \n"))
                line.clear()
    lines.append("".join(line))
    return "\n".join(one for one in lines if one.strip())
