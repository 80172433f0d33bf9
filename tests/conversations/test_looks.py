"""The style sheet and the script that come with the page of a conversation alone."""

import re
from pathlib import Path

import pytest

from logbook.packed import packed
from logbook.script import joined
from tests.conversations.talks import held, path_of

pytestmark = pytest.mark.usefixtures("noon")

STATIC = Path(__file__).parents[2] / "static"
SHEET = (STATIC / "pages" / "conversation.css").read_text()


def test_the_sheet_is_balanced_and_uses_what_is_set() -> None:
    assert SHEET.count("{") == SHEET.count("}")
    everything = SHEET + "".join(path.read_text() for path in STATIC.glob("*.css"))
    used = set(re.findall(r"var\(--([\w-]+)[,)]", SHEET))
    assert used <= set(re.findall(r"--([\w-]+):", everything))


def test_the_script_is_light() -> None:
    """Two kilobytes, as it is sent."""
    assert len(packed(joined(STATIC, "conversation"))) <= 2_150


def test_they_come_with_its_page_alone(cast, sign_in):
    talk, client = held(cast), sign_in(cast.author)
    for path, scripts in ((path_of(talk), 1), (f"/forloeb/{talk.cycle_id}", 0), ("/", 0)):
        page = client.get(path).text
        assert page.count("/conversation.js") == scripts, path
        assert page.count("/pages/conversation.css") == scripts, path
