"""The form of the shell: it writes wherever the script points it, and is never sent by itself."""

from wtforms import SelectField, TextAreaField

from logbook.forms import Form


class ChooseForm(Form):
    """Which forløb, and what in it."""

    which = SelectField("Forløb", choices={}, render_kw={"data-shell": "cycle"})
    what = SelectField("Hvad vil du skrive?", choices={}, render_kw={"data-shell": "what"})


class ShellForm(Form):
    text = TextAreaField("Din tekst", render_kw={"rows": 6, "autocapitalize": "sentences"})
