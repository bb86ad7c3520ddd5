"""Columns whose text is cleaned wherever it comes from: a form, the importer, a shell.

Migrations write them as Django's own: the database knows nothing of the cleaning.
"""

from django import forms
from django.db import models

from articles.text.lines import clean_line, clean_lines


class CleanTextField(forms.CharField):
    """The form's field of a clean column, and of texts that no column holds."""

    def __init__(self, *args, cleaning=clean_line, **kwargs):
        self.cleaning = cleaning
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        """A NUL character is left to Django's validator: no keyboard makes one, so more may be damaged."""
        value = super().to_python(value)
        return value if "\x00" in value else self.cleaning(value)


class CleanText:
    """The base of both columns: `cleaning` is a function of `articles/text/lines.py`."""

    cleaning = staticmethod(clean_line)

    def __init__(self, *args, cleaning=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.cleaning = cleaning or self.cleaning

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs

    def to_python(self, value):
        """Also what queries and `update()` ask for a value."""
        value = super().to_python(value)
        return value if value is None else self.cleaning(value)

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.cleaning(value)
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": CleanTextField, "cleaning": self.cleaning} | kwargs)


class LineField(CleanText, models.CharField):
    """One line, as short as its column."""


class LongLineField(CleanText, models.TextField):
    """One line that a page breaks where it likes."""


class LinesField(CleanText, models.TextField):
    """A text of several lines, each of them clean."""

    cleaning = staticmethod(clean_lines)
