from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("staff", "0034_mail_that_left_nowhere")]

    operations = [ValidateConstraint(model_name="notification", name="notification_mail_known")]
