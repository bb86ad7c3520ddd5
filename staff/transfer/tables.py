"""The account of the way out: each table and each column is exported, or has the reason here why it is not.

A column that is new is exported by itself; a test fails for a table that no line names.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_noop as _


class Take:
    """The rows of a table that go with an export of some stories alone."""

    ALL = "all"  # the few that every copy of the house needs
    REFERENCED = "referenced"  # those that a row of the export names
    FITTING = "fitting"  # those that lead to rows of the export alone
    HOUSE = "house"  # none: they belong to the house as a whole


@dataclass(frozen=True, eq=False)
class Table:
    """One exported table.

    `story` is the column that leads to a story, and its rows stand in that story's line; `of` leads to a row that has to
    be in the export. `without` are columns that are not exported, each with a reason, and `fresh` what an import writes
    there. `by_name` are columns whose numbers are each installation's own: {column: table}, see `rows.NAMES`.
    """

    model: str
    name: str
    take: str = Take.REFERENCED
    story: str = ""
    of: str = ""
    key: str = "id"
    without: dict[str, str] = field(default_factory=dict)
    fresh: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    is_confidential: bool = False
    is_large: bool = False

    @cached_property
    def meta(self):
        return apps.get_model(self.model)._meta

    @property
    def table(self):
        return self.meta.db_table

    @cached_property
    def columns(self):
        """Names of the exported columns; those that the database makes of others are left to it."""
        fields = [f for f in self.meta.local_concrete_fields if not f.generated]
        return [f.column for f in fields if f.column not in self.without]

    @cached_property
    def references(self):
        """{column: table} of what its rows lead to."""
        fields = [f for f in self.meta.local_concrete_fields if isinstance(f, models.ForeignKey)]
        return {
            f.column: f.related_model._meta.db_table for f in fields if f.db_constraint and not f.generated
        }

    @cached_property
    def nullable(self):
        return {f.column for f in self.meta.local_concrete_fields if f.null}


STORIES = Table("articles.Article", "stories")

_UNUSABLE = "'!' || md5(random()::text)"  # as Django marks a password that nobody can have
_NEW_LINK = "substr(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 1, 43)"

# What stands in a story's line, under these names.
PARTS = (
    Table("articles.TaggedArticle", "story_tags", story="content_object_id"),
    Table("articles.Credit", "credits", story="article_id"),
    Table("articles.Related", "related", story="article_id"),
    Table("articles.Revision", "revisions", story="article_id"),
    Table("articles.ArticleEvent", "events", story="article_id"),
    Table("articles.Notice", "notices", story="article_id"),
    Table("articles.PhotoUse", "photo_uses", story="article_id"),
    Table("articles.AttachmentUse", "attachment_uses", story="article_id"),
    Table("articles.ViewCount", "views", story="article_id"),
    Table("articles.Pick", "picks", story="article_id"),
    Table("staff.NoticeProposal", "notice_proposals", story="article_id"),
    Table("staff.Comment", "comments", story="article_id"),
    Table(
        "staff.PreviewLink", "preview_links", story="article_id",
        without={"token": _("a secret: whoever has it reads the draft")}, fresh={"token": _NEW_LINK},
    ),
    Table("staff.ProtectionAnswer", "protection_answers", story="article_id"),
    Table("staff.CardProblem", "card_problems", story="article_id"),
    Table("staff.Route", "routes", story="article_id", key="article_id"),
    Table("staff.Claim", "claims", story="article_id", key="article_id"),
    Table("staff.SourceNote", "source_notes", story="article_id", is_confidential=True),
    Table("staff.SourceNoteReading", "source_note_readings", story="article_id", is_confidential=True),
)  # fmt: skip

# Files of their own, in the order in which an import writes them.
LISTS = (
    Table(
        "staff.User", "accounts",
        without={"password": _("a secret: each account gets an invitation in the new house")},
        fresh={"password": _UNUSABLE},
    ),
    Table("staff.User_groups", "account_roles", of="user_id", by_name={"group_id": "auth_group"}),
    Table(
        "staff.User_user_permissions", "account_rights", of="user_id",
        by_name={"permission_id": "auth_permission"},
    ),
    Table("articles.Category", "categories"),
    Table("articles.Region", "regions"),
    Table("articles.Tag", "tags"),
    Table("articles.Photo", "photos"),
    Table("articles.Attachment", "attachments"),
    Table("articles.Person", "people"),
    Table("articles.Publication", "publication", Take.ALL),
    Table("articles.MastheadEntry", "masthead", Take.ALL),
    Table("articles.Page", "pages", Take.ALL),
    Table("articles.PageText", "page_texts", Take.ALL),
    Table("articles.LegacyPath", "addresses", Take.FITTING, is_large=True),
    Table("articles.Merger", "mergers", Take.HOUSE),
    Table("articles.SearchName", "search_names", Take.HOUSE, key="word"),
    Table("articles.OldSite", "old_sites", Take.HOUSE),
    Table("articles.ImportRun", "import_runs", Take.HOUSE),
    Table("articles.ImportedTerm", "imported_terms", Take.HOUSE),
    Table("articles.ImportedPerson", "imported_people", Take.HOUSE),
    Table("articles.ImportedPicture", "imported_pictures", Take.HOUSE),
    Table("articles.ImportedItem", "imported_items", Take.HOUSE, is_large=True),
    Table("articles.Redaction", "redactions", Take.HOUSE),
    Table("articles.RedactionEntry", "redaction_entries", Take.HOUSE),
    Table("articles.AdSlot", "ad_slots", Take.HOUSE),
    Table("articles.Advertisement", "advertisements", Take.HOUSE),
    Table("articles.AdCount", "ad_counts", Take.HOUSE),
    Table("articles.ReadingFigure", "reading_figures", Take.HOUSE, is_large=True),
    Table("staff.Complaint", "letters", of="article_id"),
    Table("staff.ComplaintFile", "letter_files", of="complaint_id"),
    Table("staff.ComplaintStep", "letter_steps", of="complaint_id"),
    Table("staff.ComplaintMail", "letter_mails", of="complaint_id"),
    Table("staff.OriginalChange", "original_changes", Take.HOUSE),
    Table("staff.CopyDecision", "copy_decisions", Take.HOUSE),
    Table("staff.Assignment", "assignments", Take.HOUSE),
    Table("staff.AssignmentStep", "assignment_steps", Take.HOUSE),
    Table("staff.Coverage", "coverage", Take.HOUSE),
    Table("staff.StoryTemplate", "story_templates", Take.HOUSE),
    Table("staff.PublicationProposal", "publication_proposals", Take.HOUSE),
    Table(
        "staff.RoleProposal", "role_proposals", Take.HOUSE, by_name={"group_id": "auth_group"}
    ),
    Table("staff.PutAwayLine", "put_away_lines", Take.HOUSE, key="line"),
    Table("staff.Scratch", "open_forms", Take.HOUSE),
    Table("staff.Beginning", "beginning", Take.HOUSE),
    Table("staff.RedactionRun", "redaction_runs", Take.HOUSE, is_confidential=True),
    Table("staff.SealedOriginal", "sealed_originals", Take.HOUSE, is_confidential=True),
    Table("staff.SealReading", "seal_readings", Take.HOUSE, is_confidential=True),
    Table("staff.Change", "changes", Take.HOUSE, is_large=True),
    Table("staff.ChangeSignature", "change_signatures", Take.HOUSE),
)  # fmt: skip

# Triggers of an import write into these; their rows are put in when all others stand.
WRITTEN_BY_TRIGGERS = ("staff_change", "staff_changesignature", "articles_mastheadentry", "articles_edition")

_SECRET = _("a secret that opens an account; it is made anew in the new house")
_DERIVED = _("made of what is exported, and made anew by the import or the worker")
_WIRING = _("written by every installation itself, from its own tables of roles and models")
_PASSING = _("of the moment: it ends by itself within hours or days")

LEFT_OUT = {
    "staff.Passkey": _SECRET,
    "staff.CodeApp": _SECRET,
    "staff.RecoveryCode": _SECRET,
    "staff.AccountLink": _SECRET,
    "staff.Session": _SECRET,
    "sessions.Session": _SECRET,
    "staff.SignIn": _("tries to sign in, with network addresses: personal data that is cleared after its term"),
    "staff.SignInLimit": _PASSING,
    "staff.EditLease": _PASSING,
    "staff.BulkRun": _PASSING,
    "staff.BulkStep": _PASSING,
    "staff.Notification": _("messages to accounts, cleared after their term; waiting e-mails would go out twice"),
    "staff.Heartbeat": _PASSING,
    "staff.Worker": _PASSING,
    "staff.CardSweep": _DERIVED,
    "articles.SearchEntry": _DERIVED,
    "articles.SearchWord": _DERIVED,
    "articles.Edition": _DERIVED,
    "articles.ExportFile": _("uploads to move in with, cleared after their term; what became of them is exported"),
    "articles.PiecedUpload": _("uploads to move in with, on their way"),
    "staff.SiteExport": _("exports like this one, cleared after their term"),
    "admin.LogEntry": _("Django's own list of saves, which is not written; the record of changes is exported"),
    "auth.Permission": _WIRING,
    "auth.Group": _WIRING,
    "auth.Group_permissions": _WIRING,
    "contenttypes.ContentType": _WIRING,
    "django_tasks_database.DBTaskResult": _("work of this installation's worker"),
    "taggit.Tag": _("a package's own table, which is not used"),
    "taggit.TaggedItem": _("a package's own table, which is not used"),
}  # fmt: skip

TABLES = (STORIES, *PARTS, *LISTS)


def tables(*, with_confidential):
    """Parts and lists of an export."""
    parts, lists = (
        tuple(table for table in group if with_confidential or not table.is_confidential)
        for group in (PARTS, LISTS)
    )
    return parts, lists
