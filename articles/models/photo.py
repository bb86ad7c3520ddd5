"""Photos: the original, which nobody outside gets to see, and the renditions that readers get instead.

The original lies in the storage "originals", which has no addresses. Renditions are drawn anew, upright, in
sRGB and without a word of metadata, and lie in a public folder of the photo's own with a name that cannot be
guessed: what may no longer be shown is taken away with that folder.
"""

import hashlib
import secrets
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Func, Q, Value
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LineField, LinesField
from articles.models.taxonomy import Region
from articles.photos import intake, renditions
from articles.photos.renditions import Rendition
from articles.text import body
from articles.text.lines import clean_photo_credit
from articles.text.story_text import PhotoWords

LOCK = int.from_bytes(hashlib.sha256(b"files of a photo").digest()[:4], signed=True)


class Duplicate(ValidationError):
    """The same bytes are in the library already, as `photo`."""

    def __init__(self, photo):
        super().__init__(_("This picture is in the library already: “%(photo)s”."), params={"photo": photo})
        self.photo = photo


def originals():
    return storages["originals"]


def new_folder():
    return f"foto/{secrets.token_hex(8)}"


class PhotoQuerySet(models.QuerySet):
    def usable(self):
        return self.filter(state=Photo.State.USABLE)

    def for_stories(self):
        """Return the photos that a story is offered."""
        return self.usable().filter(is_logo=False)

    def shown_in(self, story):
        """Photos that a story has as its lead or in its text."""
        return self.filter(Q(pk=story.lead_photo_id) | Q(pk__in=story.photo_uses.values("photo")))

    def not_drawn(self):
        """Photos whose renditions are missing or of an older recipe; not those that failed for good or too
        often."""
        old = self.usable().filter(recipe__lt=renditions.RECIPE, drawing_error="")
        return old.filter(attempts__lt=Photo.MOST_ATTEMPTS)

    def killed_with_files(self):
        """Photos whose public files are still there although nobody may see them."""
        return self.filter(state=Photo.State.KILLED).exclude(renditions=[])

    def with_old_positions(self):
        """Photos that have been in the library so long that nobody needs to know where the camera stood."""
        old = self.filter(uploaded_at__lt=timezone.now() - settings.PHOTO_POSITION_LIFETIME)
        return old.filter(metadata__has_key="latitude")

    def clear_positions(self):
        """Forget where the camera stood. The file that came stays as it was: it is evidence, and nobody is served it."""
        facts = Func(
            F("metadata"), Value("latitude"), Value("longitude"), template="%(expressions)s", arg_joiner=" - "
        )
        return self.update(metadata=facts)

    def words_in(self, html):
        """Return the PhotoWords of the photos that a body names, in its order; no query where it names
        none."""
        ids = body.photo_ids(html)
        photos = self.in_bulk(ids)
        return tuple(photos[pk].words() for pk in ids if pk in photos)


class PhotoSource(models.TextChoices):
    """The maker of a picture: IPTC's digital source type and supplier in the words of a newsroom."""

    OWN = "own", _("our own")
    CITIZEN = "citizen", _("sent in by a reader")
    HANDOUT = "handout", _("handout")
    AGENCY = "agency", _("agency")
    ARCHIVE = "archive", _("archive")
    AI = "ai", _("AI illustration")


class PhotoState(models.TextChoices):
    USABLE = "usable", _("usable")
    KILLED = "killed", _("withdrawn from use")


class Photo(models.Model):
    Source = PhotoSource
    State = PhotoState

    WORDS = ("caption", "credit", "alt", "source", "supplier", "consent")  # what whoever uploads it is asked
    # From somebody else: who gave it, and what allows us to print it, belong to it.
    SUPPLIED = (PhotoSource.CITIZEN, PhotoSource.HANDOUT, PhotoSource.AGENCY)
    MOST_ATTEMPTS = 3  # a storage may fail once; what fails always is left to people
    # Readers are told of these beside the credit.
    NAMED_TO_READERS = (PhotoSource.ARCHIVE, PhotoSource.AI)

    original = models.FileField(storage=originals, upload_to="%Y/%m/", editable=False)
    folder = models.CharField(max_length=40, default=new_folder, editable=False, unique=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False, unique=True)
    metadata = models.JSONField(default=dict, editable=False, help_text="What the file said; never public.")

    caption = LineField(_("caption"), max_length=300, blank=True)
    credit = LineField(_("credit"), max_length=120, blank=True, cleaning=clean_photo_credit)
    alt = LineField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.OWN)
    supplier = LineField(
        _("supplied by"),
        max_length=120,
        blank=True,
        help_text=_("The person, agency or office that gave it to us."),
    )
    consent = LineField(
        _("consent"), max_length=300, blank=True, help_text=_("Who allowed us to print it, when and how.")
    )
    ai_tool = LineField(
        _("name of the AI tool"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text=_("Of an AI illustration: readers see it beside the picture."),
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    region = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, related_name="photos", verbose_name=_("place")
    )
    # The point that no crop loses, in percent from the left and from the top: faces are mostly above the
    # middle.
    focus_x = models.PositiveSmallIntegerField(_("focus from the left, in percent"), default=50)
    focus_y = models.PositiveSmallIntegerField(_("focus from the top, in percent"), default=40)

    state = models.CharField(max_length=10, choices=State, default=State.USABLE, editable=False)
    killed_at = models.DateTimeField(null=True, editable=False)
    killed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    kill_reason = LinesField(blank=True, editable=False)

    renditions = models.JSONField(
        default=list, editable=False, help_text="The public files, see renditions.py."
    )
    recipe = models.PositiveSmallIntegerField(default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False, help_text="To draw it, in vain.")
    drawing_error = models.CharField(max_length=300, blank=True, editable=False)

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="photos"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    # Offered to no story.
    is_logo = models.BooleanField(
        _("logo of the publication"), default=False, db_default=False, editable=False
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        permissions = [("kill_photo", "May withdraw a photo from use everywhere, and give it free again")]
        constraints = [
            models.CheckConstraint(condition=Q(source__in=PhotoSource.values), name="photo_source_known"),
            models.CheckConstraint(condition=Q(state__in=PhotoState.values), name="photo_state_known"),
            models.CheckConstraint(
                condition=Q(focus_x__lte=100, focus_y__lte=100), name="photo_focus_is_in_percent"
            ),
            models.CheckConstraint(
                condition=Q(state=PhotoState.USABLE) | Q(killed_at__isnull=False) & ~Q(kill_reason=""),
                name="photo_killed_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="photo_newest"),
            models.Index(fields=["recipe"], name="photo_not_drawn", condition=Q(state=PhotoState.USABLE)),
            models.Index(
                fields=["uploaded_at"], name="photo_with_position", condition=Q(metadata__has_key="latitude")
            ),
        ]

    def __str__(self):
        return self.caption or self.alt or _("Photo %(id)d") % {"id": self.pk or 0}

    # ---- What is said of it

    def words(self):
        """Return the PhotoWords of a story that shows this photo; the origin only where readers are told of
        it."""
        origin = self.source if self.source in self.NAMED_TO_READERS else ""
        tool = self.ai_tool if self.source == self.Source.AI else ""
        return PhotoWords(self.pk, self.caption, self.credit, self.alt, origin, tool)

    @property
    def origin_note(self):
        """Words about its origin that readers get beside the credit; "" where they need none.

        Of the archive they are told when it was taken (journalists' code, article 3), of an illustration which tool made it.
        """
        if self.source == self.Source.ARCHIVE and self.taken_at:
            return _("archive, %(day)s") % {
                "day": formats.date_format(timezone.localtime(self.taken_at), "j F Y")
            }
        if self.source == self.Source.AI and self.ai_tool:
            return _("AI illustration, %(tool)s") % {"tool": self.ai_tool}
        return self.get_source_display() if self.source in self.NAMED_TO_READERS else ""

    @property
    def lacks(self):
        """Labels of what is missing before it may be published."""
        names = ["credit", "alt", *(["supplier", "consent"] if self.source in self.SUPPLIED else [])]
        return [self._meta.get_field(name).verbose_name for name in names if not getattr(self, name)]

    # ---- Taking in

    @classmethod
    def take_in(cls, file, **fields):
        """Makes a photo of an upload: row, original and first rendition, all or none of them.

        Raises ValidationError with a message for the uploader; Duplicate where the same bytes are here
        already.
        """
        picture = intake.read(file)
        if twin := cls.objects.filter(sha256=picture.sha256).first():
            raise Duplicate(twin)
        photo = cls(
            sha256=picture.sha256,
            width=picture.width,
            height=picture.height,
            metadata=picture.metadata,
            **fields,
        )
        photo._take_facts(picture.metadata)
        try:
            with transaction.atomic(), photo._no_file_left_behind():
                file.seek(0)
                # A name for each attempt: the loser of two at once takes its own file away, not the winner's.
                name = f"{picture.sha256}-{secrets.token_hex(4)}.{picture.extension}"
                photo.original.save(name, file, save=False)
                photo.renditions = [photo._store(renditions.first(picture.picture))]
                photo.save(force_insert=True)
        except IntegrityError as error:  # the same picture came in twice at once
            if twin := cls.objects.filter(sha256=picture.sha256).first():
                raise Duplicate(twin) from error
            raise
        return photo

    @contextmanager
    def _no_file_left_behind(self):
        try:
            yield
        except BaseException:
            if self.original._committed and self.original:
                self.original.storage.delete(self.original.name)
            for name in self.public_files():
                default_storage.delete(name)
            raise

    def _take_facts(self, metadata):
        """Note what the file says: for readers its alternative text, where nobody typed one; for the desk's
        search when and where it was taken."""
        if metadata.get("is_ai"):
            self.source = self.Source.AI
        if not self.alt:
            self.alt = Truncator(metadata.get("alt", "")).chars(self._meta.get_field("alt").max_length)
        if not self.region:
            self.region = Region.objects.of_picture(metadata)
        if not self.taken_at and (moment := parse_datetime(metadata.get("taken_at", ""))):
            self.taken_at = moment if timezone.is_aware(moment) else timezone.make_aware(moment)

    # ---- Its public files

    def begin_anew(self):
        """Forgets how far its drawing got; returns the names of the fields, for `save`."""
        self.recipe, self.attempts, self.drawing_error = 0, 0, ""
        return ["recipe", "attempts", "drawing_error"]

    def leave_folder(self):
        """Give up the addresses of its public files; return the folder that they lie in. It is drawn anew, under
        addresses that nobody knows."""
        folder, self.folder, self.renditions = self.folder, new_folder(), []
        self.save(update_fields=["folder", "renditions", *self.begin_anew()])
        return folder

    def public_renditions(self):
        """Return the renditions that there are; none of a photo that was withdrawn from use."""
        return [] if self.state == self.State.KILLED else [Rendition(*data) for data in self.renditions]

    def draw(self):
        """Makes all renditions anew from the original, one process at a time a photo."""
        with self._files_locked():
            photo = Photo.objects.usable().filter(pk=self.pk, recipe__lt=renditions.RECIPE).first()
            if not photo:
                return
            with photo.original.open() as file:
                picture = intake.decode(file)
            drawings = renditions.all_of(picture, (photo.focus_x, photo.focus_y))
            stored_renditions = [photo._store(drawing) for drawing in drawings]
            photo._note_files(
                renditions=stored_renditions, recipe=renditions.RECIPE, drawing_error="", attempts=0
            )

    def remove_files(self):
        """Takes the public files of a killed photo away.

        Raises OSError where one is still there afterwards.
        """
        with self._files_locked():
            photo = Photo.objects.filter(pk=self.pk, state=self.State.KILLED).first()
            if not photo:
                return
            for name in photo.public_files():
                default_storage.delete(name)
            if remaining := [name for name in photo.public_files() if default_storage.exists(name)]:
                raise OSError(f"photo {self.pk}: {len(remaining)} public files could not be removed")
            photo._note_files(renditions=[], recipe=0)

    def _note_files(self, **facts):
        """Only of what was worked on: state, folder and focus may be others by now, and somebody else's
        work."""
        worked_on = {name: getattr(self, name) for name in ("state", "folder", "focus_x", "focus_y")}
        Photo.objects.filter(pk=self.pk, **worked_on).update(**facts)

    @contextmanager
    def _files_locked(self):
        """Drawing and taking away wait for each other; a process that dies lets go by itself."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, self.pk])
            yield

    def public_files(self):
        """Names of all that lies in its folder, also what a process that died did not write down."""
        names = {Rendition(*data).name for data in self.renditions}
        with suppress(FileNotFoundError):
            names |= {f"{self.folder}/{name}" for name in default_storage.listdir(self.folder)[1]}
        return sorted(names)

    def _store(self, drawing):
        rendition = drawing.in_folder(self.folder)
        if not default_storage.exists(rendition.name):  # the name is the content's
            default_storage.save(rendition.name, ContentFile(drawing.content))
        return rendition

    # ---- Killing

    def kill(self, *, by, reason):
        """Nobody outside sees it any more. Its files go with `remove_files`, after this is committed."""
        self.state, self.killed_at, self.killed_by, self.kill_reason = (
            self.State.KILLED, timezone.now(), by, reason,
        )  # fmt: skip
        self.save(update_fields=["state", "killed_at", "killed_by", "kill_reason"])

    def give_free(self):
        """The way back: a new folder, because the old addresses were given up."""
        self.state, self.folder = self.State.USABLE, new_folder()
        with self.original.open() as file:
            self.renditions = [self._store(renditions.first(intake.decode(file)))]
        self.save(update_fields=["state", "folder", "renditions", *self.begin_anew()])
