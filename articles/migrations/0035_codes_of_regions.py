import django.core.validators
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0034_photos_with_position")]

    operations = [
        migrations.AddField(
            model_name="region",
            name="code",
            field=models.CharField(
                blank=True,
                db_default="",
                max_length=8,
                validators=[
                    django.core.validators.RegexValidator(
                        "^\\d\\d(?:\\.\\d\\d){0,2}\\Z", "A code is written like 35, 35.13 or 35.13.01."
                    )
                ],
                verbose_name="code",
                help_text="The Ministry of Home Affairs' number, such as 35.13; by it the table of Indonesia's regions knows this one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.UniqueConstraint(
                condition=~Q(code=""),
                fields=("code",),
                name="region_code_unique",
                violation_error_message="Another region has this code already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=Q(code="") | Q(code__regex="^\\d\\d(?:\\.\\d\\d){0,2}$"), name="region_code_known"
            ),
        ),
    ]
