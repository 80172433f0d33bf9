"""What a full disk, a limit or a stop from outside leaves behind: nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.backup.conftest import PG_BIN, is_bare

KIB = 1024


@pytest.fixture
def environment(database_url, tmp_path):
    return os.environ | {
        "FLASK_APP": "logbook",
        "LOGBOOK_SECRET_KEY": "only for tests",
        "LOGBOOK_DATABASE_URL": database_url,
        "LOGBOOK_PG_BIN": str(PG_BIN),
    }


def start(environment, *words, limit=None):
    """`flask …` in a process of its own, which may write no file over `limit` KiB."""
    command = [sys.executable, "-m", "flask", *map(str, words)]
    if limit:
        # Python 3.11 would keep the modules that it compiles, cut off in the middle.
        environment = environment | {"PYTHONDONTWRITEBYTECODE": "1"}
        command = ["bash", "-c", f'ulimit -f {limit}; exec "$@"', "bash", *command]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@pytest.mark.parametrize("limit", [8, 20, 40])
def test_a_full_disk_is_told_and_nothing_half_written_is_left(app, cast, environment, file, limit):
    process = start(environment, "backup", file, limit=limit)
    said, _ = process.communicate()
    assert process.returncode == 1, said
    assert f"Der er ikke plads nok i {file.parent}" in said
    assert "Traceback" not in said
    assert list(file.parent.iterdir()) == []


def test_an_older_backup_survives_a_full_disk(app, taken, environment, flask):
    before = taken.read_bytes()
    process = start(environment, "backup", taken, limit=20)
    process.communicate()
    assert process.returncode == 1
    assert taken.read_bytes() == before
    assert flask("backup", "check", taken).exit_code == 0


@pytest.mark.only("sqlite")
def test_a_full_disk_leaves_nothing_half_restored(app, taken, environment, other_url):
    """PostgreSQL's disk is not ours to fill; it restores in one transaction."""
    process = start(environment | {"LOGBOOK_DATABASE_URL": other_url}, "restore", taken, limit=100)
    said, _ = process.communicate()
    assert process.returncode == 1, said
    assert "Der er ikke plads nok" in said
    assert is_bare(other_url)


def scratch_folders(folder):
    return list(folder.glob(".logbook-backup-*"))


def stopped_in_the_middle(environment, file, how):
    """Start a backup, and end it while it works."""
    while True:
        process = start(environment, "backup", file)
        while process.poll() is None and not scratch_folders(file.parent):
            time.sleep(0.001)
        process.send_signal(how)
        said, _ = process.communicate()
        if not file.exists():
            return process.returncode, said
        file.unlink()  # it was quicker than we: once more


def test_told_to_stop_it_leaves_nothing(app, cast, environment, file, databases, database_kind):
    code, said = stopped_in_the_middle(environment, file, signal.SIGTERM)
    assert code == 1, said
    assert "Stoppet udefra" in said
    assert list(file.parent.iterdir()) == []


def test_killed_it_leaves_no_backup_and_the_next_one_clears_up(app, cast, environment, file, flask):
    code, _ = stopped_in_the_middle(environment, file, signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert flask("backup", file).exit_code == 0
    assert list(file.parent.iterdir()) == [file]


def test_two_at_once_do_not_disturb_each_other(app, cast, environment, file, flask):
    processes = [start(environment, "backup", file.with_name(f"{n}")) for n in range(2)]
    said = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert sorted(path.name for path in file.parent.iterdir()) == ["0", "1"]
    for process_file in file.parent.iterdir():
        assert flask("backup", "check", process_file).exit_code == 0


def test_where_nobody_may_write_is_told(app, cast, flask, file):
    if os.geteuid() == 0:
        file = Path("/proc/logbook.backup")
    else:
        file.parent.chmod(0o500)
    result = flask("backup", file)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert str(file.parent) in result.output
