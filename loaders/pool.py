"""Work on several processes or threads, results in order.

Invariants. At most a few batches a worker are under way, so memory does not grow with the corpus. Where processes
cannot be started (a script without a main guard, an extractor that cannot be pickled), the work is done here. A batch
that kills its process is tried again unit by unit, and only the culprit is blamed.
"""

import gc
import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3


class Task(Protocol[T, R]):
    """A batch in, results out; with what is needed where a process dies of a batch."""

    def __call__(self, batch: list[T], /) -> list[R]:
        """Do the work."""

    def blame(self, batch: list[T], /) -> list[R]:
        """Say that the batch could not be done."""

    def parts(self, unit: T, /) -> list[T]:
        """A unit in smaller ones, by which a culprit is found; itself where it has no parts."""


def in_threads(task: Task[T, R], batches: Iterator[list[T]], jobs: int) -> Iterator[list[R]]:
    """The results of each batch, in order; several batches at once in threads of this process."""
    under_way: deque[Future[list[Any]]] = deque()
    with ThreadPoolExecutor(jobs) as pool:
        try:
            for batch in batches:
                under_way.append(pool.submit(task, batch))
                if len(under_way) >= jobs * _AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


def in_processes(task: Task[T, R], batches: Iterator[list[T]], jobs: int) -> Iterator[list[R]]:
    """The results of each batch, in order; several batches at once on spawned processes."""
    try:
        packed = pickle.dumps(task)
    except Exception:
        packed = None
    pool = _pool(jobs, packed) if packed is not None else None
    if packed is None or pool is None:
        yield from map(task, batches)
        return
    under_way: deque[tuple[list[T], Future[list[Any]]]] = deque()
    try:
        while True:
            while len(under_way) < jobs * _AHEAD and (batch := next(batches, None)) is not None:
                under_way.append((batch, _submit(pool, batch)))
            if not under_way:
                return
            batch, future = under_way.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                results = None
            if results is not None:
                yield results
                continue
            yield from _one_by_one(task, packed, batch)
            pool.shutdown(wait=False, cancel_futures=True)
            again = _pool(jobs, packed)
            if again is None:
                raise RuntimeError("no process can be started any more")
            pool = again
            under_way = deque((b, f if _is_done(f) else _submit(pool, b)) for b, f in under_way)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _one_by_one(task: Task[T, R], packed: bytes, batch: list[T]) -> Iterator[list[R]]:
    """A batch that a process died of: unit by unit in one process, replaced when it dies."""
    pool: ProcessPoolExecutor | None = None
    left = deque(batch if len(batch) > 1 else task.parts(batch[0]))
    try:
        while left:
            unit = left.popleft()
            pool = pool or _pool(1, packed)
            try:
                if pool is None:
                    raise BrokenProcessPool
                yield pool.submit(_work, [unit]).result()
            except BrokenProcessPool:
                parts = task.parts(unit)
                if len(parts) > 1:
                    left.extendleft(reversed(parts))
                else:
                    yield task.blame([unit])
                if pool is not None:
                    pool.shutdown(wait=False, cancel_futures=True)
                pool = None
    finally:
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: Executor, batch: list[T]) -> "Future[list[Any]]":
    """The future of a batch; that of a broken pool fails as if it had been taken."""
    try:
        return pool.submit(_work, batch)
    except BrokenProcessPool as error:
        failed: Future[list[Any]] = Future()
        failed.set_exception(error)
        return failed


def _is_done(future: "Future[Any]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _pool(jobs: int, packed: bytes) -> ProcessPoolExecutor | None:
    """A pool whose processes have the task and have answered once; None where no process can be started."""
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin, (packed,))
    try:
        pool.submit(_ready).result()
    except (BrokenProcessPool, OSError):
        pool.shutdown(wait=False, cancel_futures=True)
        return None
    return pool


_task: Callable[[list[Any]], list[Any]] | None = None


def _begin(packed: bytes) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the process that waits for us ends us
    global _task  # noqa: PLW0603 - what a process is started for
    _task = pickle.loads(packed)  # noqa: S301 - our own bytes, from the process that started this one


def _ready() -> bool:
    gc.freeze()  # word lists and code live as long as this process: no collection need look at them
    return _task is not None


def _work(batch: list[Any]) -> list[Any]:
    if _task is None:
        raise RuntimeError("a worker without a task")
    return _task(batch)
