"""The constraint says the sources of photos in the order of `PhotoSource`; the database's, of the same values, stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_figures")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("photo", "photo_source_known"),
                migrations.AddConstraint(
                    "photo",
                    models.CheckConstraint(
                        condition=models.Q(
                            source__in=["own", "citizen", "handout", "agency", "archive", "ai"]
                        ),
                        name="photo_source_known",
                    ),
                ),
            ]
        )
    ]
