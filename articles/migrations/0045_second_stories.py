"""A place on the front page between the lead and the picks."""

from django.db import migrations, models

PLACES = [
    ("lead", "lead story"),
    ("second", "second story"),
    ("pick", "editors' pick"),
    ("breaking", "breaking news"),
]


class Migration(migrations.Migration):
    dependencies = [("articles", "0044_indexes_of_disclosures")]

    operations = [
        migrations.AlterField(
            "pick", "place", models.CharField("place", max_length=10, choices=PLACES, default="pick")
        ),
        migrations.RemoveConstraint("pick", "pick_place_known"),
        migrations.AddConstraint(
            "pick",
            models.CheckConstraint(
                condition=models.Q(place__in=[place for place, _label in PLACES]), name="pick_place_known"
            ),
        ),
    ]
