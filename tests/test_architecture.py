"""The arrows between the packages run one way, and public names are what ``__all__`` says."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("graph", "loaders", "queries", "huiyi")
ALLOWED = {
    "graph": {"graph"},
    "loaders": {"loaders", "graph.model"},
    "queries": {"queries", "graph"},
    "huiyi": {"huiyi", "queries", "loaders", "graph"},
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module in PACKAGES}
    return {name for name in found if name.split(".")[0] in PACKAGES}


def allowed(name: str, permitted: set[str]) -> bool:
    return any(name == p or name.startswith(f"{p}.") for p in permitted)


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows_run_one_way(package: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / package).rglob("*.py")
        for name in imports(path)
        if not allowed(name, ALLOWED[package]) and name != "graph"
    }
    assert not wrong


@pytest.mark.parametrize("package", PACKAGES)
def test_modules_form_no_circle(package: str) -> None:
    modules = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in (ROOT / package).rglob("*.py")}
    names = {name.removesuffix(".__init__"): path for name, path in modules.items()}
    needs = {name: {n for n in _at_import(path) if n in names} - {name} for name, path in names.items()}
    while needs:
        free = {name for name, wanted in needs.items() if not wanted & needs.keys()}
        assert free, f"a circle among {sorted(needs)}"
        needs = {name: wanted for name, wanted in needs.items() if name not in free}


def _at_import(path: Path) -> set[str]:
    """What a module imports when it is imported itself, type-checking and calls aside."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names | ({node.module} if path.name != "__init__.py" else set())
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize(
    "package", ["graph", "graph.model", "graph.store", "graph.export", "graph.viewer", "loaders", "queries"]
)
def test_public_names_exist_and_are_sorted(package: str) -> None:
    module = import_module(package)
    names = list(module.__all__)
    assert all(hasattr(module, name) for name in names)
    assert names == sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n)) or names == sorted(names)
