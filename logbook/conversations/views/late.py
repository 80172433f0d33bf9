"""What arrives after the end from somebody who does not write in the round."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.conversations.forms import NoteForm
from logbook.conversations.models import Conversation, NoteVersion
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me
from logbook.policy import Action, authorize


def find_closed(conversation_id: UUID) -> Conversation:
    """One that was open on her screen, for what she sends; else 404."""
    if request.method != "POST" or "tilstand" in request.form:
        abort(404)
    found = db.session.scalar(Conversation.closed_to(me(), conversation_id))
    return found or abort(404)


def keep_late(conversation: Conversation) -> ResponseReturnValue:
    """Her text is kept beside the note, for those who write; she is shown nothing but her own."""
    authorize(Action.TAKE_PART_IN_CONVERSATION, conversation)
    form = resume(NoteForm(), "Samtale")
    if not form.validate_on_submit():
        return render_template("conversations/late.html", form=form), 422
    words = form.note.data or ""
    if words and words != conversation.note:
        kept_beside(conversation.beside(words, by=me(), at=clock.now()))
    db.session.commit()
    flash("Samtalen er slut. Det, du skrev, ligger hos dem, der skriver i runden.")
    return redirect(url_for(".index"), code=303)


def kept_beside(second: NoteVersion) -> NoteVersion:
    """The same text of hers that waits already, else this one."""
    waits = db.session.scalar(NoteVersion.same(second.conversation_id, second.text, me()))
    if waits is None:
        db.session.add(second)
    return waits or second
