"""What a connection does to requests and answers, done on purpose."""

import json
import socket
from io import BytesIO
from threading import Event
from typing import Any

from flask import Flask


class Faults:
    """Stands between the program and the browser, and does to answers what the world does."""

    def __init__(self, app: Flask) -> None:
        self.within = app.wsgi_app
        self.lost = 0
        self.takes_drafts = True
        self.status = 0
        self.answer: dict[str, Any] | str = {}
        self.asked: list[str] = []
        self.hangs, self.let_go = False, Event()
        self.keys: list[str] = []
        self.late = ""
        self.made_late = Event()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        way = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        is_write = way.startswith(("POST", "PUT")) and not way.endswith("/log-ind")
        if is_write:
            self.asked.append(way)
        if is_write and way.startswith("POST"):
            self.keys.append(environ.get("HTTP_IDEMPOTENCY_KEY", ""))
            if self.hangs:
                # What was sent is here; nothing is said until somebody lets go.
                length = int(environ.get("CONTENT_LENGTH") or 0)
                environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(length))
                self.let_go.wait(60)
        if way == "PUT /kladder" and not self.takes_drafts:
            start_response("503 Later", [("Content-Length", "0")])
            return [b""]
        if is_write and way.startswith("POST") and self.status:
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            is_data = isinstance(self.answer, dict)
            body = (json.dumps(self.answer) if is_data else str(self.answer)).encode()
            kind = "application/json" if is_data else "text/html"
            start_response(
                f"{self.status} Said", [("Content-Type", kind), ("Content-Length", str(len(body)))]
            )
            return [body]
        answer = self.within(environ, start_response)
        if way == f"GET {self.late}":
            # The page is as it was when it was asked for.
            self.made_late.set()
            self.let_go.wait(60)
        if is_write and way.startswith("POST") and self.lost:
            self.lost -= 1
            b"".join(answer)  # the program has committed
            answer.close()
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionError("the answer is lost on its way")
        return answer

    def say(self, status: int, answer: dict[str, Any] | str = "") -> None:
        self.status, self.answer = status, answer

    def stop(self) -> None:
        self.status = 0

    @property
    def posts(self) -> int:
        return sum(way.startswith("POST") for way in self.asked)
