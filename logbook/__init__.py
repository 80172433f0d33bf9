"""Action-learning logbook. `create_app` is the only way in."""

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from logbook import db, errors, gate, headers, kept, pages, policy, proxies, script, style
from logbook.audit import commands as chains
from logbook.audit import views as audit
from logbook.backup import commands as backup
from logbook.boards import views as boards
from logbook.conversations import views as conversations
from logbook.cycles import views as cycles
from logbook.demo import commands as demo
from logbook.drafts import views as drafts
from logbook.erasing import commands as erasures
from logbook.erasing import views as erasing
from logbook.exports import views as exports
from logbook.figures import views as figures
from logbook.jobs import commands as work
from logbook.jobs import views as jobs
from logbook.mine import commands as privacy
from logbook.mine import views as mine
from logbook.names import commands as name_lists
from logbook.names import views as names
from logbook.offline import views as offline
from logbook.overview import views as overview
from logbook.people import commands as invitations
from logbook.people import navigation
from logbook.people import views as people
from logbook.programme import commands as programme
from logbook.releases import views as releases
from logbook.retention import commands as retention
from logbook.reviews import views as reviews
from logbook.settings import Settings
from logbook.uses import views as uses
from logbook.withheld import views as withheld

PACKAGE = Path(__file__).parent
# In a checkout, pages and static files lie beside the package; installed, inside it.
ROOT = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent


def create_app(settings: Settings | None = None) -> Flask:
    """Build the app from the given settings, or from the environment."""
    app = Flask(
        __name__,
        template_folder=ROOT / "templates",
        static_folder=ROOT / "static",
        static_url_path=pages.static_path(ROOT / "static"),
    )
    instance = Path(app.instance_path)
    instance.mkdir(parents=True, exist_ok=True)
    settings = settings or Settings.from_env(instance)
    app.config.from_mapping(settings.as_flask_config(instance))
    app.config["MIGRATIONS"] = PACKAGE / "migrations"
    app.jinja_env.undefined = StrictUndefined
    parts = (db, proxies, headers, gate, policy, errors, kept, pages, style, script, navigation)
    for part in parts:
        part.init_app(app)
    features = (
        people, cycles, conversations, reviews, overview, figures, releases, uses, exports, boards,
        drafts, offline, jobs, audit, erasing, mine, names, withheld,
    )  # fmt: skip
    for feature in features:
        feature.init_app(app)
    for commands in (
        programme, invitations, backup, chains, work, demo, erasures, privacy, retention,
        name_lists,
    ):  # fmt: skip
        commands.init_app(app)
    return app
