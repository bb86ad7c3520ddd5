"""The directory of this checkout, and the directory of the files that it makes."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PAWARTA_VAR") or BASE_DIR / "var")
