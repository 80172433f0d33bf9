"""What a selection holds: from the words of an address to the passages in their groups."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import MultiDict

from logbook.db import db
from logbook.exports.forms import SelectionForm
from logbook.exports.houses import too_few
from logbook.exports.models import Selection
from logbook.exports.models.behind import behind
from logbook.exports.models.selection import rows, tags
from logbook.exports.passages import Grouping, Handout, grouped, passages_from
from logbook.jobs.kinds import CannotBeMade
from logbook.pages import day
from logbook.people.models import Person, prepared
from logbook.privacy.cpr import find_cpr
from logbook.programme.models import Module


def offer_to(person: Person, form: SelectionForm) -> list[Module]:
    """Fill in what the form may be answered with; returns the modules."""
    modules = list(db.session.scalars(*prepared(modules_of, person)).unique())
    form.offer(modules, person.programme.tags)
    return modules


def modules_of(person: Person) -> Select[Module]:
    return Module.in_programme(person.programme_id).options(joinedload(Module.sessions))


def handout_of(selection: Selection, by: Grouping, on: date) -> Handout:
    """Everything selected, in the order and the groups that every form of it has."""
    found = db.session.execute(*selection.asks(rows)).all()
    few = too_few(selection.programme.id, selection.houses)
    enough = [row for row in found if row.module_id not in few]
    kept = [row for row in enough if not find_cpr(row.text)]
    passages = passages_from(
        kept,
        db.session.execute(*behind(selection.programme.id, kept)),
        db.session.execute(*selection.asks(tags)),
    )
    order = [tag.name for tag in selection.programme.tags if tag.kind is by.kind]
    groups = tuple(grouped(passages, by, order))
    session = f"undervisning {day(selection.session.starts_on)}" if selection.session else ""
    held_back, awaiting = len(found) - len(enough), len(enough) - len(kept)
    return Handout(selection.title, selection.words, on, groups, held_back, session, awaiting)


def handout(asked: Mapping[str, str], person: Person, on: date) -> Handout:
    """The same, from what stands in a job. Raises CannotBeMade if it is not there any more."""
    form = SelectionForm(MultiDict(asked))
    offer_to(person, form)
    if not form.validate():
        raise CannotBeMade("Det, du valgte, findes ikke længere. Vælg igen, og hent det derfra.")
    return handout_of(form.selection(person.programme), Grouping(form.grouping.data), on)


def asked_at(asked: Mapping[str, str], _person: Person) -> tuple[str, str, dict[str, str]]:
    return "Citater", "exports.index", dict(asked)
