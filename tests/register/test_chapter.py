"""The chapter on press law names each rule once, and no screen or test that there is not."""

import re
from pathlib import Path

from django.urls import resolve

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = (ROOT / "docs/panduan/hukum-pers.md").read_text()


def test_each_rule_has_its_row():
    assert re.findall(r"^\| (P\d+) ·", CHAPTER, re.MULTILINE) == [f"P{number}" for number in range(1, 20)]


def test_the_tests_that_it_names_are_there():
    named = re.findall(r"`((?:tests/\w+/)?test_\w+\.py)`", CHAPTER)
    assert len(named) >= 6
    names = {path.name: path for path in (ROOT / "tests").rglob("test_*.py")}
    assert [name for name in named if Path(name).name not in names] == []
    assert [name for name in named if "/" in name and not (ROOT / name).exists()] == []


def test_the_pages_that_it_names_answer():
    for path in set(re.findall(r"`(/[a-z-]+/(?:status/)?)`", CHAPTER)):
        assert resolve(path).url_name, path
