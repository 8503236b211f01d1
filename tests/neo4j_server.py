"""A real Neo4j Community server for the tests, put together from Maven Central.

``python tests/neo4j_server.py`` runs one in the foreground, to try things by hand (``make neo4j``). Invariants: the
jars are cached by version under ``.tools``; a server listens on loopback only, runs in its own process group, and is
ended by its id, never by its name.
"""

import argparse
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

ROOT = Path(__file__).resolve().parents[1]
POMS = ROOT / "tests" / "neo4j"
LTS = "5.26.30"
CURRENT = "2026.08.1"
APOC = "5.26.0"
USER = "neo4j"


class Unavailable(Exception):  # noqa: N818 - says a state
    """This machine cannot run the server; the message says what is missing."""


def java(version: str) -> Path:
    """A Java that this version of Neo4j runs on: 17 or newer, 21 or newer for the calendar releases."""
    oldest = 17 if version.startswith("5.") else 21
    candidates = [Path(os.environ["JAVA_HOME"]) / "bin" / "java"] if os.environ.get("JAVA_HOME") else []
    found = shutil.which("java")
    candidates += [Path(found)] if found else []
    candidates += sorted(Path("/usr/lib/jvm").glob("*/bin/java")) if Path("/usr/lib/jvm").is_dir() else []
    for candidate in candidates:
        if candidate.is_file():
            said = subprocess.run([candidate, "-version"], capture_output=True, text=True, check=False).stderr
            number = re.search(r'version "(\d+)', said)
            if number and int(number[1]) >= oldest:
                return candidate
    raise Unavailable(f"Neo4j {version} needs Java {oldest} or newer (Debian: apt-get install openjdk-17-jre-headless)")


def jars(version: str) -> Path:
    """The folder of this version's jars; fetched with Maven at the first time."""
    return _fetched(f"neo4j-{version}", "pom.xml", f"-Dneo4j.version={version}")


def apoc() -> Path:
    """The folder of APOC's jars, for the LTS release; fetched with Maven at the first time."""
    return _fetched(f"apoc-{APOC}", "apoc.xml", f"-Dapoc.version={APOC}")


def _fetched(name: str, pom: str, version: str) -> Path:
    folder = ROOT / ".tools" / name / "lib"
    done = folder.parent / "complete"
    if done.exists():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("Maven is needed to fetch Neo4j for the tests (Debian: apt-get install maven)")
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        maven, "--quiet", "--batch-mode", "--file", str(POMS / pom), "dependency:copy-dependencies",
        "-DincludeScope=runtime", version, f"-DoutputDirectory={folder}",
    ]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise Unavailable(f"Maven could not fetch {name}: {(ran.stdout + ran.stderr).strip()[-600:]}")
    done.touch()
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Neo4jServer:
    """A server with a home of its own; ``with`` starts and stops it.

    ``password`` switches authentication on. ``settings`` are more lines of ``neo4j.conf``. ``quick`` is up sooner but
    slower for much work. ``plugins`` is a folder of jars, as ``apoc`` fetches them.
    """

    def __init__(
        self,
        version: str = LTS,
        *,
        home: Path | None = None,
        port: int | None = None,
        password: str | None = None,
        settings: tuple[str, ...] = (),
        heap: str = "512m",
        quick: bool = True,
        plugins: Path | None = None,
    ) -> None:
        self.version, self.password = version, password
        self._java, self._lib = java(version), jars(version)
        self._temporary = home is None
        self.home = home or Path(tempfile.mkdtemp(prefix="huiyi-neo4j-"))
        self.port = port or free_port()
        self._settings, self._heap, self._quick = settings, heap, quick
        self._classes = f"{self._lib}/*"
        if plugins is not None:
            self._settings += (f"server.directories.plugins={plugins}", "dbms.security.procedures.unrestricted=apoc.*")
            self._classes += f"{os.pathsep}{plugins}/*"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def auth(self) -> tuple[str, str] | None:
        return (USER, self.password) if self.password else None

    def start(self, *, patience: float = 90.0) -> Self:
        self._configure()
        main = "org.neo4j.server.CommunityEntryPoint"
        if not self.version.startswith("5."):
            main = "org.neo4j.server.Neo4jCommunity"
        setpriv = shutil.which("setpriv")
        guard = [setpriv, "--pdeathsig", "KILL"] if setpriv else []  # it dies with us, even if we are killed
        log = (self.home / "console.log").open("ab")
        with log:
            self.process = subprocess.Popen(
                [
                    *guard, str(self._java), f"-Xmx{self._heap}", "-XX:+UseSerialGC",
                    f"-XX:TieredStopAtLevel={1 if self._quick else 4}",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-cp", self._classes, main, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}",
                ],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        try:
            self._wait(patience)
        except BaseException:
            self.stop()
            raise
        return self

    def admin(self, *arguments: str, stdin: str | None = None) -> str:
        """Run ``neo4j-admin`` on this home (the server must be stopped); its output."""
        main = "org.neo4j.server.startup.Neo4jAdminCommand"
        command = [
            str(self._java), f"-Xmx{self._heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-cp", f"{self._lib}/*", main, *arguments,
        ]  # fmt: skip
        environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        # It leaves its report where it runs.
        ran = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, input=stdin, cwd=self.home
        )
        if ran.returncode:
            raise RuntimeError(f"neo4j-admin {' '.join(arguments)}: {(ran.stdout + ran.stderr)[-2000:]}")
        return ran.stdout

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it: in order where its home stays, at once where the home goes with it."""
        if self.process is not None and self.process.poll() is None:
            if not self._temporary:
                os.killpg(self.process.pid, signal.SIGTERM)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(20)
            if self.process.poll() is None:
                self.kill()
        if self._temporary:
            shutil.rmtree(self.home, ignore_errors=True)

    def configure(self) -> None:
        """Write the settings; ``start`` does it too."""
        self._configure()

    def _configure(self) -> None:
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        (self.home / "import").mkdir(exist_ok=True)
        lines = (
            f"server.bolt.listen_address=127.0.0.1:{self.port}",
            "server.http.enabled=false",
            "server.https.enabled=false",
            f"dbms.security.auth_enabled={'true' if self.password else 'false'}",
            "dbms.usage_report.enabled=false",
            "server.memory.pagecache.size=128m",
            "db.tx_log.preallocate=false",
            *self._settings,
        )
        (self.home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n", "utf-8")

    def _wait(self, patience: float) -> None:
        assert self.process is not None
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(DriverError, Neo4jError, OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                self._greet()
                return
            time.sleep(0.2)
        said = (self.home / "console.log").read_text("utf-8", "replace")[-2000:]
        raise RuntimeError(f"Neo4j {self.version} did not start within {patience:.0f} s:\n{said}")

    def _greet(self) -> None:
        """Ask something; a new server's password, which must be changed, becomes ours."""
        try:
            with neo4j.GraphDatabase.driver(self.url, auth=self.auth, connection_timeout=3) as driver:
                driver.execute_query("RETURN 1")
        except AuthError:
            with neo4j.GraphDatabase.driver(self.url, auth=(USER, USER), connection_timeout=3) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", old=USER, new=self.password,
                    database_="system",
                )  # fmt: skip

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def main() -> int:
    """Run a server in the foreground until Ctrl-C."""
    parser = argparse.ArgumentParser(description="A real Neo4j Community server in the foreground")
    parser.add_argument("--home", type=Path, default=ROOT / ".huiyi-neo4j", help="where it keeps its data")
    parser.add_argument("--port", type=int, default=7687)
    parser.add_argument("--version", default=LTS)
    given = parser.parse_args()
    say = sys.stdout.write
    try:
        say(f"Neo4j {given.version} starts…\n")
        server = Neo4jServer(given.version, home=given.home.absolute(), port=given.port, heap="1g", quick=False).start()
    except (Unavailable, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    say(f"It listens on {server.url} (loopback only, no password); data in {server.home}; Ctrl-C stops it.\n")
    say(f"Try:  HUIYI_GRAPH={server.url} huiyi load examples/reports\n")
    sys.stdout.flush()
    try:
        assert server.process is not None
        return server.process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
