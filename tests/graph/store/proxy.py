"""A TCP proxy between a loader and its server, which delays, cuts or swallows what goes through."""

import contextlib
import random
import select
import socket
import struct
import threading
import time
from types import TracebackType
from typing import Self


class Proxy:
    """``with Proxy(host, port) as proxy``: connect to ``proxy.port``.

    ``delay``: seconds before each piece is passed on. ``cut_after``: range of bytes after which a connection is reset,
    drawn anew for each connection. ``swallow``: while true, nothing is passed on, and nothing is closed.
    """

    def __init__(
        self, host: str, port: int, *, delay: float = 0.0, cut_after: tuple[int, int] | None = None, seed: int = 0
    ) -> None:
        self._server = (host, port)
        self.delay, self.cut_after = delay, cut_after
        self.swallow = False
        self.cuts = 0
        self._dice = random.Random(seed)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []

    def _accept(self) -> None:
        while not self._ending.is_set():
            with contextlib.suppress(OSError):  # nobody came; or it was closed
                client, _ = self._listener.accept()
                thread = threading.Thread(target=self._carry, args=(client,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _carry(self, client: socket.socket) -> None:
        left = self._dice.randint(*self.cut_after) if self.cut_after else None
        try:
            server = socket.create_connection(self._server, timeout=5)
        except OSError:
            client.close()
            return
        with client, server, contextlib.suppress(OSError):
            while not self._ending.is_set():
                ready, _, _ = select.select([client, server], [], [], 0.05)
                if self.swallow:
                    time.sleep(0.02)
                    continue
                for source in ready:
                    piece = source.recv(4096 if left is None else max(1, min(4096, left)))
                    if not piece:
                        return
                    time.sleep(self.delay)
                    (server if source is client else client).sendall(piece)
                    if left is not None:
                        left -= len(piece)
                        if left <= 0:
                            self.cuts += 1
                            for end in (client, server):  # a reset, not an orderly end
                                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                            return

    def __enter__(self) -> Self:
        self._listener.settimeout(0.1)
        self._threads.append(threading.Thread(target=self._accept, daemon=True))
        self._threads[0].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ending.set()
        self._listener.close()
        for thread in self._threads:
            thread.join(1)
