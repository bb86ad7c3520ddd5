"""Pages before the Nu HTML checker, as npm installed it (tests/audits/package-lock.json)."""

import json
import subprocess
from pathlib import Path

from tests.support.lighthouse import MODULES

CHECKER = MODULES / "vnu-jar/build/dist/vnu.jar"


def messages_of(folder):
    """What the checker says of the HTML files in a folder: file, line and message."""
    command = ["java", "-jar", CHECKER, "--format", "json", "--stdout", *sorted(folder.glob("*.html"))]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=120).stdout)
    return [f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}" for m in told["messages"]]
