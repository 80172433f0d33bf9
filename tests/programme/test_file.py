from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.demo.dates import PROGRAMME
from logbook.programme.file import (
    About,
    DistrictEntry,
    ModuleEntry,
    SessionEntry,
    TagEntry,
    UnitEntry,
    read_programme,
)
from logbook.programme.models import SessionKind, TagKind, UnitKind
from logbook.programme.problems import FileRefused, Problem

SMALL = """\
[programme]
key = "lille"
name = " Lille projekt "
begins_on = 2026-01-05

[district]
baltorp = "Baltorp"

[[municipal]]
key = "ppr"
name = "PPR"

[[house]]
key = "a"
name = "Hus A"
district = "baltorp"

[track]
A = "Spor A"

[[module]]
key = "m"
title = "Modul"

[[module.session]]
key = "u1"
title = "Undervisningsgang 1"
kind = "teaching"
starts_on = 2026-02-03

[[module.session]]
key = "t"
title = "Afprøvning i huset"
kind = "trial_period"
starts_on = 2026-02-04
ends_on = 2026-03-02
"""


def refused(text: str | bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(FileRefused) as refusal:
        read_programme(text)
    return [(each.line, each.key, each.message) for each in refusal.value.problems]


def problems_in(text: str) -> list[Problem]:
    try:
        read_programme(text)
    except FileRefused as refusal:
        return refusal.problems
    return []


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


def line_of(row: str) -> int:
    return SMALL.split("\n").index(row) + 1


def test_a_file_becomes_entries_in_its_own_order():
    file = read_programme(SMALL)

    assert file.about == About("lille", "Lille projekt", date(2026, 1, 5), None, is_example=False)
    assert file.districts == (DistrictEntry("baltorp", "Baltorp"),)
    assert file.units == (
        UnitEntry("ppr", "PPR", UnitKind.MUNICIPAL, None),
        UnitEntry("a", "Hus A", UnitKind.HOUSE, "baltorp"),
    )
    assert file.tags == (TagEntry(TagKind.TRACK, "A", "Spor A"),)
    one_day, period = date(2026, 2, 3), (date(2026, 2, 4), date(2026, 3, 2))
    assert file.modules == (
        ModuleEntry(
            "m",
            "Modul",
            "",
            (
                SessionEntry("u1", "Undervisningsgang 1", SessionKind.TEACHING, one_day, one_day),
                SessionEntry("t", "Afprøvning i huset", SessionKind.TRIAL_PERIOD, *period),
            ),
        ),
    )


def test_the_same_may_be_written_in_short():
    short = """
        programme = {key = "lille", name = "Lille projekt"}
        house = [{key = "a", name = "A"}, {key = "b", name = "B"}]
    """

    assert [unit.key for unit in read_programme(short).units] == ["a", "b"]


CPR = "010119-1234"
MISTAKES = [  # what is changed to what, the row that is to be named, its key, and why
    ('key = "lille"\n', "", "[programme]", "programme.key", "mangler"),
    ('key = "lille"', "key = 7", "", "programme.key", "skal være tekst"),
    ('key = "lille"', 'key = "min kommune"', "", "programme.key", "må kun have"),
    ('key = "lille"', 'key = " "', "", "programme.key", "er tom"),
    ('key = "lille"', f'key = "{"x" * 41}"', "", "programme.key", "er på 41 tegn"),
    ('key = "lille"', 'kay = 1\nkey = "lille"', "kay = 1", "programme.kay", "Mente du ”key”"),
    ("begins_on = 2026-01-05", 'begins_on = "5/1"', "", "programme.begins_on", "ikke tekst"),
    ("begins_on = 2026-01-05", "begins_on = 08:00:00", "", "programme.begins_on", "ikke en dato"),
    ("2026-01-05", "2026-01-05T08:00:00", "begins", "programme.begins_on", "klokkeslæt"),
    ("2026-01-05", "1026-01-05", "begins", "programme.begins_on", "ser forkert ud"),
    ("2026-01-05", "2026-01-05\nends_on = 2025-01-01", "ends", "programme.ends_on", "ligger før"),
    ("begins_on = 2026-01-05", 'is_example = "ja"', "", "programme.is_example", "true eller false"),
    ("[programme]", "[[programme]]", "", "programme", "[programme] med enkelte parenteser"),
    ('A = "Spor A"', 'A = "Spor A"\n[focus]\n[[focus.x]]', "[[focus", "focus.x", "ikke en liste"),
    ('baltorp = "Baltorp"', "baltorp = true", "", "district.baltorp", "ikke true eller false"),
    ('"Baltorp"', '"Baltorp"\nb = "BALTORP"', "b =", "district.b", "står allerede på linje 7"),
    ('"Baltorp"', '"Baltorp"\n"b p" = "B"', '"b p"', "district.b p", "må kun have"),
    ('"Baltorp"', f'"Baltorp"\n{"b" * 41} = "B"', "bbb", f"district.{'b' * 41}", "er på 41 tegn"),
    ('"Baltorp"', f'"Baltorp"\n{CPR} = "B"', "0101", f"district.{CPR}", "CPR-nummer"),
    ('district = "baltorp"', 'district = "baltrop"', "", "house[1].district",
     "distriktet ”baltrop” findes ikke. Mente du ”baltorp”?"),
    ('district = "baltorp"\n', "", "[[house]]", "house[1].district", "mangler"),
    ("[[house]]", "[[huose]]", "", "huose", "Mente du ”house”?"),
    ("[[house]]", "[house]", "", "house", "dobbelte parenteser"),
    ('name = "Hus A"', f'name = "{"x" * 121}"', "", "house[1].name", "plads til 120"),
    ('name = "Hus A"', 'name = "Hus\\u0000A"', "", "house[1].name", "skjult tegn"),
    ('name = "Hus A"', 'name = "Hus\\nA"', "", "house[1].name", "linjeskift"),
    ('name = "Hus A"', f'name = "Hus {CPR}"', "", "house[1].name", "CPR-nummer"),
    ('name = "Hus A"', 'name = "ppr"', "", "house[1].name", "står allerede på linje 11"),
    ('key = "a"', 'key = "ppr" #', "", "house[1].key", "”ppr” står allerede på linje 10"),
    ('A = "Spor A"', f'A = "{"x" * 201}"', "", "track.A", "plads til 200"),
    ('title = "Modul"', "title = [1]", "", "module[1].title", "ikke en liste"),
    ('"Modul"', f'"M"\ndescription = "{"x" * 2001}"', "desc", "module[1].description", "2000"),
    ('kind = "teaching"', 'kind = "teachng"', "", "module[1].session[1].kind", "”teaching”?"),
    ('kind = "teaching"', "kind = {}", "", "module[1].session[1].kind", "Vælg mellem"),
    ('kind = "teaching"\n', "", "[[module.session]]", "module[1].session[1].kind", "mangler"),
    ("starts_on = 2026-02-03\n", "", "[[mod", "module[1].session[1].starts_on", "mangler"),
    ("2026-02-03", "1", "starts_on = 1", "module[1].session[1].starts_on", "ikke et tal"),
    ("2026-03-02", "2026-02-03", "ends", "module[1].session[2].ends_on", "ligger før starts_on"),
    ('key = "t"', 'key = "u1" #', "", "module[1].session[2].key", "står allerede på linje 26"),
    ("[[module]]", "house = [1]\n[[module]]", "house =", "track.house", "ikke en liste"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "row", "key", "message"), MISTAKES)
def test_each_mistake_is_named_with_its_line_and_key(old, new, row, key, message):
    text = changed(old, new)

    [found] = [each for each in refused(text) if each[1] == key]

    assert message in found[2]
    assert text.split("\n")[found[0] - 1].startswith(row or new)


def test_an_element_that_is_no_table_is_named():
    assert (1, "house[2]", "skal stå som [[house]] med nøgler under.") in refused(
        'house = [{key = "a", name = "A"}, 7]\n' + SMALL.replace("[[house]]", "[other]")
    )


def test_double_keys_on_one_line_are_found():
    text = 'house = [{key = "a", name = "A"}, {key = "a", name = "a"}]\n' + SMALL.partition("[[")[0]
    found = refused(text.replace("district", "track"))

    assert [each[1] for each in found] == ["house[2].key", "house[2].name"]


def test_what_is_no_table_at_all_is_named():
    text = "programme = 1\ndistrict = 2\n" + SMALL.replace("[programme]", "[x]").replace(
        "[district]", "[y]"
    )

    assert {(1, "programme"), (2, "district")} <= {each[:2] for each in refused(text)}


def test_an_empty_file_is_no_programme():
    assert refused("") == [
        (1, "programme", "mangler. Filen skal have et afsnit [programme] med key og name.")
    ]


def test_every_mistake_is_listed_at_once_in_the_order_of_lines():
    text = (
        SMALL.replace('"lille"', '"lille')
        .replace("2026-01-05", '"i dag"')
        .replace('"Hus A"', "7")
        .replace('"teaching"', '"lesson"')
        .replace("2026-03-02", "2026-02-30")
    )

    assert [each[:2] for each in refused(text)] == [
        (2, "programme.key"),
        (4, "programme.begins_on"),
        (line_of('name = "Hus A"'), "house[1].name"),
        (line_of('kind = "teaching"'), "module[1].session[1].kind"),
        (line_of("ends_on = 2026-03-02"), "module[1].session[2].ends_on"),
    ]


def test_nothing_is_called_missing_that_a_broken_line_may_have_held():
    text = changed("[district]", "[district").replace("starts_on = 2026-02-03", "starts_on = 3/2")

    assert [each[0] for each in refused(text)] == [
        line_of("[district]"),
        line_of("starts_on = 2026-02-03"),
    ]


def test_a_house_points_to_a_district_whose_name_is_wrong():
    assert [each[1] for each in refused(changed('"Baltorp"', "7"))] == ["district.baltorp"]


def test_no_message_carries_control_characters_or_the_whole_of_a_long_value():
    key = "\x1b[31m" + "x" * 500
    escaped = "".join(f"\\u{ord(char):04x}" for char in key)
    [(_, _, message)] = refused(changed('key = "lille"', f'key = "lille"\n"{escaped}" = 1'))
    found = refused(changed('"teaching"', f'"{escaped}"'))

    assert message.isprintable()
    assert all(each[2].isprintable() and len(each[2]) < 250 for each in found)


def test_a_file_that_is_not_utf8_is_refused():
    assert refused(SMALL.encode("latin-1"))[0][0] == line_of('title = "Afprøvning i huset"')


EXAMPLE = PROGRAMME.read_text(encoding="utf-8")
PIECES = ['"', "'''", '"""', "[", "]", "[[", "{", "}", "=", "#", "\n", ",", ".", "\\", "\x00", "7"]


@given(data=st.data())
def test_a_file_that_somebody_garbled_is_read_or_refused(data):
    """Cut, doubled and sprinkled with signs: never anything but entries or a list of problems."""
    text = EXAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        piece = data.draw(st.sampled_from([*PIECES, text[start:end] * 2]))
        text = text[:start] + piece + text[end:]

    last = text.count("\n") + 1
    assert all(0 < each.line <= last and each.message for each in problems_in(text))


@given(st.binary(max_size=200))
def test_bytes_that_are_anything_are_read_or_refused(data):
    with pytest.raises(FileRefused):
        read_programme(data)
