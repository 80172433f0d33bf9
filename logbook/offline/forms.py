"""What the shell asks first; the script asks the rest, by what the device holds."""

from wtforms import SelectField

from logbook.forms import Form


class ChooseForm(Form):
    """Which forløb, and what in it."""

    which = SelectField("Forløb", choices={}, render_kw={"data-shell": "cycle"})
    what = SelectField("Hvad vil du skrive?", choices={}, render_kw={"data-shell": "what"})
