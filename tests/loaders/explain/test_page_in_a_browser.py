"""The explanation in a real Chromium with the network refused."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loaders.document import Document
from loaders.explain import explain_page
from loaders.report import read
from tests.browser import start, watched

RAW = "7月29日，青石区委书记石一川主持召开区委常委会会议。区长柳知秋出席。石一川强调，要守住堤坝。<b>x</b>"
CHOSEN = "[...document.querySelectorAll('.chosen')].map((node) => node.textContent)"
FIND = "[...document.querySelectorAll(words[0])].find((node) => node.textContent.includes(words[1]))"
CLICK = f"(words) => {FIND}.click()"


def _visit(path: Path) -> tuple[list[str], list[str], str, list[str], list[str]]:
    for browser in start():
        with watched(browser) as seen:
            seen.open(path)
            seen.run(CLICK, [".text .official", "柳知秋"])
            rows = seen.run(CHOSEN)
            seen.run(CLICK, ["tr[id]", "青石区委书记"])
            mentions = seen.run(CHOSEN)
            return rows, mentions, seen.run("document.querySelector('.text').textContent"), seen.errors, seen.requests
    raise AssertionError("no browser")


@pytest.mark.browser
def test_a_click_leads_from_mention_to_reason_and_back(tmp_path: Path) -> None:
    document = Document("r1", RAW, title="青石区委常委会召开会议")
    path = tmp_path / "explained.html"
    path.write_text(explain_page([(document, read(document))]), "utf-8")
    with ThreadPoolExecutor(1) as pool:  # playwright has one loop a thread, and other tests may hold this one's
        rows, mentions, text, errors, requests = pool.submit(_visit, path).result()
    assert rows
    assert all("柳知秋" in row for row in rows)
    assert any("name-after-post" in row for row in rows)
    assert mentions == ["青石区委书记"]
    assert text == RAW
    assert errors == requests == []
