"""Every error that a user of huiyi can meet.

    HuiyiError
     +-- InputError          something given could not be read: a file, a record, a setting
     |    +-- RecordError    a record breaks the record format (all faults of one record in one error)
     |    +-- LimitError     an input is larger or deeper than a limit allows
     +-- StoreError          the graph could not be opened, read or written
     |    +-- ConnectError   no server there, or it refused the name and password
     |    +-- ReadOnlyError  a statement would write where only reading is allowed
     |    +-- BusyError      another process holds this folder
     +-- QueryError          an unknown question, or a parameter that does not fit it
     +-- MissingExtraError   an optional package is needed for this; says how to install it

A message names the offending thing and says what to do.
"""


class HuiyiError(Exception):
    """Root of the tree: ``except HuiyiError`` catches everything that huiyi raises on purpose."""


class InputError(HuiyiError):
    """Something given could not be read."""


class RecordError(InputError, ValueError):
    """A record breaks the record format; ``faults`` lists every fault found in it."""

    def __init__(self, where: str, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(f"{where}: {'; '.join(faults)}")


class LimitError(InputError, ValueError):
    """An input is larger or deeper than a limit allows."""


class StoreError(HuiyiError):
    """The graph could not be opened, read or written."""


class ConnectError(StoreError, ConnectionError):
    """No server answered at the address, or it refused the name and password."""


class ReadOnlyError(StoreError, PermissionError):
    """A statement would write where only reading is allowed."""


class BusyError(StoreError):
    """Another process holds this folder."""


class QueryError(HuiyiError, ValueError):
    """An unknown question, or a parameter that does not fit it."""


class MissingExtraError(HuiyiError, ImportError):
    """An optional package is needed: the message says how to install it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs the extra [{extra}]: pip install 'huiyi[{extra}]'")
