"""Rules of the source itself that no linter knows."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = [path for folder in ("articles", "staff", "newsroom") for path in (ROOT / folder).rglob("*.py")]


def test_a_status_is_written_in_one_place():
    writes = re.compile(r"\.status = |, self\.status = |update\([^)]*\bstatus=")
    found = [path.relative_to(ROOT).as_posix() for path in CODE if writes.search(path.read_text())]
    assert found == ["articles/models/article.py"]


def test_the_workflow_alone_moves_articles():
    def callers(name):
        return {path.relative_to(ROOT).as_posix() for path in CODE if f".{name}(" in path.read_text()}

    # `Article.follow_old_site` is the importer's, for stories that nobody here has touched.
    assert callers("move_to") == {"staff/workflow.py", "articles/models/article.py"}
    assert callers("follow_old_site") == {"articles/wordpress/story_rows.py"}


def test_public_templates_have_no_inline_style_or_script():
    inline = re.compile(r"<script(?! src=)|<style|\sstyle=|\son\w+=", re.I)
    pages = [*(ROOT / "templates").glob("*.html"), *(ROOT / "templates/articles").rglob("*.html")]
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
