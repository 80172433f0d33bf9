import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.demo import dates
from logbook.programme.file import ProgrammeFile, read_programme
from logbook.programme.models import SessionKind, TagKind, UnitKind

EXAMPLE: dict[str, Any] = json.loads(
    Path(dates.__file__).with_name("example_cycles.json").read_text(encoding="utf-8")
)
today = st.dates(date(2020, 1, 1), date(2080, 1, 1))


def example(on: date = dates.WRITTEN_FOR) -> ProgrammeFile:
    return read_programme(dates.around(on))


def test_for_its_own_days_the_file_stands_as_it_is():
    assert dates.around(dates.WRITTEN_FOR) == dates.PROGRAMME.read_text(encoding="utf-8")
    assert dates.around(dates.WRITTEN_FOR + timedelta(days=6)) == dates.around(dates.WRITTEN_FOR)


def test_it_has_the_houses_of_the_example_in_their_order_and_the_municipal_units():
    districts = {district.key: district.name for district in example().districts}
    units = example().units
    houses = [unit for unit in units if unit.kind is not UnitKind.MUNICIPAL]

    assert [(unit.name, districts.get(unit.district or "")) for unit in houses] == [
        (house["name"], house["district"]) for house in EXAMPLE["houses"]
    ]
    assert [unit.kind for unit in houses] == [UnitKind.HOUSE] * 10 + [UnitKind.CHILDMINDING]
    assert [unit.key for unit in units if unit not in houses] == ["ppr", "sundhedsplejen"]


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (TagKind.TRACK, "tracks"),
        (TagKind.GOAL, "goals"),
        (TagKind.FOCUS, "focus"),
        (TagKind.THEME, "laereplan_themes"),
    ],
)
def test_it_has_the_tags_of_the_example(kind, label):
    tags = {tag.key: tag.name for tag in example().tags if tag.kind is kind}

    assert list(tags.items()) == list(EXAMPLE["labels"][label].items())


def test_it_has_the_modules_of_the_example_with_their_sessions():
    assert [
        {
            "title": module.title,
            "description": module.description,
            "sessions": [session.title for session in module.sessions],
        }
        for module in example().modules
    ] == [
        {key: module[key] for key in ("title", "description", "sessions")}
        for module in EXAMPLE["modules"]
    ]


@given(today)
def test_today_the_houses_are_trying_out_the_last_module(today):
    *_, last = example(today).modules
    first, trial, second, gathering = last.sessions

    assert trial.kind is SessionKind.TRIAL_PERIOD
    assert trial.starts_on <= today <= trial.ends_on
    assert first.starts_on < today - timedelta(days=40)
    assert today < second.starts_on < gathering.starts_on


@given(today)
def test_modules_and_sessions_follow_each_other_on_working_days(today):
    file = example(today)
    sessions = [session for module in file.modules for session in module.sessions]
    days = [day for session in sessions for day in (session.starts_on, session.ends_on)]

    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)
    assert file.about.begins_on <= days[0] <= today - timedelta(weeks=28)
    assert days[-1] <= file.about.ends_on


@given(today)
def test_what_the_example_cycles_tried_lies_in_the_past_and_in_their_module(today):
    modules = example(today).modules
    for cycle in EXAMPLE["cycles"]:
        offset = (cycle.get("try") or {}).get("date_offset_days")
        if offset is None:
            continue
        module = modules[cycle["module_index"]]
        tried_on = module.sessions[0].starts_on + timedelta(days=offset)
        assert tried_on < today
        if len(module.sessions) > 1:
            assert module.sessions[1].starts_on <= tried_on <= module.sessions[1].ends_on
