"""Two texts of a note that met, and what stood in it before."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.conversations.models import Conversation, NoteVersion
from logbook.conversations.views.blueprint import bp, find, to_rewrite
from logbook.cycles.differences import differences
from logbook.cycles.forms import CHANGED, TOO_LONG_TOGETHER, TwoTextsForm
from logbook.cycles.models import VersionKind
from logbook.db import db
from logbook.forms import TEXT_LIMIT
from logbook.gate import me
from logbook.policy import Action, authorize, can
from logbook.privacy.hidden import is_hidden
from logbook.withheld.leading import read_through_first

SHOWN = 50


def leave_hidden(conversation: Conversation) -> None:
    """What stood in a hidden note before is its writers' alone too: who takes part goes back."""
    read_through_first(conversation)
    if is_hidden(conversation.note) and not can(me(), Action.WRITE_IN_CYCLE, conversation.cycle):
        abort(redirect(url_for(".show", conversation_id=conversation.id), code=303))


@bp.get("/samtaler/<uuid:conversation_id>/udgaver")
def versions(conversation_id: UUID) -> ResponseReturnValue:
    """What stood in the note before, the newest first."""
    conversation = find(conversation_id)
    authorize(*to_rewrite(conversation))
    leave_hidden(conversation)
    newer, shown = conversation.note, []
    for version in db.session.scalars(NoteVersion.of(conversation.id).limit(SHOWN)):
        shown.append((version, differences(version.text, newer)))
        newer = version.text if version.kind is VersionKind.REPLACED else newer
    return render_template("conversations/versions.html", conversation=conversation, shown=shown)


@bp.route("/samtalenote/<uuid:version_id>", methods=["GET", "POST"])
def two_notes(version_id: UUID) -> ResponseReturnValue:
    """Two texts that met, side by side; whichever is chosen, both are kept."""
    version: NoteVersion = db.one_or_404(NoteVersion.with_id(version_id))
    conversation = find(version.conversation_id)
    authorize(*to_rewrite(conversation))
    there = url_for(".show", conversation_id=conversation.id)
    if version.kind is not VersionKind.CAME_SECOND:
        abort(404)
    if not version.waits:
        return redirect(url_for(".versions", conversation_id=conversation.id), code=303)
    leave_hidden(conversation)
    form = TwoTextsForm(revision=conversation.revision)
    if form.validate_on_submit() and chosen(form, version, conversation):
        version.settled_at = clock.now()
        db.session.commit()
        flash("Gemt. Den anden tekst ligger i tidligere udgaver.")
        return redirect(there, code=303)
    return render_template(
        "conversations/two_notes.html",
        form=form,
        conversation=conversation,
        there=there,
        version=version,
        second=differences(version.text, conversation.note),
        first=differences(conversation.note, version.text),
    ), (422 if form.errors else 200)


def chosen(form: TwoTextsForm, second: NoteVersion, conversation: Conversation) -> bool:
    """Write what was chosen; False, and an error, if it cannot be."""
    if form.revision.data != conversation.revision:
        form.revision.data, form.revision.raw_data = conversation.revision, None
        form.form_errors.append(CHANGED)
        return False
    words = conversation.note
    if form.keep.data == form.BOTH:
        words = "\n\n".join(text for text in (conversation.note, second.text) if text)
        if len(words) > TEXT_LIMIT:
            form.form_errors.append(TOO_LONG_TOGETHER)
            return False
    elif form.keep.data == form.SECOND:
        words = second.text
    conversation.write(words, revision=conversation.revision, by=me(), at=clock.now())
    return True
