"""`python -m tests.bench.guards`: takes each guard of the doors out, one at a time, and tells whether a test noticed.

Words behind the command choose the guards of these doors. It works in a copy of the tree, with a database server of its
own, and takes some minutes. A guard that is not found in its file, or whose loss no test notices, ends it with status 1.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
RULES = "staff/workflow/rules.py"
RECORD = "staff/migrations/0009_record_of_changes.py"
SIGNED = "staff/migrations/0013_signed_before_readers.py"
DOORS, CHANGES = "tests/workflow/test_doors.py", "tests/reporting/test_changes.py"


class Guard(NamedTuple):
    door: str  # as in staff/doors.py
    file: str
    code: str
    without: str
    test: str


GUARDS = [
    Guard("text of a story", RULES, "if article.written_by(user) or user.pk in article.former_writers:", "if False:", "tests/workflow/test_workflow.py"),
    Guard("text of a story: who saved it last", RULES, "if user.pk in article.behind_text:", "if False:", "tests/workflow/test_workflow.py"),
    Guard("text of a story: the approved one", "staff/workflow/publishing.py", "if not (approved.says(present)", "if False and not (approved.says(present)", "tests/workflow/test_workflow.py"),
    Guard("text of a live story", "staff/workflow/edits.py", "if larger and is_typed:", "if False:", "tests/workflow tests/writing"),
    Guard("text of a live story: listed until seen", "staff/workflow/edits.py", '{"has_unseen_fix": True}', "{}", "tests/workflow tests/writing"),
    Guard("publication alone at night", "staff/workflow/publishing.py", "approved_revision=article.approved_revision, needs_signature=True,", "approved_revision=article.approved_revision,", "tests/workflow/test_workflow.py"),
    Guard("words of a photo in stories", "staff/workflow/edits.py", '{"needs_signature": True} if larger', "{} if larger", DOORS),
    Guard("words of a photo beside stories", SIGNED, "'{caption,alt,credit,source}'", "'{}'", DOORS),
    Guard("names of tags", SIGNED, "'{name,slug}'", "'{}'", DOORS),
    Guard("names of categories", RECORD, "'{name,slug,parent_id}'", "'{}'", DOORS),
    Guard("names of regions", RECORD, "'{name,slug,parent_id,dateline}'", "'{}'", DOORS),
    Guard("people", SIGNED, "'{name,slug,position,bio,photo_id,masthead_order}'", "'{}'", DOORS),
    Guard("people: oneself", "staff/admin/__init__.py", "return [*of_all, *OF_ONESELF]", "return of_all", DOORS),
    Guard("people: a reporter's plain name", "staff/admin/__init__.py", 'return [*of_all, *OF_THE_MASTHEAD, "photo"]', "return of_all", DOORS),
    Guard("fixed pages", RECORD, "'{title,slug,body,is_public,policy}'", "'{}'", DOORS),
    Guard("what every story prints", "staff/desk/proposals.py", "if not values or not ArticleEvent.objects.newsroom_is_live():", "if True:", "tests/desk/test_publication.py"),
    Guard("what every story prints: accepted by another", "staff/desk/proposals.py", "proposal.proposed_by_id == by.pk:", "False:", "tests/desk/test_publication.py"),
    Guard("the publication's other data", SIGNED, "'{name,tagline,description,dateline_site,dateline_pattern,legal_name,address,responsible,email,phone,logo_id,profiles,ads_txt}'", "'{}'", DOORS),
    Guard("moving in", "staff/reporting/imports.py", "if not user.has_perm(permissions.WITHDRAW_ARTICLE):", "if False:", "tests/wordpress tests/workflow/test_doors.py"),
    Guard("moving in: by another", "staff/reporting/imports.py", "if export.uploaded_by_id == user.pk:", "if False:", "tests/wordpress tests/workflow/test_doors.py"),
    Guard("withdrawal", RULES, "if request.actor_id == user.pk:\n        return _(\"You requested the withdrawal", "if False:\n        return _(\"You requested the withdrawal", "tests/workflow"),
    Guard("the way back", RULES, "if request.actor_id == user.pk:\n        return _(\"You requested that it comes", "if False:\n        return _(\"You requested that it comes", "tests/workflow"),
    Guard("accounts and roles", "staff/admin/__init__.py", 'rights = ["is_staff", "is_superuser", "groups", "user_permissions"]', "rights = []", DOORS),
    Guard("lists without a public story: pages", "articles/site/views.py", "if not (listing.articles or may_be_empty):", "if False:", "tests/site tests/workflow"),
    Guard("lists without a public story: feeds", "articles/machines/feeds.py", "if not self.articles(node).newest(1, self.nodes(node)):", "if False:", "tests/machines tests/workflow tests/site"),
    Guard("lists without a public story: API", "articles/machines/api.py", "if not _was_public(node):", "if False:", "tests/machines tests/workflow"),
    Guard("a confidential story", "articles/models/queryset.py", "return self.exclude(pk__in=ArticleQuerySet(self.model).hidden_from(user).values(\"pk\"))", "return self", "tests/workflow/test_confidential.py"),
    Guard("crafted fields", "staff/admin/base.py", "if request.method == \"POST\" and (names := self._kept_from(request, object_id)):", "if False:", DOORS),
    Guard("filters that no list offers", "staff/admin/base.py", "return field in filters and condition in FILTERS", "return True", "tests/desk tests/workflow"),
]  # fmt: skip


def run_tests(folder, tests):
    options = ["-q", "-x", "-m", "not (slow or browser or audits)", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests.split()], cwd=folder, capture_output=True, text=True
    )


def notice(folder, guard):
    """Return the test that notices the loss of a guard; None where none does."""
    path = folder / guard.file
    whole = path.read_text()
    if guard.code not in whole:
        return None
    path.write_text(whole.replace(guard.code, guard.without, 1))
    try:
        run = run_tests(folder, guard.test)
    finally:
        path.write_text(whole)
    failed = [line for line in run.stdout.splitlines() if line.startswith("FAILED")]
    return failed[0].split(" - ")[0].removeprefix("FAILED ") if failed else None


def main(words):
    lost = 0
    with tempfile.TemporaryDirectory(prefix="pawarta-guards-") as name:
        folder = Path(name) / "tree"
        leave_out = shutil.ignore_patterns(
            ".venv", ".git", ".audits", "var", "node_modules", "__pycache__", "media"
        )
        shutil.copytree(ROOT, folder, ignore=leave_out)
        Path(name).chmod(0o711)  # the database server runs under another account
        for guard in GUARDS:
            if words and not any(word in guard.door for word in words):
                continue
            test = notice(folder, guard)
            lost += test is None
            sys.stdout.write(f"{guard.door}: {test or 'NOBODY NOTICED'}\n")
            sys.stdout.flush()
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
