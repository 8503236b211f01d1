"""Builds the wheel, with the reader compiled to machine code by mypyc where ``HUIYI_COMPILE=1`` asks for it.

Invariants. The sources are the same either way: what is compiled is whatever ``loaders.assembly`` imports of
``loaders``, found by reading the imports. A wheel of pure Python runs everywhere, a compiled one
on the platform that it was built for.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT_MODULE = "assembly"
NEEDED = ["mypy>=1.13", "pydantic>=2.10", "setuptools>=80"]
CONFIGURATION = "[mypy]\nplugins = pydantic.mypy\nignore_missing_imports = True\n"


def reader_modules(loaders: Path) -> list[str]:
    """The modules of the package that the reader is made of, as file names."""
    found: set[str] = set()
    todo = [ROOT_MODULE]
    while todo:
        name = todo.pop()
        path = loaders / f"{name}.py"
        if name in found or not path.exists():  # a package with data (the lexicons) stays Python
            continue
        found.add(name)
        imports = [n.module for n in ast.walk(ast.parse(path.read_bytes())) if isinstance(n, ast.ImportFrom)]
        todo.extend(module.split(".")[1] for module in imports if module and module.startswith("loaders."))
    return sorted(f"{name}.py" for name in found)


def compile_reader(root: Path, into: Path) -> list[Path]:
    """Compile the reader of the project at ``root`` in the empty folder ``into``; the libraries, relative to it.

    Takes one to two minutes. Raises ``RuntimeError`` with the compiler's own words where it fails.
    """
    for package in ("graph", "loaders"):
        shutil.copytree(root / package, into / package, ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
    (into / "mypy.ini").write_text(CONFIGURATION, encoding="utf-8")
    modules = [f"loaders/{name}" for name in reader_modules(into / "loaders")]
    command = [sys.executable, "-m", "mypyc", "--config-file", "mypy.ini", *modules]
    environment = {"MYPYC_OPT_LEVEL": "2", "PYTHONUTF8": "1", **os.environ}
    done = subprocess.run(command, cwd=into, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"mypyc could not compile the reader:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    built = [path for kind in ("*.so", "*.pyd") for path in (*into.glob(kind), *into.glob(f"loaders/{kind}"))]
    return sorted(path.relative_to(into) for path in built)


class CompiledReader(BuildHookInterface[Any]):
    """Puts the compiled modules beside their sources into the wheel."""

    PLUGIN_NAME = "custom"

    def _asked(self, version: str = "standard") -> bool:
        return os.environ.get("HUIYI_COMPILE") == "1" and version != "editable"

    def dependencies(self) -> list[str]:
        """What compiling needs, where it is asked for."""
        return NEEDED if self._asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say that the wheel is for this platform only."""
        if not self._asked(version):
            return
        self._folder = tempfile.mkdtemp(prefix="huiyi-compile-")
        for path in compile_reader(Path(self.root), Path(self._folder)):
            build_data["force_include"][str(Path(self._folder) / path)] = path.as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Away with the compiler's own files."""
        if self._asked(version):
            shutil.rmtree(self._folder, ignore_errors=True)
