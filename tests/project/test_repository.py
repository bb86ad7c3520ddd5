"""Rules of the source itself that no linter knows."""

import re
from pathlib import Path

import pytest

from articles import permissions
from articles.models import Article, Step
from articles.models.status import PUBLIC_RECORD, PUBLISHED_STORY, public_record_sql, published_sql
from staff import roles
from staff.workflow.actions import EVENT_LABELS

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for folder in ("articles", "staff", "newsroom") for path in (ROOT / folder).rglob("*.py")]


def test_a_status_is_written_in_one_place():
    writes = re.compile(r"\.status = |, self\.status = |update\([^)]*\bstatus=")
    found = [path.relative_to(ROOT).as_posix() for path in CODE if writes.search(path.read_text())]
    assert found == ["articles/models/article.py"]


def test_published_is_spelled_in_one_module():
    """`PUBLISHED_STORY` and its SQL stand in one file; migrations alone keep what they once were."""
    spelling = re.compile(r"""'published'|status="published"|PUBLISHED, update_of""")
    places = {
        path.relative_to(ROOT).as_posix(): count
        for path in CODE
        if "migrations" not in path.parts and (count := len(spelling.findall(path.read_text())))
    }
    assert places == {
        "articles/models/status.py": 3
    }  # the Q and its SQL, and the SQL of what once was published


@pytest.mark.parametrize(
    ("condition", "sql"), [(PUBLISHED_STORY, published_sql()), (PUBLIC_RECORD, public_record_sql())]
)
def test_the_sql_of_published_is_what_the_queryset_asks_for(condition, sql):
    query, values = Article.objects.filter(condition).order_by().values("pk").query.sql_with_params()
    where = query.split(" WHERE ")[1].replace('"articles_article".', "").replace('"', "")
    assert where % tuple(f"'{value}'" for value in values) == f"({sql})"


def test_a_permission_is_named_in_one_place():
    """Rules take names from `articles.permissions` and `staff.roles`; a misspelt one would refuse everybody."""
    named = re.compile(
        r"""has_perm\(f?["']|at_the_desk_with\(f?["']|["'](?:articles|staff)\.[a-z]+_[a-z_]+["']"""
    )
    places = {path.relative_to(ROOT).as_posix() for path in CODE if named.search(path.read_text())}
    assert places == {"articles/permissions.py", "staff/roles.py"}
    names = {value for name, value in vars(permissions).items() if name.isupper()}
    assert names <= set().union(
        *(role.permissions for role in roles.ROLES)
    )  # `write_groups` asks Django for those


def test_a_step_is_named_in_one_place():
    """Each step of `Step` has a label, what may be pressed is one of them, and no table spells a name again."""
    assert set(EVENT_LABELS) == set(Step)
    again = re.compile(
        r"""action(?:__in)?\s*(?:=|==|!=)\s*\[?["']|perform\(["']|\bafter\(["']|^ {4}"(?:submit|return)":""",
        re.M,
    )
    desk = [path for path in CODE if path.parent.name in ("workflow", "notifying", "desk", "models")]
    assert [path.relative_to(ROOT).as_posix() for path in desk if again.search(path.read_text())] == []


def test_the_character_that_no_database_holds_is_dropped_in_one_place():
    """Forms refuse it by themselves; texts that the desk reads by hand go through `parsing.without_nul`."""
    dropped = re.compile(r"""["']\\x00["']""")
    desk = [path for path in CODE if "staff" in path.parts and dropped.search(path.read_text())]
    assert [path.relative_to(ROOT).as_posix() for path in desk] == ["staff/parsing.py"]


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
