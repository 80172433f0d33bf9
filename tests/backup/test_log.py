"""What a backup knows of the log: where each programme's chain ended, so that a cut end is seen."""

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import select

from logbook import create_app
from logbook.audit.models import Act, LogChain, LogLine, record
from logbook.backup import archive
from logbook.backup.manifest import LogHead
from logbook.db import db
from logbook.keys import log_key, log_key_id
from tests.audit.breaking import cut_off, unguarded
from tests.backup.conftest import commands_of, refused, repacked
from tests.factories import NOON


def written(programme, number):
    for _ in range(number):
        record(Act.HELD, by=None, at=NOON, programme_id=programme.id)
        db.session.commit()


@pytest.fixture
def programme(cast):
    written(cast.programme, 5)
    return cast.programme


def test_the_manifest_remembers_where_each_log_ended(programme, taken):
    head = db.session.scalars(LogChain.of(programme.id)).one()
    query = LogLine.in_order(programme.id)
    last = db.session.execute(query).all()[head.number - 2]  # the last line: that it was taken
    assert archive.read(taken).manifest.logs[programme.id.hex] == LogHead(last.number, last.mac)


def test_the_log_that_went_on_holds_what_the_backup_knows(programme, taken, flask):
    written(programme, 3)
    said = flask("audit", "verify", "--backup", taken)
    assert said.exit_code == 0, said.output
    assert "alle er, som de blev skrevet" in said.output


def test_an_end_that_was_cut_off_with_its_seal_is_found_by_the_backup(programme, taken, flask):
    """Somebody has an older head, from before the lines that she wants to be rid of."""
    cut_off(programme.id, to=2, key=log_key())
    assert flask("audit", "verify").exit_code == 0
    refused(flask("audit", "verify", "--backup", taken), "Linje 3 til 5 mangler", "ikke hel")


def test_a_log_that_is_gone_whole_is_found_by_the_backup(programme, taken, flask):
    with unguarded() as connection:
        connection.exec_driver_sql("DELETE FROM log_line")
        connection.exec_driver_sql("DELETE FROM log_chain")
    refused(flask("audit", "verify", "--backup", taken), "Linje 1 til 5 mangler")


def test_restoring_is_written_into_the_log_and_told(programme, file, flask, flask_elsewhere):
    older, newer = file, file.with_name("newer")
    assert flask("backup", older).exit_code == 0
    written(programme, 3)
    assert flask("backup", newer).exit_code == 0
    assert flask_elsewhere("restore", older).exit_code == 0
    said = flask_elsewhere("audit", "verify", "--backup", older)
    assert said.exit_code == 0, said.output
    refused(
        flask_elsewhere("audit", "verify", "--backup", newer),
        "Linje 7 til 9 mangler",
        "Linje 6 siger, at databasen blev gendannet fra en ældre kopi",
    )


def test_what_stood_before_stands_after(programme, taken, elsewhere, flask_elsewhere):
    assert flask_elsewhere("restore", taken).exit_code == 0
    with elsewhere.app_context():
        acts = db.session.scalars(select(LogLine.act).order_by(LogLine.number)).all()
        db.session.remove()
    assert acts == ["held"] * 5 + ["restored"]


def test_taking_one_is_written_into_the_log(programme, taken):
    line = db.session.scalars(select(LogLine).order_by(LogLine.number.desc()).limit(1)).one()
    assert (line.act, line.by_id, line.count) == ("backed-up", None, 5)


@pytest.mark.parametrize(
    ("number", "less"), [(1, {"logs": None, "seal": None}), (2, {"seal": None})]
)
def test_a_backup_of_an_earlier_format_is_still_read(
    programme, taken, tmp_path, flask, flask_elsewhere, number, less
):
    """And says nothing of the log that could be relied on: anyone can leave the seal out."""
    old = repacked(archive.read(taken), tmp_path / "old", **less)
    assert old.read_bytes().startswith(b"LOGBOOK BACKUP %d\n" % number)
    for name in less:
        assert f'"{name}"'.encode() not in old.read_bytes().split(b"\n")[1]
    checked = flask("backup", "check", old)
    assert checked.exit_code == 0
    assert "bærer ikke segl" in checked.output
    refused(flask("audit", "verify", "--backup", old), "uden segl", "Brug en nyere")
    assert flask_elsewhere("restore", old).exit_code == 0


def test_what_was_taken_here_carries_the_seal(taken, flask):
    assert archive.read(taken).manifest.is_sealed_with(log_key())
    assert "segl" not in flask("backup", "check", taken).output


def shortened(manifest, programme, to, key_id):
    """The manifest as it would be, had the log ended earlier; sealed by who has not the key."""
    logs = {programme.id.hex: LogHead(to.number, to.mac)}
    return {"logs": logs, "seal": replace(manifest, logs=logs).sealed(key_id, b"guess").seal}


@pytest.mark.parametrize("whose", ["the seal as it was", "ours by name", "another's"])
def test_a_head_that_somebody_shortened_in_the_backup_too_is_found(
    programme, taken, tmp_path, flask, whose
):
    """She has an older head, the database and the backup in her hands, and every checksum right."""
    manifest = archive.read(taken).manifest
    older = db.session.execute(LogLine.in_order(programme.id)).all()[1]
    cut_off(programme.id, to=2, key=log_key())
    key_id = "0" * 16 if whose == "another's" else log_key_id()
    changes = shortened(manifest, programme, older, key_id)
    if whose == "the seal as it was":
        changes["seal"] = manifest.seal
    forged = repacked(archive.read(taken), tmp_path / "forged", **changes)
    assert archive.read(forged).manifest.logs[programme.id.hex].number == 2
    assert flask("audit", "verify").exit_code == 0
    told = "--former-key" if whose == "another's" else "seglet passer ikke"
    refused(flask("audit", "verify", "--backup", forged), told, "ændret")


def test_the_first_line_and_the_manifest_agree_on_the_format(taken, tmp_path, flask):
    _, line, _, data = taken.read_bytes().split(b"\n", 3)
    head = b"LOGBOOK BACKUP 1\n" + line + b"\n"
    odd = tmp_path / "odd"
    odd.write_bytes(head + hashlib.sha256(head).hexdigest().encode() + b"\n" + data)
    refused(flask("backup", "check", odd), "slags")


def test_a_damaged_backup_is_told(programme, taken, flask):
    taken.write_bytes(taken.read_bytes()[:-1])
    refused(flask("audit", "verify", "--backup", taken), "ikke hel")
    refused(flask("audit", "verify", "--backup", taken.with_name("findes-ikke")), "kan ikke læses")


def test_another_key_is_told_and_the_former_one_helps(programme, taken, settings):
    programme_id = programme.id
    changed = create_app(replace(settings, secret_key="en helt anden nøgle"))
    flask = commands_of(changed)
    refused(flask("audit", "verify"), "LOGBOOK_SECRET_KEY", "--former-key")
    former = settings.secret_key
    assert flask("audit", "verify", "--former-key", former).exit_code == 0
    with changed.app_context():
        record(Act.HELD, by=None, at=NOON, programme_id=programme_id)
        db.session.commit()
        db.session.remove()
    both = flask("audit", "verify", "--former-key", former, "--backup", taken)
    assert both.exit_code == 0, both.output
    refused(flask("audit", "verify"), "--former-key")
    with changed.app_context():
        db.engine.dispose()
