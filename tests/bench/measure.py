"""Measuring: every page in turn with the reference beside it, several times over."""

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from tests.bench.client import Ask, Heard, listen
from tests.bench.processes import cpu_seconds
from tests.bench.visits import Visit
from tests.serving import Server

ALONE, CROWD = 80, 160
AT_ONCE = 8


@dataclass
class Figures:
    """What one page cost in each pass: milliseconds for each request, pages for each second.

    `database` is what the processes of a database server cost; SQLite's cost is in `cpu`.
    """

    cpu: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def whole_cpu(self) -> float:
        return median(a + b for a, b in zip(self.cpu, self.database, strict=True))


REFERENCE = Visit("Reference page", [Ask("/")], limit=1)


def measure(
    visits: list[Visit], app: Server, reference: Server, database_pid: int | None, passes: int
) -> dict[str, Figures]:
    """Figures by the name of the visit; the reference page's are among them."""
    figures: dict[str, Figures] = defaultdict(Figures)
    turns = [(REFERENCE, reference), *((visit, app) for visit in visits)]
    for visit, server in turns:
        # Let every worker see the page before it is measured.
        listen(server.port, visit.asks, times=40, connections=AT_ONCE)
    for _ in range(passes):
        for visit, server in turns:
            visited(visit, server, database_pid, figures[visit.name])
    return dict(figures)


def visited(visit: Visit, server: Server, database_pid: int | None, figures: Figures) -> None:
    before = spent(server, database_pid)
    heard = listen(server.port, visit.asks, times=ALONE)
    after = spent(server, database_pid)
    must_be_fine(visit, heard)
    figures.cpu.append((after[0] - before[0]) / ALONE * 1000)
    figures.database.append((after[1] - before[1]) / ALONE * 1000)
    figures.wall.append(median(heard.each) * 1000)
    figures.size = max(heard.sizes)
    crowd = listen(server.port, visit.asks, times=CROWD, connections=AT_ONCE)
    must_be_fine(visit, crowd)
    figures.per_second.append(CROWD / crowd.all)


def spent(server: Server, database_pid: int | None) -> tuple[float, float]:
    return cpu_seconds(server.pid), cpu_seconds(database_pid) if database_pid else 0.0


def must_be_fine(visit: Visit, heard: Heard) -> None:
    expected = 303 if visit.saves else 200
    wrong = set(heard.statuses) - {expected}
    if wrong:
        raise RuntimeError(f"{visit.name} answered {sorted(wrong)}")
