"""The house's deadline for letters, and an address for the page of standards."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import Q

TAKEN = "standar"
RESERVED = [
    "api", "baca", "berita", "cari", "daerah", "feed", "hak-jawab", "indeks", "kategori", "koreksi", "media", "pencabutan",
    "penulis", "redaksi", "sehat", "standar", "static", "tag", "terpopuler",
]  # fmt: skip
A_YEAR = r"^[0-9]{4}$"


def give_way(apps, schema_editor):
    """A fixed page at this address moves beside it, where its footer link leads."""
    pages = apps.get_model("articles", "Page").objects
    if pages.filter(slug=TAKEN).exists():
        candidates = (f"{TAKEN}-{name}" for name in ("kami", *range(2, 100)))
        slug = next(each for each in candidates if not pages.filter(slug=each).exists())
        pages.filter(slug=TAKEN).update(slug=slug)


class Migration(migrations.Migration):
    dependencies = [("articles", "0038_notices")]

    operations = [
        migrations.RunPython(give_way, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.RemoveConstraint("page", "page_has_an_address_of_its_own"),
        migrations.AddConstraint(
            "page",
            models.CheckConstraint(
                condition=~Q(slug__in=tuple(RESERVED)) & ~Q(slug__regex=A_YEAR),
                name="page_has_an_address_of_its_own",
            ),
        ),
        migrations.AddField(
            "publication",
            "reply_hours",
            models.PositiveSmallIntegerField(
                db_default=48,
                default=48,
                help_text=(
                    "For the right of reply, corrections, requests to take down and complaints. A promise of the house that"
                    " readers are told: the press law (UU 40/1999, article 5) asks to serve them and names no hours that we"
                    " could verify. “2 × 24 hours” stands in the press council's guideline of 2012 (3f) for contributions of"
                    " readers."
                ),
                validators=[MinValueValidator(1), MaxValueValidator(14 * 24)],
                verbose_name="hours within which letters are answered",
            ),
        ),
    ]
