from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0052_instructions_are_marked")]

    operations = [
        migrations.AddConstraint(
            model_name="page",
            constraint=models.CheckConstraint(
                condition=models.Q(is_public=False) | ~models.Q(body__contains="[Belum ditulis:"),
                name="page_for_readers_is_written",
            ),
        ),
    ]
