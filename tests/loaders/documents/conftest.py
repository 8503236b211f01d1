"""Documents of every kind, made here: each by a writer that is not the reader under test."""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest

from loaders.documents import Found, Reading, read_bytes

Pdf = Callable[[Sequence[Sequence[str]]], bytes]
ReadOne = Callable[[bytes, str], Found]

REPORT = (
    "7月29日，青石区委书记石一川主持召开区委常委会会议，研究防汛工作。\n"
    "区委副书记、区长柳知秋，区委常委、副区长康定一出席会议。\n"
    "石一川强调，要守住每一段堤坝，备足每一处沙袋，把责任落到人头。"
)


@pytest.fixture
def report() -> str:
    return REPORT


@pytest.fixture
def read_one() -> ReadOne:
    def read(data: bytes, name: str, reading: Reading | None = None) -> Found:
        found = list(read_bytes(data, name, reading or Reading()))
        assert len(found) == 1
        return found[0]

    return read


@pytest.fixture
def make_pdf() -> Pdf:
    """A PDF of lines of text in a font that is not embedded, as many Chinese offices write them."""

    def make(pages: Sequence[Sequence[str]]) -> bytes:
        count = len(pages)
        kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(count))
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Count {count}/Kids[{kids}]>>",
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        ]
        streams: dict[int, bytes] = {}
        for n, lines in enumerate(pages):
            shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td " for line in lines)
            streams[6 + 2 * n] = zlib.compress(f"BT /F1 12 Tf 50 780 Td {shown}ET".encode())
            objects.append(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
                f"/Contents {6 + 2 * n} 0 R>>"
            )
            objects.append(f"<</Length {len(streams[6 + 2 * n])}/Filter/FlateDecode>>")
        out = bytearray(b"%PDF-1.4\n")
        places = []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n{body}\n".encode()
            if number in streams:
                out += b"stream\n" + streams[number] + b"\nendstream\n"
            out += b"endobj\n"
        start = len(out)
        out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out)

    return make


@pytest.fixture
def make_docx() -> Callable[[Callable[[docx.document.Document], object]], bytes]:
    """A DOCX written by python-docx."""

    def make(fill: Callable[[docx.document.Document], object]) -> bytes:
        document = docx.Document()
        fill(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def make_zip() -> Callable[[dict[str, bytes]], bytes]:
    def make(members: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return out.getvalue()

    return make


@pytest.fixture
def examples() -> Path:
    return Path(__file__).parents[3] / "examples" / "reports"
