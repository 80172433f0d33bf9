from datetime import date
from uuid import uuid4

import pytest

from logbook.db import db
from logbook.looks.mark import choose_nonce
from logbook.people.models import Role
from logbook.programme.file import ProgrammeFile, read_programme
from logbook.programme.loading import Loaded, load
from logbook.programme.models import District, Module, Programme, Session, Tag, Unit
from logbook.programme.problems import FileRefused
from tests import factories as make

TEXT = """
[programme]
key = "her"
name = "Her"
[district]
nord = "Nord"
syd = "Syd"
[[house]]
key = "a"
name = "Hus A"
district = "nord"
[[house]]
key = "b"
name = "Hus B"
district = "syd"
[[municipal]]
key = "ppr"
name = "PPR"
[track]
A = "Spor A"
B = "Spor B"
[theme]
A = "Et tema med samme nøgle"
[[module]]
key = "m1"
title = "Et"
description = "Hvad det handler om."
[[module.session]]
key = "u1"
title = "Undervisningsgang 1"
kind = "teaching"
starts_on = 2026-02-03
[[module.session]]
key = "u2"
title = "Undervisningsgang 2"
kind = "teaching"
starts_on = 2026-03-03
[[module]]
key = "m2"
title = "To"
[[module.session]]
key = "u1"
title = "Undervisningsgang 1"
kind = "teaching"
starts_on = 2026-04-07
"""
# As above, without district syd, house b, track B, a session of m1, and m2.
LESS = (
    TEXT.replace('syd = "Syd"\n', "")
    .replace('[[house]]\nkey = "b"\nname = "Hus B"\ndistrict = "syd"\n', "")
    .replace('B = "Spor B"\n', "")
    .partition('[[module.session]]\nkey = "u2"')[0]
)


def file(text: str = TEXT) -> ProgrammeFile:
    return read_programme(text)


def put(text: str = TEXT, *, remove_missing: bool = False) -> Loaded:
    loaded = load(file(text), remove_missing=remove_missing)
    db.session.commit()
    return loaded


def everything() -> dict[str, list[str]]:
    """Every row of every table."""
    return {
        table.name: sorted(map(repr, db.session.execute(table.select())))
        for table in db.metadata.sorted_tables
    }


def keys(rows: list[Unit] | list[District] | list[Tag] | list[Module] | list[Session]) -> list[str]:
    return [row.key for row in rows]


def test_a_file_becomes_rows_in_its_order(app):
    programme = put().programme

    assert keys(programme.districts) == ["nord", "syd"]
    assert [(unit.key, unit.district and unit.district.key) for unit in programme.units] == [
        ("a", "nord"),
        ("b", "syd"),
        ("ppr", None),
    ]
    assert [(tag.kind, tag.key, tag.name) for tag in programme.tags] == [
        ("track", "A", "Spor A"),
        ("track", "B", "Spor B"),
        ("theme", "A", "Et tema med samme nøgle"),
    ]
    assert [(each.title, each.description, keys(each.sessions)) for each in programme.modules] == [
        ("Et", "Hvad det handler om.", ["u1", "u2"]),
        ("To", "", ["u1"]),
    ]
    assert programme.modules[1].sessions[0].ends_on == date(2026, 4, 7)


def test_loading_again_changes_no_row(app):
    assert put().is_new
    before = everything()

    assert not put().is_new
    assert everything() == before
    assert len(before["session"]) == 3


def test_a_new_name_keeps_the_row_and_its_mark(app):
    before = put().programme
    ids = [before.id, before.units[0].id, before.modules[0].sessions[0].id]
    nonces = [unit.mark_nonce for unit in before.units]

    after = put(TEXT.replace("Her", "Derovre").replace("Hus A", "Eghuset").replace("-02-", "-01-"))

    assert [
        after.programme.id,
        after.programme.units[0].id,
        after.programme.modules[0].sessions[0].id,
    ] == ids
    assert [unit.mark_nonce for unit in after.programme.units] == nonces
    assert (after.programme.name, after.programme.units[0].name) == ("Derovre", "Eghuset")
    assert after.programme.modules[0].sessions[0].starts_on == date(2026, 1, 3)


def test_a_mark_is_chosen_against_those_of_the_programmes_other_units(app):
    units = put().programme.units

    seeds: list[str] = []
    for unit in units:
        assert unit.mark_nonce == choose_nonce(unit.name, seeds)
        seeds.append(unit.mark_seed)


def test_a_house_may_move_and_change_kind_and_place(app):
    put()
    text = TEXT.replace('district = "syd"', 'district = "nord"')
    text = text.replace("[[municipal]]", "[[childminding]]")
    head, _, rest = text.partition("[[house]]")
    first, _, last = rest.partition("[[house]]")
    programme = put(f"{head}[[house]]{last}\n[[house]]{first}").programme

    assert [(unit.key, unit.kind, unit.district_id) for unit in programme.units] == [
        ("b", "house", programme.districts[0].id),
        ("ppr", "childminding", None),
        ("a", "house", programme.districts[0].id),
    ]


def test_what_the_file_leaves_out_is_kept_and_named(app):
    before = put().programme
    rows = [len(before.units), len(before.districts), len(before.tags), len(before.modules)]

    loaded = put(LESS)

    after = loaded.programme
    assert [len(after.units), len(after.districts), len(after.tags), len(after.modules)] == rows
    assert [row.key for row in loaded.kept_unused] == ["u2", "m2", "b", "B"]
    # The district still has its house.
    assert [row.key for row in loaded.kept_in_use] == ["syd"]
    assert keys(after.units) == ["a", "ppr", "b"]
    before_again = everything()
    put(LESS)
    assert everything() == before_again


def test_what_nothing_uses_is_removed_when_asked(app):
    put()

    loaded = put(LESS, remove_missing=True)

    assert [row.key for row in loaded.removed] == ["u2", "m2", "b", "syd", "B"]
    after = loaded.programme
    assert (keys(after.units), keys(after.districts)) == (["a", "ppr"], ["nord"])
    assert [(each.key, keys(each.sessions)) for each in after.modules] == [("m1", ["u1"])]
    assert len(everything()["session"]) == 1


def test_what_is_used_is_never_removed(app):
    programme = put().programme
    house, module = programme.units[1], programme.modules[1]
    author = make.member(programme, Role.AUTHOR, "Mette Holm", unit=house)
    cycle = make.cycle(by=author, house=house, module=module)

    loaded = put(LESS, remove_missing=True)

    assert [row.key for row in loaded.kept_in_use] == ["m2", "b", "syd"]
    assert [row.key for row in loaded.removed] == ["u2", "B"]
    # A module that is kept keeps its sessions.
    assert cycle.module is module
    assert keys(module.sessions) == ["u1"]


def test_a_module_is_used_when_one_of_its_sessions_is(app):
    programme = put().programme
    author = make.member(programme, Role.AUTHOR, "Mette Holm", unit=programme.units[0])
    cycle = make.cycle(by=author, house=programme.units[0], stage=make.Stage.REFLECT)
    release = make.release(cycle, by=author)
    release.session = programme.modules[1].sessions[0]
    db.session.commit()

    loaded = put(LESS, remove_missing=True)

    assert "m2" in [row.key for row in loaded.kept_in_use]


def test_programmes_with_the_same_keys_are_kept_apart(app):
    here = put().programme
    before = [row.id for row in (*here.units, *here.modules, *here.tags)]
    there = put(TEXT.replace('"her"', '"der"').replace("Hus A", "Et andet hus")).programme

    put(LESS.replace('"her"', '"der"'), remove_missing=True)

    assert [row.id for row in (*here.units, *here.modules, *here.tags)] == before
    assert here.units[0].name == "Hus A"
    assert keys(there.units) == ["a", "ppr"]


@pytest.mark.parametrize("was", [False, True])
def test_no_programme_becomes_an_example_or_stops_being_one(app, was):
    flags = {
        state: TEXT.replace('"Her"', f'"Her"\nis_example = {str(state).lower()}')
        for state in (True, False)
    }
    put(flags[was])
    before = everything()

    with pytest.raises(FileRefused) as refusal:
        load(file(flags[not was].replace("Hus A", "Nyt navn")))
    db.session.rollback()

    [problem] = refusal.value.problems
    assert (problem.line, problem.key) == (5, "programme.is_example")
    assert everything() == before


def test_an_id_of_elsewhere_is_no_use(app):
    """The queries that look for uses ask for this row alone."""
    make.house(make.programme())
    put()

    assert put(LESS, remove_missing=True).removed
    assert db.session.get(Programme, uuid4()) is None
