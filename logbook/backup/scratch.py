"""A folder to work in that only its owner may open, and that is gone afterwards."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

PREFIX = ".logbook-backup-"


@contextmanager
def scratch_in(parent: Path) -> Iterator[Path]:
    """A new folder in `parent`; what a killed one left behind there is removed first."""
    folder = parent / f"{PREFIX}{secrets.token_hex(8)}"
    with ExitStack() as until_the_end:
        until_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        with ExitStack() as at_first:
            # One after the other: a folder that is not held yet would look like a leftover.
            hold(parent, at_first, fcntl.LOCK_EX)
            for left in parent.glob(f"{PREFIX}*"):
                remove_if_left(left)
            folder.mkdir(mode=0o700)
            hold(folder, until_the_end)
        yield folder


def hold(folder: Path, stack: ExitStack, how: int = fcntl.LOCK_EX | fcntl.LOCK_NB) -> None:
    """On a disk without locks nothing is held, and nothing of another's is removed either."""
    with suppress(OSError):
        stack.enter_context(held(folder, how))


@contextmanager
def held(folder: Path, how: int) -> Iterator[None]:
    """Raises BlockingIOError while another process holds the folder, unless `how` waits."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)


def remove_if_left(folder: Path) -> None:
    """It holds what people wrote: it must not lie there because a machine stopped."""
    with suppress(OSError), held(folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
        shutil.rmtree(folder)
