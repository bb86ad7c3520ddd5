"""Files of a former site that became attachments."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0048_inventory_of_imports"),
    ]

    operations = [
        migrations.AddField(
            model_name="importedpicture",
            name="attachment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.attachment",
            ),
        ),
    ]
