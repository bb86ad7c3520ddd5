"""The settings in a process of their own, with the environment that a server would have."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRET = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"


def run(script: str, **variables: object) -> subprocess.CompletedProcess:
    """A process of its own with these variables alone, for the settings that a server would have."""
    given = {"PATH": os.environ["PATH"], "SECRET_KEY": SECRET, "DATABASE_URL": "postgresql://nobody/none"}
    given |= {name: str(value) for name, value in variables.items()}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=given, capture_output=True, text=True, timeout=60
    )


def refusal(**variables: object) -> str:
    outcome = run("import newsroom.settings", **variables)
    name, message = outcome.stderr.splitlines()[-1].split(": ", 1)
    assert name.endswith("ImproperlyConfigured"), outcome.stderr
    return message
