"""`pip install .` gives a working program: what lies beside the code travels along."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# A page that needs templates, static files and the database, in a program that lies elsewhere.
TRY = """
import sys
from pathlib import Path
from flask_migrate import upgrade
import logbook
from logbook import create_app
from logbook.db import db
from logbook.settings import Settings

assert Path(logbook.__file__).is_relative_to(sys.argv[1]), logbook.__file__
app = create_app(Settings(secret_key="x" * 40, database_url="sqlite:///new.sqlite", https=False))
with app.app_context():
    upgrade()
client = app.test_client()
page = client.get("/log-ind")
assert page.status_code == 200 and "Brugernavn" in page.text
mark = app.static_url_path + "/mark.svg"
assert client.get(mark).status_code == 200, mark
print(app.test_cli_runner().invoke(args=["demo", "--help"]).output)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", str(folder)], cwd=ROOT, check=True, timeout=60)
    (made,) = folder.glob("*.whl")
    return made


def test_everything_that_is_kept_beside_the_code_is_in_it(wheel: Path) -> None:
    kept = subprocess.run(
        ["git", "ls-files", "logbook", "templates", "static"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    with zipfile.ZipFile(wheel) as parts:
        names = set(parts.namelist())
    needed = {name if name.startswith("logbook/") else f"logbook/{name}" for name in kept}
    assert needed - names == set()


def test_it_migrates_an_empty_database_and_serves_a_page(wheel: Path, tmp_path: Path) -> None:
    place, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(place), str(wheel)], check=True, timeout=60)
    tried = subprocess.run(
        [sys.executable, "-c", TRY, str(place)],
        cwd=elsewhere, env=os.environ | {"PYTHONPATH": str(place)},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert tried.returncode == 0, tried.stderr
    assert "Usage" in tried.stdout
