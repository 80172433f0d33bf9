"""The parts of a page: what belongs together is tied together, and nothing is left undefined."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import StrictUndefined
from markupsafe import Markup
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from logbook import pages
from logbook.guarded import Guarded
from logbook.looks.heat import HeatCell

TEMPLATES = Path(__file__).parents[2] / "templates"
CHOICES: dict[str, Any] = {"keep": "Behold", "adjust": "Justér"}
SEEN = ["Ikke set", "Set lidt", "Set tydeligt", "Set hele vejen", "Kiggede ikke efter"]


class Everything(Guarded, Form):
    written = None
    not_names: list[str] = []  # noqa: RUF012
    mistakes = Form.errors
    revision = HiddenField(default="3")
    title = StringField("Navn", [DataRequired("Giv forløbet et navn")], description="Fx ›Ro‹")
    text = TextAreaField("Tekst", render_kw={"rows": 5})
    on = DateField("Dag")
    module = SelectField("Modul", choices=CHOICES)
    decision = RadioField("Hvad gør I nu?", [DataRequired("Vælg")], choices=CHOICES)
    themes = SelectMultipleField(
        "Temaer",
        choices=CHOICES,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    sign = RadioField("Flere er med", choices=dict(zip("01234", SEEN, strict=True)))
    meeting = BooleanField("Tag op på mødet", [DataRequired("Sæt et flueben")])
    send = SubmitField("Send")


@pytest.fixture
def bare() -> Iterator[Flask]:
    """Only what the looks need: no database, nobody signed in."""
    app = Flask(__name__, template_folder=str(TEMPLATES))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(csrf_token=lambda: "token", owner_key=lambda: "owner")
    pages.init_app(app)
    with app.test_request_context():
        yield app


def render(app: Flask, component: str, call: str, **context: Any) -> str:
    macro = re.split(r"[(]", call, maxsplit=1)[0].removeprefix("{% call ").removeprefix("{{ ")
    load = f'{{% from "components/{component}.html" import {macro} %}}'
    return app.jinja_env.from_string(load + call).render(**context)


def ids(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page)


@pytest.fixture
def wrong() -> Everything:
    form = Everything()
    form.validate()
    return form


def test_a_form_has_its_token_its_owner_and_its_hidden_fields_once(bare: Flask) -> None:
    page = render(bare, "form", '{{ form_for(form, submit="Gem") }}', form=Everything())
    for name, value in (("csrf_token", "token"), ("owner", "owner"), ("revision", "3")):
        assert len(re.findall(rf'name="{name}"[^>]* value="{value}"', page)) == 1
    assert page.count("<button") == 1
    assert 'type="submit"' not in page
    assert 'role="alert"' not in page


def test_a_form_takes_more_buttons(bare: Flask) -> None:
    call = "{% call form_for(form) %}<button name='close'>Gem og luk</button>{% endcall %}"
    assert page_ends_with_close(render(bare, "form", call, form=Everything()))


def page_ends_with_close(page: str) -> bool:
    return page.rindex("Gem og luk") > page.rindex(">Gem<")


def test_every_label_and_hint_and_error_meets_its_field(bare: Flask, wrong: Everything) -> None:
    page = render(bare, "form", "{{ form_for(form) }}", form=wrong)
    known = ids(page)
    assert len(known) == len(set(known))
    assert set(re.findall(r'for="([^"]+)"', page)) <= set(known)
    for told in re.findall(r'aria-describedby="([^"]+)"', page):
        assert set(told.split()) <= set(known)
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in known


def test_a_wrong_field_says_so_in_the_summary_and_beside_itself(
    bare: Flask, wrong: Everything
) -> None:
    page = render(bare, "form", "{{ form_for(form) }}", form=wrong)
    assert '<a href="#title">Giv forløbet et navn</a>' in page
    assert '<a href="#decision-0">Vælg' in page
    assert "<b>Fejl:</b> Giv forløbet et navn" in page
    title = re.search(r'<input[^>]*id="title"[^>]*>', page)
    assert title is not None
    assert 'aria-invalid="true"' in title[0]
    assert 'aria-describedby="title-hint title-error"' in title[0]
    assert " required" not in page


def test_a_question_is_the_label_of_its_field(bare: Flask) -> None:
    form = Everything()
    assert '<label for="text">Tekst</label>' in render(
        bare, "question", "{{ question(form.text) }}", form=form
    )
    assert 'id="decision-question"' in render(
        bare, "question", "{{ question(form.decision) }}", form=form
    )
    group = render(bare, "field", "{{ field(form.decision, asked_above=true) }}", form=form)
    assert 'aria-labelledby="decision-question"' in group
    assert "<legend" not in group


def test_choices_are_rows_that_one_can_press(bare: Flask) -> None:
    page = render(
        bare, "field", "{{ field(form.themes, many=true, optional=true) }}", form=Everything()
    )
    assert page.count('class="pick"') == 2
    assert "picks-many" in page
    assert "· valgfrit" in page


def test_a_sign_is_scored_in_five_words(bare: Flask, wrong: Everything) -> None:
    page = render(bare, "sign", "{{ sign(form.sign) }}", form=wrong)
    assert re.findall(r"<span>([^<]+)</span>", page) == SEEN
    assert page.count('type="radio"') == 5
    assert 'aria-describedby="sign-error"' in page


def test_one_button_is_a_form(bare: Flask) -> None:
    page = render(
        bare, "button", '{{ post_button("/ud", "Log ud", look="quiet", name="s", value="7") }}'
    )
    assert 'action="/ud"' in page
    assert 'value="token"' in page
    assert '<button class="btn-quiet" name="s" value="7">Log ud</button>' in page


def test_what_people_wrote_is_escaped_and_keeps_its_lines(bare: Flask) -> None:
    for component, call in (
        ("quote", '{{ quote(text, "observe", by="Ali") }}'),
        ("note", "{{ note(on, text) }}"),
        ("sparring", '{{ sparring("Hanne", "i går", [("Set", text), ("Tomt", "")]) }}'),
        ("passage_card", '{{ passage_card("reflect", text, "Modul 4") }}'),
    ):
        page = render(bare, component, call, text="<b>\nto", on=date(2026, 11, 6))
        assert "&lt;b&gt;\nto" in page, component
        assert "Tomt" not in page


@pytest.mark.parametrize(
    ("state", "expected"),
    [("done", "is-done"), ("now", 'aria-current="step"'), ("todo", "is-todo")],
)
def test_a_step_shows_where_it_is(bare: Flask, state: str, expected: str) -> None:
    call = '{% call step("observe", state, "Iagttag", anchor="iagttag") %}<p>Ro</p>{% endcall %}'
    page = render(bare, "timeline", call, state=state)
    assert expected in page
    assert "<p>Ro</p>" in page
    assert ("now-observe" in page) == (state == "now")


def test_the_table_has_a_number_a_colour_and_a_word_in_each_cell(bare: Flask) -> None:
    cells = [
        HeatCell(0),
        HeatCell(3, "/f", "i gang"),
        HeatCell(9),
        HeatCell(None, word="under fem"),
    ]
    page = render(
        bare,
        "heat_table",
        '{{ heat_table("Forløb", columns, [("Modul 1", cells)]) }}',
        columns=[
            ("plan", "Planlæg"),
            ("try", "Afprøv"),
            ("observe", "Iagttag"),
            ("reflect", "Reflektér"),
        ],
        cells=cells,
    )
    assert page.count('scope="col"') == 5
    assert '<th scope="row">Modul 1</th>' in page
    assert (
        '<a class="h3" href="/f">3<span class="sr"> forløb</span><small>i gang</small></a>' in page
    )
    assert '<span class="h5">9' in page
    assert "vises ikke" in page
    assert "under fem" in page


@pytest.mark.parametrize(
    ("component", "call", "expected"),
    [
        ("back", '{{ back("/forloeb", "Alle forløb") }}', "Alle forløb"),
        ("empty", '{{ empty("Intet endnu", "Begynd her", href="/ny", label="Start") }}', "/ny"),
        ("empty", "{% call empty('Intet') %}<p>Ro</p>{% endcall %}", "<p>Ro</p>"),
        ("more", '{% call more("Se planen", is_open=true) %}<p>Ro</p>{% endcall %}', " open>"),
        ("next_round", '{{ next_round(3, "Tager med") }}', "Runde 3 <small>Tager med</small>"),
        (
            "round_switch",
            '{{ round_switch([("Runde 1", "nu", "#", true)]) }}',
            'aria-current="true"',
        ),
        (
            "row_link",
            '{{ row_link("/a", "A", due="i dag", icon=icon) }}',
            '<span class="due">i dag',
        ),
        ("slip", '{{ slip("Mette", "mette", "K7QF", "https://a", "søndag") }}', "K7QF"),
        ("stage_line", '{{ stage_line("plan", "Runde 1") }}', "eyebrow-plan"),
        ("who_sees", '{{ who_sees("Kun dig") }}', "Kun dig"),
    ],
)
def test_the_small_parts(bare: Flask, component: str, call: str, expected: str) -> None:
    assert expected in render(bare, component, call, icon=Markup("<svg></svg>"))


def test_every_component_tells_how_to_use_it() -> None:
    for component in sorted((TEMPLATES / "components").glob("*.html")):
        assert component.read_text().startswith("{#"), component.name


def test_no_component_knows_the_request_or_the_person() -> None:
    for component in sorted((TEMPLATES / "components").glob("*.html")):
        code = re.sub(r"{#.*?#}", "", component.read_text(), flags=re.DOTALL)
        assert not re.search(r"\b(request|session|current_user|me|g)\b[.(]", code), component.name


def test_a_long_text_is_folded_between_two_words(bare: Flask) -> None:
    words = " ".join(f"ord{n}" for n in range(400))
    page = render(bare, "long_text", "{{ long_text(text) }}", text=words)
    begins, rest = re.findall(r'<p class="text">(.*?)</p>', page)
    assert len(begins) <= 900
    assert f"{begins} {rest}" == words
    assert "<summary>Læs resten</summary>" in page
    for whole in (words[:1000], "x" * 2000):
        page = render(bare, "long_text", "{{ long_text(text) }}", text=whole)
        assert page.strip() == f'<p class="text">{whole}</p>'
