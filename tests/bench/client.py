"""A client that costs next to nothing, in a process of its own: requests in, times out, as JSON.

It speaks just enough HTTP for pages that say how long they are, on connections that stay open.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

# As a browser asks; what comes is compressed.
BROWSER = (
    "Host: 127.0.0.1\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: da\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\n"
)
NEW = "(new)"


@dataclass(frozen=True)
class Ask:
    """One request: a path, whose cookie, and a form to send; `NEW` in it is a new id each time."""

    path: str
    cookie: str = ""
    form: dict[str, str] | None = None

    def as_bytes(self) -> bytes:
        head = f"{'GET' if self.form is None else 'POST'} {self.path} HTTP/1.1\r\n{BROWSER}"
        if self.cookie:
            head += f"Cookie: {self.cookie}\r\n"
        if self.form is None:
            return f"{head}\r\n".encode()
        fields = {
            name: str(uuid4()) if value == NEW else value for name, value in self.form.items()
        }
        body = urlencode(fields)
        kind = "application/x-www-form-urlencoded"
        return f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


@dataclass(frozen=True)
class Heard:
    """What came back: seconds for each answer, for all of them, its status and its bytes."""

    each: list[float]
    all: float
    statuses: list[int]
    sizes: list[int]


def listen(port: int, asks: list[Ask], *, times: int, connections: int = 1) -> Heard:
    """Ask `times` in turn on so many connections at once, from another process."""
    work = {
        "port": port,
        "times": times,
        "connections": connections,
        "asks": [vars(ask) for ask in asks],
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.client"],
        input=json.dumps(work), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Heard(**json.loads(done.stdout))


class Line:
    """One open connection, with one request on its way."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.open()

    def open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard = b""

    def send(self, request: bytes) -> None:
        self.heard, self.begun = b"", time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> tuple[int, int] | None:
        """Status and size, once all of it is there."""
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionError("the server closed the connection in the middle of an answer")
        self.heard += part
        end = self.heard.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self.heard[:end].lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if len(self.heard) < end + 4 + length:
            return None
        self.closes = b"connection: close" in head
        return int(head.split(b" ", 2)[1]), len(self.heard)


def work_off(port: int, requests: deque[bytes], connections: int) -> Heard:
    heard, ready = Heard([], 0, [], []), selectors.DefaultSelector()
    lines = [Line(port) for _ in range(min(connections, len(requests)))]
    begun = time.perf_counter()
    for line in lines:
        ready.register(line.socket, selectors.EVENT_READ, line)
        line.send(requests.popleft())
    waiting = len(lines)
    while waiting:
        for key, _ in ready.select():
            line: Line = key.data
            answer = line.receive()
            if answer is None:
                continue
            heard.each.append(time.perf_counter() - line.begun)
            heard.statuses.append(answer[0])
            heard.sizes.append(answer[1])
            if not requests:
                waiting -= 1
                continue
            if line.closes:
                ready.unregister(line.socket)
                line.socket.close()
                line.open()
                ready.register(line.socket, selectors.EVENT_READ, line)
            line.send(requests.popleft())
    return Heard(heard.each, time.perf_counter() - begun, heard.statuses, heard.sizes)


def main() -> None:
    given: dict[str, Any] = json.load(sys.stdin)
    asks = [Ask(**ask) for ask in given["asks"]]
    requests = deque(asks[n % len(asks)].as_bytes() for n in range(given["times"]))
    json.dump(vars(work_off(given["port"], requests, given["connections"])), sys.stdout)


if __name__ == "__main__":
    main()
