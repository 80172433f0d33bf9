"""The conversation itself: five parts on one page, the shared note, and how it ends."""

import re
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.by_script import tell_of_conflict, tell_of_save
from logbook.conversations.ending import SUMMED_UP, may_lead_on, sum_up
from logbook.conversations.forms import NoteForm, SummingUpForm
from logbook.conversations.models import Conversation
from logbook.conversations.models.beside import by_conversation, kept_beside_notes_in
from logbook.conversations.parts import PARTS, ROLES, is_length
from logbook.conversations.views.blueprint import bp, look_for, to_rewrite
from logbook.conversations.views.late import find_closed, keep_late, kept_beside
from logbook.cycles.models import Cycle
from logbook.cycles.next_round import READ_FIRST, build_on, hidden_in
from logbook.cycles.not_names import with_not_names
from logbook.cycles.stages import Decision, Stage
from logbook.cycles.turns import DECISION
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me
from logbook.policy import Action, authorize, can
from logbook.privacy.hidden import is_hidden
from logbook.reviews.reading import note_reading
from logbook.withheld.leading import where_to_read

# What the script says of the clock: the part, whether it runs, seconds used, minutes given.
CLOCK = re.compile(r"[1-5] [01]( \d{1,5}){5}( \d{1,2}){5}", re.ASCII)
ON, NEXT = "slut", "naeste"


@bp.route("/samtaler/<uuid:conversation_id>", methods=["GET", "POST"])
def show(conversation_id: UUID) -> ResponseReturnValue:
    """Hold it, pause it, take it up again; each button also saves the note."""
    is_sent = request.method == "POST"
    conversation = look_for(conversation_id, to_write=is_sent)
    if conversation is None:
        return keep_late(find_closed(conversation_id))
    authorize(Action.TAKE_PART_IN_CONVERSATION, conversation)
    if "tilstand" in request.form:
        return set_clock(conversation)
    cycle = conversation.cycle
    if conversation.is_over and not is_sent:
        return redirect(to_cycle(cycle), code=302)
    if not can(me(), *to_rewrite(conversation)):
        return keep_late(conversation)
    form = form_for(conversation)
    resume(form, f"Samtale · {cycle.title}")
    writes, following = can(me(), Action.WRITE_IN_CYCLE, cycle), following_of(cycle)
    if form.validate_on_submit() and is_summed_up(form):
        return save(conversation, form)
    beside = by_conversation(db.session.execute(kept_beside_notes_in(cycle.id)))
    page = render_template(
        "conversations/show.html",
        conversation=conversation,
        cycle=cycle,
        form=form,
        parts=PARTS,
        roles=ROLES,
        used=conversation.seconds_at(clock.now()),
        runs=conversation.runs_at(clock.now()),
        following=following,
        has_beside=conversation.id in beside,
        second_id=beside.get(conversation.id),
        may_lead_on=writes and following is None and may_lead_on(cycle),
        may_see_cycle=cycle.is_open_to(me()),
    )
    note_reading(cycle, me(), clock.day_of(clock.now()))
    return page, (422 if form.errors else 200)


def form_for(conversation: Conversation, **settings: Any) -> NoteForm:
    """For those who write in the round with what it leads to."""
    cycle = conversation.cycle
    values = settings | {"note": conversation.note, "revision": conversation.revision}
    if not can(me(), Action.WRITE_IN_CYCLE, cycle):
        return without_hidden(NoteForm(**values), conversation)
    for name, question in SUMMED_UP.items():
        given = cycle.answer_to(question)
        values[name] = given.text if given else ""
        values[f"{name}_revision"] = given.revision if given else 0
    form = SummingUpForm(decision=cycle.decision.value if cycle.decision else None, **values)
    return without_hidden(form, conversation)


def without_hidden(form: NoteForm, conversation: Conversation) -> NoteForm:
    """What is hidden has no field here, where a whole room looks on; what was sent is kept."""
    summed_up = {name: conversation.cycle.text_of(asked) for name, asked in SUMMED_UP.items()}
    for name, words in {"note": conversation.note, **summed_up}.items():
        if is_hidden(words) and name in form and name not in request.form:
            del form[name]
    about = (conversation.cycle.answer_to(question) for question in SUMMED_UP.values())
    writes = isinstance(form, SummingUpForm)
    return with_not_names(form, conversation, *(about if writes else ()))


def what_stands(conversation: Conversation) -> dict[str, str]:
    """By field, what a page that stays open writes on from."""
    now = form_for(conversation, formdata=None)
    started_from = ("seen", "revision", *(f"{name}_revision" for name in SUMMED_UP))
    return {name: str(now[name].data) for name in started_from if name in now}


def following_of(cycle: Cycle) -> Cycle | None:
    """The round after it, for those who write."""
    if not can(me(), Action.WRITE_IN_CYCLE, cycle):
        return None
    found: Cycle | None = db.session.scalar(Cycle.following(cycle))
    return found


def is_summed_up(form: NoteForm) -> bool:
    """What the next round needs; each field says itself what is missing."""
    if request.form.get(ON) != NEXT or not isinstance(form, SummingUpForm):
        return True
    needed = {
        form.learned: "Skriv, hvad I tager med. En enkelt sætning er nok.",
        form.next_step: "Skriv det næste skridt.",
        form.decision: "Vælg, hvad I gør nu.",
    }
    for field, missing in needed.items():
        if field is not None and not field.data:
            field.errors = [*field.errors, missing]
    return not form.errors


# -- saving ---------------------------------------------------------------------------------


def save(conversation: Conversation, form: NoteForm) -> ResponseReturnValue:
    """Keep what was written; then turn to another part, or end. What met another is shown."""
    met = keep_texts(conversation, form)
    outvoted = not keep_decision(conversation.cycle, form)
    onward = turn_or_end(conversation, is_settled=not met and not outvoted)
    if outvoted and isinstance(form, SummingUpForm):
        met = met or to_decision(conversation)
        tell_of_decision(conversation.cycle, form)
    if met and can(me(), *to_rewrite(conversation)):
        onward = met
        tell_of_conflict(to=met, kept=True)
    else:
        tell_of_save(stands=what_stands(conversation))
    db.session.commit()
    return redirect(onward, code=303)


def keep_texts(conversation: Conversation, form: NoteForm) -> str:
    """Where two texts that met are shown; nothing if none did."""
    cycle, now = conversation.cycle, clock.now()
    there = ""
    if isinstance(form, SummingUpForm):
        for name, question in SUMMED_UP.items():
            if name not in form:
                continue
            second = sum_up(
                cycle, question, form[name].data or "",
                revision=form[f"{name}_revision"].data or 0, by=me(), at=now,
            )  # fmt: skip
            there = url_for("cycles.two_texts", version_id=second.id) if second else there
    if "note" not in form:
        return there
    words, revision = form.note.data or "", form.revision.data or 0
    if is_hidden(conversation.note) and not can(me(), Action.WRITE_IN_CYCLE, cycle):
        # Who may not read the hidden words puts none in their place.
        kept_beside(conversation.beside(words, by=me(), at=now))
        return there
    noted = conversation.write(words, revision=revision, by=me(), at=now)
    return url_for(".two_notes", version_id=kept_beside(noted).id) if noted else there


def keep_decision(cycle: Cycle, form: NoteForm) -> bool:
    """False if another one was made elsewhere meanwhile: that one stands."""
    if not isinstance(form, SummingUpForm):
        return True
    if not form.decision.data or form.decision.data == cycle.decision:
        return True
    if form.was_changed_meanwhile():
        return False
    cycle.decision = Decision(form.decision.data)
    cycle.touch(by=me(), at=clock.now())
    return True


def to_decision(conversation: Conversation) -> str:
    """Where it can be made anew, with open eyes."""
    if conversation.is_over:
        return url_for("cycles.question", cycle_id=conversation.cycle_id, slug=DECISION)
    return url_for(".show", conversation_id=conversation.id)


def tell_of_decision(cycle: Cycle, form: SummingUpForm) -> None:
    stands = cycle.decision.label if cycle.decision else "Ingenting"
    hers = Decision(form.decision.data).label
    flash(f"”{stands}” blev valgt et andet sted imens. Du valgte ”{hers}”. Vælg igen, og gem.")


def turn_or_end(conversation: Conversation, *, is_settled: bool) -> str:
    """What else the button said; where to go from there."""
    if ON in request.form:
        return end(conversation, is_settled=is_settled)
    if conversation.is_over:
        flash("Samtalen er slut. Noten er gemt.")
        return to_cycle(conversation.cycle)
    press(conversation, request.form.get("gaa", ""))
    return url_for(".show", conversation_id=conversation.id)


def press(conversation: Conversation, button: str) -> None:
    """The buttons of the clock, as they work without a script."""
    now = clock.now()
    if button in {str(part.number) for part in PARTS}:
        conversation.go_to(int(button), at=now)
    elif button == "start":
        conversation.start_clock(at=now)
    elif button == "pause":
        conversation.pause(at=now)
    elif button in {"mere", "mindre"}:
        conversation.lengthen(1 if button == "mere" else -1, at=now)
    elif button:
        abort(404)


def set_clock(conversation: Conversation) -> ResponseReturnValue:
    """How the clock stands on the screen in the middle, as its script tells."""
    told = request.form["tilstand"]
    if not CLOCK.fullmatch(told):
        abort(422)
    part, runs, *numbers = map(int, told.split(" "))
    used, minutes = numbers[:5], numbers[5:]
    if not all(map(is_length, minutes)):
        abort(422)
    conversation.set_clock(part, used=used, minutes=minutes, runs=bool(runs), at=clock.now())
    db.session.commit()
    return redirect(url_for(".show", conversation_id=conversation.id), code=303)


# -- the end --------------------------------------------------------------------------------


def end(conversation: Conversation, *, is_settled: bool) -> str:
    """Close it; for those who write also on to the next round, if that was asked for.

    The next round waits until what met is settled.
    """
    cycle, now = conversation.cycle, clock.now()
    conversation.end(by=me(), at=now)
    writes = can(me(), Action.WRITE_IN_CYCLE, cycle)
    goes_on = writes and request.form[ON] == NEXT
    if writes and cycle.has_answered(Stage.REFLECT):
        cycle.advance_to(Stage.REFLECT, by=me(), at=now)
    hidden = hidden_in(cycle) if goes_on and is_settled else None
    if hidden is not None:
        flash(f"Samtalen er slut. {READ_FIRST}")
        return where_to_read(hidden)
    if goes_on and is_settled and may_lead_on(cycle):
        following = following_of(cycle) or build_on(cycle, by=me(), at=now)
        db.session.add(following)
        db.session.flush()
        flash("Tak for samtalen. Næste runde er begyndt, og planen står i den.")
        return url_for("cycles.show", cycle_id=following.id)
    if goes_on and not is_settled:
        flash("Samtalen er slut. Næste runde venter: begynd den fra rundens side, når I har valgt.")
    elif not cycle.is_open_to(me()):
        flash("Tak for samtalen. Runden er lukket igen, og noten ligger hos dem, der skriver.")
        return url_for(".index")
    elif is_settled:
        flash("Tak for samtalen. Noten står under Reflektér.")
    elif writes:
        flash("Samtalen er slut. Vælg nu, hvad der skal stå.")
    else:
        flash("Samtalen er slut. Begge tekster ligger hos dem, der skriver i runden.")
    return to_cycle(cycle)


def to_cycle(cycle: Cycle) -> str:
    return url_for("cycles.show", cycle_id=cycle.id, _anchor=Stage.REFLECT.value)
