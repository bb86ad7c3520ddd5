"""How `make` installs: every pin of a lock by one of several pips, and what one of them says is told."""

import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "requirements"
PIN = re.compile(r"^([\w.-]+)==", re.MULTILINE)


@pytest.fixture
def script():
    spec = spec_from_file_location("install", FOLDER / "install.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lock", sorted(FOLDER.glob("*.txt")), ids=lambda lock: lock.name)
def test_each_pin_goes_to_one_pip_with_its_hashes(script, lock):
    text = lock.read_text()
    parts = script.parts(text)
    pins = PIN.findall(text)
    assert len(pins) > 20
    assert sorted(PIN.findall("".join(parts))) == sorted(pins)
    assert sum(part.count("--hash=") for part in parts) == text.count("--hash=")
    assert len(parts) == (script.PIPS if script.HEAVIEST in pins else script.PIPS - 1)


def test_what_cannot_be_installed_is_named_and_stops_make(tmp_path):
    lock = tmp_path / "lock.txt"
    digest = f"    --hash=sha256:{'0' * 64}\n"
    lock.write_text(f"paket-yang-tidak-ada==1.0 \\\n{digest}paket-lain==1.0 \\\n{digest}")
    outcome = subprocess.run(
        [sys.executable, FOLDER / "install.py", lock],
        env=os.environ | {"PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
    )
    assert outcome.returncode == 1
    assert "No matching distribution found for paket-yang-tidak-ada==1.0" in outcome.stderr
    assert "Traceback" not in outcome.stderr
