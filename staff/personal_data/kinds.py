"""The table of personal data: what is kept, of whom, why, on which ground, how long, and who clears it.

One declaration a kind, read by everything that has to be true of personal data: the worker that clears it
(`clearing`), the export of a person (`person_export`), the words that are struck out of a story (`striking`), the
desk's page and the block on readers' privacy page. A test walks all models and fails for a column that no line names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session as FormerSession
from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tasks_db.models import DBTaskResult

from articles.models import (
    AdCount,
    ExportFile,
    Photo,
    PiecedUpload,
    ReadingFigure,
    Redaction,
    ViewCount,
)
from articles.models.reading import LIFETIME as VIEW_LIFETIME
from staff.models import (
    AccountLink,
    BulkRun,
    Complaint,
    EditLease,
    Notification,
    RedactionRun,
    Scratch,
    Session,
    SignIn,
    SignInLimit,
    SiteExport,
    SourceNote,
)

OPEN_FORM_LIFETIME = timedelta(days=90)  # since the last letter
TASK_LIFETIME = timedelta(days=14)


class DataSubject(TextChoices):
    READER = "reader", _("readers")
    CONTRIBUTOR = "contributor", _("people who gave us something: photos, names, contributions")
    NAMED = "named", _("people whom stories name")
    STAFF = "staff", _("the newsroom's own people")


class Ground(TextChoices):
    """The grounds of Article 20 of the Personal Data Protection Act (UU 27/2022), as far as a newsroom has them."""

    CONSENT = "consent", pgettext_lazy("ground", "consent")
    CONTRACT = "contract", _("working for the newsroom")
    OBLIGATION = "obligation", _("legal obligation: the press law and the press council's rules")
    INTEREST = "interest", _("legitimate interest: reporting, its proof, and safe operation")


@dataclass(frozen=True)
class Rows:
    """The rows of one table, and which of its columns can hold personal data.

    `of_person` are lookups from a row to the account or person that it is of, beside the columns that name one;
    `of_story` leads to the story whose words it holds: there words can be struck out. Of photos, people and the record of
    changes `striking.Plan.scopes` tells what belongs to a story. `since` is the column with a row's beginning.
    """

    model: str
    columns: tuple[str, ...]
    of_person: tuple[str, ...] = ()
    of_story: str = ""
    since: str = ""
    filters: tuple[tuple[str, object], ...] = ()


def rows(model, columns, *, of_person="", of_story="", since="", **filters):
    names = tuple(columns.split()), tuple(of_person.split())
    return Rows(model, *names, of_story, since, tuple(sorted(filters.items())))


@dataclass(frozen=True)
class Kind:
    """One kind of personal data.

    `expired` are functions that return what the worker has to clear now; `clear` is the method of that queryset which
    does it. A kind without rows lies outside the database: in the server's memory, or outside of this software.
    """

    name: str
    label: str
    of: tuple[DataSubject, ...]
    reason: str
    ground: Ground | None
    term: str
    rows: tuple[Rows, ...] = ()
    expired: tuple[Callable[[], QuerySet], ...] = ()
    clear: str = "delete"
    is_outside: bool = False
    is_in_memory: bool = False

    @property
    def subjects(self):
        return ", ".join(str(subject.label) for subject in self.of)

    @property
    def clearer(self):
        """Who clears it, in words."""
        if self.is_outside:
            return _("whoever runs the server")
        if self.is_in_memory:
            return _("the server, by itself")
        return _("the worker, by itself") if self.expired else _("an editor or administrator, when asked")


def _days(span, text=""):
    return format_lazy(text or _("{days} days"), days=span.days)


def _with_story():
    return _("as long as the story: it is its history")


def _for_good():
    return _("for good: it is the proof of who decided what")


def _expired_sessions():
    return Session.objects.filter(expire_date__lt=timezone.now())


def _expired_former_sessions():
    """Sessions of before an upgrade, in a table that nothing writes any more."""
    return FormerSession.objects.filter(expire_date__lt=timezone.now())


def _expired_tasks():
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - TASK_LIFETIME)


def _expired_forms():
    return Scratch.objects.filter(saved_at__lt=timezone.now() - OPEN_FORM_LIFETIME)


def _expired_leases():
    return EditLease.objects.filter(seen_at__lt=timezone.now() - OPEN_FORM_LIFETIME)


READER, CONTRIBUTOR, NAMED, STAFF = DataSubject
_SERVED = tuple(outcome for outcome in ("", *Complaint.Outcome.values) if outcome != Complaint.Outcome.SPAM)

KINDS = (
    # ---- Readers
    Kind(
        "view_counts", _("How often a story is opened"), (READER,),
        _("For the list of most read stories. Only a number for each story and hour: nothing of who read it."),
        None, _days(VIEW_LIFETIME), (rows("articles.ViewCount", "", since="hour"),),
        expired=(ViewCount.objects.expired,),
    ),
    Kind(
        "reading_figures", _("From where readers come and how far they read, by day, category and region"), (READER,),
        _("To see what is read. Only numbers: of no story, and nothing of who read."),
        None, _days(VIEW_LIFETIME), (rows("articles.ReadingFigure", "", since="day"),),
        expired=(ReadingFigure.objects.expired,),
    ),
    Kind(
        "ad_counts", _("How often an advertisement is seen and pressed"), (READER,),
        _("For the advertiser's bill. Only a number for each hour: nothing of who saw it."),
        None, _days(AdCount.LIFETIME, _("{days} days after the order's end")), (rows("articles.AdCount", "", since="hour"),),
        expired=(AdCount.objects.expired,),
    ),
    Kind(
        "ad_orders", _("Orders of advertisers"), (CONTRIBUTOR, STAFF),
        _("To show what was ordered, and to settle it."), Ground.CONTRACT, _("for good: they belong to the books"),
        (rows("articles.Advertisement", "advertiser reference alt link code narrow wide created_by", since="created_at"),),
    ),
    Kind(
        "address_counts", _("How often an address asks, as a number that does not lead back to it, in memory alone"), (READER,),
        _("So that one address can neither slow the site for everybody nor make a story the most read."),
        Ground.INTEREST, _("at most ten minutes"), is_in_memory=True,
    ),
    Kind(
        "access_logs", _("Access logs of the web server: network address, time, page, browser"), (READER,),
        _("To find faults and attacks. They are kept by the web server, apart from stories and accounts."),
        Ground.INTEREST, _("as the web server is set up; 14 days are advised"), is_outside=True,
    ),
    Kind(
        "letters", _("Letters to the newsroom: right of reply, corrections, requests to take down, complaints"), (READER, NAMED, STAFF),
        _("The press law obliges the newsroom to serve them; the register proves that it did."), Ground.OBLIGATION,
        _("for good, as they came; words in them can be struck out with those of their story"),
        (
            rows(
                "staff.Complaint", "name on_behalf_of address text answer handler decided_by", since="created_at",
                of_story="article", outcome__in=_SERVED,
            ),
            rows("staff.ComplaintFile", "name file", of_story="complaint__article"),
            rows("staff.ComplaintStep", "actor words", since="created_at", of_story="complaint__article"),
        ),
    ),
    Kind(
        "letter_contacts", _("E-mail address and telephone number of whoever wrote a letter"), (READER,),
        _("To answer it."), Ground.OBLIGATION, _days(Complaint.CONTACT_LIFETIME, _("{days} days after the decision")),
        (
            rows("staff.Complaint", "email phone", since="created_at", of_story="article"),
            rows("staff.ComplaintMail", "mail_error", of_story="complaint__article"),
        ),
        expired=(Complaint.objects.with_old_contacts,), clear="clear_contacts",
    ),
    Kind(
        "spam_letters", _("Letters that were put aside: advertising and the like"), (READER,),
        _("So that a mistake can be undone."), Ground.INTEREST, _days(Complaint.SPAM_LIFETIME, _("{days} days after they were put aside")),
        (rows("staff.Complaint", "name on_behalf_of address text", since="created_at", of_story="article", outcome="spam"),),
        expired=(Complaint.objects.old_spam,), clear="remove",
    ),
    # ---- Who gave us something, and whom stories name
    Kind(
        "photo_sources", _("Who gave us a photo, and who allowed us to print it"), (CONTRIBUTOR,),
        _("To be able to prove that we may print it, and to ask back."),
        Ground.CONSENT, _("as long as the photo is in the library"),
        (rows("articles.Photo", "supplier consent", of_person="uploaded_by", since="uploaded_at"),),
    ),
    Kind(
        "photo_positions", _("Where a photo was taken, as the camera noted it"), (CONTRIBUTOR, STAFF),
        _("To name the right place. Only editors see it; readers' copies carry no position."),
        Ground.INTEREST,
        _days(settings.PHOTO_POSITION_LIFETIME, _("{days} days in the library; the file that came stays as it was, and nobody is served it")),
        (rows("articles.Photo", "metadata", of_person="uploaded_by", since="uploaded_at", metadata__has_key="latitude"),),
        expired=(Photo.objects.with_old_positions,), clear="clear_positions",
    ),
    Kind(
        "photos", _("Photos, their words, and what the file said"), (CONTRIBUTOR, NAMED, STAFF),
        _("They are part of the stories that show them."), Ground.INTEREST,
        _("as long as the stories that show it"),
        (
            rows(
                "articles.Photo", "original metadata caption credit alt ai_tool uploaded_by killed_by kill_reason", since="uploaded_at"
            ),
        ),
    ),
    Kind(
        "attachments", _("Documents and recordings in stories"), (CONTRIBUTOR, NAMED, STAFF),
        _("They are part of the stories that show them. Readers get a copy without the author's name in the file."), Ground.INTEREST,
        _("as long as the stories that show it"),
        (rows("articles.Attachment", "name original file uploaded_by withdrawn_by withdrawal_reason", since="uploaded_at"),),
    ),
    Kind(
        "people", _("Names of writers, photographers and sources, with what they say of themselves"), (CONTRIBUTOR, STAFF),
        _("The press law asks who answers for a text; printed names stay with their stories."), Ground.OBLIGATION,
        _("as long as the stories that name them"),
        (
            rows("articles.Person", "name slug initials bio user position", of_person="pk"),
            rows("articles.Credit", "person name account", of_story="article"),
            rows("articles.Merger", "name target_name address merged_by", since="merged_at"),
        ),
    ),
    Kind(
        "stories", _("What stories say"), (NAMED, CONTRIBUTOR, STAFF),
        _("Reporting. Corrections, the right of reply, and striking out are asked for at the newsroom."), Ground.INTEREST,
        _("for good, unless a correction, a withdrawal or a striking out was decided"),
        (
            rows(
                "articles.Article",
                "headline slug standfirst body dateline sign_off created_by former_writers confidants form_token merge_error"
                " advertiser unverified_note public_interest first_source contact_attempts source_name source_url source_id"
                " ai_tool meta_title meta_description canonical_url", since="created_at",
                of_story="pk",
            ),
            rows("articles.LegacyPath", "path person", of_story="article"),
            rows("articles.Tag", "name slug intro former_names"),
            rows("articles.SearchEntry", "search summary", of_story="article"),
            rows("articles.SearchWord", "word"),
            rows("articles.SearchName", "word"),
            rows("articles.Page", "title slug body"),
            rows("articles.PageText", "title slug body saved_by", since="saved_at"),
            rows("staff.StoryTemplate", "name headline standfirst body tags"),
        ),
    ),
    Kind(
        "preview_links", _("For whom a preview link was made, never who opened it"), (CONTRIBUTOR, STAFF),
        _("So that the newsroom knows who got a text before readers."), Ground.INTEREST, _with_story(),
        (rows("staff.PreviewLink", "token recipient created_by revoked_by", since="created_at", of_story="article"),),
    ),
    # ---- The history of stories
    Kind(
        "revisions", _("Earlier texts of a story and its steps"), (NAMED, STAFF),
        _("So that it can be proved what was published, by whom, and why it was changed."), Ground.OBLIGATION, _with_story(),
        (
            rows("articles.Revision", "content author", since="created_at", of_story="article", kind__in=("save", "approval")),
            rows("articles.ArticleEvent", "actor reason", since="created_at", of_story="article"),
            rows("articles.Notice", "text before after apology requester proposed_by published_by", since="created_at", of_story="article"),
            rows("staff.NoticeProposal", "text before after apology requester proposed_by", since="proposed_at", of_story="article"),
            rows("articles.Redaction", "words replacement reason remainder asked_by decided_by", since="asked_at", decided_at__isnull=False),
        ),
    ),
    Kind(
        "source_notes", _("Confidential notes on sources and consent, encrypted"), (CONTRIBUTOR, NAMED, STAFF),
        _("The right of refusal: to stand by a source without telling who it is."), Ground.OBLIGATION,
        _("until the last day that its writer chose, at most a year; who read it stays"),
        (
            rows("staff.SourceNote", "written_by", since="written_at"),
            rows("staff.SourceNoteReading", "reader", since="read_at"),
        ),
        expired=(SourceNote.objects.expired,),
    ),
    Kind(
        "originals", _("Originals elsewhere that were corrected or withdrawn, and what became of our copies"), (NAMED, STAFF),
        _("Whoever quotes what is corrected has to correct it as well."), Ground.OBLIGATION, _for_good(),
        (
            rows("staff.OriginalChange", "source_url source_id words reported_by", since="reported_at"),
            rows("staff.CopyDecision", "reason decided_by", since="decided_at"),
        ),
    ),
    Kind(
        "open_redactions", _("Words that wait to be struck out"), (NAMED, STAFF),
        _("So that a second person sees what goes."), Ground.OBLIGATION, _days(Redaction.LIFETIME, _("{days} days; then it is refused")),
        (rows("articles.Redaction", "words replacement reason remainder asked_by", since="asked_at", decided_at=None),),
        expired=(Redaction.objects.old,), clear="refuse",
    ),
    Kind(
        "redaction_runs", _("Words that wait to be struck out of many stories"), (NAMED, STAFF),
        _("So that a second person sees what goes; encrypted, and forgotten when it is done."), Ground.OBLIGATION,
        _days(RedactionRun.LIFETIME, _("{days} days; then it is refused")),
        (rows("staff.RedactionRun", "words replacement reason failures readers asked_by decided_by", since="asked_at"),),
        expired=(RedactionRun.objects.old,), clear="refuse",
    ),
    Kind(
        "sealed_originals", _("What stories said of protected persons, encrypted"), (NAMED, STAFF),
        _("A court or the press council may ask what was published. Only named persons open it, on record."), Ground.OBLIGATION,
        _with_story(),
        (
            rows("staff.SealedOriginal", "content"),
            rows("staff.SealReading", "by reason", since="at"),
            rows("staff.ProtectionAnswer", "by", since="at"),
        ),
    ),
    Kind(
        "side_revisions", _("Texts that could not be saved and were kept beside the story"), (NAMED, STAFF),
        _("So that nothing that somebody wrote is lost."), Ground.INTEREST, _with_story(),
        (rows("articles.Revision", "content author", since="created_at", of_story="article", kind="side"),),
    ),
    Kind(
        "comments", _("Comments of writers and editors on a story"), (NAMED, STAFF),
        _("For work on the text; nothing public reads them."), Ground.INTEREST, _with_story(),
        (rows("staff.Comment", "author quote words token decided_by", since="created_at", of_story="article"),),
    ),
    Kind(
        "assignments", _("Assignments: who is to write what, where, until when"), (NAMED, STAFF),
        _("To plan the day."), Ground.CONTRACT, _for_good(),
        (
            rows("staff.Assignment", "headline brief assignee place created_by", since="created_at", of_story="article"),
            rows("staff.AssignmentStep", "actor words", since="created_at", of_story="assignment__article"),
            rows("staff.Coverage", "user weekdays"),
            rows("staff.Route", "submitter told", of_story="article"),
            rows("staff.Claim", "user"),
            rows("articles.Pick", "picked_by"),
            rows("staff.CardProblem", "ignored_by"),
            rows("staff.PutAwayLine", "put_away_by"),
        ),
    ),
    # ---- The newsroom's own people
    Kind(
        "accounts", _("Accounts: name, user name, e-mail address, phone number, roles"), (STAFF,),
        _("To sign in, and to know who wrote and decided what."), Ground.CONTRACT,
        _("as long as somebody works here; afterwards the name stays with what was decided"),
        (
            rows("staff.User", "username email first_name last_name phone without_mail password", since="date_joined", of_person="pk"),
            rows("staff.User_groups", "user"),
            rows("staff.User_user_permissions", "user"),
            rows("staff.RoleProposal", "account proposed_by decided_by", since="proposed_at"),
            rows("staff.Beginning", "account"),
        ),
    ),
    Kind(
        "sessions", _("Sessions of whoever is signed in"), (STAFF,),
        _("To stay signed in."), Ground.CONTRACT, _days(timedelta(seconds=settings.SESSION_COOKIE_AGE), _("until their end, at most {days} days")),
        (
            rows("staff.Session", "session_key session_data account browser address", since="began_at"),
            rows("sessions.Session", "session_key session_data"),
        ),
        expired=(_expired_sessions, _expired_former_sessions),
    ),
    Kind(
        "second_factors", _("Second steps of signing in: passkeys, code apps, recovery codes"), (STAFF,),
        _("So that nobody comes in who only knows a password."), Ground.INTEREST, _("until their owner removes them"),
        (
            rows("staff.Passkey", "account name", since="made_at"),
            rows("staff.CodeApp", "account secret", since="made_at"),
            rows("staff.RecoveryCode", "account digest made_by", since="made_at"),
        ),
    ),
    Kind(
        "account_links", _("Links that let an account in once: invitations, forgotten passwords"), (STAFF,),
        _("So that an old link is answered in words."), Ground.CONTRACT,
        _days(AccountLink.RETENTION, _("{days} days after their end")),
        (rows("staff.AccountLink", "account digest seal created_by mail_error", since="created_at"),),
        expired=(AccountLink.objects.old,),
    ),
    Kind(
        "sign_ins", _("Tries to sign in: name, network address, browser"), (STAFF, READER),
        _("So that the owner of an account sees who tried."), Ground.INTEREST, _days(SignIn.LIFETIME),
        (rows("staff.SignIn", "account name address browser", since="at"),),
        expired=(SignIn.objects.old,),
    ),
    Kind(
        "sign_in_limits", _("Counters of these tries: digests of names, network addresses"), (STAFF, READER),
        _("So that nobody guesses passwords."), Ground.INTEREST, _("one hour after their end"),
        (rows("staff.SignInLimit", "key"),),
        expired=(SignInLimit.objects.old,),
    ),
    Kind(
        "open_forms", _("What stands in open forms and is not saved"), (NAMED, STAFF),
        _("So that nothing is lost when a phone goes off."), Ground.INTEREST,
        _days(OPEN_FORM_LIFETIME, _("{days} days after the last letter")),
        (
            rows("staff.Scratch", "user tab data", since="saved_at", of_story="article"),
            rows("staff.EditLease", "user tab", since="taken_at"),
        ),
        expired=(_expired_forms, _expired_leases),
    ),
    Kind(
        "notifications", _("Notifications and the state of their e-mails"), (NAMED, STAFF),
        _("To tell who has to do what."), Ground.CONTRACT, _days(Notification.LIFETIME),
        (rows("staff.Notification", "recipient by words facts path mail_error", since="created_at", of_story="article"),),
        expired=(Notification.objects.old,),
    ),
    Kind(
        "tasks", _("Work of the worker and its results, also of e-mails"), (STAFF,),
        _("To find faults."), Ground.INTEREST, _days(TASK_LIFETIME),
        (rows("django_tasks_database.DBTaskResult", "args_kwargs return_value traceback", since="enqueued_at"),),
        expired=(_expired_tasks,),
    ),
    Kind(
        "bulk_actions", _("Actions on many stories at once, with what was typed"), (STAFF,),
        _("To show what became of each story."), Ground.CONTRACT, _days(BulkRun.LIFETIME),
        (
            rows("staff.BulkRun", "user typed", of_story="steps__article", since="created_at"),
            rows("staff.BulkStep", "message", of_person="run__user", of_story="article"),
        ),
        expired=(BulkRun.objects.expired,),
    ),
    Kind(
        "changes", _("The record of changes: accounts, names, pages, photos"), (CONTRIBUTOR, STAFF),
        _("So that every change of what readers see, and of rights, can be traced."), Ground.OBLIGATION, _for_good(),
        (
            rows("staff.Change", "actor name before after", since="at"),
            rows("staff.ChangeSignature", "by"),
            rows("admin.LogEntry", "user object_repr change_message", since="action_time"),
        ),
    ),
    Kind(
        "publication", _("The publication's own data: address, responsible person, contacts"), (STAFF,),
        _("The press law asks for it to be public."), Ground.OBLIGATION, _("as long as the publication exists"),
        (
            rows("articles.Publication", "legal_name address responsible editor_in_chief email phone profiles"),
            rows("articles.MastheadEntry", "legal_name address responsible editor_in_chief", since="created_at"),
            rows("staff.PublicationProposal", "values proposed_by decided_by", since="proposed_at"),
        ),
    ),
    # ---- Moving in
    Kind(
        "export_files", _("Export files of the former site, with its people and their e-mail addresses"), (CONTRIBUTOR, STAFF),
        _("To move in, and to look at it again."), Ground.INTEREST,
        _days(settings.EXPORT_FILE_LIFETIME, _("{days} days after the last step")),
        (rows("articles.ExportFile", "file name uploaded_by approved_by message mapping summary report", since="uploaded_at"),),
        expired=(ExportFile.objects.old,), clear="clear_files",
    ),
    Kind(
        "uploads", _("Exports of the former site that did not arrive whole"), (CONTRIBUTOR, STAFF),
        _("To go on where the connection broke off."), Ground.INTEREST,
        _days(PiecedUpload.LIFETIME, _("{days} days after the last piece")),
        (rows("articles.PiecedUpload", "name key uploaded_by", since="begun_at"),),
        expired=(PiecedUpload.objects.old,), clear="remove",
    ),
    Kind(
        "site_exports", _("Exports of the whole house, for who moves out"), tuple(DataSubject),
        _("A publisher is free to go, with everything."), Ground.INTEREST,
        _days(SiteExport.LIFETIME, _("{days} days; who asked for it stays on record")),
        (rows("staff.SiteExport", "scope asked_by decided_by message file", since="asked_at"),),
        expired=(SiteExport.objects.old,), clear="clear_files",
    ),
    Kind(
        "imports", _("Items of the former site as they were exported"), (NAMED, CONTRIBUTOR, STAFF),
        _("So that it can be seen what became of each."), Ground.INTEREST, _with_story(),
        (
            rows("articles.ImportRun", "started_by files mapping notes inventory", since="started_at"),
            rows("articles.ImportedItem", "path old_paths file_key parsed legacy_html reason notes", of_story="article"),
            rows("articles.ImportedPerson", "login person"),
            rows("articles.ImportedPicture", "key address problem"),
        ),
    ),
    # ---- Outside
    Kind(
        "backups", _("Backups of all of this"), tuple(DataSubject),
        _("So that a broken server loses nothing."), Ground.INTEREST,
        _("as backups are kept; what was struck out is in them until they end"), is_outside=True,
    ),
)  # fmt: skip

# The other columns of text, with the reason why they say nothing of a person; "*" are all columns of a model.
IMPERSONAL = {
    "articles.Advertisement": ("categories", "regions"),  # ids of sections and places
    "articles.Article": ("similar_ids", "protected", "ai_uses"),  # ids of stories; words of the code, choices
    "articles.Tag": ("parts",),  # ids of stories
    "articles.ArticleEvent": ("action", "from_status", "to_status", "codes"),  # names of code
    "articles.Attachment": ("sha256",),
    "articles.Category": ("*",),  # names of sections
    "articles.Credit": ("role",),
    "articles.ExportFile": ("site",),  # address of a site
    "articles.ImportRun": ("apart",),  # numbers
    "articles.ImportedItem": ("type", "title_key", "sha256", "digest"),
    "articles.ImportedTerm": ("*",),  # names of sections
    "articles.OldSite": ("*",),  # address and name of a site
    "articles.Photo": ("folder", "sha256", "renditions", "drawing_error"),  # names of files, and why none was drawn
    "articles.PiecedUpload": ("folder",),
    "articles.Publication": (
        "name", "tagline", "description", "dateline_site", "dateline_pattern", "former_datelines", "ads_txt",
        "own_colour", "council_number", "ad_rules",
    ),
    "articles.Redaction": ("stories", "addresses", "counts"),
    "articles.RedactionEntry": ("*",),  # digests: who and why stand at the redaction
    "articles.Region": ("*",),  # names of places
    "articles.Revision": ("digest",),
    "auth.Group": ("*",),  # names of roles
    "auth.Permission": ("*",),
    "contenttypes.ContentType": ("*",),
    "admin.LogEntry": ("object_id",),
    "django_tasks_database.DBTaskResult": (
        "task_path", "worker_ids", "queue_name", "backend_name", "exception_class_path",
    ),
    "staff.AssignmentStep": ("action",),
    "staff.Beginning": ("rows_before", "last_rows"),  # what migrations write; numbers
    "staff.BulkRun": ("action",),
    "staff.Complaint": ("form_token",),  # drawn by the form
    "staff.ComplaintFile": ("media_type", "sha256"),
    "staff.Change": ("source", "table"),  # addresses of the desk's pages, commands
    "staff.Notification": ("kind",),
    "staff.ProtectionAnswer": ("place", "digest"),
    "staff.RedactionRun": ("stories", "pending"),
    "staff.Worker": ("id",),  # drawn by the worker
    "staff.SealedOriginal": ("stories",),
    "staff.SiteExport": ("phase", "counts"),
    "staff.PutAwayLine": ("line",),  # names of code
    "taggit.Tag": ("*",),  # tables of the package that nothing writes
    "taggit.TaggedItem": ("*",),
}  # fmt: skip


def of_readers():
    """Return the kinds that concern readers, and whoever gave the newsroom something."""
    return [kind for kind in KINDS if {READER, CONTRIBUTOR} & {*kind.of}]
