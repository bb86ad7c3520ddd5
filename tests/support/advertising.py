"""Advertising spaces and orders for tests."""

import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from articles.models import AdSlot, Advertisement
from articles.models.advertising import SHAPES, size_of

NARROW, WIDE = "320x100", "728x90"
WIDE_OF = {"story": "300x250", "rail": "160x600"}


def picture_of(size, colour="#0a6", form="PNG"):
    """Return the bytes of a picture of this size."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, form)
    return file.getvalue()


def banner(size=NARROW, name="banner.png", **kwargs):
    """Return the upload of a banner that fits a space of this size."""
    return SimpleUploadedFile(name, picture_of(size_of(size), **kwargs), content_type="image/png")


def make_slot(place="list", after=None, **fields):
    after = (2 if SHAPES[place].unit else 0) if after is None else after
    narrow = "" if SHAPES[place].is_wide_only else NARROW
    fields = {"narrow": narrow, "wide": WIDE_OF.get(place, WIDE)} | fields
    return AdSlot.objects.create(place=place, after=after, **fields)


def make_order(slot, **fields):
    """Return an order that runs: a banner, or with `code` a network's."""
    now = timezone.now().replace(second=0, microsecond=0)
    fields = {
        "advertiser": "Toko Uji",
        "starts_at": now - timedelta(days=1),
        "ends_at": now + timedelta(days=30),
    } | fields
    if not fields.get("code"):
        fields = {"link": "https://toko.example/", "alt": "Toko Uji buka tiap hari"} | fields
        for name, size in slot.sizes.items():
            fields.setdefault(name, ContentFile(picture_of(size, form="WEBP"), name="banner.webp"))
    order = Advertisement(slot=slot, **fields)
    order.full_clean(exclude=["created_by"])
    order.save()
    return order
