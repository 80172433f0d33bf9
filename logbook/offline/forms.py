"""The form of the shell: it writes wherever the script points it, and is never sent by itself."""

from wtforms import SelectField, TextAreaField

from logbook.forms import Form


class ChooseForm(Form):
    """Which forløb, and what in it."""

    which = SelectField("Forløb", choices={})
    what = SelectField("Hvad vil du skrive?", choices={})


class ShellForm(Form):
    text = TextAreaField("Din tekst", render_kw={"rows": 6, "autocapitalize": "sentences"})
