"""The page around the data: template, style, script, vis-network, and the policy that locks them.

Invariants. Nothing is asked from outside: the content security policy allows exactly the scripts and the style in
the file, by their SHA-256, and no connection. vis-network is read from the installed pyvis. Files are written whole
or not at all, in UTF-8 whatever the locale says.
"""

import base64
import hashlib
import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from graph.errors import InputError
from graph.file import replacing

SCRIPTS = (
    "words", "data", "state", "look", "camera", "untangle", "paint", "labels", "overview", "evidence", "search",
    "filters", "time", "details", "table", "story", "export", "keys", "main",
)  # fmt: skip
"""The script's parts in the order in which they are joined."""

STYLES = ("frame", "table", "panels")  # the narrow screen has the last word


def page(template: str, values: Mapping[str, object], *, scripts: tuple[str, ...], style: str) -> str:
    """Render a template with the policy that fits these scripts and this style."""
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src " + (" ".join(digest(script) for script in scripts) or "'none'"),
            f"style-src {digest(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    own = {"style": Markup(style), "scripts": [Markup(text) for text in scripts]}  # noqa: S704  # files of packages
    return environment.from_string(template).render(**values, **own, policy=policy)


@cache
def part(*path: str) -> str:
    """A data file of this package as text, with ``\\n`` line ends: browsers hash it like that."""
    return files("graph.viewer").joinpath(*path).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def script() -> str:
    """Our own script: all parts in one scope of their own."""
    return '"use strict";\n(() => {\n' + "\n".join(part("js", f"{name}.js") for name in SCRIPTS) + "\n})();\n"


@cache
def style() -> str:
    """Our style sheets, joined."""
    return "\n".join(part("css", f"{name}.css") for name in STYLES)


@cache
def vis_network() -> str:
    """vis-network as the installed pyvis carries it (9.1.2), without the link to its source map."""
    source = files("pyvis").joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js")
    text = source.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
    if "</script" in text.lower() or "<!--" in text:
        raise InputError(f"{source}: this vis-network cannot stand inside a page; install pyvis==0.3.2")
    return text.partition("//# sourceMappingURL=")[0]


def write(path: str | os.PathLike[str], text: str) -> None:
    """Write a text file whole or not at all, in UTF-8."""
    with replacing(Path(path)) as stream:
        stream.write(text.encode("utf-8", "replace"))


def digest(text: str) -> str:
    """A script or style as a content security policy names it.

    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
