"""TOML written in every style that the format has, with the line of each key known."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from logbook.programme.lines import Path

TRICKY = "abc æ #[]{}=,.\"'\\\n\t01-:"

plain = st.one_of(
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.dates().map(str).map(lambda day: ("raw", day)),
    st.just(("raw", "1979-05-27 07:32:00.999")),
    st.just(("raw", "1.5e3")),
    st.text(TRICKY, max_size=12),
)
keys = st.sampled_from(
    ["a", "b-c", "1", "true", "med mellemrum", "æ", 'har"tegn', "a.b", "[x]", "#"]
)


def tables(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(keys, values, max_size=3)


nested = st.recursive(
    plain, lambda inner: st.one_of(st.lists(inner, max_size=3), tables(inner)), max_leaves=8
)
documents = st.fixed_dictionaries(
    {"top": tables(nested), "one": tables(nested), "many": st.lists(tables(nested), max_size=3)}
)


@dataclass
class Written:
    """A text in the making, and where everything in it stands."""

    text: str = ""
    lines: dict[Path, int] = field(default_factory=dict)

    def note(self, path: Path) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)


def quoted(text: str) -> str:
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(char, char) for char in text) + '"'


def key(word: str) -> str:
    return word if word.isascii() and word.replace("-", "").isalnum() else quoted(word)


def write(document: dict[str, Any], draw: Any) -> Written:
    """The document as TOML; `draw` decides between the ways of writing the same."""
    out = Written()
    pairs(out, (), document["top"], draw)
    if document["one"]:
        out.note(("one in between",))
        out.note(("one in between", "one"))
        out.text += f'["one in between" . one] # [[not]] a = {draw(st.integers())}\n'
        pairs(out, ("one in between", "one"), document["one"], draw)
    for number, element in enumerate(document["many"]):
        out.note(("many",))
        out.note(("many", number))
        out.text += "[[many]]\n"
        pairs(out, ("many", number), element, draw)
        out.note(("many", number, "under"))
        out.note(("many", number, "under", 0))
        out.text += "  [[many.under]]\n"
        pairs(out, ("many", number, "under", 0), element, draw)
    return out


def pairs(out: Written, table: Path, values: dict[str, Any], draw: Any) -> None:
    for name, each in values.items():
        out.text += draw(st.sampled_from(["", "\n", "# a = 1 [\n", "  \n"]))
        out.note((*table, name))
        out.text += f"{key(name)} = "
        value(out, (*table, name), each, draw, one_line=False)
        out.text += draw(st.sampled_from(["\n", " # ] } b = 2\n", "\t\n"]))


def value(out: Written, path: Path, each: Any, draw: Any, *, one_line: bool) -> None:
    if isinstance(each, tuple):
        out.text += each[1]
    elif isinstance(each, bool):
        out.text += str(each).lower()
    elif isinstance(each, int):
        out.text += str(each)
    elif isinstance(each, str):
        out.text += text(each, draw, one_line=one_line)
    elif isinstance(each, list):
        out.text += "["
        for number, element in enumerate(each):
            out.text += "" if one_line else draw(st.sampled_from(["", "\n  ", " # , ]\n"]))
            out.note((*path, number))
            value(out, (*path, number), element, draw, one_line=one_line)
            out.text += ", "
        out.text += "]"
    else:
        out.text += "{"
        for number, (name, inner) in enumerate(each.items()):
            out.text += ", " if number else " "
            out.note((*path, name))
            out.text += f"{key(name)} = "
            value(out, (*path, name), inner, draw, one_line=True)
        out.text += " }"


def text(each: str, draw: Any, *, one_line: bool) -> str:
    ways = [quoted(each)]
    if "'" not in each and "\n" not in each:
        ways.append(f"'{each}'")
    if not one_line:
        ways.append('"""\n' + each.replace("\\", "\\\\").replace('"""', '""\\"') + '\\u0021"""')
        if "'" not in each:
            ways.append(f"'''{each}'''")
    return str(draw(st.sampled_from(ways)))
