from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody waits for the index: people sign in while it is built."""

    atomic = False
    dependencies = [("staff", "0021_role_proposals")]

    operations = [
        AddIndexConcurrently(
            model_name="signin",
            index=models.Index(
                condition=models.Q(("outcome", "in")), fields=["address"], name="sign_in_address"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="times_device_ended",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="One by one: browsers of before are not known any more.",
            ),
        ),
    ]
