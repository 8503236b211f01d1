"""``huiyi doctor``: what works on this machine."""

import platform
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from huiyi.cli.output import emit, table
from huiyi.cli.target import GraphOption

Check = tuple[str, bool, str]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", rich_help_panel="Set up")(doctor)


def doctor(
    graph: GraphOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Say what works on this machine: Python, embedded engine, the graph asked for, fonts, extras."""
    checks = [_python(), _engine(), _graph(graph), _reader(), _fonts(), *_extras()]
    if as_json:
        emit([{"check": name, "works": works, "detail": detail} for name, works, detail in checks])
    else:
        table(
            ("check", "", "detail"), [(n, "yes" if works else "no", d) for n, works, d in checks], title="huiyi doctor"
        )
    if not checks[1][1] or not checks[2][1]:
        raise typer.Exit(1)


def _tried(name: str, check: Callable[[], str]) -> Check:
    try:
        return name, True, check()
    except Exception as error:
        return name, False, f"{type(error).__name__}: {error}"


def _python() -> Check:
    return "Python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.platform()}"


def _engine() -> Check:
    def check() -> str:
        from tempfile import TemporaryDirectory

        from graph.store import open_store

        with TemporaryDirectory() as folder, open_store(Path(folder) / "graph") as store:
            answer = store.read("RETURN 1 AS one")
            return f"{store.server}, answers {answer[0]['one']}"

    return _tried("embedded engine", check)


def _graph(target: str | None) -> Check:
    def check() -> str:
        from graph.store import open_store
        from huiyi.settings import settings

        known = settings()
        wanted = target or known.graph
        if "://" not in wanted and not Path(wanted).exists():
            return f"{wanted}: not there yet; `huiyi load` makes it"
        with open_store(wanted, auth=known.auth(), database=known.database, create=False) as store:
            count = store.read("MATCH (r:Report) RETURN count(r) AS n")[0]["n"]
            return f"{wanted}: {store.server}, {count} reports"

    return _tried("graph", check)


def _reader() -> Check:
    def check() -> str:
        from loaders import assembly, report

        compiled = Path(str(assembly.__file__)).suffix != ".py"
        kind = "compiled" if compiled else "pure Python (`make fast` compiles it)"
        return f"rules {report.RuleExtractor.version}, {kind}"

    return _tried("reader", check)


def _fonts() -> Check:
    """A picture's labels are drawn with a font of the machine that opens it."""
    if sys.platform in ("win32", "darwin"):
        return "Chinese font", True, "comes with the system"
    if not (lister := shutil.which("fc-list")):
        return "Chinese font", False, "fc-list is not here: cannot tell; on Debian: apt-get install fonts-noto-cjk"
    import subprocess

    found = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    first = next(iter(sorted(found.splitlines())), "")
    return "Chinese font", bool(first), first or "none: labels show as boxes; on Debian: apt-get install fonts-noto-cjk"


def _extras() -> list[Check]:
    def installed(extra: str, package: str, what: str) -> Check:
        try:
            return f"extra [{extra}]", True, f"{package} {version(package)}"
        except PackageNotFoundError:
            return f"extra [{extra}]", False, f"{what}: pip install 'huiyi[{extra}]'"

    return [
        installed("fast", "neo4j-rust-ext", "a faster driver"),
        installed("llm", "httpx", "extraction by a language model"),
        installed("parquet", "pyarrow", "export to Parquet"),
        installed("warc", "warcio", "web archives"),
    ]
