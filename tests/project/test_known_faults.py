"""`make check` asks for known faults: one that is known fails it, and no network is a line, no failure and no wait."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("known_faults", ROOT / "requirements/known_faults.py")
known_faults = importlib.util.module_from_spec(spec)
spec.loader.exec_module(known_faults)

FAULT = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["5.2.20"], "description": "x"}
GOOD, SKIPPED = {"name": "nh3", "version": "1", "vulns": []}, {"name": "uv", "skip_reason": "not found"}
BAD = {"name": "django", "version": "5.2.19", "vulns": [FAULT]}
ADVISORY = {"url": "https://github.com/advisories/GHSA-a", "title": "Reads files", "severity": "high"}
NPM_BAD = {"vulnerabilities": {"ws": {"via": [ADVISORY, "tar"]}, "lighthouse": {"via": ["ws"]}}}


def say(words, status=0):
    """A command that says this, as an auditor would."""
    return [
        sys.executable,
        "-c",
        f"import sys; print({words!r}); print('tak terjangkau', file=sys.stderr); sys.exit({status})",
    ]


@pytest.fixture
def check(monkeypatch, capsys):
    """Run it with auditors that say this; return status, what it prints, and its errors."""

    def check(python, npm):
        monkeypatch.setattr(known_faults, "PYTHON", python)
        monkeypatch.setattr(known_faults, "NPM", npm)
        return (known_faults.main(), *capsys.readouterr())

    return check


def as_json(data):
    return known_faults.json.dumps(data)


CLEAN = say(as_json({"dependencies": [GOOD]})), say(as_json({"vulnerabilities": {}}))


def test_nothing_known_is_said_in_no_words(check):
    assert check(*CLEAN) == (0, "", "")


def test_a_known_fault_fails_and_is_named_with_what_mends_it(check):
    status, _said, errors = check(say(as_json({"dependencies": [GOOD, BAD]}), 1), CLEAN[1])
    assert status == 1
    assert errors == "Known fault of Python's packages: django 5.2.19: PYSEC-2026-1, mended in 5.2.20\n"
    status, _said, errors = check(CLEAN[0], say(as_json(NPM_BAD), 1))
    assert status == 1
    assert errors == f"Known fault of auditors from npm: ws: Reads files {ADVISORY['url']}\n"


def test_one_that_does_not_concern_us_is_accepted_by_name(check, monkeypatch):
    monkeypatch.setattr(known_faults, "ACCEPTED", {"CVE-2026-1": "not used", "GHSA-a": "no network in tests"})
    assert check(say(as_json({"dependencies": [BAD]}), 1), say(as_json(NPM_BAD), 1))[0] == 0


@pytest.mark.parametrize(
    "command",
    [say("", 1), say("[", 1), ["/tidak/ada"], [sys.executable, "-m", "tidak_ada"], [sys.executable, "-c", "import time; time.sleep(60)"],
     say(as_json({"dependencies": [SKIPPED]})), say(as_json({"message": "405 Method Not Allowed", "error": {}}), 1)],
)  # fmt: skip
def test_data_out_of_reach_are_a_line_and_no_failure(command, check, monkeypatch):
    monkeypatch.setattr(known_faults, "SECONDS", 5)
    status, said, errors = check(command, command)
    assert (status, errors) == (0, "")
    lines = said.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("Known faults of ") and ": not looked up, " in line for line in lines)


def test_a_fault_counts_where_other_packages_are_unknown(check):
    status, said, errors = check(say(as_json({"dependencies": [BAD, SKIPPED]}), 1), CLEAN[1])
    assert status == 1
    assert "1 of 2 are not known" in said
    assert "django" in errors


def test_make_check_asks():
    assert (
        "requirements/known_faults.py"
        in (ROOT / "Makefile").read_text().partition("\ncheck:")[2].partition("\n\n")[0]
    )
