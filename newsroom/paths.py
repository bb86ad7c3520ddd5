"""Where this checkout lies, and where it keeps what it makes."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PAWARTA_VAR") or BASE_DIR / "var")
