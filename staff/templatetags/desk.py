"""Template helpers of the desk."""

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe

from articles import body, pictures

register = template.Library()


@register.filter
def text_html(html):
    """A text as it is stored, or blocks of one, with its photos at the address that the desk shows them at."""
    return mark_safe(body.for_editor(html, reverse("admin:index")))  # noqa: S308 -- canonical and safe


@register.simple_tag
def preview(photo, width=480):
    return pictures.preview(photo, width)
