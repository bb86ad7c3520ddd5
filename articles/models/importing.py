"""The records of a move from another site: its items as they were exported, and what became of each.

The rows stay: they tell a repeated run what is new, what changed there and what was changed here since; they
hold the text as it was, for audit and for another conversion; and links of stories that come later are
resolved by them.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.attachment import Attachment
from articles.models.person import Person
from articles.models.photo import Photo, originals
from articles.models.pieced_upload import PiecedUpload
from articles.models.taxonomy import Category, Region, Tag


class OldSite(models.Model):
    key = models.CharField(max_length=200, unique=True, help_text="Host and path, without “www.”.")
    address = models.CharField(max_length=300)
    name = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=40)

    def __str__(self):
        return self.key


class ImportRun(models.Model):
    """One call of the importer, and how far it got."""

    class Phase(models.TextChoices):
        """The phases in their order; each can be done again from its checkpoint."""

        LISTS = "lists"
        STAGE = "stage"
        NUMBERS = "numbers"
        STORIES = "stories"
        LINKS = "links"
        DONE = "done"

    site = models.ForeignKey(OldSite, models.CASCADE, related_name="runs")
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.LISTS)
    files = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0, help_text="Items in the files.")
    staged = models.PositiveIntegerField(default=0, help_text="Items of the files that are rows.")
    apart = models.JSONField(default=dict, help_text="How many items are no row of it, by the reason.")
    notes = models.JSONField(default=list, help_text="What is to be told of the files as a whole.")
    inventory = models.JSONField(
        default=list,
        db_default=[],
        help_text="What is in the files, and what became of it: wordpress/inventory.py.",
    )

    def __str__(self):
        return f"{self.site} {self.started_at:%Y-%m-%d %H:%M}"

    def reach(self, phase):
        self.phase = phase
        self.save(update_fields=["phase"])


class ImportedItem(models.Model):
    """One `<item>` of an export."""

    class Outcome(models.TextChoices):
        WAITING = ""
        CREATED = "created"
        UPDATED = "updated"
        UNCHANGED = "unchanged"
        SKIPPED = "skipped"
        FAILED = "failed"

    site = models.ForeignKey(OldSite, models.CASCADE, related_name="items")
    wp_id = models.BigIntegerField()
    run = models.ForeignKey(
        ImportRun, models.CASCADE, related_name="items", help_text="The last that saw it."
    )
    type = models.CharField(max_length=40)
    title_key = models.CharField(max_length=32, help_text="Digest of the title, see wordpress/store.py.")
    path = models.CharField(max_length=500, blank=True, help_text="Key of its permalink.")
    old_paths = ArrayField(models.CharField(max_length=500), default=list)
    file_key = models.CharField(max_length=500, blank=True, help_text="Of an attachment.")
    parsed = models.JSONField(help_text="All but the text.")
    legacy_html = models.TextField(blank=True, help_text="The text as it was exported.")
    sha256 = models.CharField(max_length=64, help_text="Of `legacy_html`.")
    digest = models.CharField(max_length=64, help_text="Of everything that was exported of it.")

    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    notes = models.JSONField(default=list)
    # Its number is given before the story is there, so that links to later stories can be written.
    article = models.ForeignKey(
        Article, models.DO_NOTHING, null=True, db_constraint=False, related_name="imported_from"
    )
    version = models.PositiveIntegerField(null=True, help_text="Of the article, as the import left it.")
    lacks_pictures = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "wp_id"], name="imported_item_once_a_site")]
        indexes = [
            models.Index(fields=["site", "path"], name="imported_item_path", condition=~Q(path="")),
            models.Index(fields=["site", "title_key"], name="imported_item_title", condition=Q(type="post")),
            models.Index(fields=["site", "file_key"], name="imported_item_file", condition=~Q(file_key="")),
            models.Index(fields=["run", "article"], name="imported_item_waiting", condition=Q(outcome="")),
            GinIndex(fields=["old_paths"], name="imported_item_old_paths", condition=~Q(old_paths=[])),
        ]

    def __str__(self):
        return f"{self.type} {self.wp_id}"


class ImportedTerm(models.Model):
    """A list of the old site and what it is here; none of the three where it was ignored."""

    site = models.ForeignKey(OldSite, models.CASCADE, related_name="terms")
    taxonomy = models.CharField(max_length=40)
    slug = models.CharField(max_length=200)
    wp_id = models.BigIntegerField(default=0)
    category = models.ForeignKey(Category, models.SET_NULL, null=True)
    region = models.ForeignKey(Region, models.SET_NULL, null=True)
    tag = models.ForeignKey(Tag, models.SET_NULL, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "taxonomy", "slug"], name="imported_term_once_a_site")
        ]

    def __str__(self):
        return f"{self.taxonomy} {self.slug}"

    @property
    def target(self):
        return self.category or self.region or self.tag


class ImportedPerson(models.Model):
    """A login of the old site and its person here; `is_general`: an office, which writes nothing itself."""

    site = models.ForeignKey(OldSite, models.CASCADE, related_name="people")
    login = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.CASCADE)
    is_general = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "login"], name="imported_person_once_a_site")]

    def __str__(self):
        return self.login


class ImportedPicture(models.Model):
    """A file of the old site: the photo or the attachment that it became, or why it did not."""

    site = models.ForeignKey(OldSite, models.CASCADE, related_name="pictures")
    key = models.CharField(max_length=500, help_text="Host and path, see wordpress/addresses.py.")
    address = models.CharField(max_length=1000)
    photo = models.ForeignKey(Photo, models.SET_NULL, null=True)
    attachment = models.ForeignKey(Attachment, models.SET_NULL, null=True, related_name="+")
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="imported_picture_once_a_site")]

    def __str__(self):
        return self.key


class ExportFileQuerySet(models.QuerySet):
    def old(self):
        """Exports that nobody has worked with for long, and whose file is still here."""
        quiet = self.filter(told_at__lt=timezone.now() - settings.EXPORT_FILE_LIFETIME)
        return quiet.exclude(file="", pieces=None, pictures=None)

    def clear_files(self):
        """Take away the files and what was read from them; the rows stay. A file goes before its row says so: what is
        broken off is done again."""
        for export in self:
            if export.file:
                export.file.storage.delete(export.file.name)
            for upload in filter(None, [export.pieces, export.pictures]):
                upload.remove_pieces()
            cleared = ExportFile.objects.filter(pk=export.pk)
            cleared.update(file="", pieces=None, pictures=None, mapping={}, summary={}, report="", message="")


class ExportFile(models.Model):
    """An export that somebody brought at the desk: first it is tried out, then moved in."""

    class State(models.TextChoices):
        TRYING = "trying", _("being tried out")
        TRIED = "tried", _("tried out")
        IMPORTING = "importing", _("being moved in")
        DONE = "done", _("moved in")
        FAILED = "failed", _("could not be used")

    UNDER_WAY = (State.TRYING, State.IMPORTING)
    QUIET = timedelta(minutes=3)  # without a sign of life: its worker died

    file = models.FileField(storage=originals, upload_to="wordpress/%Y/", blank=True)
    # Instead of `file` where it came in pieces, and a ZIP file of its pictures.
    pieces = models.ForeignKey(PiecedUpload, models.SET_NULL, null=True, related_name="exports")
    pictures = models.ForeignKey(
        PiecedUpload, models.SET_NULL, null=True, related_name="exports_with_pictures"
    )
    site = models.CharField(
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="Its address, where the file does not tell it.",
    )
    name = models.CharField(max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who had it moved in.",
    )
    state = models.CharField(max_length=10, choices=State, default=State.TRYING)
    message = models.TextField(blank=True, help_text="Why it could not be used.")
    accepts_cut = models.BooleanField(default=False)
    fetches = models.BooleanField(default=False, help_text="Whether pictures are asked of the old site.")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(default=timezone.now, help_text="Its last sign of life.")
    mapping = models.JSONField(default=dict)
    summary = models.JSONField(default=dict, help_text="The report as data.")
    report = models.TextField(blank=True, help_text="The report as a page.")
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True)

    objects = ExportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("export of WordPress")
        verbose_name_plural = _("moving in")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def is_here(self):
        """Return whether its file is still here."""
        return bool(self.file or self.pieces_id)

    @property
    def is_under_way(self):
        return self.state in self.UNDER_WAY

    @property
    def is_stuck(self):
        return self.is_under_way and self.told_at < timezone.now() - self.QUIET

    def begin(self, state, **changes):
        """Take it into work, unless somebody else did; returns whether it was this call."""
        free = ExportFile.objects.filter(pk=self.pk).exclude(
            Q(state__in=self.UNDER_WAY) & Q(told_at__gte=timezone.now() - self.QUIET)
        )
        facts = {"state": state, "message": "", "done": 0, "total": 0, "told_at": timezone.now()} | changes
        return bool(free.update(**facts))

    def tell(self, **facts):
        """Store how far it is, and that it lives."""
        ExportFile.objects.filter(pk=self.pk).update(told_at=timezone.now(), **facts)
