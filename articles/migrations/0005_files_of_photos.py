"""The pictures of before get a folder of their own; their large file is also the original until there is another."""

import hashlib
import secrets
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import migrations


def take_over(apps, schema_editor):
    for photo in apps.get_model("articles", "Photo").objects.iterator():
        photo.folder = f"foto/{secrets.token_hex(8)}"
        small = min(photo.width, 480)
        sizes = {
            photo.image.name: (photo.width, photo.height),
            photo.thumbnail.name: (small, round(small * photo.height / photo.width)),
        }
        with suppress(FileNotFoundError), default_storage.open(photo.image.name) as file:
            photo.original.save(f"{photo.sha256}.jpg", file, save=False)
        for old, size in sizes.items():
            with suppress(FileNotFoundError):
                photo.renditions.append(["full", "jpeg", *size, *moved(old, photo.folder, size)])
        if photo.state == "killed":  # nobody could do that before but by hand
            photo.killed_at, photo.kill_reason = photo.uploaded_at, "–"
        photo.save()


def moved(old, folder, size):
    """The new name, of the kind that renditions have, and the bytes; the old address ends."""
    with default_storage.open(old) as file:
        content = file.read()
    name = f"{folder}/{size[0]}x{size[1]}-{hashlib.sha256(content).hexdigest()[:10]}.jpg"
    default_storage.save(name, ContentFile(content))
    default_storage.delete(old)
    return name, len(content)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_photos_for_readers")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
