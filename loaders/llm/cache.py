"""Answers kept on disk, so that the same question is never paid twice.

Invariant: a file is whole or not there; one that cannot be read is as good as none.
"""

import contextlib
import hashlib
import os
import threading
from pathlib import Path


class Cache:
    """A folder of answers by (text, prompt, schema, model).

    >>> import tempfile
    >>> cache = Cache(Path(tempfile.mkdtemp()))
    >>> cache.put("answer", "text", "prompt", "schema", "model")
    >>> cache.get("text", "prompt", "schema", "model"), cache.get("text", "prompt", "schema", "other")
    ('answer', None)
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, *question: str) -> str | None:
        """The answer to a question, or None."""
        try:
            return self._path(question).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, answer: str, *question: str) -> None:
        """Keep an answer; a disk that cannot be written costs the next run a request and nothing else."""
        path = self._path(question)
        part = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(answer, "utf-8", errors="replace")
            os.replace(part, path)

    def _path(self, question: tuple[str, ...]) -> Path:
        digest = hashlib.blake2b(digest_size=20)
        for part in question:
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "little") + data)
        name = digest.hexdigest()
        return self._folder / name[:2] / f"{name}.json"
