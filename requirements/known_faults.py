"""Asks whether what the locks pin has known faults: the packages of Python, and the auditors of the pages from npm.

make check. It fails where one is known. Where the data cannot be reached it says so in a line, and goes on.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECONDS = 60  # for each of both; whoever has no network waits no longer
PYTHON = [
    sys.executable, "-m", "pip_audit", "--requirement", "requirements/test.txt", "--disable-pip", "--timeout", "5",
    "--progress-spinner", "off", "--format", "json",
]  # fmt: skip
NPM = ["npm", "audit", "--package-lock-only", "--json", "--fetch-retries=0", "--fetch-timeout=10000"]
# Faults that do not concern us, by their id, each with the reason.
ACCEPTED: dict[str, str] = {}


def answer(command: list[str], folder: Path) -> tuple[dict, str]:
    """Return what an auditor says, or {} and why it says nothing."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL,
            env=os.environ | {"NO_UPDATE_NOTIFIER": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {}, f"no answer within {SECONDS} seconds"
    except OSError as error:
        return {}, f"{command[0]}: {error.strerror}"
    try:
        said = json.loads(done.stdout)
    except ValueError:
        said = {}
    errors = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    return said, errors[-1] if errors else f"status {done.returncode}"


def of_python(said: dict, reason: str) -> tuple[list[str], str]:
    """Return the faults that pip-audit knows, and what it could not ask about."""
    packages = said.get("dependencies", [])
    asked = [package for package in packages if "vulns" in package]
    faults = [
        f"{package['name']} {package['version']}: {vuln['id']}, mended in {', '.join(vuln['fix_versions']) or 'none'}"
        for package in asked
        for vuln in package["vulns"]
        if not {vuln["id"], *vuln.get("aliases", [])} & ACCEPTED.keys()
    ]
    if not asked:
        return [], f"not looked up, {'none is known where pip-audit asks' if packages else reason}"
    unknown = len(packages) - len(asked)
    return faults, f"{unknown} of {len(packages)} are not known where pip-audit asks" if unknown else ""


def of_npm(said: dict, reason: str) -> tuple[list[str], str]:
    """Return the same of what npm audit says."""
    if "vulnerabilities" not in said:
        return [], f"not looked up, {said.get('message') or reason}"
    advisories = {
        (name, advisory["url"], advisory["title"])
        for name, package in said["vulnerabilities"].items()
        for advisory in package["via"]
        if isinstance(advisory, dict)
    }
    is_accepted = {url: url.rpartition("/")[2] in ACCEPTED for _name, url, _title in advisories}
    return [f"{name}: {title} {url}" for name, url, title in sorted(advisories) if not is_accepted[url]], ""


def main() -> int:
    found = []
    for what, read, command, folder in (
        ("Python's packages", of_python, PYTHON, ROOT),
        ("auditors from npm", of_npm, NPM, ROOT / "tests/audits"),
    ):
        faults, missing = read(*answer(command, folder))
        if missing:
            print(f"Known faults of {what}: {missing[:200]}")
        found += [f"Known fault of {what}: {fault}" for fault in faults]
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
