"""A real Firefox for the tests, spoken to by WebDriver BiDi over a websocket: no driver program is needed.

Invariants. The browser listens on loopback only, on a port of its own choice, in a profile of its own that is thrown
away; it is ended by its id. Everything that a page writes to its console, and every request, is remembered.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.conftest import missing

PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "browser.startup.page": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,  # every request would go to a port where nobody answers
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}


@dataclass
class Firefox:
    """One page in a running Firefox."""

    socket: ClientConnection
    context: str = ""
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    _number: int = 0

    def call(self, method: str, **parameters: Any) -> Any:
        """Send a command and wait for its answer; note the events that come in between."""
        self._number += 1
        self.socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv(timeout=60))
            if answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise AssertionError(f"{method}: {answer['error']}: {answer['message']}")
                return answer["result"]
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "log.entryAdded" and event["params"]["level"] in ("error", "warn"):
            self.errors.append(str(event["params"]["text"]))
        elif event.get("method") == "network.beforeRequestSent":
            address = event["params"]["request"]["url"]
            if not address.startswith(("file:", "blob:", "data:", "about:")):
                self.requests.append(address)

    def open(self, path: Path, words: str = "") -> None:
        """Open a file of this machine and wait until it is ready for input."""
        self.call(
            "browsingContext.navigate", context=self.context, url=path.resolve().as_uri() + words, wait="complete"
        )
        self.until("document.body.classList.contains('ready')")

    def until(self, script: str, patience: float = 30.0) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self.run(script):
                return
            time.sleep(0.05)
        raise AssertionError(f"still not so after {patience:.0f} s: {script}; {self.errors}")

    def run(self, script: str) -> Any:
        """The value of an expression, carried as JSON."""
        found = self.call(
            "script.evaluate",
            expression=f"JSON.stringify({script})",
            target={"context": self.context},
            awaitPromise=True,
        )
        if found["type"] == "exception":
            raise AssertionError(found["exceptionDetails"]["text"])
        value = found["result"].get("value")
        return None if value is None else json.loads(value)

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.call("input.performActions", context=self.context, actions=[source])

    def click(self, x: float, y: float) -> None:
        """Click at a place of the page."""
        actions = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.call(
            "input.performActions",
            context=self.context,
            actions=[{"type": "pointer", "id": "mouse", "actions": actions}],
        )


def start(folder: Path) -> Iterator[Firefox]:
    """Start Firefox with a new profile in ``folder``, or skip; with ``CI=true`` a missing one is a failure."""
    path = os.environ.get("HUIYI_TEST_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        missing("no Firefox on this machine: install the package firefox-esr, or set HUIYI_TEST_FIREFOX")
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    environment = {**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"}
    log = folder / "firefox.log"
    with log.open("w") as stream:
        process = subprocess.Popen(command, stderr=stream, stdout=subprocess.DEVNULL, env=environment)
    try:
        address = _address(log, process)
        with connect(f"{address}/session", max_size=None, open_timeout=60) as socket:
            firefox = Firefox(socket)
            firefox.call("session.new", capabilities={})
            firefox.context = firefox.call("browsingContext.create", type="tab")["context"]
            firefox.call("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            yield firefox
            firefox.call("session.end")
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
        process.wait()


def _address(log: Path, process: "subprocess.Popen[bytes]") -> str:
    """Where Firefox says that it listens."""
    for _ in range(600):
        found = re.search(r"BiDi listening on (ws://\S+)", log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[1]
        assert process.poll() is None, "Firefox ended before it listened"
        time.sleep(0.1)
    raise AssertionError("Firefox did not listen within 60 s")
