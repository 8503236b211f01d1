"""Progress bars on stderr, for people, for work that takes a while: how far, how fast, how long still.

Invariant: nothing is shown where stderr is no terminal, nor in the first two seconds.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Task, TaskID

_PATIENCE = 2.0
BYTES = "B"


@contextmanager
def bar(what: str, unit: str = BYTES) -> Iterator[Callable[..., None]]:
    """A function to be called with (done, total), total None where unknown.

    A third and fourth argument name another phase and what is counted in it: it gets a bar of its own.
    """
    if not sys.stderr.isatty():
        yield lambda *told: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    began = time.monotonic()
    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    phases: dict[str, TaskID] = {}

    def show(done: float, total: float | None, phase: str = what, counted: str = unit) -> None:
        if time.monotonic() - began > _PATIENCE:
            progress.start()
        if phase not in phases:
            phases[phase] = progress.add_task(phase, total=None, rate="")
        task = phases[phase]
        progress.update(task, completed=done, total=total)
        progress.update(task, rate=_rate(progress.tasks[progress.task_ids.index(task)], counted))

    try:
        yield show
    finally:
        progress.stop()


def _rate(task: "Task", counted: str) -> str:
    from rich.filesize import decimal

    speed = task.finished_speed or task.speed
    if speed is None:
        return ""
    return f"{decimal(int(speed))}/s" if counted == BYTES else f"{speed:,.0f} {counted}/s"
