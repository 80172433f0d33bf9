"""The server under measurement: gunicorn as in production, on a port of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

from tests.bench.client import Ask, listen

SECRET = "only for measuring"
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """Where it listens, its first process, and how many seconds it took to answer."""

    port: int
    pid: int
    ready_in: float


@contextmanager
def serving(app: str, path: str, **settings: str) -> Iterator[Server]:
    """Serve an app until the block ends; `path` is the page that shows that it is ready."""
    port = free_port()
    command = ["-m", "gunicorn", "--config", "python:logbook.server", "--log-level", "warning"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command, "--bind", f"127.0.0.1:{port}", app], env=os.environ | settings
    )
    try:
        wait_for(port, path, process)
        yield Server(port, process.pid, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


def wait_for(port: int, path: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.perf_counter() + PATIENCE
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port)) as line:
                line.sendall(Ask(path).as_bytes())
                if line.recv(12).endswith(b" 200"):
                    return
        except ConnectionError:
            pass
        if process.poll() is not None or time.perf_counter() > until:
            raise RuntimeError("the server does not answer")
        time.sleep(0.02)


def warm(server: Server, asks: list[Ask], times: int = 40) -> None:
    """Let every worker see the page before it is measured."""
    listen(server.port, asks, times=times, connections=8)


def page_text(port: int, path: str) -> str:
    """One page as it reads, uncompressed."""
    line = HTTPConnection("127.0.0.1", port)
    line.request("GET", path)
    return line.getresponse().read().decode()
