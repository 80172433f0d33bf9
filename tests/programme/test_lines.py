import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.demo.dates import PROGRAMME
from logbook.programme.lines import Lines, Path
from tests.programme.toml_text import documents, write

TEXT = '''# key = "not this"
[programme] # [not.this]
name = "a [house] = b" # name = 2
text = """
key = 1
[house]
"""
'quoted key' = \'\'\'
a = 2\'\'\'
dotted.inner."deep one" = 1

[[house]]
key = "a"
session = [ # two
  { key = "x", kind = { of = [1, 2] } },

  { key = "y" },
]
[[house]]
  [[house.room]]
  key = """quotes at the end"""""
  [house.room.door]
  opens_at = 1979-05-27 07:32:00.5
'''

EXPECTED: list[tuple[Path, int]] = [
    (("programme",), 2),
    (("programme", "name"), 3),
    (("programme", "text"), 4),
    (("programme", "quoted key"), 8),
    (("programme", "dotted"), 10),
    (("programme", "dotted", "inner", "deep one"), 10),
    (("house",), 12),
    (("house", 0), 12),
    (("house", 0, "key"), 13),
    (("house", 0, "session"), 14),
    (("house", 0, "session", 0), 15),
    (("house", 0, "session", 0, "kind", "of", 1), 15),
    (("house", 0, "session", 1, "key"), 17),
    (("house", 1), 19),
    (("house", 1, "room", 0), 20),
    (("house", 1, "room", 0, "key"), 21),
    (("house", 1, "room", 0, "door"), 22),
    (("house", 1, "room", 0, "door", "opens_at"), 23),
]


def paths(value: Any, at: Path = ()) -> set[Path]:
    """Every path that Python's own reader sees."""
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = [*enumerate(value)]
    found = {(*at, key) for key, _ in inner}
    return found.union(*(paths(each, (*at, key)) for key, each in inner))


@pytest.mark.parametrize(("path", "line"), EXPECTED)
def test_every_key_has_the_line_on_which_it_stands(path, line):
    assert Lines(TEXT).at[path] == line


def test_the_table_in_which_a_text_ends_is_known():
    assert Lines(TEXT).table == ("house", 1, "room", 0, "door")


@pytest.mark.parametrize("text", [TEXT, PROGRAMME.read_text(encoding="utf-8"), ""])
def test_it_sees_what_pythons_own_reader_sees(text):
    assert set(Lines(text).at) == paths(tomllib.loads(text))


@given(document=documents, data=st.data())
def test_any_way_of_writing_toml_is_followed(document, data):
    written = write(document, data.draw)

    lines = Lines(written.text).at

    assert set(lines) == paths(tomllib.loads(written.text))
    assert lines == written.lines
