"""`make bench`: every page against the reference page, small and large, on both databases."""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench import tables
from tests.bench.extracts import extracts_on
from tests.bench.first_visit import first_visit
from tests.bench.log import logs_on
from tests.bench.measure import Figures, measure
from tests.bench.mine import own_on
from tests.bench.processes import pss_mb, sync_seconds
from tests.bench.visits import visits_in
from tests.bench.worlds import KINDS, databases
from tests.privacy import measure as guard
from tests.serving import serving, settings_for


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--database", choices=KINDS, action="append", help="default: both")
    asked.add_argument("--cycles", type=int, nargs="+", default=[1_000, 100_000])
    asked.add_argument("--passes", type=int, default=5, help="how often each page is measured")
    given = asked.parse_args()
    for kind in given.database or KINDS:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            bench(kind, given.cycles, given.passes, Path(folder))
    say("\nThe guard, by itself:")
    for line in guard.lines():
        say(f"  {line}")


def bench(kind: str, sizes: list[int], passes: int, folder: Path) -> None:
    found: dict[int, dict[str, Figures]] = {}
    with databases(kind, folder) as made:
        for cycles in sorted(sizes):
            say(f"\n{tables.NAMES[kind]}: making {cycles:,} cycles …")
            url = made.filled(cycles)
            visits = visits_in(url)
            # In production order: the app first, alone, so that its memory is its own.
            with (
                serving("logbook:create_app()", "/log-ind", **settings_for(url)) as app,
                serving(
                    "tests.bench.reference:create_app()", "/",
                    REFERENCE_DATABASE=str(folder / f"reference-{cycles}.sqlite"),
                ) as reference,
            ):  # fmt: skip
                rested = pss_mb(app.pid)
                found[cycles] = measure(visits, app, reference, made.pid, passes)
                say(tables.pages(visits, found[cycles]))
                say(tables.server(app.ready_in, rested, pss_mb(app.pid)))
                say(tables.weights(first_visit(app.port), found[cycles]["Home"].size))
            say(tables.saving(median(sync_seconds(folder)), found[cycles]["Saving a note"]))
            say(tables.extracts(extracts_on(url)))
            say(tables.own(own_on(url)))
            say(tables.logs(logs_on(url)))
    if len(found) > 1:
        say(tables.growth(found))


if __name__ == "__main__":
    main()
