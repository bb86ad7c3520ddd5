from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody waits for the index: a library may hold many photos."""

    atomic = False
    dependencies = [("articles", "0033_redactions")]

    operations = [
        AddIndexConcurrently(
            model_name="photo",
            index=models.Index(
                fields=["uploaded_at"],
                name="photo_with_position",
                condition=models.Q(metadata__has_key="latitude"),
            ),
        ),
    ]
