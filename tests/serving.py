"""The real server: gunicorn as in production, on a port of its own, until it stops or is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from flask import Flask

from logbook import clock, gate
from logbook.people.models import Person

SECRET = "only for measuring"
PATIENCE = 60


class Server:
    """The processes of one server; a restart answers on the same port.

    `ready_in` is how many seconds it took to answer the page `path`. `around` is a command to
    run it under.
    """

    def __init__(
        self, app: str, path: str, settings: dict[str, str], log: Path | None = None,
        around: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.app, self.path, self.settings, self.log, self.around = app, path, settings, log, around
        self.port = free_port()
        self.ready_in = 0.0

    @property
    def pid(self) -> int:
        """Its first process, which the others come from."""
        return self.process.pid

    def start(self) -> None:
        command = ["-m", "gunicorn", "--config", "python:logbook.server", "--log-level", "warning"]
        begun = time.perf_counter()
        with (self.log or Path(os.devnull)).open("a") as log:
            self.process = subprocess.Popen(
                [
                    *self.around, sys.executable, *command,
                    "--bind", f"127.0.0.1:{self.port}", self.app,
                ],
                env=os.environ | self.settings,
                stderr=log if self.log else None,
                start_new_session=True,
            )  # fmt: skip
        try:
            wait_for(self.port, self.path, self.process)
        except BaseException:
            self.stop()
            raise
        self.ready_in = time.perf_counter() - begun

    def stop(self) -> None:
        # All of them, since a command around the server may be deaf.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(PATIENCE)

    def kill(self) -> None:
        """All processes at once and without a warning, as when the machine goes down."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


@contextmanager
def serving(app: str, path: str, **settings: str) -> Iterator[Server]:
    """Serve an app until the block ends; `path` is the page that shows that it is ready."""
    server = Server(app, path, settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


def wait_for(port: int, path: str, process: "subprocess.Popen[Any]") -> None:
    until = time.perf_counter() + PATIENCE
    while True:
        line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            line.request("GET", path)
            if line.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            line.close()
        if process.poll() is not None or time.perf_counter() > until:
            raise RuntimeError("the server does not answer")
        time.sleep(0.02)


def settings_for(url: str) -> dict[str, str]:
    """What the server is told in its environment."""
    return {
        "LOGBOOK_DATABASE_URL": url,
        "LOGBOOK_SECRET_KEY": SECRET,
        "LOGBOOK_RETENTION_BY_WORKER": "0",
    }


def cookie_of(person: Person, app: Flask) -> str:
    """The header of a browser in which she has just signed in; the caller commits."""
    key = gate.begin_sign_in(person, device="En prøve", at=clock.now())
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    sealed = signer.dumps({"sign_in": key, "_permanent": True})
    return f"{app.config['SESSION_COOKIE_NAME']}={sealed}"
