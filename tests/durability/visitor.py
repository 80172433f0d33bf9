"""Somebody at the real server, with her cookie: she opens pages and sends the forms on them."""

from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from tests.hostile.forms import FormOnPage, forms_on

PATIENCE = 45


class NoAnswer(Exception):
    """The connection broke: whether anything was saved, nobody knows."""


@dataclass(frozen=True)
class Page:
    """What came back."""

    path: str
    status: int
    location: str
    text: str

    def form(self, *names: str) -> FormOnPage | None:
        """The first form that has all of these fields."""
        forms = forms_on(self.path, self.text)
        return next((form for form in forms if set(names) <= set(form.fields)), None)

    def the_form(self, *names: str) -> FormOnPage:
        form = self.form(*names)
        assert form, f"{self.path} answered {self.status} without a form that asks for {names}"
        return form


@dataclass(frozen=True)
class Visitor:
    """One person's browser."""

    port: int
    cookie: str

    def ask(self, method: str, path: str, body: str | None = None) -> Page:
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            raise NoAnswer(path) from error
        finally:
            line.close()
        location = urlsplit(answer.headers.get("Location", "")).path
        return Page(path, answer.status, location, text)

    def get(self, path: str) -> Page:
        return self.ask("GET", path)

    def form_on(self, path: str, *names: str) -> FormOnPage:
        """The form with these fields; that the database is away is no answer to a writer."""
        page = self.get(path)
        if page.status == 503:
            raise NoAnswer(path)
        return page.the_form(*names)

    def send(self, form: FormOnPage, **fields: str) -> Page:
        return self.ask("POST", form.action, urlencode(form.filled() | fields))
