import gzip

from loaders.documents import Reading, read_bytes

PAGE = (
    "<html><body><div id='zoom'><p>7月29日，青石区委书记石一川主持召开区委常委会会议，研究防汛和秋粮收购工作，"
    "柳知秋参加。</p></div></body></html>"
)


def archive(packed: bool) -> bytes:
    """A web archive written by hand; every record packed by itself, as the format has it."""
    out = b""
    answers = [
        ("200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("404 Not Found", "text/html", b"<html>nothing</html>"),
        ("200 OK", "image/png", b"\x89PNG"),
        ("200 OK", "text/html", b"<html><body></body></html>"),
    ]
    for number, (status, kind, body) in enumerate(answers):
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://qs.example/{number}.html\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\n"
            f"WARC-Date: 2022-07-30T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        out += gzip.compress(record) if packed else record
    return out


def test_pages_with_their_addresses() -> None:
    for packed, name in ((False, "a.warc"), (True, "a.warc.gz")):
        found = list(read_bytes(archive(packed), name, Reading()))
        assert [one.source for one in found] == [
            f"{name}!https://qs.example/0.html",
            f"{name}!https://qs.example/3.html",
        ]
        assert found[0].document is not None
        assert found[0].document.url == "https://qs.example/0.html"
        assert found[1].reason == "no text in it"


def test_broken_archives_are_rejected() -> None:
    (cut,) = read_bytes(archive(True)[:200], "a.warc.gz", Reading())
    assert cut.reason
    (other,) = read_bytes(b"\x1f\x8b" + b"\0" * 50, "a.txt.gz", Reading())
    assert "unpack it" in str(other.reason)
