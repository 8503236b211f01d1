"""A look at the words of a Cypher statement that only reads: what it must not contain.

This is the outer of two fences: it gives a clear answer before anything runs, and keeps out what is no write to the
graph but touches files, the network or the server (``LOAD CSV``, most procedures). The inner fence is the engine's
own: a session that only reads, or a user who may only read. Words in strings, comments and back-ticks, names of
properties and labels, and keys of maps are not looked at.
"""

import re

from neo4j.exceptions import Neo4jError

from graph.errors import ReadOnlyError

_TOKEN = re.compile(
    r"""\s+ | //[^\r\n]* | /\*.*?\*/
      | (?P<token> '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `(?:[^`]|``)*` | [^\W\d]\w* | . )""",
    re.DOTALL | re.VERBOSE,
)
_NO_CLAUSE_AFTER = frozenset(".:$|&!@")
_WRITES = frozenset({"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "DROP", "INSERT", "LOAD"})
_COMMANDS = frozenset(
    {"ALTER", "GRANT", "REVOKE", "DENY", "TERMINATE", "RENAME", "START", "STOP", "ENABLE", "DEALLOCATE", "REALLOCATE"}
)
"""Commands to the server: they can only stand first."""
# No clause can stand behind the first, or before the second: there the word is somebody's name for a variable.
_BEFORE_A_NAME = frozenset({*",([=<>+-/", "AS", "BY", "YIELD", "IN", "AND", "OR", "NOT"})
_AFTER_A_NAME = frozenset(".)]},=<>+-*/")

_PROCEDURES = re.compile(
    r"""db\.(labels|relationshiptypes|propertykeys|info|ping|awaitindexes?
         |schema\.(visualization|nodetypeproperties|reltypeproperties)
         |index\.fulltext\.(querynodes|queryrelationships|listavailableanalyzers)
         |index\.vector\.(querynodes|queryrelationships))
      | dbms\.(components|info|functions|procedures)
      | apoc\.(meta|path|algo|neighbors|coll|map|text|stats)\.\w+(\.\w+)*
      | apoc\.(nodes\.(connected|cycles|collapse|isdense|group)|convert\.to\w+)
      | gds\.(\w+\.)+stream""",
    re.VERBOSE,
)
"""Procedures known to change nothing."""


def tokens(text: str) -> list[str]:
    """The words and signs of a statement, words in capitals; comments and spaces left out.

    >>> tokens("MATCH (n:`Set`) WHERE n.name = 'CREATE' RETURN n // DELETE")
    ['MATCH', '(', 'N', ':', '`Set`', ')', 'WHERE', 'N', '.', 'NAME', '=', "'CREATE'", 'RETURN', 'N']
    """
    found = [match["token"] for match in _TOKEN.finditer(text) if match["token"]]
    return [token if token[0] in "`'\"" else token.upper() for token in found]


def check_read_only(text: str) -> None:
    """Raise ``ReadOnlyError`` where a statement writes, or calls what might.

    >>> check_read_only("MATCH (set) WHERE set.create = 'x' RETURN set, {merge: 1} AS `delete`")
    >>> check_read_only("MATCH (n) /* quiet */ SET n.x = 1")
    Traceback (most recent call last):
    graph.errors.ReadOnlyError: only reading is allowed here, and this would write (SET); --write allows it
    """
    words = tokens(text)
    if "\\" in words:  # an escape for a letter of a clause, in some versions
        raise ReadOnlyError("only reading is allowed here, and no backslash outside of a string")
    leading = [w for w in words[:2] if w not in {"EXPLAIN", "PROFILE"}]
    if leading and leading[0] in _COMMANDS:
        raise refused(leading[0])
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        if before in _NO_CLAUSE_AFTER or after == ":":
            continue
        if word in _WRITES and not _is_name(before, after):
            raise refused(word)
        if word == "CALL" and after not in {"{", "("}:
            name = _called(words[place + 1 :]).lower()
            if not _PROCEDURES.fullmatch(name):
                raise ReadOnlyError(
                    f"only reading is allowed here, and the procedure {name} is not known to do no more; "
                    "--write allows it"
                )


def _is_name(before: str, after: str) -> bool:
    """Whether a word between these two is the name of a variable rather than a clause."""
    return before in _BEFORE_A_NAME or after in _AFTER_A_NAME


def _called(words: list[str]) -> str:
    name = ""
    for word in words:
        if word == ".":
            name += word
        elif name and not name.endswith("."):
            break
        else:
            name += word.strip("`")
    return name


def refused(what: str) -> ReadOnlyError:
    """The error for a statement that writes; ``what`` is the word, or the statement."""
    short = " ".join(what.split())
    short = short if len(short) <= 60 else f"{short[:60]}…"
    return ReadOnlyError(f"only reading is allowed here, and this would write ({short}); --write allows it")


def is_write_refusal(error: BaseException) -> bool:
    """Whether the server refused a write where only reading is allowed."""
    return isinstance(error, Neo4jError) and error.code in {
        "Neo.ClientError.Statement.AccessMode",
        "Neo.ClientError.Security.Forbidden",
    }
