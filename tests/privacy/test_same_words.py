"""The browser and the server say the same of what they found."""

import re
from pathlib import Path

import logbook
from logbook.privacy.found import HEALTH_HINT, NAMES, SAYS, SHOWN, STOP_CARD

MARKS = (logbook.ROOT / "static/guard/marks.js").read_text()
TEMPLATES = Path(logbook.ROOT) / "templates"


def plain(html):
    return re.sub(r"<[^>]*>", "", html)


def test_each_kind_is_called_the_same():
    said = dict(re.findall(r'^  (\w+): "(\{\}.*|Er \{\}.*)",$', MARKS, re.M))
    assert said == {kind.value: words for kind, words in SAYS.items()}


def test_the_hint_and_the_names_are_the_same():
    assert f'HEALTH = "{HEALTH_HINT}"' in MARKS
    assert f"SHOWN = {SHOWN};" in MARKS
    (listed,) = re.findall(r"NAMES = new Set\(\[(.*?)\]", MARKS)
    assert set(re.findall(r"\w+", listed)) == set(NAMES)


def test_the_stop_card_stands_word_for_word_in_the_card_and_at_the_foot():
    card = plain((TEMPLATES / "components/stop_card.html").read_text())
    foot = (TEMPLATES / "layout.html").read_text().split('<footer class="foot">')[1]
    assert STOP_CARD in card
    assert STOP_CARD in foot
    assert '.foot p")' in MARKS
