"""The example programme with its people and its cycles, made as if it had really happened."""

from collections.abc import Callable
from datetime import date

from logbook.db import db
from logbook.demo import writing
from logbook.demo.boards import prepare_teaching
from logbook.demo.dates import around
from logbook.demo.example import Story, read_cast, read_stories
from logbook.demo.models import releases_of
from logbook.demo.people import invite_all
from logbook.demo.sharing import share, take_along
from logbook.demo.sparring import ask, give
from logbook.demo.using import use_again
from logbook.demo.writing import Scene, World
from logbook.programme.file import read_programme
from logbook.programme.loading import load as load_programme
from logbook.programme.models import Programme

Step = Callable[[Scene], None]

# What has been done at each status, after the wondering and the plan.
ROAD: list[Step] = [writing.begin, writing.try_out, writing.observe, writing.reflect, share]
STEPS: dict[str, list[Step]] = {
    "draft": [],
    "planned": ROAD[:1],
    "trying": ROAD[:2],
    "observing": ROAD[:3],
    "reflected": ROAD,
    "ready_for_review": [*ROAD, ask],
    "reviewed": [*ROAD, ask, give],
    "closed": [*ROAD, ask, give, writing.close],
    "set_aside": [writing.begin, writing.set_aside, writing.reflect, share, ask, give],
}


def load(passwords: dict[str, str], today: date) -> Programme:
    """Make the example around `today`; all that happens in it lies before. The caller commits.

    `passwords` has one for each user name. Needs a request context, as the forms do.
    Raises ExampleRefused if a form or a rule of the program says no.
    """
    programme = load_programme(read_programme(around(today))).programme
    first_day = programme.modules[0].sessions[0].starts_on
    world = World(programme, invite_all(read_cast(), programme, first_day, passwords), today)
    for story in read_stories():
        write(story, world)
    releases = db.session.scalars(releases_of(programme)).all()
    take_along(world, releases)
    prepare_teaching(world, releases)
    use_again(world, releases)
    db.session.flush()
    return programme


def write(story: Story, world: World) -> None:
    """Write one cycle as far as its status says."""
    scene = Scene(story, world)
    if "follows_index" in story.told:
        writing.go_on_from(scene, world.cycles[story.told["follows_index"]])
    else:
        writing.start(scene)
    for step in (writing.tag, writing.plan, *STEPS[story.status]):
        step(scene)
        db.session.flush()
    world.cycles[story.index] = scene.cycle
