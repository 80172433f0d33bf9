"""What hangs on a board is read once more before it is taken along; a number hangs on none."""

from logbook.db import db
from tests.boards.hanging import EMPTY, page_of, place, put, texts_of
from tests.exports.world import passage


def test_a_board_with_a_name_is_read_through_before_it_is_taken(instructor, cast, board):
    release = passage(cast, "Vitus fandt selv ind i legen.")
    db.session.commit()
    put(instructor, board, release)
    box = page_of(instructor, board).split('id="laes"')[1].split("</form>")[0]
    assert f'href="#kort-{place(board, release.text).id}"' in box
    door = f"/tavler/{board.id}/hent"
    assert instructor.post(door, data={"format": "csv"}).location.endswith("#laes")
    taken = instructor.post(door, data={"format": "csv", "laest": "1"})
    assert "#laes" not in taken.location


def test_a_number_hangs_on_no_board_until_its_writers_have_put_it_right(instructor, cast, board):
    release = passage(cast, "Ring 010119-1234")
    db.session.commit()
    put(instructor, board, release)
    page = page_of(instructor, board, "?huse=")
    assert texts_of(page) == EMPTY
    assert "1 citat venter på, at de, der skrev, retter teksten." in page
    assert "010119" not in instructor.get(f"/tavler/{board.id}/vis?gruppe=3").text
