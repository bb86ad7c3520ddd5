"""Merging: two tags, or two people, that are one become one row with one address."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.legacy_path import KINDS, LegacyPath
from articles.models.merger import Merger
from articles.models.person import Person


def byline_refusal(old):
    """Return why a row cannot go into any other one, as a sentence; None where it can."""
    if isinstance(old, Person) and old.user_id:
        message = _("“%(name)s” is the byline of an account and stays. Merge the other one into it.")
        return message % {"name": old}
    return None


def own_byline_refusal(other, by):
    """Return why this person cannot merge anything into a row; None where that is allowed."""
    if isinstance(other, Person) and by and other.user_id == by.pk:
        return _("This is your own byline: somebody else has to say what else is yours.")
    return None


@transaction.atomic
def merge(old, other, *, by):
    """Give everything that the old one has to the other one, its addresses too, and return the record.

    The old row goes. No text of a story changes by it: `comparison.led_on` reads what was approved before.
    """
    if old.pk == other.pk:
        raise ValidationError(_("Choose another one: these are the same."))
    kind = old._meta.model_name
    # Whoever saves a story has its row first, and then those of its tags and people.
    stories = Article.objects.filter(pk__in=old.story_ids()).order_by("pk").select_for_update()
    count = len(stories.values_list("pk"))
    rows = type(old).objects.order_by("pk").select_for_update().in_bulk([old.pk, other.pk])
    if len(rows) < 2:
        raise ValidationError(_("Somebody merged one of the two meanwhile."))
    old, other = rows[old.pk], rows[other.pk]
    if why := byline_refusal(old) or own_byline_refusal(other, by):
        raise ValidationError(why)
    record = Merger.objects.create(
        kind=kind,
        old_id=old.pk,
        target_id=other.pk,
        name=old.name,
        target_name=other.name,
        address=old.get_absolute_url(),
        stories=count,
        merged_by=by,
    )
    old.give_stories_to(other)
    for relation in old._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: old.pk})
            rows.update(**{relation.field.name: other.pk})
    LegacyPath.objects.update_or_create(
        dict.fromkeys(KINDS) | {kind: other},
        path=record.address.lower(),
    )
    old.delete()
    return record
