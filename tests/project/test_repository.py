"""Rules of the source itself that no linter knows."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for folder in ("articles", "staff", "newsroom") for path in (ROOT / folder).rglob("*.py")]


def test_a_status_is_written_in_one_place():
    writes = re.compile(r"\.status = |, self\.status = |update\([^)]*\bstatus=")
    found = [path.relative_to(ROOT).as_posix() for path in CODE if writes.search(path.read_text())]
    assert found == ["articles/models/article.py"]


def test_the_workflow_alone_moves_articles():
    def callers(name):
        return {path.relative_to(ROOT).as_posix() for path in CODE if f".{name}(" in path.read_text()}

    # `Article.follow_old_site` is the importer's, for stories that nobody here has touched.
    assert callers("move_to") == {
        "articles/models/article.py",
        *(f"staff/workflow/{name}.py" for name in ("edits", "publishing", "transitions")),
    }
    assert callers("follow_old_site") == {"articles/wordpress/store.py"}


def test_public_templates_have_no_inline_style_or_script():
    inline = re.compile(r"<script(?! src=)|<style|\sstyle=|\son\w+=", re.I)
    pages = [*(ROOT / "templates").glob("*.html"), *(ROOT / "templates/site").rglob("*.html")]
    assert len(pages) > 10
    assert [page.name for page in pages if inline.search(page.read_text())] == []


def test_the_one_script_element_that_code_writes_is_a_data_block():
    found = [
        tag
        for path in (ROOT / "articles").rglob("*.py")
        for tag in re.findall("<script[^>]*>", path.read_text())
    ]
    assert found == ['<script type="application/ld+json">']


def test_stylesheet_keeps_its_budget():
    assert (ROOT / "static/site.css").stat().st_size <= 10 * 1024 + 200


def test_no_test_imports_from_a_test():
    """What tests share lies in tests/support/ and in conftest.py, so that each file is read and moved alone."""
    imports = re.compile(
        r"^\s*(?:from|import) tests\.(?:\w+\.)*(?:test_\w+|conftest)|^\s*from tests(?:\.\w+)* import test_",
        re.M,
    )
    tests = [path for path in (ROOT / "tests").rglob("*.py") if imports.search(path.read_text())]
    assert [path.relative_to(ROOT).as_posix() for path in tests] == []
