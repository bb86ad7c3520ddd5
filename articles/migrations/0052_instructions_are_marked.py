import re

from django.db import migrations

# What the starting pages said to the newsroom, before such words had a mark.
INSTRUCTION = re.compile(
    r"<p>((?:Redaksi: salin naskah resminya|Di sini redaksi menjelaskan siapa penerbit)(?:(?!</p>).)*)</p>"
)


def mark(apps, schema_editor):
    """Instructions get the mark that desk and database know; where readers see one, it goes."""
    Page, PageText = apps.get_model("articles", "Page"), apps.get_model("articles", "PageText")
    for page in Page.objects.exclude(body=""):
        body = page.body
        page.body = INSTRUCTION.sub("" if page.is_public else r"<p>[Belum ditulis: \1]</p>", page.body)
        if page.body == body:
            continue
        page.save()
        text = {name: getattr(page, name) for name in ("title", "slug", "body", "is_public")}
        PageText.objects.create(page=page, **text)


class Migration(migrations.Migration):
    dependencies = [("articles", "0051_profiles_of_channels")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
