"""PgBouncer before a server, in transaction mode: a connection may change at every transaction."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
"""Debian's stands where only root looks."""

PORT = 6432

SERVER_CONNECTIONS = 20
"""Of the server, for each database: fewer than a test opens, enough for those that meet."""

_PAGE = Path(__file__).parents[2] / "docs/scaling.md"

_HERE = """
[databases]
* = {server}
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
listen_port = {port}
auth_type = any
auth_file =
pool_mode = {mode}
default_pool_size = {size}
server_round_robin = 1
server_idle_timeout = 10
logfile = {folder}/log
"""
"""What is otherwise here, after the settings that we recommend; the last word counts.

`server_round_robin`: each transaction takes the connection that has waited for the longest.
"""


@contextmanager
def pgbouncer(
    server: URL, *, mode: str = "transaction", size: int = SERVER_CONNECTIONS
) -> Iterator[URL]:
    """Start PgBouncer before the server of a URL; yields the URL of the same through it."""
    assert PROGRAM
    folder = Path(tempfile.mkdtemp(prefix="laurel-pgb-"))
    settings = folder / "settings.ini"
    settings.write_text(
        _recommended()
        + _HERE.format(server=_parts(server), folder=folder, port=PORT, mode=mode, size=size),
        encoding="utf-8",
    )
    command = [PROGRAM, "--quiet", str(settings)]
    if os.geteuid() == 0:  # as which it would not run
        user = _user(server)
        for path in (folder, settings):
            os.chown(path, pwd.getpwnam(user).pw_uid, -1)
        command += ["--user", user]
    process = subprocess.Popen(command)
    try:
        _wait_for(process, folder / f".s.PGSQL.{PORT}")
        yield server.set(host=None, port=None, query={"host": str(folder), "port": str(PORT)})
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        shutil.rmtree(folder)


def _recommended() -> str:
    """Return the settings that docs/scaling.md gives."""
    _, _, rest = _PAGE.read_text(encoding="utf-8").partition("```ini\n")
    return rest.partition("```")[0]


def _parts(server: URL) -> str:
    """Return where a server is, in PgBouncer's words."""
    host = server.host or server.query["host"]
    parts = {
        "host": host,
        "port": server.port or 5432,
        "user": server.username or "postgres",
        "password": server.password,
    }
    return " ".join(f"{name}='{value}'" for name, value in parts.items() if value)


def _user(server: URL) -> str:
    """Return who may open the server's socket."""
    folder = server.query.get("host")
    return Path(folder).owner() if isinstance(folder, str) else "nobody"


def _wait_for(process: "subprocess.Popen[bytes]", path: Path) -> None:
    """Wait until it listens."""
    until = time.monotonic() + 30
    with socket.socket(socket.AF_UNIX) as attempt:
        while attempt.connect_ex(str(path)):
            assert process.poll() is None, "PgBouncer has ended"
            assert time.monotonic() < until, "PgBouncer does not listen"
            time.sleep(0.01)
