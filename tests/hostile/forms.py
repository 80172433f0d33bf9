"""The forms on a page, read as a browser reads them: where each goes, and its fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Field:
    """One name in a form. `kind` is the type of an input, or textarea, or select."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)


@dataclass
class FormOnPage:
    """A form as it stands; `filled` is what a browser sends of it when its first button is pressed.

    `pressed` is the name of that button, or nothing.
    """

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    pressed: str | None = None

    def filled(self) -> dict[str, str]:
        sent = (f for f in self.fields.values() if f.kind != "button" or f.name == self.pressed)
        return {f.name: f.value for f in sent}

    @property
    def shape(self) -> tuple[Any, ...]:
        """Two forms of one shape are the same form about different things."""
        return tuple(sorted((f.name, f.kind) for f in self.fields.values()))


class Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.forms: list[FormOnPage] = []
        self.open: FormOnPage | None = None
        self.within: Field | None = None
        self.words: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = FormOnPage(given.get("action") or self.path, given.get("method", "get"))
            self.forms.append(self.open)
        elif tag in {"input", "textarea", "select", "button"}:
            self.add(tag, given)
        elif tag == "option" and self.within:
            self.within.options.append(given.get("value", ""))
            if "selected" in given or len(self.within.options) == 1:
                self.within.value = given.get("value", "")
        self.words.extend(given.get(name, "") for name in ("aria-label", "title", "placeholder"))
        self.quiet += tag in {"textarea", "style", "script"}

    def add(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "button" and self.open and self.open.pressed is None:
            self.open.pressed = name
        if not name or self.open is None:
            return
        kind = given.get("type", "text") if tag == "input" else tag
        value = given.get("value", "")
        known = self.open.fields.get(name)
        if kind in {"radio", "checkbox"}:
            known = known or self.open.fields.setdefault(name, Field(name, kind))
            known.options.append(value)
            if "checked" in given:
                known.value = value
        elif tag != "button" or known is None:
            self.within = self.open.fields[name] = Field(name, kind, value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag in {"textarea", "select"}:
            self.within = None
        self.quiet -= tag in {"textarea", "style", "script"}

    def handle_data(self, data: str) -> None:
        if self.within and self.within.kind == "textarea":
            self.within.value += data
        if not self.quiet:
            self.words.append(data)


def read(path: str, html: str) -> Reader:
    reader = Reader(path)
    reader.feed(html)
    for form in reader.forms:
        for each in form.fields.values():
            if each.kind == "textarea":
                # HTML: the newline right after the tag is not part of the text.
                each.value = each.value.removeprefix("\r\n").removeprefix("\n")
    return reader


def forms_on(path: str, html: str) -> Iterator[FormOnPage]:
    """The forms that send something."""
    yield from (form for form in read(path, html).forms if form.method.lower() == "post")


def words_on(html: str) -> str:
    """What a person reads on a page, without what she wrote into it herself."""
    return " ".join(read("", html).words)
