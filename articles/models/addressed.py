"""What has a page of its own under a slug: tags, people, categories, regions and fixed pages."""

import re
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from articles import slugs
from articles.models.legacy_path import LegacyPath

TRIES = 20  # to save a row whose slug others take at the same moment
SLUG_HELP = _("Last part of the address; empty: from the name. The old address leads to the new one.")
FIRST_LOOK = 5  # slugs that are looked up at once; ten times as many with each further look


class Addressed(models.Model):
    """A base of models whose rows answer at an address of their own.

    Whatever is saved has one: an empty slug is made of the name, and the database refuses a slug that no
    address can hold. An address that a row had before leads on to it (`LegacyPath`), so nothing else takes
    it.
    """

    NAME = "name"  # the field that the slug is made of
    FALLBACK = ""  # the slug of a name of signs only
    RESERVED = frozenset()  # slugs at whose address something else answers

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slug__regex=slugs.PATTERN),
                name="%(class)s_slug_is_an_address",
                violation_error_message=_("An address has letters a to z, digits and hyphens only."),
            )
        ]

    def __str__(self):
        return getattr(self, self.NAME)

    def save(self, *args, **kwargs):
        """Save; a slug that is made here is made anew where somebody else takes it at the same moment."""
        if self.slug:
            return self._save(*args, **kwargs)
        for tries_left in reversed(range(TRIES)):
            self.slug = self.free_slug()
            try:
                with transaction.atomic():
                    return self._save(*args, **kwargs)
            except IntegrityError:
                if not tries_left or not self.peers().filter(slug=self.slug).exists():
                    raise

    def get_absolute_url(self):
        return self.address(self.slug)

    def address(self, slug):
        """Return the path at which this row would answer with this slug."""
        raise NotImplementedError

    def _save(self, *args, **kwargs):
        super().save(*args, **kwargs)

    def peers(self):
        """Return the other rows whose slug this one cannot have."""
        return type(self)._default_manager.exclude(pk=self.pk)

    def is_reserved(self, slug):
        """Return whether something else answers at the address that this slug would make."""
        return slug in self.RESERVED

    def free_slug(self):
        """Return the slug of the name, with a number behind it where the address is or was another's."""
        most = self._meta.get_field("slug").max_length
        candidates = slugs.numbered(slugs.slug_of(getattr(self, self.NAME), self.FALLBACK, most), most)
        look = FIRST_LOOK
        while True:
            batch = list(islice(candidates, look))
            taken = set(self.peers().filter(slug__in=batch).values_list("slug", flat=True))
            former = set(self._former(batch).values_list("path", flat=True))
            for slug in batch:
                if slug not in taken and self.address(slug) not in former and not self.is_reserved(slug):
                    return slug
            look *= 10

    def _former(self, candidates):
        """Return the old addresses of other rows among those that these slugs would make."""
        paths = LegacyPath.objects.filter(path__in=[self.address(slug).lower() for slug in candidates])
        return paths.exclude(**{self._meta.model_name: self.pk}) if self.pk else paths

    def clean(self):
        """Refuse a slug whose address is the site's own, or was another's."""
        super().clean()
        if re.fullmatch(slugs.PATTERN, self.slug) and (why := self._slug_refusal()):
            raise ValidationError({"slug": why})

    def _slug_refusal(self):
        if self.is_reserved(self.slug):
            message = _("The address %(address)s belongs to another part of the site. Choose another slug.")
            return message % {"address": self.address(self.slug)}
        if former := self._former([self.slug]).with_targets().first():
            message = _("This was an address of “%(name)s” and still leads there. Choose another slug.")
            return message % {"name": former.target}
        return None

    def validate_unique(self, exclude=None):
        """Refuse a slug that another one has, and say which."""
        exclude = exclude or ()
        if "slug" not in exclude and self.slug and (other := self.peers().filter(slug=self.slug).first()):
            message = _("“%(name)s” has this slug already. Choose another one.")
            raise ValidationError({"slug": message % {"name": other}})
        super().validate_unique(exclude)

    def validate_constraints(self, exclude=None):
        """Leave out an empty slug, which is made when the row is saved."""
        super().validate_constraints({*(exclude or ()), *([] if self.slug else ["slug"])})
