"""A real server on loopback that speaks the protocol of chat completions, and fails as real ones do."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Answer = Callable[[dict[str, Any]], "Reply"]


class Reply:
    """What the server says: an object to be answered as content, or a status; slowly, if asked."""

    def __init__(
        self,
        content: Any = None,
        *,
        status: int = 200,
        raw: bytes | None = None,
        wait: float = 0,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.status, self.wait, self.headers = status, wait, headers or {}
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        message = {"choices": [{"message": {"role": "assistant", "content": text}}], "usage": {"total_tokens": 321}}
        self.body = raw if raw is not None else json.dumps(message).encode()


class Endpoint:
    """The server: ``replies`` are used up one by one, the last one for ever; ``requests`` keeps what was asked."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self._lock = threading.Lock()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with endpoint._lock:
                    endpoint.requests.append(body | {"path": self.path})
                    endpoint.keys.append(self.headers.get("Authorization"))
                    reply = endpoint.replies.pop(0) if len(endpoint.replies) > 1 else endpoint.replies[0]
                self.send_response(reply.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    if reply.wait:
                        for byte in reply.body:
                            self.wfile.write(bytes([byte]))
                            self.wfile.flush()
                            threading.Event().wait(reply.wait)
                    else:
                        self.wfile.write(reply.body)
                except OSError:  # the client has gone: what these tests are about
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    try:
        yield server
    finally:
        server.close()
