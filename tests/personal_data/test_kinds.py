"""The table of personal data names every column that can hold some, and no other."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from articles.models import Person
from staff.models import User
from staff.personal_data.kinds import IMPERSONAL, KINDS, DataSubject

MODELS = apps.get_models(include_auto_created=True)


def can_hold_personal_data(field):
    """Texts, files, plain data and lists can; so does whatever names an account or a person. A choice cannot."""
    if field.is_relation:
        return field.related_model in (User, Person)
    if isinstance(field, ArrayField):
        return True
    if field.choices or isinstance(field, models.GeneratedField):
        return False
    text = (
        models.CharField,
        models.TextField,
        models.JSONField,
        models.FileField,
        models.GenericIPAddressField,
    )
    return isinstance(field, text) or "SearchVector" in type(field).__name__


def columns_of_the_project():
    return {
        (model._meta.label, field.name)
        for model in MODELS
        for field in model._meta.local_concrete_fields
        if can_hold_personal_data(field)
    }


PERSONAL = {(rows.model, column) for kind in KINDS for rows in kind.rows for column in rows.columns}
WITHOUT = {(model, column) for model, columns in IMPERSONAL.items() for column in columns if column != "*"}
WITHOUT_ANY = {model for model, columns in IMPERSONAL.items() if columns == ("*",)}


def test_the_table_names_every_column_that_can_hold_personal_data():
    missing = {
        (model, column)
        for model, column in columns_of_the_project() - PERSONAL - WITHOUT
        if model not in WITHOUT_ANY
    }
    assert missing == set(), "name them in staff/personal_data/kinds.py"


def test_the_table_names_nothing_that_is_not_there():
    columns = {
        (model._meta.label, field.name) for model in MODELS for field in model._meta.local_concrete_fields
    }
    assert columns >= PERSONAL | WITHOUT
    assert {model for model, _column in columns} >= WITHOUT_ANY
    assert not PERSONAL & WITHOUT
    assert not {model for model, _column in PERSONAL} & WITHOUT_ANY


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_can_be_answered_for(kind):
    assert kind.of
    assert set(kind.of) <= set(DataSubject)
    assert all(str(text) for text in (kind.label, kind.reason, kind.term, kind.clearer, kind.subjects))
    assert kind.ground or not any(rows.columns for rows in kind.rows)
    assert kind.rows or kind.is_outside or kind.is_in_memory
    for rows in kind.rows:
        apps.get_model(rows.model).objects.filter(**dict(rows.filters)).query.sql_with_params()
