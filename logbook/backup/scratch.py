"""A folder to work in that only its owner may open, and that is gone afterwards."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

PREFIX = ".logbook-backup-"


@contextmanager
def scratch_in(parent: Path) -> Iterator[Path]:
    """A new folder in `parent`; what a killed one left behind there is removed first."""
    for left in parent.glob(f"{PREFIX}*"):
        remove_if_left(left)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    try:
        with ExitStack() as stack:
            # On a network disk without locks nothing of another's is removed either.
            with suppress(OSError):
                stack.enter_context(held(folder))
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder; raises BlockingIOError while another process does."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def remove_if_left(folder: Path) -> None:
    """It holds what people wrote: it must not lie there because a machine stopped."""
    with suppress(OSError), held(folder):
        shutil.rmtree(folder)
