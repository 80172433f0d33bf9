"""Who writes with her: added by the one who started it, and free to leave."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.audit.models import Act
from logbook.cycles.forms import PersonForm
from logbook.cycles.recorded import record_in
from logbook.cycles.views.blueprint import bp, find_whole
from logbook.db import db
from logbook.gate import me
from logbook.people.models import Person
from logbook.policy import Action, authorize, can


@bp.route("/forloeb/<uuid:cycle_id>/skriver-med", methods=["GET", "POST"])
def writers(cycle_id: UUID) -> ResponseReturnValue:
    """Who writes here; the one who started it adds colleagues."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    present = {writer.person_id for writer in cycle.present_writers}
    may_add = can(me(), Action.ADMINISTER_CYCLE, cycle)
    people = db.session.scalars(Person.colleagues_of(me())).all() if may_add else []
    colleagues = [person for person in people if person.id not in present]
    form = PersonForm().offer([(person.id, person.title) for person in colleagues])
    if form.is_submitted():
        authorize(Action.ADMINISTER_CYCLE, cycle)
        if form.person.data in {str(key) for key in present}:
            return redirect(url_for(".writers", cycle_id=cycle.id), code=303)
    if form.validate_on_submit():
        colleague = next(p for p in colleagues if str(p.id) == form.person.data)
        at = clock.now()
        cycle.let_write(colleague, added_by=me(), at=at)
        record_in(cycle, Act.WRITER_ADDED, by=me(), at=at, person_id=colleague.id)
        db.session.commit()
        flash(f"{colleague.first_name} skriver nu med.")
        return redirect(url_for(".writers", cycle_id=cycle.id), code=303)
    return render_template("cycles/writers.html", form=form, cycle=cycle, may_add=may_add), (
        422 if form.errors else 200
    )


@bp.post("/forloeb/<uuid:cycle_id>/skriver-med/<uuid:person_id>/fjern")
def remove_writer(cycle_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Remove a writer, or leave; what was written stays with its writer's name."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE if person_id == me().id else Action.ADMINISTER_CYCLE, cycle)
    writer = db.first_or_404(Person.colleague_or_self(me(), person_id))
    at = clock.now()
    cycle.stop_writing(writer, at=at)
    record_in(cycle, Act.WRITER_REMOVED, by=me(), at=at, person_id=writer.id)
    db.session.commit()
    if person_id == me().id:
        flash(f"Du skriver ikke længere med i ”{cycle.title}”.")
        return redirect(url_for(".index"), code=303)
    flash(f"{writer.first_name} skriver ikke længere med.")
    return redirect(url_for(".writers", cycle_id=cycle.id), code=303)
