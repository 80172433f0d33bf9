"""The lists are made from what the sources say: a dictionary's forms, a library's tables."""

import struct

import pytest

from logbook.privacy.lists import Names, danish, front_coded, front_decoded
from logbook.privacy.names.elf import Library
from logbook.privacy.names.make import HEADING, checked, made, with_bearers
from logbook.privacy.names.ordinary import ordinary_words, short_ordinary_words

RULES = """\
SFX 9 Y 1
SFX 9 0 s .
SFX 2 Y 2
SFX 2 0 en/9 [^e]
SFX 2 e n/9 e
"""


def test_a_word_is_known_in_all_its_forms_and_no_name_is_taken_for_one():
    entries = "5\nstorm/2\nmarke/2,9\nHans/9\nkun/36\nto ord\n"
    assert ordinary_words(entries, RULES) == {
        "storm", "stormen", "stormens", "marke", "markes", "markn", "markns", "kun", "to",
    } - {"kun"}  # fmt: skip


def library(strings: list[str], name: str) -> bytes:
    """A small library with one table of pointers, as a compiler lays it out."""
    at, base = {}, 0x1000
    rodata = b""
    for each in strings:
        at[each] = base + len(rodata)
        rodata += each.encode() + b"\0"
    table_at = 0x8000
    relocations = b"".join(
        struct.pack("<QQq", table_at + 8 * n, 8, at[each]) for n, each in enumerate(strings)
    )
    strtab = b"\0" + name.encode() + b"\0"
    symtab = struct.pack("<IBBHQQ", 1, 0, 0, 0, table_at, 8 * len(strings))
    parts = {
        ".rodata": (base, rodata), ".rela.dyn": (0, relocations),
        ".data.rel.ro": (table_at, b"\0" * 8 * len(strings)),
        ".symtab": (0, symtab), ".strtab": (0, strtab),
    }  # fmt: skip
    labels = b"\0" + b"".join(each.encode() + b"\0" for each in (*parts, ".shstrtab"))
    content, headers = b"\0" * 64, []
    for each, (address, data) in (*parts.items(), (".shstrtab", (0, labels))):
        label = labels.index(b"\0" + each.encode() + b"\0") + 1
        headers.append(
            struct.pack("<IIQQQQIIQQ", label, 0, 0, address, len(content), len(data), 0, 0, 0, 0)
        )
        content += data
    head = bytearray(content)
    struct.pack_into("<Q", head, 0x28, len(content))
    struct.pack_into("<HHH", head, 0x3A, 64, len(headers), len(headers) - 1)
    return bytes(head) + b"".join(headers)


def test_a_librarys_table_is_read_without_running_it():
    names = ["ANNE", "ÅSE", "PETER"]
    assert Library(library(names, "_firstnamesE")).pointed_at("firstnamesE") == names
    with pytest.raises(ValueError, match="no table"):
        Library(library(names, "_firstnamesE")).pointed_at("lastnamesE")


def test_how_many_bear_a_name_is_told_by_where_the_alphabet_begins_again():
    by_bearers = ["ANNE", "ZOE", "BO", "ÅSE", "ADA", "ÖZ", "ÅGE", "ABE", "ÅS"]
    assert with_bearers(by_bearers, 2) == by_bearers[:7]
    assert with_bearers(by_bearers, 3) == by_bearers[:4]


def test_the_list_holds_names_that_many_bear_and_no_surnames_nor_everyday_words():
    runs = [["ANNE", "STORM", "JENSEN", "DEN", "ZOE"]] + [["AB", "ØS"]] * 9
    lines = made([[name for run in runs for name in run]], ["JENSEN"], {"storm", "annes"})
    assert lines == ["ab-", "anne'", "storm=", "zoe", "øs-"]


def test_another_file_than_the_known_one_is_refused(tmp_path):
    other = tmp_path / "other.whl"
    other.write_bytes(b"another")
    with pytest.raises(SystemExit):
        checked(other, "0" * 64)


def test_the_list_says_where_it_is_from():
    text = (danish.__wrapped__.__globals__["FILE"]).read_text("utf-8")
    assert text.startswith(HEADING)
    assert "Danmarks Statistik" in HEADING
    assert 14_000 < len(danish().marks) < 20_000
    assert danish().marks["storm"] == "="
    assert {"storm", "sol", "liv"} & danish().small == set()
    assert "jensen" not in danish().marks


def test_the_short_words_are_those_of_the_dictionary():
    words = short_ordinary_words()
    assert {"storm", "stormen", "find", "andres"} <= words
    assert "mohammed" not in words


def test_what_is_packed_is_unpacked():
    lines = danish().lines()
    assert list(front_decoded(front_coded(lines))) == lines
    assert (danish() | Names(["qwertia"])).marks["qwertia"] == ""
