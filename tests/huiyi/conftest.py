"""Running commands as people do."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from huiyi.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs ``huiyi`` with arguments (and stdin) in an empty folder: exit code, stdout, stderr."""
    for name in ("HUIYI_GRAPH", "HUIYI_USER", "HUIYI_PASSWORD", "HUIYI_DATABASE", "HUIYI_DECISIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["huiyi", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    return command
