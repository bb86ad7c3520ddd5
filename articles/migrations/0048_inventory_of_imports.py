"""The closed account of an import's files, kept with its run."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0047_advertising"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="inventory",
            field=models.JSONField(
                db_default=[],
                default=list,
                help_text="What is in the files, and what became of it: wordpress/inventory.py.",
            ),
        ),
    ]
