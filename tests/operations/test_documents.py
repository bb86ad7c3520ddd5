"""What technicians are given fits the program: the runbook its readings, the units and the scripts what they start."""

import configparser
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from newsroom import embedded_postgres
from staff.operations import health
from tests.support.factories import make_article
from tests.support.processes import ROOT

UNITS = sorted((ROOT / "docs/systemd").glob("pawarta-*.*"))
ENVIRONMENT = ROOT / "docs/systemd/pawarta.env"


def test_the_runbook_has_a_heading_for_each_reading(db, settings):
    headings = set(re.findall(r"^## (\w+)$", (ROOT / "docs/runbook.md").read_text(), re.M))
    read = {one.key for one in health.readings(network=False)}
    assert headings == read | {"disk_default", "disk_originals", "certificate", "replicas", "replica_lag"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_what_is_there(unit):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(unit.read_text().replace("\\\n", " "))
    if unit.suffix == ".socket":
        assert unit.with_suffix(".service") in UNITS
        assert parser["Install"]["WantedBy"] == "sockets.target"
        return
    if unit.suffix == ".timer":
        assert unit.with_suffix(".service") in UNITS
        assert parser["Install"]["WantedBy"] == "timers.target"
        return
    service = parser["Service"]
    assert (service["User"], service["EnvironmentFile"]) == ("pawarta", "/etc/pawarta.env")
    program, *words = service["ExecStart"].split()
    if "manage.py" in words:
        name = words[words.index("manage.py") + 1]
        assert (ROOT / f"staff/management/commands/{name}.py").exists()
    else:
        assert "newsroom.wsgi" in words or (ROOT / program.removeprefix("/opt/pawarta/app/")).exists()


def test_each_variable_of_the_environment_file_is_explained():
    names = re.findall(r"^([A-Z_]+)=", ENVIRONMENT.read_text(), re.M)
    table = (ROOT / "docs/deploy.md").read_text()
    assert names
    assert [name for name in names if f"| `{name}` |" not in table] == []


def environment_of(tmp_path):
    """The variables that the scripts of a night are given; folders and files beneath `tmp_path`."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return os.environ | {
        "PATH": f"{embedded_postgres.find_programs()}:{os.environ['PATH']}",
        "DATABASE_URL": address.geturl(),
        "ORIGINALS_ROOT": str(tmp_path / "originals"),
        "BACKUP_FOLDER": str(tmp_path / "backups"),
        "BACKUP_STAMP": str(tmp_path / "terakhir"),
        "RESTORE_STAMP": str(tmp_path / "uji-pulih"),
        "PYTHON": str(ROOT / ".venv/bin/python"),
        "APP": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }


def script(name, environment):
    return subprocess.run([ROOT / "docs/systemd" / name], env=environment, capture_output=True, text=True)


def copies_left():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'pawarta_restore_test%'")
        return cursor.fetchone()[0]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_backup_is_made_restored_and_looked_at(transactional_db, people, tmp_path):
    make_article(people["wati"])
    originals, backups = tmp_path / "originals", tmp_path / "backups"
    for folder in (originals, backups):
        folder.mkdir()
    (originals / "foto.jpg").write_bytes(b"foto")
    for name, stamp in (("backup.sh", "terakhir"), ("restore-test.sh", "uji-pulih")):
        outcome = script(name, environment_of(tmp_path))
        assert outcome.returncode == 0, outcome.stderr
        assert Path(tmp_path / stamp).exists()
    assert "1 stories" in outcome.stdout
    assert (backups / "originals/foto.jpg").read_bytes() == b"foto"
    assert copies_left() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_backup_that_broke_off_passes_no_restore_test(transactional_db, people, tmp_path):
    for name in ("originals", "backups"):
        (tmp_path / name).mkdir()
    assert script("backup.sh", environment_of(tmp_path)).returncode == 0
    (dump,) = (tmp_path / "backups").glob("*.dump")
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    outcome = script("restore-test.sh", environment_of(tmp_path))
    assert outcome.returncode != 0
    assert "pg_restore: error" in outcome.stderr
    assert not (tmp_path / "uji-pulih").exists()
    assert copies_left() == 0


def test_each_way_back_is_one_transaction():
    """Else a disk that fills leaves half of the tables, and nothing refuses to start on them."""
    lines = re.findall(r"^.*pg_restore .*--no-owner.*$", (ROOT / "docs/deploy.md").read_text(), re.M)
    assert len(lines) == 2
    assert all("--single-transaction" in line for line in lines)
