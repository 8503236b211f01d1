"""The command line. One module per group of commands; heavy libraries are imported by the command that needs them."""

import os
import sys
from typing import Annotated

import typer

from graph.errors import HuiyiError
from huiyi.cli import analyse, ask, complete, doctor, extract, identity, load, show

app = typer.Typer(
    name="huiyi",
    help="会议: a knowledge graph of officials and meetings, read out of Chinese meeting reports.",
    epilog="Start with `huiyi load FOLDER`, then `huiyi query --list` and `huiyi view -o graph.html`. "
    "TAB completes questions and names after `huiyi --install-completion`.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for group in (extract, load, ask, analyse, identity, show, doctor):
    group.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"huiyi {version('huiyi')}")  # noqa: T201 - what a command line does
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Options before a command."""


def main() -> None:
    """Run a command: 0 done, 1 could not be done (one line on stderr says why), 2 wrong usage, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if complete.answered_bash():
        return
    try:
        app(prog_name="huiyi")
    except HuiyiError as error:
        print(f"huiyi: {error}", file=sys.stderr)  # noqa: T201 - what a command line does
        sys.exit(1)
    except BrokenPipeError:  # `huiyi … | head`: nobody reads on, which is no error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        print("huiyi: interrupted", file=sys.stderr)  # noqa: T201 - what a command line does
        sys.exit(130)
