"""Whatever an instructor looks for, she learns the same of each passage."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.db import db
from logbook.exports.asking import handout_of
from logbook.exports.models import Selection
from logbook.exports.passages import Grouping
from logbook.people.models import Profession
from logbook.programme.models import TagKind
from logbook.releases.models import Attribution
from tests import factories as make
from tests.exports.world import passage, tag

NUMBER = 16
NUMBERS = st.sets(st.integers(0, NUMBER - 1))
ONE, OTHER = Profession.PEDAGOGUE, Profession.ASSISTANT


def of_many_kinds(cast, odd, tracked, focused, sooner):
    """Passages some of which differ in where they are from, and in what they are found by."""
    other, far = make.module(cast.programme, "Et andet"), make.house(cast.programme, "Skoven")
    track, focus = tag(cast, TagKind.TRACK), tag(cast, TagKind.FOCUS)
    made = []
    for n in range(NUMBER):
        tags = [each for each, chosen in ((track, tracked), (focus, focused)) if n in chosen]
        module = (cast.module, other, None)[n % 3 if n in odd else 0]
        release = passage(
            cast, f"Citat {n}", name=f"Kim {n}", tags=tuple(tags), module=module,
            house=far if n in odd and n % 2 else cast.house,
            profession=OTHER if n in odd and n < 8 else ONE,
            attribution=Attribution.NAME if n == 4 else Attribution.PROFESSION,
        )  # fmt: skip
        if n in sooner and module is not None:
            release.session = module.sessions[0]
        made.append(release)
    db.session.commit()
    return made, other, track, focus


def filters(cast, other, track, focus):
    """Each module and each of its sessions, beside each track and focus area, or none."""
    places = [{}]
    for module in (cast.module, other):
        places += [
            {"module": module},
            *({"module": module, "session": each} for each in module.sessions if each.is_taught),
        ]
    by_tag = [{}, {"track": track}, {"focus": focus}, {"track": track, "focus": focus}]
    return [place | tags for place in places for tags in by_tag]


def found(cast, **chosen):
    selection = Selection(cast.programme, **chosen)
    passages = handout_of(selection, Grouping.FOCUS, make.TODAY).passages
    return {each.release_id: (each.told, each.shown, each.names) for each in passages}


@given(odd=NUMBERS, tracked=NUMBERS, focused=NUMBERS, sooner=NUMBERS)
@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_stands_under_a_passage_is_the_same_under_every_filter(
    cast, odd, tracked, focused, sooner
):
    """Who narrows down, or widens again, learns nothing from the difference."""
    made, *to_choose = of_many_kinds(cast, odd, tracked, focused, sooner)
    everything, of_many_houses = found(cast), found(cast, houses=2)
    assert set(everything) == {release.id for release in made}
    for chosen in filters(cast, *to_choose):
        here = found(cast, **chosen)
        assert here == {which: everything[which] for which in here}
        kept = found(cast, houses=2, **chosen)
        assert set(kept) == set(here) & set(of_many_houses), "which modules stand is the same"
        assert kept == {which: everything[which] for which in kept}
    for release in made:
        release.withdraw(by=release.proposed_by, at=make.NOON)
    db.session.commit()


def test_a_session_with_four_says_what_its_module_of_five_says(cast, noon, sign_in):
    """And of five that stand in two sessions, the one that is alone says no less."""
    made = [passage(cast, f"Citat {n}", name=f"Kim {n}") for n in range(5)]
    made[0].session = cast.module.sessions[0]
    db.session.commit()
    client = sign_in(cast.instructor)
    alone = client.get(f"/udtraek?undervisningsgang={cast.module.sessions[0].id}").text
    assert "Citat 0" in alone
    assert "Citat 1" not in alone
    assert "pædagog · Børnehus · distrikt Baltorp" in alone
