"""Files of several gigabytes that a browser sends in pieces, and goes on with after a bad connection or the night."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.photo import originals

PIECE = 4 * 1024 * 1024  # bytes: what every web server lets through, and a phone sends in seconds


class WrongPlace(Exception):
    """A piece does not begin where the last one ended; the upload says where that is."""


def new_folder():
    return f"potongan/{secrets.token_hex(8)}"


class PiecedUploadQuerySet(models.QuerySet):
    def old(self):
        """Uploads that nobody went on with, and those whose export was cleared."""
        idle = timezone.now() - PiecedUpload.LIFETIME
        return self.filter(told_at__lt=idle, exports=None, exports_with_pictures=None)

    def remove(self):
        """Take away the pieces, then the rows: what is broken off is done again."""
        for upload in self:
            upload.remove_pieces()
            upload.delete()


class PiecedUpload(models.Model):
    LIFETIME = timedelta(days=7)  # without a piece
    MOST = 20 * 1024**3  # bytes

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=64, help_text="By which the browser knows the same file again.")
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    folder = models.CharField(max_length=40, default=new_folder, unique=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(default=timezone.now)

    objects = PiecedUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload in pieces")
        verbose_name_plural = _("uploads in pieces")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0, received__gte=0, received__lte=models.F("size")),
                name="pieced_upload_is_no_longer_than_its_file",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_whole(self):
        return self.received == self.size

    @transaction.atomic
    def take(self, offset, content):
        """Store the piece that begins at this byte, and return how many bytes are here. Raises WrongPlace."""
        upload = type(self).objects.select_for_update().get(pk=self.pk)
        self.received = upload.received
        if offset != upload.received or not content or offset + len(content) > upload.size:
            raise WrongPlace
        storage, name = originals(), upload._name(offset)
        if storage.exists(name):  # of a try whose row was not written
            storage.delete(name)
        storage.save(name, ContentFile(content))
        upload.received += len(content)
        upload.told_at = timezone.now()
        upload.save(update_fields=["received", "told_at"])
        self.received = upload.received
        return upload.received

    def _name(self, offset):
        return f"{self.folder}/{offset:015d}"

    def pieces(self):
        """Yield the file's bytes, piece by piece."""
        storage = originals()
        for name in sorted(storage.listdir(self.folder)[1]):
            with storage.open(f"{self.folder}/{name}") as file:
                yield file.read()

    def remove_pieces(self):
        storage = originals()
        try:
            names = storage.listdir(self.folder)[1]
        except FileNotFoundError:
            return
        for name in names:
            storage.delete(f"{self.folder}/{name}")
