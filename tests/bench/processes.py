"""What a family of processes has cost so far: processor time and memory, as Linux counts them."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
NANO = 1e-9


def family(pid: int) -> Iterator[int]:
    """A process and all that come from it."""
    yield pid
    for children in (PROC / str(pid) / "task").glob("*/children"):
        for child in children.read_text().split():
            yield from family(int(child))


def cpu_seconds(pid: int) -> float:
    """What the family has used, to the nanosecond: the clock ticks of `stat` are too coarse."""
    spent = 0
    for each in family(pid):
        for thread in (PROC / str(each) / "task").glob("*/schedstat"):
            spent += int(thread.read_text().split()[0])
    return spent * NANO


def pss_mb(pid: int) -> float:
    """The family's memory, each shared page divided among those who share it."""
    kilobytes = 0
    for each in family(pid):
        for line in (PROC / str(each) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def sync_seconds(folder: Path, times: int = 100) -> list[float]:
    """How long this disk takes to sync four kilobytes, again and again."""
    file, taken = folder / "sync", []
    with file.open("wb") as out:
        for _ in range(times):
            out.write(bytes(4096))
            out.flush()
            begun = time.perf_counter()
            os.fsync(out.fileno())
            taken.append(time.perf_counter() - begun)
    file.unlink()
    return taken
