"""The pages on which one takes out what is kept about oneself."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from logbook import clock
from logbook.audit.models import Act, record
from logbook.db import db
from logbook.exports.handing_over import wait_for
from logbook.gate import me, public
from logbook.jobs.models import kept_files
from logbook.mine import binding, making, told
from logbook.mine.forms import BookForm
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize
from logbook.programme.models import Module, Programme

bp = Blueprint("mine", __name__)


def taken_by(person: Person) -> None:
    """That she took it is a line in the log, which she reads herself."""
    record(
        Act.DATA_TAKEN, by=person, at=clock.now(), programme_id=person.programme_id,
        person_id=person.id,
    )  # fmt: skip


@bp.get("/konto/mine-data")
def data() -> ResponseReturnValue:
    files = db.session.execute(*prepared(kept_files, me(), at=clock.now())).all()
    return render_template("mine/data.html", files=files)


@bp.post("/konto/mine-data")
def take() -> ResponseReturnValue:
    """Have it made; the file at once if it takes a moment only."""
    authorize(Action.KEEP_OWN_ACCOUNT, me())
    taken_by(me())
    return wait_for(making.ask(by=me(), at=clock.now()))


@bp.route("/konto/min-bog", methods=["GET", "POST"])
def book() -> ResponseReturnValue:
    authorize(Action.KEEP_OWN_ACCOUNT, me())
    modules = db.session.scalars(Module.in_programme(me().programme_id)).all()
    form = BookForm(list(modules))
    if form.validate_on_submit():
        taken_by(me())
        asked = binding.ask(
            module=form.module.data, begins=form.begins.data, ends=form.ends.data, by=me(),
            at=clock.now(),
        )  # fmt: skip
        return wait_for(asked)
    return render_template("mine/book.html", form=form), 422 if form.errors else 200


@bp.get("/om-dine-oplysninger")
@public
def about() -> ResponseReturnValue:
    """What is held, what for, who sees it and how long: also before one signs in."""
    programme = me().programme if current_user.is_authenticated else the_only_one()
    return render_template(
        "mine/about.html",
        programme=programme,
        parts=told.parts(),
        said=told.said_by(programme),
        limits=told.limits_of(programme) if programme else [],
    )


def the_only_one() -> Programme | None:
    """The programme of this installation; of several, none is told to nobody."""
    programmes = db.session.scalars(Programme.all().limit(2)).all()
    return programmes[0] if len(programmes) == 1 else None


@bp.get("/fortegnelse")
def record_of_processing() -> ResponseReturnValue:
    programme = me().programme
    authorize(Action.SEE_RECORD, programme)
    return render_template(
        "mine/record.html",
        programme=programme,
        parts=told.parts(),
        said=told.said_by(programme),
        limits=told.limits_of(programme),
        safeguards=told.SAFEGUARDS,
    )


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
