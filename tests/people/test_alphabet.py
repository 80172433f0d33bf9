"""Names stand in Danish order, whatever the database thinks."""

from logbook.people.alphabet import in_danish_order
from logbook.people.models import Role
from tests import factories as make

RIGHT = [
    "Anders", "Asta", "bente", "Ida", "Müge", "Nygård", "René", "Zara", "Ægir", "Ølund",
    "Aase", "Åse Berg",
]  # fmt: skip


def test_the_danish_order():
    assert sorted(set(RIGHT), key=in_danish_order) == RIGHT


def test_a_name_in_other_letters_has_a_key_too():
    assert in_danish_order("Олена")


def test_the_list_of_people_is_in_danish_order(cast, sign_in):
    for name in reversed(RIGHT):
        make.member(cast.programme, Role.AUTHOR, name, unit=cast.house)
    page = sign_in(cast.coordinator).get("/personer").text
    places = [page.index(f">{name}, ") for name in RIGHT]
    assert places == sorted(places)
