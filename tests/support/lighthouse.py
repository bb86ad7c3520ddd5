"""Runs Lighthouse, as npm installed it (tests/audits/package-lock.json)."""

import json
import os
import subprocess
from pathlib import Path

from tests.support.chromium import BROWSER_FLAGS, CHROMIUM

MODULES = Path(__file__).resolve().parents[2] / ".audits/node_modules"
LIGHTHOUSE = MODULES / ".bin/lighthouse"


def lighthouse(address, report):
    """Lighthouse's report of a page on a slow phone, as plain data. Now and then it loses its browser and says so."""
    flags = " ".join(["--headless=new", *BROWSER_FLAGS])
    command = [
        LIGHTHOUSE,
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={flags}",
    ]
    for _attempt in range(3):
        done = subprocess.run(
            command, env=os.environ | {"CHROME_PATH": CHROMIUM}, capture_output=True, timeout=180
        )
        if not done.returncode:
            return json.loads(report.read_text())
    raise RuntimeError(done.stderr.decode())
