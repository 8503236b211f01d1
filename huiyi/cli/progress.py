"""A progress bar on stderr, for people, for work that takes a while.

Invariant: nothing is shown where stderr is no terminal, nor in the first two seconds.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 2.0


@contextmanager
def bar(what: str) -> Iterator[Callable[..., None]]:
    """A function to be called with (done, total), total None where unknown; a third argument names a new phase."""
    if not sys.stderr.isatty():
        yield lambda *told: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    began = time.monotonic()
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(what, total=None)

    def show(done: float, total: float | None, phase: str = what) -> None:
        if time.monotonic() - began > _PATIENCE:
            progress.start()
        progress.update(task, completed=done, total=total, description=phase)

    try:
        yield show
    finally:
        progress.stop()
