"""The database's texts as they lie there, and a story's audit file as it is downloaded."""

import re

from django.apps import apps
from django.db import connection, models

from articles.models import Article
from staff.reporting import audit_file

# What a run of redactions keeps encrypted.
SEALED = {("staff.SealedOriginal", "content"), ("staff.RedactionRun", "words")}


def every_text():
    """{(table, column): its texts} of the whole database, as it lies there."""
    texts = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            plain = (models.CharField, models.TextField, models.JSONField)
            base = getattr(field, "base_field", field)
            if isinstance(base, plain) or "SearchVector" in type(field).__name__:
                with connection.cursor() as cursor:
                    cursor.execute(f'SELECT "{field.column}"::text FROM "{model._meta.db_table}"')
                    texts[model._meta.label, field.name] = [row[0] or "" for row in cursor.fetchall()]
    return texts


def columns_holding(words):
    """Return the columns, but for the sealed ones, in which a pattern stands."""
    pattern = re.compile(words, re.IGNORECASE)
    return {place for place, texts in every_text().items() if any(map(pattern.search, texts))} - SEALED


def lines(story, by):
    return list(audit_file.AuditFile(Article.objects.get(pk=story.pk)).lines(by))
