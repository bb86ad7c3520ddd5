from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

STATES = [
    ("waiting", "e-mail waits"),
    ("sending", "e-mail is being sent"),
    ("sent", "e-mail sent"),
    ("kept", "no e-mail: outgoing mail is not set up here"),
    ("failed", "e-mail failed"),
    ("off", "no e-mail: switched off"),
    ("no_address", "no e-mail: the account has no address"),
    ("settled", "no e-mail: it was done before"),
    ("closed", "no e-mail: the story or the desk is closed to this account"),
]


class Migration(migrations.Migration):
    dependencies = [("staff", "0033_inventory_of_imports")]

    operations = [
        migrations.RemoveConstraint(model_name="notification", name="notification_mail_known"),
        migrations.AlterField(
            model_name="notification",
            name="mail",
            field=models.CharField(choices=STATES, default="off", max_length=10),
        ),
        AddConstraintNotValid(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(mail__in=[value for value, _label in STATES]), name="notification_mail_known"
            ),
        ),
    ]
