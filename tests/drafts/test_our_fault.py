"""What goes wrong at our side: nothing is half done, and the same press works later."""

from uuid import uuid4

import pytest
from flask import abort
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from logbook.db import db
from logbook.drafts.models import Receipt
from logbook.gate import me
from logbook.policy import Action, authorize


@pytest.fixture
def app(own_app):
    """With a page that breaks."""
    return own_app


BREAKERS = {
    "500": lambda: 1 / 0,
    "503": lambda: (_ for _ in ()).throw(OperationalError("x", {}, Exception("locked"))),
    "413": lambda: abort(413),
    "429": lambda: abort(429),
}


@pytest.mark.parametrize("status", BREAKERS)
def test_when_it_is_our_fault_the_same_press_works_later(app, device, cycle, status):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    broken = [True]

    @app.post("/gaa-i-stykker", endpoint="try.break")
    def break_down():
        authorize(Action.KEEP_OWN_ACCOUNT, me())
        me().name = "Halvt gjort" if broken else "Helt gjort"
        db.session.commit()
        if broken:
            BREAKERS[status]()
        return "", 303, {"Location": "/"}

    op = uuid4()
    answer = device.save("/gaa-i-stykker", op=op, text="x")
    assert (answer.status_code, set(answer.json)) == (int(status), {"error"})
    assert db.session.scalar(select(func.count()).select_from(Receipt)) == 0
    broken.clear()
    assert device.save("/gaa-i-stykker", op=op, text="x").json["saved"]
