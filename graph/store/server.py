"""A connection to a Bolt server: made and checked within seconds, or a ``ConnectError`` that says what is wrong.

Routing and TLS follow from the address (``neo4j://``, ``bolt+s://``…). The driver retries transient errors in managed
transactions with growing, jittered pauses; the numbers for it stand here.
"""

import logging
import re
import socket
import ssl
from types import TracebackType
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError

from graph.errors import ConnectError, HuiyiError, StoreError
from graph.store import statement

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
TIMEOUT = 6.0
"""Seconds to reach a server."""
OLDEST = (5, 23)
"""The first Neo4j with ``CALL (x) { … }``, which our queries use."""
_NOT_WRITTEN = frozenset(
    f"Neo.DatabaseError.Transaction.{name}" for name in ("TransactionLogError", "TransactionCommitFailed")
)

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # its retries are not news for stderr


def is_address(target: str) -> bool:
    """Whether this is the address of a server, not a folder; an address that nobody can use is an error.

    >>> is_address("neo4j+s://example.org"), is_address(".huiyi"), is_address("C:/graphs/one")
    (True, False, False)
    """
    scheme, found, _ = target.partition("://")
    if not found:
        return False
    if scheme.lower() not in SCHEMES:
        raise ConnectError(f"{target}: a graph's address starts with one of {', '.join(s + '://' for s in SCHEMES)}")
    return True


def connect(address: str, auth: tuple[str, str] | None, patience: float) -> neo4j.Driver:
    """A driver for the address, where something listens; nothing is asked of it yet.

    ``patience``: seconds during which a transaction is tried again after transient errors.
    """
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port or 7687
    except ValueError as error:
        raise ConnectError(f"{address}: {error}") from None
    if not host:
        raise ConnectError(f"{address}: the name of the server is missing, as in neo4j://localhost:7687")
    if parts.password is not None or parts.username is not None:
        raise ConnectError(
            f"{parts.scheme}://{parts.hostname}: name and password do not belong into the address; "
            "set HUIYI_USER and HUIYI_PASSWORD"
        )
    try:
        socket.create_connection((host, port), timeout=TIMEOUT).close()  # says best why it cannot be reached
    except OSError as error:
        raise ConnectError(f"{address}: no server can be reached there ({error.strerror or error})") from None
    try:
        return neo4j.GraphDatabase.driver(
            address,
            auth=auth,
            user_agent="huiyi",
            connection_timeout=TIMEOUT,
            connection_acquisition_timeout=15.0,
            max_transaction_retry_time=patience,
            initial_retry_delay=0.2,
            retry_delay_multiplier=1.6,
            retry_delay_jitter_factor=0.5,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )
    except (ConfigurationError, ValueError) as error:
        raise ConnectError(f"{address}: {error}") from None


def check(driver: neo4j.Driver, address: str, database: str | None) -> str:
    """The server's version text; raises ``ConnectError`` if it cannot be used.

    Three questions are answered: is a server there, does it take the name and password, is it new enough.
    """
    try:
        with (
            driver.session(
                database=database,
                default_access_mode=neo4j.READ_ACCESS,
                connection_acquisition_timeout=TIMEOUT,
            ) as session,
            session.begin_transaction(timeout=10) as transaction,
        ):
            agent = transaction.run("RETURN 1").consume().server.agent
    except AuthError as error:
        raise ConnectError(f"{address}: the server refused the name and password ({error.message})") from None
    except ClientError as error:
        if error.code and "DatabaseNotFound" in error.code:
            raise ConnectError(f"{address}: there is no database {database!r} on this server") from None
        raise ConnectError(f"{address}: {error.message}") from None
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        if _is_distrusted(address):
            raise ConnectError(
                f"{address}: this machine does not trust the server's certificate; make it trust it, or give the "
                "address with +ssc:// in place of +s:// to take it unchecked"
            ) from error
        raise ConnectError(
            f"{address}: something is there, but it does not answer as Neo4j does; check the port (7687) and whether "
            "the server wants TLS (neo4j+s://) or none (neo4j://)"
        ) from error
    version = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if version is None or (int(version[1]), int(version[2])) < OLDEST:
        raise ConnectError(f"{address}: huiyi needs Neo4j {OLDEST[0]}.{OLDEST[1]} or newer; this is {agent}")
    return agent


def store_error(error: Exception, target: str) -> StoreError:
    """Our error for one of the driver's."""
    if isinstance(error, AuthError):
        return ConnectError(f"{target}: the server refused the name and password ({error.message})")
    if isinstance(error, Neo4jError) and error.code == "Neo.ClientError.Transaction.TransactionNotFound":
        return StoreError(f"{target}: the transaction could not be finished and was undone; is the disk full?")
    if isinstance(error, Neo4jError) and error.code in _NOT_WRITTEN:
        return StoreError(
            f"{target}: the server could not write the transaction down, and undid it; is its disk full? "
            "Make room, start the server again, and load again: it goes on where it stopped"
        )
    if isinstance(error, Neo4jError):
        return StoreError(f"{target}: {error.message} ({error.code})")
    if isinstance(error, DriverError) and error.is_retryable():
        return ConnectError(f"{target}: the connection was lost and did not come back ({_first_line(error)})")
    return StoreError(f"{target}: {_first_line(error)}")


def _is_distrusted(address: str) -> bool:
    """Whether it is the certificate that fails; asked anew, since the driver does not always say."""
    parts = urlsplit(address)
    if not parts.scheme.endswith("+s"):
        return False
    try:
        with socket.create_connection((parts.hostname, parts.port or 7687), timeout=TIMEOUT) as plain:
            ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname).close()
    except ssl.SSLCertVerificationError:
        return True
    except OSError:
        return False
    return False


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


class Errors:
    """Turns the driver's errors into ours."""

    def __init__(self, target: str, reading: str | None) -> None:
        self._target, self._reading = target, reading

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not isinstance(error, DriverError | Neo4jError | OSError | UnicodeEncodeError):
            return
        if isinstance(error, HuiyiError):
            return
        if self._reading is not None and statement.is_write_refusal(error):
            raise statement.refused(self._reading) from error
        raise store_error(error, self._target) from error
