"""Advertising spaces and orders, what is counted of them, and figures of reading."""

import articles.models.advertising
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Addresses of pages that the site takes over; a trigger notes the former one.
TAKEN = ["ikuti", "ruang"]
EDITION_TRIGGER = """
CREATE CONSTRAINT TRIGGER {table}_raises_edition_{event} AFTER {event} ON articles_{table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when} EXECUTE FUNCTION articles_raise_edition();
"""
WHEN = {"INSERT": "", "UPDATE": "WHEN (OLD.* IS DISTINCT FROM NEW.*)", "DELETE": ""}
TRIGGERS = [
    (table, event, EDITION_TRIGGER.format(table=table, event=event, when=when))
    for table in ("adslot", "advertisement")
    for event, when in WHEN.items()
]


def give_way(apps, schema_editor):
    """A fixed page at one of these addresses moves beside it, where its footer link leads."""
    pages = apps.get_model("articles", "Page").objects
    for page in pages.filter(slug__in=TAKEN):
        candidates = (f"{page.slug}-{name}" for name in ("kami", *range(2, 100)))
        slug = next(each for each in candidates if not pages.filter(slug=each).exists())
        pages.filter(pk=page.pk).update(slug=slug)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0046_series"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(give_way, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.CreateModel(
            name='AdCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('views', models.PositiveIntegerField(default=0)),
                ('clicks', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='AdSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('front', 'front page: at the top'), ('blocks', 'front page: between the blocks'), ('list', 'lists: between the stories'), ('story', 'story: between the paragraphs'), ('rail', 'story: beside the text, on wide screens'), ('foot', 'at the foot of the page')], max_length=10, verbose_name='place')),
                ('after', models.PositiveSmallIntegerField(default=0, help_text='Paragraphs of a story, stories of a list, blocks of the front page. Elsewhere 0.', validators=[django.core.validators.MaxValueValidator(40)], verbose_name='after how many')),
                ('narrow', models.CharField(blank=True, choices=[('320x50', '320 × 50'), ('320x100', '320 × 100'), ('300x250', '300 × 250')], default='320x100', help_text='The height is reserved before anything is loaded, so that the text stays where it is.', max_length=10, verbose_name='size on phones')),
                ('wide', models.CharField(choices=[('468x60', '468 × 60'), ('300x250', '300 × 250'), ('336x280', '336 × 280'), ('728x90', '728 × 90'), ('970x90', '970 × 90'), ('970x250', '970 × 250'), ('160x600', '160 × 600'), ('300x600', '300 × 600')], max_length=10, verbose_name='size on wide screens')),
                ('is_open', models.BooleanField(default=True, help_text='A closed one shows nothing.', verbose_name='open')),
            ],
            options={
                'verbose_name': 'advertising space',
                'verbose_name_plural': 'advertising spaces',
                'ordering': ['place', 'after'],
            },
        ),
        migrations.CreateModel(
            name='Advertisement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('advertiser', models.CharField(help_text='Readers see it beside the word “Iklan”.', max_length=80, verbose_name='advertiser')),
                ('reference', models.CharField(blank=True, help_text='Number or name of the order. Readers do not see it.', max_length=80, verbose_name='order')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('most_views', models.PositiveIntegerField(blank=True, help_text='Empty: as many as come. A few more may be counted before the last page shows it.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='at most so many views')),
                ('link', models.CharField(blank=True, help_text='Where a press on the banner leads.', max_length=500, validators=[django.core.validators.URLValidator(schemes=['https', 'http'])], verbose_name='address')),
                ('alt', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='words of the banner')),
                ('narrow', models.FileField(blank=True, editable=False, upload_to=articles.models.advertising.banner_path, verbose_name='banner on phones')),
                ('wide', models.FileField(blank=True, editable=False, upload_to=articles.models.advertising.banner_path, verbose_name='banner on wide screens')),
                ('code', models.TextField(blank=True, help_text="Instead of a banner. It runs in a frame of its own, sees nothing of the page, and waits for the reader's consent.", max_length=10000, verbose_name='code of a network')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name='only in these categories')),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name='only in these regions')),
                ('is_paused', models.BooleanField(default=False, help_text='Readers do not get it.', verbose_name='stopped')),
                ('delivered_at', models.DateTimeField(editable=False, null=True, verbose_name='delivered')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'advertisement',
                'verbose_name_plural': 'advertisements',
                'ordering': ['-ends_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReadingFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('referrer', 'where readers come from'), ('depth', 'how far they read')], max_length=10)),
                ('value', models.CharField(choices=[('langsung', 'directly: an address, a bookmark, an app that does not say'), ('sendiri', 'this site'), ('cari', 'search engines'), ('pesan', 'messengers: WhatsApp, Telegram'), ('sosial', 'social networks'), ('lain', 'other sites'), ('0', 'less than a quarter'), ('25', 'a quarter'), ('50', 'half'), ('75', 'three quarters'), ('100', 'to the end')], max_length=10)),
                ('count', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='page',
            name='page_has_an_address_of_its_own',
        ),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('slug__in', ('api', 'baca', 'berita', 'cari', 'daerah', 'feed', 'hak-jawab', 'ikuti', 'indeks', 'kategori', 'koreksi', 'media', 'pencabutan', 'penulis', 'redaksi', 'ruang', 'sehat', 'standar', 'static', 'tag', 'terpopuler')), _negated=True), models.Q(('slug__regex', '^[0-9]{4}$'), _negated=True)), name='page_has_an_address_of_its_own'),
        ),
        migrations.AddConstraint(
            model_name='adslot',
            constraint=models.UniqueConstraint(fields=('place', 'after'), name='ad_slot_once_a_place', violation_error_message='This space is there already.'),
        ),
        migrations.AddConstraint(
            model_name='adslot',
            constraint=models.CheckConstraint(condition=models.Q(('place__in', ['front', 'blocks', 'list', 'story', 'rail', 'foot'])), name='ad_slot_place_known'),
        ),
        migrations.AddConstraint(
            model_name='adslot',
            constraint=models.CheckConstraint(condition=models.Q(('narrow__in', ['', '320x50', '320x100', '300x250'])), name='ad_slot_narrow_known'),
        ),
        migrations.AddConstraint(
            model_name='adslot',
            constraint=models.CheckConstraint(condition=models.Q(('wide__in', ['468x60', '300x250', '336x280', '728x90', '970x90', '970x250', '160x600', '300x600'])), name='ad_slot_wide_known'),
        ),
        migrations.AddConstraint(
            model_name='adslot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place', 'rail'), ('narrow', '')), models.Q(models.Q(('place', 'rail'), _negated=True), models.Q(('narrow', ''), _negated=True)), _connector='OR'), name='ad_slot_narrow_but_in_the_rail'),
        ),
        migrations.AddField(
            model_name='advertisement',
            name='created_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='advertisement',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advertisements', to='articles.adslot', verbose_name='advertising space'),
        ),
        migrations.AddField(
            model_name='adcount',
            name='advertisement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='articles.advertisement'),
        ),
        migrations.AddField(
            model_name='readingfigure',
            name='category',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.category'),
        ),
        migrations.AddField(
            model_name='readingfigure',
            name='region',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.region'),
        ),
        migrations.AddConstraint(
            model_name='advertisement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='advertisement_ends_after_its_start', violation_error_message='The period ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='advertisement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code', ''), models.Q(('link', ''), _negated=True), models.Q(('wide', ''), _negated=True)), models.Q(models.Q(('code', ''), _negated=True), ('link', ''), ('narrow', ''), ('wide', '')), _connector='OR'), name='advertisement_is_banner_or_code'),
        ),
        migrations.AddConstraint(
            model_name='advertisement',
            constraint=models.CheckConstraint(condition=models.Q(('most_views', None), ('most_views__gt', 0), _connector='OR'), name='advertisement_most_views_counts'),
        ),
        migrations.AddConstraint(
            model_name='adcount',
            constraint=models.UniqueConstraint(fields=('advertisement', 'hour'), name='ad_count_one_row_an_hour'),
        ),
        migrations.AddConstraint(
            model_name='readingfigure',
            constraint=models.UniqueConstraint(fields=('day', 'category', 'region', 'kind', 'value'), name='reading_figure_one_row_a_day', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='readingfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'referrer'), ('value__in', ['langsung', 'sendiri', 'cari', 'pesan', 'sosial', 'lain'])), models.Q(('kind', 'depth'), ('value__in', ['0', '25', '50', '75', '100'])), _connector='OR'), name='reading_figure_value_known'),
        ),
        *(
            migrations.RunSQL(sql, f"DROP TRIGGER {table}_raises_edition_{event} ON articles_{table};")
            for table, event, sql in TRIGGERS
        ),
        # Last, for their tables are held until the end.
        migrations.AddField(
            model_name='category',
            name='is_without_ads',
            field=models.BooleanField(db_default=False, default=False, help_text='For obituaries and the like: neither its lists nor its stories show any.', verbose_name='without advertisements'),
        ),
        migrations.AddField(
            model_name='article',
            name='is_without_ads',
            field=models.BooleanField(db_default=False, default=False, editable=False, help_text="An editor's word; protected persons, obituaries and the like have none anyway.", verbose_name='without advertisements'),
        ),
    ]
