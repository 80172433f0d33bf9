"""”Vis for holdet”: one group at a time, read from the back of the room."""

from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from logbook.boards.slides import place_in, slides_of
from logbook.boards.views.blueprint import bp, find, laid_out
from logbook.gate import takes

LONGEST_NUMBER = 4


@bp.get("/tavler/<uuid:board_id>/vis")
@takes("gruppe", "del")
def present(board_id: UUID) -> ResponseReturnValue:
    """What was withdrawn is gone at the next step: each picture is asked for anew."""
    group, part = number("gruppe"), number("del")
    board = find(board_id)
    slides = slides_of(laid_out(board))
    place = place_in(slides, group, part)
    return render_template(
        "boards/present.html",
        board=board,
        slide=slides[place] if slides else None,
        place=place + 1,
        number=len(slides),
        first=slides[0] if slides else None,
        last=slides[-1] if slides else None,
        before=slides[place - 1] if place > 0 else None,
        behind=slides[place + 1] if place + 1 < len(slides) else None,
    )


def number(name: str) -> int:
    """A small whole number of the address, 1 if it says none; anything else is no page of ours."""
    given = request.args.get(name, "1")
    if not (given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER):
        abort(404)
    return int(given)
