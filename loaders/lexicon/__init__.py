"""The word lists, as data files, and the small reader for them.

Invariants. Every ``*.txt`` beside this module holds trigger words under ``[kind]`` headings, parted by white space,
``#`` opens a comment; a word has one kind only. They all go into the one automaton of ``loaders.scan``. The files in
``tables/`` have the same form but are looked up, never searched for (surnames, characters of given names).
"""

from functools import lru_cache
from importlib.resources import files


def parse(text: str) -> dict[str, tuple[str, ...]]:
    """The words of one file by kind, in order.

    >>> parse("# verbs\\n[speak]\\n强调 指出  # said\\n[chair]\\n主持")
    {'speak': ('强调', '指出'), 'chair': ('主持',)}
    """
    kinds: dict[str, list[str]] = {}
    words: list[str] = kinds.setdefault("", [])
    for written in text.splitlines():
        line = written.split("#", 1)[0].strip()
        if line.startswith("[") and line.endswith("]"):
            words = kinds.setdefault(line[1:-1], [])
        else:
            words.extend(line.split())
    return {kind: tuple(found) for kind, found in kinds.items() if found}


@lru_cache(maxsize=1)
def triggers() -> dict[str, str]:
    """Every trigger word with its kind.

    Raises ``ValueError`` where two files (or two headings) claim one word.
    """
    kinds: dict[str, str] = {}
    for file in sorted(files(__name__).iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".txt"):
            continue
        for kind, words in parse(file.read_text(encoding="utf-8")).items():
            for word in words:
                if kinds.setdefault(word, kind) != kind:
                    raise ValueError(f"{file.name}: {word} is {kind!r} here and {kinds[word]!r} elsewhere; keep one")
    return kinds


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of ``tables/<name>.txt`` by heading."""
    return parse((files(__name__) / "tables" / f"{name}.txt").read_text(encoding="utf-8"))
