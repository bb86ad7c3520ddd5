"""Pictures. Every file that readers can fetch is re-encoded: upright, and without what the camera wrote."""

import hashlib
import io

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
IMAGE_WIDTH, THUMBNAIL_WIDTH = 1280, 480


def open_picture(file):
    """A Pillow image, upright and in RGB. Raises ValidationError with a message for the person who uploads."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."))
    try:
        picture = Image.open(file, formats=["JPEG", "PNG", "WEBP", "AVIF"])
        if picture.width * picture.height > MAX_PIXELS:
            raise ValidationError(_("The picture has more than 50 million pixels."))
        return ImageOps.exif_transpose(picture).convert("RGB")
    except UnidentifiedImageError as error:
        raise ValidationError(_("This is not a JPEG, PNG, WebP or AVIF picture.")) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("The picture is damaged and cannot be read.")) from error


def jpeg(picture, width):
    """The bytes of a progressive JPEG at most `width` pixels wide."""
    copy = picture.copy()
    copy.thumbnail((width, 4 * width))
    buffer = io.BytesIO()
    copy.save(buffer, "JPEG", quality=78, optimize=True, progressive=True)
    return buffer.getvalue()


class Photo(models.Model):
    class Source(models.TextChoices):
        OWN = "own", _("our own")
        CITIZEN = "citizen", _("sent in by a reader")
        AGENCY = "agency", _("agency")
        HANDOUT = "handout", _("handout")
        ARCHIVE = "archive", _("archive")
        AI = "ai", _("AI illustration")

    class State(models.TextChoices):
        USABLE = "usable", _("usable")
        KILLED = "killed", _("withdrawn from use")

    image = models.ImageField(
        _("picture"), upload_to="foto/%Y/%m/", width_field="width", height_field="height"
    )
    thumbnail = models.ImageField(upload_to="foto/%Y/%m/", editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False, unique=True)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.OWN)
    state = models.CharField(max_length=10, choices=State, default=State.USABLE, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=["own", "citizen", "agency", "handout", "archive", "ai"]),
                name="photo_source_known",
            ),
            models.CheckConstraint(condition=Q(state__in=["usable", "killed"]), name="photo_state_known"),
        ]

    def __str__(self):
        return self.caption or self.alt or self.image.name

    def words(self):
        """What a story's snapshot says of its picture."""
        return {"id": self.pk, "caption": self.caption, "credit": self.credit, "alt": self.alt}

    def take_words(self, words):
        self.caption, self.credit, self.alt = words["caption"], words["credit"], words["alt"]
        self.save(update_fields=["caption", "credit", "alt"])

    def is_shown_elsewhere(self, story):
        return self.stories.exclude(pk=story.pk).exists()

    def take_in(self, file):
        """Fills the picture's fields from an upload. The same bytes twice are the same photo: a ValidationError."""
        picture = open_picture(file)
        file.seek(0)
        self.sha256 = hashlib.sha256(file.read()).hexdigest()
        if twin := Photo.objects.filter(sha256=self.sha256).exclude(pk=self.pk).first():
            raise ValidationError(
                _("This picture is in the library already: “%(photo)s”."), params={"photo": twin}
            )
        name = self.sha256[:20]
        # Assigned, not saved: the files reach the storage together with the row.
        self.image = ContentFile(jpeg(picture, IMAGE_WIDTH), name=f"{name}.jpg")
        self.thumbnail = ContentFile(jpeg(picture, THUMBNAIL_WIDTH), name=f"{name}-{THUMBNAIL_WIDTH}.jpg")
