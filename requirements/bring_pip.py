"""Put pip into the environment of whoever runs this: unpacked from the wheel that Python brings along.

`ensurepip` has pip install itself, which takes ten times as long. Where the wheel lies elsewhere it is asked all the same.
"""

import ensurepip
import sysconfig
import zipfile
from pathlib import Path

folders = [Path(ensurepip.__file__).parent / "_bundled"]
if other := sysconfig.get_config_var("WHEEL_PKG_DIR"):  # Debian, Fedora
    folders.append(Path(other))
wheels = sorted(wheel for folder in folders for wheel in folder.glob("pip-*.whl"))
if wheels:
    zipfile.ZipFile(wheels[-1]).extractall(sysconfig.get_path("purelib"))
else:
    ensurepip.bootstrap(default_pip=True)
