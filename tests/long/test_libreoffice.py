"""The office documents opened by LibreOffice: what it shows is what was released."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.exports.reading import flat, pdf_text
from tests.exports.test_formats import handout, made

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("app")]

TEXTS = ("Æ ø å – ”Må jeg?” – »ja« … ½ × 2 é", "Ventetid skaber uro.", "=1+1", "+45", "@SUM(A1)")
PATIENCE = 180


@pytest.mark.parametrize("form", ["docx", "pptx", "xlsx", "csv"])
def test_libreoffice_shows_what_was_released(form: str, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("The long tests need LibreOffice. As root: .ci/long installs it")
    (tmp_path / f"udtræk.{form}").write_bytes(made(form, handout(*TEXTS)))
    # Semicolons, quotation marks, UTF-8: as Danish Excel takes it.
    reading = ["--infilter=CSV:59,34,76,1,,1030"] if form == "csv" else []
    subprocess.run(
        [
            program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", *reading,
            "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / f"udtræk.{form}"),
        ],
        check=True, timeout=PATIENCE, capture_output=True,
    )  # fmt: skip
    shown = flat(pdf_text((tmp_path / "udtræk.pdf").read_bytes()))
    if form == "csv":
        # As wide as its text, a column runs over several pages: the words stand apart.
        assert "Ventetid" in shown
    else:
        for text in TEXTS:
            assert flat(text) in shown
    # A formula that had run would stand there as its result or as an error.
    assert "=1+1" in shown
    assert "Err:" not in shown
