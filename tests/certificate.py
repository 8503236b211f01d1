"""A certificate that a test server signs itself, for ``localhost``."""

import shutil
import subprocess
from pathlib import Path


def certificate(folder: Path) -> tuple[str, ...]:
    """Make ``public.crt`` and ``private.key``; the lines of ``neo4j.conf`` with which a server takes TLS beside none.

    Nothing where there is no OpenSSL.
    """
    openssl = shutil.which("openssl")
    if openssl is None:
        return ()
    command = [
        openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return (
        "server.bolt.tls_level=OPTIONAL",
        "dbms.ssl.policy.bolt.enabled=true",
        f"dbms.ssl.policy.bolt.base_directory={folder}",
        "dbms.ssl.policy.bolt.private_key=private.key",
        "dbms.ssl.policy.bolt.public_certificate=public.crt",
        "dbms.ssl.policy.bolt.client_auth=NONE",
    )
