from django.db import migrations

INSTRUCTION = (
    "<p>Di sini redaksi menjelaskan siapa penerbit media ini, daerah mana yang diliput, dan bagaimana berita "
    "dikerjakan.</p>"
)


def strike(apps, schema_editor):
    """The page about us began with a sentence to the newsroom. Where nobody changed it, readers no longer get it."""
    Page, PageText = apps.get_model("articles", "Page"), apps.get_model("articles", "PageText")
    for page in Page.objects.filter(policy="publishingPrinciples", body__startswith=INSTRUCTION):
        page.body = page.body.removeprefix(INSTRUCTION).lstrip()
        page.save()
        PageText.objects.create(
            page=page, title=page.title, slug=page.slug, body=page.body, is_public=page.is_public
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0035_codes_of_regions")]

    operations = [migrations.RunPython(strike, migrations.RunPython.noop)]
