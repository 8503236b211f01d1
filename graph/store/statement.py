"""A look at the words of a Cypher statement that only reads: what it must not contain.

This is the outer of two fences: it gives a clear answer before anything runs, and keeps out what is no write to the
graph but touches files, the network or the server (``LOAD CSV``, most procedures). The inner fence is the engine's
own: a session that only reads, or a user who may only read. Words in strings, comments, back-ticks, after a dot or a
colon, and keys of maps are not looked at.
"""

import re

from neo4j.exceptions import GqlError, Neo4jError

from graph.errors import ReadOnlyError

_TOKEN = re.compile(
    r"""(?P<skip>\s+ | //[^\r\n]* | /\*.*?\*/ | '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*")
      | (?P<quoted>`(?:[^`]|``)*`)
      | (?P<word>[^\W\d]\w*)
      | (?P<other>.)""",
    re.DOTALL | re.VERBOSE,
)

_WRITES = frozenset({
    "CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "DROP", "INSERT", "ALTER", "GRANT", "REVOKE",
    "DENY", "TERMINATE", "RENAME", "START", "STOP", "ENABLE", "DEALLOCATE", "REALLOCATE", "LOAD",
})  # fmt: skip

_PROCEDURES = re.compile(
    r"""db\.(labels|relationshiptypes|propertykeys|info|ping|awaitindexes?|resampleindex
         |schema\.(visualization|nodetypeproperties|reltypeproperties)
         |index\.fulltext\.(querynodes|queryrelationships|listavailableanalyzers)
         |index\.vector\.(querynodes|queryrelationships))
      | dbms\.(components|info|listconfig|functions|procedures)
      | apoc\.(meta|path|algo|help|neighbors|nodes|coll|convert|map|text|stats)\.\w+(\.\w+)*
      | gds\.(\w+\.)*stream""",
    re.VERBOSE,
)
"""Procedures known to change nothing."""


def tokens(text: str) -> list[str]:
    """The words and signs of a statement, words in capitals, what is quoted as one mark.

    >>> tokens("MATCH (n:`Set`) WHERE n.name = 'CREATE' RETURN n // DELETE")
    ['MATCH', '(', 'N', ':', '`', ')', 'WHERE', 'N', '.', 'NAME', '=', 'RETURN', 'N']
    """
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        if match["quoted"]:
            found.append("`")
        elif match["word"] or match["other"]:
            found.append(match[0].upper())
    return found


def check_read_only(text: str) -> None:
    r"""Raise ``ReadOnlyError`` where a statement writes or calls what might.

    >>> check_read_only("MATCH (n) RETURN n.set, {create: 1} AS `merge`")
    >>> check_read_only("MATCH (n) /* quiet */ SET n.x = 1")
    Traceback (most recent call last):
    graph.errors.ReadOnlyError: this statement would write (SET), and only reading is allowed here; allow writing with --write
    """  # noqa: E501 - the message is one line
    words = tokens(text)
    if "\\" in words:
        raise ReadOnlyError("a backslash outside of a string is not allowed where only reading is")
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        if before in {".", ":", "$", "|", "&", "!"} or after == ":":
            continue
        if word in _WRITES and after not in {".", ")", "]", ",", "=", "(", "}"} | _INFIX:
            raise refused(text, word)
        if word in {"FOREACH", "DELETE", "SET", "CREATE", "MERGE", "INSERT"} and after == "(" and before != ".":
            raise refused(text, word)
        if word == "CALL" and after not in {"{", "("}:
            name = _called(words[place + 1 :])
            if not _PROCEDURES.fullmatch(name.lower()):
                raise ReadOnlyError(
                    f"the procedure {name.lower()} may do more than read, and only reading is allowed here; "
                    "allow it with --write"
                )


_INFIX = {"AS", "IN", "IS", "AND", "OR", "<", ">", "+", "-"}


def _called(words: list[str]) -> str:
    name = ""
    for word in words:
        if word != "." and not word.isidentifier():
            break
        if name and word != "." and not name.endswith("."):
            break
        name += word
    return name or "?"


def refused(text: str, word: str | None = None) -> ReadOnlyError:
    """The error for a statement that writes."""
    what = word or " ".join(text.split())[:60]
    return ReadOnlyError(
        f"this statement would write ({what}), and only reading is allowed here; allow writing with --write"
    )


def is_write_refusal(error: BaseException) -> bool:
    """Whether the server refused a write in a place where only reading is allowed."""
    if not isinstance(error, Neo4jError | GqlError):
        return False
    code = getattr(error, "code", None) or ""
    message = str(getattr(error, "message", ""))
    return (
        "AccessMode" in code
        or "Forbidden" in code
        or "not allowed to" in message
        or "read access mode" in message.lower()
        or "SecurityException" in message
    )
