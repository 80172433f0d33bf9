"""The browser on this machine that the tests drive; `python -m tests.chromium` prints it."""

import os
import shutil
import sys

# The first is Debian's chromium without windows: the same engine, and a third quicker.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)


def chromium_path() -> str:
    """CHROME_PATH if it is set, else the first browser found.

    Raises FileNotFoundError: without a browser the tests fail, they are not skipped.
    """
    for name in (os.environ.get("CHROME_PATH"), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    raise FileNotFoundError(
        f"The tests need a browser and find none of {', '.join(NAMES)}. "
        "Install Debian's package chromium-headless-shell or chromium, "
        "or put the browser's path into CHROME_PATH."
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{chromium_path()}\n")
    except FileNotFoundError as missing:
        sys.exit(str(missing))
