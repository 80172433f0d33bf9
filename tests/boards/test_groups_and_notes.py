from logbook.boards.models import BoardNote
from logbook.db import db
from tests import factories as make
from tests.boards.hanging import page_of, put, seen, texts_of
from tests.exports.world import passages


def test_groups_are_named_moved_added_and_removed(instructor, cast, board):
    base = f"/tavler/{board.id}/gruppe"
    thought, tried, _known = board.groups
    instructor.post(f"{base}/{thought.id}", data={"title": "Vores tro", "seen": seen(
        instructor, f"{base}/{thought.id}")})  # fmt: skip
    instructor.post(f"{base}/{thought.id}/flyt", data={"gaa": "ned"})
    added = instructor.post(base, data={"title": "Til sidst", "key": "et"})
    assert instructor.post(base, data={"title": "Til sidst", "key": "et"}).location == (
        added.location
    )
    titles = list(texts_of(page_of(instructor, board)))
    assert titles == ["Så prøvede vi …", "Vores tro", "Nu ved vi …", "Til sidst"]
    put(instructor, board, passages(cast, 1)[0], group=tried.id)
    kept = instructor.post(f"{base}/{tried.id}/fjern")
    assert "Der står citater i gruppen" in instructor.get(kept.location).text
    instructor.post(f"{base}/{thought.id}/fjern")
    assert list(texts_of(page_of(instructor, board))) == [
        "Så prøvede vi …", "Nu ved vi …", "Til sidst",
    ]  # fmt: skip


def test_a_renamed_group_still_takes_what_belongs_there(instructor, cast, board):
    board.groups[2].rename("Det tager vi med")
    db.session.commit()
    put(instructor, board, passages(cast, 1)[0])
    assert texts_of(page_of(instructor, board))["Det tager vi med"] == ["Citat 0"]


def test_the_last_group_stays_and_takes_everything(instructor, cast, board):
    first, *others = board.groups
    for group in others:
        instructor.post(f"/tavler/{board.id}/gruppe/{group.id}/fjern")
    answer = instructor.post(f"/tavler/{board.id}/gruppe/{first.id}/fjern")
    assert "altid mindst én gruppe" in instructor.get(answer.location).text
    put(instructor, board, passages(cast, 1)[0])
    assert texts_of(page_of(instructor, board)) == {"Vi troede …": ["Citat 0"]}


def test_a_group_goes_and_its_notes_stay(instructor, cast, board):
    group, text = board.groups[0], "Husk at lade dem tale først."
    make.saved(BoardNote.write(board, text, group=group, by=cast.instructor, at=make.NOON))
    instructor.post(f"/tavler/{board.id}/gruppe/{group.id}/fjern")
    assert text in page_of(instructor, board)


def test_of_two_titles_the_second_saver_sees_both(instructor, other_instructor, board):
    path = f"/tavler/{board.id}/ret"
    form = {"session": str(board.session_id)}
    first, second = (seen(each, path) for each in (instructor, other_instructor))
    assert instructor.post(path, data=form | {"title": "Ro", "seen": first}).status_code == 303
    answer = other_instructor.post(path, data=form | {"title": "Uro", "seen": second})
    assert answer.status_code == 422
    assert 'value="Uro"' in answer.text
    assert '<dd class="text">Ro</dd>' in answer.text
    assert board.title == "Ro"
    again = answer.text.split('name="seen" type="hidden" value="')[1].split('"')[0]
    form |= {"title": "Uro", "seen": again}
    assert other_instructor.post(path, data=form).status_code == 303
    assert (board.title, board.revision) == ("Uro", 3)


def test_fellows_read_a_note_and_its_writer_alone_changes_it(
    instructor, other_instructor, cast, board
):
    group = board.groups[1]
    path = f"/tavler/{board.id}/note?gruppe={group.id}"
    made = instructor.post(path, data={"text": "Spørg, hvem der prøvede.", "key": "en"})
    instructor.post(path, data={"text": "Spørg, hvem der prøvede.", "key": "en"})
    note = db.session.scalars(db.select(BoardNote)).one()
    assert made.location == f"/tavler/{board.id}#note-{note.id}"
    its_page = f"/tavler/{board.id}/note/{note.id}"
    theirs = page_of(other_instructor, board)
    assert "Spørg, hvem der prøvede." in theirs
    assert "Note fra Inge" in theirs
    assert its_page not in theirs
    assert other_instructor.get(its_page).status_code == 403
    assert other_instructor.post(its_page, data={"text": "Nej."}).status_code == 403
    assert other_instructor.post(f"{its_page}/slet").status_code == 403
    form = {"text": "Spørg to og to.", "seen": seen(instructor, its_page)}
    assert instructor.post(its_page, data=form).status_code == 303
    later = instructor.post(its_page, data=form | {"text": "Spørg alle."})
    assert later.status_code == 422, "her other device had not seen it"
    assert "Spørg to og to." in later.text
    assert "Spørg alle." in later.text
    instructor.post(f"{its_page}/slet")
    assert "Spørg" not in page_of(instructor, board)


def test_a_note_that_was_begun_stands_in_the_form_again(instructor, board, cast):
    path = f"/tavler/{board.id}/note"
    page = instructor.get(path).text
    assert f'data-place="{path}"' in page


def test_nothing_of_a_note_is_shown_to_the_room(instructor, cast, board):
    make.saved(BoardNote.write(board, "Kun til os.", group=None, by=cast.instructor, at=make.NOON))
    put(instructor, board, passages(cast, 1)[0])
    shown = instructor.get(f"/tavler/{board.id}/vis").text
    assert "Citat 0" in shown
    assert "Kun til os." not in shown
