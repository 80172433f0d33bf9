import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.programme.syntax import MISTAKES_LISTED, TEXT_LIMIT, UNKNOWN, decoded, read


def problems(text: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.key, each.message) for each in sorted(read(text).problems)]


MISTAKES = [
    ('a = "b', 1, "a", "anførselstegn"),
    ("[x]\na = \n", 2, "x.a", "Værdien kan ikke læses"),
    ("[x]\na = tekst\n", 2, "x.a", "Værdien kan ikke læses"),
    ("[x]\na 1\n", 2, "", "skal der stå ="),
    ("a = 1 b = 2", 1, "a", "kun én nøgle og én værdi"),
    ("a = 1\na = 2\n", 2, "a", "anden gang"),
    ("a = {b = 1, b = 2}", 1, "a", "anden gang"),
    ("[x]\n[x]\n", 2, "[x]", "anden gang"),
    ("a = 1\n[a]\n", 2, "[a]", "anden gang"),
    ("x = {}\n[x.y]\n", 2, "[x.y]", "anden gang"),
    ("[[x]]\n[x]\n", 2, "[x]", "anden gang"),
    ("a.b = 1\n[a.b.c]\n", 2, "[a.b.c]", "anden gang"),
    ("a = []\n[[a]]\n", 2, "[[a]]", "allerede"),
    ("[a.b]\nc = 1\n[a]\nb.d = 2", 4, "a.b.d", "allerede"),
    ("a = 2026-02-30", 1, "a", "Datoen findes ikke"),
    ("[[x]\na = 1", 1, "[[x]", "parentes uden slutning"),
    ("a = [\n 1,\n 2\nb = 3", 1, "a", "parentes uden slutning"),
    ("a = [1, 2", 1, "a", "parentes uden slutning"),
    ("a = {b = 1,\n", 1, "a", "parentes uden slutning"),
    ("a = {b = 1 c = 2}\n", 1, "a", "mangler et } eller et komma"),
    ('a = 1\nb = """\ntekst\nc = 2', 2, "b", 'mangler """ til sidst'),
    ("a = '''tekst", 1, "a", "mangler ''' til sidst"),
    (r'a = "C:\mappe"', 1, "a", "skråstreg"),
    (r'a = "\uD800"', 1, "a", UNKNOWN),
    ("a = 1\x00", 1, "a", "kun én nøgle"),
    ('a = "\x07"', 1, "a", "skjult tegn"),
    ("# \x07", 1, "", "skjult tegn"),
    ("skrald", 1, "", "skal der stå ="),
    ("? = 1", 1, "", "hverken en nøgle"),
    ("\n\n= 1", 3, "", "hverken en nøgle"),
    ("a = " + "1" * 5000, 1, "a", UNKNOWN),
]


@pytest.mark.parametrize(("text", "line", "key", "message"), MISTAKES)
def test_a_mistake_is_named_with_line_key_and_what_to_do(text, line, key, message):
    [found] = problems(text)

    assert found[:2] == (line, key)
    assert message in found[2]


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "[" * 9999 + "]" * 9999])
def test_what_is_too_deep_is_said_once(text):
    [found] = problems(text)

    assert "for mange parenteser" in found[2]


def test_every_mistake_is_named_not_only_the_first():
    found = problems('[x]\na = "b\nb = 2\nb = 3\n[[y]]\nc = [1,\nd = 4\n[[y]]\ne = 2026-13-01\n')

    assert [each[:2] for each in found] == [(2, "x.a"), (4, "x.b"), (6, "y[1].c"), (9, "y[2].e")]


def test_what_is_right_is_read_all_the_same():
    reading = read('a = "b\nb = 2\n[c\nd = 1\n[c.e]\nf = 1\n[g]\nh = 4\n')

    assert reading.values == {"b": 2, "g": {"h": 4}}
    assert reading.lines["g", "h"] == 8
    assert not reading.was_whole


@pytest.mark.parametrize("row", ["a{} = x", "a{} = [", "a = {}"])
def test_the_list_of_mistakes_has_an_end(row):
    reading = read("\n".join(row.format(number) for number in range(500)))

    assert len(reading.problems) == MISTAKES_LISTED
    assert not reading.values
    assert not reading.was_whole


def test_windows_newlines_and_the_byte_order_mark_are_no_mistake():
    text = decoded(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")

    assert isinstance(text, str)
    assert read(text).values == {"a": 1, "b": 2}
    assert read(text).lines["b",] == 2


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        ("a = 1\nb = 'ø'".encode("latin-1"), 2, "ikke gemt som UTF-8"),
        ("a = 1".encode("utf-16"), 1, "ikke gemt som UTF-8"),
        (b"#" * (TEXT_LIMIT + 1), 1, "fylder over 500 kB"),
    ],
)
def test_what_is_no_text_of_ours_is_refused(data, line, message):
    problem = decoded(data)

    assert not isinstance(problem, str)
    assert problem.line == line
    assert message in problem.message


@given(st.text("ab=[]{}\"'\n#.,1 \\", max_size=80))
def test_no_text_is_too_strange_to_read(text):
    reading = read(text)

    assert reading.was_whole is not bool(reading.problems)
    assert all(0 < each.line <= text.count("\n") + 1 for each in reading.problems)
