"""The page that the others are measured against: twenty rows from SQLite through Jinja.

Nobody signs in, and nothing stands around the rows. `python -m tests.bench` serves it.
"""

import os
import sqlite3
from contextlib import closing

from flask import Flask, render_template
from jinja2 import DictLoader

PAGE = """<!doctype html>
<html lang="da">
<head><meta charset="utf-8"><title>Noter</title></head>
<body>
<h1>Noter</h1>
<ul>
{% for note in notes %}
<li><a href="/{{ note.id }}">{{ note.title }}</a><p>{{ note.text }}</p></li>
{% endfor %}
</ul>
</body>
</html>
"""


def create_app() -> Flask:
    file = os.environ["REFERENCE_DATABASE"]
    fill(file)
    app = Flask("reference")
    app.jinja_loader = DictLoader({"page.html": PAGE})

    @app.get("/")
    def index() -> str:
        with closing(sqlite3.connect(file)) as database:
            database.row_factory = sqlite3.Row
            notes = database.execute("SELECT * FROM note ORDER BY id DESC LIMIT 20").fetchall()
        return render_template("page.html", notes=notes)

    return app


def fill(file: str) -> None:
    rows = [(f"Ro i garderoben {n}", "Fire børn byggede på gulvet. " * 4) for n in range(1000)]
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT, text TEXT)")
        database.executemany("INSERT INTO note (title, text) VALUES (?, ?)", rows)
        database.commit()
