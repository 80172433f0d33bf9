"""The figures as people read them, beside what was promised."""

from collections.abc import Sequence
from statistics import median

from tests.bench.extracts import Taken
from tests.bench.first_visit import Weight
from tests.bench.log import Chain
from tests.bench.measure import REFERENCE, Figures
from tests.bench.mine import Own
from tests.bench.visits import Visit

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PAGES_PER_SECOND = 150
GROWTH = 1.5
SERVER_MB, READY_SECONDS = 150, 2
FIRST_VISIT, FIRST_REQUESTS, NEXT_PAGE = 60_000, 10, 10_000
EXTRACT_MB = 300
EXTRACT_SECONDS = {
    "xlsx": 1.0, "csv": 1.0, "docx": 2.0, "pdf": 3.0, "cards": 3.0, "pptx": 8.0,
}  # fmt: skip


def told(value: float, limit: float, *, at_least: bool = False, unit: str = "") -> str:
    """A figure with its promise: ”2.1 of ≤ 5”, marked when it is broken."""
    is_kept = value >= limit if at_least else value <= limit
    sign = "≥" if at_least else "≤"
    return f"{value:,.4g}{unit} ({sign} {limit:,g}{'' if is_kept else ' OVER'})".replace(
        "OVER", "MISSED" if at_least else "OVER"
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads))]
    lines = []
    for row in [heads, ["─" * width for width in widths], *rows]:
        first, *others = (
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join([first, *others]).rstrip())
    return "\n".join(lines)


def pages(visits: list[Visit], figures: dict[str, Figures]) -> str:
    """Medians of all passes. The ratio is of processor time, the database server's included."""
    reference = figures[REFERENCE.name].whole_cpu
    heads = (
        "page", "app CPU ms", "database ms", "× reference", "wall ms", "pages/s at eight", "bytes"
    )  # fmt: skip
    rows = []
    for visit in [REFERENCE, *visits]:
        seen = figures[visit.name]
        per_second = median(seen.per_second)
        rows.append(
            (
                visit.name,
                f"{median(seen.cpu):.2f}",
                f"{median(seen.database):.2f}",
                told(seen.whole_cpu / reference, visit.limit) if visit is not REFERENCE else "1",
                f"{median(seen.wall):.1f}",
                f"{per_second:.0f}"
                if visit is REFERENCE or visit.saves
                else told(round(per_second), PAGES_PER_SECOND, at_least=True),
                f"{seen.size:,}",
            )
        )
    return table(heads, rows)


def growth(found: dict[int, dict[str, Figures]]) -> str:
    """How much dearer each page became, measured in reference pages of its own run."""
    small, large = min(found), max(found)
    rows = []
    for name in found[small]:
        if name == REFERENCE.name or name not in found[large]:
            continue
        few, many = (
            found[size][name].whole_cpu / found[size][REFERENCE.name].whole_cpu
            for size in (small, large)
        )
        rows.append((name, f"{few:.2f}", f"{many:.2f}", told(many / few, GROWTH)))
    heads = ("page, × reference", f"{small:,} cycles", f"{large:,} cycles", "growth")
    return "\n" + table(heads, rows)


def server(ready_in: float, rested: float, worked: float) -> str:
    return (
        f"\nReady in {told(ready_in, READY_SECONDS, unit=' s')}. Memory (PSS) of two workers: "
        f"at rest {told(rested, SERVER_MB, unit=' MB')}, after all of this {worked:.0f} MB."
    )


def weights(first: Weight, next_page: int) -> str:
    return (
        f"First visit: {told(first.requests, FIRST_REQUESTS)} requests, "
        f"{told(first.size, FIRST_VISIT)} bytes. Next page: {told(next_page, NEXT_PAGE)} bytes."
    )


def saving(sync: float, saved: Figures) -> str:
    return (
        f"A saved note is on the disk before the answer: {median(saved.wall):.1f} ms wall, "
        f"where one sync of the disk alone takes {sync * 1000:.1f} ms."
    )


def logs(chains: list[Chain]) -> str:
    heads = (
        "log",
        "one line more, ms",
        "its commit alone, ms",
        "verify, CPU s",
        "memory MB, before",
    )
    rows = [
        (
            f"{each.lines:,} lines", f"{each.line:.1f}", f"{each.commit:.1f}", f"{each.cpu:.2f}",
            f"{each.memory:.0f}, {each.before:.0f}",
        )
        for each in chains
    ]  # fmt: skip
    return "\n" + table(heads, rows)


def own(files: list[Own]) -> str:
    heads = ("one's own", "texts, earlier", "CPU s", "memory MB", "typesetter MB", "bytes")
    rows = [
        (
            {"mine": "Mine data", "book": "Min bog"}[each.what],
            f"{each.texts:,}, {each.earlier:,}",
            f"{each.cpu:.2f}",
            told(each.memory, EXTRACT_MB),
            told(each.typeset, EXTRACT_MB) if each.typeset else "–",
            f"{each.size:,}",
        )
        for each in files
    ]
    return "\n" + table(heads, rows)


def extracts(taken: list[Taken]) -> str:
    heads = ("extract", "passages", "CPU s", "memory MB", "bytes")
    rows = []
    for each in taken:
        limit = EXTRACT_SECONDS.get(each.format)
        rows.append(
            (
                each.format,
                f"{each.passages:,}",
                told(each.cpu, limit) if limit else f"{each.cpu:.2f}",
                told(each.memory, EXTRACT_MB),
                f"{each.size:,}",
            )
        )
    return "\n" + table(heads, rows)
