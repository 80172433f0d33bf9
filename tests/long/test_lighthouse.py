"""Lighthouse, as on a slow telephone, on the four pages that people see most."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bench.client import Ask
from tests.bench.visits import visits_in
from tests.bench.worlds import Databases
from tests.chromium import chromium_path
from tests.serving import serving, settings_for

pytestmark = pytest.mark.long

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = ("Home", "A cycle", "Overview of a house", "Extract page")
CYCLES = 300
LOOKS = 5
PERFORMANCE, ACCESSIBILITY = 98, 100


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, dict[str, Ask]]]:
    """A server with a house full of cycles: its port, and how to ask for each page."""
    url = Databases("sqlite", tmp_path_factory.mktemp("lighthouse")).filled(CYCLES)
    asks = {visit.name: visit.asks[0] for visit in visits_in(url)}
    with serving("logbook:create_app()", "/log-ind", **settings_for(url)) as server:
        yield server.port, asks


def report_on(url: str, cookie: str, file: Path) -> dict[str, Any]:
    headers = file.with_suffix(".headers.json")
    headers.write_text(json.dumps({"Cookie": cookie}))
    subprocess.run(
        [
            "npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={file}",
            f"--extra-headers={headers}", "--only-categories=performance,accessibility",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env=os.environ | {"CHROME_PATH": chromium_path()}, check=True, timeout=300,
    )  # fmt: skip
    report: dict[str, Any] = json.loads(file.read_text())
    return report


def score(report: dict[str, Any], category: str) -> int:
    return round(report["categories"][category]["score"] * 100)


def lost_points(report: dict[str, Any]) -> list[str]:
    return [
        f"{audit['title']} {audit.get('displayValue', '')}".strip()
        for audit in report["audits"].values()
        if audit["score"] is not None and audit["score"] < 1
    ]


@pytest.mark.parametrize("name", PAGES)
def test_lighthouse_finds_nothing_to_complain_of(
    house: tuple[int, dict[str, Ask]], tmp_path: Path, name: str
) -> None:
    port, asks = house
    ask = asks[name]
    # A busy machine takes points away and gives none, so the best of a few looks counts.
    for look in range(LOOKS):
        file = tmp_path / f"report-{look}.json"
        report = report_on(f"http://127.0.0.1:{port}{ask.path}", ask.cookie, file)
        lost = lost_points(report)
        assert report["finalDisplayedUrl"].endswith(ask.path), "another page was measured"
        assert score(report, "accessibility") == ACCESSIBILITY, lost
        if score(report, "performance") >= PERFORMANCE:
            return
    pytest.fail(f"performance {score(report, 'performance')}: {lost}")
