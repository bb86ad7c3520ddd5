"""The variables that settings read."""

import re
from pathlib import Path

SETTINGS = Path(__file__).resolve().parents[2] / "newsroom/settings.py"
# Where the tests' database is, and what is written beside it.
OF_THE_RUN = {"DATABASE_URL", "PAWARTA_VAR"}


def secrets():
    return set(re.findall(r"""secret\("([A-Z0-9_]+)\"""", SETTINGS.read_text()))


def variables():
    """Return all names, those of files that hold a secret among them."""
    names = set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z0-9_]+)\"""", SETTINGS.read_text()))
    return names | secrets() | {f"{name}_FILE" for name in secrets()}
