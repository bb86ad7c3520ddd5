"""A problem that a check finds, and the words in which checks name a place."""

from dataclasses import dataclass

from django.utils.text import Truncator, capfirst

from articles.models import Article


@dataclass(frozen=True)
class Problem:
    field: str  # name of the form field that mends it
    message: str
    url: str = ""  # of the story that it speaks of
    is_required: bool = True
    page: str = ""  # address of the desk's page that mends it, where that is not the form
    mends: bool = False  # Rapikan (staff/writing/tidy.py) mends it


def beginning(text):
    return Truncator(text).chars(60)


def some(marks):
    return ", ".join(map(beginning, marks[:3])) + (f" (+{len(marks) - 3})" if len(marks) > 3 else "")


def in_field(field, message):
    """A problem that each of the texts may have says which one it means."""
    label = getattr(Article._meta.get_field(field), "verbose_name", field)
    return Problem(field, f"{capfirst(label)}: {message}")
