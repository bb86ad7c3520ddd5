"""Rules of the source itself that no linter knows."""

import gzip
import re
from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from articles import permissions
from articles.models import Article, Step
from articles.models.status import PUBLIC_RECORD, PUBLISHED_STORY, public_record_sql, published_sql
from staff import roles
from staff.workflow.actions import EVENT_LABELS

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for folder in ("articles", "staff", "newsroom") for path in (ROOT / folder).rglob("*.py")]
TEMPLATES = list((ROOT / "templates").rglob("*.html"))
DESK = ROOT / "static/desk"
SCRIPTS = list(DESK.rglob("*.js"))


def test_a_status_is_written_in_one_place():
    writes = re.compile(r"\.status = |, self\.status = |update\([^)]*\bstatus=")
    code = [path for path in CODE if "migrations" not in path.parts]
    found = [path.relative_to(ROOT).as_posix() for path in code if writes.search(path.read_text())]
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
        r"""action(?:__in)?\s*(?:=|==|!=)\s*\[?["']\w|perform\(["']|\bafter\(["']|^ {4}"(?:submit|return)":""",
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
        *(f"staff/workflow/{name}.py" for name in ("edits", "notices", "publishing", "transitions", "undo")),
    }
    assert callers("follow_old_site") == {"articles/wordpress/story_rows.py"}


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
    """As it travels: a phone gets it compressed."""
    assert len(gzip.compress((ROOT / "static/site.css").read_bytes())) <= 6 * 1024


def test_no_test_imports_from_a_test():
    """What tests share lies in tests/support/ and in conftest.py, so that each file is read and moved alone."""
    imports = re.compile(
        r"^\s*(?:from|import) tests\.(?:\w+\.)*(?:test_\w+|conftest)|^\s*from tests(?:\.\w+)* import test_",
        re.M,
    )
    tests = [path for path in (ROOT / "tests").rglob("*.py") if imports.search(path.read_text())]
    assert [path.relative_to(ROOT).as_posix() for path in tests] == []


def names(paths, folder):
    return {path.relative_to(ROOT / folder).as_posix() for path in paths}


def in_quotes(pattern):
    """What code and templates name in double quotes and matches the pattern."""
    sources = [*CODE, *TEMPLATES]
    return {name for path in sources for name in re.findall(f'"({pattern})"', path.read_text())}


def imports(script):
    """Paths of the scripts that this one imports, at once or later."""
    sources = re.findall(r"""\b(?:from|import)\b[ (]*["']([^"']+)["']""", script.read_text())
    return [(script.parent / source).resolve() for source in sources]


def test_every_template_is_used_and_lies_in_its_room():
    by_fixed_name = {
        "400.html",
        "403.html",
        "403_csrf.html",
        "admin/base.html",
        "admin/index.html",
        "unfold/helpers/add_link.html",
        "unfold/helpers/userlinks.html",
        "unfold/helpers/empty_results.html",
        "unfold/helpers/welcomemsg.html",
    }
    templates, used = names(TEMPLATES, "templates"), in_quotes(r"[\w/]+\.html")
    assert templates - used == by_fixed_name  # Django, its admin and Unfold look for these
    assert {name for name in used if name.startswith(("desk/", "site/", "wordpress/"))} <= templates


def test_a_comment_of_a_template_ends_in_its_line():
    """Django prints one that does not."""
    broken = [path for path in TEMPLATES if re.search(r"\{#(?!.*#\})", path.read_text())]
    assert names(broken, "templates") == set()


def test_every_static_file_of_the_desk_is_used():
    used = {ROOT / "static" / name for name in in_quotes(r"desk/[\w/]+\.(?:css|js|svg)")}
    pending = list(used)
    while pending:
        script = pending.pop()
        new = [path for path in imports(script) if path not in used] if script.suffix == ".js" else []
        used.update(new)
        pending += new
    assert names(used, "static/desk") == names(
        [path for path in DESK.rglob("*") if path.is_file()], "static/desk"
    )


def test_scripts_of_the_desk_share_nothing_but_what_they_import():
    """The globals are CKEditor's, which calls back the cards, and that of Django's admin."""
    read = {
        name
        for script in SCRIPTS
        for name in re.findall(r"\b(?:window|self|globalThis)\W+(\w+)", script.read_text())
    }
    assert read == {
        "articleCard",
        "attachmentCard",
        "ckeditorRegisterCallback",
        "django",
        "editors",
        "embedCard",
    }
    tags = [tag for path in TEMPLATES for tag in re.findall("<script[^>]*desk/[^>]*>", path.read_text())]
    assert len(tags) > 5
    assert all('type="module"' in tag for tag in tags)


def test_scripts_and_styles_can_be_read():
    long = {
        f"{path.name}:{number}"
        for path in [*(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
        if path.name != "alpine.js"  # of others, as it came
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 120
    }
    assert long == set()


def test_every_decision_has_a_date_a_status_and_a_line_in_the_index():
    index = (ROOT / "docs/decisions/README.md").read_text()
    for path in sorted((ROOT / "docs/decisions").glob("0*.md")):
        title, _blank, head = path.read_text().split("\n")[:3]
        facts = re.fullmatch(r"\*\*Date\*\* (\d{4}-\d\d-\d\d) · \*\*Status\*\* (.+)", head)
        assert facts, path.name
        assert f"| {path.name[:4]} | [{title[2:]}]({path.name}) | {facts[1]} |" in index, path.name


def test_documents_name_no_file_that_is_not_there():
    """A path in backquotes that names a module, template or script exists; so does every local link."""
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    path = re.compile(
        r"`((?:articles|staff|newsroom|templates|static|tests|docs)/[\w./-]+)`|\]\((?!http)([^)#\n]*\.\w+)(?:#[^)]*)?\)"
    )
    missing = set()
    for document in documents:
        if document.name == "CHANGELOG.md":
            continue
        for module, link in path.findall(document.read_text()):
            place = ROOT / module if module else document.parent / link
            if not place.exists():
                missing.add(f"{document.name}: {module or link}")
    assert missing == set()


OLD_TASKS = {
    "articles.tasks": "refresh_similar find_similar try_export import_export learn_words draw_photo "
    "remove_photo_files ping_hub submit_to_indexnow",
    "staff.mailing": "send_mails",
    "staff.tasks": "pulse sweep_cards",
    "staff.workflow": "merge_update",
}


@pytest.mark.parametrize(
    "path", [f"{module}.{name}" for module, names in OLD_TASKS.items() for name in names.split()]
)
def test_a_task_that_release_0_1_queued_is_found_under_its_path(path):
    """They wait in the table by their dotted path; remove the old ones with release 0.3."""
    assert import_string(path).func
