"""Builds of the project beside one another, each a checkout that loads archives and is served in the same way."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import servers


class Build:
    """A checkout of the project, with what it needs to be served."""

    def __init__(self, name, folder, stack):
        self.name, self.folder = name, Path(folder)
        self.work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pawarta-search-")))
        (self.work / "media").mkdir()
        places = ("tests.bench.settings", "tests.bench_settings", "newsroom.settings")
        self.settings = next(
            name for name in places if (self.folder / f"{name.replace('.', '/')}.py").exists()
        )

    def environment(self, address):
        own = {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PAGE_CACHE_MB": str(servers.CACHE_MB),
            "PAGES_ANEW": "1",
        }
        return servers.environment(address, self.work) | own

    def manage(self, address, *args):
        subprocess.run(
            [sys.executable, "manage.py", *args], cwd=self.folder, env=self.environment(address), check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def load(self, address, count):
        self.manage(address, "migrate", "--verbosity=0")
        self.manage(address, "load_archive", f"--articles={count}", "--force")
        servers.vacuum(address)
