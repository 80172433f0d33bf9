"""The second reader: asked from the reading-through card, answering on a page of her own."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from logbook import clock
from logbook.audit.models import Act, record
from logbook.cycles.models import Answer, AnswerWriter, Cycle
from logbook.cycles.read_through import passage_in
from logbook.db import db
from logbook.forms import Form
from logbook.gate import me
from logbook.people.models import Person
from logbook.people.navigation import home_of
from logbook.policy import Action, authorize
from logbook.programme.models import Module
from logbook.releases.forms import ReadSecondForm, ReleaseForm
from logbook.releases.models import Attribution, SecondReading, Trace, hold, second_readers
from logbook.releases.sight import sight_of

CLEAR, RECOGNISED = "klar", "genkendt"

bp = Blueprint("second_readings", __name__)


def find(reading_id: UUID) -> SecondReading:
    """One that is asked of her and not taken back; else 404."""
    query = SecondReading.to_read(me()).where(SecondReading.id == reading_id)
    found: SecondReading = db.one_or_404(
        query.options(
            joinedload(SecondReading.asked_by),
            joinedload(SecondReading.module),
            joinedload(SecondReading.answer).options(
                selectinload(Answer.writers).joinedload(AnswerWriter.person),
                joinedload(Answer.cycle).joinedload(Cycle.house),
            ),
        )
    )
    return found


def those_to_ask(answer: Answer) -> list[Person]:
    """By name; nobody twice while she has not answered."""
    return list(db.session.scalars(second_readers(answer.cycle, me())))


def readings_of(answer: Answer) -> list[SecondReading]:
    """What she has asked about this text; what was said is heard once she has it before her."""
    found = list(db.session.scalars(SecondReading.asked_about(answer.id, me())))
    return [each for each in found if each.asked_at >= answer.written_at]


def hear(answer: Answer) -> None:
    """The one who asked has the answer before her: home tells it no more."""
    unheard = [e for e in readings_of(answer) if e.answered_at and e.heard_at is None]
    for reading in unheard:
        reading.hear(at=clock.now())
    if unheard:
        db.session.commit()


def ask(answer: Answer, form: ReleaseForm, offered: Sequence[Module]) -> ResponseReturnValue | None:
    """Ask somebody to read the passage before it is shared; None if she may not be asked."""
    reader = next((p for p in those_to_ask(answer) if str(p.id) == form.reader.data), None)
    if reader is None:
        form.reader.errors = [*form.reader.errors, "Vælg, hvem der skal læse citatet igennem."]
        return None
    db.session.execute(hold(Answer, answer.id))
    asked = [each for each in readings_of(answer) if each.waits and each.reader_id == reader.id]
    for earlier in asked:
        if earlier.text == form.words:
            flash(f"{reader.first_name} er allerede bedt om at læse det igennem.")
            return back_to_passage(answer)
        earlier.take_back(at=clock.now())
        db.session.flush()
    session = form.chosen(offered)
    reading = SecondReading.ask(
        answer, form.words, Attribution(form.attribution.data),
        module=session.module if session else answer.cycle.module, of=reader,
        by=me(), at=clock.now(),
    )  # fmt: skip
    db.session.add(reading)
    note(reading, Act.SECOND_READING_ASKED)
    db.session.commit()
    flash(f"{reader.first_name} er bedt om at læse citatet igennem. Intet er delt endnu.")
    return back_to_passage(answer)


def back_to_passage(answer: Answer) -> ResponseReturnValue:
    return redirect(url_for("releases.propose", answer_id=answer.id), code=303)


def note(reading: SecondReading, act: Act) -> None:
    cycle = reading.answer.cycle
    record(
        act, by=me(), at=clock.now(), programme_id=cycle.programme_id, about=reading,
        cycle_id=cycle.id, person_id=reading.reader_id,
    )  # fmt: skip


@bp.route("/laes-igennem/<uuid:reading_id>", methods=["GET", "POST"])
def read(reading_id: UUID) -> ResponseReturnValue:
    """The passage as KP will see it, and two answers; what she says is an offer to the writer."""
    reading = find(reading_id)
    authorize(Action.READ_SECOND, reading)
    form, said = ReadSecondForm(), request.form.get("svar")
    if form.validate_on_submit() and said in {CLEAR, RECOGNISED}:
        db.session.execute(hold(SecondReading, reading.id))
        db.session.refresh(reading)
        reading.answer_with(
            said == CLEAR, [Trace(each) for each in form.traces.data or []], at=clock.now()
        )
        note(reading, Act.SECOND_READING_GIVEN)
        db.session.commit()
        flash(f"Tak. {reading.asked_by.first_name} får det at vide og bestemmer selv.")
        return redirect(home_of(me()), code=303)
    sight = sight_of(reading.answer, reading.text, reading.attribution, reading.module)
    return render_template(
        "releases/read_second.html",
        places=passage_in(reading.answer, reading.text),
        form=form,
        reading=reading,
        sight=sight,
    ), (422 if form.is_submitted() else 200)


@bp.post("/laes-igennem/<uuid:reading_id>/traek-tilbage")
def take_back(reading_id: UUID) -> ResponseReturnValue:
    """The writer asks no more; the reader sees nothing of it from then on."""
    query = SecondReading.hers(me()).where(SecondReading.id == reading_id)
    reading: SecondReading = db.one_or_404(query)
    authorize(Action.TAKE_BACK_SECOND_READING, reading)
    if not Form().validate_on_submit():
        abort(422)
    reading.take_back(at=clock.now())
    db.session.commit()
    flash(f"Du spørger ikke længere {reading.reader.first_name}.")
    return redirect(url_for("releases.propose", answer_id=reading.answer_id), code=303)
