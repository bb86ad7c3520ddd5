"""A notification that asked for what is done is read, and its e-mail dropped; those of before included."""

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

STATES = [
    ("waiting", "e-mail waits"),
    ("sending", "e-mail is being sent"),
    ("sent", "e-mail sent"),
    ("failed", "e-mail failed"),
    ("off", "no e-mail: switched off"),
    ("no_address", "no e-mail: the account has no address"),
    ("settled", "no e-mail: it was done before"),
    ("closed", "no e-mail: the story or the desk is closed to this account"),
]


def settle(apps, schema_editor):
    """Mark as read what waited for a decision that was taken long ago."""
    notifications = apps.get_model("staff", "Notification").objects.filter(read_at=None)
    done = (
        Q(kind__in=["submitted", "escalated", "reopened"]) & ~Q(article__status="submitted")
        | Q(kind="returned") & ~Q(article__status="returned")
        | Q(kind__in=["to_sign", "changed_live"], article__needs_signature=False)
        | Q(kind="withdrawal_requested") & ~Q(article__status="published")
        | Q(kind="republish_requested") & ~Q(article__status="withdrawn")
    )
    ids = notifications.filter(done).values("pk")
    apps.get_model("staff", "Notification").objects.filter(pk__in=ids).update(read_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("staff", "0013_signed_before_readers")]

    operations = [
        migrations.RemoveConstraint(model_name="notification", name="notification_mail_known"),
        migrations.AlterField(
            model_name="notification",
            name="mail",
            field=models.CharField(choices=STATES, default="off", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=Q(mail__in=[value for value, _label in STATES]), name="notification_mail_known"
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
