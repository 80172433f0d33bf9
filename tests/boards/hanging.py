"""What hangs on a board, read as its page reads it and as its readers see it."""

import re
from html import unescape

from logbook.boards.models import BoardPassage
from logbook.db import db
from logbook.releases.models import Release

CARD = re.compile(r'<li class="qcard.*?</li>', re.S)
QUOTED = re.compile(r"<blockquote[^>]*>”(.*?)”</blockquote>", re.S)


def put(client, board, release, group=""):
    return client.post(
        f"/tavler/{board.id}/citat", data={"citat": str(release.id), "gruppe": str(group)}
    )


def place(board, text):
    """Where the passage with these words hangs."""
    found = BoardPassage.live(board).where(Release.text == text)
    return db.session.scalars(found).one()


def press(client, board, text, where):
    path = f"/tavler/{board.id}/citat/{place(board, text).id}/flyt"
    return client.post(path, data={"gaa": str(where)})


def texts_of(page):
    """The passages on the board, by group, in the order of the page."""
    parts = re.split(r'<h2 class="group-title"[^>]*>(.*?)</h2>', page, flags=re.S)
    return {
        unescape(title): [
            unescape(text) for card in CARD.findall(rest) for text in QUOTED.findall(card)
        ]
        for title, rest in zip(parts[1::2], parts[2::2], strict=True)
    }


def found_on(page):
    """What could be put on it, in the order of the page."""
    rows = re.findall(r'<li class="found".*?</li>', page, re.S)
    return [unescape(text) for row in rows for text in QUOTED.findall(row)]


def page_of(client, board, more=""):
    answer = client.get(f"/tavler/{board.id}{more}")
    assert answer.status_code == 200
    return answer.text


def seen(client, path):
    """What a form says that stood there when it was opened."""
    return client.get(path).text.split('name="seen" type="hidden" value="')[1].split('"')[0]


EMPTY = {"Vi troede …": [], "Så prøvede vi …": [], "Nu ved vi …": []}
