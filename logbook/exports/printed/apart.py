"""Typesetting in a process of its own: what it needs of memory it gives back when it ends.

Run as a program it reads the name of a sheet and its data, and writes the PDF.
"""

import subprocess
import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
# Longer than the longest book takes; the job itself is given up after three minutes.
PATIENCE_SECONDS = 120
REFUSED = 3


class NotSet(Exception):
    """The typesetter's refusal, told by the other process."""


def compiled(sheet: str, written: str) -> bytes:
    made: bytes = typst.compile(
        str(HERE / f"{sheet}.typ"), root=str(HERE), font_paths=[str(FONTS)],
        ignore_system_fonts=True, sys_inputs={"data": written}, format="pdf", pdf_standards="ua-1",
    )  # fmt: skip
    return made


def compiled_apart(sheet: str, written: str) -> bytes:
    """The same, by this file as a program. A fork would not do: the typesetter has threads."""
    ended = subprocess.run(
        [sys.executable, "-I", __file__, sheet], input=written.encode(), capture_output=True,
        timeout=PATIENCE_SECONDS, check=False,
    )  # fmt: skip
    if ended.returncode == REFUSED:
        raise NotSet(ended.stderr.decode())
    ended.check_returncode()
    return ended.stdout


def main() -> int:
    try:
        made = compiled(sys.argv[1], sys.stdin.buffer.read().decode())
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
