import django.db.models.deletion
from django.db import migrations, models

PALETTES = ["toska", "biru", "merah", "ungu", "cokelat", "sendiri"]
CHOICES = list(zip(PALETTES, ["teal", "blue", "red", "purple", "brown", "a colour of our own"], strict=True))
LOGOS = "UPDATE articles_photo SET is_logo = true WHERE id IN (SELECT logo_id FROM articles_publication)"


class Migration(migrations.Migration):
    """A publication's own colour, and photos that are its sign and no news picture."""

    dependencies = [("articles", "0036_about_page_for_readers")]

    operations = [
        migrations.RemoveConstraint(model_name="publication", name="publication_palette_known"),
        migrations.AddField(
            model_name="photo",
            name="is_logo",
            field=models.BooleanField(
                default=False,
                db_default=False,
                editable=False,
                verbose_name="logo of the publication",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="own_colour",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=7, verbose_name="colour of our own"
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.photo",
                verbose_name="logo",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="palette",
            field=models.CharField(choices=CHOICES, default="toska", max_length=10, verbose_name="colour"),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(palette__in=PALETTES), name="publication_palette_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=~models.Q(palette="sendiri") | models.Q(own_colour__regex="^#[0-9a-f]{6}$"),
                name="publication_own_colour_is_one",
            ),
        ),
        migrations.RunSQL(LOGOS, migrations.RunSQL.noop),
    ]
