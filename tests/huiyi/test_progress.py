"""The progress bar: on a terminal, with rate and time left; nowhere else."""

import io
import sys
import time
from pathlib import Path

import pytest

from huiyi.cli import progress
from tests.huiyi.conftest import Run

REPORTS = Path(__file__).parent.parent.parent / "examples" / "reports"


class Terminal(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """From here to the end of the test; a fixture would come before pytest puts its own stream there."""
    for name, value in {"TERM": "xterm-256color", "COLUMNS": "120"}.items():
        monkeypatch.setenv(name, value)
    for name in ("NO_COLOR", "TTY_INTERACTIVE", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def work() -> None:
    with progress.bar("reading") as shown:
        for n in range(1, 6):
            shown(n * 1_000_000, 10_000_000)
            shown(n * 20, 200, "loading", "reports")
            time.sleep(0.1)


def test_a_bar_has_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    screen = terminal(monkeypatch)
    work()
    seen = screen.getvalue()
    assert "reading" in seen
    assert "MB/s" in seen
    assert "loading" in seen
    assert "reports/s" in seen
    assert "50%" in seen
    assert "0:00:0" in seen


def test_what_is_quick_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 30.0)  # half a second of work is quick, on a busy machine too
    screen = terminal(monkeypatch)
    work()
    assert screen.getvalue() == ""


def test_where_there_is_no_terminal_there_is_no_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    work()
    assert capsys.readouterr().err == ""


def test_a_load_shows_both_phases(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    screen = terminal(monkeypatch)
    code, _, _ = run("load", REPORTS, "-g", "g", "-j", "1")
    assert code == 0
    assert "reading" in screen.getvalue()
    assert "loading" in screen.getvalue()
