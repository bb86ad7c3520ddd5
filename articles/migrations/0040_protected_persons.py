"""A story says whom it must not identify; a redaction, of which stories the address is gone."""

import django.contrib.postgres.fields
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0039_register'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='protected',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('child-offender', 'a child that is said to have committed a crime'), ('child-victim', 'a child that is a victim'), ('child-witness', 'a child that is a witness'), ('sexual-offence', 'a victim of a sexual offence, of whatever age'), ('found-child', 'a child that was missing and is found'), ('missing-child', 'a missing child, named only until it is found')], max_length=20), editable=False, help_text='Whom it must not identify; empty where somebody said that it is nobody, null where nobody was asked.', null=True, size=None),
        ),
        migrations.AddField(
            model_name='redaction',
            name='addresses',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, help_text='Ids of those among them whose address held the words: what they had before is gone.', size=None),
        ),
        AddConstraintNotValid(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('protected__isnull', True), ('protected__contained_by', ['child-offender', 'child-victim', 'child-witness', 'sexual-offence', 'found-child', 'missing-child']), _connector='OR'), name='article_protected_known'),
        ),
    ]
